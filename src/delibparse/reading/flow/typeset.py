"""A flow set as text: lines of so many characters, tables in columns within rules, as a person would type it.

It stands on the grid of `reading.plain`, so that all that reads plain text reads it. Two things are added that plain
text has not: how letters are set, and the rules of tables, by which layout knows each cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from delibparse.reading.flow.blocks import PAGE_NUMBER, Block, Flow, Look, Paragraph, Table
from delibparse.reading.flow.lines import Line, broken
from delibparse.reading.flow.tables import Frame, grid_of, halves_of, parts_of, unrolled
from delibparse.reading.model import Box, Page, Type
from delibparse.reading.plain import COLUMN, ROW, read_text

MEASURE = 100
"""Characters of a full line: an A4 page holds as many in 10 points."""

CROWDED = 0.6
"""Share of the measure from which a paragraph's last line is set apart from the next: it might pass for a full one."""

LONGEST = 300
"""Lines of a page from which the next paragraph or table begins another where the document tells no pages: five sheets
of paper. Layout looks for the tables of a page together, and for no more strokes than as many rows make."""

FOLDED = 2000
"""Characters of a paragraph that nobody types, half a page of small print: a text that another program folded into one
line, pasted. Where most of a document is of these, they stay lines, as they do in a text file: line ends of ours would
be taken for the writer's."""

PEN = 0.5
"""Points of a table's rule."""


class Set(NamedTuple):
    """`text` is what was set, form feeds between its pages; a word's position is its offset in it."""

    text: str
    pages: list[Page]


@dataclass(slots=True)
class _Sheet:
    """A page in the making; the frames of tables' cells in columns and rows."""

    lines: list[Line] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)


def typeset(flow: Flow) -> Set:
    """The pages of a flow, and the text that they hold."""
    sheets = _sheets((*flow.body, *flow.notes))
    first = flow.header if flow.first_header is None else flow.first_header
    sheets = [
        _framed(sheet, number, first if number == 1 else flow.header, flow.footer)
        for number, sheet in enumerate(sheets, 1)
    ]
    return _finished(_levelled(sheets, flow.footer))


def _sheets(blocks: Sequence[Block]) -> list[_Sheet]:
    setter = _Setter(_is_folded(blocks))
    setter.run(blocks)
    return setter.sheets


def _is_folded(blocks: Iterable[Block]) -> bool:
    """Whether most of the characters of a document stand in paragraphs that were folded."""
    sizes = [len(block.text) for block in blocks if isinstance(block, Paragraph)]
    return 2 * sum(size for size in sizes if size > FOLDED) > sum(sizes)


