"""Which way up a page is, and by how much it is tilted."""

from __future__ import annotations

import math
from functools import cache
from typing import Literal

import cv2
import numpy as np

from delibparse.reading.pixels import Grey, reduced

Turn = Literal[0, 90, 180, 270]

MAX_SKEW = 5.0
"""Degrees. A page tilted by more was not fed through a scanner."""

LEAST_SKEW = 0.15
"""Tilts under this cost the engine nothing (a line of A4 rises by half a millimetre): measured on clean scans. With 0.2
a real scan tilted by 0.15 lost a fifth of its critical fields."""

ON_ITS_SIDE = 1.3
"""How much sharper the columns must be than the rows for the page to lie on its side."""


STRIP = 4
"""Columns that slide together when a tilt is sought: within so few pixels a line rises by a third of one at most."""


def coarse_skew(ink: Grey) -> tuple[float, float]:
    """Clockwise tilt of the text to half a degree, and how sharp its rows are once it is undone.

    `ink` is 255 on 0. Rows of text, seen edge on, are dark and light by turns only when they are level: the tilt
    is the one whose removal makes the sums of neighbouring rows differ most.
    """
    half = _strips(reduced(ink, 2))
    found = {float(degrees): _sharpness(half, degrees) for degrees in np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5)}
    best = max(found, key=lambda degrees: found[degrees])
    return best, found[best]


def find_skew(ink: Grey, near: float) -> float:
    """Clockwise tilt of the text in degrees, sought around `near`; 0.0 if none is found."""
    strips = _strips(ink)
    sharp = cache(lambda degrees: _sharpness(strips, degrees))
    best = near
    for step in (0.25, 0.1, 0.05):
        best = max((round(best + step * k, 2) for k in (-2, -1, 0, 1, 2)), key=sharp)
    if abs(best) < LEAST_SKEW or sharp(best) < 1.05 * sharp(0.0):
        return 0.0
    return best


def _sharpness(strips: Grey, degrees: float) -> float:
    rows = cv2.reduce(sheared(strips, degrees, STRIP), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    return float(np.square(np.diff(rows)).sum())


def _strips(ink: Grey) -> Grey:
    """The picture with STRIP of its columns made one."""
    height, width = ink.shape[0], ink.shape[1] // STRIP * STRIP
    return np.asarray(cv2.resize(ink[:, :width], (width // STRIP, height), interpolation=cv2.INTER_AREA))


def sheared(picture: Grey, degrees: float, strip: int = 1) -> Grey:
    """Tilt removed by sliding the columns, each of so many pixels' width: for small angles as good as turning, and
    faster."""
    height, width = picture.shape
    slope = strip * math.tan(math.radians(degrees))
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_NEAREST)


def is_upside_down(ink: Grey) -> bool:
    """Whether more strokes hang under the lines than stand above them.

    French has more ascenders, capitals and accents than descenders: in each row of text, the ink of the band above
    the body of the letters outweighs that of the band below. Only a clear case answers True; the engine's
    confidence has the last word.
    """
    rows = ink.sum(axis=1, dtype=np.float64) / 255
    if rows.max() < 10:
        return False
    above = below = 0.0
    floor = 0.04 * rows.max()
    inside = rows > floor
    edges = np.flatnonzero(np.diff(inside.astype(np.int8)))
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    if inside[0]:
        starts, ends = np.concatenate(([0], edges[1::2] + 1)), edges[::2] + 1
    for start, end in zip(starts, ends, strict=False):
        band = rows[start:end]
        if not 6 <= len(band) <= 40:
            continue
        body = np.flatnonzero(band > 0.5 * band.max())
        above += band[: body[0]].sum()
        below += band[body[-1] + 1 :].sum()
    return below > 1.15 * above
