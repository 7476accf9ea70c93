"""Bytes of a path or of standard input, and files written whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from delibparse import errors
from delibparse.options import MAX_BYTES


def read_file(path: Path) -> bytes:
    """Raises FileMissing, IsADirectory, NotPermitted, TooManyBytes, InputFailure."""
    try:
        if path.is_dir():
            raise errors.IsADirectory()
        with path.open("rb") as file:
            return _bounded(file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise errors.FileMissing() from error
    except PermissionError as error:
        raise errors.NotPermitted() from error
    except (OSError, ValueError) as error:
        raise errors.InputFailure(why=_why(error)) from error


def read_stdin() -> bytes:
    """Raises TooManyBytes, InputFailure."""
    try:
        return _bounded(sys.stdin.buffer.read(MAX_BYTES + 1))
    except (OSError, AttributeError) as error:
        raise errors.InputFailure(why=_why(error)) from error


@contextmanager
def writing(path: Path, durable: bool = True, within: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to write as it comes, which takes the name `path` once it is all there, and on the disk where `durable`.

    It is made under a name that nobody can foresee: beside `path`, or in the folder `within`, on the same disk, whose
    owner clears it of what a process that was killed left there. Raises OutputFailure; `path` is then as it was.
    """
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=within or path.parent, prefix=f".{path.name[:40]}.", suffix=".partial", delete=False
        ) as file:
            temporary = Path(file.name)
            yield file
            file.flush()
            if durable:
                os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, within: Path | None = None) -> None:
    """Writes a file whole or not at all, as `writing` does. Raises OutputFailure."""
    with writing(path, within=within) as file:
        file.write(data)


@contextmanager
def writing_or_descriptor(out: Path | None, descriptor: int = -1) -> Iterator[IO[bytes]]:
    """`writing` where there is a path, else the open `descriptor`, standard output by default. Raises OutputFailure."""
    if out is None:
        with os.fdopen(descriptor if descriptor >= 0 else sys.stdout.fileno(), "wb", closefd=False) as file:
            yield file
        return
    with writing(out) as file:
        yield file


@contextmanager
def writing_folder(out: Path) -> Iterator[Path]:
    """A folder made beside `out`, whose files are moved into it once all of them are written. Raises OutputFailure."""
    partial: Path | None = None
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name[:40]}.", suffix=".partial"))
        yield partial
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted(partial.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error
    finally:
        for path in partial.iterdir() if partial is not None and partial.is_dir() else ():
            path.unlink(missing_ok=True)
        if partial is not None and partial.is_dir():
            partial.rmdir()


def write_below(path: Path, data: bytes, within: Path | None = None) -> None:
    """`write_whole`, and the folders that `path` lies in. Raises OutputFailure."""
    make_folder(path.parent)
    write_whole(path, data, within)


def make_folder(folder: Path) -> None:
    """The folder and those above it, where they are not there. Raises OutputFailure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise errors.TooManyBytes(size=f"> {MAX_BYTES}", limit=MAX_BYTES)
    return data


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
