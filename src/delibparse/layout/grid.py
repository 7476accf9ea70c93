"""The tables of a text: where in it each cell stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from delibparse.layout.lines import Line
from delibparse.layout.piece import Piece
from delibparse.layout.tables import Cell, Table
from delibparse.reading.model import Word

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
    """The tables that some of a text's lines are rows of; one that goes on over a page's end is one, its head told
    once."""
    if not any(line.table for line in lines):
        return ()
    places = {id(piece.word): (piece.start, piece.end) for piece in pieces}
    runs: list[list[Table]] = []
    between: list[Line] = []
    for _, group in groupby(lines, key=lambda line: id(line.table)):
        own = list(group)
        table = own[0].table
        if table is None:
            between = own
            continue
        if not any(id(word) in places for cell in table.cells for word in cell.words):
            continue
        joined = _joined(runs[-1], table) if runs and not _is_prose(between) else None
        between = []
        if joined is None:
            runs.append([table])
        else:
            runs[-1] = joined
    return tuple(_grid(run, places) for run in runs)


def _grid(run: Sequence[Table], places: dict[int, Place]) -> Grid:
    """The tables of a run one below the other."""
    rows = _rows(run[0], places)
    for before, table in pairwise(run):
        rows += _rows(table, places)[_repeated(before, table) :]
    return Grid(rows)


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


FEW = 3
"""Words of a line that may be a page's number or a running head, at most."""


def _is_prose(between: Sequence[Line]) -> bool:
    """Whether sentences stand between two tables, and not a page's foot or head: several lines, or one that ends as a
    sentence does."""
    long = [line for line in between if len(line.words) > FEW]
    return len(long) > 1 or any(line.text.endswith((".", ";", ":")) for line in long)


def _joined(run: list[Table], table: Table) -> list[Table] | None:
    """A table with those that it goes on, all with the same columns; None where it goes on none.

    It is the rest of one on the page before where it is as wide, at the same place, with as many columns. Where no
    upright rules part them a few rows may show more columns than there are: a head that is repeated tells that they are
    the same, and the fewer columns are those of both.
    """
    before = run[-1]
    ends = ((before.edges[k], table.edges[k]) for k in (0, -1))
    if table.page != before.page + 1 or any(abs(a - b) > SAME_BORDER for a, b in ends) or _has_own_head(run[0], table):
        return None
    if table.columns == before.columns:
        return [*run, table]
    if _words(table, 0) != _words(before, 0):
        return None
    if table.columns > before.columns:
        parted = _by_columns(table, before.edges)
        return [*run, parted] if parted else None
    coarser = [_by_columns(one, table.edges) for one in run]
    kept = [one for one in coarser if one is not None]
    return [*kept, table] if len(kept) == len(run) else None


def _has_own_head(first: Table, table: Table) -> bool:
    """Whether a table begins with a head, as the first of a run does, and with another one."""
    return _begins_with_head(first) and _begins_with_head(table) and _words(first, 0) != _words(table, 0)


def _begins_with_head(table: Table) -> bool:
    """Whether the first row is set in bold type, and the next one is not."""
    first, second = (
        [word.type.bold for cell in table.row(row) for word in cell.words] if row < table.rows else [] for row in (0, 1)
    )
    return bool(first) and all(first) and bool(second) and not all(second)


def _by_columns(table: Table, edges: tuple[float, ...]) -> Table | None:
    """A table whose rows have other columns; None where a word crosses a border, or a cell spans others."""
    if any((cell.row, cell.column) != (cell.last_row, cell.last_column) for cell in table.cells):
        return None
    inner = edges[1:-1]
    words = [(cell.row, word) for cell in table.cells for word in cell.words]
    if any(word.x0 < border < word.x1 for _, word in words for border in inner):
        return None
    cells: dict[tuple[int, int], list[Word]] = {}
    for row, word in words:
        cells.setdefault((row, bisect_left(inner, (word.x0 + word.x1) / 2)), []).append(word)
    return replace(table, cells=tuple(Cell(*at, *at, tuple(own)) for at, own in sorted(cells.items())), edges=edges)


def _repeated(before: Table, table: Table) -> int:
    """How many rows repeat the head of the table on the page before."""
    same = 0
    while same < min(table.rows, before.rows) and _words(table, same) == _words(before, same) != []:
        same += 1
    return same


def _words(table: Table, row: int) -> list[str]:
    return [word.text for cell in table.row(row) for word in cell.words]
