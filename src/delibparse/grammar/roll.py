"""The roll of an assembly set as a table: a row for each member, a column for each state, a cross where it applies.

An empty cell leaves no trace in a text, so the columns are known by where the words of the head stand on the page.
"""

from __future__ import annotations

from dataclasses import dataclass

from delibparse.layout import Span
from delibparse.layout.text import Piece
from delibparse.wording import Template

LEAST_ROWS = 4
LONGEST_MARK = 3
"""Characters of a cross, a tick or a "oui"."""

MOST_APART = 2
"""Lines in a row that may be no member's before the table is over: a name that runs on, a speck."""

_LABELS = tuple(
    (kind, Template(f"^@{{headings.column_{kind}}}$")) for kind in ("pouvoir", "excuse", "absent", "present")
)


@dataclass(frozen=True, slots=True)
class Row:
    """A member of the roll: where the name stands, the state that is crossed, and the holder of a proxy."""

    name: Span
    state: str | None
    holder: Span | None


@dataclass(frozen=True, slots=True)
class Roll:
    rows: tuple[Row, ...]
    span: Span


def read_roll(text: Span) -> Roll | None:
    """The first table of members of a text; None where there is none, or where the words have no boxes."""
    lines = text.lines()
    for k, line in enumerate(lines):
        head = _head(line)
        if head is None:
            continue
        rows: list[Row] = []
        apart, end = 0, line.end
        for below in lines[k + 1 :]:
            row = _row(below, head)
            if row is None:
                apart += 1
                if apart > MOST_APART:
                    break
                continue
            apart, end = 0, below.end
            rows.append(row)
        if len(rows) >= LEAST_ROWS and sum(row.state is not None for row in rows) > len(rows) / 2:
            return Roll(tuple(rows), Span(text.source, line.start, end))
    return None


Head = list[tuple[str, float, float]]
"""For each column with a label: its kind, and the label's edges in points."""


def _cells(line: Span) -> list[list[Piece]]:
    """The words of a line by cell, parted where the layout saw a wide gap."""
    cells: list[list[Piece]] = []
    previous: Piece | None = None
    for piece in line.source.pieces_between(line.start, line.end):
        if previous is None or "\t" in line.source.value[previous.end : piece.start]:
            cells.append([])
        cells[-1].append(piece)
        previous = piece
    return cells


def _head(line: Span) -> Head | None:
    head: Head = []
    for cell in _cells(line):
        words = " ".join(piece.word.text for piece in cell).strip(" :|")
        kind = next((kind for kind, label in _LABELS if line.lexicon.match(label, words)), None)
        if kind and not line.source.is_plain:
            head.append((kind, cell[0].word.x0, max(piece.word.x1 for piece in cell)))
    kinds = [kind for kind, _, _ in head]
    return head if "present" in kinds and len(set(kinds)) >= 2 else None


def _row(line: Span, head: Head) -> Row | None:
    left = min(x0 for _, x0, _ in head)
    cells = _cells(line)
    if not cells or cells[0][0].word.x0 >= left:
        return None
    names = [piece for piece in cells[0] if (piece.word.x0 + piece.word.x1) / 2 < left]
    if len(names) < len(cells[0]) or not any(c.isalpha() for piece in names for c in piece.word.text):
        return None
    state, holder = None, None
    for cell in cells[1:]:
        middle = (cell[0].word.x0 + cell[-1].word.x1) / 2
        kind = min(head, key=lambda column: max(column[1] - middle, middle - column[2], 0.0))[0]
        mark = "".join(piece.word.text for piece in cell)
        if kind == "pouvoir" and len(mark) > LONGEST_MARK:
            holder = Span(line.source, cell[0].start, cell[-1].end)
        elif kind != "pouvoir" and len(mark) <= LONGEST_MARK and state is None:
            state = kind
    if state is None and holder is None:
        return None
    return Row(Span(line.source, names[0].start, names[-1].end), state, holder)
