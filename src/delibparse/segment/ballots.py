"""The votes of one act that holds several: a grant to each association, a post for each body.

They are parted as acts are, by lines that head them alike; here numbers, bullets and sums may head too, and each part
must tell an outcome of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from delibparse.layout import Span
from delibparse.segment.decisions import RESOLVED, decisions_of
from delibparse.segment.item import Item
from delibparse.segment.lines import PLAIN, Line, lines_of
from delibparse.segment.parting import Ground, Stretch, each_deciding
from delibparse.wording import EXACT, Template

LONGEST = 120
"""Characters of a line that says what is voted on."""

LEAST_LETTERS = 3

LETTERS_OF_SIDE = 4
"""Letters by which the words of an outcome are told apart: pour, cont, unan."""

_NOT_VOTED_ON = (
    Template(r"^\W*(?:@{items.clause}|@{items.no_act}|@{items.vote_line})"),
    Template(r"^\W*(?:@{SENTENCE}|@{CIVILITY}\s)", EXACT),
)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote of an act: what it is on, and where it is told."""

    title: Span
    text: Span


def ballots_of(item: Item) -> list[Ballot]:
    """The votes of an act in its order; [] where it holds one or none."""
    start = item.title.end if item.title is not None else item.text.start
    behind = Span(item.text.source, start, item.text.end)
    if not _is_counted_again(behind):
        return []
    lines = lines_of(behind)
    able = frozenset(k for k, line in enumerate(lines) if _may_head(line))
    heads = sorted(lines[k].span.start for k in able)
    decisions = decisions_of(behind, heads)
    if len(decisions.resolved) < 2 or len(heads) < 2:
        return []
    ground = Ground(lines, able, frozenset(), decisions, frozenset())
    parts = each_deciding(ground, Stretch(0, len(lines), behind.start, behind.end))
    ends = [_end_of_vote(behind, ground.lines[part.head].span.start, part.end) for part in parts]
    return [_ballot(ground.lines[part.head], end) for part, end in zip(parts, ends, strict=True)]


def _is_counted_again(behind: Span) -> bool:
    """Whether an outcome is told twice in the same words: where none is, there is one vote."""
    sides = [match[0][:LETTERS_OF_SIDE].casefold() for match in behind.matches(RESOLVED)]
    return len(set(sides)) < len(sides)


def _may_head(line: Line) -> bool:
    """Whether a line may say what is voted on: set apart, numbered or marked, and no outcome from its beginning."""
    title = line.title
    if line.span.is_in_table or len(line.span) > LONGEST or (line.look == PLAIN and line.number is None):
        return False
    if sum(character.isalpha() for character in title.raw) < LEAST_LETTERS or title.raw[0].islower():
        return False
    return not any(title.match(one) for one in (*_NOT_VOTED_ON, RESOLVED))


def _end_of_vote(behind: Span, start: int, end: int) -> int:
    """Where the line ends in which a part's vote is told to its end: where a side is counted again, that is the vote on
    the act as a whole."""
    part = Span(behind.source, start, end)
    told, last = set(), len(part)
    for match in part.matches(RESOLVED):
        side = match[0][:LETTERS_OF_SIDE].casefold()
        if side in told:
            break
        told.add(side)
        last = match.end()
    cut = part.raw.find("\n", last)
    return start + cut if cut >= 0 else end


def _ballot(line: Line, end: int) -> Ballot:
    text = Span(line.span.source, line.span.start, end)
    outcome = line.title.search(RESOLVED)
    title = line.title.sub(0, outcome.start()) if outcome else line.title
    return Ballot(title.strip(" .:;,–—-"), text)
