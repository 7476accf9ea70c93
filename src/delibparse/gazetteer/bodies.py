"""The bodies of the gazetteer, found by name, code or SIREN."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from delibparse.gazetteer.names import key, key_behind_of, key_of_group
from delibparse.gazetteer.table import Table
from delibparse.model.ctes import COMMUNE

DATA = Path(__file__).parent / "data"

SOURCE = "INSEE (code officiel géographique, populations), DGCL (EPCI), Licence Ouverte 2.0"
"""Whose data the tables are, and under which licence."""

Kind = Literal["commune", "epci"]

NEW = "20"
"""What the SIREN of a body made since 2008 begins with: of EPCI and of communes nouvelles."""

COMMUNE_SIREN, OWNER = 1, 5
LEAST = 3
"""Letters of the beginning of a name that is looked for."""

GROUP_SIREN, GROUP_MEMBERS = 1, 5
PLACE_CODE = 2


@dataclass(frozen=True, slots=True)
class Body:
    """A commune or an EPCI of today, or a commune that is no more (`state` ancienne, deleguee, associee; `owner` the
    code
    of the one that it is part of) or that was renamed (ancien).

    `since` is the year from which its SIREN is surely its own, None where it has always been; `populations` are those
    of
    the vintages, by year; `nature` is CC, CA, CU, METRO or EPT of an EPCI; `members` the codes of its communes.
    """

    kind: Kind
    nom: str
    code: str | None
    siren: str | None
    since: int | None
    populations: tuple[tuple[int, int], ...]
    state: str = ""
    owner: str = ""
    nature: str = ""
    members: tuple[str, ...] = ()

    @property
    def departments(self) -> frozenset[str]:
        """The codes of the departments in which its territory lies."""
        codes = self.members or (self.owner or self.code or "",)
        return frozenset(department_of_code(code) for code in codes)

    @property
    def department(self) -> str | None:
        """The code of its department, where it lies in one."""
        return next(iter(self.departments)) if len(self.departments) == 1 else None

    @property
    def is_new(self) -> bool:
        """Whether its SIREN is of the series of the bodies made since 2008."""
        return self.siren is not None and self.siren.startswith(NEW)


def department_of_code(code: str) -> str:
    """The department of a commune's code: 86066 -> 86, 2A004 -> 2A, 97411 -> 974."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


@dataclass(frozen=True, slots=True)
class Place:
    """A department, a region, or an arrondissement under the code of its department."""

    kind: str
    code: str
    nom: str


@cache
def _table(name: str) -> Table:
    return Table((DATA / f"{name}.tsv").read_bytes())


@dataclass(frozen=True, slots=True)
class Vintage:
    """The year of the tables and the package that they were made from."""

    year: int
    package: str


def vintage() -> Vintage:
    """Of what year the gazetteer is."""
    year, package, _ = _table("communes").head
    return Vintage(int(year), package)


@cache
def _years() -> tuple[int, ...]:
    return tuple(int(year) for year in _table("communes").head[2].split(","))


def _commune(row: list[str]) -> Body:
    code, siren, since, counts, state, owner, nom = row
    counted = zip(_years(), counts.split(","), strict=False)
    populations = tuple((year, int(count)) for year, count in counted if count)
    return Body("commune", nom, code, siren or None, int(since) if since else None, populations, state, owner)


def _group(row: list[str]) -> Body:
    _, siren, nature, since, count, members, nom = row
    populations = ((vintage().year, int(count)),) if count else ()
    first = int(since) if since else None
    return Body("epci", nom, None, siren, first, populations, nature=nature, members=tuple(members.split()))


@lru_cache(maxsize=4096)
def communes_named(words: str) -> tuple[Body, ...]:
    """The communes, of today and former, that the words behind "commune" or "maire" may name: "de Beauval", "du
    Pin"."""
    sought = key_behind_of(words)
    codes = sorted({code for _, code in _table("names").with_key(sought)})
    return tuple(one for code in codes for one in _with_code(code) if key(one.nom) == sought)


