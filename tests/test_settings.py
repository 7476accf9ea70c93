"""`delibparse.toml`, whatever reads acts, and `delibparse config`."""

from __future__ import annotations

import csv
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from delibparse import errors
from delibparse.reconcile.roster import load as load_roster
from delibparse.settings import Settings, in_folder, load, to_toml

Run = Callable[..., subprocess.CompletedProcess[bytes]]

ACT = """COMMUNE DE VALBRUNE
CONSEIL MUNICIPAL
Séance du 3 mars 2021

Nombre de membres en exercice : 51
Présents : Jean ROI, Marie BLANC

OBJET : Achat d'une balayeuse

Le conseil municipal, après en avoir délibéré, décide d'acheter une balayeuse.

ADOPTÉ À L'UNANIMITÉ
"""

TOO_MANY = "EFF070"
"""Fires on 51 members in office for 900 inhabitants, which only the settings tell."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    acts = tmp_path / "actes"
    acts.mkdir()
    (acts / "balayeuse.txt").write_text(ACT, encoding="utf-8")
    return acts


def codes(document: bytes) -> set[str]:
    return {row["code"] for act in json.loads(document)["deliberations"] for row in act["avertissements"]}


def test_extract_reads_the_settings_beside_each_file_or_those_given(run: Run, folder: Path, tmp_path: Path) -> None:
    act = folder / "balayeuse.txt"
    assert TOO_MANY not in codes(run("extract", act).stdout)
    other = tmp_path / "autre.toml"
    other.write_text("population = 900", encoding="utf-8")
    assert TOO_MANY in codes(run("extract", act, "--config", other).stdout)
    (folder / "delibparse.toml").write_text("population = 900", encoding="utf-8")
    assert TOO_MANY in codes(run("extract", act).stdout)
    wrong = run("extract", act, "--config", tmp_path / "absent.toml")
    assert wrong.returncode == 2
    assert wrong.stderr.count(b"\n") == 1


def test_strict_does_not_count_what_the_settings_ignore(run: Run, folder: Path) -> None:
    act = folder / "balayeuse.txt"
    assert run("extract", act, "--strict").returncode == 1
    (folder / "delibparse.toml").write_text('ignore = ["EFF", "QUO"]', encoding="utf-8")
    kept = run("extract", act, "--strict")
    assert kept.returncode == 0
    assert any(code.startswith(("EFF", "QUO")) for code in codes(kept.stdout))  # the record keeps all


def test_a_batch_keeps_the_settings_for_its_next_run(run: Run, folder: Path, tmp_path: Path) -> None:
    config, out = tmp_path / "mienne.toml", tmp_path / "lus"
    config.write_text('population = 900\nmembres = "membres.csv"\nignore = ["SEG"]', encoding="utf-8")
    (tmp_path / "membres.csv").write_text("nom,prenom,civilite,from,to\nROI,Jean,M.,2020-01-01,\n", encoding="utf-8")
    assert run("batch", folder, "--out", out, "--config", config, "-j", 1).returncode == 0
    with (out / "warnings.csv").open(encoding="utf-8") as table:
        listed = {row["code"] for row in csv.DictReader(table)}
    assert TOO_MANY in listed
    assert not {code for code in listed if code.startswith("SEG")}
    assert in_folder(out) == load(config)
    before = (out / "warnings.csv").read_bytes()
    again = run("batch", folder, "--out", out, "-j", 1)
    assert (again.returncode, again.stderr) == (0, b"")
    assert (out / "warnings.csv").read_bytes() == before


def test_settings_are_written_as_they_are_read(tmp_path: Path) -> None:
    whole = Settings(
        'Commune "de" Valbrune', "218600666", "21860066600018", 900, tmp_path / "m.csv", ("SEG001",), ("VOT",)
    )  # fmt: skip
    for settings in (whole, Settings()):
        (tmp_path / "delibparse.toml").write_text(to_toml(settings), encoding="utf-8")
        assert in_folder(tmp_path) == settings


def test_config_tells_what_holds_and_whence(run: Run, folder: Path) -> None:
    none = run("config", folder).stdout.decode()
    assert none.startswith("aucun réglage : ni --config, ni ")
    assert "  population     non dit" in none.splitlines()
    (folder / "delibparse.toml").write_text('population = 900\nignore = ["seg001", "LEC"]', encoding="utf-8")
    for path in (folder, folder / "balayeuse.txt"):
        lines = run("config", path, "--lang", "en").stdout.decode().splitlines()
        assert lines[0] == str(folder / "delibparse.toml")
        assert "  population     900" in lines
        assert "  ignore         SEG001, LEC" in lines
        assert "  nom            not told" in lines
    told = json.loads(run("config", folder, "--json").stdout)
    assert told["reglages"]["ignore"] == ["SEG001", "LEC"]
    assert told["fichier"] == str(folder / "delibparse.toml")
    assert run("config", folder / "absent").returncode == 3


@pytest.mark.parametrize(
    "content", [b"a = " + b"[" * 50_000, b"population = " + b"9" * 5000, b"\xff\xfe", b"#" * 300_000, b"nom = 3"],
    ids=["lists without end", "a number of 5,000 digits", "no UTF-8", "too long", "another type"],
)  # fmt: skip
def test_settings_that_are_none_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "delibparse.toml").write_bytes(content)
    with pytest.raises(errors.BadSettings):
        in_folder(tmp_path)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no file without end")
def test_a_file_without_end_is_not_read_to_its_end() -> None:
    with pytest.raises(errors.BadSettings):
        load(Path("/dev/zero"))
    with pytest.raises(errors.BadRoster):
        load_roster(Path("/dev/zero"))
