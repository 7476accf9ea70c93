"""The page's own picture, the scale it is read at, the crosses of its tables, the stamps over them."""

from __future__ import annotations

import cv2
import degrade
import layouts
import numpy as np
import pytest
from PIL import Image

from acts import word
from delibparse.options import Options
from delibparse.reading import read
from delibparse.reading.checkmarks import with_crosses
from delibparse.reading.pdf import PdfFile
from delibparse.reading.preprocess.stamps import to_grey
from delibparse.reading.recognise import without_specks
from delibparse.reading.scale import rescaled


def grey(picture: np.ndarray) -> np.ndarray:
    return picture if picture.ndim == 2 else cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)


@pytest.mark.parametrize("level", ["clean", "office", "phone"])
def test_the_picture_that_fills_a_page_is_the_page_rendered(level: str) -> None:
    page = PdfFile(degrade.bench_scan(layouts.LAYOUTS["village"]()[0], level, seed=1)).page(1)
    assert page._sole_image() is not None
    own, dpi = page.picture(100)
    drawn, drawn_dpi = page.render(100)
    assert dpi == pytest.approx(drawn_dpi, rel=0.05)
    same = cv2.resize(grey(own), (drawn.shape[1], drawn.shape[0]))
    assert np.abs(cv2.blur(same, (9, 9)).astype(int) - cv2.blur(grey(drawn), (9, 9))).mean() < 3


def test_a_page_with_text_over_its_picture_is_rendered() -> None:
    """The stamp is part of what a reader sees; the hidden words of another program's OCR are not."""
    stamped = degrade.to_pdf(degrade.clean(layouts.LAYOUTS["village"]()[0]), 300, quality=85)
    hidden = degrade.to_pdf(degrade.clean(layouts.LAYOUTS["village"]()[0]), 300, quality=85, hidden=degrade.garbage)
    typeset = layouts.LAYOUTS["village"]()[0]
    assert PdfFile(stamped).page(1)._sole_image() is not None
    assert PdfFile(hidden).page(1)._sole_image() is not None
    assert PdfFile(typeset).page(1)._sole_image() is None


def test_coarse_black_and_white_is_smoothed_and_grey_is_not() -> None:
    steps = np.full((100, 100), 255, np.uint8)
    steps[40:60, 40:60] = 0
    soft = cv2.GaussianBlur(steps, (0, 0), 6)
    assert len(np.unique(rescaled(steps, 200, 200)[0])) > 2
    assert rescaled(soft, 200, 200)[0] is soft
    assert set(np.unique(steps)) == {0, 255}
    assert rescaled(steps, 150, 300)[0].shape == (200, 200)
    assert rescaled(steps, 400, 200)[0].shape == (50, 50)


def ticked(*marks: tuple[str, int, int]) -> np.ndarray:
    """A page of 600 x 800 with letters of 20 pixels."""
    page = np.full((800, 600), 255, np.uint8)
    for text, x, y in marks:
        cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2, cv2.LINE_AA)
    return page


NAMES = [word("MARTIN", 40, 60 + 60 * k, 90)._replace(y1=80 + 60 * k) for k in range(6)]


def test_crosses_in_a_column_are_read() -> None:
    page = ticked(*(("X", 300, 80 + 60 * k) for k in range(4)), ("X", 400, 320), ("X", 400, 380))
    found = [w for w in with_crosses(NAMES, page) if w.text == "X"]
    assert len(found) == 6
    assert {round(w.x0 / 100) for w in found} == {3, 4}


def test_what_the_engine_made_of_a_cross_goes() -> None:
    page = ticked(*(("X", 300, 80 + 60 * k) for k in range(4)))
    misread = [*NAMES, word("2x", 296, 64, 24)._replace(y1=82)]
    assert [w.text for w in with_crosses(misread, page) if w.text != "MARTIN"] == ["X"] * 4


@pytest.mark.parametrize("letters", ["NNNN", "OOOO", "IIII", "KKKK", "++++", "****", "====", "ZZZZ"])
def test_other_letters_in_a_column_are_no_crosses(letters: str) -> None:
    page = ticked(*((letter, 300, 80 + 60 * k) for k, letter in enumerate(letters)))
    assert with_crosses(NAMES, page) == NAMES


def test_a_lone_x_and_one_inside_a_line_are_no_crosses() -> None:
    assert with_crosses(NAMES, ticked(("X", 300, 80))) == NAMES
    assert with_crosses(NAMES, ticked(*(("4 X 5", 300, 80 + 60 * k) for k in range(4)))) == NAMES


