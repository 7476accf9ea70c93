"""What the engine passed over: the words of narrow cells, figures behind dotted leaders, ticks, discs and lone letters,
which are too little text.

Words are read again by themselves; what is as large as a letter and no word is a mark, for the layout to place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from delibparse.model.confidence import LETTERS, LOST, OF_MARKS, PASSED_OVER
from delibparse.reading.components import components
from delibparse.reading.model import Box, Word, around, is_level
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

Read = Callable[[Grey], list[Word]]
"""Recognises a picture of a line or two; the words' boxes in its pixels."""


SHORT = 6
"""Letters up to which a word may be what the engine made of marks, if it is unsure of it."""

SHORTEST, GUESSED = 3, 0.75
"""The same for whole columns of them, where none is a letter when it is read by itself: ticks were read as VA, CA and &
with up to 0.72."""

LEAST_IN_TABLE, LEAST_COLUMN, LARGEST_STEP = 3, 5, 5.0
"""Marks one below the other that are a column of a table with rules, or without; in the latter, the greatest distance
from one to the next, in heights of a word."""


class PassedOver(NamedTuple):
    """All words of a page, those read again among them, and the marks that are none; boxes in pixels of the page."""

    words: list[Word]
    marks: list[Box]


def passed_over(words: list[Word], black: Grey, rules: list[Box], read: Read) -> PassedOver:
    """The words of a page with those that the engine passed over, and the marks that are none.

    Words are looked for inside the tables that `rules` enclose, in columns of marks anywhere, and where letters and
    figures stand that are no word's.
    """
    long = [word.y1 - word.y0 for word in words if len(word.text) > 3]
    if not long:
        return PassedOver(words, [])
    height = float(np.percentile(long, 25))
    tables, ink = areas(rules), _ink(black)
    upwards = _read_upwards(words)
    unsure = {word for word in words if len(word.text) <= SHORT and word.confidence < OF_MARKS} | upwards
    guessed = {word for word in words if _may_be_guessed(word)} - unsure
    sure = [word for word in words if word not in unsure and word not in guessed]
    found = _marks(_left_over(sure, ink), height)
    columns = _columns(_trusted(found, sure, tables, height), tables, height)
    in_columns = [box for column in columns for box in column]
    kept = [word for word in words if word in sure or not any(_touch(word, box) for box in in_columns)]
    for column in columns:
        kept += _apart(_of_column(column, guessed, black, read), kept)
    if tables:
        left = _left_over(kept, ink)
        for table in tables:
            kept += _apart(_read_again(left, black, table, height, read), kept)
    if len(kept) > len(sure) or columns:
        found = _marks(_left_over(kept, ink), height)
    lost = _lost_words(_outside(found, tables, in_columns), kept, black, height, read)
    if lost:
        kept += lost
        found = _marks(_left_over(kept, ink), height)
    return PassedOver(kept, _trusted(found, kept, tables, height))


def _apart(again: list[Word], kept: list[Word]) -> list[Word]:
    """Those of the words read again that stand where no other does."""
    return [word for word in again if not any(_touch(word, other.box) for other in kept)]


def _of_column(column: list[Box], guessed: set[Word], black: Grey, read: Read) -> list[Word]:
    """The letters of a column of marks. Where one is a letter that was read by itself, what was guessed of the others
    stands."""
    letters = _letters(column, black, read)
    if not letters:
        return []
    return [*letters, *(word for word in guessed if any(_touch(word, box) for box in _unread(column, letters)))]


def _read_upwards(words: list[Word]) -> set[Word]:
    """The short words that the engine read from the foot of the page to its head, one above the other, and the others
    of their column: it took letters for a line written upright, and lying letters for others."""
    columns: list[tuple[float, float]] = []
    run: list[Word] = []
    for word in words:
        goes_on = run and word.y1 <= run[-1].y0 and word.x0 < run[-1].x1 and word.x1 > run[-1].x0
        run = [*run, word] if goes_on and len(word.text) <= SHORT else [word]
        if len(run) == LEAST_IN_TABLE:
            columns.append((min(one.x0 for one in run), max(one.x1 for one in run)))
    return {
        word
        for word in words
        if len(word.text) <= SHORT
        and any(left - AROUND <= word.x0 and word.x1 <= right + AROUND for left, right in columns)
    }


def _may_be_guessed(word: Word) -> bool:
    """Whether a word may be what the engine made of a mark, though it is not quite unsure of it: no figure is."""
    return word.confidence < GUESSED and len(word.text) <= SHORTEST and not any(c.isdigit() for c in word.text)


