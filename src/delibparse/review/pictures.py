"""The pictures of pages as a review that is served needs them: one file at a time, in a process of their own."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any, NamedTuple

from delibparse import errors
from delibparse.guard import Bounds, Team
from delibparse.guard.child import Beat
from delibparse.limits import MAX_DEATHS, READER_MEGABYTES
from delibparse.review import site
from delibparse.review.gather import document_of, state_of
from delibparse.review.sheets import Sheet, bounded, not_rendered

KEPT = 20
"""Files whose pages are kept at hand."""


class Drawing(NamedTuple):
    """A file whose pages are to be drawn, but for those that an earlier attempt died of."""

    order: site.Order
    lost: tuple[tuple[int, str], ...] = ()


def _draw(beat: Beat, drawing: Drawing) -> list[Sheet]:
    lost = dict(drawing.lost)

    def at(number: int) -> str | None:
        if number not in lost:
            bounded(number)
            beat.begins(number)
        return lost.get(number)

    return site.draw(drawing.order, at)


def _without(drawing: Drawing, places: frozenset[int], failure: errors.DelibparseError) -> Drawing | None:
    """The drawing without the page, the last begun, that the process died of."""
    if not places or len(drawing.lost) >= MAX_DEATHS:
        return None
    return drawing._replace(lost=(*drawing.lost, (max(places), failure.sentence())))


class Pictures:
    """The pictures of the pages, made one file at a time in a process of their own: the files are a stranger's. Nobody
    who asks for another page waits for them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._team = Team(1, Bounds(READER_MEGABYTES), "spawn")
        self._made: OrderedDict[str, tuple[Any, list[Sheet]]] = OrderedDict()

    def of(self, order: site.Order) -> list[Sheet]:
        """The pages of a file, those that could not be drawn with the reason. Raises ChangedSince, InputFailure,
        BadRecord, OutputFailure."""
        mark, state = order.filed.sha256, state_of(order.filed)
        with self._lock:
            if mark not in self._made or self._made[mark][0] != state:
                self._made[mark] = state, self._draw(order)
            if len(self._made) > KEPT:
                self._made.popitem(last=False)
            return self._made[mark][1]

    def close(self) -> None:
        """Ends the process."""
        self._team.close()

    def _draw(self, order: site.Order) -> list[Sheet]:
        try:
            made: list[Sheet] = self._team.one(_draw, Drawing(order), _without)
        except (errors.WorkerDied, errors.TimeUsed, errors.OutOfMemory) as failure:
            lectures = document_of(order.filed).source.lecture
            return [not_rendered(lecture.page, failure.sentence(order.lang)) for lecture in lectures]
        return made
