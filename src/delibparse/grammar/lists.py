"""Where the lists of an attendance stand: in the blocks of an act, in a table of members, or by communes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.counts import COUNTS
from delibparse.grammar.item_reading import begins_with_someone
from delibparse.grammar.list_items import LINK
from delibparse.grammar.roll import Roll, read_roll
from delibparse.grammar.roll_call import RollCall, read_roll_call
from delibparse.grammar.values import communes, name_lists
from delibparse.layout import Span
from delibparse.wording import Fixed, Template

FAR = 700
"""Characters without a list from which the next one is of another meeting: a committee whose report the minutes hold."""

ANNOUNCED = 60
"""Characters within which a table stands below the heading that announces it."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the lists of an attendance stand: each with its kind, a table of members, a roll call, or their list by
    communes."""

    blocks: tuple[tuple[str, Span], ...] = ()
    roll: Roll | None = None
    by_commune: Span | None = None
    called: RollCall | None = None


def find_lists(blocks: Sequence[Block], text: Span | None = None) -> Lists:
    """The lists of an act's blocks; where no heading announces the présents, their list by communes in `text`."""
    lists = [b for b in blocks if b.kind in ("presents", "pouvoirs", "excuses", "absents") and not _in_legend(b)]
    bodies = _behind_counts(_of_one_meeting(_of_members([(block, until_sentence(block.body)) for block in lists])))
    roll = read_roll(text) if text is not None else None
    if roll is not None:
        beside = [(block, _above(body, roll.span)) for block, body in bodies if not _of_roll(block, roll)]
        if _lists_presents(beside):
            roll = None  # a table of another meeting, or a sheet to be signed, beside the list
        else:
            bodies = beside
    called = read_roll_call(text) if text is not None and roll is None and not _lists_presents(bodies) else None
    if called is not None:
        bodies = [(block, body) for block, body in bodies if not _overlaps(block.heading, called.span)]
        return Lists(tuple((block.kind, body) for block, body in bodies), called=called)
    by_commune = None
    if roll is None and text is not None and not any(block.kind == "presents" for block, _ in bodies):
        by_commune = communes.grouped(text.sub(0, blocks[0].heading.start - text.start) if blocks else text)
    return Lists(tuple((block.kind, body) for block, body in bodies), roll, by_commune)


def _behind_counts(bodies: Sequence[tuple[Block, Span]]) -> list[tuple[Block, Span]]:
    """The blocks, a list that the counts of a margin part from its heading given back to it: "Membres présents (3) : / En
    exercice : 5 / Pouvoirs : 1 / Votants : 4 / Eve ROY, …"."""
    found: list[tuple[Block, Span]] = []
    waiting: int | None = None
    for block, body in bodies:
        counted = body.match(COUNTS)
        listed = body.sub(counted.end(), len(body)).strip(" \t\n:•–-.") if counted else body
        if waiting is not None and counted and begins_with_someone(listed) and not _pairs_at_once(listed):
            found[waiting] = found[waiting][0], listed
            body, waiting = body.sub(0, counted.end()), None
        elif listed.raw.strip(" \t\n0123456789"):
            waiting = None
        elif waiting is None:
            waiting = len(found)
        found.append((block, body))
    return found


def _pairs_at_once(listed: Span) -> bool:
    """Whether the first of a list gives or holds a proxy: the list is of proxies."""
    first = listed.paragraphs()[0]
    return first.sub(0, min(len(first), FIRST_PAIR)).search(LINK) is not None


FIRST_PAIR = 80
"""Characters of a list among which its first proxy stands."""

_BESIDES = Template(r"(?<![\p{L}])(?:@{headings.besides})(?![\p{L}])")
_STAFF = Template(r"(?<![\p{L}])(?:@{names.staff})(?![\p{L}])")

NEAR_HEADING = 250
"""Characters of a list among which a function tells that it is of those who serve the assembly."""


def _of_members(bodies: Sequence[tuple[Block, Span]]) -> list[tuple[Block, Span]]:
    """The blocks without the lists of those who are there besides the members: "Assistaient également : M. Luc PETIT,
    directeur général des services"."""
    kept: list[tuple[Block, Span]] = []
    listed = False
    for block, body in bodies:
        again = listed and block.kind == "presents"
        listed = listed or _lists_presents([(block, body)])
        near = block.body.sub(0, min(len(block.body), NEAR_HEADING))
        if not (again and (block.heading.search(_BESIDES) or near.search(_STAFF))):
            kept.append((block, body))
    return kept


def _lists_presents(bodies: Sequence[tuple[Block, Span]]) -> bool:
    """Whether a heading lists présents by their names."""
    return any(block.kind == "presents" and len(name_lists.people(body)) >= LEAST_NAMES for block, body in bodies)


def _overlaps(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


LEAST_NAMES = 3
"""Names that stand behind a heading from which they are the list of the présents, whatever table there is too."""


def _above(body: Span, table: Span) -> Span:
    """The part of a list that stands above a table."""
    return body.sub(0, table.start - body.start) if body.start <= table.start < body.end else body


def _of_roll(block: Block, roll: Roll) -> bool:
    """Whether a block is one of a table's labels, or announces the table."""
    if roll.span.start <= block.heading.start < roll.span.end:
        return True
    announces = block.heading.end <= roll.span.start < block.body.end
    return announces and roll.span.start - block.heading.end < ANNOUNCED


_LEGEND = Fixed(r"(?:(?<![^\n])|[;,(/–-]\s*)\p{Lu}\p{L}{0,4}\.?\s*[:=]\s*$", regex.V1)
"""P : présent ; Exc. : excusé"""

LONGEST_LETTER = 24
"""Characters before a heading in which a letter of a legend and what parts it from the one before stand."""


def _in_legend(block: Block) -> bool:
    """Whether a heading is no list's, but tells what a letter of a table stands for."""
    text, start = block.heading.source.value, block.heading.start
    before = max(text.rfind("\n", 0, start) + 1, start - LONGEST_LETTER)
    return _LEGEND.search(text, before, start) is not None


def _of_one_meeting(bodies: Sequence[tuple[Block, Span]]) -> list[tuple[Block, Span]]:
    """The lists up to the first that stands far below a list of présents."""
    kept: list[tuple[Block, Span]] = []
    for block, body in bodies:
        if kept and block.heading.start - kept[-1][1].end > FAR and any(b.kind == "presents" for b, _ in kept):
            break
        kept.append((block, body))
    return kept
