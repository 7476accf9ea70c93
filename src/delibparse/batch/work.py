"""The work on one input, in a process of its own that may crash, hang or swell without harm to the others.

Nothing here knows the journal: a `Task` says what to read and where its JSON goes, an `Outcome` what came of it.
"""

from __future__ import annotations

import os
import pickle
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from delibparse import errors
from delibparse.batch.archives import DAMAGE
from delibparse.batch.journal import Outcome
from delibparse.batchfolder import BatchFolder
from delibparse.files import read_regular, write_below
from delibparse.guard import Bounds, Team, relax
from delibparse.guard.child import Beat
from delibparse.limits import MAX_BYTES
from delibparse.options import Options
from delibparse.reader import Request, again, watching
from delibparse.settings import NO_SETTINGS, Settings

if TYPE_CHECKING:
    from delibparse.model.record import Document
    from delibparse.reading import OpenFile, Page, Watch


@dataclass(frozen=True, slots=True)
class Task:
    """One input: where its bytes are, the name it is told by, and where its JSON is written, None to give it back.
    `folder` is the batch's, for what OCR read; `content` the bytes, where the reader cannot reach the file."""

    key: str
    path: bytes
    member: str | None
    start: int | None
    size: int
    target: Path | None
    options: Options
    folder: BatchFolder | None = None
    content: bytes | None = None
    settings: Settings = NO_SETTINGS


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a task; its JSON and what OCR read, where there is no folder to write them to."""

    outcome: Outcome
    json: bytes | None = None
    text: bytes | None = None


# ---- a worker ------------------------------------------------------------------------------------------------------


def attempt(work: Callable[..., Any], *given: Any) -> Any:
    """What the work gives, or the failure it raised; an unforeseen one is told by its name, in one line."""
    try:
        return work(*given)
    except errors.DelibparseError as failure:
        return failure
    except MemoryError:
        return errors.OutOfMemory(limit="")
    except Exception as error:  # noqa: BLE001  (this is where one file's fault is kept from the others)
        return errors.unforeseen(error)


def content_of(task: Task) -> bytes:
    """The bytes of an input. Raises what `read_file` raises, and DamagedFile for a member that its archive has not."""
    if task.content is not None:
        return task.content
    path = os.fsdecode(task.path)
    if task.size > MAX_BYTES:
        raise errors.TooManyBytes(size=task.size, limit=MAX_BYTES)
    if task.member is not None:
        try:
            with _zip(path, Path(path).stat().st_mtime_ns).open(task.member) as member:
                data = member.read(MAX_BYTES + 1)
        except (*DAMAGE, KeyError, OSError, RuntimeError) as error:
            raise errors.DamagedFile(why=f"ZIP, {error}") from error
        if len(data) > MAX_BYTES:
            raise errors.TooManyBytes(size=f"> {MAX_BYTES}", limit=MAX_BYTES)
        return data
    if task.start is not None:
        try:
            with Path(path).open("rb") as archive:
                archive.seek(task.start)
                return archive.read(task.size)
        except (OSError, ValueError) as error:
            raise errors.DamagedFile(why=f"TAR, {error}") from error
    return read_regular(Path(path))


@lru_cache(maxsize=4)
def _zip(path: str, _changed: int) -> zipfile.ZipFile:
    """An archive stays open in its worker: its table of contents is read once."""
    return zipfile.ZipFile(path)


# ---- the kinds of work ---------------------------------------------------------------------------------------------


# A worker of this machine is bounded page by page as the process of `extract` is: one page that never ends is over
# within seconds, and costs the worker. What that takes with it is read again `apart`.


def read_whole(task: Task, watch: Watch | None = None) -> Made:
    """Reads an input from its bytes to its JSON."""
    from delibparse import fast, reading

    begun = time.perf_counter()
    with _watched(task, watch) as its_watch, reading.OpenFile(content_of(task), task.options.password) as opened:
        in_all, pages = fast.read_pages(opened, task.options, its_watch)
        its_watch.understands(pages)
        return _made(task, opened, in_all, pages, begun)


def read_many(tasks: list[Task]) -> list[Any]:
    """Reads some small inputs, one after the other: what came of each, or its failure."""
    return [attempt(read_whole, task) for task in tasks]


def count_pages(task: Task) -> int:
    """How many pages an input has; 1 for one that cannot tell."""
    from delibparse.reading import OpenFile

    with OpenFile(content_of(task), task.options.password) as opened:
        return 1 if opened.kind == "text" else opened.pages


def read_part(task: Task, numbers: tuple[int, ...], target: Path, watch: Watch | None = None) -> None:
    """Reads some pages of an input and leaves them in a file for `join_parts`."""
    from delibparse import reading

    with _watched(task, watch) as its_watch:
        read = reading.read(content_of(task), replace(task.options, pages=numbers), its_watch)
    write_below(target, pickle.dumps(read))


def join_parts(task: Task, parts: list[Path], watch: Watch | None = None) -> Made:
    """What an input holds, whose pages were read part by part."""
    from delibparse.reading import OpenFile

    begun = time.perf_counter()
    in_all, pages = 0, []
    for part in parts:
        in_all, some = pickle.loads(part.read_bytes())  # written by `read_part` of this run
        pages += some
    with _watched(task, watch) as its_watch, OpenFile(content_of(task), task.options.password) as opened:
        its_watch.understands(pages)
        return _made(task, opened, in_all, pages, begun)


def apart(work: Callable[..., Any], task: Task, *given: Any) -> Any:
    """What one of the above gives in a process of the worker's own, which may die of a page: the page is left out and
    marked, the others are read. Raises what the work raises; TimeUsed, WorkerDied where no page is to blame, or too
    many are."""
    request = Request(task.key, task.options)
    with Team(1, Bounds(0, tied=True), "spawn") as team:
        return team.one(partial(_apart, work, task, given), request, again)


def _apart(work: Callable[..., Any], task: Task, given: tuple[Any, ...], beat: Beat, request: Request) -> Any:
    return work(task, *given, watch=watching(beat, request))


@contextmanager
def _watched(task: Task, watch: Watch | None) -> Iterator[Watch]:
    """The watch that was given; else one that only bounds the time of each page, in a worker that does one thing at a
    time, as those of a cluster may not."""
    from delibparse.reading import UNWATCHED

    if watch is not None or task.folder is None:
        yield watch or UNWATCHED
        return
    try:
        yield watching(Beat(None), Request(task.key, task.options))
    finally:
        relax()


def copy_twin(task: Task, source: Path, within: Path) -> None:
    """The JSON of an input whose content is that of another, which was read: the same but for the name; written in
    the folder `within` before it takes its own."""
    from delibparse.model.schema import from_json, to_json

    document = from_json(source.read_bytes())
    document.source = msgspec.structs.replace(document.source, fichier=task.key)
    assert task.target is not None
    write_below(task.target, to_json(document) + b"\n", within)


def _made(task: Task, opened: OpenFile, in_all: int, pages: list[Page], begun: float) -> Made:
    """What the pages of an input hold, written where the task says."""
    from delibparse.model.people import council_of
    from delibparse.model.schema import to_json
    from delibparse.pipeline import understand
    from delibparse.profile import seen_in
    from delibparse.wording.compiler import compiler

    document = understand(opened, task.key, in_all, pages, task.options, task.settings)
    found = Outcome(
        document.source.sha256,
        len(document.source.lecture),
        engine_of(document, task.options),
        tuple((council_of(act.collectivite), act.seance.date) for act in document.deliberations),
        counted(document),
        round(time.perf_counter() - begun, 3),
        seen_in(document).to_json(),
    )
    compiler().keep()
    told, text = to_json(document) + b"\n", recognised(pages)
    if task.target is None or task.folder is None:
        return Made(found, told, text)
    write_below(task.target, told, task.folder.parts)
    if text is not None:
        write_below(task.folder.text_of(document.source.sha256), text, task.folder.parts)
    return Made(found)


def recognised(pages: list[Page]) -> bytes | None:
    """What OCR read, a form feed after each page, which is empty where the page has a text layer; None where all have
    one. Recognising a page again would take as long as reading it did; a text layer is soon read again."""
    from delibparse.layout.rows import as_text

    if not any(page.is_recognised for page in pages):
        return None
    texts = [as_text(page) if page.is_recognised else "" for page in pages]
    return "".join(f"{text}\f" for text in texts).encode()


def engine_of(document: Document, options: Options) -> str | None:
    """The engine that recognised a page of the document, None where no page was recognised."""
    from delibparse.reading import engines

    if all(page.methode not in ("ocr", "mixte") for page in document.source.lecture):
        return None
    return engines.load(options.engine, options.lang_ocr).name


def counted(document: Document) -> tuple[tuple[str, int], ...]:
    """How many warnings of each code."""
    rows = [*document.avertissements, *(w for act in document.deliberations for w in act.avertissements)]
    return tuple(sorted(Counter(row.code for row in rows).items()))
