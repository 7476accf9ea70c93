"""Members who come or go in mid-session, told where it happens: "Arrivée de M. Luc PETIT à 20 h 41", "Mme Eve ROY quitte
la séance à 21 h 05 et donne pouvoir à M. Luc PETIT".

A coming holds from its place on. A going does where the page shows that it lasts: by a noun, an hour, a word or a proxy
given. Who leaves the room for one vote comes back, and is of that vote's names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from delibparse.grammar.facts import Attendance, Member, Proxy
from delibparse.grammar.list_items import LINK
from delibparse.grammar.values import name_lists
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template


@dataclass(frozen=True, slots=True)
class Move:
    """A member who `comes`, or comes back (`again`), or goes: the words that say so, the hour as `HH:MM` where they give
    one, and who holds the proxy that they leave. `item`: the number of the first item for which they are there, or of
    the last, once it is known."""

    person: Found[Personne]
    comes: bool
    span: Span
    time: str | None = None
    holder: Found[Personne] | None = None
    again: bool = False
    item: str | None = None


def read_moves(text: Span, read: Attendance) -> list[Move]:
    """The moves of members that a text tells, in its order; people whom the lists do not name are none of it."""
    known = _everyone(read)
    found = [*_by_nouns(text, read), *_by_verbs(text, read)]
    own = [move for move in found if _find(known, move.person.value) is not None]
    return sorted(own, key=lambda move: move.span.start)


_NOUN = Template(
    r"(?:^|(?<=\n)|(?<=[.;:]\s)|(?<=[–-]\s)|(?<=\d\s))[ \t•–-]{0,6}"
    r"(?:(?P<coming>@{presence.arrival}|(?P<again>@{presence.return}))|(?P<going>@{presence.departure}))\s+(?:de\s+|d['’]\s?|du\s+|des\s+)"
)

_ENDS = Fixed(r"\n\n|(?<=\p{L}{3}|\d|[)])[.;](?=\s|$)|\n(?=[\p{Lu}•–-])", regex.V1)
"""Where what is told of a move ends: its sentence or its line."""

LONGEST = 250
"""Characters behind a noun or around a verb among which a move is told."""


def _by_nouns(text: Span, read: Attendance) -> Iterator[Move]:
    """Départ de M. Luc PETIT, qui donne pouvoir à Mme Eve ROY, à 21 h"""
    for noun in text.matches(_NOUN):
        told = _up_to_end(text.sub(noun.start(), min(noun.end() + LONGEST, len(text))), noun.end() - noun.start())
        behind = told.sub(noun.end() - noun.start(), len(told))
        time, before = _time(told), text.sub(max(noun.start() - BEFORE, 0), noun.start())
        time = time or _time(before if before.search(_HOUR_BEFORE) else before.sub(0, 0))
        for who in _heads(behind, read):
            comes = noun["coming"] is not None
            holder = None if comes else _holder(behind, read, who)
            yield Move(who, comes, told.strip(), time, holder, noun["again"] is not None)


BEFORE = 12
"""Characters before a noun among which its hour may stand: 19h40 : Arrivée de …"""

_HOUR_BEFORE = Fixed(r"(?:^|[\n.])\s*\d{1,2}\s?[hH:]\s?\d{0,2}\s*[:–-]?\s*$", regex.V1)

_VERB = Template(
    r"(?<=[\p{L})\d])\s*,?\s+(?:qui\s+)?"
    r"(?:(?P<coming>@{presence.joins}|(?P<again>@{presence.returns}))|(?P<going>@{presence.leaves}))(?!\p{L})"
)
_SENTENCE_BEGINS = Fixed(r"\n\n|(?<=\p{L}{3}|[)\d])[.;:]\s|\n(?=[\p{Lu}•–-])", regex.V1)


def _by_verbs(text: Span, read: Attendance) -> Iterator[Move]:
    """M. Luc PETIT rejoint la séance à 19 h 20"""
    for verb in text.matches(_VERB):
        before = text.sub(max(verb.start() - LONGEST, 0), verb.start())
        begins = before.matches(_SENTENCE_BEGINS)
        sentence = before.sub(begins[-1].end(), len(before)) if begins else before
        people = _tails(sentence, read)
        if not people:
            continue
        told = _up_to_end(text.sub(verb.start(), min(verb.end() + LONGEST, len(text))), verb.end() - verb.start())
        whole = Span(text.source, people[0].span.start, told.end)
        time = _time(told)
        for who in people:
            if verb["coming"] is not None:
                yield Move(who, True, whole, time, again=verb["again"] is not None)
            elif (holder := _holder(told, read, who)) is not None or time or told.search(_FOR_GOOD):
                yield Move(who, False, whole, time, holder)


_FOR_GOOD = Template("@{presence.for_good}")


def _up_to_end(told: Span, start: int) -> Span:
    """A stretch up to the first end behind an offset in it."""
    end = told.sub(start, len(told)).search(_ENDS)
    return told.sub(0, start + end.start()) if end else told


_AND = Fixed(r"(?:\s|,|et|ET|&|\([^()]*\))*(?:de\s+|d['’])?(?:M\s?,\s*)?", regex.V1)
"""What may stand between two who move together; OCR reads "M." as "M,"."""


def _tails(sentence: Span, read: Attendance) -> list[Found[Personne]]:
    """The people whom a stretch ends with, with nothing but commas and "et" between them and behind."""
    found: list[Found[Personne]] = []
    end = sentence.end
    for who in reversed(list(name_lists.named_in(sentence, read.style))):
        if _AND.fullmatch(Span(sentence.source, who.span.end, end).raw) is None:
            break
        found.insert(0, who)
        end = who.span.start
    return found


def _heads(behind: Span, read: Attendance) -> list[Found[Personne]]:
    """The people whom a stretch begins with, with nothing but commas and "et" between them."""
    found: list[Found[Personne]] = []
    end = behind.start
    for who in name_lists.named_in(behind, read.style):
        if _AND.fullmatch(Span(behind.source, end, who.span.start).raw) is None:
            break
        found.append(who)
        end = who.span.end
    return found


def _holder(told: Span, read: Attendance, giver: Found[Personne]) -> Found[Personne] | None:
    """To whom someone who leaves gives a proxy."""
    for gives in told.matches(LINK):
        holder = name_lists.leading_person(told.sub(gives.end(), len(told)), read.style)
        if holder is not None and not same_person(holder.value, giver.value):
            return holder
    return None


_CLOCK = Template(r"(?<!\d)(?P<h>[01]?\d|2[0-3])\s?(?:[hH]|heures?)\s?(?P<m>[0-5]\d)?(?!\d)", EXACT)


def _time(told: Span) -> str | None:
    hour = told.search(_CLOCK)
    return f"{int(hour['h']):02d}:{int(hour['m'] or 0):02d}" if hour else None


# ---- Who is there at an item -----------------------------------------------------------------------------------------


def at_place(
    read: Attendance, past: Sequence[Move], to_come: Sequence[Move], declared: int | None = None
) -> Attendance:
    """The attendance between the moves that are `past` and those `to_come`. Who will come first is not there yet, even
    where the list names them: it may have been written at the session's end. Unless the number `declared` present says
    that it was not."""
    for move in past:
        read = _with_coming(read, move) if move.comes else _with_going(read, move)
    moved = [move.person.value for move in past]
    members = read.members
    if len(members) != declared:
        for move in to_come:
            who = move.person.value
            if move.comes and not move.again and not any(same_person(who, one) for one in moved):
                members = _without(members, who)
            moved.append(who)
    return read if members == read.members else replace(read, members=members)


def _with_coming(read: Attendance, move: Move) -> Attendance:
    """The proxies of who comes have ended."""
    who = move.person.value
    person = _find(_everyone(read), who) or move.person
    there = any(same_person(member.person.value, who) for member in read.members)
    return replace(
        read,
        members=read.members if there else (*read.members, Member(person)),
        proxies=tuple(proxy for proxy in read.proxies if not same_person(proxy.mandant.value, who)),
        excuses=_without(read.excuses, who),
        absents=_without(read.absents, who),
    )


def _with_going(read: Attendance, move: Move) -> Attendance:
    """The proxies that were given to who goes have ended too."""
    who = move.person.value
    kept = tuple(p for p in read.proxies if p.mandataire is None or not same_person(p.mandataire.value, who))
    left = (Proxy(move.person, move.holder, move.span),) if move.holder is not None else ()
    return replace(read, members=_without(read.members, who), proxies=(*kept, *left))


def _everyone(read: Attendance) -> list[Found[Personne]]:
    return [*read.presents, *read.away, *(proxy.mandant for proxy in read.proxies)]


def _find(people: Iterable[Found[Personne]], who: Personne) -> Found[Personne] | None:
    return next((one for one in people if same_person(one.value, who)), None)


def _without(members: Iterable[Member], who: Personne) -> tuple[Member, ...]:
    return tuple(member for member in members if not same_person(member.person.value, who))
