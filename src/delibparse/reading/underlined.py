"""Which words are underlined: those that a stroke right below goes along."""

from __future__ import annotations

from bisect import bisect_left

from delibparse.reading.model import Box, Word, is_level

UNDER = 0.6
"""Share of a word's width that a stroke under it covers when it underlines it."""

TALLEST = 0.5
"""Of a word's height: what is taller than this under it is no stroke. On a scan the box of a long one that leans by a
quarter of a degree is a third as tall as a word."""

LONGEST = 3.0
"""Times the width of the words that it stands under: a longer stroke is a table's or a page's rule."""


def with_underlines(words: list[Word], strokes: list[Box]) -> list[Word]:
    """The words, those that a level stroke stands under marked; both in one frame. A rule much longer than the words
    over it underlines none of them."""
    level = sorted(filter(is_level, strokes), key=_middle)
    if not level:
        return words
    heights = [_middle(box) for box in level]
    over: dict[Box, list[int]] = {}
    for k, word in enumerate(words):
        height = word.y1 - word.y0
        first = bisect_left(heights, word.y1 - 0.5 * height)
        while first < len(level) and heights[first] < word.y1 + 0.5 * height:
            if _goes_along(level[first], word, height):
                over.setdefault(level[first], []).append(k)
            first += 1
    under = {
        k
        for (x0, _, x1, _), indexes in over.items()
        if x1 - x0 <= LONGEST * sum(words[k].x1 - words[k].x0 for k in indexes)
        for k in indexes
    }
    return [word._replace(underlined=True) if k in under else word for k, word in enumerate(words)]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _goes_along(stroke: Box, word: Word, height: float) -> bool:
    x0, y0, x1, y1 = stroke
    shared = min(word.x1, x1) - max(word.x0, x0)
    return y1 - y0 <= max(TALLEST * height, 1.0) and shared > UNDER * (word.x1 - word.x0)
