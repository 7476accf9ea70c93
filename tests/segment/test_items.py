"""The acts of a procès-verbal: where each begins, and what is no act."""

from __future__ import annotations

from pathlib import Path

import pytest

from acts import span, word
from delibparse import extract
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import Span, compose
from delibparse.reading.model import Page
from delibparse.segment import find_items

TOLD = "Le maire expose le projet et rappelle que la dépense est inscrite au budget de l'année. " * 2
DECIDED = "Le conseil municipal, à l'unanimité, accepte cette proposition."


def session(*heads: str, between: str = "\n\n") -> str:
    return between.join(f"{head}{between}{TOLD}{between}{DECIDED}" for head in heads)


NUMBERED = [
    (("2016.01.28 - 1  BALAYEUSE", "2016.01.28 - 2  ÉCOLE"), ["2016.01.28 - 1", "2016.01.28 - 2"], ["BALAYEUSE", "ÉCOLE"]),
    (("Délibération n° 2023-02/01 : Balayeuse", "Délibération n° 2023-02/02 : École"), ["2023-02/01", "2023-02/02"], ["Balayeuse", "École"]),
    (("N° 2023-001 Finances – balayeuse", "N° 2023-002 École"), ["2023-001", "2023-002"], ["Finances – balayeuse", "École"]),
    (("1 - Balayeuse", "2 - École", "3 - Voirie"), ["1", "2", "3"], ["Balayeuse", "École", "Voirie"]),
    (("1) BALAYEUSE", "2) ÉCOLE"), ["1", "2"], ["BALAYEUSE", "ÉCOLE"]),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "numbers", "titles"), NUMBERED)
def test_numbered(heads: tuple[str, ...], numbers: list[str], titles: list[str]) -> None:
    found = find_items(span(session(*heads)))
    assert [item.number.text for item in found] == numbers
    assert [item.title and item.title.text for item in found] == titles


def test_the_agenda_is_not_the_acts() -> None:
    agenda = "Ordre du jour\n\n1 - Balayeuse\n\n2 - École\n\n"
    found = find_items(span(agenda + session("1 - Balayeuse", "2 - École")))
    assert [item.number.text for item in found] == ["1", "2"]
    assert all("accepte" in item.text.raw for item in found)


def test_a_cited_act_is_not_an_item() -> None:
    text = session("Délibération n° 5 : Balayeuse", "Délibération n° 6 : École").replace(
        "Le maire", "Vu la délibération n° 2019-12 du 3 mars 2019, le maire", 1
    )
    assert [item.number.text for item in find_items(span(text))] == ["5", "6"]


def test_an_enumeration_inside_an_item_is_not_its_neighbour() -> None:
    inner = "1 - Les rues sales\n\n" + TOLD + "\n\n2 - Les rues propres\n\n" + TOLD
    found = find_items(span(session("4 - Balayeuse") + "\n\n" + inner + "\n\n" + session("5 - École")))
    assert [item.number.text for item in found] == ["4", "5"]


def test_one_act_with_points_is_one_act() -> None:
    assert find_items(span("OBJET : Achat\n\nLe conseil décide :\n\n1 - D'acheter\n\n2 - De payer")) == []


def test_a_title_in_capitals_goes_on_below() -> None:
    text = session(
        "2016.01.28 - 3  CONSTITUTION D'UN GROUPEMENT AVEC LA COMMUNAUTE\n\nDE COMMUNES", "2016.01.28 - 4  ÉCOLE"
    )
    first, _ = find_items(span(text))
    assert first.title is not None
    assert first.title.text == "CONSTITUTION D'UN GROUPEMENT AVEC LA COMMUNAUTE DE COMMUNES"


