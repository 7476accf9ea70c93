"""Text that another OCR left: form feeds part its pages, and a monospace grid stands for the boxes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from delibparse import errors
from delibparse.limits import MAX_WORD_LETTERS, MAX_WORDS
from delibparse.reading.model import Page, Word

COLUMN, ROW = 6.0, 12.0
"""The size in points of a character of the grid that the lines are laid on, so that layout sees columns and gaps."""

TAB = 8

MOST_CONTROL = 30
"""One control character in so many is still text: broken encodings leave some, a binary file has one in nine."""


def decode(data: bytes, charset: str | None = None) -> str | None:
    """The text of `data` if it is text: UTF-8 (with or without BOM), UTF-16 with BOM, in the `charset`
    that a mail tells, else Windows-1252."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", charset or "cp1252", "cp1252"):
        try:
            text = data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        control = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v" for c in text[:4096])
        return text if control <= len(text[:4096]) // MOST_CONTROL else None
    return None


def read_text(text: str) -> list[Page]:
    """Pages of the text; each word bears its offset in it. Raises TooManyWords, TooLongWord."""
    pages, offset, room = [], 0, MAX_WORDS
    for number, body in enumerate(text.split("\f"), 1):
        page = _page(number, body, offset, room)
        room -= len(page.words)
        pages.append(page)
        offset += len(body) + 1
    if len(pages) > 1 and not pages[-1].words:
        pages.pop()  # a form feed that ends the file opens no page
    return pages


def _page(number: int, body: str, offset: int, room: int) -> Page:
    """A page of no more than `room` words, which begins at an offset in the file."""
    words: list[Word] = []
    rows = 0
    for row, line in enumerate(body.splitlines(keepends=True)):
        for word in _words(line, ROW * row, offset):
            if len(words) == room:
                raise errors.TooManyWords(limit=MAX_WORDS)
            words.append(word)
        offset += len(line)
        rows = row + 1
    width = max((word.x1 for word in words), default=0.0)
    return Page(number, width, ROW * rows, words, method="texte" if words else "vide", is_plain=True)


def _words(line: str, y0: float, offset: int) -> Iterator[Word]:
    """The words of a line; tabs stand for the columns that they lead to."""
    shift, seen = 0, 0
    for match in re.finditer(r"[^\s]+", line):
        if len(match[0]) > MAX_WORD_LETTERS:
            raise errors.TooLongWord(length=len(match[0]), limit=MAX_WORD_LETTERS)
        for tab in re.finditer("\t", line[seen : match.start()]):
            column = seen + tab.start() + shift
            shift += TAB - 1 - column % TAB
        seen = match.start()
        x0 = COLUMN * (match.start() + shift)
        yield Word(match[0], x0, y0, x0 + COLUMN * len(match[0]), y0 + ROW - 2, position=offset + match.start())
