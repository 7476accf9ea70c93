"""What there is to read: folders, globs, lists, and the members of ZIP and TAR archives, which are read in place."""

from __future__ import annotations

import bz2
import glob
import gzip
import hashlib
import lzma
import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from delibparse import errors
from delibparse.batchfolder import BatchFolder

KINDS = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt"})
MAGIC = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What a file of another name must begin with to be read: a PDF called acte.pdf.old."""

ZIP = frozenset({".zip"})
TAR = frozenset({".tar"})

MAX_MEMBERS = 1_000_000


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    `key` is its name as told, unique in a run; `path` the file on disk, `member` its name in a ZIP archive, `start` the
    offset of its bytes in a TAR archive; `parts` where it stands below its source; `size` in bytes. `stamp` changes
    when the content may have. `trouble` tells why it cannot be read at all.
    """

    key: str
    path: bytes
    parts: tuple[str, ...]
    size: int = 0
    stamp: str = ""
    member: str | None = None
    start: int | None = None
    trouble: errors.DelibparseError | None = None


def shown(path: str | bytes) -> str:
    """A path as it is told: bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def find(sources: Iterable[str], batch: BatchFolder) -> Iterator[Input]:
    """The inputs of folders, files, archives and globs, in the order of their names.

    Raises FileMissing for a source that does not exist.
    """
    for source in sources:
        path = Path(source)
        if os.path.lexists(path):
            yield from _of(path, batch)
            continue
        found = sorted(glob.glob(source, recursive=True))  # noqa: PTH207  (Path.glob takes no absolute pattern)
        if not found:
            raise errors.SourceMissing(source=shown(source))
        for name in found:
            if not Path(name).is_dir():
                yield from _of(Path(name), batch)


def listed(names: Iterable[str], batch: BatchFolder) -> Iterator[Input]:
    """The inputs of a list of paths; one that is missing is an input in trouble."""
    for name in names:
        if os.path.lexists(name):
            yield from _of(Path(name), batch)
        else:
            yield Input(shown(name), os.fsencode(name), _parts(name), trouble=errors.FileMissing())


def _of(source: Path, batch: BatchFolder) -> Iterator[Input]:
    if source.is_dir():
        yield from _in_folder(source, batch)
    else:
        yield from _in_file(os.fspath(source), (source.name,), batch, named=True)


def _in_folder(folder: Path, batch: BatchFolder) -> Iterator[Input]:
    """The files below a folder. Links to folders are not followed, they may lead back; hidden folders are left."""
    out = batch.path.resolve()
    waiting: list[tuple[str, tuple[str, ...]]] = [(os.fspath(folder), ())]
    while waiting:
        here, parts = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            yield Input(shown(here), os.fsencode(here), parts or (".",), trouble=_failure(error))
            continue
        below = []
        for entry in entries:
            if entry.name.startswith("._"):
                continue  # what macOS keeps beside a file
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith(".") and Path(entry.path).resolve() != out:
                    below.append((entry.path, (*parts, entry.name)))
            else:
                yield from _in_file(entry.path, (*parts, entry.name), batch, named=False)
        waiting += reversed(below)


def _in_file(path: str, parts: tuple[str, ...], batch: BatchFolder, named: bool) -> Iterator[Input]:
    """A file, or the members of an archive; a file found in a folder is read if its name or its first bytes are those
    of a document, one that was `named` in any case."""
    entry = Input(shown(path), os.fsencode(path), parts)
    suffix = PurePosixPath(parts[-1].lower()).suffix
    try:
        about = Path(path).stat()
        if stat.S_ISDIR(about.st_mode):
            return  # a link to a folder
        if not stat.S_ISREG(about.st_mode):
            raise errors.NotAFile()
        entry = replace(entry, size=about.st_size, stamp=f"{about.st_size}:{about.st_mtime_ns}")
        if suffix in ZIP:
            yield from _in_zip(entry)
        elif suffix in TAR:
            yield from _in_tar(entry)
        elif suffix in OPENERS and (suffix.startswith(".t") or parts[-1].lower().endswith(f".tar{suffix}")):
            yield from _in_tar(_unpacked(entry, batch.unpacked))
        elif named or suffix in KINDS or _looks_like_a_document(path):
            yield entry
    except OSError as error:
        if named or suffix in KINDS | ZIP | TAR:
            yield replace(entry, trouble=_failure(error))
    except errors.DelibparseError as failure:
        if named or suffix in KINDS | ZIP | TAR:
            yield replace(entry, trouble=failure)


def _looks_like_a_document(path: str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(8).startswith(MAGIC)


def _in_zip(archive: Input) -> Iterator[Input]:
    try:
        with zipfile.ZipFile(os.fsdecode(archive.path)) as zipped:
            members = sorted(zipped.infolist(), key=lambda info: info.filename)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        yield replace(archive, trouble=errors.DamagedFile(why=f"ZIP, {error}"))
        return
    for info in members[:MAX_MEMBERS]:
        if info.is_dir() or PurePosixPath(info.filename.lower()).suffix not in KINDS:
            continue
        yield replace(
            _member(archive, info.filename, f"{info.file_size}:{info.CRC:08x}", info.file_size),
            member=info.filename,
            trouble=errors.EncryptedMember() if info.flag_bits & 1 else None,
        )


def _in_tar(archive: Input) -> Iterator[Input]:
    """The members of a TAR archive, by where their bytes lie in it: reading one reads no other."""
    try:
        with tarfile.open(os.fsdecode(archive.path), "r:") as packed:
            members = sorted(
                (info.name, info.size, info.mtime, info.offset_data)
                for info in packed
                if info.isreg() and PurePosixPath(info.name.lower()).suffix in KINDS
            )
    except (tarfile.TarError, OSError, ValueError) as error:
        yield replace(archive, trouble=errors.DamagedFile(why=f"TAR, {error}"))
        return
    for name, size, changed, offset in members[:MAX_MEMBERS]:
        yield replace(_member(archive, name, f"{size}:{changed}", size), start=offset)


def _unpacked(archive: Input, folder: Path) -> Input:
    """A compressed TAR archive, written out once beside the journal: reading a member in place would uncompress all
    those before it each time. Raises DamagedFile, ArchiveTooLarge, OutputFailure."""
    target = folder / f"{hashlib.sha256((archive.key + archive.stamp).encode()).hexdigest()[:24]}.tar"
    if not target.exists():
        opener = OPENERS[PurePosixPath(archive.parts[-1].lower()).suffix]
        partial, size = target.with_suffix(".partial"), 0
        with opener(os.fsdecode(archive.path), "rb") as packed, partial.open("wb") as plain:
            while True:
                try:
                    chunk = packed.read(CHUNK)
                except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile, OSError) as error:
                    raise errors.DamagedFile(why=f"{type(error).__name__}") from error
                if not chunk:
                    break
                size += len(chunk)
                if size > MAX_UNPACKED:
                    raise errors.ArchiveTooLarge(limit=MAX_UNPACKED)
                try:
                    plain.write(chunk)
                except OSError as error:
                    raise errors.OutputFailure(why=error.strerror) from error
        partial.replace(target)
    return replace(archive, path=os.fsencode(target))


OPENERS: dict[str, Any] = {
    ".tgz": gzip.open, ".gz": gzip.open, ".tbz": bz2.open, ".tbz2": bz2.open, ".bz2": bz2.open,
    ".txz": lzma.open, ".xz": lzma.open,
}  # fmt: skip
CHUNK = 1024 * 1024
MAX_UNPACKED = 64 * 1024**3
"""Bytes of a compressed archive, uncompressed, over which it is refused."""


def _member(archive: Input, name: str, stamp: str, size: int) -> Input:
    return replace(
        archive,
        key=f"{archive.key}!/{shown(name)}",
        parts=(*archive.parts, *_parts(name)),
        size=size,
        stamp=f"{stamp}:{archive.stamp}",
    )


def _parts(name: str) -> tuple[str, ...]:
    """The folders and the file of a name that is not to be trusted: no root, no drive, no way up."""
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    return parts or ("_",)


def _failure(error: OSError) -> errors.DelibparseError:
    if isinstance(error, PermissionError):
        return errors.NotPermitted()
    if isinstance(error, FileNotFoundError):
        return errors.FileMissing()
    return errors.InputFailure(why=error.strerror or type(error).__name__)
