"""The words of the pages, French and English: those of `strings.toml`, and those for the fields from `labels`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

from delibparse.labels import Lang, labels

__all__ = ["Lang", "strings"]


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Any]]:
    text = resources.files("delibparse.review").joinpath("strings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def strings(lang: Lang) -> dict[str, Any]:
    """All words in one language."""
    return labels(lang) | _all()[lang]