class _Setter:
    """Sets blocks one below the other; a form feed begins a page. Where the document `is_folded`, the paragraphs that
    are stay one line."""

    def __init__(self, is_folded: bool) -> None:
        self.sheets = [_Sheet()]
        self._is_folded = is_folded
        self._apart = False  # white is due before the next paragraph

    def run(self, blocks: Iterable[Block]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
                continue
            inside = unrolled(block, MEASURE)
            if inside is not None:
                self.run(inside)  # as deep as elements may stand in each other
                continue
            for part, opens_page in parts_of(block):
                self._table(part, opens_page)

    def _paragraph(self, paragraph: Paragraph) -> None:
        whole = self._is_folded and len(paragraph.text) > FOLDED
        lines = broken(paragraph, None if whole else MEASURE)
        self._turn_if_full(len(lines))
        is_empty = not any(lines)
        self._apart = self._apart or paragraph.apart or self._is_crowded()
        for line in lines:
            if line is None:
                self._new_page()
            elif line or not is_empty:
                if self._apart:
                    self._white()
                self.sheets[-1].lines.append(line)
                self._apart = False
        self._apart = paragraph.apart or is_empty

    def _table(self, table: Table, opens_page: bool) -> None:
        if opens_page:
            self._new_page()
        if len(table.rows) > LONGEST:
            self._tables(halves_of(table))
            return
        lines, frames = grid_of(table, MEASURE)
        if len(lines) > LONGEST and len(table.rows) > 1:
            self._tables(halves_of(table))
            return
        self._turn_if_full(len(lines))
        self._white()
        sheet = self.sheets[-1]
        top = len(sheet.lines)
        sheet.lines += lines
        sheet.frames += [(x0, y0 + top, x1, y1 + top) for x0, y0, x1, y1 in frames]
        self._apart = True

    def _tables(self, tables: tuple[Table, ...]) -> None:
        for table in tables:
            self._table(table, opens_page=False)

    def _white(self) -> None:
        lines = self.sheets[-1].lines
        if lines and lines[-1]:
            lines.append([])

    def _new_page(self) -> None:
        if any(self.sheets[-1].lines):
            self.sheets.append(_Sheet())
        self._apart = False

    def _turn_if_full(self, lines: int) -> None:
        if len(self.sheets[-1].lines) + lines > LONGEST:
            self._new_page()

    def _is_crowded(self) -> bool:
        lines = self.sheets[-1].lines
        return bool(lines and lines[-1]) and lines[-1][-1].end > CROWDED * MEASURE


def _framed(sheet: _Sheet, number: int, header: tuple[Block, ...], footer: tuple[Block, ...]) -> _Sheet:
    """A page between its header and its footer, both without rules."""
    above, below = _running(header, number), _running(footer, number)
    if not above and not below:
        return sheet
    lines = [*above, *([[]] if above else []), *sheet.lines, *([[]] if below else []), *below]
    shift = len(above) + bool(above)
    return _Sheet(lines, [(x0, y0 + shift, x1, y1 + shift) for x0, y0, x1, y1 in sheet.frames])


def _running(blocks: tuple[Block, ...], number: int) -> list[Line]:
    lines = [line for sheet in _sheets(blocks) for line in sheet.lines]
    while lines and not lines[-1]:
        lines.pop()
    return [[word._replace(text=word.text.replace(PAGE_NUMBER, str(number))) for word in line] for line in lines]


def _levelled(sheets: list[_Sheet], footer: tuple[Block, ...]) -> list[_Sheet]:
    """Pages of one height where they have footers, which stand at its end."""
    foot = len(_running(footer, 1))
    if not foot:
        return sheets
    height = max(len(sheet.lines) for sheet in sheets)
    return [_Sheet([*s.lines[:-foot], *([[]] * (height - len(s.lines))), *s.lines[-foot:]], s.frames) for s in sheets]


def _finished(sheets: list[_Sheet]) -> Set:
    """The text of the pages, and they themselves: as plain text has them, with looks and rules."""
    looks: dict[int, Look] = {}
    parts: list[str] = []
    offset = 0
    for sheet in sheets:
        rows = []
        for line in sheet.lines:
            row = ""
            for word in line:
                row = row.ljust(word.column) if len(row) < word.column or not row else row + " "
                looks[offset + len(row)] = word.look
                row += word.text
            rows.append(row)
            offset += len(row) + 1
        parts.append("\n".join(rows))
        offset += 0 if rows else 1
    text = "\f".join(parts)
    pages = read_text(text)
    tallest = max(page.height for page in pages)
    for page, sheet in zip(pages, sheets, strict=False):
        page.words = [
            word._replace(type=_type(looks[word.position]), underlined=looks[word.position].underlined)
            for word in page.words
        ]
        page.rules = [stroke for frame in sheet.frames for stroke in _strokes(frame)]
        page.width, page.height = max(page.width, MEASURE * COLUMN), tallest
    return Set(text, pages)


def _type(look: Look) -> Type:
    return Type(look.size, look.bold, look.italic)


def _strokes(frame: Frame) -> list[Box]:
    """The four rules around a cell, between the characters of the grid."""
    x0, x1 = ((column + 0.5) * COLUMN for column in (frame[0], frame[2]))
    y0, y1 = (row * ROW - 1 for row in (frame[1], frame[3]))
    return [
        (x0, y0, x1, y0 + PEN), (x0, y1, x1, y1 + PEN), (x0, y0, x0 + PEN, y1), (x1, y0, x1 + PEN, y1),
    ]  # fmt: skip
