"""Words to lines, and lines to the order in which a person reads them: bands, columns, rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import pstdev
from typing import Literal

from delibparse.layout.aligned import aligned, banded
from delibparse.layout.rows import Row, Strip, inner_gaps, rows_of, shared_strips, upper_median, white
from delibparse.layout.ruled import ruled
from delibparse.layout.tables import Table
from delibparse.reading.model import Box, Ink, Page, Word

Role = Literal["body", "header", "footer", "margin", "stamp"]

GUTTER = 2.2
"""Width, in line heights, from which a white strip between words parts cells or columns."""

CELL_WORDS = 4.0
"""Columns whose lines hold no more words than this on average are a table, read row by row."""

THIN_GUTTER, THIN_ROWS, THIN_BOTH = 0.6, 12, 6
"""A margin column stands closer to the text. So thin a strip is a gutter when it goes through this many rows, this
many of them with words on both sides: no river of chance in a justified text does."""

LONGEST_RUN = 200


@dataclass(slots=True)
class Line:
    """Words on one level, left to right. `block` numbers the column or band of its page that it stands in; the box is
    that of the words, `middle` and `height` those of the usual word; `is_plain` as of its page; `table` is the one
    that it is a row of."""

    page: int
    words: list[Word]
    block: int = 0
    role: Role = "body"
    gaps: list[int] = field(default_factory=list)  # indexes of the words that a wide gap precedes
    is_plain: bool = False
    table: Table | None = None
    x0: float = field(init=False)
    x1: float = field(init=False)
    y0: float = field(init=False)
    y1: float = field(init=False)
    middle: float = field(init=False)
    height: float = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        words = self.words
        self.x0, self.x1 = words[0].x0, max(word.x1 for word in words)
        self.y0, self.y1 = min(word.y0 for word in words), max(word.y1 for word in words)
        self.middle = upper_median([word.middle for word in words])
        self.height = upper_median([word.y1 - word.y0 for word in words])
        self.text = " ".join([word.text for word in words])

    @property
    def confidence(self) -> float:
        return sum(word.confidence for word in self.words) / len(self.words)


def page_lines(page: Page) -> list[Line]:
    """The lines of a page in reading order; each row of a table is one, whatever its cells' heights."""
    words = [word for word in page.words if word.ink == "black"]
    lines: list[Line] = []
    for part in _parts(page, words):
        if isinstance(part, Table):
            lines += _rows(part, _next_block(lines), page.is_plain)
            continue
        for block, rows in enumerate(_ordered(part, page.is_plain), _next_block(lines)):
            lines += [_line(page.number, row, block, is_plain=page.is_plain) for row in rows]
    return lines


def _next_block(lines: list[Line]) -> int:
    return lines[-1].block + 1 if lines else 0


def _parts(page: Page, words: list[Word]) -> Iterator[list[Row] | Table]:
    """The tables of a page, and the rows of words above, between and below them."""
    enclosed = ruled(page, words) or banded(page, words)
    inside = {id(word) for table in enclosed for cell in table.cells for word in cell.words}
    free = [word for word in words if id(word) not in inside and not is_sideways(word.text, word.box)]
    for table in enclosed:
        yield from _with_aligned(page, [word for word in free if word.middle < table.box[1]])
        free = [word for word in free if word.middle >= table.box[1]]
        yield table
    yield from _with_aligned(page, free)


def _with_aligned(page: Page, words: list[Word]) -> Iterator[list[Row] | Table]:
    rows = rows_of(words)
    done = 0
    for first, end, table in aligned(page, rows):
        yield rows[done:first]
        yield table
        done = end
    yield rows[done:]


def _rows(table: Table, block: int, is_plain: bool) -> list[Line]:
    """A line for each row of a table, its cells parted by gaps."""
    lines = []
    for number in range(table.rows):
        cells = table.row(number)
        if cells:
            line = Line(
                table.page, [word for cell in cells for word in cell.words], block, is_plain=is_plain, table=table
            )
            line.gaps = list(accumulate(len(cell.words) for cell in cells))[:-1]
            lines.append(line)
    return lines


def loose_lines(page: Page) -> list[Line]:
    """Lines of the words that are not text: coloured ink, what was laid over the page, and words written sideways."""
    level = [word for word in page.words if word.ink != "black" and not is_sideways(word.text, word.box)]
    stamped = [line for ink in STAMPED for line in stamp_lines(page.number, [w for w in level if w.ink == ink])]
    sideways = [word for word in page.words if is_sideways(word.text, word.box)]
    return stamped + [_line(page.number, [word], -1, "stamp") for word in sideways]


STAMPED: tuple[Ink, ...] = ("colour", "over")


def stamp_lines(page: int, words: list[Word]) -> list[Line]:
    """The lines of words that are a stamp's or a band's."""
    return [_line(page, row, -1, "stamp") for row in rows_of(words)]


def _line(page: int, words: list[Word], block: int, role: Role = "body", is_plain: bool = False) -> Line:
    line = Line(page, words, block, role, is_plain=is_plain)
    wide = GUTTER * max(line.height, 1.0)
    line.gaps = [k for k in range(1, len(words)) if words[k].x0 - words[k - 1].x1 > wide]
    return line


