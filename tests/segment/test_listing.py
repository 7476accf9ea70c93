"""Lists of deliberations and registers, set as tables."""

from __future__ import annotations

import pytest

from acts import word
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import Span, compose
from delibparse.reading.model import Box, Page, Word
from delibparse.segment.listing import listed

HEIGHT = 20.0


def table(rows: list[list[str]], widths: list[float], method: str = "texte") -> Span:
    """A ruled table as a text."""
    edges = [40.0]
    for width in widths:
        edges.append(edges[-1] + width)
    words: list[Word] = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            x = edges[c] + 4
            for part in cell.split():
                words.append(word(part, x, 44 + HEIGHT * r, width=4.0 * len(part)))
                x = words[-1].x1 + 3
    bottom = 40 + HEIGHT * len(rows)
    rules: list[Box] = [(edges[0], y, edges[-1], y + 0.5) for y in (40 + HEIGHT * r for r in range(len(rows) + 1))]
    rules += [(x, 40, x + 0.5, bottom) for x in edges]
    page = Page(1, 595, 842, words, method, rules=rules)  # type: ignore[arg-type]
    return compose([page], lexicon()).body.span()


REGISTER = [
    ["DATE", "Numéro", "OBJET", "Approuvée / Rejetée"],
    ["27/01/2025", "2025_001", "Dépenses avant le vote du budget", "Approuvée"],
    ["06/03/2025", "2025_002", "Marché des espaces verts", "Approuvée"],
    ["06/03/2025", "2025_003", "Règlement du foyer communal", "Rejetée"],
]


def test_each_row_of_a_register_gives_its_session_s_day() -> None:
    found = listed(table(REGISTER, [80, 70, 220, 110]))
    assert [item.number and item.number.text for item in found] == ["2025_001", "2025_002", "2025_003"]
    assert [item.day and item.day.value.iso for item in found] == ["2025-01-27", "2025-03-06", "2025-03-06"]
    assert [item.title and item.title.text for item in found][2] == "Règlement du foyer communal"


def test_a_column_is_known_by_what_it_holds() -> None:
    unnamed = [["DATE", "Pièce", "OBJET", "Suite"], *REGISTER[1:]]
    found = listed(table(unnamed, [80, 70, 220, 110]))
    assert [item.number and item.number.text for item in found] == ["2025_001", "2025_002", "2025_003"]


def test_a_number_misread_on_a_scan_is_none() -> None:
    rows = [row[1:] for row in REGISTER]
    rows[2] = ["026.", *rows[2][1:]]
    found = listed(table(rows, [90, 240, 120], "ocr"))
    assert [item.number and item.number.text for item in found] == ["2025_001", None, "2025_003"]


@pytest.mark.parametrize(("method", "kept"), [("ocr", None), ("texte", "2025_062")])
def test_a_number_on_a_scan_that_stands_not_between_its_neighbours_is_none(method: str, kept: str | None) -> None:
    rows = [row[1:] for row in REGISTER]
    rows[2] = ["2025_062", *rows[2][1:]]
    found = listed(table(rows, [90, 240, 120], method))
    assert [item.number and item.number.text for item in found] == ["2025_001", kept, "2025_003"]


def test_tables_of_sums_and_of_members_are_no_lists() -> None:
    sums = [
        ["Article", "Objet", "Montant"],
        ["6068", "Fournitures diverses", "1 200"],
        ["6135", "Locations mobilières", "800"],
    ]
    assert listed(table(sums, [80, 250, 100])) == []
    votes = [["Nom", "Objet", "Vote"], ["1", "M. PETIT", "Pour"], ["2", "Mme ROUX", "Contre"]]
    assert listed(table(votes, [80, 250, 100])) == []


def test_a_list_whose_labels_were_misread() -> None:
    rows = [["N° de dé|ib.", "Obiet", "Résultat du vole"], *(row[1:] for row in REGISTER[1:])]
    found = listed(table(rows, [90, 240, 120], "ocr"))
    assert [item.title and item.title.text for item in found][:2] == [
        "Dépenses avant le vote du budget", "Marché des espaces verts",
    ]  # fmt: skip


def test_a_table_of_grants_that_were_voted_is_no_list() -> None:
    rows = [["Tiers", "2024", "Votées", "VOTE"], ["Anciens combattants", "320 €", "320 €", "Unanimité"]]
    rows += [["Club de lecture", "400 €", "500 €", "Unanimité"], ["Société de pêche", "320 €", "300 €", "Unanimité"]]
    assert listed(table(rows, [180, 80, 80, 120])) == []
