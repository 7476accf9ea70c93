"""A run over an archive: what is left to do is read, in workers, and entered in the journal as it comes."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from delibparse import __version__, corrections, errors
from delibparse.batch import outputs, second_pass
from delibparse.batch.journal import FOLDER, Journal, Outcome, Row
from delibparse.batch.sources import Input, Place, find, listed
from delibparse.batch.work import (
    Made,
    Task,
    attempt,
    content_of,
    copy_twin,
    count_pages,
    join_parts,
    read_many,
    read_part,
    read_whole,
    text_path,
)
from delibparse.corrections import Corrections
from delibparse.options import Options
from delibparse.reading.files import make_folder, write_below

SHARED_BYTES = 2 * 1024 * 1024
"""A file from which its pages may be shared between workers: under it reading is soon over."""

PART = 4
"""Pages of a shared file that a worker reads at a time."""

SMALL_BYTES, BUNDLE = 256 * 1024, 8
"""A file under which several are read in one task, and how many: the way to a worker and back costs as much as a tenth
of a page of text."""

AHEAD = 3
"""Tasks in hand for each worker, so that none waits for the parent."""

TEXTS = "texts"
"""Below the journal's folder: what OCR read of each file."""

ENTER = 200
"""Inputs found that are entered in the journal in one transaction."""


