"""Tables of a flow on a grid of characters, each cell within its rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from delibparse.reading.flow.blocks import Block, Cell, Paragraph, Run, Table
from delibparse.reading.flow.builder import MAX_COLUMNS
from delibparse.reading.flow.lines import Line, broken, width_of

BETWEEN = 3
"""Characters between the texts of two columns: the rule stands in the middle one."""

NARROWEST, LONGEST_WORD = 12, 40
"""Characters under which no column is squeezed, and the longest word that widens one."""

PAGEFUL = 3_000
"""Characters of a cell from which it is no datum: its table lays out a page."""

WIDEST = 600
"""Characters over which every table is squeezed, tall rows or not."""

TALL = 4
"""Lines of two cells of a row from which layout takes each level for a row: it is to see none but those that are."""

Frame = tuple[int, int, int, int]
"""First column, first row, column behind the last, row behind the last."""


class Grid(NamedTuple):
    """A table as lines; `frames` are those of its cells, in columns and rows of the grid."""

    lines: list[Line]
    frames: list[Frame]


class _Spot(NamedTuple):
    """A cell and where it stands in its table."""

    row: int
    column: int
    rows: int
    columns: int
    paragraphs: tuple[Paragraph, ...]


def unrolled(table: Table, measure: int) -> tuple[Block, ...] | None:
    """What a table that only lays out its page holds, in order; None for one that holds data.

    One row, one column, or a cell that holds a table or a page is layout: a letterhead, columns of names.
    """
    rows = [row for row in table.rows if any(_is_filled(cell) for cell in row)]
    if len(rows) > 1 and max(map(len, rows)) > 1 and not any(_is_large(cell) for row in rows for cell in row):
        return None
    if len(rows) == 1:
        line = _as_line(rows[0], measure)
        if line is not None:
            return (line,)
    return tuple(block for row in rows for cell in row for block in cell.blocks)


def _is_filled(cell: Cell) -> bool:
    return any(isinstance(block, Table) or block.text.strip() for block in cell.blocks)


def _is_large(cell: Cell) -> bool:
    return _has_table(cell) or sum(len(block.text) for block in cell.blocks if isinstance(block, Paragraph)) > PAGEFUL


def _has_table(cell: Cell) -> bool:
    return any(isinstance(block, Table) for block in cell.blocks)


def _as_line(row: tuple[Cell, ...], measure: int) -> Paragraph | None:
    """A row whose cells hold a short line each, as one line with gaps: figures of a vote, two signatures."""
    runs: list[Run] = []
    for cell in row:
        filled = [block for block in cell.blocks if isinstance(block, Paragraph) and block.text.strip()]
        if len(filled) > 1 or _has_table(cell) or any("\n" in one.text.strip() or "\f" in one.text for one in filled):
            return None
        if filled:
            runs += [Run("\t")] if runs else []
            runs += [Run(run.text.replace("\n", " "), run.look) for run in filled[0].runs]
    line = Paragraph(tuple(runs), apart=True)
    return line if width_of(line) <= measure else None


def parts_of(table: Table) -> Iterator[tuple[Table, bool]]:
    """The table, cut before each row that begins a page; and whether the part does."""
    rows: list[tuple[Cell, ...]] = []
    opens = False
    for row in table.rows:
        if any(isinstance(block, Paragraph) and "\f" in block.text for cell in row for block in cell.blocks):
            if rows:
                yield Table(tuple(rows)), opens
            rows, opens = [], True
        rows.append(row)
    yield Table(tuple(rows)), opens


def halves_of(table: Table) -> tuple[Table, Table]:
    """The table cut in two, for pages of their own."""
    middle = len(table.rows) // 2
    return Table(table.rows[:middle]), Table(table.rows[middle:])


def grid_of(table: Table, measure: int) -> Grid:
    """A table of data on the grid, as wide as its cells need, squeezed to the measure where no row grows tall by it."""
    spots = _placed(table)
    columns = max(spot.column + spot.columns for spot in spots)
    needed = _widths(spots, columns)
    least = _least(spots, columns)
    natural, widths = _squeezed(needed, least, WIDEST), _squeezed(needed, least, measure)
    if widths != natural and _tall_rows(spots, widths) - _tall_rows(spots, natural):
        widths = natural
    lefts = [BETWEEN - 1]
    for width in widths:
        lefts.append(lefts[-1] + width + BETWEEN)
    set_ = [(spot, _lines(spot, _room(spot, widths))) for spot in spots]
    tops = _tops(set_, max(spot.row + spot.rows for spot in spots))
    lines: list[Line] = [[] for _ in range(tops[-1])]
    for spot, own in sorted(set_, key=lambda each: each[0].column):
        for number, line in enumerate(own, tops[spot.row]):
            lines[number] += [word._replace(column=word.column + lefts[spot.column]) for word in line]
    frames = [(lefts[s.column] - 2, tops[s.row], lefts[s.column + s.columns] - 2, tops[s.row + s.rows]) for s in spots]
    return Grid(lines, frames)


def _placed(table: Table) -> list[_Spot]:
    """The cells with their places: one goes to the first column that no cell from above reaches down to."""
    spots: list[_Spot] = []
    taken: dict[int, int] = {}  # column -> the row behind the last that is taken
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while taken.get(column, 0) > row:
                column += 1
            if column >= MAX_COLUMNS:
                break
            columns = min(cell.columns, MAX_COLUMNS - column)
            rows = min(cell.rows, len(table.rows) - row)
            for each in range(column, column + columns):
                taken[each] = row + rows
            paragraphs = tuple(block for block in cell.blocks if isinstance(block, Paragraph))
            spots.append(_Spot(row, column, rows, columns, paragraphs))
            column += columns
    return spots


def _widths(spots: list[_Spot], columns: int) -> list[int]:
    widths = [1] * columns
    for spot in sorted(spots, key=lambda spot: spot.columns):
        need = max((width_of(paragraph) for paragraph in spot.paragraphs), default=0)
        lacking = need - _room(spot, widths)
        if lacking > 0:
            widths[spot.column + spot.columns - 1] += lacking
    return widths


def _room(spot: _Spot, widths: list[int]) -> int:
    return sum(widths[spot.column : spot.column + spot.columns]) + BETWEEN * (spot.columns - 1)


def _least(spots: list[_Spot], columns: int) -> list[int]:
    """Of each column, the width that its longest word needs."""
    least = [NARROWEST] * columns
    for spot in spots:
        if spot.columns == 1:
            words = (word for paragraph in spot.paragraphs for word in paragraph.text.split())
            longest = min(max(map(len, words), default=0), LONGEST_WORD)
            least[spot.column] = max(least[spot.column], longest)
    return least


def _squeezed(widths: list[int], least: list[int], measure: int) -> list[int]:
    """The widths, the widest lowered to one that lets the table into the measure, or nearly."""
    room = measure - BETWEEN * len(widths)
    cap = min(max(widths), measure)
    lowered = [min(width, max(cap, floor)) for width, floor in zip(widths, least, strict=True)]
    while cap > NARROWEST and sum(lowered) > room:
        cap -= 1
        lowered = [min(width, max(cap, floor)) for width, floor in zip(widths, least, strict=True)]
    return lowered


def _lines(spot: _Spot, room: int) -> list[Line]:
    lines = [line for paragraph in spot.paragraphs for line in broken(paragraph, room) if line]
    return lines or [[]]


def _tall_rows(spots: list[_Spot], widths: list[int]) -> set[int]:
    """The rows of which two cells are tall."""
    tall = Counter(spot.row for spot in spots if len(_lines(spot, _room(spot, widths))) >= TALL)
    return {row for row, cells in tall.items() if cells > 1}


def _tops(set_: list[tuple[_Spot, list[Line]]], rows: int) -> list[int]:
    """The first line of each row, and the line behind the last: a row is as high as its cells need."""
    heights = [1] * rows
    for spot, lines in sorted(set_, key=lambda each: each[0].rows):
        lacking = len(lines) - sum(heights[spot.row : spot.row + spot.rows])
        if lacking > 0:
            heights[spot.row + spot.rows - 1] += lacking
    tops = [0]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops
