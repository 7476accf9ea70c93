"""Makes the gazetteer's tables from the vintages of npm's `@etalab/decoupage-administratif`.

    gazetteer.py FOLDER

FOLDER holds a folder for each version, unpacked: `npm pack @etalab/decoupage-administratif@6.0.0` and so on for those
of
VINTAGES, `tar xzf` in FOLDER/6.0.0. Written are `communes.tsv`, their `names.tsv`, `epci.tsv` and `places.tsv` of
src/delibparse/gazetteer/data.
Several vintages tell since when a SIREN is a body's, how many inhabitants it had, and which communes are no more.
Data of INSEE (code officiel géographique, populations légales) and of the DGCL (EPCI), Licence Ouverte 2.0; the
package is MIT.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from delibparse.gazetteer.names import key, key_of_group

TARGET = Path(__file__).parent.parent / "src" / "delibparse" / "gazetteer" / "data"
VINTAGES = {2019: "0.7.0", 2021: "1.1.1", 2022: "2.3.1", 2023: "3.1.1", 2024: "4.1.0", 2025: "5.3.0", 2026: "6.0.0"}
LATEST, OLDEST = max(VINTAGES), min(VINTAGES)
COUNTED = (2019, 2021, 2024, 2026)
"""The vintages of which the populations are kept: those of the councils elected in 2014, 2020 and 2026, and one
between."""

REMEMBERED = "2008-01-01"
"""Communes that ended before are left out: their acts are no PDFs."""

FORMER = {"commune-deleguee": "deleguee", "commune-associee": "associee"}
CREATED_LATE = "20"
"""SIRENs begin so since about 2008; a body that has one may have had another before."""

Rows = list[list[str]]


def read(folder: Path, year: int, name: str) -> list[dict[str, Any]]:
    path = folder / VINTAGES[year] / "package" / "data" / f"{name}.json"
    return list(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else []


def first_seen(folder: Path) -> dict[str, int]:
    """SIREN -> the first vintage that has it."""
    found: dict[str, int] = {}
    for year in sorted(VINTAGES, reverse=True):
        groups = read(folder, year, "epci") + read(folder, year, "ept")
        bodies = [*read(folder, year, "communes"), *(one for group in groups for one in group["membres"])]
        found |= {body["siren"]: year for body in bodies if "siren" in body}
        found |= {group["code"]: year for group in groups}
    return found


def since(siren: str, seen: dict[str, int]) -> str:
    """The year from which a SIREN is surely the body's, "" for one that it has always had."""
    return str(seen[siren]) if siren.startswith(CREATED_LATE) else ""


def communes_of(folder: Path, year: int) -> dict[str, dict[str, Any]]:
    return {one["code"]: one for one in read(folder, year, "communes") if one["type"] == "commune-actuelle"}


def communes(folder: Path) -> Rows:
    """code, SIREN, since, populations, state ("" today's, ancien a former name of it; deleguee, associee,
    ancienne:
    a commune that is no more), the code of the commune that it belongs to, name."""
    seen, now = first_seen(folder), communes_of(folder, LATEST)
    by_year = {year: communes_of(folder, year) for year in VINTAGES}
    rows = []
    for code, one in now.items():
        siren = one.get("siren", "")
        counts = ",".join(str(by_year[year].get(code, {}).get("population", "")) for year in COUNTED)
        first = since(siren, seen) if siren else ""
        rows.append([code, siren, first, counts, "", "", one["nom"]])
    return rows + list(former(folder, now, by_year))


def former(folder: Path, now: dict[str, dict[str, Any]], by_year: dict[int, dict[str, Any]]) -> Iterable[list[str]]:
    """Names that are no commune's today: of parts of communes, of communes that ended, of communes that were
    renamed."""
    told = {(one["nom"], code) for code, one in now.items()}

    def row(nom: str, code: str, state: str, owner: str) -> Iterable[list[str]]:
        if (nom, code) not in told and owner in now:
            told.add((nom, code))
            yield [code, "", "", "", state, owner, nom]

    for one in read(folder, LATEST, "communes"):
        if one["type"] in FORMER:
            yield from row(one["nom"], one["code"], FORMER[one["type"]], one["chefLieu"])
    history = read(folder, OLDEST, "historique-communes")
    by_id = {one["id"]: one for one in history}
    for one in history:
        if one["type"] == "COM" and one.get("dateFin", "") >= REMEMBERED:
            renamed = one.get("raisonFin") == "changement de nom" and one["code"] in now
            yield from row(one["nom"], one["code"], "ancien" if renamed else "ancienne", owner_of(one, by_id, now))
    for year in sorted(VINTAGES):
        for code, one in by_year[year].items():
            if one["nom"] != now.get(code, {}).get("nom"):
                yield from row(one["nom"], code, "ancien" if code in now else "ancienne", code)


def owner_of(one: dict[str, Any], by_id: dict[str, Any], now: dict[str, Any]) -> str:
    """The code of today's commune in which a former one lives on."""
    for _ in range(9):
        if one["code"] in now:
            break
        after = (
            by_id.get(one.get("successeur", "")) or by_id.get(one.get("pole", "")) or by_id.get(one.get("commune", ""))
        )
        if after is None:
            break
        one = after
    return str(one["code"])


def groups(folder: Path) -> Rows:
    """key, SIREN, kind, since, population, codes of the members, name."""
    seen = first_seen(folder)
    return [
        [
            key_of_group(one["nom"]), one["code"], one["type"], since(one["code"], seen),
            str(one.get("populationMunicipale", "")), " ".join(member["code"] for member in one["membres"]), one["nom"],
        ]
        for one in read(folder, LATEST, "epci") + read(folder, LATEST, "ept")
    ]  # fmt: skip


def places(folder: Path) -> Rows:
    """key, what it is, code, name: departments, regions, and arrondissements under the code of their department."""
    rows = [[key(one["nom"]), "departement", one["code"], one["nom"]] for one in read(folder, LATEST, "departements")]
    rows += [[key(one["nom"]), "region", one["code"], one["nom"]] for one in read(folder, LATEST, "regions")]
    return rows + [
        [key(one["nom"]), "arrondissement", one["departement"], one["nom"]]
        for one in read(folder, LATEST, "arrondissements")
    ]


def write(name: str, rows: Rows) -> None:
    head = f"# {LATEST}\t@etalab/decoupage-administratif {VINTAGES[LATEST]}\t{','.join(map(str, COUNTED))}"
    lines = sorted({"\t".join(row) for row in rows}, key=lambda line: (line.partition("\t")[0].encode(), line))
    (TARGET / name).write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def main() -> None:
    folder = Path(sys.argv[1])
    TARGET.mkdir(exist_ok=True)
    known = communes(folder)
    write("communes.tsv", known)
    write("names.tsv", [[key(row[-1]), row[0]] for row in known])
    write("epci.tsv", groups(folder))
    write("places.tsv", places(folder))


if __name__ == "__main__":
    main()
