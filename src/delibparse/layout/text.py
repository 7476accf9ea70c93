"""Text that remembers: a plain string in which every character knows the word on the page that it came from.

Grammars match regexes on `Text.value`; a match is a `Span`, and a span gives the boxes, the page and the confidence
of what it matched. Provenance costs the grammars nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import regex

from delibparse.layout.grid import Grid
from delibparse.layout.piece import Piece
from delibparse.layout.shape import Shape
from delibparse.reading.model import UNSET, Box, Type, Word, around
from delibparse.wording import EXACT, Lexicon, Searched, Template

SHORT = 8
"""A value of up to this many words is as sure as its least sure word; a longer one as its words on average."""

LONGEST_LINE = 300
"""Characters of a page's longest line."""

LINE, PARAGRAPH = "\n", "\n\n"


class Place(NamedTuple):
    """Where one line of a span stands. `box` in points of the reading frame of the page; `position` is the range of
    character offsets in a plain text file, None elsewhere."""

    page: int
    box: Box
    words: tuple[Word, ...]
    text: str
    position: tuple[int, int] | None


class Text:
    """An immutable string with its memory. `\\n` parts lines, `\\n\\n` paragraphs, `\\t` the cells of a row.

    `lexicon` is the one that it is read with: the templates that its spans are searched for are compiled by it.
    `is_plain` tells the text of a plain text file, whose words have offsets and no boxes. `grids` are its tables,
    `shapes` how its lines stand on their pages.
    """

    def __init__(
        self,
        value: str,
        pieces: list[Piece],
        lexicon: Lexicon,
        ocr_pages: frozenset[int] = frozenset(),
        is_plain: bool = False,
        grids: tuple[Grid, ...] = (),
        shapes: tuple[Shape, ...] = (),
    ) -> None:
        self.shapes = shapes
        self.grids = grids
        self.value = value
        self.pieces = pieces
        self.lexicon = lexicon
        self.ocr_pages = ocr_pages
        self.is_plain = is_plain
        self._starts = [piece.start for piece in pieces]
        self._cells = sorted({place for grid in grids for row in grid.rows for place in row if place is not None})

    def __len__(self) -> int:
        return len(self.value)

    def is_in_cell(self, offset: int) -> bool:
        """Whether a character stands in a cell of a table."""
        k = bisect_right(self._cells, (offset, len(self.value)))
        return k > 0 and self._cells[k - 1][0] <= offset < self._cells[k - 1][1]

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return Span(self, start, len(self.value) if end is None else end)

    def pieces_between(self, start: int, end: int) -> list[Piece]:
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end, first)
        return [piece for piece in self.pieces[first:last] if piece.end > start]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text."""

    source: Text
    start: int
    end: int

    @property
    def raw(self) -> str:
        return self.source.value[self.start : self.end]

    @property
    def text(self) -> str:
        """The words, white space folded."""
        return " ".join(self.raw.split())

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return self.end > self.start and not self.raw.isspace()

    def sub(self, start: int, end: int) -> Span:
        """A part of this span, offsets relative to it."""
        return Span(self.source, self.start + start, self.start + end)

    def group(self, match: regex.Match[str], group: int | str = 0) -> Span:
        """The part that a group of a match on `raw` took."""
        return self.sub(match.start(group), match.end(group))

    def strip(self, extra: str = "") -> Span:
        """Without white space, and the characters of `extra`, at both ends."""
        raw = self.raw
        unwanted = extra + " \t\n\r\xa0\u202f"
        left = len(raw) - len(raw.lstrip(unwanted))
        right = len(raw.rstrip(unwanted))
        return self.sub(left, max(left, right))

    @property
    def lexicon(self) -> Lexicon:
        """The lexicon that the text is read with."""
        return self.source.lexicon

    def search(self, template: Searched) -> regex.Match[str] | None:
        """The first match in the span; offsets are relative to it. Raises PatternTimeout."""
        return self.source.lexicon.search(template, self.raw)

    def match(self, template: Searched) -> regex.Match[str] | None:
        """The match that the span begins with."""
        return self.source.lexicon.match(template, self.raw)

    def matches(self, template: Searched) -> list[regex.Match[str]]:
        """All matches in the span."""
        return self.source.lexicon.matches(template, self.raw)

    def split(self, template: Searched) -> list[Span]:
        """The stretches between the matches, stripped, empty ones left out."""
        parts, last = [], 0
        for match in self.matches(template):
            parts.append(self.sub(last, match.start()))
            last = match.end()
        parts.append(self.sub(last, len(self)))
        return [part for part in (p.strip() for p in parts) if part]

    @property
    def is_in_table(self) -> bool:
        """Whether the span begins in a cell of a table; text may stand between the pages of one."""
        return self.source.is_in_cell(self.start)

    def tables(self) -> list[list[list[Span | None]]]:
        """The tables that begin in the span, by rows and columns: each cell's span, None for an empty one.

        A cell over several rows or columns stands in each of them.
        """
        source = self.source
        return [
            [[None if cell is None else Span(source, *cell) for cell in row] for row in grid.rows]
            for grid in source.grids
            if self.start <= grid.start < self.end
        ]

    @property
    def is_folded(self) -> bool:
        """Whether the lines of a text were folded into few long ones, as another program may leave them: most of its
        characters stand in lines that no page has."""
        return 2 * sum(len(line) for line in self.raw.split("\n") if len(line) > LONGEST_LINE) > len(self)

    def paragraphs(self) -> list[Span]:
        return self.split(_PARAGRAPHS)

    def lines(self) -> list[Span]:
        return self.split(_LINES)

    @property
    def pages(self) -> list[int]:
        return sorted({piece.page for piece in self.source.pieces_between(self.start, self.end)})

    @property
    def confidence(self) -> float:
        return confidence_of(piece.word for piece in self.source.pieces_between(self.start, self.end))

    @property
    def is_suspect(self) -> bool:
        """Whether one of its words is a figure that others contradict and a second reading too."""
        return any(piece.word.suspect for piece in self.source.pieces_between(self.start, self.end))

    @property
    def shape(self) -> Shape | None:
        """How the line that the span begins in stands on its page; None where the text has no lines."""
        pieces = self.source.pieces_between(self.start, self.end)
        return self.source.shapes[pieces[0].line] if pieces and self.source.shapes else None

    @property
    def type(self) -> Type:
        """How most of the letters of the span are set; UNSET for no word."""
        letters: dict[Type, int] = {}
        for piece in self.source.pieces_between(self.start, self.end):
            letters[piece.word.type] = letters.get(piece.word.type, 0) + piece.end - piece.start
        return max(letters, key=lambda kind: letters[kind], default=UNSET)

    @property
    def is_underlined(self) -> bool:
        """Whether most of its words are."""
        words = [piece.word for piece in self.source.pieces_between(self.start, self.end)]
        return 2 * sum(word.underlined for word in words) > len(words)

    @property
    def is_ocr(self) -> bool:
        pieces = self.source.pieces_between(self.start, self.end)
        return bool(pieces) and pieces[0].page in self.source.ocr_pages

    def places(self) -> list[Place]:
        """One place for each line of the page that the span touches."""
        groups: dict[tuple[int, int], list[Piece]] = {}
        for piece in self.source.pieces_between(self.start, self.end):
            groups.setdefault((piece.page, piece.line), []).append(piece)
        return [_place(page, pieces, self.source.is_plain) for (page, _), pieces in groups.items()]


def covering(spans: Iterable[Span]) -> Span:
    """From the first of some spans of one text, of which there is one at least, to the last, in whatever order."""
    found = list(spans)
    return Span(found[0].source, min(span.start for span in found), max(span.end for span in found))


def _place(page: int, pieces: list[Piece], is_plain: bool) -> Place:
    words = tuple(piece.word for piece in pieces)
    box = around(word.box for word in words)
    position = None
    if is_plain:
        position = words[0].position, words[-1].position + len(words[-1].text)
    return Place(page, box, words, " ".join(w.text for w in words), position)


def confidence_of(words: Iterable[Word]) -> float:
    """Of the least sure word of a short value, of the average word of a long one; 0.0 for no word."""
    confidences = [word.confidence for word in words]
    if not confidences:
        return 0.0
    return min(confidences) if len(confidences) <= SHORT else sum(confidences) / len(confidences)


_PARAGRAPHS = Template(r"\n{2,}", EXACT)
_LINES = Template(r"\n+", EXACT)

V = TypeVar("V", covariant=True)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A value and the stretch of text that it was read from. `misread` is the word as the engine read it, where the
    value is what it must have been ("2B" for 28)."""

    value: V
    span: Span
    misread: str | None = None
