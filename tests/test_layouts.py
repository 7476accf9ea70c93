"""The typeset layouts, each against its whole truth: as text PDFs all of them, as clean scans those that scanning tries
most."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fixtures"))

import degrade
import layouts
import typeset

from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

pytestmark = pytest.mark.skipif(not typeset.fonts_available(), reason="fonts-liberation is not installed")


def differences(truth: Any, got: Any, path: str = "") -> list[str]:
    """Where a record says something else than its truth; keys that the truth leaves out are not looked at."""
    if isinstance(truth, dict) and {"prenom", "nom"} <= truth.keys():
        alike = got is not None and same_person(
            Personne("", None, truth["prenom"], truth["nom"]), Personne("", None, got["prenom"], got["nom"])
        )
        return [] if alike else [f"{path}: {truth['nom']} read {got and got['texte']}"]
    if isinstance(truth, dict):
        return [line for key, value in truth.items() for line in differences(value, got[key], f"{path}/{key}")]
    if isinstance(truth, list):
        if len(truth) != len(got):
            return [f"{path}: {len(truth)} expected, {len(got)} read"]
        return [
            line
            for k, (one, other) in enumerate(zip(truth, got, strict=True))
            for line in differences(one, other, f"{path}/{k}")
        ]
    return [] if truth == got else [f"{path}: {truth!r} read {got!r}"]


def read(pdf: bytes) -> Any:
    return json.loads(to_json(extract_bytes(pdf, "layout.pdf", Options())))


@pytest.mark.parametrize("name", layouts.LAYOUTS)
def test_a_typeset_layout_is_read_whole(name: str) -> None:
    pdf, truth = layouts.LAYOUTS[name]()
    assert differences(truth, read(pdf)) == []


@pytest.mark.parametrize("name", ["marge", "deux-colonnes", "vote-tableau", "ccas", "village"])
def test_its_clean_scan_too(name: str) -> None:
    pdf, truth = layouts.LAYOUTS[name]()
    scan = degrade.to_pdf(degrade.clean(pdf), 300, quality=85)
    assert differences(truth, read(scan)) == []


def test_each_act_of_a_bundle_has_its_own_band_and_pages() -> None:
    pdf, _ = layouts.LAYOUTS["recueil"]()
    acts = read(pdf)["deliberations"]
    assert [act["identifiant_acte"][-11:] for act in acts] == [f"2023_04{k}-DE" for k in range(1, 6)]
    assert [act["pages"] for act in acts] == [[1], [2, 3], [4], [5], [6]]


@pytest.mark.parametrize("name", ["village", "vote-tableau"])
def test_a_photograph_of_it_too(name: str) -> None:
    pdf, truth = layouts.LAYOUTS[name]()
    assert differences(truth, read(degrade.bench_scan(pdf, "phone", seed=4))) == []
