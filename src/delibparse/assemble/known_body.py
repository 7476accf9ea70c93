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


def _territory(name: BodyName | None, kind: str) -> KnownBody | None:
    """A department or a region, by its name alone."""
    places = gazetteer.places_named(name.words) if name is not None and name.kind == kind else ()
    own = [place for place in places if place.kind == kind]
    if len(own) != 1:
        return None
    return KnownBody(kind, own[0].nom, departement=own[0].code if kind == "departement" else None)
