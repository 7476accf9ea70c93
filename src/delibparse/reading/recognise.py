"""A picture of a page to a page of words: prepared, recognised, its boxes brought back to the page."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from delibparse import errors
from delibparse.model.confidence import IN_COLOUR, UPSIDE_DOWN
from delibparse.model.record import HEAD_ONLY
from delibparse.options import Options
from delibparse.reading.checkmarks import with_crosses
from delibparse.reading.components import components
from delibparse.reading.engines import AUTO_LAYOUT, BLOCK, SPARSE, Engine
from delibparse.reading.heads import cut_of
from delibparse.reading.marks import Read, passed_over
from delibparse.reading.model import Box, Page, Word, mean_confidence
from delibparse.reading.pixels import Colour, Grey, paper_of, reduced
from delibparse.reading.preprocess.prepare import Prepared, half_turned, prepare
from delibparse.reading.sizes import with_sizes
from delibparse.reading.underlined import with_underlines

PAPER = 25
"""Brightness under which no pixel of a page is paper: the lid was open, or the lamp was out. Two scans dimmed until
their paper was at 30 of 255 were read as before (97 and 90 words of 100), at 20 one of them not at all; a black frame
with a sensor's noise (mean 8, deviation 3) has no pixel over 23."""

LEAST_SIDE = 8
"""Pixels of a picture's lesser side under which it holds no line of text: a millimetre at 200 dpi. Of 6,278 words read
surely on the fixtures' and the councils' scans the lowest, without ascenders, took 11."""

INK = 200
"""Brightness of a square of four pixels' side under which it holds more than a speck: a full stop has four pixels."""

FAINT, LETTER = 12, 6
"""By how much such a square is darker than the paper where a letter of faint ink is in it; the squares of such a
letter: the strokes of grey print, two pixels wide, are no darker there than the paper by a tenth."""

OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Scan:
    """A picture to recognise and how. `printed` are words of a partial text layer (boxes in points, as displayed),
    which are exact: they replace what the engine reads at their place."""

    number: int
    image: Grey | Colour
    dpi: float
    engine: Engine
    options: Options
    printed: Sequence[Word] = ()

    @property
    def scale(self) -> float:
        """Points of a pixel."""
        return 72 / self.dpi

    def blank(self) -> Page:
        """Its page, on which nothing was read yet."""
        height, width = self.image.shape[:2]
        return Page(self.number, width * self.scale, height * self.scale)

    def recognise(self, image: Grey, mode: int = AUTO_LAYOUT) -> list[Word]:
        """The words of a picture; the engine is not asked for those of a blank page. Raises EngineFailed, of this page.

        It is given the margins: without them it took a twentieth less time, and real pages in a frame of rules were
        read worse (critical .95 to .90).
        """
        if mode == AUTO_LAYOUT and _is_blank(image):
            return []
        try:
            return self.engine.recognise(image, self.dpi, mode, self.options.page_timeout)
        except errors.EngineFailed as failure:
            raise errors.EngineFailed(page=self.number, why=failure.facts["why"]) from failure


def _is_blank(image: Grey) -> bool:
    """Whether a picture holds specks at most: no dark square, and of faint ones less than a letter has."""
    squares = reduced(image, 4)
    return not (squares < INK).any() and int(np.count_nonzero(squares < paper_of(image) - FAINT)) < LETTER


@dataclass(frozen=True, slots=True)
class Head:
    """A page of which the head was read, and the work that remains: the whole page, its head not recognised twice."""

    page: Page
    rest: Callable[[], Page]


def recognise_page(scan: Scan) -> Page:
    """The page's words by OCR. Raises EngineFailed."""
    if (empty := _without_text(scan)) is not None:
        return empty
    ready = prepare(scan.image)
    return _recognised(scan, ready, scan.recognise(ready.black))


def recognise_head(scan: Scan) -> Page | Head:
    """The head of a page; the whole of one that is not to be cut: no white parts its lines there, or it stands on its
    head, or lies on its side. Raises EngineFailed."""
    if (empty := _without_text(scan)) is not None:
        return empty
    ready = prepare(scan.image)
    cut, words = _head_of(scan, ready)
    if _lie_down(words):
        ready = prepare(scan.image, lies=ready.turn in (0, 180))
        cut, words = _head_of(scan, ready)

    def rest() -> Page:
        below = [word.moved(0, cut) for word in scan.recognise(ready.black[cut:])]
        return _recognised(scan, ready, words + below)

    if _lie_down(words) or mean_confidence(words) < UPSIDE_DOWN:
        return rest()
    head = _page_of(scan, ready, without_specks(words))
    head.unreadable = HEAD_ONLY
    return Head(head, rest)


def _head_of(scan: Scan, ready: Prepared) -> tuple[int, list[Word]]:
    """The row at which the head of a prepared picture ends, and its words; 0 and none where it has no head."""
    cut = cut_of(ready.black)
    return cut, scan.recognise(ready.black[:cut]) if cut else []


def _without_text(scan: Scan) -> Page | None:
    """The page of a picture that holds none: it is black, or too narrow; None for any other."""
    page = scan.blank()
    if int(scan.image.max()) < PAPER:
        page.unreadable = "image noire"
        return page
    return page if min(scan.image.shape[:2]) < LEAST_SIDE else None  # no letter is so low


