"""Members told one by one, each with a state: "Robert AIGOIN : présent", "Eve ROY : absente, représentée par Luc PETIT";
or a table of members that another program left without its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from delibparse.grammar.facts import Away, Fact, Member, Proxy, Unread
from delibparse.grammar.headings import State, states
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.presence import when
from delibparse.layout import Found, Span
from delibparse.model.people import fold
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

LEAST = 5
"""Members told with their state from which they are a roll call."""

WITHIN = 110
"""Characters between two states of a roll call: a name, what stands beside it, and a holder."""

LEAST_NAMED = 0.7
"""Of the states of a roll call, those that one name stands before; among other words most have none, or a list."""

OPENING = 15_000
"""Characters from a text's start within which a session's roll is called."""


@dataclass(frozen=True, slots=True)
class RollCall:
    """What a roll call tells, and where it stands."""

    facts: tuple[Fact, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Entry:
    """A state, the words before it from the one above, the words behind it up to the next, and who is named before it."""

    state: State
    before: Span
    behind: Span
    who: Found[Personne] | None


def read_roll_call(text: Span) -> RollCall | None:
    """The longest roll call of a text's opening, None where it has none.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> called = "Luc PETIT : présent Eve ROY : présente Paul BRUN : absent Zoé PIC : présente Jean DUC : présent"
    >>> [type(fact).__name__ for fact in read_roll_call(Text(called, [], lexicon()).span()).facts]
    ['Member', 'Member', 'Away', 'Member', 'Member']
    """
    opening = text.sub(0, min(OPENING, len(text)))
    run = max(_runs(states(opening)), key=len, default=[])
    if len(run) < LEAST:
        return None
    entries = _entries(opening, run)
    named = [entry.who for entry in entries if entry.who is not None]
    if len(named) < max(LEAST, LEAST_NAMED * len(run)):
        return None
    facts = tuple(_fact(entry, named) for entry in entries)
    return RollCall(facts, Span(text.source, entries[0].before.start, entries[-1].behind.end))


def _runs(found: Sequence[State]) -> Iterator[list[State]]:
    run: list[State] = []
    for state in found:
        if run and state.start - run[-1].end > WITHIN:
            yield run
            run = []
        run.append(state)
    yield run


def _entries(text: Span, run: Sequence[State]) -> list[_Entry]:
    entries = []
    start = max(run[0].start - WITHIN, 0)
    for k, state in enumerate(run):
        end = run[k + 1].start if k + 1 < len(run) else min(state.end + WITHIN, len(text))
        before = text.sub(start, state.start)
        entries.append(_Entry(state, before, text.sub(state.end, end), _named_last(before)))
        start = state.end
    return entries


_APART = Fixed(r"[|_\[\]{}•·“”\"]+|\s[-–=]\s|\n", regex.V1)
_TAIL = Template(
    r"(?:(?:@{CIVILITY}|@{CIVILITIES})\s?)?(?:@{PARTICLES}\p{Lu}[\p{L}'’\-]+\s+){0,4}@{PARTICLES}\p{Lu}[\p{L}'’\-]+$",
    EXACT,
)


def _named_last(before: Span) -> Found[Personne] | None:
    """Who is named right before a state: from the last civility on, else by the last words with a capital."""
    parts = before.strip(" \t\n,;:(–-|").split(_APART)
    if not parts:
        return None
    last = parts[-1]
    runs = name_lists.name_runs(last)
    who = people.person(runs[-1]) if runs else None
    if who is None and (tail := last.search(_TAIL)):
        runs = name_lists.name_runs(last.group(tail))
        who = people.person(runs[-1]) if runs else None
    return who if who is not None and (who.value.prenom or who.value.civilite) else None


_HOLDER = Template(r"^\s*[,|(:]?\s*(?:@{heading_words.leading}\b)?\s*[|:]?\s*(?=(?:@{CIVILITY})?\s?\p{Lu})")


def _fact(entry: _Entry, known: Sequence[Found[Personne]]) -> Fact:
    """What a state tells of the one who is named before it."""
    who = entry.who
    if who is None:
        return Unread("presents", entry.before.strip() or entry.before)
    if entry.state.kind == "pouvoirs":
        holder = _holder(entry.behind, known)
        end = holder.span.end if holder is not None else who.span.end
        return Proxy(who, holder, Span(who.span.source, who.span.start, end))
    there = when(entry.behind.text, who.span.lexicon)
    return Member(who, there) if entry.state.kind == "presents" else Away(entry.state.kind, who)


def _holder(behind: Span, known: Sequence[Found[Personne]]) -> Found[Personne] | None:
    """Who holds a proxy: of the words behind it, those that are a member's family name, else the name that they begin
    with."""
    link = behind.match(_HOLDER)
    if link is None:
        return None
    words = behind.sub(link.end(), len(behind))
    first = words.match(people.CIVILITY)
    begins = first.end() if first else 0
    bare = fold(words.raw[begins:])
    names = sorted({fold(one.value.nom or "") for one in known} - {""}, key=len, reverse=True)
    for name in names:
        if bare.startswith(name) and not bare[len(name) :][:1].isalnum():
            return people.person(words.sub(0, begins + len(name)))
    return name_lists.leading_person(words)
