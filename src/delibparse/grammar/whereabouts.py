"""Where a body lies: the department that its act prints, and the EPCI whose members are its neighbours."""

from __future__ import annotations

from typing import NamedTuple

import regex

from delibparse import gazetteer
from delibparse.grammar.known_names import Named, known_name
from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Fixed, Template

LETTERHEAD = 2_500
"""Characters from a text's start within which its department heads it."""

_DEPARTMENT = Template(r"(?<![\p{L}])@{bodies.department_label}\s*:?(?=\s)")
"""DÉPARTEMENT DE L'OISE, Département : Oise."""

_ARRONDISSEMENT = Template(r"(?<![\p{L}])@{bodies.arrondissement_label}\s*:?(?=\s)")

_BRACKETED = Fixed(r"\s*\(\s*(?P<place>\p{L}[\p{L}'’ \-]{2,25}|\d{2,3}|2[AB])\s*\)", EXACT)
"""Saint-Ay (Loiret), Beauval (80)."""

_GROUP = Template(r"(?<![\p{L}])@{bodies.head_epci}(?![\p{L}])")


class Whereabouts(NamedTuple):
    """The department that is printed as the body's own, and the codes of those in which it may lie, empty for all."""

    printed: Found[str] | None
    departments: frozenset[str]


def whereabouts(furniture: Span, opening: Span, name: Span | None) -> Whereabouts:
    """What the head of an act says of where its body lies.

    Two departments in one head, or an arrondissement of another, are no whereabouts.
    """
    zones = [zone for zone in (furniture, opening.sub(0, min(LETTERHEAD, len(opening)))) if zone]
    told = [found for zone in zones for found in _departments(zone)]
    beside = _beside(name) if name is not None else None
    printed = told[0] if told and len({found.value for found in told}) == 1 else None
    sets = [frozenset({found.value}) for found in told] + ([frozenset({beside})] if beside else [])
    sets += [codes for zone in zones for codes in _arrondissements(zone)]
    return Whereabouts(printed, _common(sets))


def _common(sets: list[frozenset[str]]) -> frozenset[str]:
    """What all have in common; one that is nowhere where they have nothing."""
    if not sets:
        return frozenset()
    return frozenset.intersection(*sets) or frozenset({NOWHERE})


NOWHERE = "-"
"""No department's code: what is told of where the body lies cannot be."""


def _headed(zone: Span, label: regex.Match[str], kind: str) -> Named | None:
    """The place behind a label that has a capital, as a letterhead's has."""
    return known_name(zone.sub(label.end(), len(zone)), kind) if label[0][0].isupper() else None


def _departments(zone: Span) -> list[Found[str]]:
    found = []
    for match in zone.matches(_DEPARTMENT):
        named = _headed(zone, match, "departement")
        if named is None:
            continue
        places = [one for one in gazetteer.places_named(named.words) if one.kind == "departement"]
        if len(places) == 1:
            found.append(Found(places[0].code, zone.sub(match.start(), named.span.end - zone.start)))
    return found


def _arrondissements(zone: Span) -> list[frozenset[str]]:
    found = []
    for match in zone.matches(_ARRONDISSEMENT):
        named = _headed(zone, match, "arrondissement")
        if named is not None:
            places = gazetteer.places_named(named.words)
            found.append(frozenset(one.code for one in places if one.kind == "arrondissement"))
    return found


def _beside(name: Span) -> str | None:
    """The department in brackets behind a name, by its name or its code."""
    behind = Span(name.source, name.end, len(name.source.value))
    match = behind.match(_BRACKETED)
    if match is None:
        return None
    place = match["place"]
    if place[0].isdigit():
        return place if len(place) == 2 or place.startswith("97") else None
    codes = {one.code for one in gazetteer.places_named(place) if one.kind == "departement"}
    return next(iter(codes)) if len(codes) == 1 else None


def neighbours(text: Span) -> frozenset[str]:
    """The codes of the communes of all EPCI that a text names."""
    named = [known_name(text.sub(match.end(), len(text)), "epci") for match in text.matches(_GROUP)]
    words = {one.words for one in named if one is not None}
    return frozenset(code for name in words for group in gazetteer.groups_named(name) for code in group.members)
