"""The format: the schema, the contract's example, and the page that both must agree with."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts import act
from delibparse.errors import BadRecord
from delibparse.model.record import Deliberation, Document, Effectif, Lieu, Seance, Source, Vote
from delibparse.model.schema import from_json, json_schema, to_json

Run = Callable[..., subprocess.CompletedProcess[bytes]]
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def document(*acts: Deliberation) -> Document:
    return Document(source=Source("x.pdf", "0" * 64, 1, []), deliberations=list(acts))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_every_key_is_always_there() -> None:
    record = json.loads(to_json(document(Deliberation())))
    VALIDATOR.validate(record)
    assert record["deliberations"][0]["vote"]["noms"] == {
        "pour": [],
        "contre": [],
        "abstentions": [],
        "non_participants": [],
    }
    for definition in json_schema()["$defs"].values():
        assert definition["additionalProperties"] is False


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("objet", 3),
        ("seance.date", "9/11/2017"),
        ("seance.heure", "9h"),
        ("vote.pour", -1),
        ("vote.resultat", "peut-être"),
        ("collectivite.siren", "12"),
        ("provenance", {"vote": []}),
        ("provenance", {"/vote": [{"page": 1, "confiance": 1, "texte": "x"}]}),
    ],
)
def test_the_schema_refuses(path: str, value: Any) -> None:
    record = json.loads(to_json(document(act())))
    target = record["deliberations"][0]
    *parents, last = path.split(".")
    for name in parents:
        target = target[name]
    target[last] = value
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(record)


def test_a_missing_key_is_refused() -> None:
    record = json.loads(to_json(document(act())))
    del record["deliberations"][0]["objet"]
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(record)


counts = st.none() | st.integers(0, 2000)


@given(
    st.builds(Effectif, en_exercice=counts, presents=counts, votants=counts),
    st.builds(Vote, pour=counts, contre=counts, unanimite=st.none() | st.booleans()),
    st.text(max_size=50),
    st.builds(
        Lieu,
        page=st.integers(1, 99),
        bbox=st.tuples(*[st.floats(0, 900)] * 4),
        confiance=st.floats(0, 1),
        texte=st.text(max_size=9),
    ),
)
def test_a_record_survives_its_json(effectif: Effectif, vote: Vote, objet: str, place: Lieu) -> None:
    record = act(effectif=effectif, vote=vote, objet=objet, provenance={"/objet": [place]})
    whole = document(record)
    assert from_json(to_json(whole)) == whole
    assert from_json(to_json(whole, indent=2)) == whole
    VALIDATOR.validate(json.loads(to_json(whole)))


def test_not_of_the_format() -> None:
    with pytest.raises(BadRecord):
        from_json(b'{"format": "delibparse/2"}')


def test_the_contracts_page_and_example_agree_with_the_types(shared: Path) -> None:
    example = json.loads((shared / "contract" / "chatellerault-2017-11-09.expected.json").read_text(encoding="utf-8"))
    keys = set(example["deliberations"][0]) | {"provenance"}
    assert keys == set(Deliberation.__struct_fields__)
    page = (shared / "contract" / "CONTRACT.md").read_text(encoding="utf-8")
    block = page[page.index("## One deliberation") : page.index("A `personne` is")]
    shown = re.findall(r'^  "(\w+)":', block, re.M)
    assert shown == list(Deliberation.__struct_fields__)


def _takes(date: str) -> bool:
    told = to_json(document(Deliberation(seance=Seance(date=date))))
    try:
        from_json(told)
    except BadRecord:
        return False
    return True


@pytest.mark.parametrize("year", [0, 1, 4, 100, 400, 1900, 2000, 2023, 2024, 2100, 9999])
def test_a_date_is_a_day_that_the_calendar_has(year: int) -> None:
    for month in range(14):
        for day in range(33):
            written = f"{year:04}-{month:02}-{day:02}"
            try:
                exists = dt.date.fromisoformat(written) is not None
            except ValueError:
                exists = False
            assert _takes(written) == exists, written


@pytest.mark.parametrize("written", ["2023-02-01\n", "20230201", "2023-2-1", "２０２３-02-01", " 2023-02-01", ""])
def test_what_is_written_otherwise_is_no_date(written: str) -> None:
    assert not _takes(written)


def test_json_with_a_day_that_never_was_is_refused_in_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(to_json(document(Deliberation(seance=Seance(date="2023-02-31")))))
    for command in (("check",), ("show",), ("export", "-f", "csv", "-o", tmp_path / "out")):
        result = run(*command, path)
        assert result.returncode == 3
        assert len(result.stderr.splitlines()) == 1
        assert b"interne" not in result.stderr
