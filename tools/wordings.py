"""Counts the letters of French wordings in patterns: how many stand in the vocabulary, how many in the code.

    python tools/wordings.py          a line for each file, then the share of the vocabulary

A wording is a run of three letters and more in the source of a pattern: escapes, names of groups and flags are none.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "delibparse"
MAKERS = frozenset(
    {"Template", "Fixed"}
    | {
        f"{module}.{name}"
        for module in ("re", "regex")
        for name in ("compile", "search", "match", "fullmatch", "findall", "finditer", "sub", "split")
    }
)
NO_WORDS = re.compile(r"\\p\{\w+\}|\\[a-zA-Z]|\(\?P?<\w+>|\(\?[a-zA-Z-]+[:)]|@\{[\w. {}]+\}")
WORD = re.compile(r"[A-Za-zÀ-ÿœŒ]{3,}")


def letters(source: str) -> int:
    """The letters of the words of a pattern.

    >>> letters(r"(?P<figure>\\d+)\\s+(?:voix|votes?)\\s+pour")
    13
    """
    return sum(len(word) for word in WORD.findall(NO_WORDS.sub(" ", source)))


def in_vocabulary() -> dict[str, int]:
    """By file, the letters of its wordings."""
    files = sorted((SOURCE / "grammar" / "vocabulary").glob("*.toml"))
    return {
        file.name: sum(
            letters(row["match"]) for rows in tomllib.loads(file.read_text("utf-8")).values() for row in rows
        )
        for file in files
    }


def patterns_of(path: Path) -> Iterator[str]:
    """The string literals from which a module makes patterns, those of its constants that a pattern is made of too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    held = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    asked: list[ast.AST] = [
        argument
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS
        for argument in node.args[:1]
    ]
    asked += [held["PATTERNS"]] if path.name == "patterns.py" else []
    seen: set[int] = set()
    while asked:
        for node in ast.walk(asked.pop()):
            if isinstance(node, ast.Name) and node.id in held and id(held[node.id]) not in seen:
                seen.add(id(held[node.id]))
                asked.append(held[node.id])
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in seen:
                seen.add(id(node))
                yield node.value


def in_code() -> dict[str, int]:
    """By module, the letters of the wordings in its patterns."""
    counted = {
        str(path.relative_to(SOURCE)): sum(map(letters, patterns_of(path))) for path in sorted(SOURCE.rglob("*.py"))
    }
    return {name: count for name, count in counted.items() if count}


def share() -> float:
    """Of the letters of all wordings, those that stand in the vocabulary."""
    data, code = sum(in_vocabulary().values()), sum(in_code().values())
    return data / (data + code)


if __name__ == "__main__":
    for name, count in [*in_vocabulary().items(), *in_code().items()]:
        sys.stdout.write(f"{count:6} {name}\n")
    sys.stdout.write(f"{share():.3f} of the letters of French wordings stand in the vocabulary\n")
