"""What the page tells besides the fields of an act, and what was not understood of it: the record's `indices`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from delibparse.assemble.accounts import Left
from delibparse.assemble.reading import ActReading, Header
from delibparse.grammar import session
from delibparse.grammar.set_words import says_more
from delibparse.grammar.values.presence import ALWAYS
from delibparse.layout import Span
from delibparse.model.fields import JOURS
from delibparse.model.people import same_person
from delibparse.model.record import DateImprimee, Deliberation, Indices, Mouvement, NonLu, Zone

Place = Callable[[str, Span], None]
"""Notes where what stands at a pointer was read."""


def indices_of(place: Place, header: Header, act: ActReading, record: Deliberation, account: Left) -> Indices:
    """The evidence of an act; what its session's header tells is each of its acts'."""
    lost = [(name, label) for name, label in header.lost_counts.items() if getattr(record.effectif, name) is None]
    for k, (_, label) in enumerate(lost):
        place(f"/indices/chiffres_illisibles/{k}", label)
    unread = _unread(header, act, account)
    for k, (_, item) in enumerate(unread):
        place(f"/indices/non_lus/{k}", item)
    if header.session.convened_again is not None:
        place("/indices/seconde_convocation", header.session.convened_again)
    return Indices(
        seconde_convocation=header.session.convened_again is not None or _convened_again(act),
        mouvements=[*_moves(header), *_told(header)],
        dates_imprimees=[
            DateImprimee(
                found.span.text, found.value.iso, None if found.value.weekday is None else JOURS[found.value.weekday]
            )
            for found in header.session.dates
        ],
        majorite=act.vote.majority is not None,
        chiffres_illisibles=[f"/effectif/{name}" for name, _ in lost],
        non_lus=[NonLu(zone, item.text, item.pages[0]) for zone, item in unread],
    )


MOST_LEFT = 200
"""Stretches left over of an act that are kept: more say no more."""


def _unread(header: Header, act: ActReading, account: Left) -> list[tuple[Zone, Span]]:
    """What no value explains, with its zone: items of lists, figures that a table gives otherwise, words left over."""
    known: list[tuple[Zone, Span]] = [("entete", span) for span in header.contradicting]
    known += [("presences", item) for _, item in header.attendance.unread if _is_unread(item, act)]
    known += [("vote", span) for span in act.vote.contradicting]
    left = [(zone, span) for zone, span in account if not any(_overlap(span, other) for _, other in known)]
    printed = [row for row in (*known, *left[:MOST_LEFT]) if row[1].pages]
    return sorted(printed, key=lambda row: (ZONES.index(row[0]), row[1].start))


def _is_unread(item: Span, act: ActReading) -> bool:
    """Whether an item of a list may be somebody's: not the words of a letterhead that the page prints among the lists,
    nor the act's own title."""
    return says_more(item) and (act.object is None or not _overlap(item, act.object.span))


ZONES: tuple[Zone, ...] = ("entete", "presences", "vote")


def _overlap(one: Span, other: Span) -> bool:
    return one.source is other.source and one.start < other.end and other.start < one.end


def _convened_again(act: ActReading) -> bool:
    """Whether a sentence of the act tells of a second convocation."""
    prose = act.prose
    told = [*prose.visas, *prose.considerants, *prose.expose, *([prose.formula] if prose.formula else [])]
    return any(session.second_convocation(sentence) is not None for sentence in told)


def _told(header: Header) -> Iterable[Mouvement]:
    """The moves told in mid-session."""
    for move in header.moves:
        bound = {"depuis" if move.comes else "jusqua": move.item or move.time}
        yield Mouvement(move.person.value, move.span.text, **bound)


def _moves(header: Header) -> Iterable[Mouvement]:
    """Who came or left in mid-session by the lists: members whose presence is bounded, and mandants whose proxy is.
    Where the session tells it too, the hour of a list says less."""
    read = header.attendance
    for member in read.members:
        told = member.when.clock and any(same_person(m.person.value, member.person.value) for m in header.moves)
        if member.aside is not None and member.when != ALWAYS and not told:
            yield Mouvement(member.person.value, member.aside.text, member.when.since, member.when.until)
    for proxy in read.proxies:
        if proxy.aside is not None and proxy.when != ALWAYS:
            yield Mouvement(proxy.mandant.value, proxy.aside)
