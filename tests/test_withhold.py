"""`--min-confidence`: what was read too unsurely is null, and told."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from acts import act, member
from conftest import FIXTURES
from delibparse.checks import check_act
from delibparse.model.people import namings
from delibparse.model.record import REREAD, WITHHELD, Correction, Deliberation, Document, Lieu
from delibparse.reconcile import withhold
from delibparse.settings import load, to_toml

Run = Callable[..., subprocess.CompletedProcess[bytes]]

SCAN = FIXTURES / "sample-scan.pdf"


def read(sureness: float = 0.95, **unsure: float) -> Deliberation:
    """The act of `acts.act`, read with one confidence but for the values named: read(vote__pour=0.4)."""
    record = act()
    pointers = [pointer for pointer, _ in namings(record)]
    pointers += ["/objet", "/seance/date", "/effectif/presents", "/effectif/pouvoirs"]
    pointers += [f"/vote/{name}" for name in ("pour", "contre", "abstentions", "resultat")]
    sure = dict.fromkeys(pointers, sureness) | {"/" + name.replace("__", "/"): much for name, much in unsure.items()}
    for pointer, much in sure.items():
        record.provenance[pointer] = [Lieu(page=1, bbox=(0, 0, 1, 1), confiance=much, texte=f"lu {pointer}")]
    return record


def codes(record: Deliberation) -> list[str]:
    return [row.code for row in check_act(record) if row.code.startswith("LEC")]


def test_a_figure_under_the_threshold_is_null_and_told() -> None:
    record = read(vote__pour=0.4)
    withhold(record, 0.6)
    assert record.vote.pour is None
    assert record.corriges == [Correction("/vote/pour", "lu /vote/pour", None, WITHHELD)]
    assert "/vote/pour" not in record.provenance
    assert codes(record) == ["LEC011"]


def test_what_is_sure_enough_stays() -> None:
    record, before = read(vote__pour=0.6), read(vote__pour=0.6)
    withhold(record, 0.6)
    assert record == before
    assert codes(record) == []


def test_what_was_deduced_from_it_is_deduced_again() -> None:
    record = read(vote__pour=0.4)
    del record.provenance["/vote/resultat"]
    record.deduits = ["/vote/resultat"]
    withhold(record, 0.6)
    assert (record.vote.resultat, record.deduits) == (None, [])


def test_unsure_members_leave_their_list_and_the_others_keep_their_places() -> None:
    record = read(presents__2=0.3, presents__5=0.9, presents__7=0.2)
    withhold(record, 0.6)
    assert [who.nom for who in record.presents] == [
        "ABADIE", "BERTIN", "DELMAS", "ESTEVE", "FABRE", "GARCIN", "IMBERT", "JOLY"
    ]  # fmt: skip
    assert record.provenance["/presents/4"][0].texte == "lu /presents/5"
    assert {(row.champ, row.lu) for row in record.corriges} == {
        ("/presents", "lu /presents/2"),
        ("/presents", "lu /presents/7"),
    }
    # ten are declared and eight are left: our doing, so no error of the clerk's
    assert {row.gravite for row in check_act(record) if row.code.startswith("EFF")} <= {"alerte", "info"}


def test_a_proxy_may_be_without_holder_and_not_without_giver() -> None:
    record = read(pouvoirs__0__mandataire=0.3, pouvoirs__1__mandant=0.3, pouvoirs__1__mandataire=0.2)
    withhold(record, 0.6)
    assert [(proxy.mandant.nom, proxy.mandataire and proxy.mandataire.nom) for proxy in record.pouvoirs] == [
        ("LOIN0", None),
        ("LOIN2", "CARON"),
    ]
    assert sorted(row.champ for row in record.corriges) == ["/pouvoirs", "/pouvoirs/0/mandataire"]


def test_what_others_have_mended_stays_and_a_second_look_is_a_reading_like_the_first() -> None:
    record = read(vote__pour=0.4, presents__3=0.4)
    record.corriges = [
        Correction("/vote/pour", 17, 11, "seul chiffre qui satisfait les sommes"),
        Correction("/presents/3", "DFLMAS", "DELMAS", REREAD),
    ]
    withhold(record, 0.6)
    assert record.vote.pour == 11
    assert member("DELMAS") not in record.presents
    assert codes(record) == ["LEC001", "LEC002", "LEC011"]


def test_paragraphs_stay() -> None:
    record = read(expose__0=0.1)
    record.expose = ["La balayeuse a vingt ans."]
    withhold(record, 1.0)
    assert record.expose == ["La balayeuse a vingt ans."]


def test_extract_takes_it_from_the_command_line_or_the_settings(
    run: Run, tmp_path: Path, extracted: Callable[[Path], Document]
) -> None:
    settings = tmp_path / "reglages.toml"
    settings.write_text("min_confidence = 0.999", encoding="utf-8")
    ways = (["--min-confidence", "0.999"], ["--config", settings])
    strict = [json.loads(run("extract", SCAN, "--pages", "1", *way).stdout) for way in ways]
    assert extracted(SCAN).deliberations[0].effectif.en_exercice is not None
    for document in strict:
        [found] = document["deliberations"]
        assert found["effectif"]["en_exercice"] is None
        assert "LEC011" in {row["code"] for row in found["avertissements"]}
    assert strict[0] == strict[1]


@pytest.mark.parametrize(("text", "value"), [("0.6", 0.6), ("1", 1.0), ("0", 0.0)])
def test_the_settings_keep_a_threshold(tmp_path: Path, text: str, value: float) -> None:
    path = tmp_path / "delibparse.toml"
    path.write_text(f"min_confidence = {text}", encoding="utf-8")
    assert load(path).min_confidence == value
    path.write_text(to_toml(load(path)), encoding="utf-8")
    assert load(path).min_confidence == value


@pytest.mark.parametrize("value", ["1.5", "-0.1", "true", '"0.6"', "nan"])
def test_what_is_no_threshold_is_refused(run: Run, tmp_path: Path, value: str) -> None:
    path = tmp_path / "faux.toml"
    path.write_text(f"min_confidence = {value}", encoding="utf-8")
    assert run("extract", SCAN, "--config", path).returncode == 2
