"""Exports, each read back by an independent reader and compared with the records."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import layouts
import pytest

from acts import act as consistent
from acts import alter
from conftest import FIXTURES, ROOT
from delibparse import extract
from delibparse.exports.headings import sheet_title
from delibparse.exports.people import People
from delibparse.exports.tables import TABLES
from delibparse.model.record import Correction, Deliberation, Elu, Lieu, Personne, Pouvoir
from delibparse.model.schema import to_json
from delibparse.model.stream import Act
from readers import SCDL_SCHEMA, akn_faults, akoma_ntoso, popolo_faults, scdl_faults

Run = Callable[..., subprocess.CompletedProcess[bytes]]
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Châtellerault act and the layouts of the invented councils, as JSON Lines of documents."""
    path = tmp_path_factory.mktemp("exports") / "acts.jsonl"
    with path.open("wb") as file:
        file.write(to_json(extract(FIXTURES / "chatellerault.pdf")) + b"\n")
        for name, maker in layouts.LAYOUTS.items():
            file.write(to_json(extract(maker()[0], name=f"{name}.pdf")) + b"\n")
    return path


@pytest.fixture(scope="module")
def records(source: Path) -> list[dict[str, Any]]:
    documents = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    return [act for document in documents for act in document["deliberations"]]


def table(path: Path, **how: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **how))


def complete() -> Deliberation:
    """An act with all that the open-data table must have."""
    return consistent(
        numero="2019-12", collectivite__nom="COMMUNE DE VALBRUNE", formalites__reception_prefecture="2019-06-20"
    )


def as_act(act: Deliberation, n: int = 1) -> Act:
    """The act as the one of a file of its own, the n-th."""
    fields = {name: getattr(act, name) for name in Deliberation.__struct_fields__}
    return Act(**fields, fichier=f"acte{n}.pdf", sha256=f"{n:064d}"[::-1], acte=1)


def given(tmp_path: Path, *acts: Deliberation) -> Path:
    """A file of acts of one file each."""
    import msgspec

    path = tmp_path / "given.jsonl"
    lines = [msgspec.json.encode(as_act(act, n)) for n, act in enumerate(acts, 1)]
    path.write_bytes(b"\n".join(lines) + b"\n")
    return path


