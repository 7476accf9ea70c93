"""The name of the body whose act it is: what titles, the assembly's sentence, its chair and its seat say of it.

Each place that names a body is a statement with a weight, and the body that is stated best is kept. A name that the
gazetteer knows ends where it ends there, and weighs more; one that it does not know is a title's or the assembly's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import regex

from delibparse import gazetteer
from delibparse.grammar.body import BODIES
from delibparse.grammar.known_names import END_OF_NAME, key_of, known_name
from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Fixed, Template

LETTERHEAD = 1_500
"""Characters from a text's start within which "Commune de Beauval" may head it, whatever its lines."""

TITLE = 3
"""What a name at the start of a line weighs."""

OWN, CHAIR, SEAT = 4, 3, 3
"""What the assembly's sentence weighs, the chair's, and the one that tells where it met."""

KNOWN = 2
"""What a name's being a body's adds."""

PROVED = 10
"""What its being the name of the identifier's body adds."""

TERRITORIES = ("departement", "region")
"""Kinds of bodies that head the acts of others too."""

_SENTENCE = Fixed(r"\p{Ll}{3,}\s*$", regex.V1)

_OF = r"\s+(?:de\s+la\s+|de\s+l['’]\s*|d['’]\s*|de\s+|du\s+|des\s+)?"

_HEADS: Mapping[str, Template] = MappingProxyType(
    {
        kind: Template(rf"(?<![\p{{L}}])@{{bodies.head_{kind}}}(?![\p{{L}}])")
        for kind in ("commune", "epci", "departement", "region")
    }
)

_LEADS: tuple[tuple[int, Template], ...] = (
    (OWN, Template(r"(?<![\p{L}])@{bodies.assembly}(?![\p{L}])")),
    (CHAIR, Template(r"(?<![\p{L}])@{bodies.chaired}[^;]{2,90}?(?<![\p{L}])@{bodies.chair}(?![\p{L}])")),
    (SEAT, Template(r"(?<![\p{L}])@{session.gathered}\p{L}*[^;.]{0,60}?(?<![\p{L}])@{bodies.seat}(?![\p{L}])")),
)
"""What leads to the body's name: its assembly, its chair, its seat."""

_LINKED = Fixed(_OF, EXACT)

_UNKNOWN = Fixed(
    r"\s+(?:de\s+(?:l['’]\s*)?|d['’]\s*|du\s+|des\s+)\p{Lu}[\p{L}'’\-]+(?:\s+(?:(?:sur|en|sous|l[eè]s|de|la|du|d['’])\s?)*\p{Lu}[\p{L}'’\-]+){0,5}"
    r"(?=\s*,|\s+(?:s['’]est|se|dûment|légalement|régulièrement)\b)",
    EXACT,
)
"""A name that no gazetteer knows, in the assembly's sentence: [commune] de Valbrune-les-Bois, légalement convoqué."""


class Statement(NamedTuple):
    """A place that names a body, and how much it says that the act is that body's."""

    name: Span
    kind: str
    key: str
    weight: int


def body_name(furniture: Span, opening: Span, own: str | None = None, siren: str | None = None) -> Found[str] | None:
    """The body as printed, without what its line or its sentence says besides: "Ville de Beauval".

    Of several those of its `own` type alone: the département stands above the commune, a council may speak of the CCAS;
    and rather the one that has the identifier's `siren`. None where two are stated alike.
    """
    told = [one for zone in (furniture, opening) for one in _statements(zone, own) if one.weight > 0]
    if own is None and any(one.kind not in TERRITORIES for one in told):
        told = [one for one in told if one.kind not in TERRITORIES]
    proved = _key_of_siren(siren)
    ranks: dict[str, tuple[int, int]] = {}
    for one in told:
        weight, times = ranks.get(one.key, (0, 0))
        ranks[one.key] = max(weight, one.weight + (PROVED if one.key in proved else 0)), times + 1
    ranked = sorted(ranks, key=lambda key: ranks[key], reverse=True)
    if not ranked or (len(ranked) > 1 and ranks[ranked[0]] == ranks[ranked[1]]):
        return None
    kept = max((one for one in told if one.key == ranked[0]), key=lambda one: one.weight)
    return Found(kept.name.text, kept.name)


def _key_of_siren(siren: str | None) -> frozenset[str]:
    """The keys of the name of a SIREN's body, and of the names that it had."""
    body = gazetteer.with_siren(siren) if siren else None
    if body is None:
        return frozenset()
    return frozenset({key_of(body.nom, body.kind)})


