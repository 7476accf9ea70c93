"""How a session went on: from which of its items on each move of a member holds, and each figure printed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from delibparse.assemble.reading import ActReading
from delibparse.grammar import counts, movements
from delibparse.grammar.counts import Restated
from delibparse.grammar.facts import Attendance
from delibparse.grammar.movements import Move
from delibparse.layout import Found, Span


@dataclass(frozen=True, slots=True)
class Course:
    """The moves of a session and the figures printed again, each with the place in it, 0 for the first, of the first
    item for which it holds."""

    moves: tuple[tuple[int, Move], ...]
    restated: tuple[tuple[int, Restated], ...]

    def counts_at(self, k: int, opening: Mapping[str, Found[int]]) -> Mapping[str, Found[int]]:
        """The figures that hold at an item: those printed last; none of those that the opening gives of who was there
        holds beside them."""
        told = [one.counts for first, one in self.restated if first <= k]
        if not told:
            return opening
        lasting = {field: found for field, found in opening.items() if field not in counts.OPENING_ONLY}
        return {**lasting, **told[-1]}

    def attendance_at(self, k: int, read: Attendance, declared: int | None) -> Attendance:
        """Who was there at an item for which so many are `declared` present."""
        past = [move for first, move in self.moves if first <= k]
        return movements.at_place(read, past, [move for first, move in self.moves if first > k], declared)


def course_of(above: Span, read: Attendance, acts: Sequence[ActReading]) -> Course:
    """What is told above the first item of a session, behind its lists, and in its items. What stands before an item is
    settled holds for it, what stands behind for the next."""
    moves = [(0, move) for move in movements.read_moves(above, read)]
    again: list[tuple[int, Restated]] = []
    for k, act in enumerate(acts):
        settled = act.body.end if act.settled is None else act.settled
        moves += [(k + (move.span.start > settled), move) for move in movements.read_moves(act.body, read)]
        again += [(k + (one.start > settled), one) for one in counts.restated(act.body)]
    return Course(tuple((first, _bounded(move, first, acts)) for first, move in moves), tuple(again))


def _bounded(move: Move, first: int, acts: Sequence[ActReading]) -> Move:
    """A move with the number of the first item for which a member is there, or of the last."""
    bound = first if move.comes else first - 1
    return replace(move, item=str(acts[bound].rank)) if 0 <= bound < len(acts) else move
