"""Pages of words to two texts: the body, in sentences, and the furniture around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from delibparse.layout import bands, furniture, margins, paragraphs
from delibparse.layout.grid import grids_of
from delibparse.layout.hyphens import HYPHENS, cuts, keeps_hyphen
from delibparse.layout.lines import Line, Role, loose_lines, page_lines, stamp_lines
from delibparse.layout.piece import Piece
from delibparse.layout.rows import rows_of
from delibparse.layout.shape import shapes_of
from delibparse.layout.slips import put_right
from delibparse.layout.text import LINE, PARAGRAPH, Text
from delibparse.reading.model import Page, Word
from delibparse.wording import Fixed, Lexicon

BULLET = "• "
"""How every list mark is written in a text."""

NOISE = 0.3
"""Confidence under which a mark without a letter or figure is dust."""

END_NOISE = 0.65
"""The same for a stroke that ends a line, where no list mark stands and a dash seldom does."""

LIST_MARKS = frozenset("+*•·°-–»>")
"""Marks that may be a bullet however unsure: tesseract reads • as a + that it doubts."""

RULES = frozenset("|¦")
"""What the engine makes of a piece of a table's rule."""

STROKES = frozenset("-–—*|_\\/'°~=<>^`´¬«»•·+")

DATED = Fixed(r"\d{1,2}\s*\p{L}{3,9}\.?\s*\d{2,4}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}")


class Row(NamedTuple):
    """A line, what parts it from the one before, and how many characters of it are its bullet."""

    line: Line
    parting: str
    bullet: int


@dataclass(slots=True)
class Composition:
    """`body` is the text; `furniture` holds the running headers, footers, bands and stamps, a line each."""

    body: Text
    furniture: Text


class _Kind(NamedTuple):
    """What the two texts of a file have in common."""

    lexicon: Lexicon
    ocr_pages: frozenset[int]
    is_plain: bool


def compose(pages: list[Page], lexicon: Lexicon) -> Composition:
    """The texts of a file's pages, to be read with a lexicon."""
    body, aside = laid_out(pages)
    ocr = frozenset(page.number for page in pages if page.is_recognised)
    kind = _Kind(lexicon, ocr, any(page.is_plain for page in pages))
    return Composition(_body(body, kind), _text([Row(line, PARAGRAPH, 0) for line in aside], kind))


def laid_out(pages: list[Page]) -> tuple[list[Line], list[Line]]:
    """The lines of the text in reading order, and those around it: furniture, bands, stamps, words written sideways."""
    lines: dict[int, list[Line]] = {}
    loose: list[Line] = []
    in_bands, pages = bands.part(pages)
    found = margins.find_margins(pages)
    beside: dict[int, list[Line]] = {}
    for page in pages:
        cleaned = _cleaned(page)
        if page.number in found.edges:
            role: Role = "margin" if found.repeated and page.number > 1 else "body"
            beside[page.number], cleaned = _parted(cleaned, found.edges[page.number], role)
        lines[page.number] = [_without_end_noise(line) for line in page_lines(cleaned)]
        loose += loose_lines(cleaned) + stamp_lines(page.number, in_bands.get(page.number, []))
    furniture.mark(pages, lines)
    in_order = [line for page in pages for line in (*beside.get(page.number, ()), *lines[page.number])]
    body = [line for line in in_order if line.role == "body"]
    aside = sorted([line for line in in_order if line.role != "body"] + loose, key=lambda line: line.page)
    return body, aside


def _parted(page: Page, edge: float, role: Role) -> tuple[list[Line], Page]:
    """The lines of the margin column, in their role, and the page without them."""
    margin, text = margins.split(page, edge)
    lines = page_lines(replace(page, words=margin))
    for line in lines:
        line.role = role
    return lines, replace(page, words=text)


def _body(lines: list[Line], kind: _Kind) -> Text:
    bulleted = paragraphs.bullets(lines)
    opening = paragraphs.starts(lines, bulleted)
    rows = [
        Row(line, PARAGRAPH if opens else LINE, bulleted.get(k, 0))
        for k, (line, opens) in enumerate(zip(lines, opening, strict=True))
    ]
    return _text(rows, kind)


def _cleaned(page: Page) -> Page:
    """The page without dust, and with the dates that a hand stamp added to a printed line made part of the text."""
    words = [w for w in page.words if w.confidence >= NOISE or w.text in LIST_MARKS or any(c.isalnum() for c in w.text)]
    if page.is_recognised:
        words = [word for word in words if not set(word.text) <= RULES]
    printed = [word for word in words if word.ink == "black"]
    dates = {
        word
        for row in rows_of([word for word in words if word.ink == "colour"])
        if DATED.fullmatch(" ".join(word.text for word in row).strip(" .,:;|"))
        and any(_follows(before, row[0]) for before in printed)
        for word in row
    }
    words = [word._replace(ink="black") if word in dates else word for word in words]
    return replace(page, words=put_right(words) if page.is_recognised else words)


