"""The crosses of a members' table, which the engine loses: a lone letter in a cell is too little text for a line.

A cross is a mark as large as a letter, alone in its row's stretch, whose ink lies on the two diagonals; those in or
beside a column of at least `LEAST` are taken for ticks, and stand as the word "X".
"""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.model.confidence import CROSS
from delibparse.reading.components import components
from delibparse.reading.model import Box, Word
from delibparse.reading.pixels import Grey, reduced

LEAST = 3
BELOW = 10
"""Heights of a letter under or over a column of crosses within which others are of its table."""

SHORT = 3
"""Letters of a word that the engine may have made of a cross: 2x, I», IX."""

MIDDLE, ARMS, SIDES = 0.65, 0.2, 0.22
"""Least share of ink in the middle of a cross and on its arms, greatest share between them. Crosses of the benchmark
measured 0.69, 0.22 and more, and 0.18 and less; of the capitals N comes nearest, with 0.04 and 0.43."""


PAPER = 170
"""Brightness of a pixel from which it is no ink."""


def with_crosses(words: list[Word], black: Grey) -> list[Word]:
    """The words of a page (boxes in pixels of `black`), and the crosses that stand in columns."""
    long = [word for word in words if len(word.text) > SHORT]
    if not long:
        return words
    height = float(np.percentile([word.y1 - word.y0 for word in long], 25))  # boxes in ruled tables are too tall
    found = _columns(_crosses(black, long, height), height)
    if not found:
        return words
    kept = [word for word in words if len(word.text) > SHORT or not any(_touch(word, box, height) for box in found)]
    return kept + [Word("X", *box, CROSS) for box in found]


def _crosses(black: Grey, long: list[Word], height: float) -> list[Box]:
    half = reduced(black, 2)
    ink = cv2.threshold(half, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    for word in (word for word in long if word.y1 - word.y0 < 2 * height):
        x0, y0, x1, y1 = (int(v / 2) for v in word[1:5])
        ink[max(y0 - 1, 0) : y1 + 2, max(x0 - 1, 0) : x1 + 2] = 0
    rule = max(int(height), 12)  # in half pixels: twice a letter
    for line in ((1, rule), (rule, 1)):
        ink &= 1 - cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(line, np.uint8)), np.ones((3, 3), np.uint8))
    stats = components(ink).stats
    found = []
    for left, top, width, tall, _ in stats[1:].tolist():
        letter = 0.3 * height < 2 * tall < 1.3 * height and 0.6 < width / tall < 1.6
        if letter and _is_cross(black[2 * top : 2 * (top + tall), 2 * left : 2 * (left + width)]):
            apart = int(0.5 * height)
            around = ink[top : top + tall, max(left - apart, 0) : left + width + apart]
            if np.count_nonzero(around) <= 1.3 * np.count_nonzero(ink[top : top + tall, left : left + width]):
                found.append((2.0 * left, 2.0 * top, 2.0 * (left + width), 2.0 * (top + tall)))
    return found


def _is_cross(mark: Grey) -> bool:
    if mark[len(mark) // 2, mark.shape[1] // 2] > PAPER:
        return False  # most letters have no ink where a cross has most
    dark = cv2.resize(255 - mark, (15, 15), interpolation=cv2.INTER_AREA).astype(np.float32)
    dark = np.clip(dark / max(float(dark.max()), 1.0), 0, 1)
    cells = dark.reshape(5, 3, 5, 3).mean(axis=(1, 3))
    arms = min(cells[1, 1], cells[1, 3], cells[3, 1], cells[3, 3])
    sides = max(cells[0, 2], cells[2, 0], cells[2, 4], cells[4, 2])
    return bool(cells[2, 2] > MIDDLE and arms > ARMS and sides < SIDES)


def _columns(crosses: list[Box], height: float) -> list[Box]:
    """Those that stand in a column of enough, and those beside one: few are absent."""
    columns = [
        box
        for box in crosses
        if sum(abs((box[0] + box[2]) - (other[0] + other[2])) < height for other in crosses) >= LEAST
    ]
    if not columns:
        return []
    top, bottom = min(box[1] for box in columns), max(box[3] for box in columns)
    return [box for box in crosses if top - BELOW * height < box[1] and box[3] < bottom + BELOW * height]


def _touch(word: Word, box: Box, height: float) -> bool:
    reach = 0.5 * height
    return word.x0 < box[2] + reach and word.x1 > box[0] - reach and word.y0 < box[3] and word.y1 > box[1]
