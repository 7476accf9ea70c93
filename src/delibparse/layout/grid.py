"""The tables of a text: where in it each cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from delibparse.layout.lines import Line
from delibparse.layout.piece import Piece
from delibparse.layout.tables import Cell, Table

SAME_BORDER = 6.0
"""Points by which the borders of a table may differ where it goes on over a page's end."""

Place = tuple[int, int]
"""Where a cell's words begin and end, offsets in the text."""

GridRow = tuple[Place | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table by rows and columns; an empty cell is None. A cell over several rows or columns stands in each."""

    rows: tuple[GridRow, ...]

    @property
    def start(self) -> int:
        """Where its first word stands."""
        return min(place[0] for row in self.rows for place in row if place is not None)

    @property
    def end(self) -> int:
        """Behind its last word."""
        return max(place[1] for row in self.rows for place in row if place is not None)


def grids_of(lines: Sequence[Line], pieces: Sequence[Piece]) -> tuple[Grid, ...]:
    """The tables that a text's lines are rows of; one that goes on over a page's end is one, its head told once."""
    if not lines:
        return ()
    found: list[tuple[Table, Grid]] = []
    places = {id(piece.word): (piece.start, piece.end) for piece in pieces}
    for _, own in groupby(lines, key=lambda line: id(line.table)):
        table = next(own).table
        assert table is not None
        rows = _rows(table, places)
        if not any(place for row in rows for place in row):
            continue
        if found and _goes_on(found[-1][0], table):
            rows = _without_head(rows, table, found[-1][0])
            found[-1] = table, Grid(found[-1][1].rows + rows)
        else:
            found.append((table, Grid(rows)))
    return tuple(grid for _, grid in found)


def _rows(table: Table, places: dict[int, Place]) -> tuple[GridRow, ...]:
    grid: list[list[Place | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        place = _place(cell, places)
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                grid[row][column] = place
    return tuple(tuple(row) for row in grid)


def _place(cell: Cell, places: dict[int, Place]) -> Place | None:
    own = [places[id(word)] for word in cell.words if id(word) in places]
    return (min(start for start, _ in own), max(end for _, end in own)) if own else None


def _goes_on(before: Table, table: Table) -> bool:
    """Whether a table is the rest of one on the page before: as wide, at the same place, with as many columns."""
    ends = ((before.edges[k], table.edges[k]) for k in (0, -1))
    return (
        table.page == before.page + 1
        and table.columns == before.columns
        and all(abs(a - b) <= SAME_BORDER for a, b in ends)
    )


def _without_head(rows: tuple[GridRow, ...], table: Table, before: Table) -> tuple[GridRow, ...]:
    """The rows behind those that repeat the head of the table on the page before."""
    same = 0
    while same < min(table.rows, before.rows) and _words(table, same) == _words(before, same) != []:
        same += 1
    return rows[same:]


def _words(table: Table, row: int) -> list[str]:
    return [word.text for cell in table.row(row) for word in cell.words]
