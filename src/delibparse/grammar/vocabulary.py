"""The councils' wordings, from `vocabulary.toml`, as compiled patterns."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

import regex

from delibparse import errors

FLAGS = regex.V1 | regex.I | regex.M

ACCENTS = {
    "é": "[éèêeÉÈÊE]", "è": "[èéêeÈÉÊE]", "ê": "[êéèeÊÉÈE]", "à": "[àâaÀÂA]", "â": "[âàaÂÀA]", "ç": "[çcÇC]",
    "ô": "[ôoÔO]", "î": "[îiÎI]", "û": "[ûùuÛÙU]", "ù": "[ùûuÙÛU]", "'": "['’ʼ`´]",
}  # fmt: skip
"""Capitals are often printed without their accents, and OCR drops others: an accented letter matches its bare one."""


ENDING = r"(?:[\-·.()\[\]{}]{0,2}e?[\-·.()\[\]{}]{0,2}s?[)\]}]?)"
"""The marks of gender and number behind a word, inclusive writing and the brackets that OCR misreads: présent(e})s."""


def phrase(source: str) -> str:
    """A vocabulary entry as a regular expression: white space for each space, the endings of gender and number for ~,
    accents and apostrophes folded.

    >>> bool(regex.fullmatch(phrase("présents"), "PRESENTS", FLAGS))
    True
    """
    out, in_class, escaped = [], False, False
    for char in source:
        if escaped:
            out.append(char)
            escaped = False
            continue
        if char == "\\":
            escaped = True
        elif char == "[":
            in_class = True
        elif char == "]":
            in_class = False
        if not in_class and char in ACCENTS:
            out.append(ACCENTS[char])
        elif char == " " and not in_class:
            out.append(r"\s+")
        elif char == "~" and not in_class:
            out.append(ENDING)
        else:
            out.append(char)
    return "".join(out).replace(r"\s+?", r"\s*").replace(r"\s+*", r"\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording: `key` is its block, field or kind; `type` the kind of body, where it tells one; `stem` what a text
    must hold for it to be tried."""

    key: str
    pattern: str
    type: str | None = None
    stem: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All wordings by table; `any_of` joins those of one key."""

    tables: dict[str, tuple[Entry, ...]]

    def entries(self, table: str) -> tuple[Entry, ...]:
        return self.tables.get(table, ())

    def any_of(self, table: str, key: str) -> str:
        """The wordings of one key as one pattern source, in the order of the file."""
        found = [entry.pattern for entry in self.entries(table) if entry.key == key]
        return "(?:" + "|".join(found) + ")"


KEYS = {"heading": "block", "count": "field", "proxy": "", "prose": "kind", "body": "type", "organ": "name"}


_T = TypeVar("_T")
_P = ParamSpec("_P")
_derived: list[Callable[[], None]] = []  # what forgets the patterns made from the vocabulary in use
_added: tuple[Rows, ...] = ()

Rows = dict[str, list[dict[str, str]]]
"""The tables of a vocabulary file: rows by the table's name."""


def from_vocabulary(make: Callable[_P, _T]) -> Callable[_P, _T]:
    """A function that makes a pattern from the vocabulary, called once for each of its arguments until `use`."""
    cached = cache(make)
    _derived.append(cached.cache_clear)
    return cast("Callable[_P, _T]", cached)


@from_vocabulary
def vocabulary() -> Vocabulary:
    """The councils' wordings; those of a caller's own file come first."""
    own = tomllib.loads(files("delibparse.grammar").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    tables = {}
    for table, key in KEYS.items():
        rows = [row for data in (*_added, own) for row in data.get(table, [])]
        tables[table] = tuple(
            Entry(row[key] if key else table, phrase(row["match"]), row.get("type"), row.get("stem")) for row in rows
        )
    return Vocabulary(tables)


def use(added: Rows | None) -> None:
    """Adds the wordings of a caller's file to the vocabulary, None to take them away again."""
    global _added
    wanted = (added,) if added else ()
    if wanted != _added:
        _added = wanted
        for forget in _derived:
            forget()


def load(path: Path) -> Rows:
    """The tables of a vocabulary file. Raises BadVocabulary, with the table and the entry that is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as failure:
        raise errors.BadVocabulary(file=path, why=failure.strerror or "unreadable") from failure
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        raise errors.BadVocabulary(file=path, why=failure) from failure
    known = {table: {entry.key for entry in vocabulary().entries(table)} for table in KEYS}
    for table, rows in data.items():
        if table not in KEYS or not isinstance(rows, list):
            raise errors.BadVocabulary(file=path, why=f"[[{table}]]: not one of {', '.join(KEYS)}")
        for k, row in enumerate(rows, 1):
            _check(path, table, k, row, known[table])
    return data


def _check(path: Path, table: str, place: int, row: object, known: set[str]) -> None:
    key, where = KEYS[table], f"[[{table}]] no {place}"
    if not isinstance(row, dict) or not isinstance(row.get("match"), str) or not row["match"]:
        raise errors.BadVocabulary(file=path, why=f"{where}: `match` is missing")
    if key and table != "organ" and row.get(key) not in known:
        raise errors.BadVocabulary(file=path, why=f"{where}: `{key}` is not one of {', '.join(sorted(known))}")
    if key and not isinstance(row.get(key), str):
        raise errors.BadVocabulary(file=path, why=f"{where}: `{key}` is missing")
    try:
        regex.compile(phrase(row["match"]), FLAGS)
    except regex.error as failure:
        raise errors.BadVocabulary(file=path, why=f"{where}: `match`: {failure}") from failure
