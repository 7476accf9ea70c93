"""Wordings of councils beyond the first: each table is what was met, beside it what must not be taken for it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from acts import span, word
from delibparse.errors import BadVocabulary
from delibparse.grammar import attendance, counts, officers, session, titles, votes
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.values import people, presence
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly
from delibparse.layout import Span
from delibparse.layout.margins import find_margins
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reading import plain
from delibparse.reading.model import Page
from delibparse.segment import bundles, find_items

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

from worst import NEAR_MISSES, near_miss

TOLD = "Le maire expose le projet et rappelle que la dépense est inscrite au budget de l'année. " * 2


def read(text: str) -> attendance.Attendance:
    return attendance.read_attendance(find_blocks(span(text)), span(text))


def texts(people: list[object]) -> list[str]:
    return [found.value.texte for found in people]  # type: ignore[attr-defined]


# ---- Presence -------------------------------------------------------------------------------------------------------

PRESENCE = [
    ("A PARTIR DE LA QUESTION 4", {3: False, 4: True, 9: True}),
    ("à partir de la question n°6", {5: False, 6: True}),
    ("arrivée au point 7", {6: False, 7: True}),
    ("JUSQU’A LA QUESTION 3", {3: True, 4: False}),
    ("jusqu'à la délibération n° 3", {3: True, 4: False}),
    ("sauf à la délibération 41", {40: True, 41: False, 42: True}),
    ("partie avant le point 8", {7: True, 8: False}),
    ("suppléant de Luc PETIT", {1: True, 99: True}),
    ("arrivée à 19h07", {1: True}),
]


@pytest.mark.parametrize(("aside", "items_"), PRESENCE)
def test_presence_by_item(aside: str, items_: dict[int, bool]) -> None:
    told = presence.when(aside, lexicon())
    assert {item: told.covers(item) for item in items_} == items_


@pytest.mark.parametrize(
    ("aside", "clock"),
    [("arrivée à 19h07", True), ("jusque 00h00", True), ("à partir du point 7", False), ("2e adjointe", False)],
)
def test_presence_by_the_clock(aside: str, clock: bool) -> None:
    assert presence.when(aside, lexicon()).clock is clock


@pytest.mark.parametrize(
    ("number", "rank"), [("2016.01.28 - 4", 4), ("2A", 2), ("02", 2), ("2018.07.06-I", 1), (None, 7)]
)
def test_the_rank_of_an_item(number: str | None, rank: int) -> None:
    assert presence.ordinal(number, 7) == rank


# ---- Lists ----------------------------------------------------------------------------------------------------------


def test_communes_head_their_members() -> None:
    read_ = read(
        "Présents :\n\nLES EPESSES : Jean-Louis LAUNAY – Hélène POINT\n\nBEAUREPAIRE : Franck GAUTHIER – Elodie BRANGER\n\n"
    )
    assert texts(read_.presents) == ["Jean-Louis LAUNAY", "Hélène POINT", "Franck GAUTHIER", "Elodie BRANGER"]


def test_communes_head_their_members_without_a_heading() -> None:
    text = "sous la présidence de M. Luc ROI.\n\nPERNAY : Anne ROUX – Luc ROI\n\nNEUVY : Paul NOIR – Zoé BLANC\n\nPouvoirs :\nMax GRIS à Luc ROI"
    assert texts(read(text).presents) == ["Anne ROUX", "Luc ROI", "Paul NOIR", "Zoé BLANC"]


def test_communes_stand_behind_their_members() -> None:
    text = "Présents : M. Alban SAUVAL de Corcoué sur Logne ; Mme Anne PROU de La Marne ; M. Luc PETIT\n\n"
    assert texts(read(text).presents) == ["M. Alban SAUVAL", "Mme Anne PROU", "M. Luc PETIT"]


def test_a_particle_in_capitals_is_of_the_name() -> None:
    text = "Présents : M. Alban SAUVAL DE LA TOUR ; Mme Anne PROU ; M. Luc PETIT\n\n"
    assert read(text).presents[0].value.nom == "SAUVAL DE LA TOUR"


def test_a_family_name_cut_by_a_spaced_hyphen_is_one() -> None:
    text = "Présents : Denis JUBIN - Anne MARTEL - Philippe ROUVIER – COLIN\n\nPouvoirs : Luc PETIT – NOIR donne procuration à Denis JUBIN\n\n"
    read_ = read(text)
    assert [found.value.nom for found in read_.presents] == ["JUBIN", "MARTEL", "ROUVIER-COLIN"]


def test_family_names_alone_stay_apart() -> None:
    assert [found.value.nom for found in read("Présents : MM. JUBIN - MARTEL - ROUVIER - COLIN\n\n").presents] == [
        "JUBIN",
        "MARTEL",
        "ROUVIER",
        "COLIN",
    ]


def test_stars_pair_the_represented_with_their_holders() -> None:
    text = (
        "Présents : Jean-Pierre (Pr*), Agnès (Pr**), Mario\n\nAbsents excusés : Marielle (Pr**), Marc, David (Pr*)\n\n"
    )
    read_ = read(text)
    pairs = {(proxy.mandant.value.texte, proxy.mandataire.value.texte) for proxy in read_.proxies if proxy.mandataire}
    assert pairs == {("Marielle", "Agnès"), ("David", "Jean-Pierre")}
    assert texts([one.person for one in read_.excuses]) == ["Marc"]


def test_a_member_with_a_proxy_in_brackets_is_not_present() -> None:
    read_ = read("Présents : Marc NOIR, David ROUX & Adeline BLANC (procuration à Marc NOIR)\n\n")
    assert texts(read_.presents) == ["Marc NOIR", "David ROUX"]
    assert [proxy.mandant.value.texte for proxy in read_.proxies] == ["Adeline BLANC"]


def test_the_holder_may_name_the_mandant() -> None:
    read_ = read("Présents : Mme BOUSSET Audrey (Procuration de Mme BONNET Céline), M. NOIR Luc\n\n")
    (proxy,) = read_.proxies
    assert (proxy.mandant.value.nom, proxy.mandataire and proxy.mandataire.value.nom) == ("BONNET", "BOUSSET")


def test_a_proxy_given_to_the_chair_is_the_presidents() -> None:
    text = (
        "Le conseil municipal s'est réuni le 3 mars 2021 sous la présidence de Mme Anne ROI, maire.\n\n"
        "Présents : Mme Anne ROI, M. Luc PETIT, M. Paul NOIR\n\nPouvoirs : M. Max GRIS donne pouvoir à Madame le Maire\n\n"
        "Objet : Voirie\n\nAprès en avoir délibéré, le conseil municipal approuve à l'unanimité."
    )
    (act,) = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    assert act.pouvoirs[0].mandataire is not None
    assert (act.pouvoirs[0].mandataire.texte, act.pouvoirs[0].mandataire.nom) == ("Madame le Maire", "ROI")
    assert "/pouvoirs/0/mandataire/nom" in act.deduits


def test_lists_of_a_committee_further_down_are_not_the_councils() -> None:
    text = f"Présents : Anne ROUX, Luc ROI\n\nAbsents : Max GRIS\n\n{TOLD * 5}\n\nPrésents : Zoé BLANC, Paul NOIR\n\n"
    assert texts(read(text).presents) == ["Anne ROUX", "Luc ROI"]


GLUED = [("Madame E.CAPEL", "E.", "CAPEL"), ("J.P. ABEL", "J.P.", "ABEL"), ("M. HUET, Député-Maire", None, "HUET")]


@pytest.mark.parametrize(("text", "prenom", "nom"), GLUED)
def test_initials_and_roles(text: str, prenom: str | None, nom: str) -> None:
    who = people.person(span(text), Style())
    assert who is not None
    assert (who.value.prenom, who.value.nom) == (prenom, nom)


# ---- Officers, titles, dates ----------------------------------------------------------------------------------------

SECRETARIES = [
    ("Le Conseil communautaire désigne Estelle SIAUD en qualité de secrétaire de séance.", "Estelle SIAUD"),
    ("Il nomme Romain Smal, secrétaire de séance.", "Romain Smal"),
    ("Monsieur le Maire propose la candidature de Philippe VINON, en qualité de secrétaire", "Philippe VINON"),
    ("A été élue secrétaire de séance : Mme Jacqueline BOSSY", "Mme Jacqueline BOSSY"),
    ("Alexis Midol est désigné, à l'unanimité des présents, pour remplir les fonctions de secrétaire", "Alexis Midol"),
]


@pytest.mark.parametrize(("text", "who"), SECRETARIES)
def test_secretaries_told_in_sentences(text: str, who: str) -> None:
    found = officers.elected_secretary(span(text), Style())
    assert found is not None
    assert found.value.texte == who


def test_no_secretary_in_a_sentence_about_one() -> None:
    assert (
        officers.elected_secretary(span("Le maire rappelle que le secrétaire rédige le procès-verbal."), Style())
        is None
    )


TITLES = [
    ("Décision modificative n°2 Vu la délibération n°44 du conseil", "Décision modificative n°2"),
    ("Réduction de l'éclairage public Monsieur le Maire propose d'éteindre", "Réduction de l'éclairage public"),
    ("Demande de fonds vert Monsieur FOURN Patrick explique la possibilité", "Demande de fonds vert"),
    ("Reversement de la taxe à la\nCCPH\n\nVoir le document", "Reversement de la taxe à la\nCCPH"),
    ("VENTE D'UN TERRAIN\nRUE DE LILLE\nLa ville possède", "VENTE D'UN TERRAIN\nRUE DE LILLE"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles_end_where_a_sentence_begins(text: str, title: str) -> None:
    found = titles.title(span(text))
    assert found is not None
    assert found.raw == title


def test_the_year_that_most_places_give_is_kept() -> None:
    text = span("SÉANCE DU 30 janvier 2023\n\nL'an deux mille vingt-deux, le 30 janvier, le conseil s'est réuni.")
    agreed = session.agreed(session.session_dates(span(""), text), date(2023, 1, 24))
    assert agreed is not None
    kept, others = agreed
    assert kept.value.date.year == 2023
    assert [other.value.date.year for other in others] == [2022]


TITLED = (
    "COMPTE RENDU DU CONSEIL MUNICIPAL\n\n{title}\n\nL'an deux mille vingt, {opening}, le conseil municipal s'est réuni.\n\n"
    "Date de convocation : 24 août 2020\n\nPrésents : Anne ROI, Luc PETIT, Paul NOIR\n\nObjet : Voirie\n\n"
    "Après en avoir délibéré, le conseil approuve à l'unanimité."
)
OUTDONE = [
    (
        "Lundi 31 août 2020",
        "le 31 juillet",
        "2020-08-31",
        True,
    ),  # the title's weekday is its date's; the opening has none
    ("Lundi 31 août 2020", "le mardi 31 juillet", "2020-08-31", True),  # which was a Friday
    ("Lundi 31 août 2020", "le vendredi 28 août", "2020-08-28", False),  # both are right: the opening is of the session
    ("Mardi 31 août 2020", "le 28 août", "2020-08-28", False),  # a Monday: nothing bears the title out
    ("Lundi 3 août 2020", "le 28 août", "2020-08-28", False),  # before the convocation
    ("Lundi 31 août 2020", "le 31 août", "2020-08-31", False),
]


@pytest.mark.parametrize(("title", "opening", "day", "is_told"), OUTDONE)
def test_a_title_outdoes_an_opening_whose_day_is_a_slip(title: str, opening: str, day: str, is_told: bool) -> None:
    (act,) = extract_bytes(TITLED.format(title=title, opening=opening).encode(), "a.txt", Options()).deliberations
    assert act.seance.date == day
    assert ("DAT002" in [warning.code for warning in act.avertissements]) is is_told


def test_a_contradicted_year_is_reported() -> None:
    text = (
        "SÉANCE DU 30 janvier 2023\n\nL'an deux mille vingt-deux, le 30 janvier, le conseil municipal, convoqué le 24 janvier 2023, s'est "
        "réuni.\n\nPrésents : Anne ROI, Luc PETIT, Paul NOIR\n\nObjet : Voirie\n\nAprès en avoir délibéré, le conseil approuve à l'unanimité."
    )
    (act,) = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    assert act.seance.date == "2023-01-30"
    assert "DAT002" in [warning.code for warning in act.avertissements]


# ---- Counts and votes -----------------------------------------------------------------------------------------------

COLUMNS = [
    ("Nombre de conseillers\nen exercice :\n____\nen séance :\n____\nPouvoirs :\n____\n29\n\n22\n\n6\n", {"en_exercice": 29, "presents": 22, "pouvoirs": 6}),
    ("27 16 3 19 Nombre de Conseillers en exercice Présents Procurations Votants", {"en_exercice": 27, "presents": 16, "pouvoirs": 3, "votants": 19}),
    ("29\tNombre de conseillers en exercice\n22\tPrésents\n5\tProcurations\n27\tVotants\n", {"en_exercice": 29, "presents": 22, "pouvoirs": 5, "votants": 27}),
    ("Votants : 27 dont 22 Présents et 05 Procurations", {"votants": 27, "presents": 22, "pouvoirs": 5}),
    ("en exercice : 11\nqui ont pris part à la délibération : 10\ndont 1 procurations\n", {"en_exercice": 11, "votants": 10, "pouvoirs": 1}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), COLUMNS)
def test_counts_apart_from_their_labels(text: str, figures: dict[str, int]) -> None:
    found = counts.read_counts(span(text), span(text), [], span(""))
    assert {field: count.value for field, count in found.items()} == figures


def test_figures_that_cannot_be_the_counts_are_not_taken() -> None:
    text = span("Nombre de conseillers en exercice Présents Procurations 12 300 45")
    assert counts.read_counts(text, text, [], span("")) == {}


def test_an_eleven_read_as_letters_is_mended_on_a_scan_only() -> None:
    scan = span("en exercice :\til\n", ocr=True)
    found = counts.read_counts(scan, scan, [], span(""))["en_exercice"]
    assert (found.value, found.misread) == (11, "il")
    typed = span("en exercice :\til\n")
    assert counts.read_counts(typed, typed, [], span("")) == {}


VOTES = [
    ("A L'UNANIMITE des votants (31 voix), 8 abstentions", {"pour": 31, "abstentions": 8}),
    ("Pour le changement de prestataire : 13 votes", {"pour": 13}),
    ("Pour\tContre\tAbstentions\n\n19\t1\t3", {"pour": 19, "contre": 1, "abstentions": 3}),
    ("Votes pour : Votes contre : Abstentions : 41 0 0", {"pour": 41, "contre": 0, "abstentions": 0}),
    ("Pour : 28 Contre : Abstention :", {"pour": 28}),
]


@pytest.mark.parametrize(("text", "figures"), VOTES)
def test_votes(text: str, figures: dict[str, int]) -> None:
    assert {side: found.value for side, found in votes.read_vote(span(text), Assembly()).counts.items()} == figures


def test_those_who_take_no_part_are_no_opponents() -> None:
    read_ = votes.read_vote(
        span(
            "LE CONSEIL, A L'EXCEPTION DE MADAME LEROY, MESSIEURS SIRI, HUET QUI NE PRENNENT PAS PART AU VOTE, ACCEPTE"
        ),
        Assembly(),
    )
    assert [voter.person.value.nom for voter in read_.voters["non_participants"]] == ["LEROY", "SIRI", "HUET"]


def test_a_group_is_no_voter() -> None:
    read_ = votes.read_vote(
        span("Pour : 31 (Les Écologistes, Majorité régionale)\n\nContre : 2 (Luc PETIT, Anne ROI)"), Assembly()
    )
    assert [(voter.person, voter.group) for voter in read_.voters["pour"]] == [
        (None, "Les Écologistes"),
        (None, "Majorité régionale"),
    ]
    assert [voter.person.value.nom for voter in read_.voters["contre"]] == ["PETIT", "ROI"]


def test_a_bureaus_own_unanimity_is_its_vote() -> None:
    assert (
        votes.read_vote(span("les membres du Bureau communautaire, à l'unanimité décident :"), Assembly()).unanimous
        is not None
    )
    earlier = votes.read_vote(span("après avis du bureau, à l'unanimité, le dossier est présenté"), Assembly())
    assert earlier.unanimous is None


# ---- Acts of one file -----------------------------------------------------------------------------------------------


def test_unnumbered_items_begin_below_a_vote() -> None:
    text = (
        f"Promesse de bail\n\n{TOLD}\n\nVote : à l'unanimité\n\nVente d'un four\n\n{TOLD}\n\nVote : unanimité\n\n"
        "Questions diverses\n\nLa fête aura lieu en juin.\n\nSéance levée à 20 h"
    )
    found = find_items(span(f"Nomination du secrétaire\n\nVote : à l'unanimité\n\n{text}"))
    assert [item.title and item.title.text for item in found] == ["Promesse de bail", "Vente d'un four"]
    assert "fête" not in found[-1].text.raw


def test_roman_items() -> None:
    found = find_items(
        span(f"I  Convention\n\n{TOLD}\n\nADOPTÉ à l'unanimité.\n\nII  Adhésion\n\n{TOLD}\n\nADOPTÉ à l'unanimité.")
    )
    assert [item.number and item.number.text for item in found] == ["I", "II"]


def test_an_object_opens_each_item() -> None:
    text = f"OBJET : Cimetières (n°02/2020-01)\n{TOLD}\nà l'unanimité approuve\nOBJET : Camping (n°02/2020-02)\n{TOLD}\nadopté à la majorité"
    assert [item.number and item.number.text for item in find_items(span(text))] == ["02/2020-01", "02/2020-02"]


def test_the_first_number_misread_as_a_letter_is_mended() -> None:
    found = find_items(
        span(
            f"2018.04.09 - I  SUBVENTION\n\n{TOLD}\n\nà l'unanimité, accepte\n\n2018.04.09 - 2  VOIRIE\n\n{TOLD}\n\nà l'unanimité, accepte"
        )
    )
    assert found[0].numero is not None
    assert (found[0].numero.value, found[0].numero.misread) == ("2018.04.09 - 1", "2018.04.09 - I")


def test_the_points_of_one_decision_are_no_items() -> None:
    text = f"{TOLD}\n\nLe conseil décide à l'unanimité :\n\n1) D'approuver le projet {TOLD}\n\n2) D'autoriser le maire {TOLD}"
    assert find_items(span(text)) == []


HEADER = "EXTRAIT DU REGISTRE\n\nL'an deux mille vingt, le 3 mars, le conseil s'est réuni.\n\nPrésents : Anne ROI, Luc PETIT, Paul NOIR\n\n"


def parts_of(text: str) -> list[Span]:
    body = span(text)
    return bundles.parts(body, find_blocks(body), body.sub(0, 0))


def test_a_bundle_is_parted_where_another_header_opens() -> None:
    one = f"{HEADER}Objet : Voirie\n\n{TOLD}\n\nAdopté à l'unanimité.\n\n"
    parts = parts_of(one + one)
    assert len(parts) == 2
    assert parts[1].raw.startswith("EXTRAIT")


def test_a_committees_report_is_no_bundle() -> None:
    text = f"{HEADER}Objet : Voirie\n\n{TOLD}\n\nAdopté à l'unanimité.\n\nCommission des travaux\n\nPrésents : Anne ROI, Luc PETIT, Zoé BLANC\n\n{TOLD}"
    assert len(parts_of(text)) == 1


def test_counts_printed_again_in_mid_session_open_no_act() -> None:
    again = "Délibération n° 2\n\nArrivée de Luc PETIT\n\nEn exercice : 5\n\nPrésents : 4\n\nVotants : 5\n\nLe Conseil Municipal de Valbrune fixe les horaires.\n\n"
    text = f"{HEADER}Objet : Voirie\n\n{TOLD}\n\nAdopté à l'unanimité.\n\n{again}Adopté à l'unanimité."
    assert len(parts_of(text)) == 1


# ---- The page -------------------------------------------------------------------------------------------------------


def _page(number: int, margin: bool, first: float = 80) -> Page:
    words = [word(f"mot{k % 7}", 180 + 60 * (k % 6), 60 + 16 * (k // 6)) for k in range(120)]
    if margin:
        labels = ("Nombre", "exercice", "délibération", "procurations", "Date", "convocation", f"{number}/3")
        words += [word(label, 40, first + 32 * k) for k, label in enumerate(labels)]
    return Page(number, 595, 842, words, "ocr")


def test_a_margin_that_repeats_is_a_column() -> None:
    found = find_margins([_page(k, True) for k in (1, 2, 3)])
    assert set(found.edges) == {1, 2, 3}
    assert found.repeated
    assert all(100 < edge <= 180 for edge in found.edges.values())


def test_a_left_white_strip_alone_is_no_margin() -> None:
    assert find_margins([_page(k, False) for k in (1, 2, 3)]).edges == {}


def test_a_margin_of_one_page_is_known_by_lines_that_are_not_those_of_the_text() -> None:
    assert set(find_margins([_page(1, True, first=84)]).edges) == {1}
    assert find_margins([_page(1, True, first=76)]).edges == {}, "labels stand on the lines of their values"


# ---- Wordings of one's own, and texts that try the patterns ---------------------------------------------------------

OWN = """
[[heading]]
block = "presents"
match = 'ont siégé'
"""


def test_a_file_of_wordings_is_read_first(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, encoding="utf-8")
    text = "Conseil municipal du 3 mars 2021\n\nONT SIÉGÉ : Anne ROI, Luc PETIT, Paul NOIR\n\nObjet : Voirie\n\nAdopté à l'unanimité."
    (act,) = extract_bytes(text.encode(), "a.txt", Options(vocabulary=file)).deliberations
    assert [who.nom for who in act.presents] == ["ROI", "PETIT", "NOIR"]
    without = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    assert not any(act.presents for act in without)


BAD = [
    ("[[heading", "Expected"),
    ("[[headings]]\nmatch = 'a'", "not [[block.key]]"),
    ("[[headings.nowhere]]\nmatch = 'a'", "not one of"),
    ("[[nowhere.nobody]]\nmatch = 'a'", "not one of"),
    ("[[counts.votants]]\nmatch = '@{nobody.knows}'", "nobody.knows"),
    ("[[heading]]\nblock = 'presents'", "`match` is missing"),
    ("[[heading]]\nblock = 'nowhere'\nmatch = 'a'", "not one of"),
    ("[[heading]]\nblock = 'presents'\nmatch = '('", "missing )"),
]


@pytest.mark.parametrize(("content", "why"), BAD)
def test_a_wrong_file_of_wordings_is_one_clear_line(tmp_path: Path, content: str, why: str) -> None:
    file = tmp_path / "own.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(BadVocabulary) as failure:
        lexicon(file)
    assert why in failure.value.sentence("en")


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_no_pattern_blows_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        plain, "MAX_WORD_LETTERS", 20_000
    )  # files with such words are refused: the patterns hold all the same
    document = extract_bytes(near_miss(name, 20_000), "near-miss.txt", Options())
    assert len(document.deliberations) <= 1 or name in ("objects", "acts", "numbered lines")


RUN_ON = [
    ("LECLERC Paul es VILLE2023-012 travaux et grands projets - Cession d'un terrain à Monsieur ROUX qui a fait connaître", ["ROY Anne", "NOIR Luc", "LECLERC Paul"]),
    ("LECLERC Paul 12 Vente de la parcelle située au bourg et cession à la commune de ce chemin", ["ROY Anne", "NOIR Luc", "LECLERC Paul"]),
    ("LECLERC Paul est désigné à l'unanimité pour remplir cette fonction et siège aussitôt", ["ROY Anne", "NOIR Luc"]),
    ("Budget de la commune et du service de l'eau pour lequel il est proposé de voter", ["ROY Anne", "NOIR Luc"]),
]  # fmt: skip


@pytest.mark.parametrize(("behind", "known"), RUN_ON)
def test_the_last_name_of_a_list_that_runs_into_prose(behind: str, known: list[str]) -> None:
    assert texts(read(f"Présents : Jean ROI ; Zoé PIC. Absents excusés : ROY Anne ; NOIR Luc ; {behind}").away) == known


PASSED = [  # a list of présents, who was read, what is told
    ("Anne ROY, Luc NOIR et Zoé PIC, et Catherine PETIT", ["Anne ROY", "Luc NOIR", "Zoé PIC", "Catherine PETIT"], []),
    ("Mme Anne ROY, M. Luc NOIR 5 puis 4, Mme Zoé PIC", ["Mme Anne ROY", "M. Luc NOIR", "Mme Zoé PIC"], []),
    ("Anne ROY, Luc NOIR (aux points 3, Zoé PIC", ["Anne ROY", "Luc NOIR", "Zoé PIC"], []),
    ("Mme Anne ROY, Mme Eve TOO:R, M. Luc NOIR", ["Mme Anne ROY", "M. Luc NOIR"], ["Mme Eve TOO:R,"]),
    ("Anne ROY, Maire, Luc NOIR, Adjoints au Maire, Zoé PIC, conseillers municipaux", ["Anne ROY", "Luc NOIR", "Zoé PIC"], []),
    ("Mme Anne ROY, M. Luc NOIR. Madame Zoé PIC a été nommée secrétaire", ["Mme Anne ROY", "M. Luc NOIR"], []),
    ("Anne ROY, Luc NOIR, Section de fonctionnement, 12, Votants : 21", ["Anne ROY", "Luc NOIR"], []),
]  # fmt: skip


@pytest.mark.parametrize(("listed", "known", "told"), PASSED)
def test_who_is_passed_over_is_told(listed: str, known: list[str], told: list[str]) -> None:
    read_ = read(f"Présents : {listed}\n\n")
    assert texts(read_.presents) == known
    assert [item.text for _, item in read_.unread] == [text.rstrip(",") for text in told]


@pytest.mark.parametrize(
    "heading", ["Étaient absents excusés ayant donné pouvoir :", "Absents excusés donnant procuration :"]
)
def test_proxies_announced_in_a_folded_text(heading: str) -> None:
    text = f"Présents : Mme Anne ROY, M. Luc NOIR, Mme Zoé PIC {heading} M. Jean SEC à Mme Anne ROY, Mme Eve LIN à M. Luc NOIR"
    read_ = read(text)
    assert texts(read_.presents) == ["Mme Anne ROY", "M. Luc NOIR", "Mme Zoé PIC"]
    pairs = [(proxy.mandant.value.nom, proxy.mandataire and proxy.mandataire.value.nom) for proxy in read_.proxies]
    assert pairs == [("SEC", "ROY"), ("LIN", "NOIR")]
    assert read_.unread == ()


def test_a_member_passed_over_is_a_warning() -> None:
    text = (
        "COMMUNE DE VALBRUNE\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nSéance du 3 mars 2021\nDélibération n° 1\n"
        "Présents : Mme Anne ROY, Mme Eve TOO:R, M. Luc NOIR\nOBJET : Achat d'une balayeuse\n"
        "Le conseil municipal, après en avoir délibéré, décide d'acheter la balayeuse.\nPour : 3 Contre : 0\n"
    )
    [act] = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    [warning] = [w for w in act.avertissements if w.code == "LEC006"]
    assert (warning.champs, "TOO:R" in warning.message) == (["/indices/non_lus/0"], True)
    assert act.provenance["/indices/non_lus/0"][0].texte.startswith("Mme Eve TOO:R")
    clean = text.replace("TOO:R", "TOR").encode()
    assert not [
        w
        for act in extract_bytes(clean, "a.txt", Options()).deliberations
        for w in act.avertissements
        if w.code == "LEC006"
    ]


ROWS = "29 Nombre de conseillers en exercice\n22 Présents\n{pouvoirs} Procurations\n27 Votants\n\nPrésents : Anne ROY\n"


@pytest.mark.parametrize("pouvoirs", [5, 9])
def test_a_misread_figure_among_rows_hides_no_other(pouvoirs: int) -> None:
    text = span(ROWS.format(pouvoirs=pouvoirs))
    found = counts.read_counts(text, text, [], text)
    assert {field: one.value for field, one in found.items()} == {
        "en_exercice": 29, "presents": 22, "pouvoirs": pouvoirs, "votants": 27,
    }  # fmt: skip


def test_two_rows_that_cannot_be_are_no_counts() -> None:
    text = span("9 Nombre de conseillers en exercice\n22 Présents\n\nPrésents : Anne ROY\n")
    assert "presents" not in counts.read_counts(text, text, [], text)
