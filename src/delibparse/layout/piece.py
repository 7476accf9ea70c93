"""A word's place in a text."""

from __future__ import annotations

from typing import NamedTuple

from delibparse.reading.model import Word


class Piece(NamedTuple):
    """A word, or the part of a hyphenated word, in a text: its place there, its page and its line there."""

    start: int
    end: int
    page: int
    line: int
    word: Word