def test_acts_inherit_the_attendance() -> None:
    header = (
        "VILLE DE VALBRUNE\n\nSéance du 28 janvier 2016\n\nNombre de conseillers en exercice : 5\n\n"
        "Présents : Jean MARTIN, Anne DUBOIS, Luc PETIT\n\nPouvoirs :\n\nZoé ROUX à Jean MARTIN\n\n"
    )
    document = extract((header + session("1 - Balayeuse", "2 - École")).encode(), name="pv.txt")
    assert [act.numero for act in document.deliberations] == ["1", "2"]
    for act in document.deliberations:
        assert act.seance.date == "2016-01-28"
        assert [who.nom for who in act.presents] == ["MARTIN", "DUBOIS", "PETIT"]
        assert len(act.pouvoirs) == 1
        assert act.vote.unanimite is True
        assert "/presents/0" in act.provenance


def test_real_minutes_have_their_acts(shared: Path) -> None:
    """Counted by hand in three procès-verbaux, the title of one act each."""
    for name, count, number, title in (
        ("cm16-01-28-pv.txt", 19, "2016.01.28 - 5", "VENTE DE LA PARCELLE AE 173 - RUE SAINT-ETIENNE A AVRANCHES"),
        ("cm-27-01-2014-proces-verbal.txt", 13, "2014.01.27 - 8", None),
        ("cm17-02-06-pv.txt", 19, "2017.02.07 - 15", "SMPGA - MODIFICATION DES STATUTS"),
    ):
        acts = extract(shared / "corpus" / "minutes" / name).deliberations
        assert len(acts) == pytest.approx(count, abs=1)
        (act,) = [act for act in acts if act.numero == number]
        assert title is None or act.objet == title


# ---- Folded texts: no line shows a title, the agenda and the labels do -------------------------------------------------

AGENDA = "Ordre du jour 1. Achat d'une balayeuse 2. Réfection du lavoir communal 3. Convention avec le collège voisin "
WHERE = [
    ("1. Achat d'une balayeuse", "2. Réfection du lavoir communal"),
    ("1/ ACHAT D'UNE BALAYEUSE", "2/ RÉFECTION DU LAVOIR COMMUNAL"),
    ("Achat d'une balayeuse", "Réfection du lavoir communal Luc PETIT"),
]


@pytest.mark.parametrize("heads", WHERE)
def test_titles_announced_come_again_where_their_acts_begin(heads: tuple[str, ...]) -> None:
    found = find_items(span(AGENDA + "Le maire ouvre la séance. " + session(*heads, between=" ")))
    assert [item.text.raw.startswith(head) for item, head in zip(found, heads, strict=True)] == [True, True]
    assert [item.title.text.casefold() for item in found if item.title] == [
        head.casefold().lstrip("12./ ").removesuffix(" luc petit") for head in heads
    ]


def test_an_agenda_whose_titles_do_not_come_again_makes_no_items() -> None:
    assert find_items(span(AGENDA + "Le maire ouvre la séance. " + TOLD + DECIDED + " " + TOLD + DECIDED)) == []
    mentioned = "Il est question de l'achat d'une balayeuse et de la réfection du lavoir communal. "
    assert find_items(span(AGENDA + mentioned + TOLD + DECIDED)) == []


LABELLED = [
    (("Dossier n°1 : Balayeuse", "Dossier n°2-1 : École", "Dossier n°2-2 : Voirie"), ["1", "2-1", "2-2"]),
    (("Dossier n°1 : Balayeuse DCC2023_129", "Dossier n°2 : École DCC2023_130"), ["DCC2023_129", "DCC2023_130"]),
    (("Point n° 4 - Balayeuse", "Point n° 5 - École"), ["4", "5"]),
    (("Point 1 de l'ordre du jour : Balayeuse", "Point 2 de l'ordre du jour : École"), ["1", "2"]),
    (("N° 01/02-2023 — Balayeuse", "01/03-2023 —- École"), ["01/02-2023", "01/03-2023"]),
    (("Délibération DB-2020-001 - Balayeuse", "Délibération DB-2020-002 - École"), ["DB-2020-001", "DB-2020-002"]),
]  # fmt: skip


