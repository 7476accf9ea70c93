"""The lexicon of the grammar: the wordings of `vocabulary/`, a caller's own, and the sub-patterns of `patterns.py`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

import regex

from delibparse import errors
from delibparse.grammar.patterns import PATTERNS
from delibparse.wording import Entry, Lexicon, Template, Vocabulary
from delibparse.wording.vocabulary import Key

LARGEST = 1024 * 1024
"""Bytes of a caller's vocabulary: the whole of ours is a tenth of that."""

FORMER = {
    "heading": ("headings", "block"), "count": ("counts", "field"), "proxy": ("proxies", ""),
    "prose": ("prose", "kind"), "body": ("bodies", "type"), "organ": ("organs", "name"),
}  # fmt: skip
"""The tables of a caller's file as they were written before there was one for each block, still read."""

Added = Mapping[Key, tuple[Entry, ...]]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The wordings that ship with the tool: a file a block in `vocabulary/`."""
    entries: dict[Key, tuple[Entry, ...]] = {}
    for file in sorted(files("delibparse.grammar").joinpath("vocabulary").iterdir(), key=lambda file: file.name):
        block, dot, kind = file.name.partition(".")
        if dot and kind == "toml":
            for name, rows in tomllib.loads(file.read_text(encoding="utf-8")).items():
                entries[f"{block}.{name}"] = tuple(_entry(row) for row in rows)
    return Vocabulary(MappingProxyType(entries))


def lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon of the shipped wordings and, before them, of those of a caller's file. Raises BadVocabulary."""
    return _lexicon(None, b"") if path is None else _lexicon(path, _content(path))


@lru_cache(maxsize=8)
def _lexicon(path: Path | None, content: bytes) -> Lexicon:
    """One for each content: compiled once for all the files that are read with it."""
    own = vocabulary()
    words = own if path is None else own.with_first(load(path, content, own))
    return Lexicon(words, PATTERNS)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as failure:
        raise errors.BadVocabulary(file=path, why=failure.strerror or str(failure)) from failure
    if len(content) > LARGEST:
        raise errors.BadVocabulary(file=path, why=f"> {LARGEST} octets")
    return content


def load(path: Path, content: bytes, known: Vocabulary) -> Added:
    """The wordings of a caller's file. Raises BadVocabulary, with the table and the entry that is wrong."""
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as failure:  # no TOML, no UTF-8, lists without end
        raise errors.BadVocabulary(file=path, why=failure) from failure
    added: dict[Key, tuple[Entry, ...]] = {}
    for table, place, key, row in _rows(path, data):
        where = f"[[{table}]] no {place}"
        if not isinstance(row, dict) or not isinstance(row.get("match"), str) or not row["match"]:
            raise errors.BadVocabulary(file=path, why=f"{where}: `match` is missing")
        if key not in known.entries:
            raise errors.BadVocabulary(file=path, why=f"{where}: {key} is not one of {_choices(key, known)}")
        entry = _entry(row)
        _try(path, where, entry, known)
        added[key] = (*added.get(key, ()), entry)
    return MappingProxyType(added)


def _rows(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, int, Key, Any]]:
    """(table as written, place in it, key, row) of a caller's file: `[[counts.votants]]`, or the former `[[count]]`."""
    for block, tables in data.items():
        if block in FORMER and isinstance(tables, list):
            to, field = FORMER[block]
            for place, row in enumerate(tables, 1):
                yield block, place, _former_key(to, field, row), row
        elif isinstance(tables, dict) and all(isinstance(rows, list) for rows in tables.values()):
            for name, rows in tables.items():
                for place, row in enumerate(rows, 1):
                    yield f"{block}.{name}", place, f"{block}.{name}", row
        else:
            raise errors.BadVocabulary(file=path, why=f"[[{block}]]: not [[block.key]], such as [[counts.votants]]")


def _former_key(block: str, field: str, row: Any) -> Key:
    if block in ("proxies", "organs"):
        return {"proxies": "proxies.link", "organs": "organs.organ"}[block]
    return f"{block}.{row.get(field) if isinstance(row, dict) else None}"


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(
        row["match"], row.get("stem"), row.get("type"), row.get("value", row.get("name")),
        tuple(row.get("seen", ())) if isinstance(row.get("seen", ()), (list, tuple)) else (row["seen"],),
        tuple(row.get("not_seen", ())),
    )  # fmt: skip


def _choices(key: Key, known: Vocabulary) -> str:
    """The keys of the block that was meant, else the blocks."""
    keys = known.keys_of(key.partition(".")[0])
    return ", ".join(keys or sorted({one.partition(".")[0] for one in known.entries}))


def _try(path: Path, where: str, entry: Entry, known: Vocabulary) -> None:
    try:
        Lexicon(known, PATTERNS)(Template(entry.match))
    except regex.error as failure:
        raise errors.BadVocabulary(file=path, why=f"{where}: `match`: {failure}") from failure
    except KeyError as failure:
        raise errors.BadVocabulary(file=path, why=f"{where}: `match`: {failure.args[0]}") from failure
