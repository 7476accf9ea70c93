"""The rules of tables, taken out of the page: the engine loses the words of narrow cells with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.components import components
from delibparse.reading.model import Box
from delibparse.reading.pixels import Grey, paper_of, reduced

LEVEL, UPRIGHT = 0.04, 0.02
"""Of the page's width and height: the least length of a straight stroke that is no letter's. Rows of tables are from
thirteen points high, the stems of titles under twelve."""

SHORT = 0.01
"""Of the page's height: the least length of an upright stroke between two level rules, below or above another one."""

LONG, TALL = 0.09, 0.03
"""The same for a whole rule, its broken pieces joined."""

THICK = 0.006
"""Of the page's width: what is thicker is a bar, a letter of a logo or a picture."""

FAINT = 0.16
"""Of the paper's brightness: by how much a rule is darker than what it is drawn on, at least: a hairline of grey is no
darker once it is scanned, and a shaded cell is no rule."""

LEAST = 3
"""Level and upright rules that meet, from which they are a table's."""

LEAST_LEVEL = 5
"""Level rules that begin and end alike, from which they part the rows of a table that has no others."""

ALIKE = 0.012
"""Of the page's width: by how much their ends may differ."""

Mask = npt.NDArray[np.uint8]


class Ruled(NamedTuple):
    """The page without the rules of its tables, and their boxes in its pixels."""

    grey: Grey
    rules: list[Box]


