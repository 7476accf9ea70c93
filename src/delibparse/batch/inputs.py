"""What there is to read, one input at a time, and by which name it is told."""

from __future__ import annotations

import os
from dataclasses import dataclass

from delibparse import errors


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read.

    `key` is its name as told, unique in a run; `path` the file on disk, `member` its name in a ZIP archive, `start` the
    offset of its bytes in a TAR archive; `parts` where it stands below its source; `size` in bytes. `stamp` changes
    when the content may have. `trouble` tells why it cannot be read at all; `is_left` that nobody expects it.
    """

    key: str
    path: bytes
    parts: tuple[str, ...]
    size: int = 0
    stamp: str = ""
    member: str | None = None
    start: int | None = None
    trouble: errors.DelibparseError | None = None
    is_left: bool = False


def shown(path: str | bytes) -> str:
    """A path as it is told: bytes that are no UTF-8 as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def told_parts(name: str) -> tuple[str, ...]:
    """The folders and the file of a name that is not to be trusted: no root, no drive, no way up."""
    parts = tuple(part for part in name.replace("\\", "/").split("/") if part not in ("", ".", ".."))
    return parts or ("_",)