def test_scdl_is_valid_by_frictionless(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "scdl.csv"
    done = run(
        "export", given(tmp_path, complete()), "-f", "scdl", "-o", out, "--siret", "21860066600018",
        "--matiere-defaut", "8.1", "--url-base", "https://valbrune.example/actes/", "--strict",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert scdl_faults(out) == []
    [row] = table(out)
    assert list(row) == [field["name"] for field in SCDL_SCHEMA["fields"]]
    assert (row["DELIB_ID"], row["DELIB_DATE"]) == ("2019-12", "2019-06-14")
    assert row["DELIB_MATIERE_NOM"].count("/") == 1
    assert row["DELIB_MATIERE_NOM"] == row["DELIB_MATIERE_NOM"].lower().replace(",", "")
    assert (row["VOTE_EFFECTIF"], row["VOTE_REEL"], row["VOTE_POUR"]) == ("15", "", "11")
    assert row["PREF_DATE"] == "2019-06-20"
    assert row["DELIB_URL"] == "https://valbrune.example/actes/acte1.pdf"


def test_scdl_tells_what_is_missing_and_strict_refuses_it(run: Run, tmp_path: Path) -> None:
    bare = consistent()
    path, out = given(tmp_path, complete(), bare), tmp_path / "scdl.csv"
    done = run("export", path, "-f", "scdl", "-o", out)
    assert done.returncode == 0
    said, head, *rows = [line.split() for line in done.stderr.decode().splitlines()]
    assert said[1:] == ["cellules", "obligatoires", "vides"]
    assert head == ["cellule", "actes", "le", "premier", "remède"]
    assert [(row[0], row[1], row[2]) for row in rows] == [
        ("COLL_NOM", "1", "acte2.pdf,"), ("COLL_SIRET", "2", "acte1.pdf,"), ("DELIB_ID", "1", "acte2.pdf,"),
        ("DELIB_MATIERE_CODE", "2", "acte1.pdf,"), ("DELIB_MATIERE_NOM", "2", "acte1.pdf,"),
    ]  # fmt: skip
    assert "--nom," in rows[0]
    assert rows[3][-1] == "--matiere-defaut"
    assert len(table(out)) == 2
    before = out.read_bytes()
    done = run("export", path, "-f", "scdl", "-o", out, "--strict")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert out.read_bytes() == before
    (tmp_path / "delibparse.toml").write_text('nom = "Valbrune"\nsiret = "21860066600018"\n', encoding="utf-8")
    run("export", path, "-f", "scdl", "-o", out)
    assert [(row["COLL_NOM"], row["COLL_SIRET"]) for row in table(out)] == [
        ("COMMUNE DE VALBRUNE", "21860066600018"), ("Valbrune", "21860066600018"),
    ]  # fmt: skip


def bodied(nom: str | None, siren: str | None = None) -> Deliberation:
    return consistent(numero="1", collectivite__nom=nom, collectivite__siren=siren)


BODIES = {
    "one, by name or by none": ([bodied("Commune de VALBRUNE"), bodied("Valbrune"), bodied(None)], [1, 1, 1]),
    "another by its SIREN": ([bodied("Valbrune", "218600666"), bodied("SIVOM du Lac", "200000172")], [1, 0]),
    "another by its name": ([bodied("Valbrune", "218600666"), bodied("SIVOM du Lac"), bodied("VALBRUNE")], [1, 0, 1]),
    "none of two names is known to be ours": ([bodied("Valbrune"), bodied("SIVOM du Lac")], [0, 0]),
    "no name where there are two": ([bodied("Valbrune", "218600666"), bodied("SIVOM du Lac"), bodied(None)], [1, 0, 0]),
    "a SIREN that is not ours": ([bodied("Valbrune", "200000172"), bodied(None)], [0, 0]),
}


@pytest.mark.parametrize("name", BODIES)
def test_a_siret_is_put_on_no_other_bodys_acts(run: Run, tmp_path: Path, name: str) -> None:
    acts, ours = BODIES[name]
    out = tmp_path / "scdl.csv"
    done = run(
        "export",
        given(tmp_path, *acts),
        "-f",
        "scdl",
        "-o",
        out,
        "--siret",
        "21860066600018",
        "--matiere-defaut",
        "8.1",
    )
    assert done.returncode == 0
    assert [row["COLL_SIRET"] for row in table(out)] == ["21860066600018" if own else "" for own in ours]
    told = [line for line in done.stderr.decode().splitlines() if "COLL_SIRET" in line]
    assert len(told) == (0 if all(ours) else 1)
    assert all("exportez chacune à part" in line for line in told)


@pytest.mark.parametrize("format_", ["sqlite", "popolo"])
def test_a_body_is_one_by_its_siren(run: Run, tmp_path: Path, format_: str) -> None:
    acts = [
        bodied("Valbrune"), bodied("Commune de Valbrune", "218600666"), bodied("VALBRUNE", "218600666"),
        bodied("Saint-Martin", "211111111"), bodied("Saint-Martin", "212222222"), bodied("Saint-Martin"),
    ]  # fmt: skip
    out = tmp_path / "told"
    assert run("export", given(tmp_path, *acts), "-f", format_, "-o", out).returncode == 0
    if format_ == "sqlite":
        with sqlite3.connect(out) as base:
            sirens = [siren for (siren,) in base.execute("select siren from councils order by id")]
    else:
        told = json.loads(out.read_bytes())["organizations"]
        sirens = [one.get("identifiers", [{"identifier": None}])[0]["identifier"] for one in told]
    assert sirens == ["218600666", "211111111", "212222222", None]  # the last may be of either


def test_a_given_name_is_the_bodys(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "scdl.csv"
    acts = [bodied("Commune de Valbrune"), bodied("SIVOM du Lac"), bodied(None)]
    how = ("-f", "scdl", "-o", out, "--nom", "Valbrune", "--siret", "21860066600018")
    run("export", given(tmp_path, *acts), *how)
    assert [(row["COLL_NOM"], row["COLL_SIRET"]) for row in table(out)] == [
        ("Commune de Valbrune", "21860066600018"), ("SIVOM du Lac", ""), ("", ""),
    ]  # fmt: skip
    run("export", given(tmp_path, bodied(None)), *how)
    assert [(row["COLL_NOM"], row["COLL_SIRET"]) for row in table(out)] == [("Valbrune", "21860066600018")]


DEDUCED = {"deduits": ["/vote/pour", "/vote/resultat", "/pouvoirs/0/mandataire/nom", "/scrutins/7/pour"]}


def test_scdl_publishes_no_deduced_figure_unless_told(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "scdl.csv"
    path = given(tmp_path, consistent(**DEDUCED), consistent(effectif__votants=13))
    run("export", path, "-f", "scdl", "-o", out)
    first, second = table(out)
    assert (first["VOTE_REEL"], first["VOTE_POUR"], first["VOTE_CONTRE"]) == ("", "", "0")
    assert (second["VOTE_REEL"], second["VOTE_POUR"]) == ("13", "11")
    assert "DEDUITS" not in first
    run("export", path, "-f", "scdl", "-o", out, "--deduced", "keep")
    first, second = table(out)
    assert (first["VOTE_REEL"], first["VOTE_POUR"], first["DEDUITS"]) == ("13", "11", "VOTE_REEL VOTE_POUR")
    assert (second["VOTE_REEL"], second["DEDUITS"]) == ("13", "")


def test_deduced_figures_are_marked_or_left_out(run: Run, tmp_path: Path) -> None:
    path, out = given(tmp_path, consistent(**DEDUCED)), tmp_path / "tables"
    run("export", path, "-f", "csv", "-o", out)
    [row] = table(out / "actes.csv")
    assert (row["vote_pour"], row["deduits"].split()[0]) == ("11", "/vote/pour")
    run("export", path, "-f", "csv", "-o", out, "--deduced", "drop")
    [row] = table(out / "actes.csv")
    assert (row["vote_pour"], row["vote_resultat"], row["vote_contre"]) == ("", "", "0")
    assert row["deduits"] == "/pouvoirs/0/mandataire/nom"  # a name is no figure
    assert len(table(out / "pouvoirs.csv")) == 3
    assert "11 pour (déduit), 0 contre," in run("export", path, "-f", "md").stdout.decode()
    assert "pour" not in run("export", path, "-f", "md", "--deduced", "drop").stdout.decode().split("## Vote")[1]
    counts = json.loads(run("export", path, "-f", "popolo").stdout)["motions"][0]["vote_events"][0]["counts"]
    assert [(row["option"], row.get("delibparse:deduced", False)) for row in counts] == [
        ("yes", True), ("no", False), ("abstain", False),
    ]  # fmt: skip


def test_a_date_before_the_session_is_not_the_prefectures(run: Run, tmp_path: Path) -> None:
    act = complete()
    alter(act, formalites__reception_prefecture="2019-06-01")
    run("export", given(tmp_path, act), "-f", "scdl", "-o", tmp_path / "s.csv")
    assert table(tmp_path / "s.csv")[0]["PREF_DATE"] == ""


def test_csv_holds_all_members_votes_and_warnings(run: Run, source: Path, records: list[Any], tmp_path: Path) -> None:
    out = tmp_path / "tables"
    assert run("export", source, "-f", "csv", "-o", out).returncode == 0
    assert {path.stem for path in out.iterdir()} == {one.name for one in TABLES}
    acts = table(out / "actes.csv")
    assert [row["objet"] for row in acts] == [act["objet"] or "" for act in records]
    assert [row["vote_pour"] for row in acts] == [
        "" if (n := act["vote"]["pour"]) is None else str(n) for act in records
    ]
    assert [row["vote_unanimite"] for row in acts] == [
        {True: "true", False: "false", None: ""}[act["vote"]["unanimite"]] for act in records
    ]
    people = [who["texte"] for act in records for state in ("presents", "excuses", "absents") for who in act[state]]
    assert [row["texte"] for row in table(out / "membres.csv")] == people
    assert len(table(out / "pouvoirs.csv")) == sum(len(act["pouvoirs"]) for act in records)
    assert [row["code"] for row in table(out / "avertissements.csv")] == [
        w["code"] for act in records for w in act["avertissements"]
    ]
    assert len({row["acte"] for row in acts}) == len(acts)


def test_csv_for_spreadsheets_runs_nothing(run: Run, tmp_path: Path) -> None:
    act = consistent(objet='=HYPERLINK("http://x")', organe="-1+2")
    out = tmp_path / "tables"
    run("export", given(tmp_path, act), "-f", "csv", "-o", out, "--excel")
    assert (out / "actes.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    [row] = table(out / "actes.csv", delimiter=";")
    assert row["Objet"] == """'=HYPERLINK("http://x")"""
    assert row["Organe"] == "'-1+2"
    assert row["Pour"] == "11"


def test_parquet_has_types(run: Run, source: Path, records: list[Any], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = tmp_path / "tables"
    assert run("export", source, "-f", "parquet", "-o", out).returncode == 0
    rows = parquet.read_table(out / "actes.parquet").to_pylist()
    assert [row["vote_contre"] for row in rows] == [act["vote"]["contre"] for act in records]
    held = [act["seance"]["date"] for act in records]
    assert [row["seance_date"] for row in rows] == [day and date.fromisoformat(day) for day in held]
    assert [row["vote_unanimite"] for row in rows] == [act["vote"]["unanimite"] for act in records]
    members = parquet.read_table(out / "membres.parquet").num_rows
    assert members == sum(len(act[state]) for act in records for state in ("presents", "excuses", "absents"))


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    import openpyxl

    head, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_xlsx_holds_typed_cells(run: Run, source: Path, records: list[Any], tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "actes.xlsx"
    assert run("export", source, "-f", "xlsx", "-o", out).returncode == 0
    acts = sheet(out, "Actes")
    assert [row["Contre"] for row in acts] == [act["vote"]["contre"] for act in records]
    assert [row["Objet"] for row in acts] == [act["objet"] for act in records]
    held = [act["seance"]["date"] for act in records]
    assert [row["Date"] and row["Date"].date() for row in acts] == [day and date.fromisoformat(day) for day in held]
    assert [row["Unanimité"] for row in acts] == [act["vote"]["unanimite"] for act in records]
    listed = [who["texte"] for act in records for state in ("presents", "excuses", "absents") for who in act[state]]
    assert [row["Nom imprimé"] for row in sheet(out, "Membres")] == listed
    assert [row["Mandant, nom imprimé"] for row in sheet(out, "Pouvoirs")] == [
        one["mandant"]["texte"] for act in records for one in act["pouvoirs"]
    ]
    assert [row["Code"] for row in sheet(out, "Avertissements")] == [
        one["code"] for act in records for one in act["avertissements"]
    ]
    assert len(sheet(out, "Votes")) == sum(len(side) for act in records for side in act["vote"]["noms"].values())
    assert {row["Clé de l'acte"] for row in sheet(out, "Membres")} <= {row["Clé de l'acte"] for row in acts}
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == [sheet_title(one, "fr") for one in TABLES]
    for paper in book:
        assert paper.freeze_panes == "A2"
        assert paper.auto_filter.ref == paper.dimensions
        assert 9 <= paper.column_dimensions["A"].width <= 61
        assert all(cell.data_type != "f" for row in paper.iter_rows() for cell in row)
    assert book["Actes"].column_dimensions["E"].width > 40  # the object
    again = tmp_path / "encore.xlsx"
    run("export", source, "-f", "xlsx", "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_xlsx_has_no_formula_whatever_the_texts_are(run: Run, tmp_path: Path) -> None:
    import openpyxl

    texts = ['=HYPERLINK("http://x")', "+1", "-2+3", "@SUM(A1)", "{=A1}", "http://exemple.fr", "007", "a\tb"]
    acts = [consistent(objet=text, numero=text) for text in texts]
    out = tmp_path / "actes.xlsx"
    assert run("export", given(tmp_path, *acts), "-f", "xlsx", "-o", out).returncode == 0
    paper = openpyxl.load_workbook(out)["Actes"]
    [column] = [cell.column for cell in paper[1] if cell.value == "Objet"]
    cells = [paper.cell(row, column) for row in range(2, len(texts) + 2)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (text.replace("\t", " "), "s", None) for text in texts
    ]
    assert [cell.quotePrefix for cell in cells[:5]] == [True, True, True, True, False]


def test_xlsx_of_what_no_cell_holds(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "actes.xlsx"
    long_ = "é" * 40_000
    act = consistent(objet=long_, seance__date="1789-07-14", formalites__publication="1899-02-28", vote__pour=None)
    assert run("export", given(tmp_path, act), "-f", "xlsx", "-o", out).returncode == 0
    [row] = sheet(out, "Actes")
    assert (len(row["Objet"]), row["Objet"][-5:]) == (32_767, "é […]")
    assert (row["Date"], row["Publication"], row["Pour"]) == ("1789-07-14", "1899-02-28", None)
    before = out.read_bytes()
    done = run("export", given(tmp_path, consistent(vote__pour=2**60)), "-f", "xlsx", "-o", out)
    assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
    assert b"Pour" in done.stderr
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".partial"] == []


def test_xlsx_shows_what_is_deduced(run: Run, tmp_path: Path) -> None:
    import openpyxl

    out = tmp_path / "actes.xlsx"
    run("export", given(tmp_path, consistent(deduits=["/vote/pour"])), "-f", "xlsx", "-o", out)
    paper = openpyxl.load_workbook(out)["Actes"]
    fonts = {head.value: cell.font.italic for head, cell in zip(paper[1], paper[2], strict=True)}
    assert (fonts["Pour"], fonts["Contre"], fonts["Objet"]) == (True, False, False)
    [row] = sheet(out, "Actes")
    assert row["Valeurs déduites"] == "Pour"


def test_jsonl_gives_the_acts_back(run: Run, source: Path, records: list[Any]) -> None:
    lines = [json.loads(line) for line in run("export", source, "-f", "jsonl").stdout.splitlines()]
    own = ("fichier", "sha256", "acte")
    assert [{k: v for k, v in line.items() if k not in own} for line in lines] == records
    again = run("export", "-", "-f", "jsonl", input=run("export", source, "-f", "jsonl").stdout).stdout
    assert [json.loads(line) for line in again.splitlines()] == lines


def test_jsonl_read_back_is_the_same_record(run: Run, source: Path) -> None:
    from delibparse.exports.acts import acts
    from delibparse.model.stream import acts_of

    before = list(acts([str(source)]))
    after = list(acts_of(io.BytesIO(run("export", source, "-f", "jsonl").stdout)))
    assert len(before) > 10
    assert after == before  # every field, to the last place of the last value
    assert any(act.provenance for act in after)
    assert any(act.avertissements for act in after)


def test_jsonl_read_back_keeps_what_is_rare(run: Run, tmp_path: Path) -> None:
    from delibparse.model.stream import acts_of

    act = consistent(
        objet="« L'œuvre » \u2028\x07 \U0001f3db", deduits=["/vote/pour"], visas=["", "Vu\nle code"],
        corriges=[Correction("/vote/pour", "il", 11), Correction("/numero", None, "1", "relecture")],
        elus=[Elu(Personne("A. ABADIE"), "1re adjointe", None, 13)],
        provenance={"/objet": [Lieu(page=1, bbox=(0.1, 2, 3.25, 4), confiance=0.5, texte="x")]},
    )  # fmt: skip
    told = run("export", given(tmp_path, act), "-f", "jsonl").stdout
    assert list(acts_of(io.BytesIO(told))) == [as_act(act)]
    (tmp_path / "again.jsonl").write_bytes(told)
    assert run("export", tmp_path / "again.jsonl", "-f", "jsonl").stdout == told


@pytest.fixture
def base(run: Run, source: Path, tmp_path: Path) -> sqlite3.Connection:
    assert run("export", source, "-f", "sqlite", "-o", tmp_path / "acts.db").returncode == 0
    return sqlite3.connect(tmp_path / "acts.db")


def test_sqlite_holds_the_records(base: sqlite3.Connection, records: list[Any]) -> None:
    assert base.execute("pragma integrity_check").fetchone() == ("ok",)
    assert base.execute("pragma foreign_key_check").fetchall() == []
    rows = base.execute(
        "select objet, pour, resultat, expose, points, en_exercice from deliberations order by number"
    ).fetchall()
    assert rows == [
        (
            act["objet"], act["vote"]["pour"], act["vote"]["resultat"], "\n\n".join(act["expose"]) or None,
            "\n\n".join(act["decision"]["points"]) or None, act["effectif"]["en_exercice"],
        )
        for act in records
    ]  # fmt: skip
    listed = base.execute(
        "select texte from presences join deliberations on deliberations.id = act_id where etat = 'presents' order by number, presences.rang"
    ).fetchall()
    assert [texte for (texte,) in listed] == [who["texte"] for act in records for who in act["presents"]]
    proxies = base.execute(
        "select p.nom, q.nom from proxies join deliberations on deliberations.id = act_id join people p on p.id = mandant_id "
        "left join people q on q.id = mandataire_id order by number, proxies.rang"
    ).fetchall()
    assert proxies == [
        (row["mandant"]["nom"], row["mandataire"] and row["mandataire"]["nom"])
        for act in records
        for row in act["pouvoirs"]
    ]


def test_sqlite_searches_without_accents_and_answers_the_common_questions(base: sqlite3.Connection) -> None:
    found = base.execute("select objet from acts_fts where acts_fts match 'refection'").fetchall()
    assert any("Réfection" in objet for (objet,) in found)
    for view in ("acts", "votes_by_name", "attendance", "acts_by_year", "contested"):
        assert base.execute(f"select count(*) from {view}").fetchone()[0] > 0, view
    assert base.execute("select count(*) from contested where contre = 0").fetchone() == (0,)


def test_sqlite_can_be_run_again(run: Run, source: Path, base: sqlite3.Connection, tmp_path: Path) -> None:
    def counts() -> list[int]:
        tables = ("acts", "people", "presences", "proxies", "sessions", "councils", "warnings", "acts_fts", "sources")
        return [base.execute(f"select count(*) from {name}").fetchone()[0] for name in tables]

    def people() -> list[tuple[Any, ...]]:
        return sorted(base.execute("select nom, prenom, civilite, evidence from people"), key=repr)

    before, everyone = counts(), people()
    assert run("export", source, "-f", "sqlite", "-o", tmp_path / "acts.db").returncode == 0
    assert counts() == before
    assert people() == everyone


def session_of(date_: str | None, objet: str, **lists: list[Personne]) -> Deliberation:
    """An act of a session of one body, with no one but those named."""
    empty: dict[str, Any] = {"presents": [], "excuses": [], "absents": [], "pouvoirs": [], "seance__secretaire": None}
    return consistent(
        collectivite__nom="Valbrune",
        seance__date=date_,
        objet=objet,
        **{**empty, "vote__noms__abstentions": [], **lists},
    )


def test_absences_are_counted_by_session(run: Run, tmp_path: Path) -> None:
    ann, bob, cat = (Personne(f"A. {nom}", None, "A.", nom) for nom in ("ANN", "BOB", "CAT"))
    evening = [session_of("2021-03-01", f"objet {k}", presents=[ann], excuses=[bob], absents=[cat]) for k in range(5)]
    evening[4] = session_of("2021-03-01", "objet 4", presents=[ann, cat], excuses=[bob])  # came late
    evening[3].pouvoirs = [Pouvoir(bob, ann)]
    second = [session_of("2021-04-01", f"autre {k}", presents=[ann, bob], absents=[cat]) for k in range(2)]
    undated = [session_of(None, f"sans date {k}", presents=[ann], excuses=[bob]) for k in range(2)]  # a file each
    out = tmp_path / "acts.db"
    for _ in range(2):
        assert run("export", given(tmp_path, *evening, *second, *undated), "-f", "sqlite", "-o", out).returncode == 0
        with sqlite3.connect(out) as base:
            rows = base.execute(
                "select nom, sessions, presents, represented, excuses, absents, missed from attendance order by nom"
            ).fetchall()
        assert rows == [("ANN", 4, 4, 0, 0, 0, 0), ("BOB", 4, 1, 1, 2, 0, 3), ("CAT", 2, 1, 0, 0, 1, 1)]


def test_the_list_of_acts_is_for_people(run: Run, tmp_path: Path) -> None:
    acts = [
        complete(),
        consistent(deduits=["/vote/pour"]),
        consistent(vote__pour=None, vote__contre=3, vote__abstentions=None),
        consistent(vote__pour=None, vote__contre=None, vote__abstentions=None),
    ]
    out = tmp_path / "acts.db"
    run("export", given(tmp_path, *acts), "-f", "sqlite", "-o", out)
    with sqlite3.connect(out) as base:
        found = base.execute("select * from acts")
        assert [column[0] for column in found.description] == [
            "date", "council", "numero", "objet", "resultat", "votes", "fichier", "act_id",
        ]  # fmt: skip
        rows = found.fetchall()
    assert rows[0][:7] == (
        "2019-06-14", "COMMUNE DE VALBRUNE", "2019-12", "Achat d'une balayeuse", "adopte",
        "11 pour, 0 contre, 2 abstentions", "acte1.pdf",
    )  # fmt: skip
    assert [row[5] for row in rows[1:]] == ["11 pour (déduit), 0 contre, 2 abstentions", "3 contre", None]


def test_a_database_of_an_earlier_version_gets_labels_and_views(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "acts.db"
    run("export", given(tmp_path, complete()), "-f", "sqlite", "-o", out)
    with sqlite3.connect(out) as base:
        base.execute("drop view acts")
        base.execute("drop view contested")  # that of then
        base.execute("alter table deliberations rename to acts")
        base.execute("create view mine as select objet from acts")
        base.execute("create view acts_list as select objet from acts")
        base.execute("drop view attendance")
        base.execute("drop table session_attendance")
        base.execute("create view attendance as select 1 as presents")
        base.execute("alter table people drop column nom_complet")
    assert run("export", given(tmp_path, complete()), "-f", "sqlite", "-o", out).returncode == 0
    with sqlite3.connect(out) as base:
        assert ("A. ABADIE",) in base.execute("select nom_complet from people").fetchall()
        assert base.execute("select libelle from sessions").fetchall() == [("2019-06-14",)]
        assert base.execute("select objet, votes from acts").fetchall() == [
            ("Achat d'une balayeuse", "11 pour, 0 contre, 2 abstentions")
        ]
        assert base.execute("select objet from mine").fetchall() == [("Achat d'une balayeuse",)]
        assert base.execute("pragma foreign_key_check").fetchall() == []
        assert not base.execute("select 1 from sqlite_master where name = 'acts_list'").fetchall()
        assert base.execute("select sum(sessions) from attendance").fetchone()[0] > 10


def test_a_database_that_could_not_be_made_is_not_left(run: Run, tmp_path: Path) -> None:
    path, out = given(tmp_path, complete()), tmp_path / "acts.db"
    bad = tmp_path / "bad.json"
    bad.write_text('{"format": "delibparse/1"}', encoding="utf-8")
    assert run("export", bad, "-f", "sqlite", "-o", out).returncode == 3
    assert not out.exists()
    assert run("export", path, "-f", "sqlite", "-o", out).returncode == 0
    assert run("export", bad, "-f", "sqlite", "-o", out).returncode == 3
    with sqlite3.connect(out) as base:
        assert base.execute("select count(*) from acts").fetchone() == (1,)


def test_metadata_of_others_stay(run: Run, tmp_path: Path) -> None:
    path, out, theirs = given(tmp_path, complete()), tmp_path / "acts.db", tmp_path / "metadata.json"
    theirs.write_text('{"title": "Ma ville"}', encoding="utf-8")
    done = run("export", path, "-f", "sqlite", "-o", out)
    assert theirs.read_text(encoding="utf-8") == '{"title": "Ma ville"}'
    own = tmp_path / "acts.metadata.json"
    assert list(json.loads(own.read_bytes())["databases"]) == ["acts"]
    assert b"acts.metadata.json" in done.stderr
    own.write_text("[]", encoding="utf-8")
    done = run("export", path, "-f", "sqlite", "-o", out)
    assert (own.read_text(encoding="utf-8"), done.returncode, len(done.stderr.splitlines())) == ("[]", 0, 1)
    theirs.unlink()
    assert run("export", path, "-f", "sqlite", "-o", out).stderr == b""
    run("export", path, "-f", "sqlite", "-o", tmp_path / "other.db")
    assert list(json.loads(theirs.read_bytes())["databases"]) == ["acts", "other"]


def test_people_whom_several_fit_are_not_multiplied_by_running_again(run: Run, tmp_path: Path) -> None:
    acts = [complete(), complete(), complete()]
    for act, names in zip(acts, (("Jean", "Julie"), ("J.",), ("J.",)), strict=True):
        act.presents = [Personne(f"{prenom} MARTIN", None, prenom, "MARTIN") for prenom in names]
        alter(act, pouvoirs=[], vote__noms__abstentions=[], seance__secretaire=None)
        act.excuses = []
    path, out = given(tmp_path, *acts), tmp_path / "acts.db"
    found = []
    for _ in range(3):
        assert run("export", path, "-f", "sqlite", "-o", out).returncode == 0
        with sqlite3.connect(out) as base:
            found.append(sorted(base.execute("select prenom, evidence from people").fetchall()))
    assert found[0] == found[1] == found[2]
    assert len(found[0]) == 4


def test_a_file_that_is_no_database_is_left(run: Run, source: Path, tmp_path: Path) -> None:
    other = tmp_path / "lettre.db"
    other.write_bytes(b"no database, and longer than a header of a hundred bytes" * 4)
    done = run("export", source, "-f", "sqlite", "-o", other)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert other.read_bytes().startswith(b"no database")


def test_datasette_opens_it(base: sqlite3.Connection, tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        tmp_path / "acts.db",
        "-m",
        tmp_path / "metadata.json",
        "-p",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}/acts"
        end = time.monotonic() + 60
        while True:
            try:
                word = urllib.parse.quote("refection")
                with urllib.request.urlopen(f"{address}/recherche.json?mots={word}&_shape=array", timeout=5) as page:
                    rows = json.load(page)
                break
            except OSError:
                assert server.poll() is None
                assert time.monotonic() < end
                time.sleep(0.3)
        assert any("Réfection" in row["objet"] for row in rows)
        with urllib.request.urlopen(f"{address}/contestees.json?_shape=array", timeout=10) as page:
            assert json.load(page) == [
                dict(zip((c[0] for c in found.description), row, strict=True))
                for found in [base.execute("select * from contested order by contre desc")]
                for row in found
            ]
        with urllib.request.urlopen(f"{address}/acts.json?_shape=objects&_facet=council", timeout=10) as page:
            listed = json.load(page)
        dates = [row["date"] for row in listed["rows"] if row["date"]]
        assert dates == sorted(dates, reverse=True)
        assert {"council", "resultat"} <= set(listed["facet_results"])
        with urllib.request.urlopen(
            f"{address}/deliberations.json?_shape=objects&_labels=on&_search=refection", timeout=10
        ) as page:
            [first, *_] = json.load(page)["rows"]
        names = {nom for (nom,) in base.execute("select libelle from councils")}
        assert first["council_id"]["label"] in names
        assert first["session_id"]["label"][:4].isdecimal()
        with urllib.request.urlopen(f"{address}/deliberations", timeout=10) as page:
            assert first["council_id"]["label"].split()[0] in page.read().decode()
    finally:
        server.kill()
        server.wait()


BARE: dict[str, Any] = {f"vote__{name}": None for name in ("pour", "contre", "abstentions", "non_participants")}
AWKWARD: list[dict[str, Any]] = [
    {},
    BARE,
    {**BARE, "vote__resultat": None},
    {**BARE, "effectif__presents": None, "effectif__en_exercice": None},
    {"seance__date": None},
    {"seance__date": "0001-01-01", "formalites__publication": "0001-01-01", "formalites__signataire": None},
    {"objet": None, "numero": None, "visas": [], "expose": [], "considerants": []},
    {"objet": "a\x00\ud800\uffff ]]> <b>", "numero": "« n° 3 / 2024 » 'x'", "organe": "\x1b[31m"},
    {"collectivite__nom": "Sainte-Œuvre (Île) & Cie", "collectivite__siren": None},
    {"presents": [Personne("?"), Personne("?"), Personne("…")]},
]


@pytest.mark.parametrize("changes", [one for one in AWKWARD if "\ud800" not in (one.get("objet") or "")])  # no JSON has
def test_popolo_is_valid_whatever_the_act_leaves_unsaid(run: Run, tmp_path: Path, changes: dict[str, Any]) -> None:
    act = consistent(**{"seance__heure": "18:30", "collectivite__siren": "218600666", **changes})
    assert popolo_faults(json.loads(run("export", given(tmp_path, act), "-f", "popolo").stdout)) == []


def test_the_schema_of_popolo_finds_faults() -> None:
    empty: dict[str, Any] = {key: [] for key in ("organizations", "persons", "memberships", "events", "motions")}
    assert popolo_faults(empty) == []
    wrong = [
        {"events": [{"id": "e", "start_date": "2019-06-14T18:30"}]},  # no offset
        {"motions": [{"id": "m", "sources": [{"note": "a file"}]}]},  # no address
        {"motions": [{"id": "m", "resultat": "pass"}]},
        {"persons": [{"name": "A. Abadie"}]},
    ]
    assert [len(popolo_faults({**empty, **one})) for one in wrong] == [1, 1, 1, 1]


def test_popolo(run: Run, source: Path, records: list[Any]) -> None:
    found = json.loads(run("export", source, "-f", "popolo").stdout)
    ids = {name: [one["id"] for one in found[name]] for name in ("organizations", "persons", "events", "motions")}
    for name, known in ids.items():
        assert len(known) == len(set(known)), name
    required = {
        "organizations": ("id", "name"),
        "persons": ("id", "name"),
        "events": ("name",),
        "motions": ("id", "text"),
    }
    for name, keys in required.items():  # the required properties of the Popolo JSON Schemas
        assert all(one.get(key) is not None for one in found[name] for key in keys), name
    assert all(
        m["person_id"] in ids["persons"] and m["organization_id"] in ids["organizations"] for m in found["memberships"]
    )
    assert popolo_faults(found) == []
    assert [motion["text"] for motion in found["motions"]] == [act["objet"] or "" for act in records]
    for motion, act in zip(found["motions"], records, strict=True):
        assert motion["event_id"] in ids["events"]
        [event] = motion["vote_events"]
        counts = {row["option"]: row["value"] for row in event["counts"]}
        assert counts.get("yes") == act["vote"]["pour"]
        cast = [one for side in act["vote"]["noms"].values() for one in side if one["personne"]]
        assert len(event["votes"]) == len(cast)
        assert {vote["voter_id"] for vote in event["votes"]} <= set(ids["persons"])
        assert len(motion["delibparse:attendance"]) == sum(len(act[s]) for s in ("presents", "excuses", "absents"))
        assert len(motion["delibparse:proxies"]) == len(act["pouvoirs"])


@pytest.fixture(scope="module")
def xsd() -> Any:
    return akoma_ntoso()


def test_akoma_ntoso(run: Run, source: Path, records: list[Any], tmp_path: Path, xsd: Any) -> None:
    out = tmp_path / "akn"
    assert run("export", source, "-f", "akn", "-o", out).returncode == 0
    paths = list(out.iterdir())
    assert len(paths) == len(records)
    assert [fault for path in paths for fault in akn_faults(xsd, path.read_bytes())] == []
    roots = [ElementTree.parse(path).getroot() for path in paths]
    points = [p.text for root in roots for p in root.findall(f".//{AKN}body/{AKN}article/{AKN}content/{AKN}p")]
    assert {point for act in records for point in act["decision"]["points"]} <= set(points)
    titles = sorted(one.text or "" for root in roots for one in root.iter(f"{AKN}docTitle"))
    assert titles == sorted(act["objet"] for act in records if act["objet"])
    counted = sorted(one.get("value") or "" for root in roots for one in root.iter(f"{AKN}count"))
    sides = ("pour", "contre", "abstentions", "non_participants")
    figures = [act["effectif"][name] for act in records for name in ("en_exercice", "presents")]
    figures += [act["vote"][side] for act in records for side in sides]
    assert counted == sorted(str(figure) for figure in figures if figure is not None)


@pytest.mark.parametrize("changes", AWKWARD)
def test_akoma_ntoso_is_valid_whatever_the_act_leaves_unsaid(changes: dict[str, Any], xsd: Any) -> None:
    from delibparse.exports import akn

    assert akn_faults(xsd, akn.document(as_act(consistent(**changes)))) == []


def test_akoma_ntoso_of_an_empty_act(xsd: Any) -> None:
    from delibparse.exports import akn

    assert akn_faults(xsd, akn.document(as_act(Deliberation()))) == []


def test_akoma_ntoso_marks_what_is_deduced(xsd: Any) -> None:
    from delibparse.exports import akn

    document = akn.document(as_act(consistent(deduits=["/vote/pour"])))
    assert akn_faults(xsd, document) == []
    marked = {
        one.get("refersTo"): one.get("{urn:delibparse:akn}deduit")
        for one in ElementTree.fromstring(document).iter(f"{AKN}count")
    }
    assert marked["#pour"] == "true"
    assert marked["#contre"] is None


CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is absent")
def test_akoma_ntoso_of_the_corpus_is_valid(xsd: Any) -> None:
    """A few texts of each kind: all of them take minutes."""
    from delibparse.exports import akn
    from delibparse.model.stream import acts_of_document

    texts = [*sorted((CORPUS / "real").glob("*.txt"))[::17], *sorted((CORPUS / "minutes").glob("*.txt"))[::9]]
    acts = [act for path in texts for act in acts_of_document(extract(path))]
    assert len(acts) > len(texts)
    assert [(act.fichier, fault) for act in acts for fault in akn_faults(xsd, akn.document(act))] == []


def test_xml_and_markdown_of_hostile_texts(run: Run, tmp_path: Path) -> None:
    act = consistent(objet="<script>alert('&')</script> *gras* \x07 [lien](http://x)", numero='"><x')
    alter(act, decision__points=["- # titre", "]]>"])
    path = given(tmp_path, act)
    assert run("export", path, "-f", "akn", "-o", tmp_path / "akn").returncode == 0
    [document] = (tmp_path / "akn").iterdir()
    title = ElementTree.parse(document).getroot().find(f".//{AKN}docTitle")
    assert title is not None
    assert (title.text or "").startswith("<script>")
    told = run("export", path, "-f", "md").stdout.decode()
    assert r"\<script\>" in told
    assert r"\*gras\* " in told
    assert r"- \- \# titre" in told


def test_markdown_tells_the_act(run: Run, source: Path, records: list[Any]) -> None:
    told = run("export", source, "-f", "md").stdout.decode()
    assert told.count("\n---\n") == len(records) - 1
    assert all(act["objet"].split()[0] in told for act in records if act["objet"])


def test_wrong_usage(run: Run, source: Path, tmp_path: Path) -> None:
    assert run("export", source, "-f", "sqlite").returncode == 2
    assert run("export", source, "-f", "scdl", "--siret", "123").returncode == 2
    assert run("export", source, "-f", "scdl", "--matiere-defaut", "abc").returncode == 2
    assert run("export", tmp_path, "-f", "jsonl").returncode == 3
    assert run("export", tmp_path / "nowhere", "-f", "jsonl").returncode == 3
    (tmp_path / "bad.json").write_text("{}", encoding="utf-8")
    done = run("export", tmp_path / "bad.json", "-f", "jsonl")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1


def namings(*names: tuple[str | None, str]) -> Act:
    fields = {name: getattr(Deliberation(), name) for name in Deliberation.__struct_fields__}
    act = Act(**fields, fichier="x.pdf", sha256="0" * 64, acte=1)
    act.presents = [Personne(nom, None, prenom, nom) for prenom, nom in names]
    return act


def met(*acts: Act) -> list[list[int]]:
    people = People()
    return [[known.id for known in people.of_act("valbrune", act).values()] for act in acts]


def test_one_person_across_acts() -> None:
    assert met(namings(("Jean", "MARTIN")), namings(("J.", "MARTIN")), namings(("Jean", "Martin"))) == [[1], [1], [1]]
    assert met(namings(("J.", "MARTIN")), namings(("Jean", "MARTIN"))) == [[1], [1]]
    assert met(namings((None, "MARTIN")), namings(("Jean", "MARTIN"))) == [[1], [1]]


def test_two_people_stay_two() -> None:
    assert met(namings(("Jean", "MARTIN"), ("Jean", "MARTIN"))) == [[1, 2]]  # namesakes in one list
    assert met(namings(("Jean", "MARTIN"), ("Julie", "MARTIN")), namings(("J.", "MARTIN"))) == [[1, 2], [3]]
    assert met(namings(("Jean", "MARTIN")), namings(("Paul", "MARTIN")), namings(("P.", "MARTIN"))) == [[1], [2], [2]]


def test_the_page_of_the_exports_is_current() -> None:
    spec = importlib.util.spec_from_file_location("exports_page", ROOT / "tools" / "exports_page.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.PAGE.read_text(encoding="utf-8") == tool.page()
