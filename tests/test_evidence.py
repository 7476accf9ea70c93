"""The record tells what its page told: the checks give the same warnings without the places."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import FIXTURES
from delibparse.checks import check
from delibparse.checks.report import rows
from delibparse.errors import DelibparseError
from delibparse.model.record import Document
from delibparse.model.schema import from_json, to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.settings import NO_SETTINGS

SESSION = """PROCÈS-VERBAL du conseil municipal

Séance du vendredi 6 février 2023

Présents : Anne ROI, Luc PETIT (arrivé à 19h07), Zoé BLANC (à partir du point 2), Mme Eve TOO:R

Pouvoirs : Max GRIS donne pouvoir à Luc BRUN

1. Balayeuse

Le quorum n'ayant pas été atteint le 1er février, le conseil a été convoqué une seconde fois.

Le conseil municipal, après en avoir délibéré, décide à la majorité d'acheter une balayeuse.

Pour : 3 Contre : 0 Abstention : 0

2. École

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de repeindre l'école.
"""


def session() -> Document:
    return extract_bytes(SESSION.encode(), "session.txt", Options())


def without_places(document: Document) -> Document:
    """As `extract --no-provenance` prints it and `check -` reads it."""
    bare = from_json(to_json(document))
    for act in bare.deliberations:
        act.provenance = {}
    return bare


def told(document: Document) -> list[list[Any]]:
    check(document)
    return [document.avertissements, *(act.avertissements for act in document.deliberations)]


def test_what_the_page_tells_is_in_the_record() -> None:
    first, second = session().deliberations
    hints = first.indices
    assert [(one.personne.nom, one.texte, one.depuis, one.jusqua) for one in hints.mouvements] == [
        ("PETIT", "arrivé à 19h07", "19:07", None),
        ("BLANC", "à partir du point 2", "2", None),
    ]
    assert [(one.texte, one.date, one.jour) for one in hints.dates_imprimees] == [
        ("vendredi 6 février 2023", "2023-02-06", "vendredi")
    ]
    assert [(one.zone, one.texte, one.page) for one in hints.non_lus] == [("presences", "Mme Eve TOO:R", 1)]
    assert first.provenance["/indices/non_lus/0"][0].texte == "Mme Eve TOO:R"
    assert (hints.seconde_convocation, second.indices.seconde_convocation) == (True, False)
    assert (hints.majorite, second.indices.majorite) == (True, False)
    codes = {warning.code for warning in first.avertissements}
    assert codes >= {"DAT002", "EFF030", "LEC006", "POU003", "VOT010"}


def test_a_cause_of_the_session_is_told_once_with_its_acts() -> None:
    document = session()
    by_code = {row.avertissement.code: row for row in rows(document, NO_SETTINGS)}
    assert (by_code["DAT002"].avertissement.portee, by_code["DAT002"].actes) == ("seance", 2)
    assert (by_code["VOT010"].avertissement.portee, by_code["VOT010"].actes) == ("acte", 1)
    listed = [row.avertissement.code for row in rows(document, NO_SETTINGS)]
    assert listed.count("DAT002") == listed.count("POU003") == 1


@pytest.mark.parametrize(
    "name", ["chatellerault.pdf", "built/chatellerault-c-office.pdf", "built/chatellerault-d-bad.pdf"]
)
def test_a_fixture_without_its_places_gives_the_same_warnings(name: str, extracted: Callable[[Path], Document]) -> None:
    document = extracted(FIXTURES / name)
    assert told(without_places(document)) == told(document)


CORPORA = {
    "real/*.txt": 4, "minutes/*.txt": 4, "none/*.txt": 4, "pdf/*.pdf": 4, "archives/*/*.pdf": 8, "attack/*.txt": 4,
}  # fmt: skip
"""One file in so many of each corpus is read here, which takes long; all gave the same when the record was made so."""


@pytest.mark.parametrize("glob", CORPORA)
def test_a_corpus_without_its_places_gives_the_same_warnings(glob: str, shared: Path) -> None:
    found = 0
    for path in sorted((shared / "corpus").glob(glob))[:: CORPORA[glob]]:
        try:
            document = extract_bytes(path.read_bytes(), path.name, Options(ocr="never"))
        except DelibparseError:
            continue
        found += 1
        assert told(without_places(document)) == told(document), path.name
    assert found > 1


def test_the_two_commands_agree(run: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "session.txt"
    file.write_text(SESSION, encoding="utf-8")
    bare = run("extract", "--no-provenance", file)
    direct, piped = run("check", "--json", file), run("check", "--json", "-", input=bare.stdout)
    known = [{key: row[key] for key in row if key != "page"} for row in json.loads(direct.stdout)]
    assert [{key: row[key] for key in row if key != "page"} for row in json.loads(piped.stdout)] == known
    assert known
