"""Which body of the gazetteer an act is of: by its name, its identifier, where it says that it lies, its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from delibparse import gazetteer
from delibparse.gazetteer import Clues
from delibparse.grammar.body_name import TERRITORIES, BodyName
from delibparse.grammar.whereabouts import NOWHERE, Whereabouts, neighbours
from delibparse.layout import Span
from delibparse.model.ctes import Identifier, department_of

OF_DEPARTMENT = "22"
"""What the SIREN of a department begins with; its number follows."""


@dataclass(frozen=True, slots=True)
class KnownBody:
    """What the gazetteer tells of the one body that fits, by the keys of the record; None for what it has not."""

    type: str
    nom_officiel: str
    code_insee: str | None = None
    siren: str | None = None
    departement: str | None = None


def known_body(
    name: BodyName | None, kind: str | None, identifier: Identifier | None, where: Whereabouts, year: int | None,
    text: Callable[[], Span],
) -> KnownBody | None:  # fmt: skip
    """The one body that fits all that an act says, None where none does or two do.

    `text` gives the whole of the act, in which its neighbours are looked for where the rest leaves a choice.
    """
    if kind is not None and kind in TERRITORIES:
        return _territory(name, kind)
    if name is None and kind is None and identifier is not None:
        return _department(identifier)
    body = gazetteer.identify(
        Clues(
            kind,
            name.words if name is not None and name.kind == kind else None,
            identifier.siren if identifier else None,
            _departments(identifier, where),
            year,
            lambda: neighbours(text()),
        )
    )
    if body is None:
        return None
    siren = body.siren if gazetteer.owns_siren(body, year) else None
    return KnownBody(body.kind, body.nom, body.code, siren, body.department)


def _departments(identifier: Identifier | None, where: Whereabouts) -> frozenset[str]:
    """Where the body may lie, by the identifier and by the page: nowhere where these contradict each other."""
    code = department_of(identifier.department) if identifier else None
    if code is None:
        return where.departments
    return frozenset({code}) & (where.departments or {code}) or frozenset({NOWHERE})


def _department(identifier: Identifier) -> KnownBody | None:
    """The department whose own SIREN an identifier bears: 22, then its number."""
    code = department_of(identifier.department)
    if code is None or not identifier.siren.startswith(OF_DEPARTMENT + code[:2]):
        return None
    place = gazetteer.department_with_code(code)
    return KnownBody(place.kind, place.nom, departement=code) if place is not None else None


def _territory(name: BodyName | None, kind: str) -> KnownBody | None:
    """A department or a region, by its name alone."""
    places = gazetteer.places_named(name.words) if name is not None and name.kind == kind else ()
    own = [place for place in places if place.kind == kind]
    if len(own) != 1:
        return None
    return KnownBody(kind, own[0].nom, departement=own[0].code if kind == "departement" else None)
