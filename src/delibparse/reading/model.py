"""What reading hands over: pages of words, in the frame in which the page reads upright and straight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from delibparse.errors import DelibparseError
from delibparse.model.record import REREAD

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points, from the top-left corner."""


def around(boxes: Iterable[Box]) -> Box:
    """The box around others, of which there is one at least."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)


def is_level(stroke: Box) -> bool:
    """Whether a stroke is longer than it is thick from top to bottom; others are upright."""
    return stroke[2] - stroke[0] > stroke[3] - stroke[1]


class Type(NamedTuple):
    """How a word is set. `size` in points; `colour` as 0xRRGGBB. Of a recognised word the size alone is known; UNSET in
    plain text."""

    size: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: int = 0


UNSET = Type()


Ink = Literal["black", "colour", "over"]


class Word(NamedTuple):
    """A run of ink without white space. Coordinates in points, in the reading frame of its page.

    `confidence` is 0..1, the engine's own (1.0 for a text layer). `position` is the character offset in a plain text
    file, -1 elsewhere. `ink` tells coloured ink (stamps, signatures), and what was laid over a scan that was read
    without it, from the black of the text. `suspect` tells a figure that others contradict, and that a second reading
    did too.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float = 1.0
    position: int = -1
    ink: Ink = "black"
    underlined: bool = False
    suspect: bool = False
    type: Type = UNSET

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def box(self) -> Box:
        return self.x0, self.y0, self.x1, self.y1

    def at(self, box: Box) -> Word:
        """The same word elsewhere, or in another frame."""
        x0, y0, x1, y1 = box
        return self._replace(x0=x0, y0=y0, x1=x1, y1=y1)

    def moved(self, dx: float, dy: float) -> Word:
        """The same word so much further to the right and below."""
        return self.at((self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy))


class Candidate(NamedTuple):
    """A word of a name that may stand where another was read: as it is printed elsewhere, who says so (for `corriges`),
    by how much dearer its letters may be than those that were read (`similarity.letters`), and whether it is a first
    name."""

    word: str
    why: str
    most: float
    is_first: bool = False


class Doubt(NamedTuple):
    """A word to look at again; `around` is the box of it and its neighbours, in points of the reading frame, `figure`
    tells that a number is due, `contradicted` that other figures of the act ask for another one. `is_of_name` tells a
    word of someone's name, `is_known` that it is a sure name's or a first name, `candidates` what else it may be."""

    word: Word
    around: Box
    figure: bool = False
    contradicted: bool = False
    is_of_name: bool = False
    is_known: bool = False
    candidates: tuple[Candidate, ...] = ()


class Change(NamedTuple):
    """A word that was replaced, and why, for `corriges`; with those that were one with it and stand behind it, or the
    other half of what was one word."""

    page: int
    before: Word
    after: Word
    why: str = REREAD
    more: tuple[Word, ...] = ()
    half: Word | None = None

    @property
    def read(self) -> str:
        """What stood there first."""
        words = sorted((self.before, self.half), key=lambda word: word.x0) if self.half is not None else [self.before]
        return " ".join(word.text for word in words)

    @property
    def kept(self) -> str:
        return " ".join(word.text for word in (self.after, *self.more))

    @property
    def is_of_confidence(self) -> bool:
        """Whether the word stays as it was read, more surely. A lone stroke is no such word: its confidence tells
        whether it is dust."""
        same = self.before._replace(confidence=self.after.confidence) == self.after
        return same and not self.more and any(c.isalnum() for c in self.after.text)


class Homography(NamedTuple):
    """The map (x, y) -> ((a x + b y + c) / w, (d x + e y + f) / w), w = g x + h y + 1; affine while g = h = 0."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 0.0
    e: float = 1.0
    f: float = 0.0
    g: float = 0.0
    h: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        w = self.g * x + self.h * y + 1.0
        return (self.a * x + self.b * y + self.c) / w, (self.d * x + self.e * y + self.f) / w

    def box(self, box: Box) -> Box:
        """The upright box around the image of `box`."""
        if self == IDENTITY:
            return box
        x0, y0, x1, y1 = box
        if not (self.b or self.d or self.g or self.h):
            xa, xb, ya, yb = self.a * x0 + self.c, self.a * x1 + self.c, self.e * y0 + self.f, self.e * y1 + self.f
            return (xa, ya, xb, yb) if xa <= xb and ya <= yb else (min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))
        corners = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def after(self, inner: Homography) -> Homography:
        """The map that applies `inner`, then this one."""
        rows = ((self.a, self.b, self.c), (self.d, self.e, self.f), (self.g, self.h, 1.0))
        columns = ((inner.a, inner.d, inner.g), (inner.b, inner.e, inner.h), (inner.c, inner.f, 1.0))
        *terms, last = (sum(r * c for r, c in zip(row, column, strict=True)) for row in rows for column in columns)
        return Homography(*(term / last for term in terms))

    def inverse(self) -> Homography:
        """The map back. ZeroDivisionError for one that flattens the page, which no scan does."""
        a, b, c, d, e, f, g, h = self
        last = a * e - b * d
        adjugate = (
            e - f * h,
            c * h - b,
            b * f - c * e,
            f * g - d,
            a - c * g,
            c * d - a * f,
            d * h - e * g,
            b * g - a * h,
        )
        return Homography(*(term / last for term in adjugate))

    def scaled(self, scale: float) -> Homography:
        """The same map between frames measured in units `1 / scale` times as large: pixels to points at 72 / dpi."""
        return self._replace(c=self.c * scale, f=self.f * scale, g=self.g / scale, h=self.h / scale)


IDENTITY = Homography()


@dataclass(slots=True)
class Page:
    """One page as read.

    `width` and `height` are points, as displayed. Words are in the reading frame (upright, deskewed);
    `to_display` takes a point of that frame to the page as displayed. `rotation` is the clockwise quarter turn
    applied to read it, in degrees, `skew` the tilt corrected, in degrees. `is_plain` tells a page of a plain text
    file, whose boxes are those of a grid. `unreadable` says why nothing was read of it, `failure` what that raised.
    `rules` are the straight strokes of tables and frames, thin boxes; `marks` what is drawn as large as a letter and is
    no word: ticks, discs.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    method: Literal["texte", "ocr", "mixte", "vide"] = "vide"
    rotation: Literal[0, 90, 180, 270] = 0
    skew: float = 0.0
    to_display: Homography = IDENTITY
    unreadable: str | None = None
    failure: DelibparseError | None = None
    is_plain: bool = False
    rules: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)

    @property
    def confidence(self) -> float:
        return mean_confidence(self.words)

    @property
    def is_recognised(self) -> bool:
        """Whether words of it were read by OCR; "mixte" where others, a stamp's, were in a text layer."""
        return self.method in ("ocr", "mixte")


def mean_confidence(words: list[Word]) -> float:
    """Of the words, weighted by their length; 0.0 for none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0
