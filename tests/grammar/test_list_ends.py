"""Where a list of members ends when nothing labels what follows: a title, a sentence, counts."""

from __future__ import annotations

import pytest

from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.phrases import is_phrase
from delibparse.layout import Text
from delibparse.model.record import Deliberation
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ACT = """Commune de Vauxhaut
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS
{above}
L'an deux mille vingt-trois, le six mars à vingt heures, le conseil municipal de Vauxhaut s'est réuni en mairie, sous la
présidence de M. Luc PETIT, Maire.
Présents : Luc PETIT, Eve ROY, Zoé BLANC.
{lists}

{title}

Le dossier a été étudié au printemps par les services, et il répond à un besoin ancien du bourg.
Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de passer la commande.
"""


def read(lists: str = "", title: str = "", above: str = "") -> Deliberation:
    (act,) = extract_bytes(ACT.format(lists=lists, title=title, above=above).encode(), "a.txt", Options()).deliberations
    return act


def names(act: Deliberation) -> list[str]:
    away = [*(act.absents or []), *(act.excuses or [])]
    return [who.nom for who in away if who.nom] + [
        f"{pair.mandant.nom}/{pair.mandataire.nom}" for pair in act.pouvoirs or [] if pair.mandant and pair.mandataire
    ]


@pytest.mark.parametrize(
    "title",
    [
        "RÈGLEMENT INTÉRIEUR DE LA PISCINE",
        "CHOIX D'UN FOURNISSEUR POUR LA CANTINE",
        "PRÊT D'UNE REMORQUE À L'AMICALE DES CHASSEURS",
        "ENTRETIEN DES FOSSÉS DU HAMEAU DES VIGNES",
        "Règlement de la piscine",
    ],
)
@pytest.mark.parametrize(
    ("lists", "away"),
    [
        ("Absents : néant", []),
        ("Absent(s) :", []),
        ("Excusé : M. Yves LOUP.", ["LOUP"]),
        ("Pouvoirs :\nYves LOUP à Eve ROY", ["LOUP/ROY"]),
        ("Excusé : M. Yves LOUP.\nEn exercice : 4\nPrésents : 3\nPouvoirs : 0\nVotants : 3", ["LOUP"]),
    ],
)
def test_a_title_below_the_lists_is_the_object_and_nobody(lists: str, away: list[str], title: str) -> None:
    act = read(lists, title)
    assert (act.objet, names(act)) == (title, away)
    assert [who.nom for who in act.presents or []] == ["PETIT", "ROY", "BLANC"]


@pytest.mark.parametrize(
    ("lists", "away"),
    [
        ("Absents :\nDE LA TOUR Marie\nVAN DEN BOSCH Yann", ["DE LA TOUR", "VAN DEN BOSCH"]),
        ("Absents :\nMme LE GOFF DE KERVEN", ["LE GOFF DE KERVEN"]),
        ("Pouvoirs :\nY. LOUP, absent, représenté par E. ROY", ["LOUP/ROY"]),
    ],
)
def test_a_long_name_above_the_text_is_no_title(lists: str, away: list[str]) -> None:
    act = read(lists)
    assert (act.objet, names(act)) == (None, away)


def test_a_title_above_the_counts_and_the_session() -> None:
    act = read(above="\nRèglement de la piscine\n\nEn exercice : 4\nPrésents : 3\nVotants : 3\n")
    assert act.objet == "Règlement de la piscine"


def test_a_title_above_the_day_of_the_convocation() -> None:
    act = read(above="\nRÈGLEMENT DE LA PISCINE\n\nDate d'envoi de la convocation : vendredi 3 mars 2023\n")
    assert act.objet == "RÈGLEMENT DE LA PISCINE"


def test_a_title_that_ends_in_a_figure() -> None:
    assert read("Excusé : M. Yves LOUP.", "Vente de la parcelle ZA 112").objet == "Vente de la parcelle ZA 112"


def test_a_label_and_its_figure_are_no_title() -> None:
    assert read("Excusé : M. Yves LOUP.", "Dossier suivi : 112").objet is None


def test_the_letterhead_above_the_session_is_no_title() -> None:
    assert (
        read(above="\nCommunauté de communes Val de Brize\n\nEn exercice : 4\nPrésents : 3\nVotants : 3\n").objet
        is None
    )


