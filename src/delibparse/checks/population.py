"""How many inhabitants a body had: by its settings, or by the gazetteer where the record tells which body it is."""

from __future__ import annotations

from delibparse import gazetteer
from delibparse.gazetteer import Body
from delibparse.model.record import Deliberation
from delibparse.settings import Settings

RENEWALS = ("2014-03-30", "2020-03-15", "2026-03-15")
"""Last first rounds of the general elections of municipal councils: the population of that day holds for the term (code
électoral R25-1)."""

FARTHEST = 5
"""Years from a vintage of the gazetteer to an election of which it may still tell the population."""

DRIFT = 0.03
"""The share by which a population may have been another, for each year from its vintage to the election."""


def body_of(act: Deliberation) -> Body | None:
    """The body of the gazetteer that the record names by its SIREN or its INSEE code."""
    told = act.collectivite
    body = gazetteer.with_siren(told.siren) if told.siren else None
    if body is None and told.code_insee:
        body = gazetteer.with_code(told.code_insee)
    return body if body is not None and told.type in (None, body.kind) else None


def at_election(act: Deliberation) -> tuple[int, int] | None:
    """The inhabitants of a commune as its vintage nearest to the election of the council tells, and how many they may
    have been; None where the election is not known, or is too far, or the commune was made since."""
    body, day = body_of(act), act.seance.date
    elected = max((one for one in RENEWALS if day and one <= day), default=None)
    if body is None or body.kind != "commune" or body.is_new or elected is None:
        return None
    year = int(elected[:4])
    near = [(abs(vintage - year), count) for vintage, count in body.populations if abs(vintage - year) <= FARTHEST]
    if not near:
        return None
    return min(near)[1], max(round(count * (1 + DRIFT * years)) for years, count in near)


def is_large(act: Deliberation, settings: Settings, least: int) -> int | None:
    """The inhabitants of a commune of `least` and more, or of an EPCI's largest commune (CGCT L5211-1); None for
    others.

    The gazetteer tells where all its vintages agree.
    """
    if settings.population is not None:
        return settings.population if settings.population >= least else None
    body = body_of(act)
    if body is None:
        return None
    communes = [body] if body.kind == "commune" else [gazetteer.with_code(code) for code in body.members]
    counts = [min(count for _, count in one.populations) for one in communes if one is not None and one.populations]
    most = max(counts, default=0)
    return most if most >= least else None
