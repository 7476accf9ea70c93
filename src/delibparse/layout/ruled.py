"""Tables that rules enclose, level and upright ones.

Their cells are found by pdfplumber from the page's strokes, whichever way they came (a text layer's paths, a scan's
ink); its own reading of a file, by pdfminer, is not used.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from delibparse.layout.rows import rows_of, upper_median
from delibparse.layout.tables import SAME_STROKE, Cell, Table, in_order, is_tall, is_tick, lacks_rules, tick
from delibparse.reading.model import Box, Page, Word, is_level

LEAST_LINES = 3
"""Level strokes, and upright ones, from which a page may hold a table of two rows and two columns."""

MOST_EDGES, MOST_CROSSINGS = 400, 2_500
"""Strokes, and points where they meet, over which a drawing is no table: finding its cells costs their square."""


def ruled(page: Page, words: Sequence[Word]) -> list[Table]:
    """The tables that the strokes of a page enclose, from the top; those of one row or column hold nothing apart."""
    found = [_filled(page, cells, words) for cells in _enclosed(page.rules)]
    return [table for table in found if table is not None]


def _enclosed(rules: Iterable[Box]) -> list[list[Box]]:
    """The boxes of the cells of each table."""
    strokes = list(rules)
    level, upright = [box for box in strokes if is_level(box)], [box for box in strokes if not is_level(box)]
    enough = _distinct(box[1] for box in level) >= LEAST_LINES and _distinct(box[0] for box in upright) >= LEAST_LINES
    if not enough:
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    edges = [_edge(box, "h") for box in level] + [_edge(box, "v") for box in upright]
    merged = merge_edges(edges, SAME_STROKE, SAME_STROKE, SAME_STROKE, SAME_STROKE)
    if len(merged) > MOST_EDGES:
        return []
    crossings = edges_to_intersections(merged, SAME_STROKE, SAME_STROKE)
    if len(crossings) > MOST_CROSSINGS:
        return []
    return list(cells_to_tables(intersections_to_cells(crossings)))


def _distinct(places: Iterable[float]) -> int:
    ordered = sorted(places)
    return sum(after - before > SAME_STROKE for before, after in pairwise(ordered)) + bool(ordered)


def _edge(box: Box, orientation: str) -> dict[str, float | str]:
    """A stroke as pdfplumber has its edges: without width."""
    x0, y0, x1, y1 = box
    if orientation == "h":
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0, "x1": x1, "top": y0, "bottom": y1, "doctop": y0, "width": x1 - x0, "height": y1 - y0,
        "orientation": orientation, "object_type": "line",
    }  # fmt: skip


def _filled(page: Page, boxes: list[Box], words: Sequence[Word]) -> Table | None:
    """The cells with their words; None where fewer than two rows or two columns hold any."""
    tops, lefts = _borders(box[1] for box in boxes), _borders(box[0] for box in boxes)
    bottom, right = max(box[3] for box in boxes), max(box[2] for box in boxes)
    rows, columns = [*tops, bottom], [*lefts, right]
    whole = columns[0], rows[0], right, bottom
    inside = sorted((word for word in words if _holds(whole, word.box)), key=lambda word: word.middle)
    heights = [word.middle for word in inside]
    marks = [box for box in page.marks if _holds(whole, box)]
    cells: list[Cell] = []
    for box in boxes:
        level = inside[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        own = [word for word in level if _holds(box, word.box)]
        ticks = [tick(mark) for mark in marks if _holds(box, mark)]
        first_row, last_row = _between(rows, box[1], box[3])
        first, last = _between(columns, box[0], box[2])
        cells.append(Cell(first_row, first, last_row, last, tuple(in_order(own + ticks))))
    if page.is_recognised and _lost_rules(cells):
        return None
    cells = [_without_doubled_ticks(part) for cell in _by_lines(cells) for part in _by_columns(cell, columns)]
    held = [cell for cell in cells if cell.words]
    if len({cell.row for cell in held}) < 2 or len({cell.column for cell in held}) < 2:
        return None
    return Table(page.number, tuple(cells), tuple(columns), whole)


HEAD = 3
"""Rows that a head and a total have at most, beside the members' where no rule parts these."""


