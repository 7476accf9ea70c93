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
                kind = entry.type or _kind_behind(zone.sub(match.end(), len(zone)))
                best = match.start(), Found(Organ(str(entry.value), kind), zone.group(match))
        if best:
            return best[1]
    return None


_OF_KIND = {kind: Template(rf"\s+(?:du|de\s+la|de\s+l['’])\s*@{{bodies.{kind}}}(?![\p{{L}}])") for kind in BODY_TYPES}


def _kind_behind(text: Span) -> str | None:
    """The kind of body that the words behind an assembly's name tell: [conseil d'administration] du CCAS."""
    return next((kind for kind, pattern in _OF_KIND.items() if text.match(pattern)), None)


_ADVISORY = Template("@{organs.advisory}")


def is_advisory(text: Span) -> bool:
    """Whether a text names a body that meets and decides nothing."""
    return text.search(_ADVISORY) is not None
