"""The steps of the preparation that look at few pixels give what all of them would."""

from __future__ import annotations

import cv2
import degrade
import numpy as np
import pytest
from PIL import Image

from delibparse.reading import pdf
from delibparse.reading.components import components
from delibparse.reading.pdf import PdfFile, PdfPage
from delibparse.reading.pixels import Grey, paper_of, reduced, sampled
from delibparse.reading.preprocess.orientation import coarse_skew, find_skew
from delibparse.reading.preprocess.paper import ink_of
from delibparse.reading.preprocess.perspective import sheet
from delibparse.reading.preprocess.prepare import _ink_rotated, prepare
from delibparse.reading.preprocess.stamps import to_grey, without_colour
from delibparse.reading.scale import own_scale, rescaled


@pytest.mark.parametrize("by_corners", [True, False])
@pytest.mark.parametrize("paper_around", [0, 17])
def test_marks_are_those_of_opencv(by_corners: bool, paper_around: int) -> None:
    ink = np.pad((np.random.default_rng(7).random((90, 130)) < 0.3).astype(np.uint8), (0, paper_around))
    ink = np.roll(ink, paper_around // 2, axis=(0, 1))
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8 if by_corners else 4)
    found = components(ink, by_corners)
    assert len(found) == count > 100
    assert np.array_equal(found.marks, labels.ravel()[found.inked])
    assert np.array_equal(found.inked, np.flatnonzero(labels))
    assert np.array_equal(found.stats[1:], stats[1:])
    assert np.allclose(found.centres()[1:], centres[1:])
    large = found.stats[:, cv2.CC_STAT_AREA] > 9
    large[0] = False
    assert np.array_equal(found.where(large), large[labels])


def test_paper_alone_has_no_marks() -> None:
    assert components(np.zeros((20, 30), np.uint8)).stats.tolist() == [[0, 0, 0, 0, 0]]


WORDS = ("le", "conseil", "entend", "son", "rapporteur", "et", "decide")


def written(rows: int = 40) -> Grey:
    """A page of 1654 x 2339 with lines of letters."""
    page = np.full((2339, 1654), 255, np.uint8)
    for k in range(rows):
        place = 200, 260 + 48 * k
        line = " ".join(WORDS[(5 * k + 3 * step) % 7] for step in range(6))
        cv2.putText(page, line, place, cv2.FONT_HERSHEY_SIMPLEX, 1.3, 0, 2)
    return page


def rotated(page: Grey, degrees: float) -> Grey:
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1)
    return np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=(255,)))


@pytest.mark.parametrize("degrees", [-3.2, -1.0, 0.0, 0.5, 2.4])
def test_the_tilt_is_found_in_strips(degrees: float) -> None:
    ink = ink_of(rotated(written(), degrees))
    assert find_skew(ink, coarse_skew(ink)[0]) == pytest.approx(degrees, abs=0.1)


