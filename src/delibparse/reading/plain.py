"""Text that another OCR left: form feeds part its pages, and a monospace grid stands for the boxes."""

from __future__ import annotations

import re
import unicodedata

from delibparse.reading.model import Page, Word

COLUMN, ROW = 6.0, 12.0
"""The size in points of a character of the grid that the lines are laid on, so that layout sees columns and gaps."""

TAB = 8

MOST_CONTROL = 30
"""One control character in so many is still text: broken encodings leave some, a binary file has one in nine."""


def decode(data: bytes) -> str | None:
    """The text of `data` if it is text: UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        control = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text[:4096])
        return text if control <= len(text[:4096]) // MOST_CONTROL else None
    return None


def read_text(text: str) -> list[Page]:
    """Pages of the text; each word bears its offset in it."""
    pages, offset = [], 0
    for number, body in enumerate(text.split("\f"), 1):
        words = []
        height = width = 0.0
        line_start = 0
        for row, line in enumerate(body.splitlines(keepends=True)):
            height = ROW * (row + 1)
            shift, seen = 0, 0
            for match in re.finditer(r"[^\s]+", line):
                for tab in re.finditer("\t", line[seen : match.start()]):
                    column = seen + tab.start() + shift
                    shift += TAB - 1 - column % TAB
                seen = match.start()
                x0 = COLUMN * (match.start() + shift)
                x1 = x0 + COLUMN * len(match[0])
                width = max(width, x1)
                y0 = ROW * row
                words.append(Word(match[0], x0, y0, x1, y0 + ROW - 2, position=offset + line_start + match.start()))
            line_start += len(line)
        pages.append(Page(number, width, height, words, method="texte" if words else "vide", is_plain=True))
        offset += len(body) + 1
    if len(pages) > 1 and not pages[-1].words:
        pages.pop()  # a form feed that ends the file opens no page
    return pages
