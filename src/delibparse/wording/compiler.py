"""Compiles patterns, each once for the process, and leaves them to later ones; every search has its guard."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

import regex

from delibparse import errors
from delibparse.limits import PATTERN_SECONDS
from delibparse.wording.kept import Kept

TIMEOUT = PATTERN_SECONDS * (os.cpu_count() or 1)
"""Seconds: `regex` counts the processor time of all threads of the process, so that on a machine of many cores those of
a caller use it up too."""

_R = TypeVar("_R")


def guarded(text: str, search: Callable[[], _R]) -> _R:
    """What a search of a text gives. Raises PatternTimeout where its time is up."""
    try:
        return search()
    except TimeoutError as error:
        raise errors.PatternTimeout(length=len(text)) from error


class Compiler:
    """Gives the pattern of a source and its flags: as an earlier process kept it, else compiled now.

    A function to its callers: the same source gives the same pattern, whoever asks first, in whatever thread.
    """

    __slots__ = ("_kept", "_made", "_new")

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._made: dict[tuple[str, int], regex.Pattern[str]] = {}
        self._new: list[tuple[int, regex.Pattern[str]]] = []

    def __call__(self, source: str, flags: int) -> regex.Pattern[str]:
        found = self._made.get((source, flags))
        if found is None:
            found = self._kept.get(source, flags)
            if found is None:
                found = regex.compile(source, flags, cache_pattern=False)
                self._new.append((flags, found))
            self._made[source, flags] = found
        return found

    def keep(self) -> None:
        """Leaves what was compiled to later processes."""
        if self._new:
            new, self._new = self._new, []
            self._kept.put(new)


@lru_cache(maxsize=1)
def compiler() -> Compiler:
    """The compiler of this process."""
    return Compiler(Kept.of_this_version())
