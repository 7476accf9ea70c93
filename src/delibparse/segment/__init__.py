"""Where the acts of a file are: a document marks its acts alike, so its decisions tell which of its lines head them.

lines (numbers, type, shape) ─► ways of heading ─► the way that best parts the decisions ─► items
"""

from __future__ import annotations

from delibparse.layout import Span
from delibparse.segment.folded import folded_items
from delibparse.segment.item import Item
from delibparse.segment.listing import enumerated, listed
from delibparse.segment.minutes import minutes_items

__all__ = ["Item", "find_items"]


def find_items(body: Span, after: int = 0, members: frozenset[str] = frozenset()) -> list[Item]:
    """The acts of a list of deliberations or of a procès-verbal in its order, [] where the text is neither. `after` is
    where the attendance ends, offset in the body: what stands above it heads nothing; nor does a line that holds words
    of the `members`' names alone."""
    if found := listed(body):
        return found
    if not body.is_folded:
        return minutes_items(body, after, members)
    return folded_items(body, after, members) or enumerated(body)
