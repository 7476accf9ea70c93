"""`--pdf`: the file that was read, with the words of its recognised pages laid under them, to be found and copied.

pikepdf (qpdf) writes it: objects are carried over as they are, so that a page's picture keeps its bytes, and nothing is
drawn anew. Pages with a good text layer stay as they are. Pictures become pages by img2pdf, without being coded again.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from delibparse import errors
from delibparse.reading.model import Homography, Page
from delibparse.reading.pdf import Layer as TextLayer
from delibparse.reading.pdf import PdfFile, PdfPage
from delibparse.reading.text_layer import is_readable
from delibparse.searchable.layer import ADVANCE, ASCENT, DESCENT, FONT_NAME, Layer, Wanted, layer
from delibparse.searchable.sheets import Printed, Sheet
from delibparse.searchable.standing import Standing

if TYPE_CHECKING:
    from pikepdf import Dictionary, Object, Pdf

    from delibparse.reading import OpenFile

EXTRA = "pdf"
"""Of pyproject.toml: what brings pikepdf and img2pdf."""

FONT_FILE = Path(__file__).with_name("glyphless.ttf")

FONT = "Delibparse"
"""The name of the font among a page's resources."""

SYMBOLIC = 4
"""Font descriptor flag (ISO 32000-1, table 123)."""

ONE_PART = 100
"""Entries of a part of a ToUnicode map, at most."""


def check_installed() -> None:
    """Raises ExtraMissing for the first of the two packages that is not there."""
    from importlib import import_module

    for package in ("pikepdf", "img2pdf"):
        try:
            import_module(package)
        except ImportError as error:
            raise errors.ExtraMissing(package=package, extra=EXTRA) from error


def searchable_pdf(sheets: list[Sheet], opened: OpenFile, password: str | None) -> bytes:
    """The bytes of the PDF; those of the file itself where no page of it was recognised. Raises DamagedFile."""
    recognised = [sheet for sheet in sheets if sheet.page.is_recognised]
    if opened.kind == "pdf":
        return _woven(recognised, opened.data, opened.pdf, password) if recognised else opened.data
    from delibparse.searchable.pictures import pdf_of

    data = pdf_of(opened)
    base = PdfFile(data)
    try:
        return _woven(recognised, data, base, None)
    finally:
        base.close()


def _woven(sheets: list[Sheet], data: bytes, base: PdfFile, password: str | None) -> bytes:
    """The PDF with the text of some of its pages."""
    import pikepdf

    layers = [_laid(sheet, base) for sheet in sheets]
    try:
        with pikepdf.open(io.BytesIO(data), password=password or "") as pdf:
            if len(pdf.pages) != base.pages:
                raise errors.DamagedFile(why=f"{len(pdf.pages)} != {base.pages} pages")
            _lay(pdf, layers)
            out = io.BytesIO()
            pdf.save(
                out,
                compress_streams=False,  # the file's own streams keep their bytes
                encryption=pdf.is_encrypted,
                deterministic_id=not pdf.is_encrypted,
            )
            return out.getvalue()
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:
        raise errors.DamagedFile(why="qpdf") from error


class Laid(NamedTuple):
    """What is laid under a page, by its number, and whether it takes the place of a layer that is there."""

    number: int
    text: Layer
    replaces: bool


def _laid(sheet: Sheet, base: PdfFile) -> Laid:
    """The text of a page, but for what stands there in print."""
    page = base.page(sheet.page.number)
    try:
        to_user, shown = _to_user(sheet.page, page), page.layer()
    finally:
        page.close()
    stands = bool(shown.words) and is_readable(shown)
    wanted = _not_printed(sheet.page, shown) if stands else _every_word
    return Laid(sheet.page.number, layer(sheet, to_user, FONT, wanted), bool(shown.words) and not stands)


def _to_user(read: Page, page: PdfPage) -> Homography:
    """From the reading frame to the page as displayed, to the user space of the PDF."""
    same_size = Homography(a=page.width / read.width, e=page.height / read.height)
    return page.to_display().inverse().after(same_size).after(read.to_display)


def _every_word(_word: Printed) -> bool:
    return True


def _not_printed(read: Page, shown: TextLayer) -> Wanted:
    """Whether a word is not there already, as visible text that can be read: a stamp's, or a whole page's where
    recognition was asked for all the same."""
    standing = Standing([word.box for word in shown.words])

    def wanted(word: Printed) -> bool:
        return not standing.covers(read.to_display.box(word.box))

    return wanted


def _lay(pdf: Pdf, layers: list[Laid]) -> None:
    from delibparse.searchable.streams import packed, without_hidden_text

    characters = frozenset[str]().union(*(one.text.characters for one in layers))
    font = _font(pdf, characters) if characters else None
    for number, text, replaces in layers:
        page = pdf.pages[number - 1]
        if replaces:
            without_hidden_text(pdf, page)
        if font is None or not text.content:
            continue
        _add_font(page.obj, font)
        # Before all else on the page: no transformation that the page leaves behind can move it.
        page.contents_add(packed(pdf, text.content), prepend=True)


def _add_font(page: Object, font: Object) -> None:
    """Puts the font among the resources of one page, which may share or inherit them."""
    from pikepdf import Dictionary, Name, Page

    own = _copied(Page(page).resources)
    fonts = _copied(own[Name.Font]) if Name.Font in own else Dictionary()
    fonts[f"/{FONT}"] = font
    own[Name.Font] = fonts
    page[Name.Resources] = own


def _copied(dictionary: Object) -> Dictionary:
    """A dictionary of its own with the same entries."""
    from pikepdf import Dictionary

    return Dictionary(dict(dictionary.items()))


def _font(pdf: Pdf, characters: frozenset[str]) -> Object:
    """The font without ink (ISO 32000-1, 9.7): codes are UTF-16, each of them stands for the one empty glyph."""
    from pikepdf import Array, Dictionary, Name, String

    from delibparse.searchable.streams import packed

    program = FONT_FILE.read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{FONT_NAME}"), Flags=SYMBOLIC,
        FontBBox=Array([0, DESCENT, ADVANCE, ASCENT]), ItalicAngle=0, Ascent=ASCENT, Descent=DESCENT, CapHeight=ASCENT,
        StemV=80, FontFile2=packed(pdf, program, Length1=len(program)),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name(f"/{FONT_NAME}"), DW=ADVANCE,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), CIDToGIDMap=packed(pdf, b"\x00\x01" * 0x10000),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name(f"/{FONT_NAME}"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(descendant)]), ToUnicode=packed(pdf, _to_unicode(characters)),
    )  # fmt: skip
    return pdf.make_indirect(font)


def _to_unicode(characters: frozenset[str]) -> bytes:
    """The map from the codes in use to the characters that they are (ISO 32000-1, 9.10.3)."""
    codes = sorted(f"<{c.encode('utf-16-be').hex()}>" for c in characters)
    parts = [codes[k : k + ONE_PART] for k in range(0, len(codes), ONE_PART)]
    lines = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <ffff>", "endcodespacerange",
    ]  # fmt: skip
    for part in parts:
        lines += [f"{len(part)} beginbfchar", *(f"{code} {code}" for code in part), "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
