"""Compiled patterns that outlive their process: compiling the grammar takes five sixths of a one-page call.

A pattern of the `regex` module pickles as the arguments of its C compiler: strings, figures and op-codes. They are
kept as data (msgpack, no pickle: nothing in the file is run), in a folder of the user's own, and only read where nobody
else could have written them. A file is of one version of Python, of `regex` and of this format; a pattern is found by
its source and its flags, so that no change of the grammar or of a vocabulary can meet another one's patterns.
"""

from __future__ import annotations

import copyreg
import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import regex

FORMAT = 1
MAX_BYTES = 32 * 1024 * 1024
"""A file over this is not ours: the whole grammar takes some 2 MB."""

SWITCH = "DELIBPARSE_CACHE"
"""The environment variable that names the folder, or, empty, keeps nothing."""

REQUIRED_CHARACTERS = 8
"""The place, among the compiler's arguments, of the one that is a tuple."""


def folder() -> Path | None:
    """The user's folder for kept patterns (XDG Base Directory), None where there is to be none."""
    named = os.environ.get(SWITCH)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return Path(base) / "delibparse"
    try:
        return Path.home() / ".cache" / "delibparse"
    except RuntimeError:  # no home
        return None


class Kept:
    """The patterns of a file, each made when it is first asked for. A file that is missing, damaged, or that somebody
    else could have written is as good as none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._sources: dict[bytes, msgspec.Raw] = _read(path) if path else {}

    @classmethod
    def of_this_version(cls) -> Kept:
        """The patterns that fit this interpreter and this `regex`."""
        where = folder()
        version = f"{FORMAT}-{sys.implementation.cache_tag}-{regex.__version__}-{sys.byteorder}"
        return cls(where / f"patterns-{version}.msgpack" if where else None)

    def get(self, source: str, flags: int) -> regex.Pattern[str] | None:
        """The pattern compiled from a source, None where it was not kept."""
        raw = self._sources.get(_key(source, flags))
        if raw is None:
            return None
        try:
            kept_source, *rest = msgspec.msgpack.decode(raw)
            if kept_source != source:
                return None
            return _made(source, rest)
        except (msgspec.MsgspecError, TypeError, ValueError, IndexError):
            return None

    def put(self, patterns: Iterable[tuple[int, regex.Pattern[str]]]) -> None:
        """Adds patterns, each with the flags it was asked for with, to the file. Where it cannot be written nothing is
        kept: the next process compiles again."""
        if self._path is None:
            return
        new = {}
        for flags, pattern in patterns:
            key = _key(pattern.pattern, flags)
            if key not in self._sources:
                new[key] = msgspec.Raw(msgspec.msgpack.encode(_compiler(pattern)[1]))
        if new:
            self._sources = {**_read(self._path), **self._sources, **new}
            with suppress(OSError):
                _write(self._path, msgspec.msgpack.encode(self._sources))


def _key(source: str, flags: int) -> bytes:
    return hashlib.blake2b(f"{flags}\0{source}".encode(), digest_size=16).digest()


def _compiler(pattern: regex.Pattern[str]) -> tuple[Callable[..., regex.Pattern[str]], tuple[Any, ...]]:
    """How the module itself copies a pattern: its C compiler, and the arguments for it."""
    reduced: Any = copyreg.dispatch_table[type(pattern)](pattern)
    return reduced[0], reduced[1]


@lru_cache(maxsize=1)
def _example() -> tuple[Callable[..., regex.Pattern[str]], tuple[Any, ...]]:
    """The compiler of this version, and what its arguments look like."""
    return _compiler(regex.compile("", regex.V1))


def _made(source: str, rest: list[Any]) -> regex.Pattern[str]:
    compiler, like = _example()
    arguments: list[Any] = [source, *rest]
    if [type(one) for one in arguments[:4]] != [type(one) for one in like[:4]] or len(arguments) != len(like):
        raise TypeError("kept by another version")
    characters = arguments[REQUIRED_CHARACTERS]
    arguments[REQUIRED_CHARACTERS] = None if characters is None else tuple(characters)
    return compiler(*arguments)


def _read(path: Path) -> dict[bytes, msgspec.Raw]:
    try:
        if not _is_ours_alone(path.parent.lstat()):
            return {}
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            known = os.fstat(descriptor)
            if not stat.S_ISREG(known.st_mode) or not _is_ours_alone(known) or known.st_size > MAX_BYTES:
                return {}
            return msgspec.msgpack.decode(file.read(), type=dict[bytes, msgspec.Raw])
    except (OSError, msgspec.MsgspecError):
        return {}


def _is_ours_alone(known: os.stat_result) -> bool:
    """Whether a file or folder is this user's and nobody else may write to it (on Windows profiles are private)."""
    if sys.platform == "win32":
        return True
    return known.st_uid == os.geteuid() and not known.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not _is_ours_alone(path.parent.lstat()):
        return
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".patterns-")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
