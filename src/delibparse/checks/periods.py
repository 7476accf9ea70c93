"""When the law was suspended or eased: the periods of `periods.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

Easing = Literal["quorum_third", "two_proxies"]


@cache
def _periods() -> dict[str, list[tuple[str, str]]]:
    data = tomllib.loads(resources.files("delibparse.checks").joinpath("periods.toml").read_text(encoding="utf-8"))
    return {name: [(row["from"].isoformat(), row["to"].isoformat()) for row in rows] for name, rows in data.items()}


def eased(easing: Easing, day: str | None) -> bool:
    """Whether a session of that day (ISO 8601) may have been held under an easing of the law."""
    return day is not None and any(first <= day <= last for first, last in _periods()[easing])
