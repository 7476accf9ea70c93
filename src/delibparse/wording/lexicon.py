"""A vocabulary and what its templates compile to."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from delibparse.wording.compiler import TIMEOUT, compiler, guarded
from delibparse.wording.fixed import Fixed
from delibparse.wording.template import Template, fold
from delibparse.wording.vocabulary import Entry, Key, Vocabulary

_NAME = regex.compile(r"@\{([\w. ]+)\}")
Searched = Template | Fixed
"""A template, or a pattern that holds no wording and no name."""

DEEPEST = 12
"""Names within names: a pattern that holds itself would never end."""


class Lexicon:
    """Compiles templates with the wordings of one vocabulary; each is compiled once.

    To its holders it is a value: the same template gives the same pattern, whoever asks first, in whatever thread.
    `parts` are the smaller patterns by their names.
    """

    __slots__ = ("_compiled", "_parts", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, parts: Mapping[str, str]) -> None:
        self.vocabulary = vocabulary
        self._parts = parts
        self._compiled: dict[Template, regex.Pattern[str]] = {}

    def __call__(self, template: Searched) -> regex.Pattern[str]:
        """The compiled pattern of a template. Raises KeyError where a name in it stands for nothing."""
        if isinstance(template, Fixed):
            return template.compiled
        found = self._compiled.get(template)
        if found is None:
            found = self._compiled[template] = compiler()(self.expand(template), template.flags)
        return found

    def search(self, template: Searched, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The first match from `start` on. Raises PatternTimeout, as do the others."""
        last = len(text) if end is None else end
        return guarded(text, lambda: self(template).search(text, start, last, timeout=TIMEOUT))

    def match(self, template: Searched, text: str, start: int = 0, end: int | None = None) -> regex.Match[str] | None:
        """The match that begins at `start`."""
        last = len(text) if end is None else end
        return guarded(text, lambda: self(template).match(text, start, last, timeout=TIMEOUT))

    def fullmatch(self, template: Searched, text: str) -> regex.Match[str] | None:
        """The match that is the whole text."""
        return guarded(text, lambda: self(template).fullmatch(text, timeout=TIMEOUT))

    def matches(self, template: Searched, text: str) -> list[regex.Match[str]]:
        """All matches. A list: between two steps of an iterator its caller's work would count against the guard."""
        return guarded(text, lambda: list(self(template).finditer(text, timeout=TIMEOUT)))

    def sub(self, template: Searched, by: str, text: str) -> str:
        """The text with each match replaced."""
        return guarded(text, lambda: self(template).sub(by, text, timeout=TIMEOUT))

    def entries(self, key: Key) -> tuple[Entry, ...]:
        """The wordings of a key, in their order."""
        return self.vocabulary.of(key)

    def expand(self, template: Template) -> str:
        """The source that a template is compiled from."""
        source = self._named(template.source, 0)
        return fold(source) if template.is_folded else source

    def _named(self, source: str, depth: int) -> str:
        if depth > DEEPEST:
            raise KeyError(f"{source}: names within names without end")
        return _NAME.sub(lambda match: self._named(self._source_of(match[1]), depth + 1), source)

    def _source_of(self, name: str) -> str:
        if name in self._parts:
            return self._parts[name]
        return "(?:" + "|".join(entry.match for entry in self.vocabulary.of(name)) + ")"
