"""Figures and their labels in the cells of a table: below or above them, beside them, or in one cell with them.

A table says by its cells which figure is whose; its words one behind the other do not: "Votants Pour Contre 13 10 3".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import regex

from delibparse.grammar.values import numbers
from delibparse.layout import Span
from delibparse.wording import Fixed, Template

Row = Sequence[Span | None]

COUNTS = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")
SIDES = ("pour", "contre", "abstentions", "non_participants", "blancs_nuls")
LABELS = (("votes", SIDES), ("counts", COUNTS))
"""What a label may name: the block of the vocabulary that has its wordings, and the fields."""

AROUND = " \t\n:=.|*–-…"
"""What stands around the words of a label and is none of them."""


class Figure(NamedTuple):
    """A figure of a field, where it stands, and how it was read where letters stand in it for digits."""

    field: str
    value: int
    span: Span
    misread: str | None


class Label(NamedTuple):
    """A label and the cell that it stands in."""

    row: int
    column: int
    field: str


_LABELS = tuple(
    (field, Template(rf"^(?:@{{{block}.{field}}})(?:\(s\)|\(e\.?s?\))?$"))
    for block, fields in LABELS
    for field in fields
)
_FIGURE = {
    is_ocr: Template(rf"^(?:@{{{figure}}}|@{{NUMBER_WORDS}})(?=\s|$)")
    for is_ocr, figure in ((False, "FIGURE"), (True, "FIGURE_OCR"))
}
_NONE = Template("^@{votes.none}$")
_UNIT = Template(r"^\s*(?:@{labelled.unit})?$")
_BEFORE_LABEL = Fixed(r"^\d{1,3}(?=\s+\p{L})", regex.V1)
_BEHIND_LABEL = Fixed(r"(?<=[\s:=(])\d{1,3}(?=\)?$)", regex.V1)
_TOTAL = Template("^@{labelled.total}$")


LONGEST_LABEL = 120
"""Characters of a label: Nombre de conseillers municipaux ayant pris part à la délibération."""


def field_of(cell: Span) -> str | None:
    """The count or the side of a vote that a label names: Nombre de membres en exercice; Abstention(s)."""
    words = cell.strip(AROUND).text
    if len(words) > LONGEST_LABEL or not any(character.isalpha() for character in words):
        return None
    return next((field for field, label in _LABELS if cell.lexicon.match(label, words)), None)


def labels_of(table: Sequence[Row]) -> list[Label]:
    """The labels of a table, row by row; one over several rows or columns is told once, at its first."""
    found: list[Label] = []
    seen: set[int] = set()
    for number, row in enumerate(table):
        for column, cell in enumerate(row):
            if cell is not None and cell.start not in seen and (field := field_of(cell)):
                found.append(Label(number, column, field))
                seen.add(cell.start)
    return found


def figures_of(table: Sequence[Row]) -> list[Figure]:
    """The figure of each field that a table gives one of. None of a field that it gives several of, unless in a row of
    totals.

    Raises PatternTimeout.
    """
    joint = [figure for row in table for cell in row if cell is not None for figure in _with_label(cell)]
    labels = labels_of(table)
    found = list(dict.fromkeys(joint))
    for number in sorted({label.row for label in labels}):
        own = [label for label in labels if label.row == number]
        found += _in_row(table[number], own) or (_in_columns(table, own, labels) if len(own) > 1 else [])
    fields = [figure.field for figure in found]
    return [figure for figure in found if fields.count(figure.field) == 1]


def figure_of(cell: Span | None, field: str) -> Figure | None:
    """The figure that a cell holds and nothing else: 27; 10 voix; néant."""
    if cell is None:
        return None
    inner = cell.strip(AROUND) or cell.strip()
    if cell.lexicon.match(_NONE, cell.text):
        return Figure(field, 0, cell, None)
    match = inner.match(_FIGURE[cell.is_ocr])
    if match is None or not cell.lexicon.match(_UNIT, inner.raw[match.end() :]):
        return None
    value = numbers.count(match[0])
    return None if value is None else Figure(field, value, inner.group(match), numbers.misread(match[0]))


def is_total(cell: Span | None) -> bool:
    """Whether a cell heads the row of the totals."""
    return cell is not None and cell.lexicon.match(_TOTAL, cell.strip(AROUND).text) is not None


def _with_label(cell: Span) -> list[Figure]:
    """The figure of a cell that holds its label too: Présents : 11; 11 présents; Pour (10)."""
    inner = cell.strip(AROUND)
    for match in (inner.search(_BEFORE_LABEL), inner.search(_BEHIND_LABEL)):
        if match is not None:
            label = inner.sub(match.end(), len(inner)) if match.start() == 0 else inner.sub(0, match.start())
            if field := field_of(label.strip("( ")):
                return [Figure(field, int(match[0]), inner.group(match), None)]
    return []


def _in_row(row: Row, labels: Sequence[Label]) -> list[Figure]:
    """The figures beside their labels: one for the label of a row, or one right behind each of several."""
    if len(labels) == 1:
        cells = {cell.start: cell for cell in row if cell is not None}
        figures = [figure for cell in cells.values() if (figure := figure_of(cell, labels[0].field))]
        return figures if len(figures) == 1 else []
    behind = [figure_of(row[k + 1], field) if k + 1 < len(row) else None for _, k, field in labels]
    return [figure for figure in behind if figure] if all(behind) else []


def _in_columns(table: Sequence[Row], head: Sequence[Label], labels: Sequence[Label]) -> list[Figure]:
    """The figures below the labels of a row, else those above it."""
    number = head[0].row
    others = {label.row for label in labels} - {number}
    below = next((k for k in range(number + 1, len(table)) if k in others), len(table))
    for rows in (table[number + 1 : below], table[:number]):
        told = [row for row in rows if any(figure_of(row[label.column], label.field) for label in head)]
        totals = [row for row in told if any(map(is_total, row))]
        if len(told) > 1:
            told = totals
        if len(told) == 1:
            return [figure for _, k, field in head if (figure := figure_of(told[0][k], field))]
    return []
