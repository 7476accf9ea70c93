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


def write_whole(path: Path, data: bytes) -> None:
    """Writes to a temporary file beside `path`, then renames it. Raises OutputFailure; `path` is then as it was."""
    temporary: Path | None = None
    try:
        with tempfile.NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".partial", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_below(path: Path, data: bytes) -> None:
    """`write_whole`, and the folders that `path` lies in. Raises OutputFailure."""
    make_folder(path.parent)
    write_whole(path, data)


def make_folder(folder: Path) -> None:
    """The folder and those above it, where they are not there. Raises OutputFailure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write as it comes, which takes its name once it is all there. Raises OutputFailure; `path` is then as
    it was."""
    partial = path.with_name(f".{path.name[:200]}.partial")
    try:
        with partial.open("wb") as file:
            yield file
        partial.replace(path)
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error
    finally:
        partial.unlink(missing_ok=True)


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
