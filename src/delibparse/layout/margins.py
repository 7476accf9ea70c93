"""The margin column that some councils print on each page: counts, dates and the page's number beside the narrative.

One that repeats from page to page is known by that: on the first page it is read as a column of its own, on those that
follow it is furniture. Another is known on its page where its lines do not stand on those of the text: labels do,
beside their values. A column that shows by its white strip only, see `lines`.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

OFF_LINE = 0.15
"""Share of a line's height between the middles of two lines from which they are not one."""

LEAST_OFF = 0.5
"""Share of a margin's lines that must be off the lines of the text for one page alone to show it."""

LEAST_ROWS = 3

MOST_RULES = 2
"""Strokes across a margin's edge, those of a frame: more rule the rows of a table."""


@dataclass(frozen=True, slots=True)
class Margins:
    """By page number, where the text begins and the margin ends, in points; `repeated` where the same margin is on most
    pages, so that it tells something on the first alone."""

    edges: Mapping[int, float] = field(default_factory=dict)
    repeated: bool = False


def find_margins(pages: list[Page]) -> Margins:
    """The margin columns of a file's pages."""
    read = [page for page in pages if page.words]
    edges = {page.number: edge for page in read if (edge := _edge(page)) is not None}
    repeated = 0
    for before, page in itertools.pairwise(read):
        if before.number in edges and page.number in edges:
            repeated += _alike(_left(before, edges[before.number]), _left(page, edges[page.number]))
    if repeated >= max(1, LEAST_PAGES * (len(read) - 1)):
        return Margins(edges, repeated=True)
    return Margins({page.number: edges[page.number] for page in read if _is_off_line(page, edges.get(page.number))})


def _is_off_line(page: Page, edge: float | None) -> bool:
    """Whether the lines left of an edge are not those of the text on its right."""
    if edge is None or sum(rule[0] < edge < rule[2] for rule in page.rules) > MOST_RULES:
        return False
    margin, text = split(page, edge)
    beside = sorted(row[0].middle for row in rows_of(text))
    rows = [row for row in rows_of(margin) if beside[0] <= row[0].middle <= beside[-1]]
    off = sum(_distance(row[0].middle, beside) > OFF_LINE * (row[0].y1 - row[0].y0) for row in rows)
    return len(rows) >= LEAST_ROWS and off >= LEAST_OFF * len(rows)


def _distance(place: float, places: Sequence[float]) -> float:
    """From a place to the nearest of some, in their order."""
    k = bisect_left(places, place)
    return min(abs(place - other) for other in places[max(k - 1, 0) : k + 1])


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