def table() -> Grey:
    """A page that is half a table: in rows so low that level rules cut those of the columns to a letter's height."""
    page = written(16)
    for y in range(1032, 2181, 44):
        cv2.line(page, (100, y), (1550, y), 0, 3)
    for x in range(100, 1551, 290):
        cv2.line(page, (x, 1032), (x, 2176), 0, 5)
    names = ("MARTEL", "Bourdin", "LE GUEN", "Sabatier", "ROY", "Fabre-Luce", "PONS")
    for k, y in enumerate(range(1032, 2180, 44)):
        for column in range(0, 5, 2):
            place = 112 + 290 * column, y + 32
            cv2.putText(page, names[(3 * k + column) % 7], place, cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return page


@pytest.mark.parametrize(("turns", "lies"), [(0, False), (1, True), (2, False), (3, True)])
def test_the_rules_of_a_table_do_not_lay_a_page_on_its_side(turns: int, lies: bool) -> None:
    assert (prepare(np.ascontiguousarray(np.rot90(table(), turns))).turn in (90, 270)) == lies


def test_the_ink_of_stamps_is_turned_as_the_whole_page_would_be() -> None:
    coloured = np.full((700, 500), 255, np.uint8)
    cv2.circle(coloured, (410, 90), 70, 80, 4)  # goes over the edge once it is turned
    forward = cv2.getRotationMatrix2D((250, 350), 3.1, 1)
    whole = cv2.warpAffine(coloured, forward, (500, 700), flags=cv2.INTER_LINEAR, borderValue=(255,))
    found = _ink_rotated(coloured, forward)
    assert np.count_nonzero(found < 200) > 500
    assert np.abs(found.astype(int) - whole).max() <= 8
    assert (_ink_rotated(np.full((70, 50), 255, np.uint8), forward) == 255).all()


def test_a_scan_in_colour_is_grey_where_nothing_in_it_is_coloured() -> None:
    page = written().astype(int)
    cream = np.stack([page - k for k in (16, 6, 0)], axis=2).clip(0, 255).astype(np.uint8)
    assert without_colour(cream).ndim == 2
    stamped = cream.copy()
    cv2.circle(stamped, (900, 1900), 110, (190, 60, 30), 6)
    assert without_colour(stamped) is stamped
    thin = cream.copy()
    cv2.circle(thin, (900, 1900), 60, (190, 60, 30), 1)
    cv2.circle(thin, (900, 1900), 40, (190, 60, 30), 2)
    assert without_colour(thin) is thin or to_grey(thin)[1] is None
    title = cream.copy()
    cv2.putText(title, "DELIBERATION", (300, 160), cv2.FONT_HERSHEY_DUPLEX, 2, (180, 50, 30), 3)
    assert without_colour(title) is title


def test_a_picture_is_made_smaller_evenly() -> None:
    dots = np.full((601, 451), 255, np.uint8)
    dots[::7, ::7] = 0
    for dpi in (300, 400, 650):
        small, scale = rescaled(dots, dpi, 200)
        assert scale == 200
        assert small.shape == pytest.approx((601 * 200 / dpi, 451 * 200 / dpi), abs=1)
        assert small.mean() == pytest.approx(dots.mean(), abs=2)
    assert reduced(np.arange(35, dtype=np.uint8).reshape(5, 7), 2).shape == (2, 3)
    assert reduced(np.zeros((1, 9, 3), np.uint8), 2).shape == (1, 4, 3)  # a line of pixels stays one


@pytest.mark.parametrize("whole", [2, 3, 8])
def test_a_sample_is_the_first_pixel_of_each_square(whole: int) -> None:
    picture = np.random.default_rng(1).integers(0, 255, (101, 67, 3), np.uint8)
    height, width = 101 // whole, 67 // whole
    assert np.array_equal(sampled(picture, whole), picture[::whole, ::whole][:height, :width])


@pytest.mark.parametrize("share", [0.0, 0.3, 0.45])
def test_the_paper_is_what_most_of_a_page_is(share: float) -> None:
    page = np.full((400, 300), 231, np.uint8)
    page[: int(400 * share)] = 20
    assert paper_of(page) == 231


def test_for_a_few_words_a_coarse_picture_stays_as_it_is() -> None:
    page = cv2.GaussianBlur(written(), (0, 0), 2)
    same, dpi = own_scale(page, 200, 300)
    assert (same is page, dpi) == (True, 200)
    lowered, dpi = own_scale(page, 600, 300)
    assert (lowered.shape, dpi) == ((1170, 827), 300)
    steps, dpi = own_scale(np.where(page < 128, 0, 255).astype(np.uint8), 200, 300)
    assert (dpi, len(np.unique(steps)) > 2) == (200, True)


@pytest.mark.parametrize("table_", [60, 235])
def test_a_sheet_is_told_from_a_scan_by_its_rim(table_: int) -> None:
    picture = np.full((1600, 1200, 3), table_, np.uint8)
    cv2.fillConvexPoly(picture, np.array([[150, 120], [1060, 180], [1020, 1500], [110, 1420]]), (245, 245, 245))
    corners = sheet(picture)
    assert (corners is None) == (table_ > 200)
    assert corners is None or np.abs(corners[0] - (150, 120)).max() < 30


def test_the_first_pictures_of_a_file_are_decoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [Image.fromarray(cv2.resize(written(), (827, 1169))).convert("RGB")] * 2
    scan = degrade.to_pdf(pages, 100, quality=85)
    decoded: list[int] = []
    decode = PdfPage._pixels

    def noted(page: PdfPage, image: object) -> object:
        decoded.append(page.number)
        return decode(page, image)  # type: ignore[arg-type]

    def asked() -> list[int]:
        """The pages that were decoded, of a file whose pages are asked for twice."""
        decoded.clear()
        file = PdfFile(scan)
        for number in (1, 2, 1, 2):
            assert file.page(number).picture(100)[0].shape[:2] == (1169, 827)
        return list(decoded)

    monkeypatch.setattr(PdfPage, "_pixels", noted)
    assert asked() == [1, 2]
    monkeypatch.setattr(pdf, "KEPT_BYTES", 4_000_000)  # room for one
    assert asked() == [1, 2, 2]