@pytest.mark.parametrize(
    "behind", ["Reçu par le représentant de l'Etat le 9/3/2023", "DÉPARTEMENT DU VAUX", "LE SIX MARS à vingt heures"]
)
def test_a_count_among_counts_heads_no_list(behind: str) -> None:
    act = read(above=f"\nEn exercice : 4\nPrésents : 3\nPouvoirs : 0\nVotants : 3\n\n{behind}\n")
    assert (names(act), act.pouvoirs) == ([], [])
    assert [who.nom for who in act.presents or []] == ["PETIT", "ROY", "BLANC"]


def test_a_count_heads_the_list_that_stands_below_the_counts() -> None:
    act = read("Pouvoirs : 1\nVotants : 4\nM. Yves LOUP à Mme Eve ROY")
    assert names(act) == ["LOUP/ROY"]


def test_a_list_that_counts_part_from_its_heading() -> None:
    counts = "En exercice : 4\nPrésents : 3\nPouvoirs : 0\nVotants : 3"
    text = ACT.replace(
        "Présents : Luc PETIT, Eve ROY, Zoé BLANC.",
        f"Membres présents (3) :\n\n{counts}\n\nLuc PETIT ; Eve ROY ; Zoé BLANC.",
    )
    (act,) = extract_bytes(text.format(lists="", title="", above="").encode(), "a.txt", Options()).deliberations
    assert ([who.nom for who in act.presents or []], act.pouvoirs) == (["PETIT", "ROY", "BLANC"], [])


@pytest.mark.parametrize(
    "behind",
    [
        "Le comité a choisi pour secrétaire Zoé BLANC.",
        "L'assemblée a choisi pour secrétaire Zoé BLANC.",
        "À l'appel de son nom, Zoé BLANC accepte le secrétariat.",
    ],
)
def test_a_sentence_behind_a_full_stop_ends_a_list_of_one_line(behind: str) -> None:
    assert names(read(f"Absents : Yves LOUP, Jean-Marc DUC. {behind}")) == ["LOUP", "DUC"]


@pytest.mark.parametrize("behind", ["Votes pour : 3 Votes contre : 0", "POUR : 3 CONTRE : 0"])
def test_the_labels_of_a_vote_end_a_list_of_one_line(behind: str) -> None:
    assert names(read(f"Absents : M. Yves LOUP, M. Noël DUC {behind}")) == ["LOUP", "DUC"]


def test_an_article_that_is_part_of_a_name_ends_none() -> None:
    assert names(read("Absents : M. Yves LOUP, Mme. Le Bihan, M. La Salle.")) == ["LOUP", "Le Bihan", "La Salle"]


def test_a_stop_behind_a_word_is_no_ending_of_its_gender() -> None:
    text = "M. Luc PETIT est élu. Présents: Mmes BLANC et ROY, M. PETIT. Excusé: M. LOUP."
    (act,) = extract_bytes(
        f"Commune de Vauxhaut. Extrait du registre. Le 6 mars 2023, le conseil municipal s'est réuni. {text} "
        "Objet : Achat d'une remorque. Le conseil municipal, à l'unanimité, décide l'achat.".encode(),
        "a.txt", Options(),
    ).deliberations  # fmt: skip
    assert [who.nom for who in act.presents or []] == ["BLANC", "ROY", "PETIT"]


def test_names_that_the_lines_of_a_margin_tore() -> None:
    lists = "Excusés :\nM. Luc AUBIN – Mme Aurore\n\nROCHER – Mme Élise\n\nVIGNE – M. Noël Duc"
    assert names(read(lists)) == ["AUBIN", "ROCHER", "VIGNE", "Duc"]


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("VENTE SUR PLACE DU FOUR", True),
        ("ENTRETIEN DES FOSSÉS DU HAMEAU", True),
        ("TRAVAUX VOIRIE BOURG", True),
        ("TRAVAUX VOIRIE", False),
        ("MARTIN DUPONT JEAN", False),
        ("DE LA TOUR Marie", False),
        ("M. DE LA TOUR D'AUVERGNE DU BREUIL", False),
        ("LOUP Yves, pouvoir à ROY Eve", False),
        ("DU PLESSIS J.-P. DE L'ISLE", False),
    ],
)
def test_a_phrase(words: str, phrase: bool) -> None:
    assert is_phrase(Text(words, [], lexicon()).span()) is phrase
