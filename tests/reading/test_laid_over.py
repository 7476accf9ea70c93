"""A stamp that a parapheur laid over a scan: its words are the layer's, and the scan is read without it."""

from __future__ import annotations

import io

import degrade
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from delibparse.grammar.lexicon import lexicon
from delibparse.layout import compose
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reading import Page, read
from delibparse.reading.pdf import PdfFile

ACT = """COMMUNE DE VALFRANC-LES-BOIS
Extrait du registre des délibérations du conseil municipal
Séance du 4 mars 2024
Présents : Mme Odile FERRANDEL, M. Luc BASTIANO, Mme Inès CORVAL
Excusé : M. Paul TREMBLOY
Objet : Tarifs de la patinoire municipale pour la saison prochaine
Le conseil municipal, après en avoir délibéré, à l'unanimité,
ADOPTE les tarifs de la patinoire pour la saison prochaine.
Fait et délibéré les jour, mois et an que dessus.
Le maire, Odile FERRANDEL""".splitlines()
BAND = ("Envoyé en préfecture le 06/03/2024", "Reçu en préfecture le 06/03/2024", "Publié le")
WIDTH, HEIGHT = 595, 842


def typed(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 12)
    for k, line in enumerate(ACT):
        canvas.drawString(60, 740 - 30 * k, line)


def stamped(canvas: Canvas, x: float, y: float, wide: float = 170) -> None:
    """A form like those of the télétransmission: a pale ground that hides half of what is under it."""
    canvas.beginForm("stamp", 0, 0, wide, 50)
    canvas.setFillColorRGB(1, 1, 1, 0.75)
    canvas.rect(0, 0, wide, 50, fill=1)
    canvas.setFillColorRGB(0, 0, 0, 1)
    canvas.setFont("Helvetica", 7)
    for k, line in enumerate(BAND):
        canvas.drawString(6, 38 - 13 * k, line)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm("stamp")
    canvas.restoreState()


def act(scan: bool, place: tuple[float, float] | None) -> bytes:
    """The act typed or scanned, with a stamp over it whose lower left corner is at a place."""
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1)
    if scan:
        plain = degrade.render(act(False, None), 200)[0]
        canvas.drawImage(ImageReader(Image.fromarray(plain)), 0, 0, WIDTH, HEIGHT)
    else:
        typed(canvas)
    if place is not None:
        stamped(canvas, *place)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def only(data: bytes, **asked: object) -> Page:
    return read(data, Options(jobs=1, **asked))[1][0]  # type: ignore[arg-type]


OVER_THE_OBJECT = (240.0, 570.0)


def test_what_a_stamp_covers_is_read_and_its_own_words_are_the_layers() -> None:
    page = only(act(True, OVER_THE_OBJECT))
    text = compose([page], lexicon(None))
    assert page.method == "mixte"
    assert "Tarifs de la patinoire municipale pour la saison prochaine" in text.body.value
    assert "préfecture" not in text.body.value
    assert all(line in text.furniture.value for line in BAND)
    assert {word.confidence for word in page.words if word.ink == "over"} == {1.0}


def test_the_act_and_its_dates_are_whole() -> None:
    (found,) = extract_bytes(act(True, OVER_THE_OBJECT), "scan.pdf", Options(jobs=1)).deliberations
    assert found.objet == "Tarifs de la patinoire municipale pour la saison prochaine"
    assert found.formalites.transmission == found.formalites.reception_prefecture == "2024-03-06"
    assert len(found.presents) == 3


def test_where_nothing_is_trusted_the_page_is_read_as_it_is_seen() -> None:
    page = only(act(True, OVER_THE_OBJECT), ocr="always")
    assert page.method == "ocr"
    assert all(word.ink != "over" for word in page.words)
    assert any("préfecture" in word.text for word in page.words)


def test_on_a_page_of_text_a_stamp_is_text() -> None:
    page = only(act(False, OVER_THE_OBJECT))
    assert page.method == "texte"
    assert all(word.ink == "black" for word in page.words)


def field(canvas: Canvas, ground: bool, lines: int, picture: float) -> None:
    """A small form with some lines typed in it, on a ground or not, with a picture that takes a share of it."""
    canvas.beginForm("field", 0, 0, 170, 50)
    if ground:
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, 170, 50, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
    if picture:
        canvas.drawImage(ImageReader(Image.new("L", (20, 20), 90)), 0, 0, 170 * picture, 50)
    canvas.setFont("Helvetica", 7)
    for k in range(lines):
        canvas.drawString(6, 38 - 13 * k, "Votants : 14")
    canvas.endForm()
    canvas.doForm("field")


@pytest.mark.parametrize(
    ("ground", "lines", "picture", "is_stamp"),
    [(True, 2, 0, True), (True, 2, 0.2, True), (True, 2, 0.5, False), (False, 2, 0, False), (True, 1, 0, False)],
)
def test_a_field_that_was_typed_into_is_no_stamp(ground: bool, lines: int, picture: float, is_stamp: bool) -> None:
    """Nor is a form whose picture says more than its words, which are all that would be left of it."""
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1)
    field(canvas, ground, lines, picture)
    canvas.showPage()
    canvas.save()
    assert bool(PdfFile(out.getvalue()).page(1).layer().stamps) == is_stamp


def test_a_form_that_is_most_of_the_page_is_no_stamp() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, (WIDTH, HEIGHT), invariant=1)
    canvas.beginForm("page", 0, 0, WIDTH, HEIGHT)
    typed(canvas)
    canvas.endForm()
    canvas.doForm("page")
    canvas.showPage()
    canvas.save()
    assert PdfFile(out.getvalue()).page(1).layer().stamps == []
    ((left, _, right, _),) = PdfFile(act(True, OVER_THE_OBJECT)).page(1).layer().stamps
    assert right - left < 200