def without_rules(grey: Grey, stamps: Grey | None = None) -> Ruled:
    """The page and its tables' rules; frames and lone strokes stay where they are. `stamps` is what was taken out of
    the page because it is coloured, pieces of the rules with it."""
    paper = paper_of(grey)
    half = _dark(grey, paper)
    height, width = half.shape
    thick = max(int(THICK * width), 3)
    found = _straight(half, thick)
    if not found.rows:
        return Ruled(grey, [])
    strokes, rows, columns = found
    if stamps is not None:
        crossed = cv2.max(half, _dark(stamps, paper))
        strokes, *whole = _straight(crossed, thick)
        rows, columns = (
            _bridged(pieces, [rule for rule in rules if _is_own(rule, crossed, half)])
            for pieces, rules in zip((rows, columns), whole, strict=True)
        )
    kept = _of_tables(rows, columns, ALIKE * width)
    if not kept:
        return Ruled(grey, [])
    short = _strokes(half, (max(int(SHORT * height), 8), 1))
    added = _between_merged(kept, _boxes(short, (9, 1), lambda w, _: w <= 2 * thick), ALIKE * width)
    mask = np.zeros_like(half)
    for of_kind, rules in ((strokes, kept), (short, added)):
        for x0, y0, x1, y1 in rules:
            mask[y0:y1, x0:x1] |= of_kind[y0:y1, x0:x1]
    whole = cv2.resize(mask, (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST)
    grown = cv2.dilate(whole, np.ones((5, 5), np.uint8))
    result = grey.copy()
    result[: 2 * height, : 2 * width][grown > 0] = np.uint8(paper)
    return Ruled(result, [(2.0 * x0, 2.0 * y0, 2.0 * x1, 2.0 * y1) for x0, y0, x1, y1 in kept + added])


Rule = tuple[int, int, int, int]


class _Straight(NamedTuple):
    """The straight strokes of a page, and the boxes of those as long as rules: level and upright ones."""

    strokes: Mask
    rows: list[Rule]
    columns: list[Rule]


def _dark(grey: Grey, paper: float) -> Mask:
    """1 for what is darker than its ground, in half pixels."""
    height, width = (side // 2 for side in grey.shape)
    grey = grey[: 2 * height, : 2 * width]
    reach = max(round(THICK * grey.shape[1]), 6) + 1 | 1
    half = cv2.morphologyEx(reduced(grey, 2), cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    ground = cv2.resize(half, (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST)
    return reduced(cv2.threshold(cv2.subtract(ground, grey), FAINT * paper, 1, cv2.THRESH_BINARY)[1], 2)


def _straight(half: Mask, thick: int) -> _Straight:
    height, width = half.shape
    level = _strokes(half, (1, max(int(LEVEL * width), 12)))
    if np.count_nonzero(level) < LEAST * LONG * width:
        return _Straight(level, [], [])
    upright = _strokes(half, (max(int(UPRIGHT * height), 12), 1))
    rows = _boxes(level, (1, 9), lambda w, h: w >= LONG * width and h <= 2 * thick)
    return _Straight(level | upright, rows, _boxes(upright, (9, 1), lambda w, h: h >= TALL * height and w <= 2 * thick))


OWN = 0.5
"""Share of a rule's ink that is not in colour, at least: a side of a stamp is no rule."""


def _bridged(pieces: list[Rule], whole: list[Rule]) -> list[Rule]:
    """The rules of a page with, in place of the pieces that a stamp leaves of one, the whole."""
    left = [
        (x0, y0, x1, y1)
        for x0, y0, x1, y1 in pieces
        if not any(a <= x0 and b <= y0 and x1 <= c and y1 <= d for a, b, c, d in whole)
    ]
    return whole + left


def _is_own(rule: Rule, all_ink: Mask, black: Mask) -> bool:
    x0, y0, x1, y1 = rule
    return bool(np.count_nonzero(black[y0:y1, x0:x1]) >= OWN * np.count_nonzero(all_ink[y0:y1, x0:x1]))


def _strokes(ink: Mask, kernel: tuple[int, int]) -> Mask:
    """The straight strokes at least as long as a kernel; a slight slope breaks them into steps."""
    across = (3, 1) if kernel[0] == 1 else (1, 3)
    return np.asarray(
        cv2.morphologyEx(cv2.dilate(ink, np.ones(across, np.uint8)), cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
    )


def _boxes(strokes: Mask, reach: tuple[int, int], is_rule: Callable[[int, int], bool]) -> list[Rule]:
    """The boxes of the rules that strokes make, small breaks closed."""
    joined = cv2.morphologyEx(strokes, cv2.MORPH_CLOSE, np.ones(reach, np.uint8))
    stats = components(joined).stats
    return [(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if is_rule(w, h)]


def _of_tables(level: list[Rule], upright: list[Rule], alike: float) -> list[Rule]:
    """The rules that meet enough others, or, without upright ones, stand in a stack."""
    met = [rule for rule in level if sum(_meet(rule, other) for other in upright) >= LEAST]
    across = [rule for rule in upright if sum(_meet(other, rule) for other in met) >= LEAST]
    if len(met) >= LEAST and len(across) >= LEAST:
        return met + across + [rule for rule in level if rule not in met and _goes_along(rule, met, across, alike)]
    for rule in level:
        stack = [one for one in level if abs(one[0] - rule[0]) < alike and abs(one[2] - rule[2]) < alike]
        if len(stack) >= LEAST_LEVEL:
            return stack + [one for one in upright if sum(_meet(other, one) for other in stack) >= LEAST]
    return []


def _goes_along(rule: Rule, met: list[Rule], across: list[Rule], alike: float) -> bool:
    """Whether a level rule ends where one of the table's does, at upright ones: that over a head, or a band of one
    cell, meets no more of them."""
    ends = any(abs(rule[0] - one[0]) < alike and abs(rule[2] - one[2]) < alike for one in met)
    return ends and sum(_meet(rule, one) for one in across) >= LEAST - 1


def _between_merged(kept: list[Rule], strokes: list[Rule], alike: float) -> list[Rule]:
    """The upright strokes from one level rule to another that stand above or below an upright rule: between rows whose
    cells are merged, a head and the band below it, columns are no longer than one row."""
    level = [rule for rule in kept if _is_level(rule)]
    upright = [rule for rule in kept if not _is_level(rule)]
    return [
        one
        for one in strokes
        if one not in kept
        and any(abs(one[0] + one[2] - other[0] - other[2]) < 2 * alike for other in upright)
        and not any(_beside(one, other, alike) for other in upright)
        and _reaches(one, level)
    ]


WHOLE = 0.75
"""Share of the distance from one level rule to the next that a stroke between them goes: the stem of a letter that
nearly fills a low row goes half of it."""


def _reaches(one: Rule, level: list[Rule]) -> bool:
    """Whether a stroke goes from one level rule to another."""
    above, below = ([rule for rule in level if _meet(rule, (one[0], end, one[2], end))] for end in (one[1], one[3]))
    distances = [under[1] - over[3] for over in above for under in below if over != under]
    return any(distance > 0 and WHOLE * distance <= one[3] - one[1] for distance in distances)


def _beside(one: Rule, other: Rule, alike: float) -> bool:
    """Whether a stroke stands at a rule and not above or below it: the stem of a cell's first letter does."""
    near = abs(one[0] + one[2] - other[0] - other[2]) < 2 * alike
    return near and one[1] < other[3] - SLACK and other[1] < one[3] - SLACK


def _is_level(rule: Rule) -> bool:
    return rule[2] - rule[0] > rule[3] - rule[1]


SLACK = 4
"""Half pixels by which rules that meet may miss each other."""


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level[0] - SLACK <= upright[2]
        and upright[0] <= level[2] + SLACK
        and upright[1] - SLACK <= level[3]
        and level[1] <= upright[3] + SLACK
    )
