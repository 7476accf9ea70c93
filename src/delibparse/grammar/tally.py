"""The vote set as a table: the sides as rows or as columns with their figures or the members' names, or a row for each
member with a mark, or a word, for the side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

import regex

from delibparse.grammar.labelled import SIDES, Label, Row, field_of, figure_of, figures_of, is_total, labels_of
from delibparse.grammar.values import name_lists
from delibparse.grammar.values.name_lists import Entry
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span, covering
from delibparse.wording import Fixed, Template

OTHERS = frozenset({"contre", "abstentions"})
"""A table of votes has one of them beside "pour"; one of grounds for a thing and against it has no figures or marks."""

LEAST_MEMBERS = 3
"""Rows of members with their side from which a table is one of votes."""

LONGEST_MARK = 5
"""Characters of a cross, a tick or a "oui"."""

_NO = Template(r"^(?:non|0|[-–—/_.]+)$")


@dataclass(frozen=True, slots=True)
class Tally:
    """What a table says of a vote: figures by side, who voted how, and where it stands."""

    counts: Mapping[str, Found[int]]
    voters: Mapping[str, list[Entry]]
    span: Span

    def holds(self, words: Span) -> bool:
        """Whether words stand in the table."""
        return self.span.start <= words.start < self.span.end


def read_tallies(text: Span, style: Style | None = None) -> list[Tally]:
    """The votes of the tables that begin in a text, in its order."""
    return [tally for table in text.tables() if (tally := _tally(table, style)) is not None]


def _tally(table: Sequence[Row], style: Style | None) -> Tally | None:
    labels = [label for label in labels_of(table) if label.field in SIDES]
    fields = {label.field for label in labels}
    whole = covering(cell for row in table for cell in row if cell is not None)
    if "pour" not in fields or not OTHERS & fields:
        return None
    by_word = _by_word(table, labels, style)
    if by_word:
        return Tally({}, by_word, whole)
    counts = {one.field: Found(one.value, one.span, one.misread) for one in figures_of(table) if one.field in SIDES}
    head = _head(labels)
    voters = _in_columns(table, head, style) if head else _in_rows(table, labels, style)
    if "pour" in counts or voters:
        return Tally(counts, voters, whole)
    return None


def _head(labels: Sequence[Label]) -> list[Label]:
    """The labels of the row that holds several, which head columns; [] where each stands in a row of its own."""
    rows = [list(own) for _, own in groupby(labels, key=lambda label: label.row)]
    return max(rows, key=len) if max(map(len, rows)) > 1 else []


# ---- The sides as columns or as rows -------------------------------------------------------------------------------


def _in_rows(table: Sequence[Row], labels: Sequence[Label], style: Style | None) -> dict[str, list[Entry]]:
    """Who is named in the row of each side."""
    found: dict[str, list[Entry]] = {}
    for number, column, field in labels:
        cells = {cell.start: cell for k, cell in enumerate(table[number]) if cell is not None and k > column}
        named = [entry for cell in cells.values() for entry in _named(cell, field, style)]
        if named:
            found[field] = named
    return found


def _in_columns(table: Sequence[Row], head: Sequence[Label], style: Style | None) -> dict[str, list[Entry]]:
    """Who is named below the label of each side, or, in a row for each member, marked there."""
    below = table[head[0].row + 1 :]
    marked = list(_marked(below, head, style))
    found: dict[str, list[Entry]] = {}
    if len(marked) >= LEAST_MEMBERS:
        for field, entry in marked:
            found.setdefault(field, []).append(entry)
        return found
    for _, column, field in head:
        cells = {cell.start: cell for row in below if (cell := row[column]) is not None}
        named = [entry for cell in cells.values() for entry in _named(cell, field, style)]
        if named:
            found[field] = named
    return found


def _named(cell: Span, field: str, style: Style | None) -> list[Entry]:
    """The members whom a cell names, in a list or one below the other."""
    if figure_of(cell, field) or field_of(cell) or is_total(cell):
        return []
    parts = [cell] if cell.search(_PARTED) else _one_below_the_other(cell)
    return [entry for part in parts for entry in name_lists.people(part, style)]


_PARTED = Fixed(r"[,;•]", regex.V1)
_CIVILITY = Template(r"^(?:@{CIVILITY}|@{CIVILITIES})\s")


def _one_below_the_other(cell: Span) -> list[Span]:
    """The lines of a cell; where some begin with a civility, those that do not run on from the one above."""
    lines: list[Span] = []
    opens = any(line.match(_CIVILITY) for line in cell_lines(cell))
    for line in cell_lines(cell):
        if lines and opens and not line.match(_CIVILITY):
            lines[-1] = covering([lines[-1], line])
        else:
            lines.append(line)
    return lines


def cell_lines(cell: Span) -> list[Span]:
    """The lines of a cell, top to bottom; they stand in the text one behind the other."""
    pieces = cell.source.pieces_between(cell.start, cell.end)
    below = [then.start for one, then in pairwise(pieces) if then.word.y0 >= one.word.middle]
    return [Span(cell.source, *ends).strip() for ends in pairwise([cell.start, *below, cell.end])]


# ---- A row for each member -----------------------------------------------------------------------------------------


def _marked(rows: Sequence[Row], head: Sequence[Label], style: Style | None) -> Iterator[tuple[str, Entry]]:
    """(side, member) of the rows with a name and one mark under a side; a figure tells the voices that a member cast."""
    columns = {label.column for label in head}
    for row in rows:
        name = next((cell for k, cell in enumerate(row) if k not in columns and cell and _is_name(cell)), None)
        told = [(field, cell) for _, k, field in head if (cell := row[k]) is not None and _is_mark(cell)]
        if name is None or len(told) != 1:
            continue
        field, cell = told[0]
        for entry in name_lists.people(name, style)[:1]:
            figure = figure_of(cell, field)
            yield field, Entry(entry.person, None, figure.value - 1 if figure else 0)


def _is_mark(cell: Span) -> bool:
    return len(cell.text) <= LONGEST_MARK and not cell.lexicon.match(_NO, cell.text)


def _is_name(cell: Span) -> bool:
    return not is_total(cell) and any(c.isalpha() for c in cell.raw)


def _by_word(table: Sequence[Row], labels: Sequence[Label], style: Style | None) -> dict[str, list[Entry]]:
    """Who voted how where a column says it in a word for each member; {} where none does."""
    columns = {label.column for label in labels}
    if len(columns) != 1 or len(labels) < LEAST_MEMBERS or len(labels) == len({label.field for label in labels}):
        return {}
    found: dict[str, list[Entry]] = {}
    for number, column, field in labels:
        name = next((cell for k, cell in enumerate(table[number]) if k != column and cell and _is_name(cell)), None)
        for entry in name_lists.people(name, style)[:1] if name else []:
            found.setdefault(field, []).append(Entry(entry.person))
    return found
