"""The members of ZIP and TAR archives, which are read in place; a compressed TAR is written out once.

Archives are hostile: every size in them may lie. A damaged one is told as a whole, for its last members may be missing.
"""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import os
import struct
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from delibparse import errors
from delibparse.batch.inputs import Input, shown, told_parts

ZIP = frozenset({".zip"})
TAR = frozenset({".tar"})
OPENERS: dict[str, Any] = {
    ".tgz": gzip.open, ".gz": gzip.open, ".tbz": bz2.open, ".tbz2": bz2.open, ".bz2": bz2.open,
    ".txz": lzma.open, ".xz": lzma.open,
}  # fmt: skip

MAX_MEMBERS = 1_000_000
"""Members of an archive that are listed."""

MAX_UNPACKED = 16 * 1024**3
"""Bytes of a compressed archive, uncompressed, over which it is refused."""

MAX_RATIO, FREE = 100, 256 * 1024**2
"""How many times its own size an archive may become, once it is over `FREE` bytes: text becomes ten times as large."""

MAX_HEADER = 1024 * 1024
"""Bytes of a TAR header that tells a long name or attributes."""

CHUNK = 1024 * 1024

DAMAGE = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, NotImplementedError,
    ValueError, OverflowError, MemoryError, RecursionError, LookupError, TypeError,
)  # fmt: skip
"""What the libraries raise for an archive that is none, or not whole."""


def is_archive(name: str) -> bool:
    """Whether a file of this name is looked into: "a.zip", "a.tar", "a.tgz", "a.tar.xz", not "a.txt.gz"."""
    name = name.lower()
    return PurePosixPath(name).suffix in ZIP | TAR or _opener(name) is not None


def members(archive: Input, kinds: frozenset[str], unpacked: Path) -> Iterator[Input]:
    """The members of an archive in the order of their names, each told: to be read, left, or in trouble.

    `kinds` are the suffixes of what is read, `unpacked` a folder for what cannot be read in place. Raises DamagedFile,
    ArchiveTooLarge, OSError for an archive that cannot be listed; OutputFailure where nothing can be written.
    """
    name = archive.parts[-1].lower()
    try:
        if PurePosixPath(name).suffix in ZIP:
            found = _in_zip(archive)
        else:
            found = _in_tar(archive if _opener(name) is None else _unpacked(archive, unpacked))
    except DAMAGE as error:
        raise errors.DamagedFile(why=f"{type(error).__name__}, {error}") from error
    found = [one if _is_kind(one, kinds) else replace(one, trouble=errors.KindNotRead(), is_left=True) for one in found]
    yield from sorted(_told_apart(found[:MAX_MEMBERS]), key=lambda one: one.key)
    if len(found) > MAX_MEMBERS:
        yield replace(archive, trouble=errors.TooManyMembers(limit=MAX_MEMBERS))


def _is_kind(member: Input, kinds: frozenset[str]) -> bool:
    return PurePosixPath(member.parts[-1].lower()).suffix in kinds


def _told_apart(found: list[Input]) -> Iterator[Input]:
    """The members, of those of one name the last as it is, as every unpacker leaves it; the others told as replaced."""
    left = Counter(one.key for one in found)
    for one in found:
        left[one.key] -= 1
        if left[one.key]:
            yield replace(one, key=f"{one.key}#{left[one.key]}", trouble=errors.ReplacedMember())
        else:
            yield one


def _in_zip(archive: Input) -> list[Input]:
    with zipfile.ZipFile(os.fsdecode(archive.path)) as zipped:
        found = zipped.infolist()
    return [
        replace(
            _member(archive, info.filename, f"{info.file_size}:{info.CRC:08x}", info.file_size),
            member=info.filename,
            trouble=errors.EncryptedMember() if info.flag_bits & 1 else None,
        )
        for info in found[: MAX_MEMBERS + 1]
        if not info.filename.endswith("/")  # ZipInfo.is_dir() trips over a member without a name
    ]


class _Header(tarfile.TarInfo):
    """A TAR header that is believed in nothing: a negative size makes `tarfile` go round for ever before Python 3.11.14
    (CVE-2025-8194), and one that is damaged would pass for the end."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> _Header:
        try:
            made = super().frombuf(buf, encoding, errors)
        except (tarfile.InvalidHeaderError, tarfile.TruncatedHeaderError) as error:  # type: ignore[attr-defined]
            raise tarfile.ReadError(str(error)) from error
        if made.size < 0:
            _refuse()
        if made.type in _LONG and made.size > MAX_HEADER:
            raise tarfile.ReadError("header too long")
        return made

    def _block(self, count: int) -> int:
        """What `tarfile` goes on by: extended headers may give another size than the header that was looked at."""
        if count < 0:
            _refuse()
        return int(super()._block(count))  # type: ignore[misc]


_LONG = (
    tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE,
)  # fmt: skip


def _refuse() -> NoReturn:
    raise tarfile.ReadError("negative size")


def _in_tar(archive: Input) -> list[Input]:
    """By where the members' bytes lie in it: reading one reads no other."""
    with tarfile.open(os.fsdecode(archive.path), "r:", tarinfo=_Header) as packed:
        found = list(islice((one for one in packed if one.isreg() or one.issparse()), MAX_MEMBERS + 1))
    return [
        replace(
            _member(archive, one.name, f"{one.size}:{one.mtime}", one.size),
            start=one.offset_data,
            trouble=errors.SparseMember() if one.issparse() else None,
        )
        for one in found
    ]


def _opener(name: str) -> Any:
    """What opens a compressed TAR of this name, None for any other file."""
    suffix = PurePosixPath(name).suffix
    return OPENERS.get(suffix) if suffix.startswith(".t") or name.endswith(f".tar{suffix}") else None


def _unpacked(archive: Input, folder: Path) -> Input:
    """A compressed TAR archive, written out beside the journal: reading a member in place would uncompress all those
    before it each time. Raises DamagedFile, ArchiveTooLarge, OutputFailure, OSError."""
    target = folder / f"{hashlib.sha256((archive.key + archive.stamp).encode()).hexdigest()[:24]}.tar"
    if not target.exists():
        limit = min(MAX_UNPACKED, max(FREE, MAX_RATIO * archive.size))
        partial, size = target.with_suffix(".partial"), 0
        with _opener(archive.parts[-1].lower())(os.fsdecode(archive.path), "rb") as packed:
            try:
                with partial.open("wb") as plain:
                    while chunk := _next(packed):
                        size += len(chunk)
                        if size > limit:
                            raise errors.ArchiveTooLarge(limit=limit)
                        plain.write(chunk)
                partial.replace(target)
            except OSError as error:
                raise errors.OutputFailure(why=error.strerror or str(error)) from error
            finally:
                partial.unlink(missing_ok=True)
    return replace(archive, path=os.fsencode(target))


def _next(packed: Any) -> bytes:
    """Some bytes more of what is compressed. Raises DamagedFile."""
    try:
        return bytes(packed.read(CHUNK))
    except (*DAMAGE, OSError) as error:
        raise errors.DamagedFile(why=type(error).__name__) from error


def _member(archive: Input, name: str, stamp: str, size: int) -> Input:
    return replace(
        archive,
        key=f"{archive.key}!/{shown(name)}",
        parts=(*archive.parts, *told_parts(name)),
        size=size,
        stamp=f"{stamp}:{archive.stamp}",
    )
