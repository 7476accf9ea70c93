"""The picture of a page made ready for the engine: upright, straight, black on white.

Each step is undone in the boxes: `Prepared.to_image` takes a point of the prepared picture to the picture given.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.model import Box, Homography
from delibparse.reading.pixels import Colour, Grey
from delibparse.reading.preprocess.grounds import on_paper
from delibparse.reading.preprocess.orientation import ON_ITS_SIDE, Turn, coarse_skew, find_skew, is_upside_down, sheared
from delibparse.reading.preprocess.paper import ink_of, whiten
from delibparse.reading.preprocess.perspective import flattened, sheet
from delibparse.reading.preprocess.rules import without_rules
from delibparse.reading.preprocess.stamps import to_grey
from delibparse.reading.preprocess.underlines import without_underlines

LEAST_INK = 200
"""Pixels of ink, on a page ANALYSIS_WIDTH wide, under which it is blank."""


@dataclass(slots=True)
class Prepared:
    """`black` is the text's ink; `coloured`, if any, the stamps' and pens' ink alone, in the same frame; `underlines`
    are the strokes under words that were taken out of it, `rules` those of its tables, boxes in pixels."""

    black: Grey
    coloured: Grey | None
    turn: Turn
    skew: float
    to_image: Homography
    underlines: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)


def prepare(image: Grey | Colour, lies: bool | None = None) -> Prepared:
    """A photographed sheet made flat, ink parted, paper whitened, quarter turns and skew undone; `lies` tells whether
    the page lies on its side, where that is known. Half turns are left to `half_turned`."""
    corners = sheet(image)
    if corners is None:
        return _prepare(image, lies)
    flat, to_photo = flattened(image, corners)
    ready = _prepare(flat, lies)
    ready.to_image = to_photo.after(ready.to_image)
    return ready


def _prepare(image: Grey | Colour, lies: bool | None) -> Prepared:
    black, coloured = to_grey(on_paper(image))
    black = whiten(black)
    ink = ink_of(black)
    if np.count_nonzero(ink) < LEAST_INK:
        return _apply(black, coloured, 0, 0.0)
    tilt, sharpness = coarse_skew(ink)
    aside = np.asarray(cv2.rotate(ink, cv2.ROTATE_90_CLOCKWISE))
    tilt_aside, sharpness_aside = coarse_skew(aside)
    turn: Turn = 0
    if lies is None:
        lies = sharpness_aside > ON_ITS_SIDE * sharpness
    if lies:
        turn, ink, tilt = 90, aside, tilt_aside
    skew = find_skew(ink, tilt)
    if is_upside_down(sheared(ink, skew) if skew else ink):
        turn = 180 if turn == 0 else 270
    return _apply(black, coloured, turn, skew)


def half_turned(prepared: Prepared) -> Prepared:
    """The same page upside down."""
    height, width = prepared.black.shape
    turned = Homography(-1, 0, width, 0, -1, height)
    return Prepared(
        np.ascontiguousarray(prepared.black[::-1, ::-1]),
        None if prepared.coloured is None else np.ascontiguousarray(prepared.coloured[::-1, ::-1]),
        (prepared.turn + 180) % 360,  # type: ignore[arg-type]
        prepared.skew,
        prepared.to_image.after(turned),
        [(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in prepared.underlines],
        [(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in prepared.rules],
    )


def _apply(black: Grey, coloured: Grey | None, turn: Turn, skew: float) -> Prepared:
    quarter = turn // 90
    height, width = black.shape
    to_image = {
        0: Homography(),
        90: Homography(0, 1, 0, -1, 0, height),  # turned clockwise: x' = height - y, y' = x
        180: Homography(-1, 0, width, 0, -1, height),
        270: Homography(0, -1, width, 1, 0, 0),
    }[turn]
    if quarter:
        black = np.ascontiguousarray(np.rot90(black, -quarter))
        coloured = None if coloured is None else np.ascontiguousarray(np.rot90(coloured, -quarter))
    if skew:
        height, width = black.shape
        forward = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        black = _rotated(black, forward, (0, 0, width, height))
        coloured = None if coloured is None else _ink_rotated(coloured, forward)
        back = cv2.invertAffineTransform(forward)
        to_image = to_image.after(Homography(*(float(v) for v in back.ravel())))
    black, rules = without_rules(black, coloured)
    black, underlines = without_underlines(black)
    return Prepared(black, coloured, turn, skew, to_image, underlines, rules)


Matrix = npt.NDArray[np.float64]


def _rotated(picture: Grey, forward: Matrix, part: tuple[int, int, int, int]) -> Grey:
    """A part (left, top, right, bottom) of a picture that is turned."""
    left, top, right, bottom = part
    moved = forward - [[0, 0, left], [0, 0, top]]
    size = right - left, bottom - top
    return np.asarray(cv2.warpAffine(picture, moved, size, flags=cv2.INTER_LINEAR, borderValue=(255,)))


def _ink_rotated(coloured: Grey, forward: Matrix) -> Grey:
    """The ink of stamps turned: a corner of the page, most often, and only that is turned."""
    x, y, w, h = cv2.boundingRect(255 - coloured)
    corners = np.array([[x, y, 1], [x + w, y, 1], [x, y + h, 1], [x + w, y + h, 1]]) @ forward.T
    height, width = coloured.shape
    left, top = np.maximum(np.floor(corners.min(axis=0)).astype(int) - 1, 0).tolist()
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)).astype(int) + 2, (width, height)).tolist()
    turned = np.full_like(coloured, 255)
    if left < right and top < bottom:
        turned[top:bottom, left:right] = _rotated(coloured, forward, (left, top, right, bottom))
    return turned
