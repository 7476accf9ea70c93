"""The pages as every format tells them: paragraphs of rows of words, in reading order, each word on its base line.

A sheet says nothing of a format: boxes are points of the reading frame of its page, as in `reading.model`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from delibparse.layout import paragraphs
from delibparse.layout.compose import laid_out
from delibparse.layout.hyphens import cuts, made_whole
from delibparse.layout.lines import Line, Role, is_sideways
from delibparse.layout.rows import rows_of
from delibparse.reading.model import Box, Page, Word, around
from delibparse.reading.sizes import BELOW, DESCENT

Read = Mapping[tuple[int, Box], str]
"""By page number and box, what stood in the place of a word that was mended."""

ORDER: tuple[Role, ...] = ("header", "margin", "body", "footer", "stamp")
"""In which the parts of a page follow each other."""

NEAR_BASE, UNDER_BASE = 0.2, 0.3
"""Sizes of type within which a word stands on its row's base line, and by which it may end above it."""

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What no text of a page holds, and XML 1.0 mostly forbids."""

_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
"""Letters joined in print, which who searches types one by one. Œ and æ are letters of their own."""


class Printed(NamedTuple):
    """A word as it is told. `base` is the level of its base line, `size` that of its type, in points; `read` is what
    stood in its place before it was mended."""

    text: str
    box: Box
    confidence: float
    base: float
    size: float
    read: str | None = None

    @property
    def is_sideways(self) -> bool:
        return is_sideways(self.text, self.box)


@dataclass(frozen=True, slots=True)
class Row:
    """Words on one level, left to right. `gaps` are the indexes of those that a wide gap precedes, `cell` numbers the
    cell of a table's row. `whole` is the word that the hyphen at the row's end cuts; the next row opens with its
    rest."""

    words: tuple[Printed, ...]
    gaps: frozenset[int] = frozenset()
    cell: int = 0
    whole: str | None = None

    @property
    def box(self) -> Box:
        return around(word.box for word in self.words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that belong together: a paragraph, or a row of a table with the rows of its cells one after the other.
    `block` numbers the column or band of its page that it stands in."""

    rows: tuple[Row, ...]
    role: Role = "body"
    block: int = 0
    is_table: bool = False

    @property
    def box(self) -> Box:
        return around(row.box for row in self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, and what it says."""

    page: Page
    paragraphs: tuple[Paragraph, ...]

    def rows(self) -> Iterator[Row]:
        for paragraph in self.paragraphs:
            yield from paragraph.rows


def sheets(pages: list[Page], read: Read) -> list[Sheet]:
    """Pages as sheets, in their order."""
    body, aside = laid_out(pages)
    opening = paragraphs.starts(body, paragraphs.bullets(body))
    found: dict[int, list[Paragraph]] = {page.number: [] for page in pages}
    recognised = {page.number: page.is_recognised for page in pages}
    for lines in _together(body, opening):
        found[lines[0].page].append(_paragraph(lines, recognised[lines[0].page], read))
    for lines in _together(aside, [True] * len(aside)):
        found[lines[0].page].append(_paragraph(lines, recognised[lines[0].page], read))
    return [
        Sheet(page, tuple(sorted(found[page.number], key=lambda paragraph: ORDER.index(paragraph.role))))
        for page in pages
    ]


def _together(lines: list[Line], opening: list[bool]) -> Iterator[list[Line]]:
    """The lines of each paragraph, those of one page and block at most; a table's row alone."""
    held: list[Line] = []
    for line, opens in zip(lines, opening, strict=True):
        if held and (opens or line.table or held[-1].table or _column(line) != _column(held[-1])):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _column(line: Line) -> tuple[int, int, Role]:
    return line.page, line.block, line.role


def _paragraph(lines: list[Line], recognised: bool, read: Read) -> Paragraph:
    first = lines[0]
    if first.table is not None:
        rows = tuple(
            _row(first.page, words, frozenset(), recognised, read, cell) for cell, words in _rows_of_cells(first)
        )
        return Paragraph(rows, first.role, first.block, is_table=True)
    rows = tuple(_row(line.page, line.words, frozenset(line.gaps), recognised, read) for line in lines)
    return Paragraph(_with_cut_words(rows), first.role, first.block)


def _rows_of_cells(line: Line) -> Iterator[tuple[int, list[Word]]]:
    """The rows of words of each cell of a table's row, and the cell's number."""
    for cell, (start, end) in enumerate(pairwise([0, *line.gaps, len(line.words)])):
        for words in rows_of(line.words[start:end]):
            yield cell, words


def _with_cut_words(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    found = []
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        head, rest = row.words[-1].text, following.words[0].text if following else ""
        whole = made_whole(head, rest) if rest and cuts(head, rest) else None
        found.append(Row(row.words, row.gaps, row.cell, whole))
    return tuple(found)


def _row(page: int, words: list[Word], gaps: frozenset[int], recognised: bool, read: Read, cell: int = 0) -> Row:
    """A row of words, on the base line that most of them stand on."""
    bases = [_base(word, recognised) for word in words]
    lettered = [base for word, base in zip(words, bases, strict=True) if _is_lettered(word)]
    usual = median(lettered) if lettered else None
    sizes = [_size(word) for word in words]
    printed = tuple(
        Printed(
            told(word.text),
            word.box,
            word.confidence,
            _level(word, base, usual, size),
            size,
            read.get((page, word.box)),
        )
        for word, base, size in zip(words, bases, sizes, strict=True)
    )
    return Row(printed, gaps, cell)


def told(text: str) -> str:
    """A word's text for those who search it: ligatures undone, without what no format may hold."""
    return _FORBIDDEN.sub("", text.translate(_LIGATURES)) or "\ufffd"


def _is_lettered(word: Word) -> bool:
    return any(c.isalnum() for c in word.text)


def _size(word: Word) -> float:
    across = word.x1 - word.x0 if is_sideways(word.text, word.box) else word.y1 - word.y0
    return word.type.size or max(across, 1.0)


def _base(word: Word, recognised: bool) -> float:
    """The base line of a word alone: its box is that of its ink, or, in a text layer, of its type."""
    goes_below = not recognised or not BELOW.isdisjoint(word.text)
    return word.y1 - DESCENT * _size(word) * goes_below


def _level(word: Word, base: float, usual: float | None, size: float) -> float:
    """The base line that a word is told to stand on: its own where that is near its row's."""
    if usual is None or is_sideways(word.text, word.box):
        return base
    if not _is_lettered(word):
        return usual  # a dash hangs, a comma falls below
    if abs(base - usual) <= NEAR_BASE * size:
        return base
    return usual if word.y0 < usual <= word.y1 + UNDER_BASE * size else base


def cells_of(paragraph: Paragraph) -> Iterable[list[Row]]:
    """The rows of each cell of a table's row."""
    by_cell: dict[int, list[Row]] = {}
    for row in paragraph.rows:
        by_cell.setdefault(row.cell, []).append(row)
    return by_cell.values()
