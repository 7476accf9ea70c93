"""The generator's documents are true, and what the program finds in them is in them.

A plan is a hypothesis strategy: a failure shrinks to the plainest document that still fails, with the fewest members and
the first value in each dimension.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from delibparse import checks
from delibparse.model.record import Deliberation, Document, Source
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from generator.calendar_words import in_words
from generator.compose import compose
from generator.naming import has_civility, print_name
from generator.people import Member
from generator.plan import Plan, draw, plainest, settle
from generator.typeset import typeset
from generator.wordings import DIMENSIONS, WEIGHTS

sys.path.append(str(Path(__file__).parent.parent.parent / "bench"))  # last: the fixtures have a module `tables` too

from scoring import compare

Record = dict[str, Any]


@st.composite
def plans(draw: st.DrawFn, **fixed: str) -> Plan:
    """Any plan; `fixed` are the dimensions that are not drawn."""
    choices = {
        name: fixed.get(name) or draw(st.sampled_from(values), label=name) for name, values in DIMENSIONS.items()
    }
    proxies, excused, absent = (draw(st.integers(0, 4), label=name) for name in ("proxies", "excused", "absent"))
    present = draw(st.integers(4, 20), label="present")
    return settle(
        Plan(
            draw(st.integers(0, 5000), label="salt"),
            present,
            proxies,
            excused,
            absent,
            draw(st.integers(3, 6)),
            choices,
        )
    )


def read(plan: Plan) -> tuple[str, Record, Record]:
    """(the document's text, its truth, what the program reads)."""
    document = compose(plan)
    data, name = (typeset(document), "d.pdf") if plan["file"] == "pdf" else (document.text.encode(), "d.txt")
    return document.text, document.truth, json.loads(to_json(extract_bytes(data, name, Options(jobs=1))))


def as_record(truth: Record) -> Document:
    """The truth as a record; what it doesn't speak of is unknown."""
    acts = [{key: value for key, value in act.items() if key != "propre"} for act in truth["deliberations"]]
    return Document(
        source=Source("d.pdf", "0" * 64, 1, []), deliberations=[msgspec.convert(act, Deliberation) for act in acts]
    )


# ---- the generator itself -------------------------------------------------------------------------------------------


@given(plans())
@settings(max_examples=120)
def test_a_truth_contradicts_no_check(plan: Plan) -> None:
    assume(plan["president listed"] != "named in the opening alone")  # the checks count the list alone
    document = as_record(compose(plan).truth)
    checks.check(document)
    assert [
        one.message for act in document.deliberations for one in act.avertissements if one.gravite == "erreur"
    ] == []


@given(plans(file="text"))
@settings(max_examples=120)
def test_whom_a_truth_names_the_document_prints(plan: Plan) -> None:
    document = compose(plan)
    printed = _letters(document.text)
    for act in document.truth["deliberations"]:
        people = [*act["presents"], *act.get("excuses", []), *act.get("absents", [])]
        people += [who for pair in act["pouvoirs"] for who in pair.values()]
        for who in people:
            if who["nom"] != act["seance"].get("president", who)["nom"]:  # a holder may be told by his role
                assert _letters(who["nom"]) in printed


def test_a_proxy_in_the_list_of_members_is_printed_however_they_are_set() -> None:
    document = compose(plainest(separator="ranks", pair="in the list of those present"))
    act = document.truth["deliberations"][0]
    assert act["pouvoirs"]
    printed = _letters(document.text)
    assert all(_letters(pair["mandant"]["nom"]) in printed for pair in act["pouvoirs"])


def test_a_seed_gives_one_document() -> None:
    assert compose(draw(41)).text == compose(draw(41)).text != compose(draw(42)).text
    assert typeset(compose(draw(41))) == typeset(compose(draw(41)))


@given(plans())
def test_what_is_settled_stays(plan: Plan) -> None:
    assert settle(plan) == plan


def test_weights_are_those_of_values() -> None:
    assert {name: len(weights) for name, weights in WEIGHTS.items()} == {
        name: len(DIMENSIONS[name]) for name in WEIGHTS
    }


@pytest.mark.parametrize("name", sorted(DIMENSIONS.keys() - {"face", "file"}))
def test_each_value_makes_a_document_of_its_own(name: str) -> None:
    values = DIMENSIONS[name]
    for value in values[1:]:
        assert any(_body(base, {name: value}) != _body(base, {name: values[0]}) for base in product(BASES, SIZES)), (
            value
        )


@pytest.mark.parametrize(
    ("style", "printed", "civil"),
    [
        ("P. NOM", "M. ACHALME", False),
        ("M. NOM", "Mme ACHALME", True),
        ("M. P. NOM", "Mme M. ACHALME", True),
        ("NOM, P.", "ACHALME, M.", False),
    ],
)
def test_an_initial_is_no_civility(style: str, printed: str, civil: bool) -> None:
    assert (print_name(style, Member(True, "Martine", "ACHALME")), has_civility(style)) == (printed, civil)


# ---- what the program reads in them ---------------------------------------------------------------------------------
# The same documents each time (`derandomize`), for a suite that a change breaks and no dice; fresh ones: make bench-unseen.


@pytest.mark.parametrize("file", ["text", "pdf"])
def test_the_plainest_document_is_read_whole(file: str) -> None:
    _, truth, got = read(plainest(file=file))
    assert compare(truth, got).wrong == []


@given(plans(file="text"))
@settings(max_examples=25, derandomize=True)
def test_what_is_read_is_printed(plan: Plan) -> None:
    text, _, got = read(plan)
    printed = _letters(text)
    for act in got["deliberations"]:
        for who in _people(act):
            assert _letters(who["texte"]) in printed
        for field, count in act["effectif"].items():
            assert count is None or f"/effectif/{field}" in act["deduits"] or _is_printed(count, text)


@given(plans(file="text"))
@settings(max_examples=25, derandomize=True)
def test_who_is_read_in_two_states_is_told(plan: Plan) -> None:
    _, _, got = read(plan)
    for act in got["deliberations"]:
        states = [*act["presents"], *act["excuses"], *act["absents"], *(pair["mandant"] for pair in act["pouvoirs"])]
        if len({_letters(who["texte"]) for who in states}) < len(states):
            assert [one for one in act["avertissements"] if one["gravite"] != "info"]


BASES: tuple[dict[str, str], ...] = (
    {"file": "pdf"},
    {"file": "pdf", "issue": "divided", "voters": "colon", "body": "communauté de communes"},
    {"file": "pdf", "nature": "minutes"},
)
SIZES = ({"present": 9, "proxies": 1, "excused": 0}, {"present": 6, "proxies": 2, "excused": 2})
"""Documents in which between them every dimension shows."""


def _body(base: tuple[dict[str, str], dict[str, int]], choice: dict[str, str]) -> object:
    document = compose(settle(replace(plainest(**{**base[0], **choice}), **base[1])))
    return document.blocks, document.furniture


def _people(act: Record) -> list[Record]:
    found = [*act["presents"], *act["excuses"], *act["absents"]]
    found += [who for pair in act["pouvoirs"] for who in pair.values() if who]
    found += [one["personne"] for side in act["vote"]["noms"].values() for one in side if one["personne"]]
    return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _is_printed(count: int, text: str) -> bool:
    """In figures, in words, or as none at all."""
    words = r"aucun|néant" if count == 0 else in_words(count)
    return bool(re.search(rf"(?<!\d)0*{count}(?!\d)|{words}", text.casefold()))
