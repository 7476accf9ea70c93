"""Invents councils and their members. Any likeness with real ones is chance."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from random import Random

_NAMES: dict[str, str] = tomllib.loads((Path(__file__).parent / "people.toml").read_text(encoding="utf-8"))
MEN, WOMEN = _NAMES["men"].split(), _NAMES["women"].split()
FAMILIES, PLACES = (re.split(r",\s+", _NAMES[key].strip()) for key in ("families", "places"))
DEPARTMENTS = (
    ("de l'Ain", "01"), ("de l'Aveyron", "12"), ("de la Corrèze", "19"), ("de la Drôme", "26"), ("de l'Eure", "27"), ("du Gers", "32"),
    ("de l'Isère", "38"), ("de la Loire", "42"), ("du Lot", "46"), ("de Maine-et-Loire", "49"), ("de la Mayenne", "53"), ("du Nord", "59"),
    ("de l'Orne", "61"), ("de la Sarthe", "72"), ("du Tarn", "81"), ("de la Vendée", "85"), ("de la Vienne", "86"), ("de l'Yonne", "89"),
)  # fmt: skip
"""Départements as they follow the word, and their codes."""
AREAS = (
    "Vallée de la Lussonne",
    "Pays de Corvaux",
    "Plateau des Trois Sources",
    "Val de Brenelle",
    "Monts de la Margeriette",
    "Rives de l'Ozanne",
)


@dataclass(frozen=True)
class Member:
    """One of a council: whether a woman, first name, family name in capitals."""

    woman: bool
    first: str
    family: str


@dataclass(frozen=True)
class Council:
    """A body: its name as printed, type and organe as in the contract, its head's title, place, département, SIREN."""

    name: str
    kind: str
    organe: str
    chef: str
    place: str
    department: tuple[str, str]
    siren: str

    @property
    def genitive(self) -> str:
        """`de Valbrune`, `d'Orvaudan`, `du Mesnil-Garnault`, `de la Communauté de communes …`."""
        if self.kind != "commune":
            return f"{'de la' if self.name.startswith('Comm') else 'du'} {self.name}"
        return of_place(self.place)


def invent_council(body: str, random: Random) -> Council:
    """`body` is one of `wordings.BODIES`."""
    place, area, department = random.choice(PLACES), random.choice(AREAS), random.choice(DEPARTMENTS)
    chief = {"commune": "21", "ville": "21", "département": "22", "CCAS": "26"}.get(body, "20")
    stem = f"{chief}{department[1]}9{random.randrange(100, 999)}"  # hardly any commune's: it would be told as another's
    siren = stem + _luhn_key(stem)
    name, kind, organe, chef = {
        "commune": (f"Commune {of_place(place)}", "commune", "conseil municipal", "Maire"),
        "ville": (f"Ville {of_place(place)}", "commune", "conseil municipal", "Maire"),
        "communauté de communes": (f"Communauté de communes {area}", "epci", "conseil communautaire", "Président"),
        "agglomération": (f"Communauté d'agglomération {area}", "epci", "conseil communautaire", "Président"),
        "syndicat": (f"Syndicat intercommunal des eaux {of_place(place)}", "syndicat", "comité syndical", "Président"),
        "département": (f"Département {department[0]}", "departement", "conseil départemental", "Président"),
        "CCAS": (
            f"Centre communal d'action sociale {of_place(place)}",
            "ccas",
            "conseil d'administration",
            "Président",
        ),
        "bureau": (f"Communauté de communes {area}", "epci", "bureau communautaire", "Président"),
    }[body]
    return Council(name, kind, organe, chef, place, department, siren)


def invent_members(count: int, random: Random) -> list[Member]:
    """`count` members of whom no two share a family name."""
    families = random.sample(FAMILIES, count)
    members = []
    for family in families:
        woman = random.random() < 0.47
        members.append(Member(woman, random.choice(WOMEN if woman else MEN), family))
    return members


def of_place(place: str) -> str:
    """`de Valbrune`, `d'Orvaudan`, `du Mesnil-Garnault`."""
    for article, contracted in (("Les ", "des "), ("Le ", "du ")):
        if place.startswith(article):
            return contracted + place.removeprefix(article)
    return ("d'" if place[0] in "AEIOUÉ" else "de ") + place


def _luhn_key(stem: str) -> str:
    """The ninth digit that makes a SIREN of eight."""
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(stem))
    return str(-total % 10)
