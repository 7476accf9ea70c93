"""An act's text parted into zones: the header, the prose, what follows; and what is looked for in a text only once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from delibparse.grammar.attendance import Attendance
from delibparse.grammar.blocks import Block, find_blocks
from delibparse.grammar.prose import formula_starts
from delibparse.layout import Found, Span
from delibparse.segment.told import tells_count

BELOW = 200
"""Characters below the last of the header's blocks within which its dates and counts may still stand."""

COUNTED_BELOW = 600
"""Characters below them within which lines of counts, each a label and its figure, are the header's too."""

OPENING = 6000
"""Characters from an act's start within which its header stands, where nothing shows its end."""

NEAR_END = 80
"""Characters behind the header's last value within which its paragraph's end still belongs to it."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What tells where things stand in a whole text: its labelled blocks, and where decisions begin (offsets in it)."""

    blocks: tuple[Block, ...]
    decisions: tuple[int, ...]


def mark(body: Span) -> Marks:
    """The marks of a text. Read once for a file, however many acts it holds."""
    return Marks(tuple(find_blocks(body)), tuple(formula_starts(body)))


@dataclass(frozen=True, slots=True)
class Zone:
    """The text of one act, or of a session's header: its blocks, and where its decision begins if it has one."""

    body: Span
    blocks: tuple[Block, ...]
    decision: int | None

    @property
    def start_of_file(self) -> Span:
        """The first characters, in which a header stands whatever shows its end."""
        return self.body.sub(0, min(OPENING, len(self.body)))


def zone_of(body: Span, marks: Marks) -> Zone:
    """The part of the marks that is of a stretch of their text; a block ends where the stretch does. Blocks below the
    decision are no blocks: a committee's report names members too."""
    first, last = bisect_left(marks.decisions, body.start), bisect_left(marks.decisions, body.end)
    decision = marks.decisions[last - 1] if last > first else None
    limit = body.end if decision is None else decision
    begun, ended = (bisect_left(marks.blocks, place, key=_heading_start) for place in (body.start, limit))
    return Zone(body, tuple(_clipped(block, body) for block in marks.blocks[begun:ended]), decision)


def _heading_start(block: Block) -> int:
    return block.heading.start


def _clipped(block: Block, body: Span) -> Block:
    if block.body.end <= body.end:
        return block
    return replace(block, body=Span(block.body.source, min(block.body.start, body.end), body.end))


def opening_of(zone: Zone, attendance: Attendance) -> Span:
    """The header: from the act's start to its object's text or its decision."""
    ends = [block.body.start for block in zone.blocks if block.kind == "objet"]
    ends += [found.span.end for found in [*attendance.presents[-1:], *attendance.away]]
    ends += [proxy.span.end for proxy in attendance.proxies[-1:]]
    ends += [block.heading.end for block in zone.blocks if block.kind == "secretaire"]
    body, decision = zone.body, zone.decision
    end = max(ends, default=min(body.start + OPENING, decision or body.start + OPENING))
    limit = min(decision or body.end, body.end)
    counted = _end_of_counts(Span(body.source, min(end, limit), min(end + COUNTED_BELOW, limit)))
    return Span(body.source, body.start, min(_whole_word(body.source.value, max(end + BELOW, counted)), limit))


def _whole_word(text: str, end: int) -> int:
    """An offset moved on to the end of the word that it stands in."""
    while 0 < end < len(text) and not text[end - 1].isspace() and not text[end].isspace():
        end += 1
    return end


def _end_of_counts(below: Span) -> int:
    """Where the last line of a stretch ends that tells a count of the assembly."""
    return max((line.end for line in below.lines() if tells_count(line)), default=below.start)


def prose_of(zone: Zone, attendance: Attendance, others: Sequence[Found[Any] | None]) -> Span:
    """What follows the header's values: the members named, and `others`."""
    people = [*attendance.presents, *attendance.away]
    ends = [found.span.end for found in [*people, *others] if found is not None]
    ends += [proxy.span.end for proxy in attendance.proxies]
    body = zone.body
    if not ends:
        return body
    start = max(ends)
    paragraph_end = body.source.value.find("\n\n", start, body.end)
    return Span(body.source, paragraph_end if 0 <= paragraph_end - start < NEAR_END else start, body.end)
