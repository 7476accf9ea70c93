"""Labels in one column or row, figures in the other, linearised one behind the other: "Présents Votants 27 32"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from delibparse.layout import Span
from delibparse.wording import EXACT, Lexicon, Searched, Template

LEAST = 2
MOST_FILLER = 240

FIGURE = Template(r"(?<![\p{L}\d/.,'’°_\-])\d{1,3}(?![\p{L}\d/.,'’°%€\-])(?!\s+@{counts.not_a_count})", EXACT)
"""A figure that is no part of a date, a time, an amount or a number."""

_FILLER = Template(
    r"[\s_.:;…·|\-–]+|\b@{counts.filler}\b|\b\d{1,2}(?:er)?\s+\p{L}{3,9}\.?\s+\d{4}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|"
    r"\b@{counts.filler_of_date}\b",
    regex.V1 | regex.I,
)
"""What may stand between the labels of a column, or between its figures, without belonging to another text."""


class Stretch(NamedTuple):
    """A label or a figure, offsets in the zone; `name` is the label's field, "" for a figure."""

    start: int
    end: int
    name: str


class Pairs(NamedTuple):
    """(field, where its figure stands, value) of each label of a run; `are_declared` where a colon ends each label."""

    rows: list[tuple[str, Span, int]]
    are_declared: bool


def pairs(zone: Span, label: Searched) -> Iterator[Pairs]:
    """Each run of labels that a run of as many figures stands beside.

    The groups of `label` are the fields. No figure stands between the labels of a run; where a field comes again, the
    heading of a list does, and the run ends before it.
    """
    raw = zone.raw
    labels = [Stretch(m.start(), m.end(), m.lastgroup or "") for m in zone.matches(label)]
    figures = [Stretch(m.start(), m.end(), "") for m in zone.matches(FIGURE)]
    places = [figure.start for figure in figures]
    candidates = _runs(zone, figures)
    firsts, lasts = [run[0].start for run in candidates], [run[-1].end for run in candidates]
    for run in _rows(raw, map(_distinct, _runs(zone, labels))):
        start, end = run[0].start, run[-1].end
        if len(run) < LEAST or bisect_left(places, start) < bisect_left(places, end):
            continue
        behind, before = bisect_left(firsts, end), bisect_right(lasts, start) - 1
        near = []
        if behind < len(candidates) and not _foreign(raw[end : firsts[behind]], zone.lexicon):
            near.append(candidates[behind])
        if before >= 0 and not _foreign(raw[lasts[before] : start], zone.lexicon):
            near.append(candidates[before])
        for beside in near:
            if len(beside) == len(run):
                rows = [
                    (one.name, zone.sub(figure.start, figure.end), int(raw[figure.start : figure.end]))
                    for one, figure in zip(run, beside, strict=True)
                ]
                yield Pairs(rows, all(raw[one.end : one.end + 2].lstrip().startswith(":") for one in run))


def _rows(raw: str, runs: Iterable[list[Stretch]]) -> Iterator[list[Stretch]]:
    """The runs, and of each the part on its first line, where another label heads the lines below."""
    for run in runs:
        yield run
        ends = next((k for k in range(1, len(run)) if "\n" in raw[run[k - 1].end : run[k].start]), len(run))
        if LEAST <= ends < len(run):
            yield run[:ends]


def _distinct(run: list[Stretch]) -> list[Stretch]:
    """A run up to the first field that it has had."""
    names = [stretch.name for stretch in run]
    return run[: next((k for k, name in enumerate(names) if name in names[:k]), len(run))]


def _runs(zone: Span, stretches: list[Stretch]) -> list[list[Stretch]]:
    """Stretches with nothing but filler between them, in runs of at least two."""
    runs: list[list[Stretch]] = []
    raw = zone.raw
    for one in stretches:
        if runs and not _foreign(raw[runs[-1][-1].end : one.start], zone.lexicon):
            runs[-1].append(one)
        else:
            runs.append([one])
    return [run for run in runs if len(run) >= LEAST]


def _foreign(between: str, lexicon: Lexicon) -> bool:
    """Whether words stand there that are of another text."""
    return len(between) > MOST_FILLER or bool(lexicon.sub(_FILLER, "", between))