def is_sideways(text: str, box: Box) -> bool:
    """Whether a word is written sideways: it stands higher than it is wide."""
    return len(text) >= 4 and (box[3] - box[1]) > 2.2 * (box[2] - box[0])


def _ordered(rows: list[Row], is_plain: bool, depth: int = 0) -> list[list[Row]]:
    """Blocks of rows in reading order: columns side by side are read one after the other."""
    if depth > 6 or len(rows) < 2:
        return [rows] if rows else []
    height = upper_median([word.y1 - word.y0 for row in rows for word in row])
    blocks: list[list[Row]] = []
    pending: list[Row] = []
    k = 0
    while k < len(rows):
        end, gutter = _columnar_run(rows, k, GUTTER * height)
        sides = _sides(rows[k:end], gutter) if gutter else None
        if sides is None and depth == 0 and not is_plain:  # plain text has no strip thinner than a space
            end, gutter = _columnar_run(rows, k, THIN_GUTTER * height)
            sides = _margin(rows[k:end], gutter) if gutter else None
        if sides is None:
            pending.append(rows[k])
            k += 1
            continue
        if pending:
            blocks.append(pending)
            pending = []
        for side in sides:
            blocks += _ordered(rows_of(side), is_plain, depth + 1)
        k = end
    if pending:
        blocks.append(pending)
    return blocks


def _columnar_run(rows: list[Row], first: int, least: float) -> tuple[int, Strip | None]:
    """The longest run of rows from `first` that one white strip at least `least` wide goes through, and the strip."""
    gaps = inner_gaps(rows[first], least)
    if not gaps:
        return first + 1, None
    end = first + 1
    while end < len(rows) and end - first < LONGEST_RUN:
        shared = shared_strips(gaps, white(rows[end]), least)
        if not shared:
            break
        gaps = shared
        end += 1
    return end, max(gaps, key=lambda gap: gap[1] - gap[0])


def _sides(rows: list[Row], gutter: Strip) -> tuple[list[Word], list[Word]] | None:
    """The words on either side of a gutter, if they are columns to be read one after the other.

    They are not when the rows are those of a table: labels and values ("POUR :    28"), or short cells whose left
    edges are aligned ("M. BEN EMBAREK    JP. ABELIN"). Signatures side by side are short too, but centred.
    """
    middle = (gutter[0] + gutter[1]) / 2
    left = [word for row in rows for word in row if word.x1 <= middle]
    right = [word for row in rows for word in row if word.x0 >= middle]
    lefts, rights = rows_of(left), rows_of(right)
    both = [row for row in rows if row[0].x1 <= middle and row[-1].x0 >= middle]
    if len(lefts) < 2 or len(rights) < 2 or len(both) < 2:
        return None
    labelled = sum([w for w in row if w.x1 <= middle][-1].text.endswith((":", ".", "…")) for row in both)
    if labelled > len(both) / 2:
        return None
    if sum(any(c.isalpha() for w in row for c in w.text) for row in rights) < len(rights) / 2:
        return None
    if sum(_is_mark(row) for row in lefts) > 0.6 * len(lefts):
        return None
    if any(all(word.text.isdigit() for word in row) and len(row) > 1 for row in both):
        return None  # the figures of a table, under their labels
    first, last = rows.index(both[0]), rows.index(both[-1])
    cells = [word for row in rows[first : last + 1] for word in row]  # what stands below one column alone is no cell
    lefts = rows_of([word for word in cells if word.x1 <= middle])
    rights = rows_of([word for word in cells if word.x0 >= middle])
    if max(_words_a_cell(lefts), _words_a_cell(rights)) > CELL_WORDS:
        return left, right
    if not (_centred(lefts) and _centred(rights)):
        return None
    return left, right


def _words_a_cell(rows: list[Row]) -> float:
    """Words between wide gaps, on average: a side may hold two columns of names itself."""
    words = sum(map(len, rows))
    cells = sum(1 + len(inner_gaps(row, GUTTER * max(row[0].y1 - row[0].y0, 1.0))) for row in rows)
    return words / cells


def _is_mark(row: list[Word]) -> bool:
    """Whether a cell holds nothing but the number or the mark of the text beside it: II, 3., a), •"""
    text = row[0].text.strip(".-)°/(:")
    return len(row) == 1 and (len(text) <= 1 or text.isdigit() or set(text) <= set("IVX"))


def _margin(rows: list[Row], gutter: Strip) -> tuple[list[Word], list[Word]] | None:
    """The words of a margin column and of the text beside it, if that is what a thin gutter parts."""
    middle = (gutter[0] + gutter[1]) / 2
    both = [row for row in rows if row[0].x1 <= middle and row[-1].x0 >= middle]
    if len(rows) < THIN_ROWS or len(both) < THIN_BOTH:
        return None
    left = [word for row in rows for word in row if word.x1 <= middle]
    right = [word for row in rows for word in row if word.x0 >= middle]
    if len(right) < CELL_WORDS * len(rows_of(right)):
        return None
    lefts = rows_of(left)
    if sum(_is_mark(row) for row in lefts) > 0.6 * len(lefts):
        return None
    return left, right


def _centred(rows: list[Row]) -> bool:
    """Whether the rows' centres are better aligned than their left edges."""
    edges = pstdev(row[0].x0 for row in rows)
    centres = pstdev((row[0].x0 + row[-1].x1) / 2 for row in rows)
    return centres < 0.5 * edges