def _with_code(code: str) -> list[Body]:
    return [_commune(row) for row in _table("communes").with_key(code)]


@lru_cache(maxsize=4096)
def groups_named(words: str) -> tuple[Body, ...]:
    """The EPCI of a name, with its kind or without: "Communauté de communes du Haut Val", "du Haut Val"."""
    sought = key_of_group(words)
    return tuple(_group(row) for row in _table("epci").with_key(sought)) if sought else ()


def communes_beginning(words: str) -> tuple[Body, ...]:
    """The communes of which the names begin so; none for less than LEAST letters."""
    sought = key_behind_of(words)
    rows = _table("names").beginning(sought) if len(sought) >= LEAST else []
    codes = sorted({code for _, code in rows})
    return tuple(one for code in codes for one in _with_code(code) if key(one.nom).startswith(sought))


def groups_beginning(words: str) -> tuple[Body, ...]:
    """The EPCI of which the names begin so."""
    sought = key_of_group(words)
    return tuple(map(_group, _table("epci").beginning(sought))) if len(sought) >= LEAST else ()


@lru_cache(maxsize=1024)
def with_siren(siren: str) -> Body | None:
    """The commune or the EPCI of a SIREN."""
    for prefix in _prefixes(siren):
        for row in _table("communes").with_cell(COMMUNE_SIREN, siren, prefix):
            return _commune(row)
    for row in _table("epci").with_cell(GROUP_SIREN, siren):
        return _group(row)
    return None


def _prefixes(siren: str) -> tuple[str, ...]:
    """What the INSEE codes begin with among which a commune's SIREN is sought: 218600666 among those of department
    86."""
    if siren.startswith(COMMUNE):
        return ("2A", "2B", "") if siren[2:4] == "20" else (siren[2:4], "")
    return ("",) if siren.startswith(NEW) else ()


@lru_cache(maxsize=1024)
def with_code(code: str) -> Body | None:
    """Today's commune of an INSEE code."""
    return next((one for one in _with_code(code) if not one.state), None)


@lru_cache(maxsize=256)
def keys_of_members(siren: str) -> frozenset[str]:
    """The keys of the communes that are members of the EPCI of a SIREN; none for another body."""
    body = with_siren(siren)
    members = [with_code(code) for code in body.members] if body is not None else []
    return frozenset(key(one.nom) for one in members if one is not None)


def groups_of(code: str) -> tuple[Body, ...]:
    """The EPCI of which a commune is a member: the EPT and the métropole of one near Paris."""
    return tuple(_group(row) for row in _table("epci").holding(GROUP_MEMBERS, code))


def former_of(code: str) -> tuple[Body, ...]:
    """The former communes and names of a commune."""
    return tuple(_commune(row) for row in _table("communes").with_cell(OWNER, code))


@lru_cache(maxsize=1024)
def places_named(words: str) -> tuple[Place, ...]:
    """The departments, regions and arrondissements of a name: "de l'Oise", "Compiègne"."""
    keys = dict.fromkeys((key_behind_of(words), key(words), *_behind_article(words)))
    rows = (row for one in keys for row in _table("places").with_key(one))
    return tuple(dict.fromkeys(Place(*row[1:]) for row in rows))


@lru_cache(maxsize=128)
def department_with_code(code: str) -> Place | None:
    """The department of a code: 93, 2A, 974."""
    rows = _table("places").with_cell(PLACE_CODE, code)
    return next((Place(*row[1:]) for row in rows if row[1] == "departement"), None)


def _behind_article(words: str) -> Iterable[str]:
    """ "de l'Oise" is Oise, "du Rhône" Rhône, "de la Réunion" La Réunion."""
    for lead in ("de l'", "de l’", "de la ", "du ", "des ", "l'", "l’", "la ", "le ", "les "):
        if words.casefold().startswith(lead):
            yield key(words[len(lead) :])
