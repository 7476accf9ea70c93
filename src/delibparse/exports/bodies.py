"""Whose an act is: one body for all acts that name it, with its SIREN or without; and where a caller tells of a body,
its SIRET and name are put on no other body's acts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from delibparse.model.people import fold
from delibparse.model.record import Collectivite
from delibparse.model.stream import Act

Naming = tuple[str | None, str | None]
"""The SIREN that an act gives for its body, and the body's name as `naming` has it."""

_KIND = re.compile(r"^(?:(?:la|le|l'|l’)\s*)?(?:commune|ville|mairie)\b(?:\s+(?:de|du|des)\b|\s+d['’])?\s*", re.I)


def naming(body: Collectivite) -> Naming:
    """What an act tells of its body.

    >>> naming(Collectivite(nom="Commune d'Évry")) == naming(Collectivite(nom="ÉVRY"))
    True
    """
    return body.siren, fold(_KIND.sub("", body.nom or "")) or fold(body.nom) or None


@dataclass(frozen=True, slots=True)
class Body:
    """The body that the caller tells of: its SIREN, its names, and whether all acts that name a body name this one."""

    siren: str | None
    names: frozenset[str]
    alone: bool

    def owns(self, told: Naming) -> bool:
        """Whether an act is this body's: by its SIREN, else by its name; one that names none, where there is no other
        body that it may be of."""
        siren, name = told
        if siren is not None and self.siren is not None:
            return siren == self.siren
        return name in self.names if name is not None else self.alone


def body(met: Iterable[Naming], siren: str | None, nom: str | None) -> Body:
    """The body of a SIREN and a name, of which either may be unknown, among those that acts told of.

    Acts that give the SIREN tell its names. Where neither is known of it, it is the one body that all acts name.
    """
    told = frozenset(met)
    sirens = {one for one, _ in told if one is not None}
    if siren is None and len(sirens) == 1:
        (siren,) = sirens
    names = {name for one, name in told if name is not None and one == siren and siren is not None}
    names |= {name for _, name in [naming(Collectivite(nom=nom))] if name is not None}
    others = {name for one, name in told if name is not None and one is None}
    if not names and len(others) == 1 and not sirens - {siren}:
        names = others
    return Body(siren, frozenset(names), not sirens - {siren} and others <= names)


def sirens(bodies: Iterable[Collectivite]) -> dict[str, str]:
    """The SIREN of each name that comes with one, and never with another."""
    found: dict[str, set[str]] = {}
    for siren, name in map(naming, bodies):
        if siren is not None and name is not None:
            found.setdefault(name, set()).add(siren)
    return {name: next(iter(these)) for name, these in found.items() if len(these) == 1}


def with_sirens(acts: Iterable[Act], known: dict[str, str]) -> Iterator[Act]:
    """The acts, their bodies with the SIREN that other acts give them: two bodies else, one with it and one without."""
    for act in acts:
        siren, name = naming(act.collectivite)
        if siren is None and name in known:
            yield replace(act, collectivite=replace(act.collectivite, siren=known[name]))
        else:
            yield act
