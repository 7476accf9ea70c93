"""The share of words that became values, of acts and of a batch."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from delibparse.cli.explain import lines
from delibparse.grammar.facts import Choice, Way
from delibparse.model.explained import Words, words_of
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ACT = """COMMUNE DE BEAUVAL
Séance du 3 mars 2021

Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR{stranger}

1. Voirie

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de refaire la rue.

2. École

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de refaire le toit.
"""


def read(stranger: str = "") -> Words:
    return words_of(extract_bytes(ACT.format(stranger=stranger).encode(), "a.txt", Options()))


def test_words_that_acts_share_count_once() -> None:
    clear = read()
    assert clear.left == 0
    assert clear.share == 1.0
    assert clear.read < 40  # a session's header once, though two acts have it


def test_what_no_value_explains_lowers_the_share() -> None:
    odd = read(", 45 kWc Zorglub Bulgroz")
    assert odd.left >= 2
    assert odd.share is not None
    assert odd.share < 1.0


def test_of_nothing_there_is_no_share() -> None:
    assert Words().share is None
    assert Words(3, 1).plus(Words(1, 0)) == Words(4, 1)


def test_a_batch_sums_it_up(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(ACT.format(stranger=""), "utf-8")
    command = [sys.executable, "-m", "delibparse", "batch", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "mots compris     100.0%" in ended.stdout
    told = json.loads((tmp_path / "out" / "summary.json").read_text("utf-8"))["mots"]
    assert told == {"lus": read().read, "non_lus": 0, "part": 1.0}


def test_the_ways_of_a_list_are_told_with_what_they_agree_with() -> None:
    choice = Choice("excuses", (Way("tirets", 3, 0), Way("virgules", 1, 4)), 3)
    other = Choice("presents", (Way("virgules", 9, 0),), None)
    of_acts = [(choice, other), (choice, other)]
    assert [" ".join(line.split()) for line in lines("a.pdf", "excuses", of_acts, "fr")] == [
        "a.pdf · acte 1 · excuses :",
        "→ tirets 3 lus, 0 mots de noms laissés, d'accord avec 3 annoncés",
        "virgules 1 lus, 4 mots de noms laissés, contredit 3 annoncés",
    ]
    assert [" ".join(line.split()) for line in lines("a.pdf", "presents", of_acts[:1], "en")] == [
        "a.pdf · act 1 · presents:",
        "→ commas 9 read, 0 words of names left over",
    ]
