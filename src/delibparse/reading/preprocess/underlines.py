"""The strokes under headings, taken out of the page."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.components import components
from delibparse.reading.model import Box
from delibparse.reading.pixels import Grey, paper_of

UNDERLINE, UNDERLINE_HEIGHT = 0.045, 0.0035
"""Of the page's width: the least length and the greatest height of a stroke that underlines words."""


def without_underlines(grey: Grey) -> tuple[Grey, list[Box]]:
    """The page without the strokes under its headings, whose letters the engine loses with them, and their boxes; a
    letter's own stroke that crosses one is kept, and so are the rules of tables and frames, which meet upright ones."""
    paper = paper_of(grey)
    height, width = ((side + 1) // 2 for side in grey.shape)
    half = _ink(cv2.resize(grey, (width, height), interpolation=cv2.INTER_NEAREST), paper)
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
    band = slice(max(2 * int(rows[0]) - 8, 0), 2 * int(rows[-1]) + 10)
    whole = np.repeat(np.repeat(strokes[band.start // 2 : (band.stop + 1) // 2], 2, axis=0), 2, axis=1)
    ink = _ink(grey[band], paper)
    grown = cv2.dilate(whole[: ink.shape[0], : ink.shape[1]], np.ones((5, 3), np.uint8))
    around = ink & (1 - grown)
    reach = np.ones((4 * thick + 1, 1), np.uint8)
    crossing = cv2.dilate(around, reach, anchor=(0, 0)) & cv2.dilate(around, reach, anchor=(0, 4 * thick))
    result = grey.copy()
    np.copyto(result[band], np.uint8(paper), where=(grown & (1 - crossing)).view(bool))
    boxes = [
        (2.0 * left, 2.0 * top, 2.0 * (left + width), 2.0 * (top + height))
        for (left, top, width, height, _), under_words in zip(found.stats[1:].tolist(), ~ruled[1:], strict=True)
        if under_words
    ]
    return result, boxes


def _ink(grey: Grey, paper: float) -> Grey:
    """1 for ink, 0 for paper."""
    return np.asarray(cv2.threshold(np.ascontiguousarray(grey), 0.75 * paper, 1, cv2.THRESH_BINARY_INV)[1])
