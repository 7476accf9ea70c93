"""The acts of a batch folder, of JSON and JSON Lines files, or of standard input: one at a time."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

import msgspec

from delibparse import errors
from delibparse.record import Deliberation, Document

ACTS = "deliberations.jsonl"
"""The acts of a batch folder, one a line."""


class Act(Deliberation, kw_only=True):
    """An act and where it comes from: the file's name and SHA-256, and its place among the file's acts, from 1."""

    fichier: str
    sha256: str
    acte: int


class _Either(msgspec.Struct):
    deliberations: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def acts(sources: Iterable[str]) -> Iterator[Act]:
    """The acts in the order of the sources; those of files of the same content once, under the first one's name.

    Raises SourceMissing, NotABatch, InputFailure, BadRecord.
    """
    names: dict[str, str] = {}
    for act in _all(sources):
        if names.setdefault(act.sha256, act.fichier) == act.fichier:
            yield act


def _all(sources: Iterable[str]) -> Iterator[Act]:
    for source in sources:
        if source == "-":
            yield from _of_stream(sys.stdin.buffer)
            continue
        path = Path(source)
        if path.is_dir():
            path = path / ACTS
            if not path.is_file():
                raise errors.NotABatch(folder=source)
        try:
            with path.open("rb") as stream:
                yield from _of_stream(stream)
        except FileNotFoundError as error:
            raise errors.SourceMissing(source=source) from error
        except OSError as error:
            raise errors.InputFailure(why=error.strerror or str(error)) from error


def _of_stream(stream: IO[bytes]) -> Iterator[Act]:
    """A line may be an act or a document; a document may be indented over many lines."""
    first = stream.readline()
    try:
        msgspec.json.decode(first) if first.strip() else None
    except msgspec.DecodeError:
        yield from _of_json(first + stream.read())
        return
    yield from _of_json(first)
    for line in stream:
        yield from _of_json(line)


def _of_json(data: bytes) -> Iterator[Act]:
    if not data.strip():
        return
    try:
        if msgspec.json.decode(data, type=_Either).deliberations is msgspec.UNSET:
            yield msgspec.json.decode(data, type=Act)
            return
        document = msgspec.json.decode(data, type=Document)
    except msgspec.MsgspecError as error:
        raise errors.BadRecord(why=error) from error
    for n, act in enumerate(document.deliberations, 1):
        fields = {name: getattr(act, name) for name in Deliberation.__struct_fields__}
        yield Act(**fields, fichier=document.source.fichier, sha256=document.source.sha256, acte=n)
