"""The typeset tables and heads say what their truths say: each member once, in one state, on the pages that the truth gives."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pypdfium2 as pdfium
import pytest

sys.path.insert(0, str(Path(__file__).parent / "fixtures"))

import degrade
import heads
import sitting
import tables
import tables_closed
from layouts import Made, Truth

from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

pytestmark = pytest.mark.skipif(
    not sitting.fonts_available(), reason="fonts-liberation or fonts-dejavu-core is missing"
)

EVERY = [*tables.TABLES.items(), *tables_closed.CLOSED.items()]


@pytest.mark.parametrize("maker", [maker for _, maker in EVERY], ids=[name for name, _ in EVERY])
def test_a_table_puts_every_member_into_one_state(maker: Callable[[], Made]) -> None:
    pdf, truth = maker()
    (act,) = truth["deliberations"]
    assert pdf == maker()[0]
    assert act["pages"] == list(range(1, len(pdfium.PdfDocument(pdf)) + 1))
    represented = [pair["mandant"] for pair in act["pouvoirs"]]
    lists = [act["presents"], act["excuses"], act["absents"], represented]
    assert all(lists)
    people = Counter((who["prenom"], who["nom"]) for each in lists for who in each)
    assert set(people.values()) == {1}
    assert 15 <= len(people) <= 45
    there = [(who["prenom"], who["nom"]) for who in act["presents"]]
    holders = [(pair["mandataire"]["prenom"], pair["mandataire"]["nom"]) for pair in act["pouvoirs"]]
    assert set(holders) <= set(there)
    assert len(set(holders)) == len(holders)


@pytest.mark.parametrize("maker", [maker for _, maker in EVERY], ids=[name for name, _ in EVERY])
def test_every_name_of_a_truth_stands_on_its_pages(maker: Callable[[], Made]) -> None:
    pdf, truth = maker()
    (act,) = truth["deliberations"]
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))
    represented = [pair["mandant"] for pair in act["pouvoirs"]]
    for who in (*act["presents"], *act["excuses"], *act["absents"], *represented):
        assert letters(who["nom"]) in letters(text)
        assert letters(who["prenom"]) in letters(text)


@pytest.mark.parametrize("name", heads.HEADS)
def test_a_head_stands_with_its_number_on_the_pages_that_its_truth_gives(name: str) -> None:
    pdf, truth = heads.HEADS[name]()
    (act,) = truth["deliberations"]
    pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]
    assert pdf == heads.HEADS[name]()[0]
    assert act["pages"] == list(range(1, len(pages) + 1))
    assert act["numero"] in pages[0]
    assert act["collectivite"]["nom"] in pages[0]


def letters(text: str) -> str:
    """Without spaces and hyphens: names run over the lines of narrow cells."""
    return "".join(c for c in text if c.isalpha())


@pytest.mark.parametrize("maker", [maker for _, maker in EVERY], ids=[name for name, _ in EVERY])
def test_the_members_of_a_typeset_table_are_read(maker: Callable[[], Made]) -> None:
    pdf, truth = maker()
    assert lists_of(read(pdf)) == lists_of(truth)


@pytest.mark.parametrize("name", ["etiquettes-debout", "cadre"])
def test_the_members_of_a_scanned_table_are_read(name: str) -> None:
    """With rules, and without: ticks that the engine loses."""
    pdf, truth = tables.TABLES[name]()
    scan = degrade.bench_scan(pdf, "office", list(tables.TABLES).index(name))
    assert lists_of(read(scan)) == lists_of(truth)


def test_a_page_of_which_a_table_hides_that_it_lies_on_its_side_is_turned() -> None:
    """Columns of dots look sharper than lines; the head's labels stand upright, and no rule parts the members."""
    name = "colonnes-seules"
    pdf, truth = tables_closed.CLOSED[name]()
    scan = degrade.bench_scan(pdf, "bad", list(tables_closed.CLOSED).index(name))
    assert lists_of(read(scan)) == lists_of(truth)


@pytest.mark.parametrize("name", heads.HEADS)
def test_the_ends_of_a_head_are_read_apart(name: str) -> None:
    pdf, truth = heads.HEADS[name]()
    (act,), (found,) = truth["deliberations"], read(pdf)["deliberations"]
    assert found["numero"] == act["numero"]
    if "nom" in act.get("collectivite", {}):
        assert found["collectivite"]["nom"] == act["collectivite"]["nom"]


def read(data: bytes) -> Truth:
    record: Truth = json.loads(to_json(extract_bytes(data, "x.pdf", Options(jobs=1))))
    return record


def lists_of(record: Truth) -> dict[str, list[str]]:
    """Who is in which list, by family name and first name."""
    (act,) = record["deliberations"]

    def named(who: Truth) -> str:
        return f"{who['nom']} {who['prenom']}"

    found = {key: sorted(map(named, act[key])) for key in ("presents", "excuses", "absents")}
    pairs = [f"{named(pair['mandant'])} > {named(pair['mandataire'])}" for pair in act["pouvoirs"]]
    return {**found, "pouvoirs": sorted(pairs)}