def _statements(zone: Span, own: str | None) -> Iterator[Statement]:
    """What a zone says of the body, those of another type than its own left out."""
    if not zone:
        return
    yield from _titles(zone, own)
    for kind in _HEADS:
        if own in (None, kind):
            yield from _headed(zone, kind)
            if kind not in TERRITORIES:
                yield from _led(zone, kind, own)


def _titles(zone: Span, own: str | None) -> Iterator[Statement]:
    """Names of any kind at the start of a line, whether or not the gazetteer knows them."""
    for kind, pattern in BODIES.items():
        if own not in (None, kind):
            continue
        for match in zone.matches(pattern):
            name = _whole_name(zone.group(match, "name"))
            words = _behind_head(name, kind)
            end = name.end - zone.start
            if words is not None and _is_title(zone, match.start(), end):
                yield Statement(name, kind, key_of(words, kind), _title_score(zone, match.start(), end))


def _headed(zone: Span, kind: str) -> Iterator[Statement]:
    """Known names behind their kind, at the start of a line or above the text."""
    for match in zone.matches(_HEADS[kind]):
        found = known_name(_rest(zone, match.end()), kind)
        if found is None:
            continue
        end = found.span.end - zone.start
        score = _title_score(zone, match.start(), end)
        heads = match.start() < LETTERHEAD and _rest(zone, end).match(END_OF_NAME) is not None
        if score >= TITLE or heads:
            yield Statement(zone.sub(match.start(), end), kind, found.key, max(score, 1) + KNOWN)


def _led(zone: Span, kind: str, own: str | None) -> Iterator[Statement]:
    """Names behind the body's assembly, and of an `own` type behind its chair and its seat; with their kind or without."""
    for weight, lead in _LEADS if own is not None else _LEADS[:1]:
        for match in zone.matches(lead):
            start = match.end()
            behind = _rest(zone, start)
            linked = behind.match(_LINKED)
            first = start + (linked.end() if linked else 0)
            head = _rest(zone, first).match(_HEADS[kind])
            at = first + head.end() if head else start
            found = known_name(_rest(zone, at), kind) if head or _is_linked(behind) else None
            if found is not None:
                yield Statement(zone.sub(first, found.span.end - zone.start), kind, found.key, weight + KNOWN)
            elif head and weight == OWN and (unknown := _rest(zone, at).match(_UNKNOWN)):
                end = at + unknown.end()
                yield Statement(zone.sub(first, end), kind, key_of(zone.sub(at, end).text, kind), weight)


def _is_linked(behind: Span) -> bool:
    """Whether "de" or the like follows: le conseil municipal de Beauval."""
    found = behind.match(_LINKED)
    return found is not None and bool(found[0].strip())


def _rest(zone: Span, start: int) -> Span:
    return zone.sub(start, len(zone))


def _whole_name(read: Span) -> Span:
    end = read.search(END_OF_NAME)
    return (read.sub(0, end.start()) if end and end.start() else read).strip(" ,;:-–—|/")


def _behind_head(name: Span, kind: str) -> str | None:
    """The words of a name behind its kind; None where there are none and its kind has many bodies."""
    head = name.match(_HEADS[kind]) if kind in _HEADS else None
    words = (name.sub(head.end(), len(name)) if head else name).text
    return words if words or kind not in _HEADS else None


def _is_title(zone: Span, start: int, end: int) -> bool:
    """Whether a name begins a line or a cell, and ends it or is followed there by what is no name."""
    before, after = _around(zone, start, end)
    ends = not after.strip(" ,;:-–.") or zone.sub(end, len(zone)).match(END_OF_NAME) is not None or after[:1] in ",;:("
    return not before.strip() and ends


def _title_score(zone: Span, start: int, end: int) -> int:
    """How much a name looks like a title: alone on its line, or in the cell of a line with two ends."""
    before, after = _around(zone, start, end)
    score = 0
    if not before.strip():
        score += TITLE
    elif _SENTENCE.search(before):
        score -= 2
    if not after.strip(" ,;:-–."):
        score += 2
    return score + zone.raw[start:end].isupper()


def _around(zone: Span, start: int, end: int) -> tuple[str, str]:
    """What stands before a stretch and behind it on its line or in its cell."""
    raw = zone.raw
    cell = max(raw.rfind(mark, 0, start) for mark in "\n\t") + 1
    return raw[cell:start], regex.split(r"[\n\t]", raw[end:], maxsplit=1)[0]
