"""Tables as values: words in rows and columns, whether rules part them (`ruled`) or white strips (`aligned`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from delibparse.layout.rows import Row, rows_of
from delibparse.reading.model import Box, Page, Word, around

SAME_STROKE = 3.0
"""Points within which strokes lie on one line, or meet: pens are up to two points wide."""

MANY_LINES = 4
"""Lines of a cell that are rather those of several rows."""

MARKED = 0.9
"""Confidence of a tick: it was known by its shape, not read."""

TICK = "✓"


class Cell(NamedTuple):
    """Words between the rows and the columns of a table, first and last, counted from 0; in reading order."""

    row: int
    column: int
    last_row: int
    last_column: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """`edges` are the columns' borders in points, one more than there are columns."""

    page: int
    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    box: Box

    @property
    def rows(self) -> int:
        return 1 + max(cell.last_row for cell in self.cells)

    @property
    def columns(self) -> int:
        return len(self.edges) - 1

    def row(self, number: int) -> list[Cell]:
        """The cells that begin in a row and hold words, left to right."""
        return sorted((c for c in self.cells if c.row == number and c.words), key=lambda cell: cell.column)


def tick(box: Box) -> Word:
    """A mark of a page as a word."""
    return Word(TICK, *box, MARKED)


def is_tick(word: Word) -> bool:
    """Whether a word is such a mark: a text layer's own ✓ was read."""
    return word.text == TICK and word.confidence == MARKED


def table_of(page: Page, rows: Sequence[Sequence[Row]], edges: tuple[float, ...]) -> Table:
    """The table of rows of cells, none of which spans others."""
    cells = tuple(
        Cell(number, column, number, column, tuple(words))
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
    )
    return Table(page.number, cells, edges, around(word.box for cell in cells for word in cell.words))


def is_tall(cell: Cell) -> bool:
    """Whether a cell holds many lines."""
    return len(rows_of(list(cell.words))) >= MANY_LINES


def lacks_rules(cells: Sequence[Cell]) -> bool:
    """Whether rules of a scan were lost: two cells of one row hold many lines each."""
    tall = [cell.row for cell in cells if is_tall(cell)]
    return len(tall) > len(set(tall))


def in_order(words: Sequence[Word]) -> Row:
    """Words in the order in which a cell is read: line by line."""
    return [word for row in rows_of(list(words)) for word in row]
