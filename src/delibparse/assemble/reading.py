"""What the zones of a text say, as values with their places: a session's header, and an act.

Each stretch of text is read once: a procès-verbal's header for all its acts, each act from its own text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from delibparse.assemble.known_body import KnownBody, known_body
from delibparse.assemble.zones import Zone, opening_of, prose_of
from delibparse.grammar import (
    attendance,
    body,
    counts,
    elections,
    formalities,
    identity,
    officers,
    place,
    prose,
    session,
    titles,
    votes,
)
from delibparse.grammar.attendance import Attendance
from delibparse.grammar.body import Organ
from delibparse.grammar.body_name import BodyName, body_name, name_in_text
from delibparse.grammar.body_spoken import body_spoken_of
from delibparse.grammar.elections import Elected
from delibparse.grammar.formalities import Formalities
from delibparse.grammar.lone_title import lone_title
from delibparse.grammar.movements import Move
from delibparse.grammar.prose import Prose
from delibparse.grammar.values.dates import Day
from delibparse.grammar.vote_names import Assembly
from delibparse.grammar.votes import VoteReading
from delibparse.grammar.whereabouts import whereabouts
from delibparse.layout import Found, Span
from delibparse.model.ctes import Identifier
from delibparse.model.record import Matiere, Personne
from delibparse.segment import Item
from delibparse.segment.ballots import Ballot, ballots_of


@dataclass(frozen=True, slots=True)
class Officers:
    """Who held an office in the session."""

    president: Found[Personne] | None
    secretary: Found[Personne] | None
    auxiliary: Found[Personne] | None


@dataclass(frozen=True, slots=True)
class Session:
    """When and where the session was held: `dates` are the places that give its date, the one kept first."""

    dates: tuple[Found[Day], ...]
    time: Found[str] | None
    place: Found[str] | None
    convened: Found[Day] | None
    posted: Found[Day] | None
    convened_again: Span | None


@dataclass(frozen=True, slots=True)
class Header:
    """What stands once above the acts of a session, or at the head of the only one: the body, the session, the members.

    `named` are all places that name the body. `furniture` is that of its pages, in which bands and running heads tell
    the same.
    """

    zone: Zone
    furniture: Span
    opening: Span
    attendance: Attendance
    identifier: Found[Identifier] | None
    organ: Found[Organ] | None
    name: Found[str] | None
    named: tuple[Span, ...]
    kind: Found[str] | None
    department: Found[str] | None
    known: KnownBody | None
    subject: Found[Matiere] | None
    session: Session
    officers: Officers
    counts: Mapping[str, Found[int]]
    lost_counts: Mapping[str, Span]
    contradicting: tuple[Span, ...]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ActReading:
    """What an act says: `rank` is the number by which members' presence is told, None for the only act of its file."""

    body: Span
    furniture: Span
    number: Found[str] | None
    object: Found[str] | None
    subject: Found[Matiere] | None
    rapporteur: Found[Personne] | None
    prose: Prose
    vote: VoteReading
    ballots: tuple[tuple[Found[str], VoteReading], ...]
    elected: tuple[Elected, ...]
    formalities: Formalities
    rank: int | None = None

    @property
    def settled(self) -> int | None:
        """Where the decision or the vote begins, offset in the source; None where neither is told."""
        vote = self.vote
        places = [found.span.start for found in (vote.unanimous, vote.outcome) if found is not None]
        places += [span.start for span in (vote.region, self.prose.formula) if span is not None]
        return min((place for place in places if self.body.start <= place < self.body.end), default=None)


