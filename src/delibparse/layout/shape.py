"""How a line stands on its page: centred, indented, in capitals, set apart. Titles differ from prose by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from delibparse.layout.lines import Line

CENTRED = 1.5
"""Heights of a line by which the white at its left and at its right may differ when it is centred."""

LEAST_WHITE = 2.0
"""Heights of a line that a centred one leaves free at each side: a full line does not."""


class Shape(NamedTuple):
    """`indent` and `gap` in heights of the line: from the page's left margin, from the line above (0.0 at the top)."""

    centred: bool
    capitals: bool
    indent: float
    gap: float


def shapes_of(lines: Sequence[Line]) -> tuple[Shape, ...]:
    """The shape of each line, in their order; the margins are those of each page's lines."""
    left: dict[int, float] = {}
    right: dict[int, float] = {}
    for line in lines:
        left[line.page] = min(left.get(line.page, line.x0), line.x0)
        right[line.page] = max(right.get(line.page, line.x1), line.x1)
    above: dict[tuple[int, int], Line] = {}
    found = []
    for line in lines:
        found.append(_shape(line, left[line.page], right[line.page], above.get((line.page, line.block))))
        above[line.page, line.block] = line
    return tuple(found)


def _shape(line: Line, left: float, right: float, above: Line | None) -> Shape:
    height = max(line.height, 1.0)
    before, behind = line.x0 - left, right - line.x1
    centred = min(before, behind) > LEAST_WHITE * height and abs(before - behind) < CENTRED * height
    gap = max(line.y0 - above.y1, 0.0) / height if above is not None else 0.0
    return Shape(centred, line.text.isupper(), before / height, gap)
