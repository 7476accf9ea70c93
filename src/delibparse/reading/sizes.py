"""The size of type of recognised words, from the height of their boxes and of the letters that they hold."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from delibparse.reading.model import Type, Word

X_HEIGHT, CAPITAL, ACCENT, DESCENT = 0.5, 0.7, 0.2, 0.21
"""Of the size of type: how high letters without and with an ascender are, how much higher an accent stands on a
capital, how far letters go below the line. Times, Arial, Calibri and Garamond differ from these by a tenth."""

LOW = frozenset("acemnorsuvwxzgpqyœæ")
"""Letters without an ascender, an accent or a dot."""

BELOW = frozenset("gpqyjçQÇ,;()[]{}/")
"""What goes below the line."""

HIGH = frozenset("ÀÂÄÉÈÊËÎÏÔÖÙÛÜ")
"""Capitals with an accent."""

NEAR = 2.0
"""Heights of a word within which the next one of its line is set alike: cells are further apart."""


def with_sizes(words: list[Word]) -> list[Word]:
    """The words, each with the size of type of its stretch of a line, to half a point; boxes in points.

    A word tells little, for an engine's box may miss an accent or take in a speck: the median of the stretch is told.

    >>> [word.type.size for word in with_sizes([Word("Objet", 0, 0, 30, 10.0), Word("Vu", 33, 0, 45, 7.7)])]
    [11.0, 11.0]
    """
    found: list[Word] = []
    for stretch in _stretches(words):
        sizes = [size for word in stretch if (size := _size(word))]
        size = round(2 * median(sizes)) / 2 if sizes else 0.0
        found += [word._replace(type=Type(size)) for word in stretch]
    return found


def _stretches(words: list[Word]) -> Iterator[list[Word]]:
    """Words that stand beside each other on one line, in the order in which they were read."""
    stretch: list[Word] = []
    for word in words:
        if stretch and not _goes_on(stretch[-1], word):
            yield stretch
            stretch = []
        stretch.append(word)
    if stretch:
        yield stretch


def _goes_on(before: Word, word: Word) -> bool:
    height = max(before.y1 - before.y0, word.y1 - word.y0)
    level = min(before.y1, word.y1) - max(before.y0, word.y0)
    return level > 0 and -height < word.x0 - before.x1 < NEAR * height


def _size(word: Word) -> float:
    """The size of type of a word alone, in points; 0.0 where no letter or figure tells it, or it is written upright."""
    if not any(c.isalnum() for c in word.text) or (len(word.text) > 2 and word.y1 - word.y0 > word.x1 - word.x0):
        return 0.0
    top = X_HEIGHT if all(c in LOW for c in word.text if c.isalnum()) else CAPITAL
    top += ACCENT * (not HIGH.isdisjoint(word.text))
    return (word.y1 - word.y0) / (top + DESCENT * (not BELOW.isdisjoint(word.text)))
