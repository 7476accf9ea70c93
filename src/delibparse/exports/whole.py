"""Outputs that take their name once they are all there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from delibparse import errors
from delibparse.reading.files import whole


@contextmanager
def stream(out: Path | None, descriptor: int = -1) -> Iterator[IO[bytes]]:
    """A file that is written whole or not at all, or `descriptor` where there is none. Raises OutputFailure."""
    if out is None:
        with os.fdopen(descriptor if descriptor >= 0 else sys.stdout.fileno(), "wb", closefd=False) as file:
            yield file
        return
    with whole(out) as file:
        yield file


@contextmanager
def folder(out: Path) -> Iterator[Path]:
    """A folder made beside its name and then moved to it, file by file, once all of them are written."""
    partial = out.with_name(f".{out.name[:200]}.partial")
    try:
        partial.mkdir(parents=True, exist_ok=True)
        yield partial
        out.mkdir(parents=True, exist_ok=True)
        for path in sorted(partial.iterdir()):
            path.replace(out / path.name)
    except OSError as error:
        raise errors.OutputFailure(why=error.strerror or str(error)) from error
    finally:
        for path in partial.iterdir() if partial.is_dir() else ():
            path.unlink(missing_ok=True)
        if partial.is_dir():
            partial.rmdir()