def areas(rules: list[Box]) -> list[Box]:
    """The boxes of the tables that rules enclose: of those that touch each other, of all where none is upright."""
    if all(map(is_level, rules)):
        return [around(rules)] if rules else []
    found: list[list[Box]] = []
    for rule in rules:
        met = [group for group in found if any(_overlap(rule, other) for other in group)]
        found = [group for group in found if group not in met] + [[rule, *(one for group in met for one in group)]]
    return [around(group) for group in found if len(group) > LEAST_RULES]


LEAST_RULES, TOUCH = 3, 10.0
"""Rules of a table, more than this; pixels within which rules meet."""


def _overlap(box: Box, other: Box) -> bool:
    return all(box[k] - TOUCH < other[k + 2] and other[k] - TOUCH < box[k + 2] for k in (0, 1))


def _trusted(found: list[Box], words: list[Word], tables: list[Box], height: float) -> list[Box]:
    """The marks that are in a table, or that nothing stands so near, on their level, that they are rather pieces of a
    word or of a drawing."""
    boxes = sorted([*(word.box for word in words), *found], key=lambda box: box[1])
    tops, tallest = [box[1] for box in boxes], max((y1 - y0 for _, y0, _, y1 in boxes), default=0.0)

    def is_alone(box: Box) -> bool:
        x0, y0, x1, y1 = box[0] - NEAR * height, box[1], box[2] + NEAR * height, box[3]
        level = boxes[bisect_left(tops, y0 - tallest) : bisect_left(tops, y1)]
        return not any(b[3] > y0 and b[0] < x1 and b[2] > x0 for b in level if b is not box)

    return [box for box in found if _inside(box, tables) or is_alone(box)]


NEAR = 0.8
"""Heights of a word between a mark that stands alone and what is beside it, at least."""


