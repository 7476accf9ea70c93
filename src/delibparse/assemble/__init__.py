"""A file's text to its typed acts: zones, then what they say, then the record with the place of every value.

text ─► zones ─► readings ─► record
        where    Found       values + places
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from delibparse.assemble import accounts
from delibparse.assemble.course import Course, course_of
from delibparse.assemble.reading import Head, Header, is_act, read_act, read_header, read_item
from delibparse.assemble.record import Assembled, made_surer, record_of
from delibparse.assemble.zones import Marks, Zone, mark, zone_of
from delibparse.grammar import attendance, counts, identity
from delibparse.grammar.council import UNKNOWN, Council
from delibparse.grammar.facts import Attendance
from delibparse.grammar.lists import Lists, find_lists
from delibparse.grammar.values import presence
from delibparse.layout import Composition, Found, Span
from delibparse.model.people import fold
from delibparse.model.record import Nature
from delibparse.reading.model import Page
from delibparse.segment import Item, bundles, find_items
from delibparse.segment.annexes import without_annexes
from delibparse.segment.decisions import RESOLVED
from delibparse.segment.nature import HOLDING_NONE, Kind, declared, is_convocation, nature_of

__all__ = ["Assembled", "Content", "assemble", "made_surer"]


DELIBERATION = "DE"
"""Of an identifier: that of an assembly's act. On a plan or a convention it is that of the act that they belong to."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: its acts in its order, none where the text is not that of an act; what it is; and the
    identifier of the act that it is an annexe of."""

    acts: list[Assembled]
    nature: Nature | None
    annexe_de: str | None = None


def assemble(composition: Composition, pages: list[Page], council: Council = UNKNOWN) -> Content:
    """What the text of a file holds; `council` is what is known of its body before."""
    body, furniture = composition.body.span(), composition.furniture.span()
    if not body:
        return Content([], None)
    marks = mark(body)
    by_number = {page.number: page for page in pages}
    parts = [without_annexes(part, furniture) for part in bundles.parts(body, marks.blocks, furniture)]
    whole = len(parts) == 1 and parts[0].pages == body.pages
    beside = [furniture] if whole else [bundles.beside(furniture, part) for part in parts]
    found = [_acts(part, aside, marks, by_number, council) for part, aside in zip(parts, beside, strict=True)]
    acts = [act for one in found for act in one.acts]
    nature = nature_of(body, [one.kind for one in found if one.acts])
    identifier = None if acts else identity.read_identifier(furniture) or identity.read_identifier(body)
    if identifier is not None and identifier.value.nature == DELIBERATION and nature in ("annexe", "autre"):
        return Content([], "annexe", identifier.value.canonical)
    return Content(acts, nature)


@dataclass(frozen=True, slots=True)
class _Part:
    """The acts of a stretch with a header of its own, and how they are told in it."""

    acts: list[Assembled]
    kind: Kind


def _acts(body: Span, furniture: Span, marks: Marks, pages: dict[int, Page], council: Council) -> _Part:
    """The acts of one session's text: one, or each item of its procès-verbal."""
    zone = zone_of(body, marks)
    lists = find_lists(zone.blocks, body)
    whole = Head(zone, furniture, attendance.read_lists(lists, _declared(zone, furniture), council))
    after = _attendance_end(whole) - body.start
    found = find_items(body, after, _words_of_names(whole.attendance))
    session = _head_of_session(whole, lists, found, marks, council) if found else None
    if session is None:
        act = read_act(whole)
        if _holds_none(whole) or not is_act(whole, [act]):
            return _Part([], "one")
        header = read_header(whole)
        return _Part([record_of(header, act, pages, accounts.of_header(header, [act]))], "one")
    acts = [read_item(item, zone_of(item.text, marks), session, rank) for rank, item in _ranked(found)]
    kind: Kind = "listed" if found[0].listed else "told"
    if kind == "told" and not (is_act(whole, acts) and (len(acts) > 1 or not _holds_none(whole))):
        return _Part([], kind)
    if is_convocation(body):
        return _Part([], kind)
    header = read_header(session, found[0].text, body)
    above = accounts.of_header(header, [])
    course = course_of(_behind_lists(session), session.attendance, acts)
    headers = [_at_item(header, k, item, course) for k, item in enumerate(found)]
    return _Part([record_of(one, act, pages, above) for one, act in zip(headers, acts, strict=True)], kind)