@pytest.mark.parametrize(("heads", "numbers"), LABELLED)
def test_labelled_heads_inside_a_line(heads: tuple[str, ...], numbers: list[str]) -> None:
    found = find_items(span("Le quorum est atteint. " + session(*heads, between=" ")))
    assert [item.number and item.number.text for item in found] == numbers
    assert [item.title and item.title.text for item in found] == [*("Balayeuse", "École", "Voirie")][: len(heads)]


def test_a_point_mentioned_is_no_head() -> None:
    text = f"Arrivée au point 4 : {TOLD}{DECIDED} Elle quitte la salle au point n° 5 : {TOLD}{DECIDED}"
    assert find_items(span(text)) == []


def test_a_vote_above_the_visas_is_the_item_s() -> None:
    counted = "Pour : 28 Contre : 0 Abstention : 0 Vu le code général des collectivités territoriales, "
    header = "VILLE DE VALBRUNE\n\nSéance du 28 janvier 2016\n\nPrésents : Jean MARTIN, Anne DUBOIS, Luc PETIT\n\n"
    told = f"Voirie {TOLD}{counted}Après en avoir délibéré, le conseil municipal approuve."
    text = header + " ".join(f"Dossier n°{k} : {told}" for k in (1, 2))
    document = extract(text.encode(), name="pv.txt")
    assert [act.vote.pour for act in document.deliberations] == [28, 28]


def _scanned(*paragraphs: tuple[str, bool]) -> Span:
    """Paragraphs, each underlined or not, as a scan's text."""
    words = []
    for k, (text, underlined) in enumerate(paragraphs):
        for row, chunk in enumerate(text.split("\n")):
            x = 50.0
            for part in chunk.split():
                words.append(word(part, x, 40 + 60 * k + 14 * row)._replace(underlined=underlined))
                x = words[-1].x1 + 3
    return compose([Page(1, 595, 60.0 * len(paragraphs) + 200, words, "ocr")], lexicon()).body.span()


OPENED = "Monsieur le Maire expose la demande et rappelle que la dépense est inscrite au budget de l'année."
VOTED = ("Vote : à l'unanimité", False)


def test_an_underlined_head_is_one_though_no_vote_stands_above_it() -> None:
    text = (
        VOTED, ("Achat d'un tracteur", True), (OPENED, False), VOTED,
        ("Vente du four à pain", True), (OPENED, False), ("Le conseil adopte ces comptes.", False),
        ("Taux des taxes locales", True), (OPENED, False), VOTED,
    )  # fmt: skip
    titles = [item.title.text for item in find_items(_scanned(*text)) if item.title]
    assert titles == ["Achat d'un tracteur", "Vente du four à pain", "Taux des taxes locales"]


def test_the_underlined_label_of_a_list_is_no_head() -> None:
    text = (
        VOTED, ("Achat d'un tracteur", True), (OPENED, False), VOTED,
        ("Contrat de vérification", True), (OPENED, False),
        ("FOYER COMMUNAL", True), ("Vérification électrique", False), VOTED,
    )  # fmt: skip
    titles = [item.title.text for item in find_items(_scanned(*text)) if item.title]
    assert titles == ["Achat d'un tracteur", "Contrat de vérification"]


def test_an_announced_title_cut_by_a_stamp_is_a_head() -> None:
    agenda = "Ordre du jour\n\nAchat d'un tracteur\n\nDépenses nouvelles avant le vote du budget 2024\n\nQuestions diverses\n\n"
    told = f"{TOLD}\n\nVote : unanimité\n\n"
    text = f"{agenda}Achat d'un tracteur\n\n{told}Le tableau suit.\n\nDépenses nouvelles avant vote\n\n{told}"
    assert [item.title.text for item in find_items(span(text)) if item.title] == [
        "Achat d'un tracteur", "Dépenses nouvelles avant vote",
    ]  # fmt: skip
