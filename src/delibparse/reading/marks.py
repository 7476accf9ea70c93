"""What the engine passed over: the words of narrow cells, ticks, discs and lone letters, which are too little text.

Words are read again by themselves; what is as large as a letter and no word is a mark, for the layout to place.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from delibparse.reading.model import Box, Word
from delibparse.reading.pixels import Grey

LEAST, MOST = 0.4, 2.2
"""Heights of a word between which the greater side of a mark lies."""

FILLED = 0.12
"""Share of its box that a mark inks: dust that hangs together inks less."""

AROUND = 2
"""Pixels around a word that are its own."""

WIDE = 2.5
"""Heights of a word from which ink on one level is a word's, or several."""

MOST_AGAIN = 60
"""Stretches of a page that are read again at most: a photograph in a frame has more."""

MARGIN = 6
"""Pixels of paper around what is read again."""

KEPT = 0.5
"""Confidence from which a word read again is kept: what is left over on a bad scan is mostly dirt."""

Read = Callable[[Grey], list[Word]]
"""Recognises a picture of a line or two; the words' boxes in its pixels."""


UNSURE, SHORT = 0.5, 6
"""Confidence under which, and letters up to which, a word may be what the engine made of marks: it takes a column of
them for a word written upright."""

LEAST_COLUMN = 3
"""Marks one below the other that are a table's."""

LEGIBLE = 0.6
"""Confidence from which a mark read again is the letters that were read: P, Exc."""


class PassedOver(NamedTuple):
    """All words of a page, those among them that were read again, and marks; boxes in pixels of the page."""

    words: list[Word]
    marks: list[Box]


def passed_over(words: list[Word], black: Grey, rules: list[Box], read: Read) -> PassedOver:
    """The words of a page with those that the engine passed over, and the marks that are none.

    Words are looked for inside the tables that `rules` enclose, and in columns of marks anywhere.
    """
    long = [word.y1 - word.y0 for word in words if len(word.text) > 3]
    if not long:
        return PassedOver(words, [])
    height = float(np.percentile(long, 25))
    sure = [word for word in words if word.confidence >= UNSURE or len(word.text) > SHORT]
    columns = _columns(_marks(_left_over(sure, black), height), height)
    in_columns = [box for column in columns for box in column]
    kept = [word for word in words if word.confidence >= UNSURE or not any(_touch(word, box) for box in in_columns)]
    letters = [word for column in columns for word in _letters(column, black, read)]
    kept += [word for word in letters if not any(_touch(word, other[1:5]) for other in kept)]
    if rules:
        kept += _read_again(_left_over(kept, black), black, rules, height, read)
    return PassedOver(kept, _marks(_left_over(kept, black), height))


def _columns(found: list[Box], height: float) -> list[list[Box]]:
    """The marks that stand one below the other."""
    columns: list[list[Box]] = []
    for box in sorted(found, key=lambda box: box[0] + box[2]):
        middle = (box[0] + box[2]) / 2
        if columns and middle - (columns[-1][-1][0] + columns[-1][-1][2]) / 2 < height / 2:
            columns[-1].append(box)
        else:
            columns.append([box])
    return [column for column in columns if len(column) >= LEAST_COLUMN]


def _touch(word: Word, box: Box) -> bool:
    return word.x0 < box[2] and word.x1 > box[0] and word.y0 < box[3] and word.y1 > box[1]


def _letters(column: list[Box], black: Grey, read: Read) -> list[Word]:
    """The marks of a column that are letters, read one below the other as a text of their own, the rest one by one."""
    x0, x1 = min(box[0] for box in column), max(box[2] for box in column)
    y0, y1 = min(box[1] for box in column), max(box[3] for box in column)
    found = [word for word in _read_part(black, (x0, y0, x1, y1), read) if _legible(word)]
    if not found:
        return []
    rest = [box for box in column if not any(_touch(word, box) for word in found)]
    return found + [word for box in rest for word in _read_part(black, box, read) if _legible(word)]


def _legible(word: Word) -> bool:
    return word.confidence >= LEGIBLE and word.text.strip(".").isalpha()


def _read_part(black: Grey, box: Box, read: Read) -> list[Word]:
    """The words of a part of the page, on paper of its own; boxes as of the page."""
    x0, y0 = (max(int(side) - MARGIN, 0) for side in box[:2])
    part = np.ascontiguousarray(black[y0 : int(box[3]) + MARGIN, x0 : int(box[2]) + MARGIN])
    framed = cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255)
    dx, dy = x0 - MARGIN, y0 - MARGIN
    return [word._replace(x0=word.x0 + dx, x1=word.x1 + dx, y0=word.y0 + dy, y1=word.y1 + dy) for word in read(framed)]


def _left_over(words: list[Word], black: Grey) -> Grey:
    ink = np.asarray(cv2.threshold(black, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1])
    for word in words:
        x0, y0, x1, y1 = (int(side) for side in word[1:5])
        ink[max(y0 - AROUND, 0) : y1 + AROUND, max(x0 - AROUND, 0) : x1 + AROUND] = 0
    return ink


def _read_again(ink: Grey, black: Grey, rules: list[Box], height: float, read: Read) -> list[Word]:
    left, top = (max(int(min(box[k] for box in rules)), 0) for k in (0, 1))
    right, bottom = (int(max(box[k] for box in rules)) for k in (2, 3))
    reach = np.ones((max(int(0.5 * height), 1), max(int(0.9 * height), 1)), np.uint8)
    joined = cv2.dilate(ink[top:bottom, left:right], reach)
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    wide = [(x + left, y + top, w, h) for x, y, w, h, _ in stats[1:].tolist() if w > WIDE * height and h > 0.8 * height]
    if len(wide) > MOST_AGAIN:
        return []
    found = [word for x, y, w, h in wide for word in _read_part(black, (x, y, x + w, y + h), read)]
    return [word for word in found if word.confidence >= KEPT]


def _marks(ink: Grey, height: float) -> list[Box]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return [
        (float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, area in stats[1:].tolist()
        if LEAST * height <= max(w, h) <= MOST * height and min(w, h) >= LEAST * height / 2 and area >= FILLED * w * h
    ]
