"""Tables: words in rows and columns, by the rules that are drawn around them or by the white strips between them.

A ruled table's cells are found by pdfplumber from the page's strokes, whichever way they came (a text layer's paths, a
scan's ink); its own reading of a file, by pdfminer, is not used. A table without rules, or with level ones only, is
known by strips that go through many rows, and by a column of marks, or a first one of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import regex

from delibparse.layout.rows import rows_of
from delibparse.reading.model import Box, Page, Word
from delibparse.wording import Fixed

LEAST_LINES = 3
"""Level strokes, and upright ones, from which a page may hold a table of two rows and two columns."""

MOST_EDGES, MOST_CROSSINGS = 400, 2_500
"""Strokes, and points where they meet, over which a drawing is no table: finding its cells costs their square."""

SAME_STROKE = 3.0
"""Points within which strokes lie on one line, or meet: pens are up to two points wide."""

LEAST_ROWS = 4
"""Rows from which words that nothing but white strips part may be a table."""

STRIP = 0.4
"""Width of such a strip, in heights of a word: a space is a quarter, and in justified lines seldom this wide."""

CELL = 1.0
"""Width of a gap, in heights of a word, that no sentence has."""

STARTS = 3
"""Rows further down from which a table may be longer: a legend or a line of counts stands above its head."""

BANDED_STRIP = 0.3
"""The same where level rules tell the rows."""

PLAIN_STRIP = 1.2
"""The same in plain text: two spaces."""

LEAST_MARKS, MOST = 3, 0.8
"""Marks, or numbers, from which rows are a table's, and the share of a column's cells that they must be."""

TIGHT = 0.92
"""Of the usual distance between a table's rows: a line closer than this to the one above may run on from it."""

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


# ---- Ruled ---------------------------------------------------------------------------------------------------------


def ruled(page: Page, words: Sequence[Word]) -> list[Table]:
    """The tables that the strokes of a page enclose, from the top; those of one row or column hold nothing apart."""
    found = [_filled(page, cells, words) for cells in _enclosed(page.rules)]
    return [table for table in found if table is not None]


def _enclosed(rules: Iterable[Box]) -> list[list[Box]]:
    """The boxes of the cells of each table."""
    level = [box for box in rules if box[2] - box[0] > box[3] - box[1]]
    upright = [box for box in rules if box[2] - box[0] <= box[3] - box[1]]
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
    inside = [word for word in words if _holds(whole, word)]
    marks = [box for box in page.marks if _holds(whole, box)]
    cells: list[Cell] = []
    for box in boxes:
        own = [word for word in inside if _holds(box, word)]
        ticks = [Word(TICK, *mark, MARKED) for mark in marks if _holds(box, mark)] if not own else []
        first_row, last_row = _between(rows, box[1], box[3])
        first, last = _between(columns, box[0], box[2])
        cells.append(Cell(first_row, first, last_row, last, tuple(_in_order(own or ticks[:1]))))
    if not page.is_recognised:
        cells = _by_lines(cells)
    held = [cell for cell in cells if cell.words]
    if len({cell.row for cell in held}) < 2 or len({cell.column for cell in held}) < 2:
        return None
    if page.is_recognised and _lacks_rules(held):
        return None
    return Table(page.number, tuple(cells), tuple(columns), whole)


def _by_lines(cells: list[Cell]) -> list[Cell]:
    """The cells, a row without rules in it parted where its cells hold many lines each: each level is a row then."""
    parted: list[Cell] = []
    below = 0  # rows that the parting of those above added
    for row in sorted({cell.row for cell in cells}):
        own = [cell for cell in cells if cell.row == row]
        tall = [cell for cell in own if len(rows_of(list(cell.words))) >= MANY_LINES]
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


def _lacks_rules(cells: Sequence[Cell]) -> bool:
    """Whether rules of a scan were lost: two cells of one row hold many lines each."""
    tall = [cell.row for cell in cells if len(rows_of(list(cell.words))) >= MANY_LINES]
    return len(tall) > len(set(tall))


MANY_LINES = 4
"""Lines of a cell that are rather those of several rows."""


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


def _holds(box: Box, what: Word | Box) -> bool:
    x0, y0, x1, y1 = what[1:5] if isinstance(what, Word) else what
    return box[0] <= (x0 + x1) / 2 <= box[2] and box[1] <= (y0 + y1) / 2 <= box[3]


