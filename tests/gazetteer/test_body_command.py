"""`delibparse body`: a table for people, JSON for programs, with the vintage and the licence."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from delibparse.gazetteer import search


def run(*arguments: str) -> str:
    program = Path(sys.executable).parent / "delibparse"
    return subprocess.run([program, "body", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def test_what_is_known_of_a_commune() -> None:
    told = json.loads(run("Châtellerault", "--dept", "86", "--json"))
    (found,) = [one for one in told["collectivites"] if one["nature"] is None]
    assert (found["code_insee"], found["siren"], found["departement"]) == ("86066", "218600666", "86")
    assert found["population"]["2026"] > 25_000
    assert [group["nom"] for group in found["epci"]] == ["CA Grand Châtellerault"]
    assert "Targé" in found["anciennes"]
    assert "Licence Ouverte" in told["source"]
    assert told["millesime"] >= 2026


def test_the_lines_for_people_end_with_the_source() -> None:
    *rows, foot = run("Saint-Martin", "--dept", "49").splitlines()
    assert rows
    assert all("\t49\t" in row for row in rows)
    assert "Licence Ouverte" in foot
    assert run("Nulle-Part-les-Oies", "--lang", "en").startswith("no body of that name\n")


@pytest.mark.parametrize(
    ("asked", "department", "names"),
    [
        ("218600666", None, ["Châtellerault"]),
        ("86066", None, ["Châtellerault"]),
        ("2a004", None, ["Ajaccio"]),
        ("Ville de Châtellerault", None, ["Châtellerault"]),
        ("Châtellerau", "86", ["Châtellerault"]),  # a name's beginning
        ("Châtellerault", "49", []),
        ("communauté de communes Écueillé-Valençay", None, ["CC Écueillé-Valençay"]),
        ("Ch", None, []),  # too short a beginning
        ("999999999", None, []),
    ],
)
def test_search(asked: str, department: str | None, names: list[str]) -> None:
    assert [body.nom for body in search(asked, department)] == names