class Workers(Protocol):
    """Who does the work: `count` at a time. `reach` tells whether they write the outputs themselves, `sends` whether
    the bytes of an input go with its task."""

    count: int
    reach: bool
    sends: bool

    def submit(self, work: Any, *given: Any) -> Future[Any]: ...

    def trouble(self, failure: BaseException) -> errors.DelibparseError:
        """What became of a task that gave nothing back."""
        ...

    def close(self) -> None: ...


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begun(self, todo: int) -> None: ...
    def settled(self, key: str, outcome: Outcome) -> None: ...
    def waiting(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked for."""

    out: Path
    sources: tuple[str, ...] = ()
    names: Iterable[str] = ()
    options: Options = field(default_factory=Options)
    largest_first: bool = True
    refresh: bool = False
    retry_failed: bool = False
    prune: bool = False
    roster: bool = True


@dataclass(slots=True)
class _Job:
    """An input in hand; `parts` are the files of its pages, `left` how many of them are being read."""

    row: Row
    task: Task
    sha256: str | None = None
    parts: list[str] = field(default_factory=list)
    left: int = 0
    again: bool = False
    failure: errors.DelibparseError | None = None


def told(options: Options) -> str:
    """The options that change what is read, as one text."""
    return repr(replace(options, jobs=0, password=None if options.password is None else "*"))


class Run:
    """One run; the journal is the caller's to close. `left` are the corrections that it did not apply, `troubles` the
    lines of their file that are none."""

    def __init__(self, journal: Journal, wanted: Wanted, workers: Workers, watcher: Watcher) -> None:
        self._journal, self._wanted, self._workers, self._watcher = journal, wanted, workers, watcher
        self._options = replace(wanted.options, jobs=1)
        self._told = told(self._options)
        self._hand: dict[Future[Any], tuple[str, _Job]] = {}
        self._bundles: dict[Future[Any], list[_Job]] = {}
        self._bundle: list[_Job] = []
        self._keys: set[str] = set()
        self._twins: dict[str, list[_Job]] = {}
        self._ready: deque[Row] = deque()
        self.left: list[corrections.Left] = []
        self.troubles: list[corrections.Trouble] = []
        self._parts = journal.out / FOLDER / "parts"
        self._texts = journal.out / FOLDER / TEXTS

    def go(self) -> bool:
        """Reads what is left; whether anything was done. Raises OutputFailure, SourceMissing."""
        self._enter()
        before = self._journal.meta("outputs", "")
        said = corrections.load(self._journal.out / corrections.FILE_NAME)
        mark = hashlib.sha256(repr(said).encode()).hexdigest() if said else ""
        self._read()
        same = (
            before == self._journal.meta("outputs", "") == "current" and self._journal.meta("corrections", "") == mark
        )
        if same and not self._lost():
            return False
        self._journal.set_meta("outputs", "old")
        self._pass_again(said)
        outputs.write(self._journal, self._options.lang, self.left, said.troubles)
        self._journal.set_meta("corrections", mark)
        self._journal.set_meta("outputs", "current")
        for name in ("parts", "unpacked"):
            shutil.rmtree(self._journal.out / FOLDER / name, ignore_errors=True)
        return True

    def outdated(self) -> int:
        """Inputs that an earlier run read otherwise, and this one left as they are."""
        return self._journal.outdated(__version__, self._told)

    def _lost(self) -> bool:
        return any(not (self._journal.out / name).exists() for name in ("deliberations.jsonl", "summary.json"))

    # ---- what there is to do ----------------------------------------------------------------------------------------

    def _enter(self) -> None:
        journal, wanted = self._journal, self._wanted
        place = Place(journal.out, journal.out / FOLDER / "unpacked")
        shutil.rmtree(self._parts, ignore_errors=True)
        for folder in (place.unpacked, self._parts):
            make_folder(folder)
        inputs = iter(_inputs(wanted, place))
        while some := [one for one, _ in zip(inputs, range(ENTER), strict=False)]:
            with journal.together():
                for one in some:
                    journal.note(one)
        journal.ask_again(
            failures=wanted.retry_failed, other_than=(__version__, self._told) if wanted.refresh else None
        )
        if wanted.prune:
            for key, output in journal.vanished():
                for path in (journal.out / output, self._before(output), self._uncorrected(output)):
                    path.unlink(missing_ok=True)
                journal.forget(key)
                journal.set_meta("outputs", "old")
            held = set(journal.contents().values())
            for path in self._texts.glob("*/*.txt"):
                if path.stem not in held:
                    path.unlink(missing_ok=True)

    def _before(self, output: str) -> Path:
        """Where an input's JSON is kept as it was before its names were mended by the other files of its session."""
        return self._journal.out / FOLDER / "before" / output

    def _uncorrected(self, output: str) -> Path:
        """Where it is kept as it was before people corrected it."""
        return self._journal.out / FOLDER / outputs.UNCORRECTED / output

    def _read(self) -> None:
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
                self._ready += self._journal.todo(
                    largest_first=self._wanted.largest_first, leave=self._keys, count=count
                )
                if not self._ready:
                    break
            self._begin(self._ready.popleft())
            put = True
        self._send_bundle()
        return put

    # ---- one input --------------------------------------------------------------------------------------------------

    def _begin(self, row: Row) -> None:
        target = os.fspath(self._journal.out / row.output) if self._workers.reach else None
        texts = os.fspath(self._texts) if self._workers.reach else None
        job = _Job(row, Task(row.key, row.path, row.member, row.start, row.size, target, self._options, texts))
        self._keys.add(row.key)
        same = row.version == __version__ and row.options == self._told and (self._journal.out / row.output).exists()
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
        self._before(row.output).unlink(missing_ok=True)
        if row.size >= SHARED_BYTES and self._workers.reach:
            self._submit("count", job, count_pages, job.task)
        elif row.size < SMALL_BYTES:
            self._bundle.append(job)
            if len(self._bundle) == BUNDLE:
                self._send_bundle()
        else:
            self._submit("whole", job, read_whole, self._sent(job.task))

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
                self._submit("whole", job, read_whole, self._sent(job.task))

    def _submit(self, kind: str, job: _Job, work: Any, *given: Any) -> None:
        self._hand[self._workers.submit(attempt, work, *given)] = kind, job

    def _take(self, future: Future[Any]) -> None:
        """Goes on with an input, of which a task is over."""
        if future in self._bundles:
            self._take_bundle(future)
            return
        kind, job = self._hand.pop(future)
        failure = future.exception()
        result = future.result() if failure is None else self._workers.trouble(failure)
        if isinstance(result, errors.WorkerDied) and not job.again and kind != "part":
            job.again = True  # killed by hand, or by a system short of memory: once more
            self._submit("whole", job, read_whole, self._sent(job.task))
        elif kind == "count" and isinstance(result, int) and 2 * PART < result <= self._options.max_pages:
            self._share(job, result)
        elif kind == "count" and not isinstance(result, errors.DelibparseError):
            self._submit("whole", job, read_whole, job.task)
        elif kind == "part":
            self._take_part(job, result)
        else:
            self._settle(job, result)

    def _share(self, job: _Job, pages: int) -> None:
        numbers = range(1, pages + 1)
        mark = hashlib.sha256(job.row.key.encode()).hexdigest()[:24]
        for first in range(0, pages, PART):
            some = tuple(numbers[first : first + PART])
            job.parts.append(os.fspath(self._parts / f"{mark}-{some[0]}"))
            job.left += 1
            self._submit("part", job, read_part, job.task, some, job.parts[-1])

    def _take_part(self, job: _Job, result: object) -> None:
        job.left -= 1
        if isinstance(result, errors.DelibparseError):
            job.failure = job.failure or result
        if job.left:
            return
        if job.failure is not None:
            self._settle(job, job.failure)
        else:
            self._submit("join", job, join_parts, job.task, job.parts)

    def _settle(self, job: _Job, result: Made | errors.DelibparseError) -> None:
        """Enters what an input gave, and what those of the same content have from it."""
        row = job.row
        for part in job.parts:
            Path(part).unlink(missing_ok=True)
        if isinstance(result, errors.OutputFailure):
            raise result  # no input's fault: nothing more can be kept
        if isinstance(result, errors.DelibparseError):
            outcome = Outcome(job.sha256, failure=(result.sentence("fr"), result.sentence("en")))
            (self._journal.out / row.output).unlink(missing_ok=True)
        else:
            outcome = result.outcome
            if result.json is not None:
                write_below(self._journal.out / row.output, result.json)
            if result.text is not None and outcome.sha256:
                write_below(text_path(self._texts, outcome.sha256), result.text)
        self._note(row.key, outcome)
        for twin in self._twins.pop(job.sha256, []) if job.sha256 else ():
            if outcome.failure:
                self._note(twin.row.key, outcome)
            else:
                self._copy(twin, row.key, row.output)

    def _copy(self, job: _Job, key: str, output: str) -> None:
        source = self._before(output) if self._before(output).exists() else self._journal.out / output
        self._before(job.row.output).unlink(missing_ok=True)
        target = os.fspath(self._journal.out / job.row.output)
        copied = attempt(copy_twin, replace(job.task, target=target), os.fspath(source))
        if isinstance(copied, errors.DelibparseError):
            raise copied
        self._note(job.row.key, replace(self._journal.outcome_of(key), seconds=0.0))

    def _note(self, key: str, outcome: Outcome) -> None:
        self._journal.settle(key, outcome, self._told, __version__)
        self._journal.set_meta("outputs", "old")
        self._keys.discard(key)
        self._watcher.settled(key, outcome)

    # ---- the second pass --------------------------------------------------------------------------------------------

    def _pass_again(self, said: Corrections) -> None:
        """The files of a session mend each other's names, and people's corrections are put in."""
        self.left, self.troubles = [], said.troubles
        shas = self._journal.contents()
        hand: set[Future[Any]] = set()
        for sessions, files in self._groups(said, shas):
            if self._workers.reach:
                hand.add(self._workers.submit(attempt, second_pass.mend, files, sessions, self._options.lang))
            else:
                self._count_again(attempt(second_pass.mend, files, sessions, self._options.lang))
            if len(hand) >= AHEAD * self._workers.count:
                hand = self._take_passed(hand)
        while hand:
            hand = self._take_passed(hand)
        self.left += corrections.gone(said.by_file, set(shas.values()), shas)
        self.left.sort(key=lambda row: (row.word.fichier, row.word.acte, row.word.champ))

    def _groups(
        self, said: Corrections, shas: dict[str, str]
    ) -> Iterator[tuple[list[second_pass.Session], list[second_pass.File]]]:
        """What goes through the pass together: the files of linked sessions; alone, those that people have corrected,
        or that an earlier pass has changed."""
        grouped: set[str] = set()
        sessions = second_pass.linked(self._journal.sessions()) if self._wanted.roster else []
        for found, files in sessions:
            grouped.update(key for key, _ in files)
            yield found, [self._file(key, output, shas, said) for key, output in files]
        for key, output in list(self._journal.done()):
            if key not in grouped and (shas[key] in said.by_file or self._before(output).exists()):
                yield [], [self._file(key, output, shas, said)]

    def _file(self, key: str, output: str, shas: dict[str, str], said: Corrections) -> second_pass.File:
        return second_pass.File(
            key,
            os.fspath(self._journal.out / output),
            os.fspath(self._before(output)),
            os.fspath(self._uncorrected(output)),
            tuple(said.by_file.get(shas[key], ())),
        )

    def _take_passed(self, hand: set[Future[Any]]) -> set[Future[Any]]:
        done, left = wait(hand, return_when=FIRST_COMPLETED)
        with self._journal.together():
            for future in done:
                failure = future.exception()
                self._count_again(future.result() if failure is None else self._workers.trouble(failure))
        return left

    def _count_again(self, passed: second_pass.Passed | errors.DelibparseError) -> None:
        if isinstance(passed, errors.DelibparseError):
            raise passed
        self.left += passed.left
        for key, warnings in passed.changed.items():
            self._journal.count_warnings(key, warnings)


def _inputs(wanted: Wanted, place: Place) -> Iterable[Input]:
    yield from find(wanted.sources, place)
    yield from listed(wanted.names, place)
