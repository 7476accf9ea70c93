"""The pages of the documentation, which come with the program: in a wheel inside the package, in the sources beside."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent.parent

FIRST = (
    "journalistes",
    "archivistes",
    "open-data",
    "install",
    "show",
    "check",
    "review",
    "batch",
    "profile",
    "exports",
)
"""The pages for users, in the order of the list; those that tell how it works come behind."""


@lru_cache(maxsize=1)
def topics() -> dict[str, Path]:
    """The pages by their names: those of docs/ and of docs/guides/, and `rules` for the table of the rules."""
    inside = PACKAGE / "docs"
    folder = inside if inside.is_dir() else PACKAGE.parent.parent / "docs"
    found = {path.stem: path for path in sorted((*folder.glob("*.md"), *folder.glob("guides/*.md")))}
    table = folder / "rules" / "README.md"
    if table.is_file():
        found["rules"] = table
    return {name: found[name] for name in (*FIRST, *found) if name in found}


def title(path: Path) -> str:
    """The heading of a page."""
    with path.open(encoding="utf-8") as file:
        return file.readline().lstrip("#").strip()
