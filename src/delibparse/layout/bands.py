"""The préfecture's band: the box of four lines that the transmission platforms print over the corner of each page.

    Envoyé en préfecture le 02/05/2022
    Reçu en préfecture le 02/05/2022
    Publié le
    ID : 030-213001100-20220502-DEL2022_14-DE

It hides what it covers, and what runs into it on the left shares its lines. It is known by the left edge that its
lines share, and it stands at the same place on every page of a file: its whole box is taken out of the text. Where it
was laid over a scan that was read without it, its own words alone are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median

import regex

from delibparse.layout.rows import rows_of
from delibparse.reading.model import Page, Word
from delibparse.wording import Fixed

_FLAGS = regex.V1 | regex.I
_OPENINGS = (
    Fixed(r"^(?:Envoy|Transmis|T[ée]l[ée]transmis)\p{L}*\s+(?:en|[àa]\s+la)\s+pr[ée]\p{L}{3,8}\s", _FLAGS),
    Fixed(r"^R[eé]\p{L}{1,4}\s+(?:en|[àa]\s+la)\s+pr[ée]\p{L}{3,8}\s", _FLAGS),
    Fixed(r"^(?:Publi[ée]|Affich[ée]|Notifi[ée])\s+le\b", _FLAGS),
    Fixed(r"^[1Il]D\s?:?\s?\d[\dAB]\d\s?-\s?\d{9}\s?-\s?\d{8}", regex.V1),
)  # fmt: skip
"""What the four lines begin with, as OCR leaves them."""

_FIRST_WORDS = frozenset(
    f"{word}{colon}"
    for word in ("envoyé", "transmis", "télétransmis", "reçu", "recu", "publié", "affiché", "notifié", "id", "1d", "ld")
    for colon in ("", ":")
)

SAME_EDGE = 4.0
"""Points by which the left edges of a band's lines may differ on a tilted page."""

LONGEST_PITCH = 16.0
"""Points from one line of a band to the next: 13 on the largest one seen, 9 on the smallest."""

SHIFT = 12.0
"""Points by which the band of one page may stand elsewhere than that of another: the scanner's feed."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A line of a band: which of the four, where it begins, in points, where it ends, and whether it was laid over the
    page, which was read without it."""

    rank: int
    x0: float
    middle: float
    x1: float
    is_over: bool


@dataclass(frozen=True, slots=True)
class _Band:
    x0: float
    x1: float
    first: float  # the middle of its first line
    pitch: float
    is_over: bool  # what it covers was read as well


def part(pages: list[Page]) -> tuple[dict[int, list[Word]], list[Page]]:
    """The words of each page's band, by page number, and the pages without them."""
    anchors = {page.number: _anchors(page) for page in pages}
    known = {number: band for number, found in anchors.items() if (band := _band(found))}
    if not known:
        return {}, pages
    pitch, width = median(b.pitch for b in known.values()), max(b.x1 - b.x0 for b in known.values())
    inside: dict[int, list[Word]] = {}
    rest = []
    for page in pages:
        band = known.get(page.number) or _by_its_fellows(anchors[page.number], list(known.values()), pitch)
        words = [word for word in page.words if band and _within(word, band, width)]
        if words:
            inside[page.number] = words
            taken = set(map(id, words))
            page = replace(page, words=[w for w in page.words if id(w) not in taken])
        rest.append(page)
    return inside, rest


def _anchors(page: Page) -> list[_Anchor]:
    if page.is_plain:  # it has no boxes
        return []
    openings = [word for word in page.words if word.text.casefold() in _FIRST_WORDS]
    if not openings:
        return []
    found = []
    for over in (False, True):  # what was laid over the page shares no line with what it covers
        for row in rows_of([word for word in page.words if (word.ink == "over") == over]):
            for k, word in enumerate(row):
                if word in openings and (anchor := _anchor(row[k:])):
                    found.append(anchor)
    return found


def _anchor(words: list[Word]) -> _Anchor | None:
    line = " ".join(word.text for word in words) + " "
    for rank, pattern in enumerate(_OPENINGS):
        if pattern.match(line):
            is_over = words[0].ink == "over"
            return _Anchor(rank, words[0].x0, words[0].middle, max(word.x1 for word in words[:5]), is_over)
    return None


def _band(anchors: list[_Anchor]) -> _Band | None:
    """The band that two lines or more with one left edge and even steps make, None where there is none."""
    for first, second in _pairs(anchors):
        pitch = (second.middle - first.middle) / (second.rank - first.rank)
        aligned = abs(first.x0 - second.x0) <= SAME_EDGE
        if aligned and 0 < pitch <= LONGEST_PITCH:
            together = [a for a in anchors if abs(a.x0 - first.x0) <= SAME_EDGE]
            x0, x1 = min(a.x0 for a in together), max(a.x1 for a in together)
            return _Band(x0, x1, first.middle - first.rank * pitch, pitch, first.is_over)
    return None


def _pairs(anchors: list[_Anchor]) -> Iterator[tuple[_Anchor, _Anchor]]:
    """Lines of different ranks, those farthest apart first."""
    pairs = [(a, b) for a in anchors for b in anchors if a.rank < b.rank]
    yield from sorted(pairs, key=lambda pair: pair[0].rank - pair[1].rank)


def _by_its_fellows(anchors: list[_Anchor], known: list[_Band], pitch: float) -> _Band | None:
    """The band of a page of which one line alone was read, standing where the other pages have it."""
    for anchor in anchors:
        first = anchor.middle - anchor.rank * pitch
        if any(abs(anchor.x0 - band.x0) <= SHIFT and abs(first - band.first) <= SHIFT for band in known):
            return _Band(anchor.x0, anchor.x1, first, pitch, anchor.is_over)
    return None


def _within(word: Word, band: _Band, width: float) -> bool:
    middle = (word.x0 + word.x1) / 2
    return (word.ink == "over" or not band.is_over) and (
        band.x0 - SAME_EDGE / 2 <= middle <= band.x0 + width + SAME_EDGE
        and -0.7 * band.pitch <= word.middle - band.first <= 3.7 * band.pitch
    )
