"""Words on one level, and the white between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from delibparse.reading.model import Page, Word

SAME_LINE = 0.5
"""Share of the smaller height by which two words overlap vertically when they stand on one line."""

Row = list[Word]
"""Words on one level, left to right."""

Strip = tuple[float, float]
"""White from one x to another, in points."""


CRUMB = 0.45
"""Of the usual height of words: what is lower is a dash, a full stop or a torn accent, and tells no line's level."""


def rows_of(words: list[Word]) -> list[Row]:
    """Words that stand on one level, top to bottom, each row left to right."""
    least = CRUMB * median([word.y1 - word.y0 for word in words]) if words else 0.0
    levels = _levels([word for word in words if word.y1 - word.y0 >= least])
    alone = []
    for crumb in (word for word in words if word.y1 - word.y0 < least):
        level = max(_around(levels, crumb), key=lambda one: one.shared(crumb), default=None)
        if level is not None and level.holds(crumb):
            level.words.append(crumb)
        else:
            alone.append(crumb)
    levels = sorted([*levels, *_levels(alone)], key=lambda level: level.middle)
    return [sorted(level.words, key=lambda w: (w.x0, w.y0)) for level in levels]


class _Level:
    """The words of a line, as it is gathered; `y0` and `y1` are those of the word that opened it, or of one that is a
    little taller."""

    def __init__(self, word: Word) -> None:
        self.words = [word]
        self.y0, self.y1, self.middle = word.y0, word.y1, word.middle

    def shared(self, word: Word) -> float:
        """The height that a word shares with the line."""
        return min(word.y1, self.y1) - max(word.y0, self.y0)

    def holds(self, word: Word) -> bool:
        return self.shared(word) > SAME_LINE * max(min(word.y1 - word.y0, self.y1 - self.y0), 0.1)

    def take(self, word: Word) -> None:
        self.words.append(word)
        if self.y1 - self.y0 < word.y1 - word.y0 < 1.6 * (self.y1 - self.y0):
            self.y0, self.y1 = word.y0, word.y1


NEIGHBOURS = 3
"""Lines among which that of a word is: columns' lines may stand between each other's."""


def _levels(words: list[Word]) -> list[_Level]:
    levels: list[_Level] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        level = next((one for one in reversed(levels[-NEIGHBOURS:]) if one.holds(word)), None)
        if level is None:
            levels.append(_Level(word))
        else:
            level.take(word)
    return levels


def _around(levels: list[_Level], crumb: Word) -> list[_Level]:
    k = bisect_left(levels, crumb.middle, key=lambda level: level.middle)
    return levels[max(k - NEIGHBOURS, 0) : k + NEIGHBOURS]


def inner_gaps(row: Row, least: float) -> list[Strip]:
    """The white between the words of a row, at least so wide."""
    gaps, right = [], row[0].x1
    for word in row[1:]:
        if word.x0 - right >= least:
            gaps.append((right, word.x0))
        right = max(right, word.x1)
    return gaps


def white(row: Row, least: float = 0.0) -> list[Strip]:
    """The same with the margins of the row, which have no end."""
    return [(float("-inf"), row[0].x0), *inner_gaps(row, least), (max(word.x1 for word in row), float("inf"))]


def shared_strips(strips: Sequence[Strip], others: Sequence[Strip], least: float) -> list[Strip]:
    """Where both are white, at least so wide."""
    both = ((max(a0, b0), min(a1, b1)) for a0, a1 in strips for b0, b1 in others)
    return [strip for strip in both if strip[1] - strip[0] >= least]


def as_text(page: Page) -> str:
    """The words of a page as lines of plain text, row by row."""
    return "\n".join(" ".join(word.text for word in row) for row in rows_of(page.words))


def upper_median(values: list[float]) -> float:
    """The upper median: one of the values, found without the standard library's care for types."""
    return sorted(values)[len(values) // 2]
