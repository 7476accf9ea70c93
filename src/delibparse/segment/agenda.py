"""The agenda that minutes print above their acts: it names each of them, and is none itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import NamedTuple

import regex

from delibparse.model.people import fold
from delibparse.segment.decisions import RESOLVED
from delibparse.segment.lines import Line, Number
from delibparse.wording import Template

LONGEST = 120
"""Lines of an agenda."""

ALIKE = 0.6
"""Share of an announced title's words that its act's heading has in common with it: an agenda is worded a little
otherwise than the acts."""

MOST_DECIDED = 2
"""Decisions between the agenda and the first act that it announces: the secretary's choice, the way of voting."""

LEAST_WORDS = 2

MOST_BELOW = 3
"""Lines that go on with a title."""

AGENDA = Template(r"^\W*(?:[^\s]+[ ]){0,3}@{items.agenda}(?:[ ][^\s]+){0,6}(?<![.,;])$", regex.V1 | regex.I | regex.M)
"""A line that calls what follows the agenda; a sentence that speaks of it is longer, or ends."""


class Title(NamedTuple):
    """A title that an agenda announces: its words, bare, and its number."""

    words: frozenset[str]
    number: Number | None

    def announces(self, words: frozenset[str], number: Number | None) -> bool:
        """Whether a heading of these words bears the title: most words of each are the other's; where both have one
        number, most of the title's are enough, or the most of a line that a stamp cuts short."""
        shared = len(self.words & words)
        if shared < min(LEAST_WORDS, len(self.words)) or not words:
            return False
        if self.number is not None and number is not None and self.number[1:] == number[1:]:
            return shared >= ALIKE * min(len(self.words), len(words))
        return shared >= ALIKE * max(len(self.words), len(words))


class Agenda(NamedTuple):
    """Which lines it is (a range of indices, empty where there is none), and the titles that it announces."""

    first: int
    last: int
    titles: tuple[Title, ...]


NONE = Agenda(0, 0, ())


def agenda_of(lines: Sequence[Line]) -> Agenda:
    """The agenda of some minutes: of what stands below lines that call themselves one, the longest whose first title
    comes again, which may be its only one. Where none does, the acts themselves stand there."""
    found = [agenda for k, line in enumerate(lines) if line.span.match(AGENDA) and (agenda := _read(lines, k + 1))]
    return max((one for one in found if one.titles), key=lambda one: len(one.titles), default=NONE)


def _read(lines: Sequence[Line], first: int) -> Agenda | None:
    """The agenda that begins at a line, None where its first title does not come again."""
    last = _again(lines, first)
    if last is None:
        return None
    titles: list[Title] = []
    for line in lines[first:last]:
        words = words_of(line)
        if titles and _goes_on(line):
            titles[-1] = Title(titles[-1].words | words, titles[-1].number)
        elif words:
            titles.append(Title(words, line.number))
    return Agenda(first, last, tuple(titles))


def _again(lines: Sequence[Line], first: int) -> int | None:
    """Where the first title of an agenda, or its number, comes again before much is decided; None where it does
    not."""
    near = (line for line in lines[first : first + 3] if not line.span.match(AGENDA))
    opening = next((line for line in near if len(words_of(line)) >= LEAST_WORDS), None)
    if opening is None:
        return None
    decided = 0
    for k in range(first, min(len(lines), first + LONGEST)):
        line = lines[k]
        if line is not opening and _is_same(opening, line):
            return k
        decided += line.span.search(RESOLVED) is not None
        if decided > MOST_DECIDED:
            break
    return None


def _is_same(opening: Line, line: Line) -> bool:
    """Whether two lines bear one number of one series, or, without numbers, the same title."""
    one, other = opening.number, line.number
    if one is not None:
        return other is not None and one.series == other.series and one.values == other.values
    return Title(words_of(opening), None).announces(words_of(line), line.number)


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the title above it."""
    return line.number is None and line.title.raw[:1].islower()


def announced(lines: Sequence[Line], able: Iterable[int], agenda: Agenda) -> frozenset[int]:
    """The lines, of those `able` to head an act, that an agenda announced, alone or with those that go on with them;
    each title once."""
    left, found = list(agenda.titles), set()
    for k in sorted(able):
        below = takewhile(_goes_on, lines[k + 1 : k + 1 + MOST_BELOW])
        heading = words_of(lines[k])
        whole = heading.union(*map(words_of, below))
        bears = (title for words in (heading, whole) for title in left if title.announces(words, lines[k].number))
        known = next(bears, None)
        if known is not None:
            left.remove(known)
            found.add(k)
    return frozenset(found)


def words_of(line: Line) -> frozenset[str]:
    """The words of a title that tell it from others, bare."""
    return frozenset(word for word in (fold(word) for word in line.title.raw.split()) if len(word) > 2)
