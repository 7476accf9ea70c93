"""Whose act it is: the body by its name, and the assembly that decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from delibparse.layout import Found, Span
from delibparse.wording import Entry, Fixed, Lexicon, Template

BODY_TYPES = ("ccas", "epci", "syndicat", "departement", "region", "commune")
"""In the order in which their names are looked for."""

_BODIES = {kind: Template(rf"(?<![\p{{L}}])(?P<name>@{{bodies.{kind}}})(?![\p{{L}}])") for kind in BODY_TYPES}

_SENTENCE = Fixed(r"\p{Ll}{3,}\s*$", regex.V1)

_END_OF_NAME = Template(r"\s*(?:[-–—|/,]\s+)?(?<![\p{L}\-'’])@{bodies.end_of_name}(?![\p{L}])")
"""What follows a body's name on its line and is none of it, after a dash or without: "- Conseil municipal du …"."""


def body_name(furniture: Span, opening: Span, own: str | None = None) -> Found[str] | None:
    """The body as printed, on a line of its own in a title or a running header; `Found.value` is its name. Of several
    those of its `own` type alone: the département stands above the commune, a council may speak of the CCAS."""
    best: tuple[int, Found[str]] | None = None
    for zone in (furniture, opening):
        for pattern in _BODIES.values():
            for match in zone.matches(pattern):
                name = _whole_name(zone.group(match, "name"))
                if own is not None and body_type(name.text, name.lexicon) != own:
                    continue
                score = _title_score(zone, match)
                if score > 0 and (best is None or score > best[0]):
                    best = score, Found(name.text, name)
    return best[1] if best else None


def _whole_name(read: Span) -> Span:
    end = read.search(_END_OF_NAME)
    return (read.sub(0, end.start()) if end and end.start() else read).strip(" ,;:-–—|/")


def _title_score(zone: Span, match: regex.Match[str]) -> int:
    """How much a name looks like a title: alone on its line, or in the cell of a line with two ends."""
    raw = zone.raw
    cell_start = max(raw.rfind(end, 0, match.start()) for end in "\n\t") + 1
    before = raw[cell_start : match.start()]
    after = regex.split(r"[\n\t]", raw[match.end() :], maxsplit=1)[0]
    score = 0
    if not before.strip():
        score += 3
    elif _SENTENCE.search(before):
        score -= 2
    if not after.strip(" ,;:-–."):
        score += 2
    if match["name"].isupper():
        score += 1
    return score


def body_type(name: str | None, lexicon: Lexicon) -> str | None:
    """The contract's type of a body from its name."""
    if name is None:
        return None
    return next((kind for kind, pattern in _BODIES.items() if lexicon.search(pattern, name)), None)


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
