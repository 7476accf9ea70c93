"""What a batch's folder holds for a review: each content that was read, once, and what people said of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from delibparse import corrections, errors
from delibparse.batch.journal import Row, settled
from delibparse.batch.work import Task
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Left, Trouble, Word
from delibparse.model.record import Document
from delibparse.model.schema import from_json
from delibparse.options import Options
from delibparse.settings import NO_SETTINGS, Settings, in_folder


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was read: its content's SHA-256, the paths of its JSON, of which the first that is there is the one
    before people corrected it, how to come by its bytes, how many acts it gave, and what people said of it."""

    key: str
    sha256: str
    records: tuple[str, ...]
    task: Task
    acts: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """`folder` is the batch's, `failures` what could not be read, with the reason in French and
    English; `left` and `troubles` the corrections whose file is not there, and the lines that are none; `unmade` the
    files that were read and of which no page could be made; `settings` those of the folder."""

    files: list[Filed]
    folder: BatchFolder
    failures: list[tuple[str, str, str]]
    left: list[Left] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    settings: Settings = NO_SETTINGS
    unmade: list[tuple[str, errors.DelibparseError]] = field(default_factory=list)


def gather(folder: Path) -> Batch:
    """Raises NoJournal, NotABatch, InputFailure, BadSettings."""
    held = BatchFolder(folder)
    rows, failed = settled(held)
    if not held.holds_acts():
        raise errors.NotABatch(folder=folder)
    said = corrections.load(held.corrections)
    files: dict[str, Filed] = {}
    for row, acts in rows:
        if row.sha256 is not None and row.sha256 not in files:
            words = tuple(said.by_file.get(row.sha256, ()))
            files[row.sha256] = Filed(row.key, row.sha256, _records(held, row), _task(row), acts, words)
    keys = {row.key for row, _ in rows}
    left = corrections.gone(said.by_file, files, keys)
    return Batch(list(files.values()), held, failed, left, said.troubles, settings=in_folder(folder))


def document_of(filed: Filed) -> Document:
    """The document as it was read. Which of the paths holds it is looked up each time: a batch that is run beside the
    review puts the corrected one in the place of the reading, and the reading elsewhere.

    Raises InputFailure, BadRecord; ChangedSince where what is there is of another content.
    """
    for path in map(Path, filed.records):
        try:
            document = from_json(path.read_bytes())
        except FileNotFoundError:
            continue
        except OSError as error:
            raise errors.InputFailure(why=error.strerror or str(error)) from error
        if document.source.sha256 != filed.sha256:
            raise errors.ChangedSince()
        return document
    raise errors.ChangedSince()


def state_of(filed: Filed) -> tuple[tuple[int, int, int] | None, ...]:
    """What changes when the JSON of a file is written anew, or its reading is put elsewhere."""
    return tuple(map(stamp_of, filed.records))


def stamp_of(path: str | Path) -> tuple[int, int, int] | None:
    """What changes when a file is written to or replaced; None where there is none."""
    try:
        about = Path(path).stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def _records(folder: BatchFolder, row: Row) -> tuple[str, ...]:
    return os.fspath(folder.uncorrected(row.output)), os.fspath(folder.record(row.output))


def _task(row: Row) -> Task:
    return Task(row.key, row.path, row.member, row.start, row.size, None, Options())