@dataclass(frozen=True)
class Head:
    """The first look at a text: its lists, its header, its object. The rest is read once it is known what it is."""

    zone: Zone
    furniture: Span
    attendance: Attendance

    @cached_property
    def opening(self) -> Span:
        return opening_of(self.zone, self.attendance)

    @cached_property
    def number(self) -> Found[str] | None:
        return self._numbered[0]

    @cached_property
    def object(self) -> Found[str] | None:
        return self._numbered[1]

    @cached_property
    def _numbered(self) -> tuple[Found[str] | None, Found[str] | None]:
        """The number and the object, of which one may stand in the line of the other."""
        labelled = identity.read_object(self.zone.blocks)
        number = identity.act_number(self.furniture, self.opening)
        title = labelled or self._untitled(number)
        parted = identity.number_in_object(title) if title is not None else None
        return parted or (number, title)

    def _untitled(self, number: Found[str] | None) -> Found[str] | None:
        """The object that no label announces: behind the act's number, or in a line of its own."""
        body, decision = self.zone.body, self.zone.decision
        if number and number.span.source is body.source:
            found = identity.title_behind(number, body)
            if found is not None:
                return found
        head = body.sub(0, decision - body.start) if decision else self.zone.start_of_file
        listed = [who.span for who in (*self.attendance.presents, *self.attendance.away)]
        return lone_title(head, max((span.end for span in listed if span.source is body.source), default=body.start))

    @cached_property
    def secretary(self) -> Found[Personne] | None:
        """The secretary whom a label names."""
        return self.officer("secretaire")

    @property
    def is_attended(self) -> bool:
        """Whether members are listed as present, and not named in a sentence."""
        return len(self.attendance.presents) >= LEAST_LIST

    @cached_property
    def president(self) -> Found[Personne] | None:
        style, there = self.attendance.style, self.attendance.presents
        found = (
            self.officer("president")
            or officers.presiding(self.zone.start_of_file, style, there)
            or officers.presiding(self.furniture, style, there)
        )
        return officers.as_member(found, self._members)

    @property
    def _members(self) -> list[Personne]:
        return [who.value for who in self.attendance.presents]

    @cached_property
    def assembly(self) -> Assembly:
        """Who can vote."""
        read = self.attendance
        there = [member.person.value for member in read.members] + [proxy.mandant.value for proxy in read.proxies]
        return Assembly(read.style, tuple(there), self.president.value if self.president else None)

    def officer(self, kind: str) -> Found[Personne] | None:
        return officers.as_member(officers.read_officer(self.zone.blocks, kind, self.attendance.style), self._members)


def read_header(head: Head, first: Span | None = None, text: Span | None = None) -> Header:
    """The header of a session. Its secretary may be told in the `first` item, its body in the whole `text`."""
    zone, furniture, opening = head.zone, head.furniture, head.opening
    organ = body.organ(furniture, opening, zone.body)
    identifier = identity.read_identifier(furniture) or identity.read_identifier(zone.body)
    siren, own = identifier.value.siren if identifier else None, organ.value.type if organ else None
    name = body_name(furniture, opening, own, siren) or name_in_text(zone.body, own)
    if name is None:
        name = body_spoken_of(text or zone.body, own, whereabouts(furniture, opening, None).departments)
    kind, when = _kind(name, organ), _session(zone, furniture, opening)
    where = whereabouts(furniture, opening, name.found.span if name else None)
    return Header(
        zone, furniture, opening, head.attendance, identifier, organ,
        name.found if name else None, name.places if name else (), kind,
        where.printed,
        known_body(
            name, kind.value if kind else None, identifier.value if identifier else None, where,
            when.dates[0].value.date.year if when.dates else None, lambda: zone.body,
        ),
        identity.read_subject(furniture) or identity.read_subject(opening),
        when, _officers(head, first),
        counts.read_counts(opening, zone.body, zone.blocks, furniture), counts.unread(opening),
        tuple(counts.contradicting(opening, zone.blocks)),
    )  # fmt: skip


def _kind(name: BodyName | None, organ: Found[Organ] | None) -> Found[str] | None:
    """The body's type, by its name or else by its assembly."""
    if name is not None:
        return Found(name.kind, name.found.span)
    return Found(organ.value.type, organ.span) if organ and organ.value.type else None


def _session(zone: Zone, furniture: Span, opening: Span) -> Session:
    convened = session.convocation_date(opening) or session.convocation_date(furniture)
    found = session.session_dates(furniture, opening) or session.session_dates(furniture, zone.start_of_file)
    agreed = session.agreed(found, convened.value.date if convened else None)
    time = session.session_time(opening, agreed[0]) if agreed else None
    if time is None and agreed is not None and agreed[0].span.source is furniture.source:
        time = session.session_time(furniture, agreed[0])
    return Session(
        () if agreed is None else (agreed[0], *agreed[1]),
        time,
        place.read_place(opening),
        convened,
        session.posting_date(opening),
        session.second_convocation(opening),
    )


def _officers(head: Head, first: Span | None) -> Officers:
    style, members = head.attendance.style, [who.value for who in head.attendance.presents]
    told = [head.zone.body, first] if first is not None else [head.zone.body]
    elected = (officers.as_member(officers.elected_secretary(text, style, members), members) for text in told)
    return Officers(
        head.president,
        head.secretary or next((who for who in elected if who is not None), None),
        head.officer("secretaire_auxiliaire"),
    )


