"""No pattern is longer than can be read at once, unless names compose it or comments explain it."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from conftest import ROOT
from delibparse.grammar.lexicon import lexicon, vocabulary
from delibparse.grammar.patterns import PATTERNS
from delibparse.wording import EXACT, Template

sys.path.insert(0, str(ROOT / "tools"))
import wordings

LONGEST = 200
_NAME = regex.compile(r"@\{[\w. ]+\}|\0")
_VERBOSE = regex.compile(r"\n *\| ")


def stretch(source: str) -> int:
    """The longest stretch of a pattern without a name in it, in characters; 0 for a verbose one.

    >>> stretch("abc@{votes.pour}de")
    3
    """
    return 0 if _VERBOSE.search(source) else max(map(len, _NAME.split(source)))


def sources(path: Path) -> Iterator[tuple[int, str]]:
    """(line, source) of the texts in a module from which it makes patterns; a constant's name in one stands as NUL."""
    tree = ast.parse(path.read_text("utf-8"))
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    whole = {id(part) for node in joined for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(part.value if isinstance(part, ast.Constant) else "\0" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in whole:
            yield node.lineno, node.value


def patterns(path: Path) -> Iterator[tuple[int, str]]:
    """Those of a module's texts that are patterns: no docstring says `(?:`, `\\p{` or `\\s`."""
    return ((line, source) for line, source in sources(path) if regex.search(r"\(\?[:P<=!]|\\p\{|\\s", source))


def test_a_long_pattern_is_found_out() -> None:
    assert stretch("a" * 201) > LONGEST
    assert stretch("a" * 150 + "@{votes.pour}" + "b" * 150) == 150
    assert stretch("\n      a" * 90 + "\n      | b") == 0


def test_the_walk_sees_the_patterns() -> None:
    seen = [source for path in wordings.SOURCE.rglob("*.py") for _, source in patterns(path)]
    assert len(seen) > 200


@pytest.mark.parametrize(
    "path", sorted(wordings.SOURCE.rglob("*.py")), ids=lambda path: str(path.relative_to(wordings.SOURCE))
)
def test_no_pattern_of_the_code_is_long(path: Path) -> None:
    assert [(line, source) for line, source in patterns(path) if stretch(source) > LONGEST] == []


def test_no_wording_is_long() -> None:
    files = sorted((wordings.SOURCE / "grammar" / "vocabulary").glob("*.toml"))
    rows = [
        (file.name, row["match"])
        for file in files
        for rows in tomllib.loads(file.read_text("utf-8")).values()
        for row in rows
    ]
    assert len(rows) > 150
    assert [row for row in rows if stretch(row[1]) > LONGEST] == []


@pytest.mark.parametrize(
    ("name", "found", "not_found"),
    [
        ("CIVILITY", ["M.", "Mme", "Monsieur", "madame"], ["MM.", "Mesdames", "Mx"]),
        ("CIVILITIES", ["MM.", "Mesdames", "Mmes"], ["Mme", "M."]),
        ("PARTICLE", ["de", "d'", "von"], ["del", "petit"]),
        ("PARTICLES", ["de la ", "d'", ""], ["delà "]),
        ("OCR_DIGIT", ["2", "B", "O"], ["A", "e"]),
        ("FIGURE_OCR", ["27", "2B", "O"], ["BO", "Il"]),
        ("ELEVEN_OCR", ["il", "II", "tl"], ["11", "la"]),
        ("CTES_NUMBER", ["2023_01", "CM 3"], ["a"]),
        ("CTES_NATURE", ["DE", "AR"], ["DX", "DEL"]),
    ],
)  # fmt: skip
def test_a_small_pattern(name: str, found: list[str], not_found: list[str]) -> None:
    template = Template(f"@{{{name}}}", EXACT)
    for text in found:
        assert lexicon().fullmatch(template, text), text
    for text in not_found:
        assert not lexicon().fullmatch(template, text), text


def test_every_small_pattern_is_used() -> None:
    readers = [path.read_text("utf-8") for path in wordings.SOURCE.rglob("*.py") if path.name != "patterns.py"]
    matches = [entry.match for entries in vocabulary().entries.values() for entry in entries]
    named = "".join([*readers, *matches, *PATTERNS.values()])
    assert [name for name in PATTERNS if not regex.search(rf"[{{\"]{name}[}}\"]", named)] == []
