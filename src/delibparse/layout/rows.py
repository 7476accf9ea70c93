"""Words on one level, and the white between them."""

from __future__ import annotations

from collections.abc import Sequence

from delibparse.reading.model import Page, Word

SAME_LINE = 0.5
"""Share of the smaller height by which two words overlap vertically when they stand on one line."""

Row = list[Word]
"""Words on one level, left to right."""

Strip = tuple[float, float]
"""White from one x to another, in points."""


def rows_of(words: list[Word]) -> list[Row]:
    """Words that stand on one level, top to bottom, each row left to right."""
    rows: list[Row] = []
    tops: list[tuple[float, float]] = []  # of each row: y0 and y1 of the word that opened it
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        height = word.y1 - word.y0
        for k in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            y0, y1 = tops[k]
            shared = min(word.y1, y1) - max(word.y0, y0)
            if shared > SAME_LINE * max(min(height, y1 - y0), 0.1):
                rows[k].append(word)
                if y1 - y0 < height < 1.6 * (y1 - y0):
                    tops[k] = word.y0, word.y1
                break
        else:
            rows.append([word])
            tops.append((word.y0, word.y1))
    for row in rows:
        row.sort(key=lambda w: (w.x0, w.y0))
    return rows


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
