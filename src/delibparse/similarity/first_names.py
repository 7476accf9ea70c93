"""First names known in France: what tells a rare first name from a misread one."""

from __future__ import annotations

from functools import cache
from importlib import resources

from delibparse.model.people import fold


@cache
def first_names() -> dict[str, str]:
    """By their bare form (see `people.fold`), as they are written."""
    text = resources.files("delibparse.similarity").joinpath("first_names.txt").read_text(encoding="utf-8")
    return {fold(name): name for name in text.split()}


def is_known(prenom: str) -> bool:
    """Whether each part of a first name is one: Jean-Pierre is, Jean-Pieme is not."""
    return all(fold(part) in first_names() for part in prenom.replace("-", " ").split() if len(fold(part)) > 1)
