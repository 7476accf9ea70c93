"""Where the head of a page ends: between two of its lines."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.pixels import Grey

INK = 170
"""Brightness under which a pixel is ink."""

SPECK = 3
"""Pixels of a side of the square within which specks are no ink: a stroke of a letter is longer than it is wide."""

FIRST, MOST = 0.22, 0.35
"""Of the height of a page's text, between which its head ends."""

LEAST_GAP = 4
"""Pixels of white between two lines that are parted."""


def cut_of(black: Grey) -> int:
    """The row of a prepared picture above which its head stands: in the middle of the highest white between two lines
    there, the nearer to the top of several; 0 where no white parts them."""
    inked = np.flatnonzero(_has_ink(black))
    if not len(inked):
        return 0
    top, end = int(inked[0]), int(inked[-1])
    first, most = (top + round(share * (end - top)) for share in (FIRST, MOST))
    best, height = 0, LEAST_GAP - 1
    for above, below in zip(inked[:-1].tolist(), inked[1:].tolist(), strict=True):
        start, stop = max(above + 1, first), min(below, most)
        if stop - start > height:
            best, height = (start + stop) // 2, stop - start
    return best


def _has_ink(black: Grey) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Of each row of a picture, whether ink is on it that is no speck."""
    still = cv2.medianBlur(black, SPECK)
    return np.asarray((still < INK).any(axis=1))
