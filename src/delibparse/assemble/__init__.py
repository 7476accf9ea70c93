"""A file's text to its typed acts: zones, then what they say, then the record with the place of every value.

text ─► zones ─► readings ─► record
        where    Found       values + places
"""

from __future__ import annotations

from delibparse.assemble.reading import Head, is_act, read_act, read_header, read_item
from delibparse.assemble.record import Assembled, record_of
from delibparse.assemble.zones import Marks, mark, zone_of
from delibparse.grammar import attendance, bundles, identity, items, listing
from delibparse.grammar.items import Item
from delibparse.grammar.lists import Lists, find_lists
from delibparse.grammar.values import presence
from delibparse.layout import Composition, Span
from delibparse.reading.model import Page

__all__ = ["Assembled", "assemble"]


def assemble(composition: Composition, pages: list[Page]) -> list[Assembled]:
    """The acts of a file, in its order; none where the text is not that of an act."""
    body, furniture = composition.body.span(), composition.furniture.span()
    if not body:
        return []
    marks = mark(body)
    by_number = {page.number: page for page in pages}
    parts = bundles.parts(body, marks.blocks)
    if len(parts) == 1:
        return _acts(body, furniture, marks, by_number)
    return [act for part in parts for act in _acts(part, bundles.beside(furniture, part), marks, by_number)]


def _acts(body: Span, furniture: Span, marks: Marks, pages: dict[int, Page]) -> list[Assembled]:
    """The acts of one session's text: one, or each item of its procès-verbal."""
    zone = zone_of(body, marks)
    lists = find_lists(zone.blocks, body)
    whole = Head(zone, furniture, attendance.read_lists(lists))
    found = listing.listed(body) or items.items(body, _attendance_end(whole) - body.start)
    session = _head_of_session(whole, lists, found, marks) if found else None
    if session is None:
        act = read_act(whole)
        if not is_act(whole, [act]):
            return []
        return [record_of(read_header(whole), act, pages)]
    acts = [read_item(item, zone_of(item.text, marks), session, rank) for rank, item in _ranked(found)]
    if not is_act(whole, acts):
        return []
    header = read_header(session)
    return [record_of(header, act, pages) for act in acts]


def _attendance_end(head: Head) -> int:
    """Where the list of présents ends, offset in the source; the act's start where there is none."""
    return max((member.person.span.end for member in head.attendance.members), default=head.zone.body.start)


def _head_of_session(whole: Head, lists: Lists, found: list[Item], marks: Marks) -> Head | None:
    """What stands above the first item of a procès-verbal or of a list.

    None where no one is listed there and nothing calls the text minutes: the items are the points of one act. Lists
    that stand above it alone were read already.
    """
    body = whole.zone.body
    zone = zone_of(body.sub(0, found[0].text.start - body.start), marks)
    above = find_lists(zone.blocks, zone.body)
    read = whole.attendance if above == lists else attendance.read_lists(above)
    if not read.presents and not found[0].listed and not identity.is_minutes(zone.body):
        return None
    return Head(zone, whole.furniture, read)


def _ranked(found: list[Item]) -> list[tuple[int, Item]]:
    """Each item with the number by which members' presence is told."""
    return [(presence.ordinal(item.number.text if item.number else None, k), item) for k, item in enumerate(found, 1)]
