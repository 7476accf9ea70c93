"""Which columns a file of the national register has, under the names of its several editions, and whose mandates it
lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from delibparse.model.people import fold
from delibparse.rosters.terms import MANDATES, Mandat, Nature

NOM, PRENOM = "nomdelelu", "prenomdelelu"
DEPARTEMENT = ("codedudepartement", "codedepartement")
COMMUNE = ("codedelacommune", "codeinseedelacommune", "codecommune", "codeinsee")
SIREN = ("nsiren", "siren", "numerosiren", "nsirendelepci")
REGION = ("codedelaregion", "coderegion")
DISTRICT = ("codedelarrondissement", "codedusecteur", "codedelassemblee", "codedelacirconscriptionlegislative")
"""Of councils that sit below a commune, or of none."""
ITS_NAME: dict[Nature, tuple[str, ...]] = {
    "commune": ("libelledelacommune", "libellecommune", "nomdelacommune"),
    "epci": ("libelledelepci", "libelleepci"),
    "departement": ("libelledudepartement", "libellededepartement"),
    "region": ("libelledelaregion", "libelleregion"),
}
SEX, SINCE, OFFICE = ("codesexe", "sexe"), ("datededebutdumandat",), ("libelledelafonction", "libellefonction")

_BRACKET = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of the columns that are kept, None for those that a file has not; `nature` is whose mandates it lists,
    `code` the place of the body's code or SIREN."""

    nature: Nature
    nom: int
    prenom: int
    code: int
    name: int | None
    department: int | None
    sex: int | None
    since: int | None
    office: int | None

    @property
    def mandat(self) -> Mandat:
        """What is listed: the file of the mayors names no office."""
        return "maire" if self.nature == "commune" and self.office is None else MANDATES[self.nature]

    @property
    def least(self) -> int:
        """How many cells a row has at least."""
        return 1 + max(place for place in (self.nom, self.prenom, self.code, self.department or 0))


def columns_of(header: Sequence[str]) -> Columns | None:
    """The columns of a line of headings, None where it is none of the register's."""
    named = {_key(cell): k for k, cell in reversed(list(enumerate(header)))}
    if NOM not in named or PRENOM not in named:
        return None
    department = _first(named, DEPARTEMENT)
    for nature, code in _bodies(named):
        name = _first(named, ITS_NAME[nature])
        places = (_first(named, SEX), _first(named, SINCE), _first(named, OFFICE))
        return Columns(nature, named[NOM], named[PRENOM], code, name, department, *places)
    return None


def _bodies(named: dict[str, int]) -> list[tuple[Nature, int]]:
    """The body that a file's mandates are of, with the column of its code: an EPCI's file names communes too, a
    région's départements."""
    if _first(named, DISTRICT) is not None:
        return []
    kinds: tuple[tuple[Nature, tuple[str, ...]], ...] = (
        ("epci", SIREN), ("commune", COMMUNE), ("region", REGION), ("departement", DEPARTEMENT),
    )  # fmt: skip
    return [(nature, place) for nature, names in kinds if (place := _first(named, names)) is not None]


def _first(named: dict[str, int], names: tuple[str, ...]) -> int | None:
    return next((named[name] for name in names if name in named), None)


def _key(cell: str) -> str:
    """A heading as it is compared: "Code du département (Maire)" is "Code du département"."""
    return fold(_BRACKET.sub("", cell[:200]))
