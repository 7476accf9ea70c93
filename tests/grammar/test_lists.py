"""Where an attendance's lists stand: which headings are no list's."""

from __future__ import annotations

from time import process_time

import pytest

from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.lists import Lists, find_lists
from delibparse.layout import Span, compose
from delibparse.reading.plain import read_text


@pytest.mark.parametrize("legend", ["P : présents", "Exc. : excusés", "Légende (A = absents"])
def test_a_letter_of_a_legend_heads_no_list(legend: str) -> None:
    assert kinds(f"Présents : Jean MARTIN, Luc PETIT\n{legend}\n") == ["presents"]


@pytest.mark.parametrize("heading", ["Session : Excusés", "Luc PETIT ; Excusés"])
def test_other_words_before_a_heading_make_no_legend(heading: str) -> None:
    assert kinds(f"Présents : Jean MARTIN\n{heading} : Paul BRUN\n") == ["presents", "excuses"]


def test_the_letters_of_a_legend_are_looked_for_right_before_a_heading() -> None:
    """Eight times as many headings on one line take eight times as long, not sixty-four."""
    few, many = (seconds("Présents : " * count) for count in (400, 3_200))
    assert many < 24 * few


def text(plain: str) -> Span:
    return compose(read_text(plain), lexicon()).body.span()


def found(plain: Span) -> Lists:
    return find_lists(find_blocks(plain), plain)


def kinds(plain: str) -> list[str]:
    return [kind for kind, _ in found(text(plain)).blocks]


def seconds(plain: str) -> float:
    whole = text(plain)
    found(text("Présents : Luc PETIT"))  # compiles the patterns
    start = process_time()
    found(whole)
    return process_time() - start