def _in_order(words: Sequence[Word]) -> list[Word]:
    return [word for row in rows_of(list(words)) for word in row]


# ---- Banded --------------------------------------------------------------------------------------------------------


def banded(page: Page, words: Sequence[Word]) -> list[Table]:
    """The tables whose rows level strokes part, and whose columns nothing but white strips."""
    found = []
    for tops in _stacks(page.rules):
        left, right = tops[0][0], tops[0][2]
        inside = [word for word in words if left - SAME_STROKE <= word.x0 and word.x1 <= right + SAME_STROKE]
        bands = [
            sorted((word for word in inside if above[1] < word.middle < below[1]), key=lambda word: word.x0)
            for above, below in pairwise(tops)
        ]
        table = _of_bands(page, [band for band in bands if band], (left, right))
        if table is not None:
            found.append(table)
    return found


def _stacks(rules: Iterable[Box]) -> list[list[Box]]:
    """Level strokes that begin and end alike and stand one below the other, enough of them to part rows."""
    level = [box for box in rules if box[2] - box[0] > box[3] - box[1]]
    joined: list[Box] = []
    for box in sorted(level, key=lambda box: (round(box[1]), box[0])):
        last = joined[-1] if joined else None
        if last and abs(last[1] - box[1]) < SAME_STROKE and box[0] - last[2] < SAME_STROKE:
            joined[-1] = last[0], last[1], max(last[2], box[2]), last[3]
        else:
            joined.append(box)
    stacks: list[list[Box]] = []
    for box in sorted(joined, key=lambda box: box[1]):
        stack = next((s for s in stacks if all(abs(s[-1][k] - box[k]) < SAME_STROKE for k in (0, 2))), None)
        if stack is None:
            stacks.append([box])
        elif box[1] - stack[-1][1] > SAME_STROKE:
            stack.append(box)
    return [stack for stack in stacks if len(stack) > LEAST_ROWS]


def _of_bands(page: Page, bands: list[Row], ends: tuple[float, float]) -> Table | None:
    if len(bands) < LEAST_ROWS:
        return None
    least = BANDED_STRIP * median(word.y1 - word.y0 for band in bands for word in band)
    strips = _white(bands[0], least)
    for band in bands[1:]:
        strips = _shared(strips, _white(band, 0.0), least)
    edges = (ends[0], *((a + b) / 2 for a, b in strips[1:-1]), ends[1])
    parted = [[_in_order(cell) for cell in _parted(band, edges)] for band in bands]
    if len(edges) < 4 or not _is_told(parted):
        return None
    table = _table(page, parted, edges)
    return None if page.is_recognised and _lacks_rules(table.cells) else table


# ---- Aligned -------------------------------------------------------------------------------------------------------

Strip = tuple[float, float]
Row = list[Word]


def aligned(page: Page, rows: Sequence[Row]) -> list[tuple[int, int, Table]]:
    """The tables among the rows of a page (top to bottom, each left to right) that have no upright rules.

    With each, the first of its rows and the one behind its last.
    """
    rows = _with_ticks(page, rows)
    found = []
    first = 0
    while first + LEAST_ROWS <= len(rows):
        end, table = _aligned_from(page, rows, first)
        if table is None:
            first += 1
            continue
        for later in range(first + 1, min(first + STARTS + 1, len(rows))):
            end_of_later, longer = _aligned_from(page, rows, later)
            if longer is not None and end_of_later > end:
                first, end, table = later, end_of_later, longer
        if table is not None and _heads(page, rows, first - 1, rows[first]):
            first, table = first - 1, _with_head(table, rows[first - 1])
        found.append((first, end, table))
        first = end
    return found


def _heads(page: Page, rows: Sequence[Row], above: int, below: Row) -> bool:
    """Whether the row above a table is its head, whose labels stand closer than the strips are wide."""
    if above < 0 or page.is_plain:
        return False
    row = rows[above]
    height = median(word.y1 - word.y0 for word in row)
    labels = not any(word.text.endswith((":", "=", ".", ",")) for word in row) and len(row) >= LEAST_LABELS
    return labels and below[0].y0 - row[0].y1 < MOST_APART * height and len(_white(row, CELL * height)) > LEAST_LABELS


