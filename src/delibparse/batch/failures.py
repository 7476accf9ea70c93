"""What a run could not read, by cause: how many files share it, which, and what to do about it."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from delibparse.errors import DelibparseError, UsageError

Lang = Literal["fr", "en"]

_ADVICE = re.compile(r"(?P<cause>.*?) *\((?P<remedy>[^()]*(?:\([^()]*\)[^()]*)*)\)", re.S)
"""A failure's sentence: what is wrong, and what to do in brackets at its end."""


class Group(NamedTuple):
    """The files that failed for one cause. What differs between them is told by "…" in `cause` and `remedy`."""

    cause: str
    remedy: str
    names: tuple[str, ...]


def grouped(failures: Iterable[tuple[str, str]], lang: Lang) -> list[Group]:
    """Group names and the sentences of their failures by cause, the most frequent first.

    >>> [(one.cause, one.remedy, one.names) for one in grouped(
    ...     [("a.pdf", "fichier vide (refaites la copie)"), ("b.pdf", "fichier vide (refaites la copie)")], "fr")]
    [('fichier vide', 'refaites la copie', ('a.pdf', 'b.pdf'))]
    """
    found: dict[str, list[tuple[str, str]]] = {}
    for name, sentence in failures:
        found.setdefault(_kind_of(sentence, lang) or sentence, []).append((name, sentence))
    groups = [_group(general, members) for general, members in found.items()]
    return sorted(groups, key=lambda one: (-len(one.names), one.cause))


def _group(general: str, members: list[tuple[str, str]]) -> Group:
    sentences = {sentence for _, sentence in members}
    told = sentences.pop() if len(sentences) == 1 else general
    parts = _ADVICE.fullmatch(told)
    cause, remedy = (parts["cause"], parts["remedy"]) if parts else (told, "")
    return Group(cause, remedy, tuple(name for name, _ in members))


def _kind_of(sentence: str, lang: Lang) -> str | None:
    """The sentence of the failure's kind, its facts told by "…"; None for one of another version."""
    return next((general for pattern, general in _kinds(lang) if pattern.fullmatch(sentence)), None)


@lru_cache(maxsize=2)
def _kinds(lang: Lang) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences of all failures as patterns, those that say most first."""
    listed = []
    for kind in _below(DelibparseError):
        template = " ".join((kind.en if lang == "en" else kind.fr).split())
        parts = list(string.Formatter().parse(template))
        pattern = "".join(re.escape(text) + (".*?" if fact is not None else "") for text, fact, *_ in parts)
        general = "".join(text + ("…" if fact is not None else "") for text, fact, *_ in parts)
        said = sum(len(text) for text, *_ in parts)
        listed.append((said, re.compile(pattern, re.S), general))
    return tuple((pattern, general) for _, pattern, general in sorted(listed, key=lambda one: -one[0]))


def _below(kind: type[DelibparseError]) -> Iterator[type[DelibparseError]]:
    """All kinds of failures that have a sentence of their own."""
    for one in kind.__subclasses__():
        if one is not UsageError:
            yield one
        yield from _below(one)
