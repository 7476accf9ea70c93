"""What the benches of unseen documents and of councils left out compare and take away."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from delibparse.wording import Entry, Vocabulary

sys.path.append(str(Path(__file__).parent.parent / "bench"))  # last: the fixtures have a module `tables` too

import each
from loco import NEVER, without
from scoring import compare, same_person

from generator.wordings import DIMENSIONS

BRUN = {"texte": "Mme Anne BRUN", "prenom": "Anne", "nom": "BRUN"}
ACT: dict[str, Any] = {"numero": "12", "presents": [BRUN], "effectif": {"presents": 1, "votants": None}}


def document(*acts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"deliberations": list(acts), **more}


def test_what_the_truth_leaves_out_is_not_compared() -> None:
    assert compare(document(ACT), document({**ACT, "objet": "Tarifs", "avertissements": []})).wrong == []


@pytest.mark.parametrize(
    ("read", "field"),
    [
        ({"effectif": {"presents": 1, "votants": 1}}, "effectif.votants"),  # null is a truth: nothing is printed
        ({"effectif": {"presents": True, "votants": None}}, "effectif.presents"),
        ({"presents": []}, "presents"),
        ({"presents": [BRUN, BRUN]}, "presents"),
        ({"numero": "13"}, "numero"),
    ],
)
def test_each_difference_is_a_wrong_field(read: dict[str, Any], field: str) -> None:
    outcome = compare(document(ACT), document({**ACT, **read, "avertissements": []}))
    assert [row.field for row in outcome.wrong] == [field]
    assert outcome.silent


def test_a_warning_breaks_the_silence() -> None:
    told = {**ACT, "presents": [], "avertissements": [{"code": "EFF001", "gravite": "alerte"}]}
    outcome = compare(document(ACT), document(told))
    assert outcome.failed
    assert not outcome.silent


def test_a_truth_of_some_acts_says_nothing_of_their_number() -> None:
    read = document({**ACT, "avertissements": []}, {"numero": "13", "avertissements": []})
    assert compare(document(ACT, partiel=True), read).wrong == []
    assert [row.field for row in compare(document(ACT), read).wrong] == ["deliberations"]


def test_acts_are_paired_by_their_numbers() -> None:
    other = {**ACT, "numero": "13", "presents": []}
    read = [{**act, "avertissements": []} for act in (other, ACT)]
    assert compare(document(ACT, other), document(*read)).wrong == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Anne", "BRUN"), ("A.", "Brun"), True),
        (("Anne", "BRUN"), (None, "BRUN"), True),
        (("Anne", "BRUN"), ("Paul", "BRUN"), False),
        (("Anne", "BRUN"), ("BRUN", "Anne"), True),  # which of both is the family name, the page may not say
        (("Anne", "BRUN"), ("Anne", "BRUNEL"), False),
    ],
)
def test_names_that_are_one_person(one: tuple[str, str], other: tuple[str | None, str], same: bool) -> None:
    keys = ("prenom", "nom")
    assert same_person(dict(zip(keys, one, strict=True)), dict(zip(keys, other, strict=True))) is same


def test_a_council_that_leaves_takes_its_own_wordings() -> None:
    own = Entry("a", seen=("Belval-le-Haut: A",))
    shared = Entry("b", seen=("Belval: B", "Corval: B"))
    usual = Entry("c", seen=("Belval: C", "usage: C"))
    words = Vocabulary({"x": (own, shared), "y": (own,), "z": (usual, Entry("d", seen=("En exercice : 4",)))})
    left, taken = without(words, "belval-le-haut", with_usage=False)
    assert (dict(left.entries), taken) == ({"x": (shared,), "y": (NEVER,), "z": words.of("z")}, 2)
    left, taken = without(words, "belval-le-haut", with_usage=True)
    assert (left.of("z"), taken) == (words.of("z")[1:], 3)
    assert without(words, "corval", with_usage=True)[1] == 0


def test_each_value_of_the_generator_is_tried_alone() -> None:
    tried = {value for value, _ in each.plans()}
    assert tried == {(name, value) for name, values in DIMENSIONS.items() for value in values}
