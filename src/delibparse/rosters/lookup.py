"""Who sat on the council of an act on the day of its session, by the rosters that were imported."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Literal

from delibparse import gazetteer
from delibparse.model.members import Member
from delibparse.model.people import fold
from delibparse.model.record import Collectivite, Deliberation, Personne
from delibparse.rosters import store
from delibparse.rosters.store import Seat
from delibparse.rosters.terms import Nature, term_of

REGISTER = "répertoire national des élus"
"""Who publishes the rosters; told in `corriges` with the vintage's day."""

CIVILITES: dict[str, Literal["M.", "Mme"]] = {"M": "M.", "F": "Mme"}


@dataclass(frozen=True, slots=True)
class Roster:
    """The members of a body, each with the span in which they may have sat; `vintages` the days of the register that
    tell of it."""

    nature: Nature
    code: str
    vintages: tuple[str, ...]
    members: tuple[Member, ...]

    def on(self, day: str | None) -> tuple[Member, ...]:
        """Those who sat on a day; none where the day is not known, since councils change."""
        return tuple(one for one in self.members if day is not None and one.serves(day))


def key_of(body: Collectivite) -> tuple[Nature, str] | None:
    """Under which nature and code the rosters have a body: a commune's by its INSEE code, an EPCI's by its SIREN, a
    department's and a region's by theirs. None for a body that is not known for sure, or that the register has not."""
    match body.type:
        case "commune":
            code = body.code_insee or _insee_of(body.siren)
            return ("commune", code) if code else None
        case "epci":
            return ("epci", body.siren) if body.siren else None
        case "departement":
            return ("departement", body.departement) if body.departement else None
        case "region":
            regions = [one for one in gazetteer.places_named(body.nom_officiel or "") if one.kind == "region"]
            return ("region", regions[0].code) if len(regions) == 1 else None
        case _:
            return None


def _insee_of(siren: str | None) -> str | None:
    known = gazetteer.with_siren(siren) if siren else None
    return known.code if known is not None and known.kind == "commune" else None


def roster_of(path: Path, body: Collectivite) -> Roster | None:
    """The roster of a body, None where none was imported. Raises RostersDamaged."""
    key = key_of(body)
    seats = store.seats(path, *key) if key and path.is_file() else []
    return made_of(key[0], key[1], seats) if key and seats else None


class Rosters:
    """The rosters of a file's acts, each looked up once; none without a path."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._found: dict[tuple[Nature, str], Roster | None] = {}

    def of(self, act: Deliberation) -> tuple[Member, ...]:
        """Who sat on the act's council on the day of its session; none where the body or the day is not known.

        Raises RostersDamaged.
        """
        key = key_of(act.collectivite)
        if self._path is None or key is None:
            return ()
        if key not in self._found:
            self._found[key] = roster_of(self._path, act.collectivite)
        found = self._found[key]
        return found.on(act.seance.date) if found else ()


def made_of(nature: Nature, code: str, seats: list[Seat]) -> Roster:
    """A body's roster from the rows of all vintages: whoever is in one and no more in the next has left by then."""
    days = tuple(sorted({seat.jour for seat in seats}))
    members = [member for _, own in _by(seats, "mandat") for member in _of_mandate(nature, own)]
    return Roster(nature, code, days, tuple(_joined(members)))


def _of_mandate(nature: Nature, seats: list[Seat]) -> Iterator[Member]:
    """The members as the vintages of one mandate tell them."""
    days = sorted({seat.jour for seat in seats})
    people: dict[tuple[str, str, str], list[Seat]] = {}
    for seat in seats:
        people.setdefault((fold(seat.nom), fold(seat.prenom), seat.debut), []).append(seat)
    for own in people.values():
        latest = own[-1]
        first, last = term_of(nature, latest.debut or latest.jour)
        later = bisect_right(days, latest.jour)
        gone = days[later] if later < len(days) else ""
        yield Member(
            person_of(latest),
            latest.debut or first,
            min(filter(None, (last, gone)), default=""),
            source_of(latest.jour),
        )


def _joined(members: Iterable[Member]) -> Iterator[Member]:
    """One member for each person and beginning: a maire is among the councillors too. The longest span holds."""
    ordered = sorted(members, key=lambda one: (fold(one.who.nom), fold(one.who.prenom), one.first))
    for _, same in groupby(ordered, key=lambda one: (fold(one.who.nom), fold(one.who.prenom), one.first)):
        yield max(same, key=lambda one: one.last or "9999")


def _by(seats: list[Seat], name: str) -> Iterator[tuple[str, list[Seat]]]:
    value = attrgetter(name)
    for key, own in groupby(sorted(seats, key=value), key=value):
        yield key, list(own)


def person_of(seat: Seat) -> Personne:
    """A member as a person: the name as it would be printed."""
    texte = f"{seat.prenom} {seat.nom}".strip()
    return Personne(texte, CIVILITES.get(seat.sexe), seat.prenom or None, seat.nom)


def source_of(day: str) -> str:
    """Who knows of a member, for `corriges`."""
    return f"{REGISTER}, {day}"
