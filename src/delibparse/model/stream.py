"""Our own JSON as it is handed on: documents, and acts with where they come from; in one piece, or a line each.

What comes in may be the JSON of `extract`, indented or not, JSON Lines of documents, or the acts of a batch.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import IO, Annotated, TypeVar

import msgspec
from msgspec import Meta

from delibparse import errors
from delibparse.model.people import council_of
from delibparse.model.record import Collectivite, Deliberation, Document, Sha256, Source
from delibparse.model.schema import decode, from_json

T = TypeVar("T")


class Act(Deliberation, kw_only=True):
    """An act and where it comes from: the file's name and SHA-256, and its place among the acts, from 1. Names of
    files are made of the last two."""

    fichier: str
    sha256: Sha256
    acte: Annotated[int, Meta(ge=1)]

    @property
    def identity(self) -> str:
        """What tells the act from all others, in every export and in the review."""
        return act_identity(self.sha256, self.acte)

    @property
    def council(self) -> str:
        """What tells its council from another; its file's content where it names none."""
        return council_of(self.collectivite) or self.sha256


def file_identity(sha256: str) -> str:
    """What tells a file's content from all others: the head of its SHA-256."""
    return sha256[:16]


def act_identity(sha256: str, acte: int) -> str:
    """What tells an act from all others: its file's content and its place in it, from 1.

    >>> act_identity("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", 2)
    '9f86d081884c7d65-2'
    """
    return f"{file_identity(sha256)}-{acte}"


def documents_of(data: bytes) -> list[Document]:
    """The documents of some bytes: one in all, or one a line; the acts of a batch, one a line, those of each file
    together. What no act tells of its file, how its pages were read, is not in them. Raises BadRecord."""
    found: list[Document] = []
    for number, piece in _pieces(io.BytesIO(data)):
        read = _of_line(number, _document_or_act, piece)
        if isinstance(read, Document):
            found.append(read)
            continue
        if not found or (found[-1].source.fichier, found[-1].source.sha256) != (read.fichier, read.sha256):
            found.append(Document(source=Source(read.fichier, read.sha256, 0, [])))
        _add(found[-1], read)
    return found


def _document_or_act(piece: bytes) -> Document | Act:
    return decode(piece, Act) if decode(piece, _Either).deliberations is msgspec.UNSET else from_json(piece)


def _add(document: Document, act: Act) -> None:
    """Puts an act back into its document, which has the pages of its acts at least."""
    pages = max(document.source.pages, *act.pages, 0)
    document.source = msgspec.structs.replace(document.source, pages=pages)
    document.deliberations.append(Deliberation(**{name: getattr(act, name) for name in Deliberation.__struct_fields__}))


def acts_of(stream: IO[bytes]) -> Iterator[Act]:
    """The acts of a stream as it comes, of which a line, or the whole, is a document or an act. Raises BadRecord."""
    for number, piece in _pieces(stream):
        yield from _of_line(number, _acts, piece)


def bodies_of(stream: IO[bytes]) -> Iterator[Collectivite]:
    """The bodies that the acts of a stream name, and nothing else of them: many times faster. Raises BadRecord."""
    for number, piece in _pieces(stream):
        yield from _of_line(number, _bodies, piece)


def acts_of_document(document: Document) -> list[Act]:
    """The acts of a document, each with where it comes from."""
    names = Deliberation.__struct_fields__
    return [
        Act(
            **{name: getattr(act, name) for name in names},
            fichier=document.source.fichier,
            sha256=document.source.sha256,
            acte=number,
        )
        for number, act in enumerate(document.deliberations, 1)
    ]


def _of_line(number: int, work: Callable[[bytes], T], piece: bytes) -> T:
    """What the work gives. Raises BadRecord, which tells the number of the line, where the piece is one."""
    try:
        return work(piece)
    except errors.BadRecord as failure:
        if not number:
            raise
        raise errors.BadRecord(why=f"l. {number}: {failure.facts['why']}") from failure


class _Either(msgspec.Struct):
    """Enough of a line to tell a document from an act."""

    deliberations: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


def _acts(piece: bytes) -> list[Act]:
    if decode(piece, _Either).deliberations is msgspec.UNSET:
        return [decode(piece, Act)]
    return acts_of_document(from_json(piece))


class _Named(msgspec.Struct):
    """Enough of a line to tell the bodies of its acts."""

    collectivite: Collectivite = Collectivite()
    deliberations: list[_Named] | msgspec.UnsetType = msgspec.UNSET


def _bodies(piece: bytes) -> list[Collectivite]:
    line = decode(piece, _Named)
    acts = [line] if line.deliberations is msgspec.UNSET else line.deliberations
    return [act.collectivite for act in acts]


def _pieces(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """The JSON values of a stream, each with the number of its line: where the first line is one, one a line; else the
    whole is one. A line is held at a time, not the stream."""
    first = True
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        if first and not _is_whole(line):
            yield 0, line + stream.read()
            return
        first = False
        yield number, line


def _is_whole(line: bytes) -> bool:
    try:
        decode(line, msgspec.Raw)
    except errors.BadRecord:
        return False
    return True
