"""The invisible text of a page: words in the places of their ink, as PDF operators (ISO 32000-1, 9.4).

Each word is written on its base line, in the size of its type, stretched to the width of its box; between the words of
a row stands a space as wide as the white there. So search finds words and phrases, a selection covers the print, and
extractors see rows as they see those of typeset text, however askew the page lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import hypot
from typing import NamedTuple

from delibparse.layout.hyphens import HYPHENS
from delibparse.reading.model import Homography
from delibparse.searchable.sheets import Printed, Sheet

FONT_NAME = "DelibparseGlyphless"
EM, ADVANCE, ASCENT, DESCENT = 1000, 500, 800, -200
"""Of the font, in units of its em: each glyph is half an em wide."""

INVISIBLE = 3
"""Text render mode 3: neither filled nor stroked."""

WIDE_SPACE = 2.0
"""Sizes of type up to which the white between two words is a space; beyond, they are cells."""

THIN_SPACE = 0.05
"""The least width of a space, in sizes of type, where two boxes touch."""

ASKEW = 0.17
"""The sine of the angle under which a word is written level, at the height of its middle: ten degrees. pdftotext takes
a word whose base line rises by more than half a point for several, and rows of words apart for as many lines."""

LEVELLED = 0.35
"""Sizes of type by which a word may stand above or below its ink: pdftotext tells a row whose words differ by half
a size from its first one as several lines. So rows askew by a degree and a half are told as one."""

LAST_CODE = 0xFFFF
"""Codes are two bytes: those of UTF-16. What needs two of them is written as a replacement character."""

Wanted = Callable[[Printed], bool]


class Layer(NamedTuple):
    """The operators of a page's text, and the characters in it."""

    content: bytes
    characters: frozenset[str]


class Place(NamedTuple):
    """Where a word is written, in PDF user space: the start of its base line, its direction, its width, its size."""

    x: float
    y: float
    cos: float
    sin: float
    width: float
    size: float


def layer(sheet: Sheet, to_user: Homography, font: str, wanted: Wanted) -> Layer:
    """The text of a page. `to_user` takes a point of the reading frame to PDF user space, `font` is the name of the
    font among the page's resources; words that are not `wanted` are left out."""
    lines: list[str] = []
    characters: set[str] = set()
    for row in sheet.rows():
        kept = [word for word in row.words if wanted(word) and word.text]
        written = [_coded(word.text) for word in kept]
        if row.whole is not None and kept and kept[-1] is row.words[-1]:
            written[-1] = _hyphenated(written[-1])
        places = [_place(word, to_user) for word in kept]
        lines += _row(places, written, font)
        characters.update(*written)
    if not lines:
        return Layer(b"", frozenset())
    content = "\n".join(["q", "BT", f"{INVISIBLE} Tr", *lines, "ET", "Q", ""])
    return Layer(content.encode("ascii"), frozenset(characters | {" "}))


def _coded(text: str) -> str:
    return "".join(c if ord(c) <= LAST_CODE else "\ufffd" for c in text)


def _hyphenated(text: str) -> str:
    """The word with the hyphen that extractors know a cut word by."""
    return text[:-1] + "-" if text[-1] in HYPHENS else text


def _place(word: Printed, to_user: Homography) -> Place:
    x0, y0, x1, y1 = word.box
    if word.is_sideways:  # read upwards, as in the margins of minutes
        start, end, above = (x1, y1), (x1, y0), (x1 - word.size, y1)
    else:
        start, end, above = (x0, word.base), (x1, word.base), (x0, word.base - word.size)
    (ax, ay), (bx, by), (cx, cy) = (to_user.point(*point) for point in (start, end, above))
    width, size = max(hypot(bx - ax, by - ay), 0.01), max(hypot(cx - ax, cy - ay), 0.1)
    cos, sin = (bx - ax) / width, (by - ay) / width
    if min(abs(cos), abs(sin)) < ASKEW:
        cos, sin = float(round(cos)), float(round(sin))
    middle = (ax + bx) / 2, (ay + by) / 2
    return Place(middle[0] - cos * width / 2, middle[1] - sin * width / 2, cos, sin, width, size)


def _levelled(places: list[Place]) -> list[Place]:
    """The words of an askew row, each moved towards the middle of the row's height as far as its ink allows."""
    if not places or places[0].cos * places[0].sin:
        return places
    _, _, cos, sin, _, _ = places[0]
    heights = [place.y * cos - place.x * sin for place in places]
    middle = (min(heights) + max(heights)) / 2
    moved = []
    for place, height in zip(places, heights, strict=True):
        by = max(min(middle - height, LEVELLED * place.size), -LEVELLED * place.size)
        moved.append(place._replace(x=place.x - by * sin, y=place.y + by * cos))
    return moved


def _row(places: list[Place], written: list[str], font: str) -> Iterator[str]:
    """The operators of a row's words and of the spaces between them."""
    places = _levelled(places)
    for k, (place, text) in enumerate(zip(places, written, strict=True)):
        x, y, cos, sin, width, size = place
        yield f"/{font} {size:.2f} Tf {cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm"
        yield _shown(text, width, size)
        if k + 1 < len(places):
            white = (places[k + 1].x - x) * cos + (places[k + 1].y - y) * sin - width
            if white < WIDE_SPACE * size:
                yield _shown(" ", max(white, THIN_SPACE * size), size)


def _shown(text: str, width: float, size: float) -> str:
    """The operators that write a text so wide."""
    stretch = 100 * width / (len(text) * size * ADVANCE / EM)
    return f"{stretch:.2f} Tz <{text.encode('utf-16-be').hex()}> Tj"
