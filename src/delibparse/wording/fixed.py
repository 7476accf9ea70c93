"""Patterns that no vocabulary has a part in: of structure and typography, compiled when they are first asked for."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from delibparse.wording.compiler import TIMEOUT, compiler, guarded


@dataclass(frozen=True, eq=False, slots=True)
class Fixed:
    """A regular expression of the `regex` module, as it stands. A search raises PatternTimeout when its time is up."""

    source: str
    flags: int = regex.V1

    @property
    def compiled(self) -> regex.Pattern[str]:
        return compiler()(self.source, self.flags)

    def search(self, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match from `start` on."""
        last = len(text) if end is None else end
        return guarded(text, lambda: self.compiled.search(text, start, last, timeout=TIMEOUT))

    def match(self, text: str, start: int = 0) -> regex.Match[str] | None:
        """The match that begins at `start`."""
        return guarded(text, lambda: self.compiled.match(text, start, timeout=TIMEOUT))

    def fullmatch(self, text: str) -> regex.Match[str] | None:
        """The match that is the whole text."""
        return guarded(text, lambda: self.compiled.fullmatch(text, timeout=TIMEOUT))

    def finditer(self, text: str) -> list[regex.Match[str]]:
        """All matches."""
        return guarded(text, lambda: list(self.compiled.finditer(text, timeout=TIMEOUT)))

    def findall(self, text: str) -> list[str]:
        """The texts of all matches."""
        return [match[0] for match in self.finditer(text)]

    def sub(self, by: str, text: str) -> str:
        """The text with each match replaced."""
        return guarded(text, lambda: self.compiled.sub(by, text, timeout=TIMEOUT))
