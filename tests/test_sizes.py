"""The size of type of recognised words."""

from __future__ import annotations

import degrade
import layouts
import pytest

from delibparse import reading
from delibparse.options import Options
from delibparse.reading.model import Word
from delibparse.reading.sizes import with_sizes


def test_the_size_of_a_scan_is_that_of_the_text() -> None:
    pdf = layouts.LAYOUTS["recueil"]()[0]
    asked = Options(jobs=1, pages=(1, 2))  # the heading and its list, and the page of close text
    _, printed = reading.read(pdf, asked)
    _, scanned = reading.read(degrade.bench_scan(pdf, "office", seed=1), asked)
    compared = [
        word.type.size / other.type.size
        for page, scan in zip(printed, scanned, strict=True)
        for word in scan.words
        for other in page.words
        if word.ink == "black" and word.text == other.text and len(word.text) > 2
        if abs(word.x0 - other.x0) < 20 and abs(word.y0 - other.y0) < 10
    ]
    assert len(compared) > 560
    assert sum(abs(share - 1) <= 0.15 for share in compared) >= 0.97 * len(compared)


@pytest.mark.parametrize(
    ("texts", "heights"),
    [(["ou", "Objet"], [5.0, 9.1]), (["Vu", "la"], [7.0, 7.0]), (["É.", "!"], [9.0, 3.0]), (["2023", "—"], [7.0, 1.0])],
)
def test_the_letters_tell_how_high_a_word_of_ten_points_is(texts: list[str], heights: list[float]) -> None:
    words = [
        Word(text, 30.0 * k, 0, 30.0 * k + 25, high) for k, (text, high) in enumerate(zip(texts, heights, strict=True))
    ]
    assert {word.type.size for word in with_sizes(words)} == {10.0}


def test_a_box_that_took_in_a_speck_is_outvoted_and_the_next_cell_has_its_own_size() -> None:
    line = [
        Word("Vu", 0, 3, 14, 10),
        Word("la", 17, 0, 30, 10),
        Word("loi", 33, 3, 50, 10),
        Word("NOM", 120, 0, 150, 14),
    ]
    assert [word.type.size for word in with_sizes(line)] == [10.0, 10.0, 10.0, 20.0]


def test_what_no_letter_tells_has_no_size() -> None:
    assert [word.type.size for word in with_sizes([Word("—", 0, 0, 10, 1)])] == [0.0]