def test_a_speck_is_no_letter() -> None:
    crumb, stop = word("ë", 300, 60, 2)._replace(y1=63), word(".", 310, 60, 2)._replace(y1=63)
    assert without_specks([*NAMES, crumb, stop]) == [*NAMES, stop]


def test_what_is_as_thin_as_a_full_stop_is_no_word_but_may_be_a_letter_or_a_dash() -> None:
    scraps = [word(text, 300, 60, 11)._replace(y1=62) for text in ("joe", "à", "£")]
    kept = [word("l", 310, 60, 2), word("-", 330, 60, 11)._replace(y1=62)]
    assert without_specks([*NAMES, *scraps, *kept]) == [*NAMES, *kept]


def test_a_stamp_over_a_table_is_parted_from_its_rules() -> None:
    page = np.full((1600, 1200, 3), 255, np.uint8)
    for y in range(400, 1001, 60):
        cv2.line(page, (100, y), (1100, y), (0, 0, 0), 2)
    for x in (100, 500, 800, 1100):
        cv2.line(page, (x, 400), (x, 1000), (0, 0, 0), 2)
    rules = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    stamped = degrade.stamp(page[:, :, ::-1], (650, 700), 120, "MAIRIE")[:, :, ::-1]
    black, coloured = to_grey(np.ascontiguousarray(stamped))
    assert coloured is not None
    assert np.count_nonzero((black < 128) & (rules < 128)) > 0.97 * np.count_nonzero(rules < 128)
    assert np.count_nonzero((black < 128) & (rules >= 128)) < 0.1 * np.count_nonzero(coloured < 200)


INK = (150, 40, 30)
"""A stamp's blue, in BGR order."""


def with_legend(cells: bool) -> tuple[np.ndarray, np.ndarray]:
    """A page with a line of text, and the same under a stamp whose legend touches the text; in a table or not."""
    page = np.full((1600, 1200, 3), 255, np.uint8)
    cv2.putText(page, "BERTRAND MARTIN", (420, 712), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    if cells:
        for y in range(400, 1001, 60):
            cv2.line(page, (100, y), (1100, y), (0, 0, 0), 2)
        for x in (100, 400, 800, 1100):
            cv2.line(page, (x, 400), (x, 1000), (0, 0, 0), 2)
    stamped = page.copy()
    cv2.circle(stamped, (560, 700), 120, INK, 4)
    cv2.putText(stamped, "VILLE DE", (500, 722), cv2.FONT_HERSHEY_SIMPLEX, 0.7, INK, 2)
    cv2.putText(stamped, "BOURG", (520, 772), cv2.FONT_HERSHEY_SIMPLEX, 0.7, INK, 2)
    stamped = np.where(page < 128, page, stamped)  # black ink shows through blue
    return grey(page), stamped


@pytest.mark.parametrize("cells", [False, True])
def test_letters_of_a_stamp_that_touch_the_text_are_parted_from_it(cells: bool) -> None:
    text, stamped = with_legend(cells)
    black, _ = to_grey(stamped)
    assert np.count_nonzero((black < 128) & (text < 128)) > 0.95 * np.count_nonzero(text < 128)
    blue = (text >= 200) & (grey(stamped) < 200)
    assert np.count_nonzero((black < 128) & blue) < 0.05 * np.count_nonzero(blue)


def test_black_letters_that_a_stamp_encloses_stay() -> None:
    page = np.full((1600, 1200, 3), 255, np.uint8)
    cv2.putText(page, "M. A. B.", (520, 712), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    stamped = page.copy()
    cv2.circle(stamped, (560, 700), 120, INK, 4)
    black, coloured = to_grey(stamped)
    assert coloured is not None
    assert (black[grey(page) < 128] < 128).all()


def test_a_table_of_crosses_is_read_from_a_scan() -> None:
    pdf, truth = layouts.LAYOUTS["tableau"]()
    scan = degrade.to_pdf([Image.fromarray(page) for page in degrade.render(pdf, 200)], 200, quality=80)
    _, pages = read(scan, Options(jobs=1))
    members = len(truth["deliberations"][0]["presents"]) + len(truth["deliberations"][0]["pouvoirs"])
    members += len(truth["deliberations"][0]["absents"])
    assert sum(w.text == "X" for page in pages for w in page.words) == members
