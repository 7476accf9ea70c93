"""The councils' wordings, from `vocabulary.toml`, as compiled patterns."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import regex

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


@cache
def vocabulary() -> Vocabulary:
    data = tomllib.loads(files("delibparse.grammar").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    tables = {}
    for table, key in KEYS.items():
        tables[table] = tuple(
            Entry(row[key] if key else table, phrase(row["match"]), row.get("type"), row.get("stem"))
            for row in data.get(table, [])
        )
    return Vocabulary(tables)
