"""Who was there: présents, pouvoirs, excusés, absents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.council import UNKNOWN, Council
from delibparse.grammar.facts import Attendance, Away, Carried, Choice, Fact, Member, Proxy, Unread, together
from delibparse.grammar.list_reading import Declared, name_spans, read_list
from delibparse.grammar.lists import Lists, find_lists
from delibparse.grammar.roll import Entry, Roll
from delibparse.grammar.values import people
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span
from delibparse.model.record import Personne

__all__ = ["Attendance", "Member", "Proxy", "read_attendance", "read_lists"]


def _undeclared(_kind: str) -> None:
    """Of an act whose declared numbers are not known."""


def read_lists(lists: Lists, declared: Declared = _undeclared, council: Council = UNKNOWN) -> Attendance:
    """Read who is in the lists. The style of the names is decided over all of them together; `declared` gives the
    number that the act declares of a list, and is asked where its marks allow several readings; `council` is
    what is known of the body."""
    by_commune = [lists.by_commune] if lists.by_commune else []
    style = people.style_of(name_spans([body for _, body in lists.blocks] + by_commune))
    bodies = [*(("presents", until_sentence(body)) for body in by_commune), *lists.blocks]
    facts: list[Fact] = list(_of_roll(lists.roll)) if lists.roll is not None else []
    facts += lists.called.facts if lists.called is not None else ()
    choices: list[Choice] = []
    for kind, body in bodies:
        told, choice = read_list(kind, body, style, declared, council)
        facts += told
        choices.append(choice)
    return together(facts, style, tuple(choices))


def read_attendance(blocks: Sequence[Block], text: Span | None = None) -> Attendance:
    """Who is in the lists of an act's blocks, or, where no heading announces them, of `text`."""
    return read_lists(find_lists(blocks, text))


_AWAY_IN_ROLL = {"excuse": "excuses"}
"""The list of a table's state; every other that is none of présent, pouvoir and unread is of the absents."""


def _of_roll(roll: Roll) -> Iterable[Fact]:
    """What a table of members tells."""
    style = people.style_of(entry.name for entry in roll.entries)
    for entry in roll.entries:
        who = people.person(entry.name, style)
        if who is None:
            continue
        if entry.carries is not None and (mandant := people.person(entry.carries, style)):
            yield Carried(Proxy(mandant, who, Span(who.span.source, who.span.start, entry.carries.end)))
        if entry.state == "pouvoir":
            yield _of_entry(who, entry, style)
        elif entry.state == "present":
            yield Member(who)
        elif entry.substitute:
            continue
        elif entry.state is None:
            yield Unread("presents", entry.name)
        else:
            yield Away(_AWAY_IN_ROLL.get(entry.state, "absents"), who)


def _of_entry(mandant: Found[Personne], entry: Entry, style: Style) -> Proxy:
    if entry.holder is None:
        return Proxy(mandant, None, mandant.span)
    whole = Span(entry.name.source, entry.name.start, max(entry.holder.end, entry.name.end))
    to_chair = entry.holder.match(people.CHAIR) is not None
    return Proxy(mandant, None if to_chair else people.person(entry.holder, style), whole, to_chair=to_chair)
