"""A run over an archive: what is left to do is read, in workers, and entered in the journal as it comes."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from delibparse import corrections
from delibparse.batch import outputs, second_pass
from delibparse.batch.inputs import Input
from delibparse.batch.journal import Journal
from delibparse.batch.scheduler import Scheduler, told
from delibparse.batch.sources import find, listed
from delibparse.batch.workers import Watcher, Workers
from delibparse.batchfolder import BatchFolder
from delibparse.files import make_folder, remove
from delibparse.options import Options
from delibparse.settings import NO_SETTINGS, Settings
from delibparse.version import __version__

HEADS_ONLY = "LEC012"
"""The rule that tells of pages that `--fast` left: a run without it reads their files again."""

ENTER = 200
"""Inputs found that are entered in the journal in one transaction."""


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
    settings: Settings = NO_SETTINGS


class Run:
    """One run; the journal is the caller's to close. `left` are the corrections that it did not apply, `troubles` the
    lines of their file that are none."""

    def __init__(self, journal: Journal, wanted: Wanted, workers: Workers, watcher: Watcher) -> None:
        self._journal, self._wanted, self._workers, self._watcher = journal, wanted, workers, watcher
        self._folder = journal.folder
        self._options = replace(wanted.options, jobs=1)
        self._told = told(self._options, wanted.settings)
        self.left: list[corrections.Left] = []
        self.troubles: list[corrections.Trouble] = []

    def go(self) -> bool:
        """Read what is left; return whether anything was done. Raises OutputFailure, SourceMissing, OutputDamaged."""
        journal, folder = self._journal, self._folder
        self._enter()
        before = journal.meta("outputs", "")
        said = corrections.load(folder.corrections)
        mark = hashlib.sha256(repr(said).encode()).hexdigest() if said else ""
        wanted = self._wanted
        Scheduler(
            journal, self._workers, self._watcher, self._options, largest_first=wanted.largest_first,
            settings=wanted.settings,
        ).read()  # fmt: skip
        left_out = hashlib.sha256(repr(list(journal.left_out())).encode()).hexdigest()
        settled = repr(wanted.settings)
        marks = [journal.meta(name, "") for name in ("outputs", "corrections", "left_out")]
        marks.append(journal.meta("settings", repr(NO_SETTINGS)))
        same = before == "current" and marks == ["current", mark, left_out, settled]
        if same and folder.acts.exists() and folder.summary.exists():
            return False
        journal.set_meta("outputs", "old")
        self.left = second_pass.run(
            journal, self._workers, said, self._options.lang, by_session=wanted.roster, settings=wanted.settings,
            rosters=None if self._options.roster else self._options.rosters,
        )  # fmt: skip
        self.troubles = said.troubles
        outputs.write(journal, self._options.lang, self.left, said.troubles, wanted.settings)
        journal.set_meta("corrections", mark)
        journal.set_meta("left_out", left_out)
        journal.set_meta("settings", settled)
        journal.set_meta("outputs", "current")
        for path in (folder.parts, folder.unpacked):
            shutil.rmtree(path, ignore_errors=True)
        return True

    def outdated(self) -> int:
        """Count the inputs that an earlier run read otherwise, and this one left as they are."""
        return self._journal.outdated(__version__, self._told)

    def _enter(self) -> None:
        """Enter what there is to read in the journal, and forget what is gone where that is wanted."""
        journal, wanted = self._journal, self._wanted
        shutil.rmtree(self._folder.parts, ignore_errors=True)
        for path in (self._folder.unpacked, self._folder.parts):
            make_folder(path)
        inputs = iter(_inputs(wanted, self._folder))
        while some := list(islice(inputs, ENTER)):
            with journal.together():
                for one in some:
                    journal.note(one)
        journal.ask_again(
            failures=wanted.retry_failed,
            other_than=(__version__, self._told) if wanted.refresh else None,
            warned=None if wanted.options.fast else HEADS_ONLY,
        )
        if wanted.prune:
            self._prune()

    def _prune(self) -> None:
        """Forget the inputs that this run did not find, and remove all that was made of them."""
        journal, folder = self._journal, self._folder
        for key, output in journal.vanished():
            for path in (folder.record(output), folder.before(output), folder.uncorrected(output)):
                remove(path)
            journal.forget(key)
            journal.set_meta("outputs", "old")
        held = set(journal.contents().values())
        for path in folder.texts.glob("*/*.txt"):
            if path.stem not in held:
                path.unlink(missing_ok=True)


def _inputs(wanted: Wanted, folder: BatchFolder) -> Iterable[Input]:
    yield from find(wanted.sources, folder)
    yield from listed(wanted.names, folder)
