"""First names known in France: what tells a rare first name from a misread one."""

from __future__ import annotations

from functools import cache
from importlib import resources

from delibparse.people import bare


@cache
def first_names() -> dict[str, str]:
    """By their bare form (see `people.bare`), as they are written."""
    text = resources.files("delibparse").joinpath("first_names.txt").read_text(encoding="utf-8")
    return {bare(name): name for name in text.split()}


def is_known(prenom: str) -> bool:
    """Whether each part of a first name is one: Jean-Pierre is, Jean-Pieme is not."""
    return all(bare(part) in first_names() for part in prenom.replace("-", " ").split() if len(bare(part)) > 1)