def _at_item(header: Header, k: int, item: Item, course: Course) -> Header:
    """A session's header as it holds for the item at a place of its course."""
    declared = course.counts_at(k, header.counts)
    there = declared.get("presents")
    return replace(
        header,
        session=header.session if item.day is None else replace(header.session, dates=(item.day,)),
        attendance=course.attendance_at(k, header.attendance, None if there is None else there.value),
        counts=declared,
        moves=tuple(move for _, move in course.moves),
    )


def _behind_lists(session: Head) -> Span:
    """What stands between a session's lists and its first item."""
    body = session.zone.body
    ends = [who.span.end for who in (*session.attendance.presents, *session.attendance.away)]
    ends += [proxy.span.end for proxy in session.attendance.proxies]
    return Span(body.source, max((end for end in ends if body.start <= end <= body.end), default=body.end), body.end)


def _declared(zone: Zone, furniture: Span) -> Callable[[str], int | None]:
    """The number that a header declares of a list; its counts are read when the first is asked for."""

    @cache
    def told() -> Mapping[str, Found[int]]:
        return counts.read_counts(zone.start_of_file, zone.body, zone.blocks, furniture)

    def number(kind: str) -> int | None:
        found = told().get(kind)
        return None if found is None else found.value

    return number


def _holds_none(head: Head) -> bool:
    """Whether a text calls itself what holds no act, and lists no members as present."""
    body = head.zone.body
    return is_convocation(body) or (declared(body) in HOLDING_NONE and not head.is_attended)


def _words_of_names(read: Attendance) -> frozenset[str]:
    """The words of the members' names, folded."""
    named = [*read.presents, *read.away, *(proxy.mandant for proxy in read.proxies)]
    return frozenset(fold(word) for who in named for word in f"{who.value.prenom or ''} {who.value.nom or ''}".split())


def _attendance_end(head: Head) -> int:
    """Where the attendance above the first decision ends, offset in the source; the act's start where there is none."""
    body, read = head.zone.body, head.attendance
    ends = sorted([member.person.span.end for member in read.members] + [proxy.span.end for proxy in read.proxies])
    if not ends:
        return body.start
    outcome = Span(body.source, ends[0], body.end).search(RESOLVED)
    decided = body.end if outcome is None else ends[0] + outcome.start()
    return max(end for end in ends if end <= decided)


def _head_of_session(whole: Head, lists: Lists, found: list[Item], marks: Marks, council: Council) -> Head | None:
    """What stands above the first item of a procès-verbal or of a list.

    None where no one is listed there and nothing calls the text minutes: the items are the points of one act. Lists
    that stand above it alone were read already.
    """
    body = whole.zone.body
    zone = zone_of(body.sub(0, found[0].text.start - body.start), marks)
    above = find_lists(zone.blocks, zone.body)
    declared_in = _declared(zone, whole.furniture)
    read = whole.attendance if above == lists else attendance.read_lists(above, declared_in, council)
    is_named = identity.is_minutes(zone.body) or declared(body) == "liste"
    if not read.presents and not found[0].listed and not is_named:
        return None
    return Head(zone, whole.furniture, read)


def _ranked(found: list[Item]) -> list[tuple[int, Item]]:
    """Each item with the number by which members' presence is told."""
    return [(presence.ordinal(item.number.text if item.number else None, k), item) for k, item in enumerate(found, 1)]
