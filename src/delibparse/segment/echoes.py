"""Items known by the numbered agenda that announced them, in a text whose lines were folded into one.

There no line shows where a title begins or ends, but the agenda tells both: `3. Achat d'une balayeuse 4. Voirie` names
the words of each title, and where the same words come again, in the same order, the act is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

import regex

from delibparse.layout import Span
from delibparse.model.people import fold
from delibparse.wording import Fixed, Template

_MARKER = Template(r"(?<!\p{L})@{items.agenda}(?!\p{L})")
_ENTRY = Fixed(
    r"(?<=\s)(?P<number>\d{1,2}(?:[.\-]\d{1,2})?)\s?(?:[-–—/)]|\.(?!\d)|:)?\s*[-–—]?\s*(?=\p{Lu}|[\"«“])", regex.V1
)
_NUMBER_AHEAD = Fixed(
    r"(?:(?:\p{L}{4,9}\s)?(?:[nN]\s?[°º]\s?)?(?P<number>\d{1,2}(?:[.\-]\d{1,2})?)|[A-Z])\s?[-–—./):]*\s*$", regex.V1
)
_TOKENS = Fixed(r"\p{L}[\p{L}'’]*|\d+", regex.V1)

LONGEST_AGENDA = 12_000
LONGEST_ENTRY = 420
LEAST_ENTRIES = 3
LEAST_WORDS, FIRST_WORDS = 2, 4
"""Words of more than two letters that a title has at least, and that must come again in a row."""

TOLD = 40
"""Characters between two heads under the first of which nothing is told."""

MOST_SKIPPED = 1
"""Words that the title above the act may have more, or less, than the agenda's at one place."""


class Token(NamedTuple):
    """A word of more than two letters, bare, and where it stands in the body."""

    word: str
    start: int
    end: int


class Entry(NamedTuple):
    """A line of the agenda: its number, where that stands, and where its title starts, offsets in the body."""

    number: str
    start: int
    title_start: int


class Echo(NamedTuple):
    """A head: its start, its number, and where its title starts and ends, offsets in the body."""

    start: int
    number: tuple[int, int] | None
    title_start: int
    title_end: int


def echoes(body: Span, after: int = 0) -> list[Echo]:
    """The heads that repeat the agenda's titles, in the agenda's order; [] where no numbered agenda stands."""
    marker = next((m for m in body.matches(_MARKER) if _entries(body, m.end())), None)
    if marker is None:
        return []
    entries = _entries(body, marker.end())
    tokens = _tokens(body.raw)
    starts = [token.start for token in tokens]
    where: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        where.setdefault(token.word, []).append(index)
    found: list[Echo] = []
    at = max(bisect_right(starts, entries[-1].title_start), bisect_left(starts, after))
    for k, entry in enumerate(entries):
        after = entries[k + 1].start if k + 1 < len(entries) else found[0].start if found else len(body)
        end = min(after, entry.title_start + LONGEST_ENTRY)
        announced = [token.word for token in tokens[bisect_left(starts, entry.title_start) : bisect_left(starts, end)]]
        if len(announced) < LEAST_WORDS:
            continue
        match = _again(announced, tokens, where, at, body.raw)
        if match is None:
            continue
        head, title_end = match
        found.append(_echo(body.raw, entry.number, tokens[head].start, title_end))
        at = bisect_right(starts, title_end)
    return found


def agenda_end(body: Span) -> int:
    """Where the numbered agenda of a text is over but for its last title, an offset in the body; 0 where it has none,
    or one whose first title does not come again: those are the acts. Where a convocation and the minutes both tell the
    agenda, that is where the second is over."""
    entries = next((found for m in body.matches(_MARKER) if (found := _entries(body, m.end()))), [])
    if not entries:
        return 0
    first = [token.word for token in _tokens(body.raw[entries[0].title_start : entries[1].start])][:FIRST_WORDS]
    below = [token.word for token in _tokens(body.raw[entries[-1].title_start :])]
    comes = any(below[k : k + len(first)] == first for k in range(len(below)))
    if not comes or len(first) < LEAST_WORDS:
        return 0
    end = entries[-1].title_start
    again = echoes(body, end)
    while _is_list(again):
        end = again[-1].title_start
        again = echoes(body, end)
    return end


def _is_list(heads: list[Echo]) -> bool:
    """Whether most heads stand one behind the other, with nothing told between."""
    close = sum(below.start - above.title_end < TOLD for above, below in pairwise(heads))
    return 2 * close > len(heads)


def _entries(body: Span, start: int) -> list[Entry]:
    """The agenda's lines behind its heading, [] where they are few: the numbers count up from 0 or 1."""
    entries: list[Entry] = []
    value = -1
    for match in body.sub(start, min(start + LONGEST_AGENDA, len(body))).matches(_ENTRY):
        number = match["number"]
        whole = int(regex.split(r"\D", number)[0])
        if entries and start + match.start() - entries[-1].title_start > LONGEST_ENTRY:
            break
        if whole - value == 1 or (value < 0 and whole == 1) or ("." in number and whole == value):
            entries.append(Entry(number, start + match.start("number"), start + match.end()))
            value = whole
    return entries if len(entries) >= LEAST_ENTRIES else []


def _tokens(raw: str) -> list[Token]:
    return [Token(fold(m[0]), m.start(), m.end()) for m in _TOKENS.finditer(raw) if len(m[0]) > 2 or m[0].isdigit()]


def _again(
    announced: list[str], tokens: list[Token], where: dict[str, list[int]], at: int, raw: str
) -> tuple[int, int] | None:
    """(index of the first token, where the title ends) of the first place from token `at` on that begins as
    announced."""
    needed = announced[:FIRST_WORDS]
    places = where.get(needed[0], [])
    for index in places[bisect_left(places, at) :]:
        same = [token.word for token in tokens[index : index + len(needed)]]
        begins = raw[tokens[index].start].isupper() and not raw[: tokens[index].start].endswith(("'", "’"))
        if same == needed and begins:
            return index, tokens[_last_alike(announced, tokens, index)].end
    return None


def _last_alike(announced: list[str], tokens: list[Token], index: int) -> int:
    """The last token of the run from `index` on that follows the announced words, some few missing on either side."""
    here, k, last = index, 0, index
    while k < len(announced) and here < len(tokens):
        if tokens[here].word == announced[k]:
            last = here
            here, k = here + 1, k + 1
        elif here + 1 < len(tokens) and tokens[here + 1].word == announced[k]:
            here += MOST_SKIPPED
        elif k + 1 < len(announced) and tokens[here].word == announced[k + 1]:
            k += MOST_SKIPPED
        else:
            break
    return last


def _echo(raw: str, number: str, start: int, end: int) -> Echo:
    """The head with the number in front of it, when that is the agenda's."""
    lead = _NUMBER_AHEAD.search(raw, max(start - 24, 0), start)
    if lead is None:
        return Echo(start, None, start, end)
    own = lead["number"] is not None and lead["number"].lstrip("0") == number.lstrip("0")
    return Echo(lead.start(), lead.span("number") if own else None, start, end)