def read_act(head: Head) -> ActReading:
    """The only act of a text."""
    return _read(head, head, head.number, head.object)


def read_item(item: Item, zone: Zone, session: Head, rank: int) -> ActReading:
    """An item of a procès-verbal, whose header is its session's."""
    head = Head(zone, session.furniture.sub(0, 0), attendance.read_attendance(zone.blocks))
    title = titles.wording(item.title) if item.title else None
    return _read(head, session, item.numero, title, rank, ballots_of(item))


def _read(
    head: Head,
    session: Head,
    number: Found[str] | None,
    title: Found[str] | None,
    rank: int | None = None,
    ballots: Sequence[Ballot] = (),
) -> ActReading:
    """What an act says below its header. `session` is the act's own head where it is alone; else it tells how members
    are named, and its bands are those of all its items. Where it holds several `ballots`, its vote is what stands below
    them: the one on the whole."""
    rapporteur = head.officer("rapporteur")
    rest = prose_of(head.zone, head.attendance, (title, rapporteur, head.secretary))
    told = prose.read_prose(rest)
    decided = _from_decision(told, rest)
    above = head.opening if session is head else Span(rest.source, rest.start, decided.start)
    assembly = session.assembly
    several = _several(ballots, assembly)
    if several:
        decided = above = Span(rest.source, min(ballots[-1].text.end, rest.end), rest.end)
    before = Span(rest.source, rest.start, max(decided.start, rest.start))
    vote = votes.read_vote(decided, assembly, above, before)
    closing = _closing(head.zone.body, told, vote, head.opening)
    signed = formalities.read_formalities(closing, session.furniture, head.opening)
    subject = None if session is head else identity.read_subject(head.zone.start_of_file)
    return ActReading(
        body=head.zone.body, furniture=head.furniture, number=number, object=title, subject=subject,
        rapporteur=rapporteur, prose=told, vote=vote, ballots=several,
        elected=tuple(_elected(rest, told, title, assembly)), formalities=signed, rank=rank,
    )  # fmt: skip


def _elected(rest: Span, told: Prose, title: Found[str] | None, assembly: Assembly) -> list[Elected]:
    """Whom an act elects or designates, above its signatures."""
    end = rest.end if told.closing_start is None else max(min(told.closing_start, rest.end), rest.start)
    return elections.read_elected(Span(rest.source, rest.start, end), None if title is None else title.span, assembly)


def _several(ballots: Sequence[Ballot], assembly: Assembly) -> tuple[tuple[Found[str], VoteReading], ...]:
    """What each vote of an act is on, and its reading; none where one of them does not tell who was for it: then they
    are the sides of one."""
    read = [(Found(one.title.text, one.title), votes.read_vote(one.text, assembly)) for one in ballots]
    return tuple(read) if all("pour" in vote.counts or vote.unanimous for _, vote in read) else ()


def _from_decision(told: Prose, rest: Span) -> Span:
    start = rest.start if told.decision_start is None else told.decision_start
    return Span(rest.source, start, rest.end)


def _closing(body: Span, told: Prose, vote: VoteReading, opening: Span) -> Span:
    """What follows the decision and the vote: signatures, formalities."""
    start = told.closing_start
    if start is None:
        ends = [vote.region.end] if vote.region else []
        ends += [span.end for span in [*told.points[-1:], told.formula] if span]
        start = max(ends, default=opening.end)
    return Span(body.source, start, body.end)


LEAST_LIST = 3
"""Members named as present from which a list is one, and not a sentence with a name in it."""


def is_act(head: Head, acts: list[ActReading]) -> bool:
    """Whether a text holds acts: an assembly decides something. An identifier is proof where something of an act stands
    below it, since the annexes bear it too; a heading alone is none."""
    decided = any(act.prose.formula or act.vote.counts or act.vote.unanimous is not None for act in acts)
    assembled = body.organ(head.furniture, head.opening) is not None or (
        bool(head.attendance.presents) and not body.is_advisory(head.zone.start_of_file)
    )
    reasoned = any(act.prose.visas or act.prose.considerants for act in acts)
    described = any(act.object or act.prose.visas or act.prose.considerants for act in acts)
    listed = head.is_attended
    if identity.read_identifier(head.furniture) or identity.read_identifier(head.opening):
        return decided or reasoned or listed or session.opens_session(head.zone.body)
    if assembled and (decided or described) and decided + described + listed >= 2:
        return True
    day = session.session_date(head.furniture, head.zone.start_of_file)
    return assembled and day is not None and (listed or session.opens_session(head.zone.body))
