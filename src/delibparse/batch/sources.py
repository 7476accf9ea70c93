"""What there is to read: folders, globs, lists, and the members of archives. What is not read is told too."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath

from delibparse import errors
from delibparse.batch import archives
from delibparse.batch.inputs import Input, shown, told_parts
from delibparse.batchfolder import BatchFolder

KINDS = frozenset({
    ".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".txt", ".docx", ".docm", ".odt", ".html", ".htm", ".xhtml",
    ".eml", ".mht", ".mhtml",
})  # fmt: skip
MAGIC = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
"""What a file of another name must begin with to be read: a PDF called acte.pdf.old."""


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
            yield Input(shown(name), os.fsencode(name), told_parts(name), trouble=errors.FileMissing())


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
                if Path(entry.path).resolve() == out:
                    continue
                if entry.name.startswith("."):
                    yield _left(entry.path, (*parts, entry.name), errors.HiddenLeft())
                else:
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
            yield _left(path, parts, errors.LinkLeft())
            return
        if not stat.S_ISREG(about.st_mode):
            raise errors.NotAFile()
        entry = replace(entry, size=about.st_size, stamp=f"{about.st_size}:{about.st_mtime_ns}")
        if archives.is_archive(parts[-1]):
            yield from archives.members(entry, KINDS, batch.unpacked)
        elif not (named or suffix in KINDS or _looks_like_a_document(path)):
            yield _left(path, parts, errors.KindNotRead())
        elif not about.st_size:  # nothing is read of what says that it is empty: /proc would make the reader wait
            yield replace(entry, trouble=errors.EmptyFile())
        else:
            yield entry
    except errors.OutputFailure:
        raise  # no input's fault: nothing can be unpacked any more
    except (OSError, ValueError) as error:
        yield replace(entry, trouble=_failure(error), is_left=not (named or _is_expected(parts[-1])))
    except errors.DelibparseError as failure:
        yield replace(entry, trouble=failure, is_left=not (named or _is_expected(parts[-1])))
    except Exception as error:  # noqa: BLE001  (what nobody foresaw of one archive is kept from the other inputs)
        yield replace(entry, trouble=errors.unforeseen(error))


def _left(path: str, parts: tuple[str, ...], why: errors.DelibparseError) -> Input:
    return Input(shown(path), os.fsencode(path), parts, trouble=why, is_left=True)


def _is_expected(name: str) -> bool:
    """Whether a file of this name is one that is read: that it cannot be is a failure."""
    return PurePosixPath(name.lower()).suffix in KINDS or archives.is_archive(name)


def _looks_like_a_document(path: str) -> bool:
    """By the first bytes of a regular file; nobody is waited for. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        return stat.S_ISREG(os.fstat(descriptor).st_mode) and os.read(descriptor, 8).startswith(MAGIC)
    finally:
        os.close(descriptor)


def _failure(error: OSError | ValueError) -> errors.DelibparseError:
    if isinstance(error, PermissionError):
        return errors.NotPermitted()
    if isinstance(error, FileNotFoundError):
        return errors.FileMissing()
    return errors.InputFailure(why=getattr(error, "strerror", None) or type(error).__name__)
