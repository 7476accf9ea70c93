"""Light words on dark grounds are made ink on paper; black print, pictures, holes and bars stay as they are."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from delibparse.reading.pixels import Colour, Grey
from delibparse.reading.preprocess.grounds import on_paper

HEAD = slice(300, 344), slice(200, 1500)
BLUE = (110, 60, 20)


def page(colour: tuple[int, int, int] = BLUE, words: int = 255, tilt: float = 0.0) -> Colour:
    """A page with the head of a table, words of a brightness on a ground, and black print below it."""
    picture = np.full((2339, 1654, 3), 235, np.uint8)
    picture[HEAD] = colour
    for k, label in enumerate(("Nom", "Present", "Absent", "Pouvoir")):
        cv2.putText(picture, label, (220 + 320 * k, 333), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (words,) * 3, 2)
        for row in range(4):
            cv2.putText(
                picture, "BERTRAND", (220 + 320 * k, 400 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2
            )
    turned = cv2.getRotationMatrix2D((827, 1170), tilt, 1.0)
    return np.asarray(cv2.warpAffine(picture, turned, (1654, 2339), borderValue=(235,) * 3))


@pytest.mark.parametrize("colour", [BLUE, (40, 40, 40), (150, 110, 60)])
def test_the_words_of_a_dark_head_are_black_on_white(colour: tuple[int, int, int]) -> None:
    before = page(colour)
    head = on_paper(before)[HEAD][6:-6, 6:-6]
    words = before[HEAD][6:-6, 6:-6].min(axis=2) == 255
    assert head[words].max() < 40
    assert np.median(head) > 240
    assert (head[:, :, 0] == head[:, :, 2]).all()  # no colour is left, or a stamp's ink would be looked for in it


def test_a_tilted_head_is_turned_too() -> None:
    before = page(tilt=0.8)
    assert np.mean(on_paper(before)[320:330, 600:1000]) > 180 > np.mean(before[320:330, 600:1000])


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_head_is_turned_on_whatever_side_the_page_lies(turns: int) -> None:
    before = np.ascontiguousarray(np.rot90(page(), turns))
    found = np.rot90(on_paper(before), -turns)
    assert np.median(found[HEAD]) > 240
    assert on_paper(np.ascontiguousarray(found)).mean() == pytest.approx(found.mean())


def test_a_rule_in_a_ground_stays_black() -> None:
    before = page((70, 70, 70))
    before[300:344, 500:503] = 0
    assert on_paper(before)[310:334, 500:503].max() < 60


def test_a_grey_page_is_turned_as_one_in_colour() -> None:
    grey: Grey = np.asarray(cv2.cvtColor(page(), cv2.COLOR_BGR2GRAY))
    found = on_paper(grey)
    assert found.ndim == 2
    assert np.median(found[HEAD]) > 240


def alone() -> Colour:
    return np.full((2339, 1654, 3), 235, np.uint8)


def with_print() -> Colour:
    picture = alone()
    cv2.putText(picture, "CONSEIL MUNICIPAL", (200, 330), cv2.FONT_HERSHEY_SIMPLEX, 3.0, (0, 0, 0), 12)
    return picture


def with_picture() -> Colour:
    picture = alone()
    picture[300:700, 300:900] = np.random.default_rng(5).integers(0, 160, (400, 600, 3), np.uint8)
    return picture


def with_hole() -> Colour:
    return np.asarray(cv2.circle(alone(), (80, 600), 33, (20, 20, 20), -1))


def with_bar() -> Colour:
    picture = alone()
    picture[HEAD] = (30, 30, 30)
    return picture


def with_scanner_edge() -> Colour:
    picture = page()
    picture[:] = 235
    picture[:30] = 20
    return picture


def with_shading() -> Colour:
    return page((205, 205, 205), words=0)


@pytest.mark.parametrize(
    "made",
    [with_print, with_picture, with_hole, with_bar, with_scanner_edge, with_shading],
    ids=lambda made: made.__name__,
)
def test_what_is_no_ground_stays(made: object) -> None:
    assert callable(made)
    picture = made()
    assert on_paper(picture) is picture
