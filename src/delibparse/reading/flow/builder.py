"""Collects paragraphs and tables while a reader goes through its markup, within limits: the markup is hostile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from delibparse import errors
from delibparse.limits import MAX_CELLS, MAX_CHARACTERS
from delibparse.reading.flow.blocks import Align, Block, Cell, Look, Paragraph, Run, Table

MAX_COLUMNS = 100
"""That a table has; a cell that says it spans more spans so many."""

MAX_ROWS = 5_000


@dataclass(slots=True)
class _Cell:
    """A cell in the making; `goes_on` tells one that is merged with the one above it."""

    blocks: list[Block] = field(default_factory=list)
    columns: int = 1
    rows: int = 1
    goes_on: bool = False
    copies: int = 1


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    cells: list[_Cell] = field(default_factory=list)


class Builder:
    """A document in the making. Paragraphs and tables go into the innermost open cell, or the body.

    What does not fit (a cell without a table, an end without a beginning) is passed over. Every method may raise
    TooMuchText; none recurses, so that depth costs nothing but memory.
    """

    def __init__(self) -> None:
        self._body = _Cell()
        self._open: list[_Table | _Cell] = []
        self._runs: list[Run] = []
        self._characters = self._made = 0

    def write(self, text: str, look: Look) -> None:
        """Adds letters to the open paragraph."""
        self._characters += len(text)
        self._check()
        self._runs.append(Run(text, look))

    def paragraph(self, align: Align = "left", indent: int = 0, apart: bool = False, verbatim: bool = False) -> None:
        """Closes the open paragraph, empty or not."""
        self._characters += 1
        self._check()
        self._cell().blocks.append(Paragraph(tuple(self._runs), align, indent, apart, verbatim))
        self._runs = []

    def take(self) -> list[Run]:
        """The runs of the open paragraph, which is left empty: what stands within it comes before it."""
        runs, self._runs = self._runs, []
        return runs

    def give(self, runs: list[Run]) -> None:
        """Puts back what `take` took."""
        self._runs = runs

    def open_table(self) -> None:
        self._open.append(_Table())

    def open_cell(self, columns: int = 1, rows: int = 1, copies: int = 1) -> None:
        """Opens a cell of the innermost table, which stands in its row so many times."""
        if self._open and isinstance(self._open[-1], _Table):
            self._count(min(copies, MAX_COLUMNS))
            self._open.append(_Cell(columns=_within(columns, MAX_COLUMNS), rows=_within(rows, MAX_ROWS)))
            self._cell().copies = _within(copies, MAX_COLUMNS)

    def span(self, columns: int) -> None:
        """Tells how many columns the open cell spans."""
        self._cell().columns = _within(columns, MAX_COLUMNS)

    def merge(self) -> None:
        """Tells that the open cell is one with that above it."""
        self._cell().goes_on = True

    def close_cell(self) -> None:
        if len(self._open) > 1 and isinstance(cell := self._open[-1], _Cell):
            self._open.pop()
            table = self._open[-1]
            assert isinstance(table, _Table)
            table.cells += [cell] * cell.copies

    def close_row(self, copies: int = 1) -> None:
        """Closes the open row, which stands in its table so many times if it holds anything."""
        if self._open and isinstance(table := self._open[-1], _Table):
            times = _within(copies, MAX_ROWS) if any(cell.blocks for cell in table.cells) else 1
            self._count((times - 1) * len(table.cells))
            table.rows += [table.cells] * times
            table.cells = []

    def close_table(self) -> None:
        if self._open and isinstance(table := self._open[-1], _Table):
            self.close_row()
            self._open.pop()
            if any(table.rows):
                self._cell().blocks.append(Table(_merged(table.rows)))

    def blocks(self) -> tuple[Block, ...]:
        """What was collected outside of tables."""
        if self._runs:
            self.paragraph()
        return tuple(self._body.blocks)

    def _cell(self) -> _Cell:
        """Where paragraphs go: the innermost open cell."""
        for place in reversed(self._open[-2:]):
            if isinstance(place, _Cell):
                return place
        return self._body

    def _count(self, cells: int) -> None:
        self._made += cells
        self._check()

    def _check(self) -> None:
        if self._characters > MAX_CHARACTERS or self._made > MAX_CELLS:
            raise errors.TooMuchText(limit=MAX_CHARACTERS)


def _within(told: int, most: int) -> int:
    return max(1, min(told, most))


def _merged(rows: list[list[_Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """The rows, cells that go on taken into the one above that begins at the same column."""
    made: list[list[Cell]] = []
    above: dict[int, tuple[int, int]] = {}  # column -> row and index of the cell that goes on, if one does
    for row in rows:
        column = 0
        cells: list[Cell] = []
        for cell in row:
            reached = above.get(column) if cell.goes_on else None
            if reached is None:
                above[column] = len(made), len(cells)
                cells.append(Cell(tuple(cell.blocks), cell.columns, cell.rows))
            else:
                first, index = reached
                made[first][index] = replace(made[first][index], rows=len(made) - first + 1)
            column += cell.columns
        made.append(cells)
    return tuple(tuple(cells) for cells in made)
