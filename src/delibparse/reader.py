"""Files read in a process of their own, with limits on memory and time: what a stranger's file does, it does there.

A page on which that process dies is left out and marked, and the file is read again without it.
"""

from __future__ import annotations

import atexit
import os
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from delibparse import errors
from delibparse.guard import Bounds, Team
from delibparse.guard.child import Beat
from delibparse.limits import (
    MAX_DEATHS,
    MEGABYTE,
    OPENING_SECONDS,
    OPENING_SECONDS_A_MEGABYTE,
    PAGE_SECONDS,
    READER_MEGABYTES,
    READING_SECONDS,
    WORDS_A_SECOND,
)
from delibparse.options import Options
from delibparse.searchable import NOWHERE, Targets
from delibparse.settings import NO_SETTINGS, Settings, keeps

if TYPE_CHECKING:
    from delibparse.grammar.facts import Choice
    from delibparse.model.record import Document
    from delibparse.reading import OpenFile, Page, Watch

DrawnLayer = Literal["values", "words", "lines", "tables"]


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: its name, and its `path`, or its `content` where that can't be read twice.

    `draw` and `layer` say where its pages are to be drawn and what on them, `searchable` where its text is to be
    written for those who search, `explain` whether the ways in which its
    lists could be read are wanted, `indent` how its JSON is laid out. `lost` are the pages that an earlier attempt died
    of, and why; `careful` reads one at a time.
    """

    file: str
    options: Options
    settings: Settings = NO_SETTINGS
    path: Path | None = None
    content: bytes | None = None
    draw: Path | None = None
    layer: DrawnLayer = "values"
    searchable: Targets = NOWHERE
    explain: bool = False
    indent: int = 0
    lost: tuple[tuple[int, errors.DelibparseError], ...] = ()
    careful: bool = False


class Answer(NamedTuple):
    """What a file holds: its JSON, whether a warning is an `erreur`, and, where they were asked for, the ways in which
    the lists of each act could be read."""

    json: bytes
    has_error: bool
    choices: list[tuple[Choice, ...]]


class Progress(NamedTuple):
    """Pages read, of so many."""

    done: int
    total: int


def with_settings(request: Request, settings: Settings) -> Request:
    """A request with what is known of the body; its members are those of the options, where these name any."""
    options = request.options
    own = replace(options, roster=options.roster or settings.membres, fast=options.fast or settings.fast)
    return replace(request, settings=settings, options=own)


def given(file: str, request: Request) -> Request:
    """The request for a file. What can be read only once (a pipe, standard input) is read here: it may be needed
    again. Raises what `files.read_file` raises."""
    from delibparse.files import read_file, read_stdin

    if file == "-":
        return replace(request, file=file, content=read_stdin())
    path = Path(file)
    try:
        regular = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        regular = True  # the failure is told by whoever opens it
    return replace(request, file=file, path=path, content=None if regular else read_file(path))


def read_files(
    files: list[str],
    request: Request,
    memory: int = READER_MEGABYTES,
    heard: Callable[[int, Progress], None] | None = None,
    quiet: bool = True,
    settings_of: Callable[[str], Settings] | None = None,
) -> Iterator[Answer | errors.DelibparseError]:
    """What each file holds, or its failure, in order; `settings_of` tells what is known of a file's body.

    As many are read at a time as `request.options.jobs` says, each with some of the threads that recognise pages: a
    file of one page would leave all cores but one idle.
    """
    jobs = request.options.jobs or os.cpu_count() or 1
    count = min(jobs, len(files))
    own = replace(request, options=replace(request.options, jobs=jobs if count == 1 else -(-2 * jobs // count)))
    with Team(count, Bounds(memory, quiet), "fork") as team:
        yield from team.each(_read, (_asked(file, own, settings_of) for file in files), again, heard or _ignore)


def read_one(request: Request, memory: int = READER_MEGABYTES) -> Document:
    """The document of a file, read by a Python of its own that is kept for the next one: for a caller who may have
    threads. Raises the failures of `errors`."""
    from delibparse.model.schema import from_json

    team = _readers().take(memory)
    try:
        answer = team.one(_read, request, again)
    finally:
        _readers().give_back(memory, team)
    return from_json(answer.json)


@cache
def _readers() -> _Readers:
    return _Readers()


class _Readers:
    """The readers of this process that have nothing to do, by their memory; each has one caller at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[tuple[int, int, Team]] = []
        atexit.register(self.close)

    def take(self, memory: int) -> Team:
        """One that is idle, else a new one. Those of a process that this one was forked from are left alone."""
        with self._lock:
            for k, (owner, its_memory, team) in enumerate(self._idle):
                if (owner, its_memory) == (os.getpid(), memory):
                    del self._idle[k]
                    return team
        return Team(1, Bounds(memory), "spawn")

    def give_back(self, memory: int, team: Team) -> None:
        """Takes one back for the next caller, unless as many as there are cores wait for one."""
        with self._lock:
            if len(self._idle) < (os.cpu_count() or 1):
                self._idle.append((os.getpid(), memory, team))
                return
        team.close()

    def close(self) -> None:
        """Ends the readers."""
        with self._lock:
            idle, self._idle = self._idle, []
        for owner, _, team in idle:
            if owner == os.getpid():
                team.close()


