"""The parent's side: some children, and the work that goes to them."""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from delibparse import errors
from delibparse.guard.channel import Channel, Closed, pair
from delibparse.guard.child import Beat, Told, serve

if TYPE_CHECKING:
    import subprocess

FORKS = hasattr(os, "fork")


class Bounds(NamedTuple):
    """What each child may use: `memory` in megabytes, 0 for no limit but its parent's; `quiet` closes its standard
    error. `tied` ends one that is spawned with the thread that started it (Linux), as one that is forked always is."""

    memory: int
    quiet: bool = True
    tied: bool = False


Places = frozenset[Any]
Work = Callable[[Beat, Any], Any]
Again = Callable[[Any, Places, errors.DelibparseError], Any]
"""Given what a child died of, at which places, the work to try instead; None to let the failure stand."""

Heard = Callable[[int, Any], None]
"""Hears the number of a piece of work, from 0, and what was told at the end of one of its places."""


def give_up(_given: object, _places: Places, _failure: errors.DelibparseError) -> None:
    """The failure stands."""


def ignore(_number: int, _told: object) -> None:
    """Nobody listens."""


class Team:
    """`count` children at most, started when there is work for them; to be closed, or `with`.

    `how` is "fork", which costs a millisecond and is for a program of one thread, or "spawn", a Python of its own.
    Not to be shared between threads.
    """

    def __init__(self, count: int, bounds: Bounds, how: Literal["fork", "spawn"]) -> None:
        self._fork = how == "fork" and FORKS
        self._count = count if FORKS else 1  # pipes cannot be waited for together on Windows
        self._bounds = bounds
        self._children: list[_Child] = []

    def __enter__(self) -> Team:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the children at once, whatever they do."""
        while self._children:
            self._children.pop().end()

    def one(self, work: Work, given: object, again: Again = give_up) -> Any:
        """What one piece of work gives. Raises its failure."""
        for made in self.each(work, [given], again):
            if isinstance(made, errors.DelibparseError):
                raise made
            return made
        raise AssertionError("a piece of work gives something")

    def each(self, work: Work, items: Iterable[object], again: Again = give_up, heard: Heard = ignore) -> Iterator[Any]:
        """What the work gives for each item, in order: a value, or a failure of `errors`.

        Work is begun no more than twice as many items ahead as there are children. Of a child that died the failure
        is TimeUsed or WorkerDied.
        """
        source = iter(enumerate(items))
        made: dict[int, Any] = {}
        due, more = 0, True
        while True:
            while more and len(made) + self._busy() < 2 * self._count and self._busy() < self._count:
                number, given = next(source, (-1, None))
                more = number >= 0
                if more:
                    self._ask(_Job(number, work, given))
            if not self._busy() and not made:
                return
            while due in made:
                yield made.pop(due)
                due += 1
            for child in self._speaking() if self._busy() else ():
                self._hear(child, made, again, heard)

    def _hear(self, child: _Child, made: dict[int, Any], again: Again, heard: Heard) -> None:
        job = child.job
        assert job is not None
        try:
            told: Told = child.channel.receive()
        except Closed:
            self._children.remove(child)
            failure = death(child.end())
            instead = again(job.given, frozenset(job.places), failure)
            if instead is None:
                made[job.number] = failure
            else:
                self._ask(_Job(job.number, job.work, instead))
            return
        if told.kind == "begins":
            job.places.add(told.value)
        elif told.kind == "ends":
            job.places.discard(told.value[0])
            if told.value[1] is not None:
                heard(job.number, told.value[1])
        elif told.kind == "made":
            child.job = None
            made[job.number] = told.value
        else:
            made[job.number] = _with_traceback(*told.value)
            self._children.remove(child)  # threads of the work that failed may still run in it
            child.end()

    def _busy(self) -> int:
        return sum(child.job is not None for child in self._children)

    def _ask(self, job: _Job) -> None:
        """Gives work to a child that has none; one that something ended since its last work is replaced."""
        for child in [child for child in self._children if child.job is None]:
            if child.ask(job):
                return
            self._children.remove(child)
            child.end()
        self._start().ask(job)

    def _start(self) -> _Child:
        child = _forked(self._children, self._bounds) if self._fork else _spawned(self._bounds)
        self._children.append(child)
        return child

    def _speaking(self) -> list[_Child]:
        """The children at work that have something to say, waited for."""
        busy = [child for child in self._children if child.job is not None]
        if len(busy) == 1:
            return busy
        poll = select.poll()
        for child in busy:
            poll.register(child.channel.reads, select.POLLIN)
        ready = {descriptor for descriptor, _ in poll.poll()}
        return [child for child in busy if child.channel.reads in ready]


@dataclass(slots=True)
class _Job:
    """A piece of work that a child has in hand, and the places that it has begun and not ended."""

    number: int
    work: Work
    given: object
    places: set[Any] = field(default_factory=set)


@dataclass(eq=False, slots=True)
class _Child:
    channel: Channel
    process: int | subprocess.Popen[bytes]
    job: _Job | None = None

    def ask(self, job: _Job) -> bool:
        """Whether the child is there to take the work; if not, that is also found when it is listened to."""
        self.job = job
        try:
            self.channel.send((job.work, job.given))
        except Closed:
            return False
        return True

    def end(self) -> int:
        """Ends the child if it still runs; its exit code, that of a signal negative."""
        if isinstance(self.process, int):
            os.kill(self.process, signal.SIGKILL)  # a child that is dead and not waited for still has its number
            code = os.waitstatus_to_exitcode(os.waitpid(self.process, 0)[1])
            self.channel.close()
            return code
        self.process.kill()
        code = self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        return code


def _forked(others: list[_Child], bounds: Bounds) -> _Child:
    ours, theirs = pair()
    sys.stdout.flush()
    sys.stderr.flush()
    held = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    number = os.fork()
    if not number:  # the child, in which Ctrl-C stays blocked: it is the parent's
        for channel in (ours, *(other.channel for other in others)):
            channel.close()  # else the others would not see the end of the parent
        serve(theirs, bounds.memory, bounds.quiet, dies_with_parent=True)
    signal.pthread_sigmask(signal.SIG_SETMASK, held)
    theirs.close()
    return _Child(ours, number)


def _spawned(bounds: Bounds) -> _Child:
    import subprocess

    program = "from delibparse.guard.child import main; main()"
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    channel = Channel(process.stdout.fileno(), process.stdin.fileno())
    channel.send((sys.path, *bounds))
    return _Child(channel, process)


def death(code: int | None) -> errors.DelibparseError:
    """The failure of a child that ended with an exit code, that of a signal negative; None where it is not known."""
    if code is None or code >= 0:
        return errors.WorkerDied(why=f"code {code}")
    if FORKS and code == -signal.SIGXCPU:
        return errors.TimeUsed()
    return errors.WorkerDied(why=_signal_name(-code))


def _signal_name(number: int) -> str:
    """The name of a signal, such as SIGABRT; its number for one that has none."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _with_traceback(failure: errors.DelibparseError, text: str) -> errors.DelibparseError:
    """A failure raised in another process: where, is told by --debug."""
    failure.add_note(text)
    return failure