LEAST_LABELS = 3
"""Words of a head."""


def _with_head(table: Table, row: Row) -> Table:
    head = [Cell(0, column, 0, column, tuple(words)) for column, words in enumerate(_parted(row, table.edges))]
    below = [cell._replace(row=cell.row + 1, last_row=cell.last_row + 1) for cell in table.cells]
    x0, y0, x1, y1 = table.box
    box = min(x0, row[0].x0), min(y0, row[0].y0), max(x1, row[-1].x1), y1
    return Table(table.page, (*head, *below), table.edges, box)


def _with_ticks(page: Page, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with what was drawn, or lost by the engine, in a column of marks."""
    if not page.marks or not rows:
        return rows
    height = median(word.y1 - word.y0 for row in rows for word in row)
    columns = [box for box in page.marks if _in_column(box, page.marks, height)]
    if not columns:
        return rows
    ticks = [Word(TICK, *box, MARKED) for box in page.marks if any(_alike(box, other) for other in columns)]
    slack = height / 3
    return [
        sorted(
            [*row, *(t for t in ticks if row[0].y0 - slack < t.middle < row[0].y1 + slack)], key=lambda word: word.x0
        )
        for row in rows
    ]


def _in_column(box: Box, others: Sequence[Box], height: float) -> bool:
    middle = box[0] + box[2]
    return sum(abs(middle - other[0] - other[2]) < height for other in others) > LEAST_MARKS


def _alike(box: Box, other: Box) -> bool:
    """Whether two marks are of one size: few members are absent, and their ticks make no column."""
    sides = ((box[k + 2] - box[k], other[k + 2] - other[k]) for k in (0, 1))
    return all(abs(a - b) <= MARK_SIZE * max(a, b) for a, b in sides)


MARK_SIZE = 0.3
"""Share by which the sides of like marks differ."""


def _aligned_from(page: Page, rows: Sequence[Row], first: int) -> tuple[int, Table | None]:
    if any(word.text.endswith((":", "=")) for word in rows[first]):
        return first, None  # labels and their values, no head
    height = median(word.y1 - word.y0 for word in rows[first])
    if len(_white(rows[first], CELL * height)) < 3:
        return first, None
    least = (PLAIN_STRIP if page.is_plain else STRIP) * height
    strips = _white(rows[first], least)
    if len(strips) < 4:  # the margins, and two inside: a table of marks has three columns
        return first, None
    end = first + 1
    while end < len(rows) and rows[end][0].y0 - rows[end - 1][0].y1 < MOST_APART * height:
        shared = _shared(strips, _white(rows[end], 0.0), least)
        fewer = len(shared) < len(strips) and end - first >= LEAST_ROWS
        if len(shared) < 4 or (fewer and len(_white(rows[end], CELL * height)) < 3):
            break  # a sentence crosses the strips of the table above it
        strips = shared
        end += 1
    borders = [(a + b) / 2 for a, b in strips[1:-1]]
    left = min(row[0].x0 for row in rows[first:end])
    right = max(word.x1 for row in rows[first:end] for word in row)
    edges = (left, *borders, right)
    parted = _without_tail([_parted(row, edges) for row in rows[first:end]], rows[first:end])
    if len(parted) < LEAST_ROWS or not _is_told(parted):
        return first, None
    end = first + len(parted)
    return end, _table(page, _run_on(parted, rows[first:end]), edges)


def _without_tail(parted: list[list[Row]], rows: Sequence[Row]) -> list[list[Row]]:
    """The rows without the last ones, from the one that stands further below than rows do, or holds a label, with words
    in the first cell only: what follows a table may be as narrow as its first column."""
    usual = median(below[0].middle - above[0].middle for above, below in pairwise(rows)) if len(rows) > 1 else 0.0
    kept = len(parted)
    for k in range(len(parted) - 1, 0, -1):
        if any(parted[k][1:]):
            break
        apart = rows[k][0].middle - rows[k - 1][0].middle > WIDER * usual
        if apart or any(word.text.endswith(":") for word in rows[k]):
            kept = k
    return parted[:kept]


WIDER = 1.2
"""Of the usual distance between a table's rows: a line further below the last one is none of it."""


MOST_APART = 3.0
"""Heights of a word between two rows of one table at most."""


def _white(row: Row, least: float) -> list[Strip]:
    """Where a row has no ink, its margins included."""
    gaps: list[Strip] = [(float("-inf"), row[0].x0)]
    right = row[0].x1
    for word in row[1:]:
        if word.x0 - right >= least:
            gaps.append((right, word.x0))
        right = max(right, word.x1)
    return [*gaps, (right, float("inf"))]


def _shared(strips: Sequence[Strip], others: Sequence[Strip], least: float) -> list[Strip]:
    both = ((max(a0, b0), min(a1, b1)) for a0, a1 in strips for b0, b1 in others)
    return [strip for strip in both if strip[1] - strip[0] >= least]


def _parted(row: Row, edges: Sequence[float]) -> list[Row]:
    """The words of a row by column."""
    cells: list[Row] = [[] for _ in range(len(edges) - 1)]
    column = 0
    for word in row:
        while column + 2 < len(edges) and (word.x0 + word.x1) / 2 > edges[column + 1]:
            column += 1
        cells[column].append(word)
    return cells


_MARK = Fixed(r"[^\p{Ll}\d\s.,;:'’-]|[x1]|(?!Mm\w)\p{Lu}\p{Ll}{1,3}\.|(?i:oui|non|abs|exc|prés?|repr?)", regex.V1)


def is_mark(text: str) -> bool:
    """Whether a cell says by a mark that something is so: X, ✓, 1, P, Exc., OUI; not a word, a figure, a civility."""
    return _MARK.fullmatch(text) is not None


def _is_told(rows: Sequence[Sequence[Row]]) -> bool:
    """Whether columns below the head hold nothing but marks, or the first one nothing but numbers."""
    columns = [
        [" ".join(word.text for word in cell) for cell in column if cell] for column in zip(*rows[1:], strict=True)
    ]
    marks = sum(len(column) for column in columns[1:] if _mostly(is_mark, column))
    numbers = len(columns[0]) if _mostly(_is_number, columns[0]) else 0
    return max(marks, numbers) >= LEAST_MARKS


def _mostly(test: Callable[[str], bool], texts: Sequence[str]) -> bool:
    return sum(map(test, texts)) >= MOST * len(texts)


def _is_number(text: str) -> bool:
    """Whether a cell is the number of its row: 12, 2023-031, DEL_04."""
    return " " not in text and any(c.isdigit() for c in text) and "," not in text


def _run_on(parted: Sequence[Sequence[Row]], rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of cells, a line whose first cell is empty put to the nearer of its neighbours: a cell of two lines may
    stand around the middle of its row. Where most lines have no first cell it is one that spans rows."""
    pitch = [below[0].middle - above[0].middle for above, below in pairwise(rows)]
    usual = median(pitch)
    spans = sum(not cells[0] for cells in parted) > 0.4 * len(parted)
    joined: list[list[Row]] = []
    waiting: list[Row] | None = None  # a line that belongs to the row below it
    for k, cells in enumerate(parted):
        above = pitch[k - 1] if k else float("inf")
        below = pitch[k] if k < len(pitch) else float("inf")
        part = sum(map(bool, cells)) <= 2 and min(above, below) <= usual
        if waiting is None and not spans and not cells[0] and part and below < above and k < len(pitch):
            waiting = [list(cell) for cell in cells]
            continue
        runs_on = not spans and not cells[0] and part
        close = above < TIGHT * usual and not any(cells[1:])
        if joined and waiting is None and (runs_on or close):
            joined[-1] = [first + then for first, then in zip(joined[-1], cells, strict=True)]
            continue
        before = waiting or [[] for _ in cells]
        joined.append([first + list(then) for first, then in zip(before, cells, strict=True)])
        waiting = None
    return joined


def _table(page: Page, rows: Sequence[Sequence[Row]], edges: tuple[float, ...]) -> Table:
    cells = tuple(
        Cell(number, column, number, column, tuple(words))
        for number, row in enumerate(rows)
        for column, words in enumerate(row)
    )
    words = [word for cell in cells for word in cell.words]
    box = min(w.x0 for w in words), min(w.y0 for w in words), max(w.x1 for w in words), max(w.y1 for w in words)
    return Table(page.number, cells, edges, box)
