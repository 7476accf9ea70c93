"""A paragraph broken into lines on a grid of characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from delibparse.reading.flow.blocks import Look, Paragraph
from delibparse.reading.plain import TAB

GAP = 2
"""Spaces that a tab leaves at least: one would be a space between words."""

EARLIEST = 0.5
"""Share of a line that is kept full at least."""

MARKS = ",;:"
LINKS = frozenset({"de", "du", "des", "la", "le", "les", "à", "au", "aux", "en", "et", "ou", "par", "pour"})
"""Small words that go with those before them as often as not: "la présidence de"."""

_TOKEN = re.compile(r"[\n\f\t]|[ \xa0]{3,}|[^\s]+")
"""What is set. Three spaces in a row are a gap: so clerks set figures and names apart."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


class Placed(NamedTuple):
    """A word and the column that it begins at, counted from 0."""

    column: int
    text: str
    look: Look

    @property
    def end(self) -> int:
        return self.column + len(self.text)


Line = list[Placed]


def broken(paragraph: Paragraph, measure: int | None = None) -> list[Line | None]:
    """The lines of a paragraph, empty ones too, full at so many columns; None stands for the beginning of a page."""
    lines: list[Line | None] = [[]]
    line: Line = lines[0] or []
    lines[0] = line
    room = None if measure is None or paragraph.verbatim else max(measure - paragraph.indent, 1)
    next_column, line_start = 0, 0
    text = _CONTROL.sub(" ", paragraph.text)
    starts = list(accumulate((len(run.text) for run in paragraph.runs), initial=0))
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token in "\n\f":
            if token == "\f":
                lines.append(None)
            line = []
            lines.append(line)
            next_column, line_start = 0, match.end()
            continue
        if token.isspace():
            if paragraph.verbatim and token != "\t":
                continue
            next_column = max(next_column - 1 + GAP, (next_column // TAB + 1) * TAB) if line else next_column + 4
            continue
        column = match.start() - line_start if paragraph.verbatim else next_column
        if room is not None and line and column + len(token) > room:
            line = _turned(line, token)
            lines.append(line)
            column = line[-1].end + 1 if line else 0
        look = paragraph.runs[bisect_right(starts, match.start()) - 1].look
        line.append(Placed(column, unicodedata.normalize("NFC", token), look))
        next_column = line[-1].end + 1
    return [each if each is None else _aligned(each, paragraph, measure) for each in lines]


def _turned(full: Line, token: str) -> Line:
    """Takes off a full line what goes before the next word, and gives that: no name or phrase is cut where it can be
    helped. A line ends behind a mark, else before a small word that links to none before it, in its second half."""
    texts = [word.text for word in full] + [token]
    late = [k for k in range(len(full), 0, -1) if k == len(full) or full[k].column >= full[-1].end * EARLIEST]
    behind_marks = (k for k in late if texts[k - 1][-1] in MARKS)
    before_small = (k for k in late if texts[k][0].islower() and texts[k] not in LINKS)
    k = next(behind_marks, None) or next(before_small, len(full))
    rest = full[k:]
    del full[k:]
    return [word._replace(column=word.column - rest[0].column) for word in rest]


def width_of(paragraph: Paragraph) -> int:
    """Columns that its longest line takes if none is broken."""
    return max((line[-1].end for line in broken(paragraph) if line), default=0)


def _aligned(line: Line, paragraph: Paragraph, measure: int | None) -> Line:
    """The line moved to where it is to stand."""
    if not line:
        return line
    shift = paragraph.indent
    if measure is not None and paragraph.align != "left":
        spare = max(measure - line[-1].end, 0)
        shift = spare // 2 if paragraph.align == "center" else spare
    return [word._replace(column=word.column + shift) for word in line]
