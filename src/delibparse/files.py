"""Bytes of a path or of standard input, and files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from delibparse import errors
from delibparse.limits import MAX_BYTES


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


def read_regular(path: Path) -> bytes:
    """The bytes of a regular file, without ever waiting for whoever writes to a pipe or a device that took its place.

    Raises what `read_file` raises, and NotAFile.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise errors.NotAFile()
            return _bounded(file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise errors.FileMissing() from error
    except PermissionError as error:
        raise errors.NotPermitted() from error
    except (OSError, ValueError) as error:
        raise errors.InputFailure(why=_why(error)) from error


THE_NAMES = frozenset({errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP, errno.EINVAL})
"""What the system answers where a name cannot be: another name may, unlike on a disk that is full."""


def failure_of(error: OSError) -> errors.OutputFailure:
    """NameRefused where only the name is at fault, else OutputFailure."""
    return (errors.NameRefused if error.errno in THE_NAMES else errors.OutputFailure)(why=_why(error))


@contextmanager
def writing(path: Path, durable: bool = True, within: Path | None = None) -> Iterator[IO[bytes]]:
    """A file to write as it comes, which takes the name `path` once it is all there, and on the disk where `durable`.

    It is made under a name that nobody can foresee: beside `path`, or in the folder `within`, on the same disk, whose
    owner clears it of what a process that was killed left there. A link is followed; a device or a pipe stays what it
    is and is written through. Raises OutputFailure; `path` is then as it was.
    """
    if within is None:
        path = _behind(path)
        if path.exists() and not path.is_file():
            with _through(path) as file:
                yield file
            return
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
        raise failure_of(error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _behind(path: Path) -> Path:
    """What a path names, links followed. Raises NameRefused for links that go round."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:
        raise errors.NameRefused(why=_why(error)) from error


@contextmanager
def _through(path: Path) -> Iterator[IO[bytes]]:
    """A device or a pipe to write to, which nothing replaces. Raises OutputFailure; NotRegular for anything else."""
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)):
            raise errors.NotRegular(file=path)
        with path.open("wb", buffering=0) as file:
            yield file
    except OSError as error:
        raise errors.OutputFailure(why=_why(error)) from error


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
        made = sorted(partial.iterdir())
        for path in made:
            if os.path.lexists(out / path.name) and not (out / path.name).is_file():
                raise errors.NotRegular(file=out / path.name)
        for path in made:
            path.replace(_behind(out / path.name))
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


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep others who write in the same place waiting at the lock `path`: what is looked at inside is what is added to.

    Raises OutputFailure. Where the system has no such locks (Windows), two writers are not parted.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise errors.OutputFailure(why=error.strerror or str(error)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def remove(path: Path) -> None:
    """Removes a file, where there is one; what is no file stays. Raises OutputFailure."""
    try:
        path.unlink(missing_ok=True)
    except (IsADirectoryError, NotADirectoryError):
        return
    except OSError as error:
        if path.is_dir():  # macOS calls it a matter of rights
            return
        raise failure_of(error) from error


def make_folder(folder: Path) -> None:
    """The folder and those above it, where they are not there. Raises OutputFailure."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure_of(error) from error


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


def shortened(path: str, width: int) -> str:
    """A path that fits, what is too much taken away at its left: the file's name tells it from others.

    >>> shortened("archives/2019/séances/juin/conseil-du-14.pdf", 24)
    '…/juin/conseil-du-14.pdf'
    """
    if len(path) <= width:
        return path
    parts = path.replace("\\", "/").split("/")
    for k in range(1, len(parts)):
        told = "…/" + "/".join(parts[k:])
        if len(told) <= width:
            return told
    return "…" + path[1 - width :]
