"""Who kept the minutes and who presided, in sentences; and sentences that tell of neither."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar import officers
from delibparse.grammar.values.people import Style
from delibparse.model.record import Personne

MEMBERS = [
    Personne("Mme Eve ROUX", "Mme", "Eve", "ROUX"),
    Personne("M. Luc PETIT", "M.", "Luc", "PETIT"),
    Personne("M. Paul NOIR", "M.", "Paul", "NOIR"),
]

SECRETARY = [
    "Mme Eve ROUX a été désignée secrétaire de séance.",
    "Mme Eve ROUX est nommée secrétaire de séance.",
    "Mme Eve ROUX a été élue secrétaire.",
    "Mme Eve ROUX est désignée comme secrétaire de séance.",
    "Mme Eve ROUX a été élue au scrutin secret secrétaire de séance.",
    "Mme Eve ROUX est proclamée secrétaire de séance.",
    "Mme Eve ROUX, conseillère municipale, est désignée secrétaire de séance.",
    "Mme Eve ROUX a été désignée en qualité de secrétaire par le conseil municipal (art. L2121-15 du CGCT).",
    "Mme Eve ROUX a été désignée pour remplir les fonctions de secrétaire de séance.",
    "Mme Eve ROUX a accepté de remplir les fonctions de secrétaire.",
    "Mme Eve ROUX remplit les fonctions de secrétaire.",
    "Mme Eve ROUX est désignée pour assurer le secrétariat de la séance.",
    "Mme Eve ROUX assure le secrétariat de séance.",
    "Mme Eve ROUX prend place au bureau en qualité de secrétaire.",
    "Mme Eve ROUX se propose comme secrétaire de séance.",
    "Mme Eve ROUX est volontaire pour être secrétaire de séance, elle est désignée.",
    "Le secrétariat de séance a été assuré par Mme Eve ROUX.",
    "Les fonctions de secrétaire sont assurées par Mme Eve ROUX.",
    "Le conseil municipal désigne Mme Eve ROUX comme secrétaire de séance.",
    "Le conseil municipal a choisi pour secrétaire Mme Eve ROUX.",
    "Le conseil a élu secrétaire de séance Mme Eve ROUX.",
    "A été nommée secrétaire de séance : Mme Eve ROUX",
    "Est désignée secrétaire de séance Mme Eve ROUX",
    "Secrétaire de séance élue : Mme Eve ROUX.",
    "Désignation d'un secrétaire de séance : Mme Eve ROUX",
    "En vertu de l'article L. 2121-15 du CGCT, Mme Eve ROUX est désignée secrétaire de séance.",
    # the sentence behind tells who
    "Désignation du secrétaire de séance\n\nMme Eve ROUX est désignée.",
    "Nomination d'un secrétaire de séance. Le conseil nomme Mme Eve ROUX.",
    "Il a été procédé à la nomination d'un secrétaire pris dans le sein du conseil. Mme Eve ROUX ayant obtenu la "
    "majorité des suffrages, a été désignée pour remplir ces fonctions.",
    # the chair who proposes is none
    "M. Luc PETIT, Maire, propose Mme Eve ROUX comme secrétaire de séance.",
    "Monsieur le Maire, Luc PETIT, propose de désigner Mme Eve ROUX secrétaire de séance.",
    "Sur proposition de M. Luc PETIT, maire, Mme Eve ROUX est désignée secrétaire de séance.",
    "M. le Maire propose de nommer Mme Eve ROUX secrétaire de séance.",
    # nor is whoever helps, or speaks next
    "Mme Eve ROUX est désignée secrétaire de séance, M. Guy SAGE secrétaire auxiliaire.",
    "Le conseil désigne Mme Eve ROUX secrétaire de séance, assistée de M. Guy SAGE, directeur général des services.",
    "Mme Eve ROUX a été désignée secrétaire de séance ; M. Paul NOIR ouvre la séance.",
    # however the name is written
    "ROUX Eve est désignée secrétaire de séance.",
    "Mme E. ROUX a été désignée secrétaire de séance.",
    "Mme ROUX a été désignée secrétaire de séance.",
]


@pytest.mark.parametrize("members", [MEMBERS, []], ids=["members", "no lists"])
@pytest.mark.parametrize("sentence", SECRETARY)
def test_the_secretary_of_a_sentence(sentence: str, members: list[Personne]) -> None:
    for text in (sentence, f"La séance est ouverte à vingt heures.\n\n{sentence}\n\nLe procès-verbal est adopté."):
        found = officers.elected_secretary(span(text), Style(), members)
        assert found is not None
        assert found.value.nom == "ROUX"
        assert found.value.texte in sentence


NO_SECRETARY = [
    "Mme Lise SAGE, secrétaire de mairie, assiste à la séance.",
    "Mme Lise SAGE, secrétaire générale, est nommée au comité.",
    "Mme Lise SAGE, secrétaire médicale, a été nommée.",
    "La secrétaire administrative, Mme Lise SAGE, assure l'accueil.",
    "Un poste de secrétaire de mairie est créé ; Mme Lise SAGE est nommée.",
    "Le secrétaire lit le procès-verbal de Mme Eve ROUX.",
    "Le maire propose de désigner un secrétaire de séance.",
    "Le vote a lieu au scrutin secret ; Mme Eve ROUX est élue adjointe.",
    "Mme Eve ROUX a été élue adjointe.",
    "Le conseil désigne M. Luc PETIT délégué au secrétariat d'État à la ruralité.",
]


@pytest.mark.parametrize("members", [MEMBERS, []], ids=["members", "no lists"])
@pytest.mark.parametrize("sentence", NO_SECRETARY)
def test_a_sentence_that_names_no_secretary(sentence: str, members: list[Personne]) -> None:
    assert officers.elected_secretary(span(sentence), Style(), members) is None


def test_a_name_far_from_the_secretary_is_theirs_only_if_a_list_knows_it() -> None:
    agenda = "Désignation du secrétaire de séance Point 03 Délégation au président Point 04 Rapport budgétaire "
    far = span(f"{agenda}{'Point sur la voirie et les réseaux ' * 4}Rapport de Mme Eve ROUX")
    assert officers.elected_secretary(far, Style(), []) is None
    assert officers.elected_secretary(far, Style(), MEMBERS) is not None


def test_of_several_the_member_is_kept() -> None:
    text = span("M. Guy SAGE, assisté de Mme Eve ROUX, est désigné secrétaire de séance.")
    of_lists = officers.elected_secretary(text, Style(), MEMBERS)
    assert of_lists is not None
    assert of_lists.value.texte == "Mme Eve ROUX"


PRESIDING = [
    ("sous la présidence de Mme Eve ROUX, Maire", "Mme Eve ROUX", "Maire"),
    ("sous la présidence de Madame Eve ROUX, maire de la commune", "Madame Eve ROUX", "maire de la commune"),
    ("sous la présidence de Mme Eve ROUX, Maire de Vaux-sur-Aure", "Mme Eve ROUX", "Maire de Vaux-sur-Aure"),
    ("sous la présidence de Mme ROUX Eve (Maire)", "Mme ROUX Eve", "Maire"),
    ("sous la présidence de Mme Eve ROUX - Maire", "Mme Eve ROUX", "Maire"),
    ("sous la présidence de Mme Eve ROUX, 1ère adjointe", "Mme Eve ROUX", "1ère adjointe"),
    ("sous la présidence de Madame Eve ROUX", "Madame Eve ROUX", None),
    ("sous la présidence d'Eve ROUX, Maire", "Eve ROUX", "Maire"),
    ("sous la présidence effective de Mme Eve ROUX, Maire", "Mme Eve ROUX", "Maire"),
    ("sous la présidence de Madame la Maire, Eve ROUX", "Eve ROUX", "Maire"),
    ("sous la présidence de M. Jean de LA TOUR, Président", "M. Jean de LA TOUR", "Président"),
    ("Présidence : Mme Eve ROUX", "Mme Eve ROUX", None),
    ("Présidence de Mme Eve ROUX, Maire", "Mme Eve ROUX", "Maire"),
    ("Séance présidée par Mme Eve ROUX, Maire", "Mme Eve ROUX", "Maire"),
    ("La séance est présidée par Mme Eve ROUX", "Mme Eve ROUX", None),
    ("Mme Eve ROUX, maire, préside la séance", "Mme Eve ROUX", "maire"),
    ("Mme Eve ROUX préside la séance", "Mme Eve ROUX", None),
    ("Mme Eve ROUX, Maire, assure la présidence", "Mme Eve ROUX", "Maire"),
    (". Mme Eve ROUX, Présidente, ouvre la séance à 20 h", "Mme Eve ROUX", "Présidente"),
    ("s'est réuni en mairie, Mme Eve ROUX, Maire, présidant", "Mme Eve ROUX", "Maire"),
]


@pytest.mark.parametrize(("words", "who", "role"), PRESIDING)
def test_who_presides(words: str, who: str, role: str | None) -> None:
    found = officers.presiding(span(f"Le conseil s'est réuni {words}"), Style())
    assert found is not None
    assert (found.value.texte, found.value.qualite) == (who, role)


NO_PRESIDENT = [
    "La présidence du club de football est vacante.",
    "L'élection présidentielle aura lieu en avril.",
    "M. Luc PETIT, président du club, remercie le conseil.",
    "sous la présidence du sous-préfet",
    "PROCÈS VERBAL M. le Maire ouvre la séance",
    "Extrait des Délibérations ouvre la séance",
    "sous la présidence de Madame la Maire",
]


@pytest.mark.parametrize("text", NO_PRESIDENT)
def test_nobody_presides(text: str) -> None:
    assert officers.presiding(span(text), Style()) is None


def test_an_m_is_a_civility_where_the_lists_tell_the_initials() -> None:
    members = [Personne("N. ROUX", None, "N.", "ROUX"), Personne("M.-L. PETIT", None, "M.-L.", "PETIT")]
    style = Style(initials=True)
    for text, civilite, prenom in (
        ("Présidence : M. N. ROUX", "M.", "N."),
        ("Présidence : M. L. SABLE", None, "M. L."),  # whom the lists do not name
    ):
        who = officers.as_member(officers.presiding(span(f"sous la présidence de {text[13:]}, Maire"), style), members)
        assert who is not None
        assert (who.value.civilite, who.value.prenom) == (civilite, prenom)
