"""Where the assembly decides: the anchors by which acts are told apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from delibparse.layout import Span
from delibparse.wording import Template

CLOSE = 400
"""Characters from one outcome to the next within which both are of one decision: the formula, the vote, the sides."""

RESOLVED = Template(r"(?<![\p{L}])@{items.resolved}(?![\p{L}])")
"""A vote's outcome, or the words by which an assembly decides."""

DECIDED = Template(r"(?<![\p{L}])(?:@{items.resolved}|@{items.decided})(?![\p{L}])")
"""The same, or the verb that a point of a decision begins with."""


FORMULA = Template(r"(?<![\p{L}])@{prose.deliberated}(?![\p{L}])")


class Decisions(NamedTuple):
    """`resolved` are the offsets, in the text's source, of the first words of each decision; `told` those of all words
    that decide; `formulas` those of the words that only an assembly's own decision has: après en avoir délibéré."""

    resolved: tuple[int, ...]
    told: tuple[int, ...]
    formulas: tuple[int, ...]


def decisions_of(text: Span, headings: Sequence[int]) -> Decisions:
    """The decisions of a text in its order; `headings` are the offsets, in its source, of the lines that may head an
    act: the words of one decision stand close to each other, with no such line between."""
    resolved: list[int] = []
    last = None
    for match in text.matches(RESOLVED):
        start = text.start + match.start()
        if last is None or start - last > CLOSE or bisect_left(headings, start) > bisect_left(headings, last):
            resolved.append(start)
        last = text.start + match.end()
    told, formulas = (tuple(text.start + match.start() for match in text.matches(one)) for one in (DECIDED, FORMULA))
    return Decisions(tuple(resolved), told, formulas)
