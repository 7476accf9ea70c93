"""Which body an act is of: the one that fits its name, its SIREN and its whereabouts; none where two do, or none
does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from delibparse.gazetteer.bodies import Body, communes_named, groups_named, with_code, with_siren
from delibparse.gazetteer.names import key, key_behind_of, without_kind
from delibparse.similarity.ocr import distance

MISREAD = 0.35
"""Slips a letter up to which a name may be a commune's misread: Avranchfs for Avranches has 0.1, two names taken by
chance have 0.6 and more."""

GONE = ("ancienne", "deleguee", "associee")
"""States of communes that are no more: a name that may be one's is no proof of another."""

NO_NEIGHBOURS: Callable[[], Collection[str]] = frozenset
"""Of an act that names no other body."""


@dataclass(frozen=True, slots=True)
class Clues:
    """What an act tells of its body: `name` is the name without "commune de", `departments` the codes of the
    departments
    in which it may lie, empty for all; `year` is its date's; `neighbours` gives the codes of the communes that the EPCI
    named in the act hold, asked for where the rest leaves a choice."""

    kind: str | None
    name: str | None = None
    siren: str | None = None
    departments: frozenset[str] = frozenset()
    year: int | None = None
    neighbours: Callable[[], Collection[str]] = NO_NEIGHBOURS


def identify(clues: Clues) -> Body | None:
    """The one body that fits all clues.

    >>> identify(Clues("commune", "Châtellerault")).siren
    '218600666'
    >>> identify(Clues("commune", "Montreuil")) is None
    True
    >>> identify(Clues("commune", "Montreuil", departments=frozenset({"93"}))).code
    '93048'
    """
    named = bodies_named(clues.kind, clues.name)
    if clues.siren is not None:
        return _of_siren(clues, named)
    near = [one for one in named if not clues.departments or one.departments & clues.departments]
    found = near if len(near) < 2 else _among(near, clues.neighbours())
    if len(found) != 1 or found[0].state in GONE:
        return None
    body = found[0]
    if body.kind == "epci" and not owns_siren(body, clues.year):
        return None
    return with_code(body.code) if body.state and body.code else body


def bodies_named(kind: str | None, name: str | None) -> list[Body]:
    """The bodies of a kind that a name may be: a commune's name that two of its states share is told once."""
    if not name or kind not in ("commune", "epci"):
        return []
    if kind == "epci":
        return list(groups_named(name))
    found = communes_named(without_kind(name))
    today = [one for one in found if not one.state]
    codes = {one.code for one in today}
    return today + [one for one in found if one.state and not codes & {one.code, one.owner}]


def owns_siren(body: Body, year: int | None) -> bool:
    """Whether the SIREN that a body has today was its own in a year; unknown years are those of a body that always
    was."""
    return body.since is None or (year is not None and year >= body.since)


def contradicts(siren: str, kind: str | None, name: str | None) -> Body | None:
    """The body of a SIREN, where the name is surely another's: the gazetteer knows both, and they are not one; or it
    knows no such name, which is too unlike the body's to be a misreading of it."""
    body = with_siren(siren)
    if body is None or not name or body.kind != kind:
        return None
    named = bodies_named(kind, name)
    return None if (_is_among(body, named) if named else _may_be_misread(name, body)) else body


def _of_siren(clues: Clues, named: list[Body]) -> Body | None:
    body = with_siren(clues.siren or "")
    if body is None or clues.kind not in (None, body.kind) or (named and not _is_among(body, named)):
        return None
    if clues.name and not named and not _may_be_misread(clues.name, body):
        return None
    return body if not clues.departments or body.departments & clues.departments else None


def _may_be_misread(name: str, body: Body) -> bool:
    """Whether a name that nobody bears may be a body's all the same: a slip of OCR or of the clerk's in a commune's; an
    EPCI is printed in too many ways to tell."""
    if body.kind != "commune":
        return True
    printed, known = key_behind_of(without_kind(name)), key(body.nom)
    return distance(printed, known) <= MISREAD * max(len(printed), len(known))


def _is_among(body: Body, named: Iterable[Body]) -> bool:
    """Whether one of the bodies is that body, or a former state of it."""
    return any(
        one == body or (body.kind == "commune" and body.code in (one.code, one.owner)) or one.siren == body.siren
        for one in named
        if one.siren or one.state
    )


def _among(near: list[Body], neighbours: Collection[str]) -> list[Body]:
    """Those of which a neighbour's EPCI holds the commune; none where it holds none."""
    return [one for one in near if {one.code, one.owner} & set(neighbours)]