def _lost_rules(cells: list[Cell]) -> bool:
    """Whether rules of a scan were lost: a row of many lines is left among others, or no line of it tells where its
    row ends."""
    numbers = sorted({cell.row for cell in cells if cell.words})
    rows = [[cell for cell in cells if cell.row == number] for number in numbers]
    tall = [row for row in rows if lacks_rules(row)]
    return bool(tall) and (len(rows) - len(tall) > HEAD or not all(map(_is_even, tall)))


EVEN = 0.35
"""Of the usual distance between the lines of a row that no rule parts: by how much any other may differ from it where
each line is a row of its own. A name of two lines brings them nearer to each other."""


def _is_even(row: list[Cell]) -> bool:
    levels = rows_of([word for cell in row for word in cell.words])
    steps = [below[0].middle - above[0].middle for above, below in pairwise(levels)]
    usual = upper_median(steps)
    return all(abs(step - usual) <= EVEN * usual for step in steps)


LABELS, WHITE = 3, 1.0
"""Columns over which a cell of several has words, at least, where it is the head of each of them, and the white between
them, in heights of a word: no sentence has as much."""


def _by_columns(cell: Cell, columns: Sequence[float]) -> list[Cell]:
    """The cell, or one for each column that it spans, where its words stand over the columns as labels do: the uprights
    of a head on a dark ground are not seen."""
    if cell.last_column == cell.column or not cell.words:
        return [cell]
    words = sorted(cell.words, key=lambda word: word.x0)
    apart = WHITE * upper_median([word.y1 - word.y0 for word in words])
    runs = [[words[0]]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 >= apart:
            runs.append([])
        runs[-1].append(word)
    own = {
        bisect_right(columns, run[0].x0 + SAME_STROKE) - 1: run
        for run in runs
        if bisect_right(columns, run[0].x0 + SAME_STROKE) == bisect_left(columns, run[-1].x1 - SAME_STROKE)
    }
    if len(runs) < LABELS or len(own) < len(runs):
        return [cell]
    return [
        cell._replace(column=column, last_column=column, words=tuple(in_order(own.get(column, []))))
        for column in range(cell.column, cell.last_column + 1)
    ]


def _without_doubled_ticks(cell: Cell) -> Cell:
    """A cell with its words or, if it has none, one of its ticks: what is drawn beside a word is none."""
    words = tuple(word for word in cell.words if not is_tick(word))
    return cell._replace(words=words or cell.words[:1])


def _by_lines(cells: list[Cell]) -> list[Cell]:
    """The cells, a row without rules in it parted where its cells hold many lines each: each level is a row then."""
    parted: list[Cell] = []
    below = 0  # rows that the parting of those above added
    for row in sorted({cell.row for cell in cells}):
        own = [cell for cell in cells if cell.row == row]
        tall = [cell for cell in own if is_tall(cell)]
        levels = rows_of([word for cell in own for word in cell.words]) if len(tall) > 1 else []
        for k, level in enumerate(levels):
            at = {id(word) for word in level}
            for cell in own:
                words = tuple(word for word in cell.words if id(word) in at)
                number = row + below + k
                parted.append(Cell(number, cell.column, number, cell.last_column, words))
        if not levels:
            parted += [cell._replace(row=cell.row + below, last_row=cell.last_row + below) for cell in own]
        below += max(len(levels) - 1, 0)
    return parted


def _borders(places: Iterable[float]) -> list[float]:
    """The places, those within a stroke's width taken for one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > SAME_STROKE:
            kept.append(place)
    return kept


def _between(borders: list[float], start: float, end: float) -> tuple[int, int]:
    """The first and the last of the stretches between borders that a cell takes."""
    inside = [k for k, (a, b) in enumerate(pairwise(borders)) if start < (a + b) / 2 < end]
    return (inside[0], inside[-1]) if inside else (0, 0)


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of another box lies in a box."""
    x0, y0, x1, y1 = other
    return box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (y0 + y1) / 2 <= box[3]