def _recognised(scan: Scan, ready: Prepared, words: list[Word]) -> Page:
    """The page of a prepared picture of which these words were read; turned, where they do not stand upright."""
    if _lie_down(words):
        ready = prepare(scan.image, lies=ready.turn in (0, 180))  # a table's columns looked sharper than its lines
        words = scan.recognise(ready.black)
    if mean_confidence(words) < UPSIDE_DOWN and _is_better_turned(words, ready.black, scan.recognise):
        ready = half_turned(ready)
        words = scan.recognise(ready.black)
    words = with_crosses(without_specks(words), ready.black)
    words = with_underlines(words, ready.underlines)
    left = passed_over(words, ready.black, ready.rules, partial(scan.recognise, mode=BLOCK))
    words = left.words
    if ready.coloured is not None:
        words += _coloured_words(scan, ready.coloured, words)
    page = _page_of(scan, ready, words)
    page.marks = [_scaled(box, scan.scale) for box in left.marks]
    return page


def _page_of(scan: Scan, ready: Prepared, words: list[Word]) -> Page:
    """The page with the words of its prepared picture, boxes in pixels of that, and those of its text layer."""
    page = scan.blank()
    page.rotation, page.skew = ready.turn, ready.skew
    page.to_display = ready.to_image.scaled(scan.scale)
    page.words = with_sizes([word.at(_scaled(word.box, scan.scale)) for word in words])
    page.rules = [_scaled(box, scan.scale) for box in ready.rules]
    page.method = "ocr" if page.words else "vide"
    if scan.printed:
        page.method = "mixte" if page.words else "texte"
        page.words = _with_printed(page, scan.printed)
    return page


STRIP, AROUND = 0.2, 24
"""Of the page's height: what is read upside down before the whole of it is; pixels of the page around it."""


def _is_better_turned(words: list[Word], black: Grey, read: Read) -> bool:
    """Whether a page of which little was read surely lies upside down: the strip that holds most of its words is read
    turned. A plan, a photograph or a signature is no surer that way, and has cost a strip and not a page."""
    if not words:
        return False
    tall = STRIP * len(black)
    tops = sorted(word.y0 for word in words)
    top = max(tops, key=lambda y: bisect_left(tops, y + tall) - bisect_left(tops, y))
    here = [word for word in words if top <= word.y0 < top + tall]
    strip = black[max(int(top) - AROUND, 0) : int(max(word.y1 for word in here)) + AROUND]
    return _sureness(read(np.ascontiguousarray(strip[::-1, ::-1]))) > _sureness(here)


def _sureness(words: list[Word]) -> float:
    """How sure a reading is; one of many words is surer than one of few."""
    return float(mean_confidence(words) * len(words) ** 0.25)


SPECK = 0.3
"""Of the usual height of a page's words: what is lower is a full stop or a dash at most, no letter, and what is
narrower is no word of several."""


def without_specks(words: list[Word]) -> list[Word]:
    """The words without those of letters, figures or £ that stand where there is a speck or a scrap of a line only."""
    if not words:
        return words
    least = SPECK * sorted(word.y1 - word.y0 for word in words)[len(words) // 2]
    return [word for word in words if not (_is_scrap(word, least) and any(map(_is_drawn, word.text)))]


def _is_scrap(word: Word, least: float) -> bool:
    return word.y1 - word.y0 < least or (len(word.text) > 1 and word.x1 - word.x0 < least)


def _is_drawn(c: str) -> bool:
    """Whether a character is as high as a letter: a point, a dash and a degree sign are not."""
    return c.isalnum() or unicodedata.category(c) in ("Sc", "Sm")


def _lie_down(words: list[Word]) -> bool:
    """Whether most words stand higher than they are wide: the page was turned that should not have been, or was not."""
    long = [word for word in words if len(word.text) >= LONG_WORD]
    return sum(word.y1 - word.y0 > word.x1 - word.x0 for word in long) > len(long) / 2


LONG_WORD = 4


def _coloured_words(scan: Scan, coloured: Grey, black: list[Word]) -> list[Word]:
    """What the coloured ink says, read apart from the text that it crosses."""
    dpi = scan.dpi
    ink = cv2.threshold(coloured, 200, 255, cv2.THRESH_BINARY_INV)[1]
    tall, wide = round(dpi / 10), round(dpi / 5)
    x, y, w, h = cv2.boundingRect(ink)
    x, y, end = max(x - wide, 0), max(y - tall, 0), (x + w + wide, y + h + tall)
    near = cv2.dilate(ink[y : end[1], x : end[0]], np.ones((tall, wide), np.uint8))
    words: list[Word] = []
    for x0, y0, width, height, area in components(near).stats[1:].tolist():
        left, top = x0 + x, y0 + y
        if area < (dpi / 8) ** 2 or height < dpi / 20:
            continue
        crop = np.ascontiguousarray(coloured[top : top + height, left : left + width])
        for word in scan.recognise(crop, SPARSE):
            moved = word.moved(int(left), int(top))._replace(ink="colour")
            if word.confidence >= IN_COLOUR and not any(overlap(moved, other) > OVERLAP for other in black):
                words.append(moved)
    return words


def overlap(word: Word, other: Word) -> float:
    """Share of `word`'s box that lies in `other`'s."""
    width = min(word.x1, other.x1) - max(word.x0, other.x0)
    height = min(word.y1, other.y1) - max(word.y0, other.y0)
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / max((word.x1 - word.x0) * (word.y1 - word.y0), 1e-6)


def _with_printed(page: Page, printed: Sequence[Word]) -> list[Word]:
    from_display = page.to_display.inverse()
    exact = [word.at(from_display.box(word.box)) for word in printed]
    hiding = [word for word in exact if word.ink != "over"]
    read = [word for word in page.words if not any(overlap(word, other) > OVERLAP for other in hiding)]
    return read + exact


def _scaled(box: Box, scale: float) -> Box:
    x0, y0, x1, y1 = box
    return x0 * scale, y0 * scale, x1 * scale, y1 * scale
