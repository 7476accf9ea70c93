"""Tables without upright rules: level ones may part their rows, nothing but white strips their columns.

They are known by strips that go through many rows, and by columns of marks, or a first one of numbers: neither prose
nor lists of names have them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from statistics import median

import regex

from delibparse.layout.rows import Row, shared_strips, white
from delibparse.layout.tables import SAME_STROKE, Cell, Table, in_order, lacks_rules, table_of, tick
from delibparse.reading.model import Box, Page, Word, around, is_level
from delibparse.wording import Fixed

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

# ---- Level rules ---------------------------------------------------------------------------------------------------


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
    level = [box for box in rules if is_level(box)]
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
    strips = white(bands[0], least)
    for band in bands[1:]:
        strips = shared_strips(strips, white(band, 0.0), least)
    edges = (ends[0], *((a + b) / 2 for a, b in strips[1:-1]), ends[1])
    edges = _apart(edges, bands, least * CELL / BANDED_STRIP)
    parted = [[in_order(cell) for cell in _parted(band, edges)] for band in bands]
    if len(edges) < 4 or not _is_told(parted):
        return None
    table = table_of(page, parted, edges)
    return None if page.is_recognised and lacks_rules(table.cells) else table


def _apart(edges: tuple[float, ...], bands: Sequence[Row], least: float) -> tuple[float, ...]:
    """The borders of columns without those on one side of which the head has no label, and over which no row has white
    at least so wide: words of one cell that end alike in each row part it in two ("Pouvoir à | M. Luc PETIT")."""
    kept = [edges[0]]
    for border, right in pairwise(edges[1:]):
        left = kept[-1]
        labelled = [
            any(a < (word.x0 + word.x1) / 2 <= b for word in bands[0]) for a, b in ((left, border), (border, right))
        ]
        if all(labelled) or any(_parts(border, band, least) for band in bands[1:]):
            kept.append(border)
    return (*kept, edges[-1])


def _parts(border: float, band: Row, least: float) -> bool:
    """Whether a row has words on both sides of a border, so far from each other."""
    before = [word.x1 for word in band if word.x1 <= border]
    behind = [word.x0 for word in band if word.x0 >= border]
    return bool(before and behind) and min(behind) - max(before) >= least


# ---- Without rules ------------------------------------------------------------------------------------------------


def aligned(page: Page, rows: Sequence[Row]) -> list[tuple[int, int, Table]]:
    """The tables among the rows of a page (top to bottom, each left to right) that have no upright rules.

    With each, the first of its rows and the one behind its last.
    """
    rows = _with_ticks(page, rows)
    found: list[tuple[int, int, Table]] = []
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
        done = found[-1][1] if found else 0
        while first > done and _heads(page, rows[first - 1], rows[first]):  # the row above is no other table's last
            first, table = first - 1, _with_head(table, rows[first - 1])
            if not any(is_mark(word.text) for word in rows[first]):
                break  # the head; above it was a row whose words the strips of the others cross
        found.append((first, end, table))
        first = end
    return found


def _heads(page: Page, row: Row, below: Row) -> bool:
    """Whether the row above a table is its head, whose labels stand closer than the strips are wide."""
    if page.is_plain:
        return False
    height = median(word.y1 - word.y0 for word in row)
    labels = not any(word.text.endswith((":", "=", ".", ",")) for word in row) and len(row) >= LEAST_LABELS
    return labels and below[0].y0 - row[0].y1 < MOST_APART * height and len(white(row, CELL * height)) > LEAST_LABELS


LEAST_LABELS = 3
"""Words of a head."""


def _with_head(table: Table, row: Row) -> Table:
    head = [Cell(0, column, 0, column, tuple(words)) for column, words in enumerate(_parted(row, table.edges))]
    below = [cell._replace(row=cell.row + 1, last_row=cell.last_row + 1) for cell in table.cells]
    box = around([table.box, *(word.box for word in row)])
    return Table(table.page, (*head, *below), table.edges, box)


def _with_ticks(page: Page, rows: Sequence[Row]) -> Sequence[Row]:
    """The rows with what was drawn, or lost by the engine, in a column of marks."""
    if not page.marks or not rows:
        return rows
    height = median(word.y1 - word.y0 for row in rows for word in row)
    sizes = {_size(box) for box in _in_columns(page.marks, height)}
    if not sizes:
        return rows
    ticks = [tick(box) for box in page.marks if any(_alike(_size(box), size) for size in sizes)]
    slack = height / 3
    return [
        sorted(
            [*row, *(t for t in ticks if row[0].y0 - slack < t.middle < row[0].y1 + slack)], key=lambda word: word.x0
        )
        for row in rows
    ]


def _in_columns(marks: Sequence[Box], height: float) -> list[Box]:
    """The marks that enough others stand above or below."""
    middles = sorted(box[0] + box[2] for box in marks)
    found = []
    for box in marks:
        middle = box[0] + box[2]
        if bisect_left(middles, middle + height) - bisect_right(middles, middle - height) > LEAST_MARKS:
            found.append(box)
    return found


Size = tuple[float, float]


def _size(box: Box) -> Size:
    return box[2] - box[0], box[3] - box[1]


def _alike(size: Size, other: Size) -> bool:
    """Whether two marks are of one size: few members are absent, and their ticks make no column."""
    return all(abs(a - b) <= MARK_SIZE * max(a, b) for a, b in zip(size, other, strict=True))


MARK_SIZE = 0.3
"""Share by which the sides of like marks differ."""


def _aligned_from(page: Page, rows: Sequence[Row], first: int) -> tuple[int, Table | None]:
    if any(word.text.endswith((":", "=")) for word in rows[first]):
        return first, None  # labels and their values, no head
    height = median(word.y1 - word.y0 for word in rows[first])
    if len(white(rows[first], CELL * height)) < 3:
        return first, None
    least = (PLAIN_STRIP if page.is_plain else STRIP) * height
    strips = white(rows[first], least)
    if len(strips) < 4:  # the margins, and two inside: a table of marks has three columns
        return first, None
    end = first + 1
    while end < len(rows) and rows[end][0].y0 - rows[end - 1][0].y1 < MOST_APART * height:
        shared = shared_strips(strips, white(rows[end], 0.0), least)
        fewer = len(shared) < len(strips) and end - first >= LEAST_ROWS
        if len(shared) < 4 or (fewer and len(white(rows[end], CELL * height)) < 3):
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
    return end, table_of(page, _run_on(parted, rows[first:end]), edges)


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
