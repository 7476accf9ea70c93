"""Headings and values of the exports: words in the reader's language for people, keys for programs."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from acts import act as consistent
from delibparse.exports import flat, markdown, xlsx
from delibparse.exports.headings import WORDS, heading, in_a_cell, sheet_title
from delibparse.exports.tables import TABLES
from delibparse.exports.xlsx import columns_of
from delibparse.labels import POINTER, Lang, labels
from delibparse.model.fields import LISTS, SIDES
from delibparse.model.record import (
    Correction,
    Deliberation,
    Document,
    Gravite,
    ModeScrutin,
    Resultat,
    Source,
    TypeCollectivite,
)
from delibparse.model.schema import to_json
from delibparse.model.stream import Act

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def given(folder: Path, act: Deliberation) -> Path:
    path = folder / "acte.json"
    path.write_bytes(to_json(Document(source=Source("acte.pdf", "0" * 64, 1, []), deliberations=[act])))
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def for_people(act: Deliberation, folder: Path, lang: Lang) -> str:
    """What the three exports for people say of an act."""
    own = {name: getattr(act, name) for name in Deliberation.__struct_fields__}
    found = [Act(**own, fichier="acte.pdf", sha256="0" * 64, acte=1)]
    told = io.BytesIO()
    markdown.write(found, told, lang)
    flat.write_csv(found, folder / "tables", lang)
    xlsx.write(found, folder / "actes.xlsx", lang)
    tables = [path.read_text(encoding="utf-8") for path in sorted((folder / "tables").iterdir())]
    sheets = [f"{paper}: {' '.join(map(str, row))}" for paper, row in cells(folder / "actes.xlsx")]
    return " ".join([told.getvalue().decode(), *tables, *sheets])


def cells(path: Path) -> Iterator[tuple[str, list[Any]]]:
    import openpyxl

    for paper in openpyxl.load_workbook(path):
        for row in paper.iter_rows(values_only=True):
            yield paper.title, [cell for cell in row if cell is not None]


def test_exports_for_people_speak_their_language(tmp_path: Path) -> None:
    act = consistent(
        vote__resultat="adopte", deduits=["/vote/pour"], corriges=[Correction("/effectif/presents", "1O", 10)]
    )
    french, english = for_people(act, tmp_path, "fr"), for_people(act, tmp_path, "en")
    for fr, en in (
        ("Valeurs déduites", "Deduced values"), ("Mandataire, nom", "Holder, family name"), ("Séance : ", "Session: "),
        ("Objet", "Object"), ("adopté", "adopted"), ("excusé", "excused"),
        ("11 pour (déduit)", "11 for (deduced)"), ("**Présents** : ", "**Present**: "), ("Clé de l'acte", "Act's key"),
    ):  # fmt: skip
        assert fr in french, fr
        assert en in english, en
    assert not POINTER.search(french + english)
    keys = {column.name for one in TABLES for column in one.columns if "_" in column.name} | {
        "deduits",
        "adopte",
        "excuses",
    }
    assert [key for key in keys if re.search(rf"\b{key}\b", french + english)] == []


def test_the_language_is_that_of_the_run(run: Run, tmp_path: Path) -> None:
    path = given(tmp_path, consistent())
    assert "**Présents**" in run("export", path, "-f", "md").stdout.decode()
    assert "**Present**" in run("export", path, "-f", "md", env={"LC_ALL": "en_GB.UTF-8"}).stdout.decode()


def test_exports_for_programs_keep_their_keys(run: Run, tmp_path: Path) -> None:
    path = given(tmp_path, consistent(vote__resultat="adopte", deduits=["/vote/pour"]))
    for n, lang in enumerate(("fr", "en")):
        assert run("export", path, "-f", "csv", "-o", tmp_path / str(n), "--lang", lang).returncode == 0
    assert (tmp_path / "0" / "actes.csv").read_bytes() == (tmp_path / "1" / "actes.csv").read_bytes()
    [row] = table(tmp_path / "0" / "actes.csv")
    assert (row["vote_resultat"], row["deduits"]) == ("adopte", "/vote/pour")
    scdl, other = (run("export", path, "-f", "scdl", "--lang", lang).stdout for lang in ("fr", "en"))
    assert scdl == other


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_column_has_a_heading_and_every_key_a_word(lang: Lang) -> None:
    for one in TABLES:
        heads = [heading(column, lang) for column in columns_of(one)]
        assert len(set(heads)) == len(heads), one.name
        assert not [head for head in heads if "/" in head or "_" in head or head[0].islower()]
    assert len({sheet_title(one, lang) for one in TABLES}) == len(TABLES)
    columns = {column.name: column for one in TABLES for column in one.columns}
    told = {
        "collectivite_type": get_args(TypeCollectivite), "vote_resultat": get_args(Resultat), "vote_scrutin": get_args(ModeScrutin),
        "gravite": get_args(Gravite), "etat": LISTS, "sens": SIDES,
    }  # fmt: skip
    assert set(told) == set(WORDS)
    for name, values in told.items():
        assert {str(value) for value in values} <= set(labels(lang)[WORDS[name]]), name
        assert in_a_cell(columns[name], "nowhere", lang) == "nowhere"
