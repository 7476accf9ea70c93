"""The file of corrections: a line each, only ever added to; the last line on a field stands, whatever clocks say."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import msgspec

from delibparse import errors
from delibparse.corrections.model import Word
from delibparse.model import schema

MAX_BYTES = 64 * 1024 * 1024
"""A file of corrections over this was not made by hand."""


class Trouble(NamedTuple):
    """A line that is no correction, by its number."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """What stands, by the SHA-256 of the file, in the order in which it was said; and the lines not understood."""

    by_file: dict[str, list[Word]] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.by_file or self.troubles)


def load(path: Path) -> Corrections:
    """The corrections of a file; none where there is no file. Raises InputFailure, TooManyBytes.

    A line cut by a crash, or damaged by hand, is told as a trouble, and the others stand.
    """
    words, troubles = read_words(path)
    return Corrections(standing(words), troubles)


def read_words(path: Path) -> tuple[list[Word], list[Trouble]]:
    """All words of a file, those that do not stand any more too. Raises InputFailure, TooManyBytes."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise errors.TooManyBytes(size=path.stat().st_size, limit=MAX_BYTES)
        data = path.read_bytes()
    except FileNotFoundError:
        return [], []
    except OSError as error:
        raise errors.InputFailure(why=error.strerror or str(error)) from error
    return decode(data)


def decode(data: bytes) -> tuple[list[Word], list[Trouble]]:
    """All words of the lines, and the lines that hold none."""
    words, troubles = [], []
    for number, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            words.append(schema.decode(line, Word))
        except errors.BadRecord as failure:
            troubles.append(Trouble(number, str(failure.facts["why"])))
    return words, troubles


def standing(words: list[Word]) -> dict[str, list[Word]]:
    """The last word on each field, by file. The order of the lines decides: clocks go wrong and are set back."""
    last: dict[tuple[str, int, str], Word] = {}
    for word in words:
        last.pop((word.sha256, word.acte, word.champ), None)
        last[word.sha256, word.acte, word.champ] = word
    found: dict[str, list[Word]] = {}
    for (sha256, _, _), word in last.items():
        if word.geste != "annule":
            found.setdefault(sha256, []).append(word)
    return found


def superseded(words: list[Word], there_already: list[Word]) -> tuple[list[Word], list[Word]]:
    """Part the words of another file into those to add and those on fields of which something else was said since.

    What stands already, word for word, is neither.
    """
    held = {(one.sha256, one.acte, one.champ): one for one in there_already}
    new, old = list[Word](), list[Word]()
    for word in words:
        there = held.get((word.sha256, word.acte, word.champ))
        if there is not None and there.quand >= word.quand:
            if (there.geste, there.retenu) != (word.geste, word.retenu):
                old.append(word)
        else:
            new.append(word)
    return new, old


def append(path: Path, words: list[Word]) -> None:
    """Adds lines, each on the disk when this returns. Raises OutputFailure; CorrectionRefused, and adds none, for a
    word that could not be read back."""
    data = b""
    for word in words:
        line = msgspec.json.encode(word)
        try:
            schema.decode(line, Word)
        except errors.BadRecord as failure:
            raise errors.CorrectionRefused(why=failure.facts["why"]) from failure
        data += line + b"\n"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o666)
        try:
            size = os.fstat(descriptor).st_size
            if size and os.pread(descriptor, 1, size - 1) != b"\n":
                data = b"\n" + data  # the line before was cut by a crash
            if os.write(descriptor, data) != len(data):
                raise OSError(28, os.strerror(28))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise errors.OutputFailure(why=error.strerror or str(error)) from error
