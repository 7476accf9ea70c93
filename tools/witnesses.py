"""Where two witnesses of one session disagree: the list of its deliberations, and its procès-verbal.

    witnesses.py FOLDER

FOLDER holds JSON of `delibparse extract`, a file each. The acts of a list and of minutes of the same day are put side
by side, by number and object, by either, or else by their order; where the two differ, it is printed with its likely
kind. What the documents themselves show to be the clerk's is told apart: an object worded otherwise under one number
with one result, a number that the minutes print twice. Exit status 1 when under 95 % of the others agree.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import regex

from delibparse.model.people import fold
from delibparse.model.record import Deliberation, Document
from delibparse.model.schema import from_json

ALIKE = 0.7
"""Share of the words of the shorter object that the other has when they are one: a list shortens them."""

ENOUGH = 0.95

SHORTENED = 2
"""Letters from which a word of capitals may be the first letters of the other's words: CAUE."""

OWN = 2
"""Figures from which a number is an act's own: 2024_56."""

Kind = Literal[
    "wording", "printed twice", "not listed", "only in the list", "only in the minutes", "number", "object", "result"
]
"""How two witnesses differ: the first three are the clerk's, by what the documents show; what bears no number in the
minutes is not listed where the list holds numbers only."""

CLERK: tuple[Kind, ...] = ("wording", "printed twice", "not listed")


class Pair(NamedTuple):
    """An act as the list tells it and as the minutes do, None where one does not; whether one of the two prints its
    number for two acts, and whether the list leaves out what has none."""

    listed: Deliberation | None
    told: Deliberation | None
    is_twice: bool = False
    is_left_out: bool = False

    @property
    def kind(self) -> Kind | None:
        """How the two differ, None where they agree."""
        listed, told = self.listed, self.told
        if self.is_left_out:
            return "not listed"
        if listed is None or told is None:
            return "printed twice" if self.is_twice else "only in the list" if told is None else "only in the minutes"
        if not _same_number(listed, told):
            return "printed twice" if self.is_twice else "number"
        results = listed.vote.resultat, told.vote.resultat
        if None not in results and results[0] != results[1]:
            return "result"
        if _same_object(listed, told):
            return None
        return "wording" if _is_worded_otherwise(listed, told) else "object"

    def __str__(self) -> str:
        return "  /  ".join(_told(act) for act in (self.listed, self.told))


def _told(act: Deliberation | None) -> str:
    return "—" if act is None else f"{act.numero or 's. n.'} {act.objet!r} {act.vote.resultat or ''}".rstrip()


def _figures(act: Deliberation) -> tuple[int, ...]:
    """The figures of a number, by which two ways of writing it are the same: 2024_56, D2024-056."""
    return tuple(int(figure) for figure in regex.findall(r"\d+", act.numero or ""))


def _same_number(one: Deliberation, other: Deliberation) -> bool:
    """Whether two acts bear one number, or one of them none: a rank in its session is no act's number, and a list may
    leave out the year."""
    short, long = sorted((_figures(one), _figures(other)), key=len)
    return len(short) < OWN or long[len(long) - len(short) :] == short


def _same_object(one: Deliberation, other: Deliberation) -> bool:
    words, others = _words(one), _words(other)
    return len(words & others) >= ALIKE * max(1, min(len(words), len(others)))


def _likeness(one: Deliberation, other: Deliberation) -> float:
    words, others = _words(one), _words(other)
    return len(words & others) / max(1, len(words | others))


def _is_worded_otherwise(one: Deliberation, other: Deliberation) -> bool:
    """Whether two objects have a word in common that is no year, or one shortens the other's words: RODP."""
    shared = {word for word in _words(one) & _words(other) if not word.isdigit()}
    return bool(shared) or _shortens(one, other) or _shortens(other, one)


def _shortens(one: Deliberation, other: Deliberation) -> bool:
    words = [fold(word) for word in regex.split(r"[\s'’]+", other.objet or "")]
    firsts = "".join(word[:1] for word in words if len(word) > SHORTENED)
    short = [word for word in (one.objet or "").split() if word.isupper() and len(word) > SHORTENED]
    return any(fold(word) in firsts for word in short)


def _words(act: Deliberation) -> set[str]:
    return {fold(word) for word in (act.objet or "").split() if len(fold(word)) > 2}


def _numbered_alike(one: Deliberation, other: Deliberation) -> bool:
    short, long = sorted((_figures(one), _figures(other)), key=len)
    return bool(short) and long[len(long) - len(short) :] == short


_SAME: tuple[Callable[[Deliberation, Deliberation], bool], ...] = (
    lambda one, other: _numbered_alike(one, other) and _same_object(one, other),
    _same_object,
    _numbered_alike,
    lambda one, other: not _figures(one) and not _figures(other),
)
"""What makes two acts one, the surest first; those without a number follow each other in both."""


def pairs(listed: Sequence[Deliberation], told: Sequence[Deliberation]) -> Iterator[Pair]:
    """The acts of two witnesses side by side, in the order of the list; then what only the minutes tell."""
    counts = Counter(_figures(act) for act in told) | Counter(_figures(act) for act in listed)
    twice = {figures for figures, count in counts.items() if len(figures) >= OWN and count > 1}
    left = list(told)
    found: dict[int, Deliberation] = {}
    for is_same in _SAME:
        for k, act in enumerate(listed):
            alike = [] if k in found else [one for one in left if is_same(act, one)]
            if alike:
                found[k] = max(alike, key=lambda one: _likeness(act, one))
                left.remove(found[k])
    shifted = any(not _same_number(listed[k], one) for k, one in found.items()) and bool(twice)
    for k, act in enumerate(listed):
        yield Pair(act, found.get(k), shifted)
    are_numbered = all(_figures(act) for act in listed)
    for one in left:
        yield Pair(None, one, _figures(one) in twice, are_numbered and one.numero is None)


def sessions(documents: list[Document]) -> dict[str, dict[str, list[Deliberation]]]:
    """The acts by day and by nature of the file that tells them."""
    found: dict[str, dict[str, list[Deliberation]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for act in document.deliberations:
            if act.seance.date and document.nature in ("liste", "proces_verbal"):
                found[act.seance.date][document.nature].append(act)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    documents = [from_json(path.read_bytes()) for path in sorted(parser.parse_args().folder.glob("*.json"))]
    kinds: Counter[Kind | None] = Counter()
    for day, told in sorted(sessions(documents).items()):
        if {"liste", "proces_verbal"} <= told.keys():
            for pair in pairs(told["liste"], told["proces_verbal"]):
                kinds[pair.kind] += 1
                if pair.kind is not None:
                    sys.stdout.write(f"{day}  {pair.kind}: {pair}\n")
    total, clerk = kinds.total(), sum(kinds[kind] for kind in CLERK)
    share = f" ({kinds[None] / (total - clerk):.1%} of the others)" if total > clerk else ""
    sys.stdout.write(f"{kinds[None]} of {total} agree, {clerk} differ by the clerk{share}\n")
    return int(kinds[None] < ENOUGH * (total - clerk))


if __name__ == "__main__":
    sys.exit(main())
