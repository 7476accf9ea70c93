"""The margin column that some councils print on each page: counts, dates and the page's number beside the narrative.

It repeats from page to page, so it is known by that: on the first page it is read as a column of its own, on those
that follow it is furniture. One page alone shows a column by its white strip only, see `lines`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right

import regex

from delibparse.layout.rows import rows_of
from delibparse.reading.model import Page, Word

NARROW, WIDE = 0.12, 0.40
"""Shares of the page's width between which the strip beside a margin column stands."""

STEP = 0.005
CROSSING = 0.02
"""Share of a page's words that may cross the strip: stamps, a seal, a signature."""

LEAST_WORDS = 6
LEAST_PAGES = 0.6
"""Share of the pages, from the second on, that must have the column and repeat it."""

REPEATED = 0.4
"""Share of a margin's words, figures aside, that the margin of the page before has too."""

Edges = dict[int, float]
"""By page number, where the text begins and the margin ends, in points."""


def margin_edges(pages: list[Page]) -> Edges:
    """The strip of each page of a file that has a margin column, {} for a file without one."""
    read = [page for page in pages if page.words]
    if len(read) < 2:
        return {}
    edges = {page.number: edge for page in read if (edge := _edge(page)) is not None}
    repeated = 0
    for before, page in itertools.pairwise(read):
        if before.number in edges and page.number in edges:
            repeated += _alike(_left(before, edges[before.number]), _left(page, edges[page.number]))
    if repeated < max(1, LEAST_PAGES * (len(read) - 1)):
        return {}
    return edges


def split(page: Page, edge: float) -> tuple[list[Word], list[Word]]:
    """The words of the margin, and those of the text."""
    margin = [word for word in page.words if (word.x0 + word.x1) / 2 < edge]
    kept = set(map(id, margin))
    return margin, [word for word in page.words if id(word) not in kept]


def _edge(page: Page) -> float | None:
    """The middle of the widest strip, or None where no strip parts few words from many."""
    words = [word for word in page.words if word.ink == "black"]
    if len(words) < 4 * LEAST_WORDS:
        return None
    allowed = int(CROSSING * len(words)) + 1
    starts, ends = sorted(word.x0 for word in words), sorted(word.x1 for word in words)
    free: list[float] = []
    best: list[float] = []
    x = NARROW * page.width
    while x <= WIDE * page.width:
        crossing = bisect_left(starts, x) - bisect_right(ends, x)
        free = [*free, x] if crossing <= allowed else []
        if len(free) > len(best):
            best = free
        x += STEP * page.width
    if not best:
        return None
    edge = best[-1]
    left = bisect_right(ends, edge)
    narrow = LEAST_WORDS <= left < 0.35 * len(words)
    return edge if narrow and _text_begins(words, edge, page) else None


def _text_begins(words: list[Word], x: float, page: Page) -> bool:
    """Whether many lines begin right behind x: the text is flush with the strip."""
    starts = [row[0].x0 for row in rows_of([word for word in words if word.x0 >= x])]
    return sum(start < x + 0.06 * page.width for start in starts) >= 0.35 * len(starts)


def _left(page: Page, edge: float) -> list[str]:
    return [regex.sub(r"\W|\d", "", word.text.casefold()) for word in page.words if word.x1 <= edge]


def _alike(before: list[str], after: list[str]) -> bool:
    known = {word for word in before if len(word) > 2}
    words = [word for word in after if len(word) > 2]
    return len(words) >= LEAST_WORDS // 2 and sum(word in known for word in words) >= REPEATED * len(words)
