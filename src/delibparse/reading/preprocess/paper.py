"""The paper made white, and the ink on it at a small scale."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.pixels import Grey, paper_of, reduced

ANALYSIS_WIDTH = 800
"""Pixels of the lesser side of a page whose tilt is sought, at least, and less than twice as many."""

RULE = 41
"""Pixels, on a page ANALYSIS_WIDTH wide, from which a straight stroke is a ruled line and not a letter's. Odd:
OpenCV moves what an even kernel opens by a pixel."""


def whiten(grey: Grey) -> Grey:
    """Uneven, grey or shadowed paper made white: divided by the paper's own brightness, taken at a coarse scale."""
    if paper_of(grey) > 247:
        return grey
    height, width = grey.shape
    small = reduced(grey, 8)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(paper, 60), scale=250)


def ink_of(grey: Grey) -> Grey:
    """The ink at a small scale, 255 on 0, without photographs, scanner borders and ruled lines."""
    small = reduced(grey, max(min(grey.shape) // ANALYSIS_WIDTH, 1))
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8))
    ink = cv2.subtract(ink, cv2.dilate(solid, np.ones((31, 31), np.uint8)))
    ways = (1, RULE), (RULE, 1)  # both are looked for before either goes: the cells of a table cut each other's rules
    for ruled in [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(way, np.uint8)) for way in ways]:
        ink = cv2.subtract(ink, cv2.dilate(ruled, np.ones((3, 3), np.uint8)))
    return ink
