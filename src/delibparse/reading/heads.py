"""Where the head of a page ends: between two of its lines."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.pixels import Grey

INK = 170
"""Brightness under which a pixel is ink."""

SPECK = 3
"""Pixels of a side of the square within which specks are no ink: a stroke of a letter is longer than it is wide."""

FIRST, MOST = 0.25, 0.4
"""Of a page's height below its first line, between which its head ends."""

LEAST_GAP = 4
"""Pixels of white between two lines that are parted."""


def cut_of(black: Grey) -> int | None:
    """The row of a prepared picture above which its head stands: in the middle of the highest white between two lines
    there, the nearer to the top of several; None where no white parts them."""
    inked = np.flatnonzero(_has_ink(black))
    if not len(inked):
        return None
    top = int(inked[0])
    first, most = (top + round(share * (len(black) - top)) for share in (FIRST, MOST))
    best, height = None, LEAST_GAP - 1
    for above, below in zip(inked[:-1].tolist(), inked[1:].tolist(), strict=True):
        start, end = max(above + 1, first), min(below, most)
        if end - start > height:
            best, height = (start + end) // 2, end - start
    return best


def _has_ink(black: Grey) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of each row of a picture, whether ink is on it that is no speck."""
    still = cv2.medianBlur(black, SPECK)
    return np.asarray((still < INK).any(axis=1))
