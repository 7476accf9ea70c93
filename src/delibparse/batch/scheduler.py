"""Inputs on their way through the workers: what is in hand, small ones together, large ones by their pages, and those
of the same content read once."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from delibparse import errors
from delibparse.batch.journal import Journal, Outcome, Row, is_file
from delibparse.batch.work import (
    Made,
    Task,
    apart,
    attempt,
    content_of,
    copy_twin,
    count_pages,
    join_parts,
    read_many,
    read_part,
    read_whole,
)
from delibparse.batch.workers import AHEAD, Watcher, Workers, result_of
from delibparse.files import remove, write_below
from delibparse.options import Options
from delibparse.rosters.store import days
from delibparse.settings import NO_SETTINGS, Settings
from delibparse.version import __version__

SHARED_BYTES = 2 * 1024 * 1024
"""A file from which its pages may be shared between workers: under it reading is soon over."""

PART = 4
"""Pages of a shared file that a worker reads at a time."""

SMALL_BYTES, BUNDLE = 256 * 1024, 8
"""A file under which several are read in one task, and how many: the way to a worker and back costs as much as a tenth
of a page of text."""


@dataclass(slots=True)
class _Job:
    """An input in hand; `parts` are the files of its pages, `left` how many of them are being read."""

    row: Row
    task: Task
    sha256: str | None = None
    parts: list[Path] = field(default_factory=list)
    left: int = 0
    failure: errors.DelibparseError | None = None


class _Order(NamedTuple):
    """A task of an input: what is done with which values; `again`, if a worker died of it before."""

    kind: Literal["count", "whole", "part", "join"]
    job: _Job
    work: Callable[..., Any]
    given: tuple[Any, ...]
    again: bool = False


def told(options: Options, settings: Settings = NO_SETTINGS) -> str:
    """What a caller chose that changes what is read, as one text, with the vintages of the rosters. Raises
    RostersDamaged."""
    chosen = [repr(replace(options, jobs=0, password=None if options.password is None else "*"))]
    if options.rosters is not None and options.rosters.is_file():
        chosen.append(str(days(options.rosters)))
    if settings != NO_SETTINGS:
        chosen.append(repr(settings))
    return " ".join(chosen)


class Scheduler:
    """Has the workers read what the journal says is to be done, and enters what came of it, as it comes.

    `read` is called once. Raises OutputFailure: nothing more can be kept.
    """

    def __init__(
        self, journal: Journal, workers: Workers, watcher: Watcher, options: Options, *, largest_first: bool,
        settings: Settings = NO_SETTINGS,
    ) -> None:  # fmt: skip
        self._journal, self._workers, self._watcher = journal, workers, watcher
        self._options, self._told, self._largest_first = options, told(options, settings), largest_first
        self._settings = settings
        self._folder = journal.folder
        self._hand: dict[Future[Any], _Order] = {}
        self._bundles: dict[Future[Any], list[_Job]] = {}
        self._bundle: list[_Job] = []
        self._keys: set[str] = set()
        self._twins: dict[str, list[_Job]] = {}
        self._ready: deque[Row] = deque()

    def read(self) -> None:
        """Read all that is to be read."""
        self._watcher.begun(self._journal.tally()["todo"])
        while self._fill() or self._hand or self._bundles:
            done, _ = wait([*self._hand, *self._bundles], timeout=0.5, return_when=FIRST_COMPLETED)
            if not done:
                self._watcher.waiting()
                continue
            with self._journal.together():
                for future in done:
                    self._take(future)

    def _fill(self) -> bool:
        """Puts as many inputs in hand as the workers can take; whether any was put."""
        put = False
        while len(self._hand) + len(self._bundles) < AHEAD * self._workers.count:
            if not self._ready:
                count = 50 * self._workers.count
                self._ready += self._journal.todo(largest_first=self._largest_first, leave=self._keys, count=count)
                if not self._ready:
                    break
            self._begin(self._ready.popleft())
            put = True
        self._send_bundle()
        return put

    # ---- one input --------------------------------------------------------------------------------------------------

    def _begin(self, row: Row) -> None:
        target, folder = (self._folder.record(row.output), self._folder) if self._workers.reach else (None, None)
        task = Task(
            row.key, row.path, row.member, row.start, row.size, target, self._options, folder, settings=self._settings
        )  # fmt: skip
        job = _Job(row, task)
        self._keys.add(row.key)
        same = row.version == __version__ and row.options == self._told and is_file(self._folder.record(row.output))
        if (row.sha256 and same) or self._journal.shares_its_size(row):
            data = attempt(content_of, job.task)
            if isinstance(data, errors.DelibparseError):
                self._settle(job, data)
                return
            job.sha256 = hashlib.sha256(data).hexdigest()
            if same and job.sha256 == row.sha256:
                self._journal.kept(row.key)
                self._keys.discard(row.key)
                return
            if job.sha256 in self._twins:
                self._twins[job.sha256].append(job)
                return
            twin = self._journal.twin(job.sha256, row.size, row.key, __version__, self._told)
            if twin is not None:
                self._copy(job, *twin)
                return
            self._twins[job.sha256] = []
        remove(self._folder.before(row.output))
        # with --fast, what a page holds is told by those before it: one worker reads them all
        if row.size >= SHARED_BYTES and self._workers.reach and not self._options.fast:
            self._submit(_Order("count", job, count_pages, (job.task,)))
        elif row.size < SMALL_BYTES:
            self._bundle.append(job)
            if len(self._bundle) == BUNDLE:
                self._send_bundle()
        else:
            self._submit(self._whole(job))

    def _sent(self, task: Task) -> Task:
        """The task for workers that may not reach the file: its bytes go with it."""
        if not self._workers.sends:
            return task
        data = attempt(content_of, task)
        return task if isinstance(data, errors.DelibparseError) else replace(task, content=data)

    def _send_bundle(self) -> None:
        if self._bundle:
            tasks = [self._sent(job.task) for job in self._bundle]
            self._bundles[self._workers.submit(attempt, read_many, tasks)] = self._bundle
            self._bundle = []

    def _take_bundle(self, future: Future[Any]) -> None:
        """What came of some small inputs; where their worker died or took too long, each is read on its own."""
        jobs = self._bundles.pop(future)
        results = None if future.exception() else future.result()
        for k, job in enumerate(jobs):
            if isinstance(results, list):
                self._settle(job, results[k])
            else:
                self._submit(self._whole(job))

    def _whole(self, job: _Job) -> _Order:
        return _Order("whole", job, read_whole, (self._sent(job.task),))

    def _submit(self, order: _Order) -> None:
        self._hand[self._workers.submit(attempt, order.work, *order.given)] = order

    def _take(self, future: Future[Any]) -> None:
        """Goes on with an input, of which a task is over."""
        if future in self._bundles:
            self._take_bundle(future)
            return
        order = self._hand.pop(future)
        kind, job = order.kind, order.job
        result = result_of(future, self._workers)
        if future.exception() and isinstance(result, errors.WorkerDied | errors.TimeUsed) and not order.again:
            # killed by a page, by hand, or by a system short of memory: once more, the pages watched
            once = self._whole(job) if kind == "count" else order
            self._submit(once._replace(work=apart, given=(once.work, *once.given), again=True))
        elif kind == "count" and isinstance(result, int) and 2 * PART < result <= self._options.max_pages:
            self._share(job, result)
        elif kind == "count" and not isinstance(result, errors.DelibparseError):
            self._submit(self._whole(job))
        elif kind == "part":
            self._take_part(job, result)
        else:
            self._settle(job, result)

    def _share(self, job: _Job, pages: int) -> None:
        numbers = range(1, pages + 1)
        mark = hashlib.sha256(job.row.key.encode()).hexdigest()[:24]
        for first in range(0, pages, PART):
            some = tuple(numbers[first : first + PART])
            job.parts.append(self._folder.parts / f"{mark}-{some[0]}")
            job.left += 1
            self._submit(_Order("part", job, read_part, (job.task, some, job.parts[-1])))

    def _take_part(self, job: _Job, result: object) -> None:
        job.left -= 1
        if isinstance(result, errors.DelibparseError):
            job.failure = job.failure or result
        if job.left:
            return
        if job.failure is not None:
            self._settle(job, job.failure)
        else:
            self._submit(_Order("join", job, join_parts, (job.task, job.parts)))

    def _settle(self, job: _Job, result: Made | errors.DelibparseError) -> None:
        """Enters what an input gave, and what those of the same content have from it."""
        row = job.row
        for part in job.parts:
            part.unlink(missing_ok=True)
        if not isinstance(result, errors.DelibparseError):
            result = self._kept(row, result)
        if isinstance(result, errors.OutputFailure) and not isinstance(result, errors.NameRefused):
            raise result  # no input's fault: nothing more can be kept
        if isinstance(result, errors.DelibparseError):
            outcome = Outcome(job.sha256, failure=(result.sentence("fr"), result.sentence("en")))
            remove(self._folder.record(row.output))
        else:
            outcome = result.outcome
        self._note(row.key, outcome)
        for twin in self._twins.pop(job.sha256, []) if job.sha256 else ():
            if outcome.failure:
                self._note(twin.row.key, outcome)
            else:
                self._copy(twin, row.key, row.output)

    def _kept(self, row: Row, made: Made) -> Made | errors.OutputFailure:
        """What came of an input, once what the worker could not write itself is written."""
        try:
            if made.json is not None:
                write_below(self._folder.record(row.output), made.json, self._folder.parts)
            if made.text is not None and made.outcome.sha256:
                write_below(self._folder.text_of(made.outcome.sha256), made.text, self._folder.parts)
        except errors.OutputFailure as failure:
            return failure
        return made

    def _copy(self, job: _Job, key: str, output: str) -> None:
        before = self._folder.before(output)
        source = before if before.exists() else self._folder.record(output)
        remove(self._folder.before(job.row.output))
        task = replace(job.task, target=self._folder.record(job.row.output))
        copied = attempt(copy_twin, task, source, self._folder.parts)
        if isinstance(copied, errors.OutputFailure) and not isinstance(copied, errors.NameRefused):
            raise copied
        if isinstance(copied, errors.DelibparseError):
            failure = (copied.sentence("fr"), copied.sentence("en"))
            self._note(job.row.key, Outcome(job.sha256, failure=failure))
            return
        self._note(job.row.key, replace(self._journal.outcome_of(key), seconds=0.0))

    def _note(self, key: str, outcome: Outcome) -> None:
        self._journal.settle(key, outcome, self._told, __version__)
        self._journal.set_meta("outputs", "old")
        self._keys.discard(key)
        self._watcher.settled(key, outcome)
