"""What `make bench-tables` counts, on records made by hand."""

from __future__ import annotations

import importlib.util
import sys
from importlib import import_module
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fixtures"))

import sitting

BENCH = Path(__file__).parent.parent / "bench" / "tables.py"


def load() -> ModuleType:
    """By its path: the fixtures have a module `tables` too."""
    spec = importlib.util.spec_from_file_location("bench_tables", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["bench_tables"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


bench = load()

ANNE, LUC, ZOE, GUY, EVE = (
    {"prenom": first, "nom": last}
    for first, last in (
        ("Anne", "VERDIER"),
        ("Luc", "MAUPAS"),
        ("Zoé", "TILLAC"),
        ("Guy", "ORGERET"),
        ("Ève", "BRISSON"),
    )
)


def act(**lists: Any) -> dict[str, Any]:
    return {"deliberations": [{"presents": [], "excuses": [], "absents": [], "pouvoirs": [], **lists}]}


TRUTH = act(presents=[ANNE, LUC], excuses=[ZOE], absents=[GUY], pouvoirs=[{"mandant": EVE, "mandataire": LUC}])


def figures(record: dict[str, Any]) -> tuple[int, int, int]:
    got = bench.score("essai", TRUTH, record)
    assert got.members == 5
    assert len(got.wrong) == 5 - got.right
    return got.right, got.exact, got.too_many


def test_the_truth_itself_is_right() -> None:
    assert figures(TRUTH) == (5, 5, 0)


def test_no_act_is_all_wrong() -> None:
    assert figures({"deliberations": []}) == (0, 0, 0)


def test_a_wrong_state_and_a_wrong_holder_are_wrong() -> None:
    record = act(presents=[ANNE, LUC, ZOE], absents=[GUY], pouvoirs=[{"mandant": EVE, "mandataire": ANNE}])
    assert figures(record) == (3, 3, 0)


def test_a_member_in_two_lists_is_wrong() -> None:
    record = act(
        presents=[ANNE, LUC], excuses=[ZOE, EVE], absents=[GUY], pouvoirs=[{"mandant": EVE, "mandataire": LUC}]
    )
    assert figures(record) == (4, 4, 0)


def test_a_spoilt_name_keeps_its_state_and_not_its_name() -> None:
    spoilt = {"prenom": "Guy", "nom": "0RGERET"}
    record = act(presents=[ANNE, LUC], excuses=[ZOE], absents=[spoilt], pouvoirs=[{"mandant": EVE, "mandataire": LUC}])
    assert figures(record) == (5, 4, 0)


def test_who_is_not_in_the_table_is_too_many() -> None:
    stranger = {"prenom": None, "nom": "TOTAL"}
    record = act(presents=[ANNE, LUC, stranger], excuses=[ZOE], absents=[GUY], pouvoirs=[])
    assert figures(record) == (4, 4, 1)


@pytest.mark.skipif(not sitting.fonts_available(), reason="fonts-liberation or fonts-dejavu-core is missing")
@pytest.mark.parametrize("name", bench.SETS)
def test_no_two_members_of_a_table_are_near_enough_to_be_one_spoilt(name: str) -> None:
    for maker in getattr(import_module(bench.SETS[name]), name).values():
        members = bench.rows(maker()[1]["deliberations"][0])
        assert max(bench.alike(one.who, other.who) for one, other in combinations(members, 2)) < bench.NEAR
