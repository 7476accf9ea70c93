"""The strokes under headings, taken out of the page."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.components import components
from delibparse.reading.model import Box
from delibparse.reading.pixels import Grey, paper_of, sampled

UNDERLINE, UNDERLINE_HEIGHT = 0.045, 0.0035
"""Of the page's width: the least length and the greatest height of a stroke that underlines words."""


def without_underlines(grey: Grey) -> tuple[Grey, list[Box]]:
    """The page without the strokes under its headings, whose letters the engine loses with them, and their boxes; a
    letter's own stroke that crosses one is kept, and so are the rules of tables and frames, which meet upright ones."""
    paper = paper_of(grey)
    half = _ink(sampled(grey, 2), paper)
    length, thick = max(int(UNDERLINE * half.shape[1]), 15), max(round(UNDERLINE_HEIGHT * half.shape[1]), 2)
    strokes = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    rows = np.flatnonzero(strokes.any(axis=1))
    if not rows.size:
        return grey, []
    strokes &= 1 - cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((thick + 1, 1), np.uint8))
    upright = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    met = cv2.dilate(upright, np.ones((3, 2 * thick + 1), np.uint8))
    found = components(strokes)
    ruled = np.zeros(len(found), bool)
    ruled[found.marks[met.ravel()[found.inked] > 0]] = True
    strokes[found.where(ruled)] = 0
    first, last = max(int(rows[0]) - 4, 0), min(int(rows[-1]) + 5, len(half))
    part = slice(2 * first, 2 * last), slice(2 * half.shape[1])
    whole = np.repeat(np.repeat(strokes[first:last], 2, axis=0), 2, axis=1)
    ink = _ink(grey[part], paper)
    grown = cv2.dilate(whole, np.ones((5, 3), np.uint8))
    around = ink & (1 - grown)
    reach = np.ones((4 * thick + 1, 1), np.uint8)
    crossing = cv2.dilate(around, reach, anchor=(0, 0)) & cv2.dilate(around, reach, anchor=(0, 4 * thick))
    result = grey.copy()
    np.copyto(result[part], np.uint8(paper), where=(grown & (1 - crossing)).view(bool))
    boxes = [
        (2.0 * left, 2.0 * top, 2.0 * (left + width), 2.0 * (top + height))
        for (left, top, width, height, _), under_words in zip(found.stats[1:].tolist(), ~ruled[1:], strict=True)
        if under_words
    ]
    return result, boxes


def _ink(grey: Grey, paper: float) -> Grey:
    """1 for ink, 0 for paper."""
    return np.asarray(cv2.threshold(np.ascontiguousarray(grey), 0.75 * paper, 1, cv2.THRESH_BINARY_INV)[1])