def _inside(box: Box, tables: list[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(x0 < x < x1 and y0 < y < y1 for x0, y0, x1, y1 in tables)


def _columns(found: list[Box], tables: list[Box], height: float) -> list[list[Box]]:
    """The marks that stand one below the other: three in a table; elsewhere more, and in rows without a gap."""
    columns: list[list[Box]] = []
    for box in sorted(found, key=lambda box: box[1]):
        step = float("inf") if _inside(box, tables) else LARGEST_STEP * height
        column = next((c for c in reversed(columns) if _below(c[-1], box, height, step)), None)
        if column is None:
            columns.append([box])
        else:
            column.append(box)
    return [c for c in columns if len(c) >= (LEAST_IN_TABLE if _inside(c[0], tables) else LEAST_COLUMN)]


def _below(above: Box, box: Box, height: float, step: float) -> bool:
    return abs(above[0] + above[2] - box[0] - box[2]) < height and box[1] - above[3] < step


def _touch(word: Word, box: Box) -> bool:
    return word.x0 < box[2] and word.x1 > box[0] and word.y0 < box[3] and word.y1 > box[1]


def _letters(column: list[Box], black: Grey, read: Read) -> list[Word]:
    """The marks of a column that are letters: read one below the other as a text of their own, then one by one, then by
    their likeness to those that were read."""
    found = [word for word in _read_part(black, around(column), read) if _legible(word)]
    if not found:
        return []
    found += [word for box in _unread(column, found) for word in _read_part(black, box, read) if _legible(word)]
    patterns = [(word.text, _shape(black, box)) for word in found for box in column if _touch(word, box)]
    return found + [word for box in _unread(column, found) if (word := _by_likeness(box, black, patterns))]


def _unread(column: list[Box], found: list[Word]) -> list[Box]:
    return [box for box in column if not any(_touch(word, box) for word in found)]


ALIKE, APART = 0.75, 0.12
"""Correlation from which a mark is the letter that another one was read as, and by how much that letter must be liker
than any other: equal letters of one scan measured 0.8 and more, P and R 0.7."""

SIDE = 24
"""Pixels of the square in which two marks are compared."""


def _shape(black: Grey, box: Box) -> Grey:
    x0, y0, x1, y1 = (int(side) for side in box)
    return np.asarray(cv2.resize(black[y0:y1, x0:x1], (SIDE, SIDE), interpolation=cv2.INTER_AREA))


def _by_likeness(box: Box, black: Grey, patterns: list[tuple[str, Grey]]) -> Word | None:
    """The letter that a mark is most like, among those of its column; None where it is like none or like two."""
    mark = _shape(black, box)
    best: dict[str, float] = {}
    for text, pattern in patterns:
        likeness = float(cv2.matchTemplate(mark, pattern, cv2.TM_CCOEFF_NORMED)[0, 0])
        best[text] = max(best.get(text, 0.0), likeness)
    ranked = sorted(best.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < ALIKE or (len(ranked) > 1 and ranked[0][1] - ranked[1][1] < APART):
        return None
    return Word(ranked[0][0], *box, confidence=ranked[0][1])


NARROW, SLIM = 0.55, "iIlrtfjJ1"
"""Width of a letter, in heights of a word, under which it is narrower than any; those that are slim in every type."""


def _legible(word: Word) -> bool:
    """Whether a word read by itself is letters: a tick that was read as two of them is too narrow."""
    letters = word.text.strip(".")
    broad = sum(letter not in SLIM for letter in letters)
    narrow = broad > 1 and word.x1 - word.x0 < NARROW * broad * (word.y1 - word.y0)
    return word.confidence >= LETTERS and letters.isalpha() and not narrow


def _read_part(black: Grey, box: Box, read: Read) -> list[Word]:
    """The words of a part of the page, on paper of its own; boxes as of the page."""
    x0, y0 = (max(int(side) - MARGIN, 0) for side in box[:2])
    part = np.ascontiguousarray(black[y0 : int(box[3]) + MARGIN, x0 : int(box[2]) + MARGIN])
    framed = cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255)
    return [word.moved(x0 - MARGIN, y0 - MARGIN) for word in read(framed)]


def _ink(black: Grey) -> Grey:
    """1 for ink, 0 for paper."""
    return np.asarray(cv2.threshold(black, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1])


def _left_over(words: list[Word], ink: Grey) -> Grey:
    """The ink that is no word's."""
    left = ink.copy()
    for word in words:
        x0, y0, x1, y1 = (int(side) for side in word.box)
        left[max(y0 - AROUND, 0) : y1 + AROUND, max(x0 - AROUND, 0) : x1 + AROUND] = 0
    return left


def _read_again(ink: Grey, black: Grey, table: Box, height: float, read: Read) -> list[Word]:
    """The words of the stretches of `ink` in a table that are wide enough for words."""
    left, top, right, bottom = (max(int(side), 0) for side in table)
    reach = np.ones((max(int(0.5 * height), 1), max(int(0.9 * height), 1)), np.uint8)
    joined = cv2.dilate(ink[top:bottom, left:right], reach)
    stats = components(joined).stats
    wide = [(x + left, y + top, w, h) for x, y, w, h, _ in stats[1:].tolist() if w > WIDE * height and h > 0.8 * height]
    if len(wide) > MOST_AGAIN:
        return []
    found = [word for x, y, w, h in wide for word in _read_part(black, (x, y, x + w, y + h), read)]
    return [word for word in found if word.confidence >= PASSED_OVER]


LOWEST, TALLEST = 0.7, 1.5
"""Heights of a word between which a letter or a figure is high that the engine lost outside tables: a punch hole is
higher, a full stop and a hyphen are lower."""

STEP = 1.5
"""Heights of a word between the letters of a lost word and the next one of its line, at most."""

MOST_LOST = 12
"""Stretches that were lost on a page at most: what is more is a drawing, or dirt."""


def _outside(found: list[Box], tables: list[Box], in_columns: list[Box]) -> list[Box]:
    return [box for box in found if box not in in_columns and not _inside(box, tables)]


def _lost_words(left: list[Box], words: list[Word], black: Grey, height: float, read: Read) -> list[Word]:
    """The words that the engine lost outside tables: letters and figures that no word covers, as behind a dotted leader
    or on a line of such."""
    runs = _runs([box for box in left if LOWEST * height <= box[3] - box[1] <= TALLEST * height], height)
    if len(runs) > MOST_LOST:
        return []
    again = [(word, run) for run in runs for word in _read_part(black, around(run), read)]
    found = [
        word
        for word, run in again
        if word.confidence >= LOST
        and (word.text.isalnum() if len(run) > 1 else word.text.isdigit())  # a tick is read as V
    ]
    return _apart(found, words)


def _runs(letters: list[Box], height: float) -> list[list[Box]]:
    """The letters that stand one beside the other on a level; of the first ones, where there are too many."""
    runs: list[list[Box]] = []
    for box in sorted(letters):
        if len(runs) > MOST_LOST:
            break
        run = next((run for run in runs if _goes_on(run[-1], box, height)), None)
        if run is None:
            runs.append([box])
        else:
            run.append(box)
    return runs


def _goes_on(last: Box, box: Box, height: float) -> bool:
    return box[0] - last[2] < STEP * height and min(last[3], box[3]) - max(last[1], box[1]) > height / 2


def _marks(ink: Grey, height: float) -> list[Box]:
    """The boxes of what is as large as a letter."""
    stats = components(ink).stats
    return [
        (float(x), float(y), float(x + w), float(y + h))
        for x, y, w, h, area in stats[1:].tolist()
        if LEAST * height <= max(w, h) <= MOST * height and min(w, h) >= LEAST * height / 2 and area >= FILLED * w * h
    ]
