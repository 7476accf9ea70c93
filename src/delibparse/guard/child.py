"""The child's side: one piece of work after the other, each answered with what it made or the failure it raised."""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, NoReturn

from delibparse import errors
from delibparse.guard.channel import Channel, Closed
from delibparse.guard.confine import allow, confine

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["begins", "ends", "made", "failed"]


class Told(NamedTuple):
    """What a child says: that it begins or ends some place of its work (a page), what it made, how it failed; `value`
    is the place, what was made, or the failure with the text of its traceback."""

    kind: Kind
    value: Any


class Beat:
    """Given to the work: tells the parent, if one listens, where it stands, and sets how long it may go on."""

    def __init__(self, channel: Channel | None) -> None:
        self._channel = channel

    def begins(self, place: object) -> None:
        """If the process dies before it ends this place, the place is to blame."""
        self._tell(Told("begins", place))

    def ends(self, place: object, told: object = None) -> None:
        """The place did no harm; `told` goes to whoever listens."""
        self._tell(Told("ends", (place, told)))

    def allow(self, seconds: float) -> None:
        """So much more processor time, of all threads, from now on."""
        allow(seconds)

    def _tell(self, told: Told) -> None:
        if self._channel is not None:
            self._channel.send(told)


def serve(channel: Channel, memory: int, quiet: bool, dies_with_parent: bool) -> NoReturn:
    """Works until the parent closes the channel."""
    try:
        confine(memory, quiet, dies_with_parent)
        while True:
            work, given = channel.receive()
            channel.send(_attempt(work, Beat(channel), given, memory))
    except Closed:
        os._exit(0)
    except BaseException:  # noqa: BLE001  (a fork of the parent must not go on as if it were the parent)
        traceback.print_exc()
        os._exit(1)


def _attempt(work: Callable[[Beat, Any], Any], beat: Beat, given: object, memory: int) -> Told:
    try:
        return Told("made", work(beat, given))
    except MemoryError:
        failure: errors.DelibparseError = errors.OutOfMemory(limit=memory)
    except errors.DelibparseError as error:
        failure = error
    except Exception as error:  # noqa: BLE001  (this is where one piece of work is kept from the others)
        failure = errors.unforeseen(error)
    if isinstance(failure, errors.OutOfMemory):
        failure.facts["limit"] = memory
    return Told("failed", (failure, "".join(traceback.format_exception(failure))))


def main() -> NoReturn:
    """A child that was started as a program of its own: its standard input and output are the channel."""
    channel = Channel(os.dup(0), os.dup(1))
    path, memory, quiet, tied = channel.receive()
    sys.path[:] = path
    serve(channel, memory, quiet, dies_with_parent=tied)
