"""What a batch's folder holds for a review: each content that was read, once, and what people said of it."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from delibparse import corrections, errors
from delibparse.batch.journal import FOLDER, Row, settled
from delibparse.batch.outputs import UNCORRECTED
from delibparse.batch.run import TEXTS
from delibparse.batch.work import Task
from delibparse.corrections import Left, Trouble, Word
from delibparse.exports.acts import ACTS
from delibparse.options import Options
from delibparse.record import Document
from delibparse.schema import from_json


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was read: its content's SHA-256, the path of its JSON before people corrected it, how to come by its
    bytes, how many acts it gave, and what people said of it."""

    key: str
    sha256: str
    record: str
    task: Task
    acts: int
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """`texts` is the folder for what OCR read, `failures` what could not be read, with the reason in French and
    English; `left` and `troubles` the corrections whose file is not there, and the lines that are none; `unmade` the
    files that were read and of which no page could be made."""

    files: list[Filed]
    texts: str
    failures: list[tuple[str, str, str]]
    left: list[Left] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    unmade: list[tuple[str, errors.DelibparseError]] = field(default_factory=list)


def gather(folder: Path) -> Batch:
    """Raises NoJournal, NotABatch, InputFailure."""
    rows, failed = settled(folder)
    if not (folder / ACTS).is_file():
        raise errors.NotABatch(folder=folder)
    said = corrections.load(folder / corrections.FILE_NAME)
    files: dict[str, Filed] = {}
    for row, acts in rows:
        if row.sha256 is not None and row.sha256 not in files:
            words = tuple(said.by_file.get(row.sha256, ()))
            files[row.sha256] = Filed(row.key, row.sha256, _record(folder, row), _task(row), acts, words)
    keys = {row.key for row, _ in rows}
    left = corrections.gone(said.by_file, files, keys)
    return Batch(list(files.values()), os.fspath(folder / FOLDER / TEXTS), failed, left, said.troubles)


def document_of(filed: Filed) -> Document:
    """The document as it was read. Raises InputFailure, BadRecord."""
    import msgspec

    try:
        return from_json(Path(filed.record).read_bytes())
    except OSError as error:
        raise errors.InputFailure(why=error.strerror or str(error)) from error
    except msgspec.MsgspecError as error:
        raise errors.BadRecord(why=error) from error


def _record(folder: Path, row: Row) -> str:
    before = folder / FOLDER / UNCORRECTED / row.output
    return os.fspath(before if before.exists() else folder / row.output)


def _task(row: Row) -> Task:
    return Task(row.key, row.path, row.member, row.start, row.size, None, Options())
