"""Whose act it is: the types of bodies by their names, and the assembly that decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from delibparse.layout import Found, Span
from delibparse.wording import Entry, Lexicon, Template

BODY_TYPES = ("ccas", "epci", "syndicat", "departement", "region", "commune")
"""In the order in which their names are looked for."""

BODIES = {kind: Template(rf"(?<![\p{{L}}])(?P<name>@{{bodies.{kind}}})(?![\p{{L}}])") for kind in BODY_TYPES}


def body_type(name: str | None, lexicon: Lexicon) -> str | None:
    """The contract's type of a body from its name."""
    if name is None:
        return None
    return next((kind for kind, pattern in BODIES.items() if lexicon.search(pattern, name)), None)


@dataclass(frozen=True, slots=True)
class Organ:
    name: str
    type: str | None


@lru_cache(maxsize=256)
def _organ(entry: Entry) -> Template:
    return Template(rf"(?<![\p{{L}}]){entry.match}(?![\p{{L}}])")


def organ(*zones: Span) -> Found[Organ] | None:
    """The assembly that decides: the first one named, zones in the order of their authority."""
    for zone in zones:
        best: tuple[int, Found[Organ]] | None = None
        for entry in zone.lexicon.entries("organs.organ"):
            match = zone.search(_organ(entry))
            if match and (best is None or match.start() < best[0]):
                best = match.start(), Found(Organ(str(entry.value), entry.type), zone.group(match))
        if best:
            return best[1]
    return None


_ADVISORY = Template("@{organs.advisory}")


def is_advisory(text: Span) -> bool:
    """Whether a text names a body that meets and decides nothing."""
    return text.search(_ADVISORY) is not None
