"""Where the head of a page ends: never in a line."""

from __future__ import annotations

import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from delibparse.reading.heads import cut_of
from delibparse.reading.pixels import Grey

WIDTH = 400
LETTERS = "Le conseil (gypse) Àjq d'1"


def paper(height: int) -> Grey:
    return np.full((height, WIDTH), 255, np.uint8)


def set_line(page: Grey, top: int, high: int) -> tuple[int, int]:
    """Sets a line below a row, its letters so high; the rows that its ink takes."""
    line = np.full((3 * high, WIDTH), 255, np.uint8)
    cv2.putText(line, LETTERS, (10, 2 * high), cv2.FONT_HERSHEY_SIMPLEX, high / 22, 0, max(high // 8, 2), cv2.LINE_AA)
    rows = np.flatnonzero((line < 128).any(axis=1))
    first, last = int(rows[0]), int(rows[-1])
    page[top : top + last - first + 1] = line[first : last + 1]
    return top, top + last - first


Lines = st.lists(st.tuples(st.integers(0, 24), st.integers(14, 40)), min_size=1, max_size=30)


@given(Lines, st.integers(0, 60), st.randoms(use_true_random=False))
def test_no_line_is_cut(lines: list[tuple[int, int]], top: int, chance: np.random.Generator) -> None:
    """Whatever the distances of the lines and the height of their letters, specks of dust among them."""
    page = paper(60 + sum(gap + 2 * high for gap, high in lines) + 60)
    rows, y = [], top
    for gap, high in lines:
        rows.append(set_line(page, y + gap, high))
        y = rows[-1][1] + 1
    for _ in range(40):
        page[chance.randint(0, len(page) - 1), chance.randint(0, WIDTH - 1)] = 0
    cut = cut_of(page)
    assert not [(first, last) for first, last in rows if first < cut <= last]


def test_the_highest_white_is_taken() -> None:
    page = paper(1000)
    for y in (0, 100, 200, 230, 300, 330, 500, 900):
        page[y : y + 20] = 0
    assert 250 < cut_of(page) < 300
    page[250:300] = 0
    assert 220 <= cut_of(page) <= 230


def test_a_page_without_white_among_its_lines_has_no_head() -> None:
    page = paper(1000)
    page[100:900, 50:60] = 0  # a stroke beside the lines, from the first to the last
    for y in range(100, 900, 40):
        page[y : y + 20, 80:300] = 0
    assert cut_of(page) == 0
    page[325:335, 50:60] = 255
    assert 325 <= cut_of(page) <= 335


def test_a_blank_page_and_a_line_have_none() -> None:
    assert cut_of(paper(500)) == 0
    page = paper(500)
    page[100:120, 50:300] = 0
    assert cut_of(page) == 0


def test_dust_is_no_line() -> None:
    """Specks stand on each row between two lines: white all the same."""
    page = paper(1000)
    page[0:20] = page[980:1000] = 0
    for y in range(20, 980, 2):
        page[y, (y * 37) % WIDTH] = 0
    assert 200 < cut_of(page) < 360
