"""The words of the pages, French and English, from `strings.toml`."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

Lang = Literal["fr", "en"]


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Any]]:
    text = resources.files("delibparse.review").joinpath("strings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def strings(lang: Lang) -> dict[str, Any]:
    """All words in one language."""
    return _all()[lang]