def _without_end_noise(line: Line) -> Line:
    """The line without the strokes at its end that are a stamp's edge or a speck."""
    if line.table is not None:
        return line
    kept = len(line.words)
    while kept > 1 and line.words[kept - 1].confidence < END_NOISE and set(line.words[kept - 1].text) <= STROKES:
        kept -= 1
    if kept == len(line.words):
        return line
    return replace(line, words=line.words[:kept], gaps=[k for k in line.gaps if k < kept])


def _follows(before: Word, word: Word) -> bool:
    """Whether a word stands right behind another, on its line: Publié à la mairie, le | 13 NOV 2017."""
    height = before.y1 - before.y0
    return -0.5 * height < word.x0 - before.x1 < 4 * height and abs(word.middle - before.middle) < 0.8 * height


def _text(lines: list[Row], kind: _Kind) -> Text:
    """The rows as one text. Hyphens at line ends are undone: the end of the word moves up to its beginning."""
    writer = _Writer()
    carried = False  # whether the line before has taken this line's first word
    for number, row in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        writer.part(row.parting)
        if row.bullet:
            writer.write(BULLET)
        words, gaps = _words_of(row), set(row.line.gaps)
        if carried:
            words = words[1:]
        for k, (index, text) in enumerate(words):
            word = row.line.words[index]
            if k and not _run_together(writer, row.line, index, text, index in gaps):
                writer.write("\t" if index in gaps else " ")
            rest = _rest_of_word(text, following) if index == len(row.line.words) - 1 else None
            if rest is None:
                writer.word(text, word, row.line.page, number)
                continue
            assert following is not None
            writer.word(text if keeps_hyphen(text, rest.text) else text[:-1], word, row.line.page, number)
            writer.word(rest.text, rest, following.line.page, number + 1)
        carried = bool(words) and _rest_of_word(words[-1][1], following) is not None
    grids = grids_of([row.line for row in lines], writer.pieces)
    shapes = shapes_of([row.line for row in lines])
    return Text("".join(writer.parts), writer.pieces, kind.lexicon, kind.ocr_pages, kind.is_plain, grids, shapes)


def _run_together(writer: _Writer, line: Line, index: int, text: str, apart: bool) -> bool:
    """Whether a word was put to the one before it, which a hyphen cuts: in folded plain text, or in a cell's lines."""
    if line.is_plain:
        return writer.drop_folded_hyphen(text)
    below = line.table is not None and not apart and line.words[index - 1].y1 <= line.words[index].middle
    return below and writer.join_at_hyphen(text)


def _words_of(row: Row) -> list[tuple[int, str]]:
    """(index in the line, text) of a row's words, its bullet taken off."""
    words: list[tuple[int, str]] = []
    skip = row.bullet
    for index, word in enumerate(row.line.words):
        text = word.text[skip:]
        skip = max(skip - len(word.text) - 1, 0)
        if row.bullet and not words:
            text = text.lstrip("_")  # "+ _une": the mark's own shadow
        if text:
            words.append((index, text))
    return words


class _Writer:
    """Collects the parts of a text and where its words stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self._length = 0

    def write(self, text: str) -> None:
        self.parts.append(text)
        self._length += len(text)

    def part(self, parting: str) -> None:
        if self.parts:
            self.write(parting)

    def drop_folded_hyphen(self, following: str) -> bool:
        """In plain text whose lines were folded a word may be cut inside a line: "munici- pal" becomes one word."""
        last = self.parts[-1]
        if len(last) < 4 or last[-1] != "-" or not last[-2].islower() or not following[0].islower():
            return False
        self._drop_hyphen()
        return True

    def join_at_hyphen(self, following: str) -> bool:
        """Whether the last word ends in a hyphen that cuts one; the hyphen goes where it is not the word's own."""
        last = self.parts[-1]
        if len(last) < 3 or last[-1] not in HYPHENS or not last[-2].isalnum() or not following[0].isalnum():
            return False
        if not keeps_hyphen(last, following):
            self._drop_hyphen()
        return True

    def _drop_hyphen(self) -> None:
        self.parts[-1] = self.parts[-1][:-1]
        self._length -= 1
        self.pieces[-1] = self.pieces[-1]._replace(end=self.pieces[-1].end - 1)

    def word(self, text: str, word: Word, page: int, line: int) -> None:
        self.pieces.append(Piece(self._length, self._length + len(text), page, line, word))
        self.write(text)


def _rest_of_word(text: str, following: Row | None) -> Word | None:
    """The first word of the next line, if `text` ends in a hyphen that cuts a word there."""
    if following is None or following.parting == PARAGRAPH or following.bullet or following.line.table is not None:
        return None
    rest = following.line.words[0]
    return rest if cuts(text, rest.text) else None