def _asked(
    file: str, request: Request, settings_of: Callable[[str], Settings] | None
) -> Request | errors.DelibparseError:
    """The request for a file, or why it cannot be read, which is answered in its turn."""
    try:
        return given(file, with_settings(request, settings_of(file) if settings_of else request.settings))
    except errors.DelibparseError as failure:
        return failure


def _ignore(_number: int, _progress: Progress) -> None:
    """Nobody watches."""


def again(request: Request, places: frozenset[int], failure: errors.DelibparseError) -> Request | None:
    """What to try when the process died of a failure while it was at some pages: the file without the one to blame;
    page by page where it may be one of several; None where it is none, or enough have died."""
    if not places or len(request.lost) >= MAX_DEATHS:
        return None
    if len(places) > 1 and not request.careful:
        return replace(request, careful=True)
    return replace(request, lost=(*request.lost, *((number, failure) for number in sorted(places))))


# ---- in the child --------------------------------------------------------------------------------------------------


def _read(beat: Beat, request: Request | errors.DelibparseError) -> Answer:
    """Reads a file, draws its pages and writes its text if that is asked for, and keeps what it compiled."""
    if isinstance(request, errors.DelibparseError):
        raise request
    from delibparse.model.schema import to_json
    from delibparse.pipeline import explained
    from delibparse.reading import OpenFile
    from delibparse.wording.compiler import compiler

    beside = request.draw is not None or request.searchable != NOWHERE
    options = replace(request.options, provenance=request.options.provenance or beside)
    beat.allow(PAGE_SECONDS)
    with OpenFile(content_of(request), options.password) as opened:
        _check(request, opened)
        document, choices, pages = explained(opened, request.file, options, watching(beat, request), request.settings)
        if request.draw is not None:
            _draw(request, request.draw, document, opened)
        if request.searchable != NOWHERE:
            from delibparse.searchable.writing import write

            beat.allow(PAGE_SECONDS * (1 + len(pages)))
            write(request.searchable, document, pages, opened, options)
    compiler().keep()
    if not request.options.provenance:
        for act in document.deliberations:
            act.provenance = {}
    return Answer(
        to_json(document, indent=request.indent),
        _has_error(document, request.settings),
        choices if request.explain else [],
    )


def content_of(request: Request) -> bytes:
    """The bytes of a file. Raises what `files.read_file` raises."""
    from delibparse.files import read_file

    if request.content is not None:
        return request.content
    assert request.path is not None
    return read_file(request.path)


def watching(beat: Beat, request: Request) -> Watch:
    """Says which page is at hand, and sets how long it may take."""
    from delibparse.reading import Watch

    lost = dict(request.lost)
    recognition = 2 * request.options.page_timeout  # by the clock, of one thread: preparation comes to it

    class Watching(Watch):
        def __init__(self) -> None:
            self.careful = request.careful
            self._at_hand: set[int] = set()
            self._left = self._since = 0.0

        def starts(self, size: int) -> None:
            self._left = OPENING_SECONDS + OPENING_SECONDS_A_MEGABYTE * size / MEGABYTE

        def begins(self, number: int) -> errors.DelibparseError | None:
            if number in lost:
                return lost[number]
            if self._left < 0:
                raise errors.TimeUsed()
            self._since = time.thread_time()
            self._allow()
            self._at_hand.add(number)
            beat.begins(number)
            return None

        def opened(self, number: int, waits: bool) -> None:
            self._left -= time.thread_time() - self._since
            if not waits:
                self._at_hand.discard(number)
                beat.ends(number)
            self._allow()

        def ends(self, number: int, done: int, total: int) -> None:
            self._at_hand.discard(number)
            beat.ends(number, Progress(done, total))
            self._allow()

        def _allow(self) -> None:
            beat.allow(PAGE_SECONDS + recognition * len(self._at_hand))

        def understands(self, pages: list[Page]) -> None:
            words = sum(len(page.words) for page in pages)
            looks = sum(page.is_recognised for page in pages)
            beat.allow(READING_SECONDS + words / WORDS_A_SECOND + recognition * looks)

    return Watching()


def _draw(request: Request, target: Path, document: Document, opened: OpenFile) -> None:
    from delibparse.drawing import draw_document
    from delibparse.files import write_whole

    write_whole(target, draw_document(document, opened, request.options, request.layer))


def _check(request: Request, opened: OpenFile) -> None:
    """Raises what makes it useless to read: a layer for a text, a library that is not installed."""
    if request.searchable != NOWHERE:
        from delibparse.searchable.writing import check

        check(request.searchable, opened)


def _has_error(document: Document, settings: Settings) -> bool:
    found = [*document.avertissements, *(w for act in document.deliberations for w in act.avertissements)]
    return any(warning.gravite == "erreur" and keeps(settings, warning.code) for warning in found)
