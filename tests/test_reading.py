"""Reading: which text layers are trusted, turns and tilts, inks, formats."""

from __future__ import annotations

import io
import struct

import cv2
import degrade
import layouts
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from acts import word
from conftest import BUILT, FIXTURES
from delibparse import errors, extract
from delibparse.options import Options
from delibparse.reading import OpenFile, read, text_layer
from delibparse.reading.model import Homography, Page
from delibparse.reading.pdf import Layer, PdfFile
from delibparse.reading.pixels import Colour, Grey
from delibparse.reading.plain import decode
from delibparse.reading.preprocess.perspective import sheet
from delibparse.reading.preprocess.prepare import half_turned, prepare
from delibparse.reading.preprocess.underlines import without_underlines
from delibparse.reading.recognise import _lie_down

FRENCH = [
    "Le",
    "conseil",
    "municipal",
    "ayant",
    "délibéré",
    "décide",
    "à",
    "l'unanimité",
    "d'autoriser",
    "Monsieur",
    "le",
    "Maire",
    "à",
    "signer",
]


def layer(words: list[str], **more: object) -> Layer:
    return Layer([word(text, 50 + 40 * (k % 12), 60 + 14 * (k // 12)) for k, text in enumerate(words)], **more)  # type: ignore[arg-type]


def blank() -> np.ndarray:
    return np.full((842, 595), 255, np.uint8)


def test_a_born_digital_layer_is_whole() -> None:
    assert text_layer.judge(layer(FRENCH * 8), blank) == "whole"


def test_an_invisible_layer_is_unusable_however_good() -> None:
    assert text_layer.judge(layer(FRENCH * 8, invisible=1.0), blank) == "unusable"


@pytest.mark.parametrize(
    "words",
    [degrade.GARBAGE.split() * 8, ["\ue001\ue002\ue003"] * 80, ["(cid:12)xq"] * 80, ["wkrtplm", "zzqrtv", "�bc�"] * 30],
)
def test_gibberish_is_unusable(words: list[str]) -> None:
    assert text_layer.judge(layer(words), blank) == "unusable"


@pytest.mark.parametrize(
    "text", ["JP. ABELIN", "L. 2121-20", "n°2017/11", "BRARD", "MESLEM", "d'Hérault", "PREHER", "(86)"]
)
def test_names_and_figures_are_plausible(text: str) -> None:
    assert text_layer.plausibility([word(part, 0, 0) for part in text.split()]) == 1.0


def test_a_stamp_over_a_scan_is_partial() -> None:
    """Fifteen words of a layer, and a page full of marks outside them."""
    page = blank()
    for row in range(40):
        for column in range(60):
            page[200 + 14 * row : 206 + 14 * row, 60 + 8 * column : 64 + 8 * column] = 0
    assert text_layer.judge(layer(FRENCH[:12], images=[(0, 0, 595, 842)]), lambda: page) == "partial"
    assert text_layer.judge(layer(FRENCH * 12, images=[(0, 0, 60, 60)]), blank) == "whole"


def test_ocr_modes() -> None:
    text = FIXTURES / "chatellerault.pdf"
    methods = {mode: extract(text, Options(ocr=mode)).source.lecture[0].methode for mode in ("auto", "always", "never")}
    assert methods == {"auto": "texte", "always": "ocr", "never": "texte"}
    scan = extract(BUILT / "chatellerault-b-clean.pdf", Options(ocr="never"))
    assert [page.methode for page in scan.source.lecture] == ["vide", "vide"]
    assert scan.deliberations == []


def test_a_page_in_the_dark_is_read_and_a_black_frame_is_none() -> None:
    (page, *_) = degrade.render((FIXTURES / "chatellerault.pdf").read_bytes(), 200)
    black = np.random.default_rng(0).normal(8, 3, page.shape[:2]).clip(0, 255).astype(np.uint8)  # a sensor's noise

    def recognised(picture: Grey | Colour) -> Page:
        out = io.BytesIO()
        Image.fromarray(picture).save(out, "PNG", dpi=(200, 200))
        return read(out.getvalue(), Options(jobs=1))[1][0]

    bright, dark = ({one.text for one in recognised(picture).words} for picture in (page, page // 8))  # paper at 31
    assert len(bright & dark) > 0.9 * len(bright) > 100
    assert recognised(black).unreadable == "image noire"


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
@pytest.mark.parametrize("tilt", [0.0, 1.3, -3.0])
def test_turns_and_tilts_are_found(turns: int, tilt: float) -> None:
    (page, *_) = degrade.render((FIXTURES / "chatellerault.pdf").read_bytes(), 100)
    page = degrade.tilt(page, tilt)
    ready = prepare(cv2.cvtColor(np.ascontiguousarray(np.rot90(page, turns)), cv2.COLOR_RGB2BGR))
    assert ready.turn == 90 * turns  # turned counter-clockwise, so as much clockwise undoes it
    assert ready.skew == pytest.approx(tilt, abs=0.15)


def test_a_point_of_the_prepared_page_is_found_on_the_page_given() -> None:
    """A black square, turned and tilted away and back."""
    (page, *_) = degrade.render((FIXTURES / "chatellerault.pdf").read_bytes(), 100)
    page = np.ascontiguousarray(np.rot90(degrade.tilt(page, 2.0), 1))
    ready = prepare(cv2.cvtColor(page, cv2.COLOR_RGB2BGR))
    rows, columns = np.nonzero(ready.black < 60)
    for k in range(0, len(rows), max(len(rows) // 200, 1)):
        x, y = ready.to_image.point(float(columns[k]), float(rows[k]))
        around = page[max(round(y) - 2, 0) : round(y) + 3, max(round(x) - 2, 0) : round(x) + 3]
        assert around.min() < 140
    other = half_turned(ready)
    x, y = other.to_image.point(10.0, 20.0)
    height, width = ready.black.shape
    assert ready.to_image.point(width - 10.0, height - 20.0) == pytest.approx((x, y))


@given(st.floats(-3, 3), st.floats(-50, 50), st.floats(-50, 50), st.floats(-1e-4, 1e-4), st.floats(-1e-4, 1e-4))
def test_a_map_and_its_inverse(angle: float, dx: float, dy: float, g: float, h: float) -> None:
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    map_ = Homography(cos, -sin, dx, sin, cos, dy, g, h)
    assert map_.inverse().point(*map_.point(12.0, -7.0)) == pytest.approx((12.0, -7.0), abs=1e-6)
    assert map_.after(map_.inverse()).point(12.0, -7.0) == pytest.approx((12.0, -7.0), abs=1e-6)
    x, y = map_.point(30.0, 20.0)
    assert map_.scaled(0.5).point(15.0, 10.0) == pytest.approx((x / 2, y / 2))


def _page(layout: str) -> bytes:
    return layouts.LAYOUTS[layout]()[0]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_photographed_sheet_is_made_flat_and_its_boxes_find_back(seed: int) -> None:
    plain = degrade.render(_page("marge"), 200)[0]
    photo = np.ascontiguousarray(degrade.photographed(plain, seed)[..., ::-1])
    ready = prepare(photo)
    assert ready.turn in (0, 180)  # half turns are settled by the engine
    rows, columns = np.nonzero(ready.black[200:-200, 200:-200] < 90)
    grey = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY)
    for k in range(0, len(rows), len(rows) // 40):
        x, y = ready.to_image.point(float(columns[k]) + 200, float(rows[k]) + 200)
        around = grey[max(round(y) - 3, 0) : round(y) + 4, max(round(x) - 3, 0) : round(x) + 4].astype(int)
        assert around.min() < around.max() - 20  # ink beside paper


def test_a_scan_fills_its_frame_and_is_no_photograph() -> None:
    for pages in (degrade.clean(_page("tableau")), [p for p, _ in degrade.desk_scan(_page("tableau"), 3)]):
        assert sheet(np.asarray(pages[0].convert("RGB"))) is None
    bordered = cv2.copyMakeBorder(np.full((1400, 1000), 250, np.uint8), 0, 0, 40, 0, cv2.BORDER_CONSTANT, value=10)
    assert sheet(bordered) is None  # a black strip along one side is the scanner's, not a table


def test_a_stamp_leaves_the_text_that_it_crosses() -> None:
    pdf = (FIXTURES / "chatellerault.pdf").read_bytes()
    plain = degrade.render(pdf, 200)[0]
    stamped = degrade.stamp(plain, (1000, 700), 120, "MAIRIE DE\nCHATELLERAULT\n(86)")
    ready = prepare(cv2.cvtColor(stamped, cv2.COLOR_RGB2BGR))
    clean = prepare(cv2.cvtColor(plain, cv2.COLOR_RGB2BGR))
    assert ready.coloured is not None
    assert clean.coloured is None
    black, wanted = ready.black < 110, clean.black < 110
    assert np.count_nonzero(black & wanted) > 0.97 * np.count_nonzero(wanted)
    assert np.count_nonzero(black & ~wanted) < 0.02 * np.count_nonzero(wanted)


def _drawn(*strokes: tuple[int, int, int, int]) -> np.ndarray:
    page = np.full((1400, 1000), 255, np.uint8)
    cv2.putText(page, "DELIBERATION", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 0, 4)
    for x0, y0, x1, y1 in strokes:
        cv2.line(page, (x0, y0), (x1, y1), 0, 2)
    return page


@pytest.mark.parametrize(("height", "width"), [(1400, 1000), (1399, 999), (1399, 1000), (1400, 999)])
def test_a_stroke_under_a_heading_goes_and_its_letters_stay(height: int, width: int) -> None:
    plain = _drawn()[:height, :width]
    result, [stroke] = without_underlines(_drawn((290, 312, 700, 312))[:height, :width])
    assert np.count_nonzero((result < 128) != (plain < 128)) < 0.01 * np.count_nonzero(plain < 128)
    assert np.abs(np.array(stroke) - (290, 311, 700, 313)).max() < 6


def test_the_rules_of_a_frame_stay() -> None:
    framed = _drawn((250, 200, 750, 200), (250, 400, 750, 400), (250, 200, 250, 400), (750, 200, 750, 400))
    assert np.array_equal(without_underlines(framed)[0], framed)


def test_words_that_stand_up_tell_a_page_turned_by_mistake() -> None:
    flat = [word("Présents", 10, 20 * k) for k in range(5)]
    upright = [w._replace(x1=w.x0 + 12, y1=w.y0 + 60) for w in flat]
    assert _lie_down(upright)
    assert not _lie_down(flat)
    assert not _lie_down(upright[:2] + flat)
    assert not _lie_down([])


def test_a_printed_heading_in_blue_is_text() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFillColorRGB(0.1, 0.3, 0.6)
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(60, 700, "Ouverture de la séance du conseil municipal")
    canvas.line(60, 697, 380, 697)
    canvas.showPage()
    canvas.save()
    image = degrade.render(out.getvalue(), 200)[0]
    assert prepare(cv2.cvtColor(image, cv2.COLOR_RGB2BGR)).coloured is None


def test_a_page_turned_by_its_dictionary_gives_boxes_as_displayed() -> None:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(FIXTURES / "chatellerault.pdf")
    upright = PdfFile((FIXTURES / "chatellerault.pdf").read_bytes()).page(1).layer().words[0]
    for turn, place in ((90, lambda w: (842 - w.y1, w.x0)), (180, lambda w: (595 - w.x1, 842 - w.y1))):
        document[0].set_rotation(turn)
        out = io.BytesIO()
        document.save(out)
        turned = PdfFile(out.getvalue()).page(1).layer().words[0]
        assert (turned.x0, turned.y0) == pytest.approx(place(upright), abs=1.5)


def test_exif_orientation_is_obeyed(tmp_path: object) -> None:
    picture = Image.open(BUILT / "chatellerault-g-page1.jpg")
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    out = io.BytesIO()
    picture.rotate(180).resize((1240, 1754)).save(out, "JPEG", exif=exif, dpi=(150, 150))
    _, (page,) = read(out.getvalue(), Options())
    assert page.rotation == 0
    assert len(page.words) > 300


def test_the_format_is_told_by_the_bytes() -> None:
    assert decode(b"\xef\xbb\xbfl'\xc3\xa9t\xc3\xa9") == "l'été"
    assert decode(b"l'\xe9t\xe9") == "l'été"
    assert decode("l'été".encode("utf-16")) == "l'été"
    assert decode(bytes(range(32)) * 20) is None


def test_form_feeds_part_pages() -> None:
    _, pages = read(b"un\fdeux\f", Options())
    assert [page.words[0].text for page in pages] == ["un", "deux"]
    assert [page.words[0].position for page in pages] == [0, 3]


def test_a_file_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its words, the second look at them, and a drawing come from one open file."""
    from delibparse import drawing, pipeline
    from delibparse.reading import pdf

    opened: list[int] = []
    opening = pdf.PdfFile.__init__

    def counted(self: pdf.PdfFile, data: bytes, password: str | None = None) -> None:
        opened.append(len(data))
        opening(self, data, password)

    monkeypatch.setattr(pdf.PdfFile, "__init__", counted)
    options = Options(jobs=1)
    with OpenFile((FIXTURES / "sample-scan.pdf").read_bytes()) as scan:
        document = pipeline.extract_opened(scan, "scan.pdf", options)
        assert any(row.methode == "ocr" for row in document.source.lecture)
        assert drawing.draw_document(document, scan, options).startswith(b"\x89PNG")
    assert len(opened) == 1


def tiff(frames: int, *broken: int) -> bytes:
    """White pages of 300 x 400 pixels, some of them, by their indices, of bytes that are no LZW."""
    white, out = [Image.new("L", (300, 400), 255) for _ in range(frames)], io.BytesIO()
    white[0].save(out, "TIFF", save_all=True, append_images=white[1:], compression="tiff_lzw", dpi=(72, 72))
    data = bytearray(out.getvalue())
    with Image.open(out) as image:
        for frame in broken:
            image.seek(frame)
            (start, *_), (length, *_) = image.tag_v2[273], image.tag_v2[279]  # StripOffsets, StripByteCounts
            data[start : start + length] = b"\xff" * length
    return bytes(data)


def test_a_picture_that_cannot_be_decoded_is_a_page_that_cannot_be_read() -> None:
    in_all, pages = read(tiff(3, 1), Options(jobs=1))
    assert in_all == 3
    assert [page.unreadable is None for page in pages] == [True, False, True]
    warnings = extract(tiff(3, 1), Options(jobs=1)).avertissements
    assert [warning.code for warning in warnings if warning.gravite == "erreur"] == ["LEC010"]


@pytest.mark.parametrize(("frames", "broken", "pages"), [(1, (0,), None), (2, (0, 1), None), (3, (1,), (2,))])
def test_pictures_of_which_none_can_be_decoded_are_a_damaged_file(
    frames: int, broken: tuple[int, ...], pages: tuple[int, ...] | None
) -> None:
    with pytest.raises(errors.DamagedFile, match=f"image, page {broken[0] + 1}"):
        extract(tiff(frames, *broken), Options(jobs=1, pages=pages))


def test_a_tiff_with_a_page_that_does_not_say_its_size_is_a_damaged_file() -> None:
    """Pillow raises a TypeError for it; found by the fuzzer."""
    data = tiff(3)
    width = struct.pack("<HHI", 256, 3, 1)  # ImageWidth, a short
    second = data.index(width, data.index(width) + 1)
    with pytest.raises(errors.DamagedFile):
        extract(data[:second] + struct.pack("<H", 65_000) + data[second + 2 :], Options(jobs=1))
