"""The tables are whole, sorted, and searched right; names are found as clerks print them."""

from __future__ import annotations

import time

import pytest

from delibparse import gazetteer
from delibparse.gazetteer.bodies import DATA
from delibparse.gazetteer.names import key, key_of_group
from delibparse.gazetteer.table import Table
from delibparse.model.ctes import is_siren


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (DATA / name).read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize(("name", "fold"), [("epci.tsv", key_of_group), ("places.tsv", key)])
def test_the_tables_are_sorted_by_the_keys_of_their_names(name: str, fold: object) -> None:
    told = rows(name)
    assert [row[0] for row in told] == sorted((row[0] for row in told), key=str.encode)
    assert all(row[0] == fold(row[-1]) for row in told)  # type: ignore[operator]


def test_each_commune_is_in_the_table_of_names() -> None:
    codes = [row[0] for row in rows("communes.tsv")]
    assert codes == sorted(codes)
    assert {(key(row[-1]), row[0]) for row in rows("communes.tsv")} == set(map(tuple, rows("names.tsv")))


def test_the_tables_are_whole_and_small() -> None:
    today = [row for row in rows("communes.tsv") if not row[4]]
    assert len(today) > 34_800
    assert len(rows("epci.tsv")) > 1_200
    assert sum(bool(row[1]) for row in today) > 34_800
    assert all(is_siren(row[1]) for row in today[::97] if row[1])
    assert sum(path.stat().st_size for path in DATA.glob("*.tsv")) < 3_200_000


def test_every_key_is_found_by_bisection() -> None:
    table = Table((DATA / "names.tsv").read_bytes())
    told = rows("names.tsv")
    for row in [*told[:3], *told[::211], *told[-3:]]:
        assert row in table.with_key(row[0])
    assert table.with_key("aaaa") == table.with_key("zzzzzz") == table.with_key("") == []


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("de CHÂTELLERAULT", {"86066"}),
        ("de Chatellerault", {"86066"}),
        ("d’IBOS", {"65226"}),
        ("du Mans", {"72181"}),
        ("des Herbiers", {"85109"}),
        ("de La Flèche", {"72154"}),
        ("de l'Haÿ-les-Roses", {"94038"}),
        ("de STE LUCE S/ LOIRE", {"44172"}),
        ("de Grigny", {"91286", "62388"}),
        ("de Nulle-Part-les-Oies", set()),
    ],
)
def test_communes_are_found_as_clerks_print_them(words: str, codes: set[str]) -> None:
    assert {one.code for one in gazetteer.communes_named(words) if not one.state} == codes


@pytest.mark.parametrize(
    "words",
    [
        "Communauté de Communes Ecueillé – Valençay",
        "CC Écueillé-Valençay",
        "communauté de communes d'Ecueillé et Valençay",
    ],
)
def test_groups_are_found_as_clerks_print_them(words: str) -> None:
    assert [one.nom for one in gazetteer.groups_named(words)] == ["CC Écueillé-Valençay"]


def test_a_siren_and_a_code_have_their_body() -> None:
    body = gazetteer.with_siren("218600666")
    assert body is not None
    assert (body.nom, body.code, body.department, body.since) == ("Châtellerault", "86066", "86", None)
    assert gazetteer.with_code("86066") == body
    assert gazetteer.with_siren("000000000") is None
    assert gazetteer.with_code("32057") != body  # a population of it
    assert "86066" in gazetteer.groups_of("86066")[0].members


@pytest.mark.parametrize(
    ("siren", "code"), [("212000046", "2A004"), ("219711207", "97120"), ("216004853", "60491"), ("200083525", "91228")]
)
def test_sirens_are_made_of_the_department_not_of_the_code(siren: str, code: str) -> None:
    body = gazetteer.with_siren(siren)
    assert body is not None
    assert body.code == code


def test_a_commune_nouvelle_has_its_siren_since_a_year_and_its_former_parts() -> None:
    (annecy,) = (one for one in gazetteer.communes_named("d'Annecy") if not one.state)
    assert annecy.is_new
    assert annecy.since == 2019
    assert {"Seynod", "Pringy"} <= {one.nom for one in gazetteer.former_of("74010")}


def test_a_look_up_takes_under_a_millisecond() -> None:
    gazetteer.with_siren("218600666")
    asked = [f"de Saint-{name}" for name in ("Paul", "Jean", "Pierre", "Martin", "Rien", "Ouen", "Aubin", "Denis")]
    started = time.process_time()
    for words in asked:
        gazetteer.communes_named(words)
        gazetteer.groups_named(words)
    assert (time.process_time() - started) / len(asked) < 0.001


def test_the_vintage_is_told() -> None:
    assert gazetteer.vintage().year >= 2026
    assert "decoupage-administratif" in gazetteer.vintage().package
