"""`--sidecar`: the text of the pages, in reading order, form feeds between pages.

A word that a line's end cuts is whole, at the end of its line; cells stand in columns of their own. `delibparse
extract` reads such a text again.
"""

from __future__ import annotations

from delibparse.searchable.sheets import Paragraph, Row, Sheet, cells_of

GAP = 4
"""Spaces between cells, at least: so many does a plain text need to be read as cells again."""

LETTER = 0.5
"""Width of a usual letter, in sizes of type."""

WHITE = 0.8
"""Sizes of type between two paragraphs from which a blank line parts them."""

WIDEST = 160
"""Columns beyond which no cell is moved."""


def sidecar(sheets: list[Sheet]) -> bytes:
    """The text in UTF-8."""
    return ("\f".join(_page(sheet) for sheet in sheets) + "\n").encode()


def _page(sheet: Sheet) -> str:
    left = min((row.box[0] for row in sheet.rows()), default=0.0)
    told: list[str] = []
    for before, paragraph in zip((None, *sheet.paragraphs), sheet.paragraphs, strict=False):
        if before is not None and _apart(before, paragraph):
            told.append("")
        told += [_cells(paragraph, left)] if paragraph.is_table else _lines(paragraph, left)
    return "\n".join(told)


def _apart(before: Paragraph, paragraph: Paragraph) -> bool:
    """Whether white stands between two paragraphs, or one is furniture, or in another column."""
    if (before.role, before.block) != (paragraph.role, paragraph.block):
        return True
    return paragraph.box[1] - before.box[3] > WHITE * paragraph.rows[0].words[0].size


def _lines(paragraph: Paragraph, left: float) -> list[str]:
    lines, carried = [], False
    for row in paragraph.rows:
        line = _line(row, left, carried)
        carried = row.whole is not None
        if line:
            lines.append(line)
    return lines


def _line(row: Row, left: float, carried: bool) -> str:
    """A row as a line; without its first word where the line before has taken it."""
    line = ""
    for k, word in enumerate(row.words):
        if k == 0 and carried:
            continue
        if line:
            line = _moved(line, row, k, left) if k in row.gaps else line + " "
        is_last = k == len(row.words) - 1
        line += row.whole if row.whole is not None and is_last else word.text
    return line


def _moved(line: str, row: Row, k: int, left: float) -> str:
    """The line, filled up to where the cell that a word opens stands."""
    word = row.words[k]
    column = min(int((word.box[0] - left) / (LETTER * word.size)), WIDEST)
    return line.ljust(max(len(line) + GAP, column))


def _cells(paragraph: Paragraph, left: float) -> str:
    line = ""
    for rows in cells_of(paragraph):
        if line:
            line = _moved(line, rows[0], 0, left)
        line += " ".join(word.text for row in rows for word in row.words)
    return line
