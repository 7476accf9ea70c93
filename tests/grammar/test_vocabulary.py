"""Every wording: what it was seen as is found, its look-alike is not; and what the vocabulary promises as a whole."""

from __future__ import annotations

import sys
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from conftest import ROOT
from delibparse.grammar.lexicon import lexicon, vocabulary
from delibparse.wording import Template

VOCABULARY = files("delibparse.grammar").joinpath("vocabulary")
FILES = sorted(file.name for file in VOCABULARY.iterdir() if file.name.endswith(".toml"))


def rows_of(file: str) -> list[tuple[str, dict[str, Any]]]:
    tables = tomllib.loads(VOCABULARY.joinpath(file).read_text(encoding="utf-8"))
    return [(f"{file.removesuffix('.toml')}.{key}", row) for key, rows in tables.items() for row in rows]


ROWS = [(f"{key}-{k}", row) for file in FILES for k, (key, row) in enumerate(rows_of(file))]


@pytest.mark.parametrize(("name", "row"), ROWS, ids=[name for name, _ in ROWS])
def test_a_wording(name: str, row: dict[str, Any]) -> None:
    """Between the letters of no word, unless the entry says that it is not bounded so."""
    bounded = row.get("bounded", True)
    template = Template(rf"(?<![\p{{L}}\d])(?:{row['match']})(?![\p{{L}}])" if bounded else row["match"])
    assert row["seen"], "where was it seen?"
    for seen in row["seen"]:
        assert lexicon().search(template, seen), seen
    assert row["not_seen"] or not bounded, "what does it look like and is not?"
    for alike in row["not_seen"]:
        assert not lexicon().search(template, alike), alike


def test_every_row_is_an_entry() -> None:
    assert sum(len(entries) for entries in vocabulary().entries.values()) == len(ROWS)


def test_the_share_of_the_vocabulary_never_falls() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import wordings

    assert wordings.letters(r"(?P<figure>\d+)\s+(?:voix|votes?)\s+pour") == 13
    assert wordings.share() >= 0.87


def test_every_key_compiles() -> None:
    for key in vocabulary().entries:
        assert lexicon()(Template(f"@{{{key}}}"))


def test_a_name_that_stands_for_nothing_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon()(Template("@{nobody.knows}"))
