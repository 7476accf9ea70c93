"""The ways in which the lines of one document may head its acts: a number's series, a look, a label, the agenda."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from delibparse.model.people import fold
from delibparse.segment.lines import PLAIN, Line, Look, rising
from delibparse.wording import Template

STEP = 2
"""By how much a number that counts from 1 is greater than the one before: one may have been missed."""

MOST_RUNS = 30
"""Runs of numbers from 1 that are tried."""

LEAST_DISTINCT = 0.6
"""Share of a way's headings that are unlike the others: what recurs in each act heads none."""


OWN = "own numbers"
"""What acts' own numbers have in common where a clerk wrote them in two ways: D2023-14, Délibération n° 2023-15."""


OBJECT = Template(r"^@{items.object}\s*(?:de la délibération)?\s*[:–-]\s*")
"""The label of a title."""


BELOW = "below"
"""The sign of headings known by nothing but the decision above them: where others count on, those are the acts'."""


class Way(NamedTuple):
    """A way of heading: what its headings have in common, and which lines they are (indices, in order)."""

    sign: Hashable
    heads: tuple[int, ...]
    counts: bool = False
    """Whether the headings bear numbers that go up."""


def ways(
    lines: Sequence[Line], able: Sequence[int], announced: Iterable[int], below: Iterable[int], is_folded: bool = False
) -> Iterator[Way]:
    """The ways of the lines that are `able` to head an act; those `announced` by an agenda are one, those right `below`
    a decision are another. In a folded text headings without a number may be such as lost it."""
    by_sign: dict[Hashable, list[int]] = defaultdict(list)
    for k in able:
        for sign in _signs(lines[k]):
            by_sign[sign].append(k)
    by_sign["series", OWN] = _own_numbers(lines, able)
    by_sign["announced"], by_sign[BELOW] = sorted(announced), sorted(below)
    bare = [k for k in able if lines[k].number is None] if is_folded else []
    for sign, members in by_sign.items():
        counts = isinstance(sign, tuple) and sign[0] == "series"
        for heads in _runs(lines, members, bare) if counts else [members]:
            if heads and _are_distinct([lines[k] for k in heads]):
                yield Way(sign, tuple(heads), counts)


def _signs(line: Line) -> Iterator[Hashable]:
    look = line.look
    if line.title.match(OBJECT):
        yield "label"
    if line.number is not None:
        yield "series", line.number.series
        yield "series", line.number.series, look
    if look != PLAIN:
        yield "look", look
        for trait in Look._fields:
            value = getattr(look, trait)
            if value:
                yield "trait", trait, value


def _own_numbers(lines: Sequence[Line], able: Sequence[int]) -> list[int]:
    """The lines that bear acts' own numbers, in whatever way; not one of another year that none is written like: a
    directive's, 2009/72."""
    own = {k: number for k in able if (number := lines[k].number) is not None and number.is_own}
    own = {k: number for k, number in own.items() if lines[k].opens or lines[k].look != PLAIN}
    series = Counter(number.series for number in own.values())
    years = Counter(number.year for number in own.values())
    usual = max(years, key=lambda year: years[year], default=None)
    return [k for k, number in own.items() if number.year == usual or series[number.series] > 1]


def _runs(lines: Sequence[Line], members: list[int], bare: list[int]) -> Iterator[list[int]]:
    """The numbered lines that count up: of those that count from 1, what follows upon each that begins anew, since the
    points of an act do; of others all. The same number again, on the next page, is no other heading. Numbers may be
    missing where `bare` headings stand."""
    numbers = [number for k in members if (number := lines[k].number) is not None]
    if numbers and numbers[0].is_simple:
        values = [number.values[0] for number in numbers]
        firsts = [j for j, value in enumerate(values) if not j or not 0 < value - values[j - 1] <= STEP]
        for j in firsts[:MOST_RUNS]:
            steps = [STEP + _between(bare, above, k) for above, k in pairwise([members[j], *members[j:]])]
            yield [members[j + k] for k in rising(values[j:], steps)]
        return
    yield [k for j, k in enumerate(members) if not j or fold(numbers[j].span.raw) != fold(numbers[j - 1].span.raw)]


def _between(places: list[int], above: int, k: int) -> int:
    return bisect_left(places, k) - bisect_right(places, above)


def _are_distinct(heads: list[Line]) -> bool:
    texts = {line.span.text.casefold() for line in heads}
    return len(texts) >= LEAST_DISTINCT * len(heads)
