"""The corpus: small good files, those of the repository and some made by code; each kind is made once."""

from __future__ import annotations

import io
import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

TESTS = Path(__file__).parent.parent
FIXTURES = TESTS / "fixtures"

ACT = """COMMUNE DE VALBRUNE

Délibération n° 2023-{number:03d}

Séance du 11 avril 2023

En exercice : 5 Présents : 3 Votants : 4

Présents : Alice AUBRAC, Hervé BELLON, Odile CAZENAVE

Pouvoir : Rose ESCANDE donne pouvoir à Alice AUBRAC

Excusé : Luc DELMAS

Secrétaire de séance : Odile CAZENAVE

Objet : Travaux de la rue {number}

Le conseil municipal, après en avoir délibéré, décide :

- de faire les travaux.

Pour : 4 Contre : 0 Abstention : 0
"""


def act(number: int = 1) -> str:
    """A small act that is read without a warning."""
    return ACT.format(number=number)


@cache
def texts() -> tuple[str, ...]:
    """Acts and minutes in the generator's wordings and layouts, and one whose values are known."""
    from generator.compose import compose
    from generator.plan import draw

    return (act(), *(compose(draw(k)).text for k in range(12)))


@cache
def pdfs() -> tuple[bytes, ...]:
    """With embedded fonts, with ruled tables, with a picture, with a form, a stamp and a gradient."""
    from generator.compose import compose
    from generator.plan import draw
    from generator.typeset import typeset

    made = [typeset(compose(draw(k))) for k in (3, 5, 8)]
    return ((FIXTURES / "chatellerault.pdf").read_bytes(), *made, plain_pdf(), scanned_pdf(), drawn_pdf())


def plain_pdf() -> bytes:
    """An act in the viewer's own font."""
    from traps import page_of

    lines = [line.encode("cp1252") for line in act().splitlines()]
    shown = b"".join(b"(%b) Tj 0 -16 Td " % line.replace(b"(", b"\\(").replace(b")", b"\\)") for line in lines)
    return page_of(b"BT /T 11 Tf 60 800 Td " + shown + b"ET", f"/Font << /T {FONT} >>", {})


FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def scanned_pdf() -> bytes:
    """A page that is a JPEG."""
    from traps import page_of, stream

    picture = _saved(page_picture("L"), "JPEG", quality=60)
    image = stream(picture, Type="/XObject", Subtype="/Image", Width="620", Height="400", Filter="/DCTDecode",
                   ColorSpace="/DeviceGray", BitsPerComponent="8")  # fmt: skip
    return page_of(b"q 595 0 0 400 0 400 cm /I Do Q", "/XObject << /I 5 0 R >>", {5: image})


def drawn_pdf() -> bytes:
    """A form, a stamp, a pattern and a gradient, behind and above a text."""
    from traps import A4, page_of, stream

    form = stream(b"0.9 g 40 40 500 700 re f", Type="/XObject", Subtype="/Form", BBox=A4)
    looks = stream(b"1 0 0 RG 2 w 0 0 100 40 re S", Type="/XObject", Subtype="/Form", BBox="[0 0 100 40]")
    stamp = b"<< /Type /Annot /Subtype /Stamp /Rect [400 40 500 80] /F 4 /AP << /N 6 0 R >> >>"
    shade = b"<< /ShadingType 2 /ColorSpace /DeviceGray /Coords [0 0 595 0] /Function 9 0 R >>"
    blend = b"<< /FunctionType 2 /Domain [0 1] /C0 [1] /C1 [0.8] /N 1 >>"
    tile = stream(b"0 0 4 4 re f", Type="/Pattern", PatternType="1", PaintType="1", TilingType="1", BBox="[0 0 9 9]",
                  XStep="9", YStep="9", Resources="<< >>")  # fmt: skip
    content = b"/F Do /S sh /Pattern cs /P scn 10 10 20 20 re f 0 g BT /T 12 Tf 60 700 Td (Le conseil municipal) Tj ET"
    resources = f"/XObject << /F 5 0 R >> /Shading << /S 8 0 R >> /Pattern << /P 10 0 R >> /Font << /T {FONT} >>"
    return page_of(content, resources, {5: form, 6: looks, 7: stamp, 8: shade, 9: blend, 10: tile}, "/Annots [7 0 R]")


def page_picture(mode: str) -> Any:
    """Some lines of an act, small, for recognition to be quick."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (620, 400), 255)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(act().split("\n\n")[:6]):
        pen.text((20, 20 + 40 * row), line, fill=0, font_size=18)
    return image.convert(mode)


@cache
def pictures() -> dict[str, tuple[bytes, ...]]:
    """By the suffix of the file."""
    grey, black, colour, palette = (page_picture(mode) for mode in ("L", "1", "RGB", "P"))
    pages = [grey.copy(), grey.rotate(90, expand=True)]
    return {
        "png": tuple(_saved(one, "PNG") for one in (grey, black, colour, palette)),
        "jpg": (_saved(grey, "JPEG", quality=50), _saved(colour, "JPEG", progressive=True, dpi=(200, 200))),
        "tif": (
            _saved(black, "TIFF", compression="group4"),
            _saved(grey, "TIFF", compression="tiff_lzw"),
            _saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate"),
        ),
    }


def _saved(image: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@cache
def records() -> tuple[dict[str, Any], ...]:
    """Documents as `extract` prints them, with their places and without."""
    golden = json.loads((FIXTURES / "chatellerault.golden.json").read_bytes())
    doubtful = json.loads((FIXTURES / "scan-douteux.json").read_bytes())
    return golden, doubtful


if str(TESTS) not in sys.path:
    sys.path[:0] = [str(TESTS), str(FIXTURES)]
if str(TESTS / "reading") not in sys.path:
    sys.path.append(str(TESTS / "reading"))  # `written`, the same act in every format
