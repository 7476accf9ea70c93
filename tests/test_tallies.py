"""Votes and counts set as tables, typeset and read: which figure is whose, who voted how, and what is no such table."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent / "fixtures"))

import sitting
from tables_figures import COUNCIL, Rows, act

from delibparse.grammar.headcount import read_headcount
from delibparse.grammar.labelled import field_of, figure_of
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.tally import read_tallies
from delibparse.layout import Span, Text, compose
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reading.plain import read_text

typeset = pytest.mark.skipif(not sitting.fonts_available(), reason="fonts-liberation or fonts-dejavu-core is missing")
VOTERS = [
    sitting.formal(who) for who in COUNCIL.members if COUNCIL.states[who] in (sitting.PRESENT, sitting.REPRESENTED)
]
SURNAMES = [who[1] for who in COUNCIL.members if COUNCIL.states[who] in (sitting.PRESENT, sitting.REPRESENTED)]
WHO = {"pour": SURNAMES[:10], "contre": SURNAMES[10:12], "abstentions": SURNAMES[12:]}
WHOLE = {"en_exercice": 15, "presents": 11, "pouvoirs": 2, "votants": 13}


def cell(text: str) -> Span:
    return Text(text, [], lexicon()).span()


def read(pdf: bytes) -> dict[str, Any]:
    (found,) = json.loads(to_json(extract_bytes(pdf, "x.pdf", Options(jobs=1))))["deliberations"]
    return dict(found)


def sides(record: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(record["vote"][side] for side in ("pour", "contre", "abstentions"))


def named(record: dict[str, Any]) -> dict[str, list[str]]:
    found = {side: [one["personne"]["nom"] for one in who] for side, who in record["vote"]["noms"].items()}
    return {side: who for side, who in found.items() if who}


def declared(record: dict[str, Any]) -> dict[str, int]:
    return {field: value for field, value in record["effectif"].items() if value is not None}


# ---- Cells -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Pour", "pour"), ("CONTRE :", "contre"), ("Abstention(s)", "abstentions"), ("Voix pour", "pour"),
        ("NPPV", "non_participants"), ("Nombre de membres en exercice", "en_exercice"), ("Votants", "votants"),
        ("Nombre de conseillers présents", "presents"), ("Suffrages exprimés", "suffrages_exprimes"),
    ],
)  # fmt: skip
def test_a_label_names_a_field(label: str, field: str) -> None:
    assert field_of(cell(label)) == field


@pytest.mark.parametrize("text", ["Pour mémoire", "Contre-partie", "Recettes", "M. Luc PETIT", "12"])
def test_a_cell_with_more_than_a_label_is_none(text: str) -> None:
    assert field_of(cell(text)) is None


@pytest.mark.parametrize(("text", "value"), [("27", 27), ("10 voix", 10), ("néant", 0), ("/", 0), ("Treize", 13)])
def test_a_cell_is_a_figure(text: str, value: int) -> None:
    found = figure_of(cell(text), "pour")
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize("text", ["12 500", "27 €", "3,5", "73 %", "12/04/2024", "X", "M. Luc PETIT"])
def test_a_sum_of_money_a_date_and_a_mark_are_no_figures(text: str) -> None:
    assert figure_of(cell(text), "pour") is None


# ---- Votes -----------------------------------------------------------------------------------------------------------

COLUMNS: Rows = [["Votants", "Pour", "Contre", "Abstentions"], ["13", "10", "2", "1"]]
MARKS = [["X" if k in rows else "" for rows in (range(10), (10, 11), (12,))] for k in range(13)]
BY_MARK: Rows = [
    ["Nom", "Pour", "Contre", "Abstention"],
    *([who, *marks] for who, marks in zip(VOTERS, MARKS, strict=True)),
]


@typeset
@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize(
    "vote",
    [
        COLUMNS,
        [["", "Pour", "Contre", "Abstention"], ["Nombre de voix", "10", "2", "1"]],
        [["Pour", "10"], ["Contre", "2"], ["Abstention(s)", "1"]],
        [["En exercice", "Présents", "Votants", "Pour", "Contre", "Abstention"], ["15", "11", "13", "10", "2", "1"]],
        [*BY_MARK, ["Total", "10", "2", "1"]],
    ],
)  # fmt: skip
def test_the_figures_of_a_vote_are_their_labels(vote: Rows, rules: str) -> None:
    assert sides(read(act(vote=vote, rules=rules))) == (10, 2, 1)


@typeset
@pytest.mark.parametrize("above", [True, False])
def test_figures_above_their_labels_are_theirs(above: bool) -> None:
    rows = [["Pour", "Contre", "Abstention"], ["10", "2", "1"]]
    assert sides(read(act(vote=rows[::-1] if above else rows))) == (10, 2, 1)


@typeset
@pytest.mark.parametrize(
    "vote",
    [
        BY_MARK,
        [["Membre", "Vote"], *([who, ("Pour", "Contre", "Abstention")[m.index("X")]] for who, m in zip(VOTERS, MARKS, strict=True))],
        [["Pour", "Contre", "Abstention"], [", ".join(VOTERS[:10]), " et ".join(VOTERS[10:12]), VOTERS[12]]],
        [["Pour", "Contre", "Abstention"], ["<br/>".join(VOTERS[:10]), "<br/>".join(VOTERS[10:12]), VOTERS[12]]],
        [["Pour", ", ".join(VOTERS[:10])], ["Contre", "<br/>".join(VOTERS[10:12])], ["Abstention", VOTERS[12]]],
    ],
)  # fmt: skip
def test_the_members_of_a_table_voted_as_it_says(vote: Rows) -> None:
    record = read(act(vote=vote))
    assert named(record) == WHO
    assert sides(record) == (None, None, None)  # how many voices a member carries is not said
    assert record["vote"]["unanimite"] is False


@typeset
def test_figures_and_names_of_one_side_stand_in_one_row() -> None:
    rows = [
        ["", "Voix", "Noms"],
        ["Pour", "10", ""],
        ["Contre", "2", " et ".join(VOTERS[10:12])],
        ["Abstention", "1", VOTERS[12]],
    ]
    record = read(act(vote=rows))
    assert sides(record) == (10, 2, 1)
    assert named(record) == {side: WHO[side] for side in ("contre", "abstentions")}


@typeset
@pytest.mark.parametrize(
    "rows",
    [
        [["Chapitre", "Pour mémoire", "Proposé"], ["011", "12", "14"], ["012", "30", "31"]],
        [["Entreprise", "Prix", "Note"], ["Poutrelle", "23", "17"], ["Ardoisier", "25", "12"]],
        [["Proposition", "Pour", "Contre"], ["Chaudière à bois", "8", "5"], ["Pompe à chaleur", "5", "8"]],
    ],
)  # fmt: skip
def test_a_table_of_other_figures_is_no_vote(rows: Rows) -> None:
    record = read(act(foot=rows, before=["Adopté à l'unanimité."]))
    assert sides(record) == (None, None, None)
    assert record["vote"]["unanimite"] is True


@typeset
def test_the_vote_of_a_committee_is_not_the_councils() -> None:
    record = read(act(before=["La commission des travaux avait émis l'avis suivant :"], vote=COLUMNS))
    assert sides(record) == (None, None, None)


@typeset
def test_a_sentence_that_contradicts_the_table_is_told() -> None:
    record = read(act(vote=COLUMNS, after=["Vote : 9 voix pour, 2 contre, 1 abstention."]))
    assert sides(record) == (10, 2, 1)
    assert [(one["zone"], one["texte"]) for one in record["indices"]["non_lus"]] == [("vote", "9 voix pour")]
    assert [one["code"] for one in record["avertissements"]] == ["LEC007"]


@typeset
def test_a_sentence_that_agrees_with_the_table_adds_to_it() -> None:
    record = read(
        act(vote=COLUMNS, after=["Vote : 10 voix pour, 2 contre, 1 abstention, 1 ne prenant pas part au vote."])
    )
    assert sides(record) == (10, 2, 1)
    assert record["vote"]["non_participants"] == 1
    assert record["indices"]["non_lus"] == []


# ---- Counts ----------------------------------------------------------------------------------------------------------


@typeset
@pytest.mark.parametrize("rules", ["grid", "none"])
@pytest.mark.parametrize(
    "counts",
    [
        [["En exercice", "Présents", "Pouvoirs", "Votants"], ["15", "11", "2", "13"]],
        [["Membres en exercice", "15"], ["Présents", "11"], ["Pouvoirs", "2"], ["Votants", "13"]],
        [["15", "membres en exercice"], ["11", "présents"], ["2", "pouvoirs"], ["13", "votants"]],
        [["En exercice", "15", "Présents", "11"], ["Pouvoirs", "2", "Votants", "13"]],
        [["En exercice : 15", "Présents : 11", "Pouvoirs : 2", "Votants : 13"]],
    ],
)  # fmt: skip
def test_the_figures_of_an_assembly_are_their_labels(counts: Rows, rules: str) -> None:
    assert declared(read(act(counts=counts, before=["Adopté à l'unanimité."], rules=rules))) == WHOLE


@typeset
def test_counts_above_their_labels_are_theirs() -> None:
    rows = [["15", "11", "2", "13"], ["En exercice", "Présents", "Pouvoirs", "Votants"]]
    assert declared(read(act(counts=rows, before=["Adopté à l'unanimité."]))) == WHOLE


@typeset
def test_a_count_of_a_sentence_that_contradicts_the_table_is_told() -> None:
    rows = [["En exercice", "Présents", "Pouvoirs", "Votants"], ["15", "11", "2", "13"]]
    record = read(act(counts=rows, above=["Nombre de membres en exercice : 19"], before=["Adopté à l'unanimité."]))
    assert declared(record) == WHOLE
    assert [one["code"] for one in record["avertissements"]] == ["LEC007"]


@pytest.mark.parametrize(
    "table",
    [
        "Classe      Élèves     Présents    Absents\n1           24         22          2\n2           25    20   5\n3    26   26   0\n",
        "Commission  Membres    Présents    Pouvoirs\n1           8          6           1\n2           9     7    1\n3    9    9    0\n",
    ],
)
def test_a_table_of_pupils_or_of_committees_has_no_counts(table: str) -> None:
    text = compose(read_text(table), lexicon()).body.span()
    assert read_headcount(text) == {}
    assert read_tallies(text) == []
