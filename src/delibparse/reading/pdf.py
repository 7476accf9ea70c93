"""PDF pages by pdfium: the words of the text layer with their boxes, and the page as pixels.

pdfium is not thread-safe: every call to it is made under `PDFIUM`.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from delibparse import errors
from delibparse.limits import (
    MAX_IMAGE_PIXELS,
    MAX_LAYER_CHARACTERS,
    MAX_PAGE_SIDE_POINTS,
    MAX_PATHS,
    MAX_RENDER_PIXELS,
    MAX_WORD_LETTERS,
    MAX_WORDS_PER_PAGE,
)
from delibparse.reading.fonts import Fonts
from delibparse.reading.model import Box, Homography, Word, around
from delibparse.reading.paths import drawn
from delibparse.reading.underlined import with_underlines

if TYPE_CHECKING:
    from delibparse.reading.pixels import Colour, Grey

PDFIUM = threading.RLock()

METRES_PER_POINT = 0.0254 / 72
DEVICE = 1_000_000
"""PageToDevice answers in whole device units: a device this wide keeps a hundredth of a point on any page."""

LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-", "\xad": "-"})
"""pdfium writes U+0002 or U+FFFE for a hyphen that it takes for a line end's; a soft hyphen shown is one too."""

_WORD = re.compile(r"[^\s\x00\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")

SOLE_SLACK, SQUARE = 1.5, 0.01
"""Points that the edges of a page and of the picture that fills it may lie apart, and the share by which a pixel's
sides may differ."""

PLAIN_COLOURS = (
    raw.FPDF_COLORSPACE_DEVICEGRAY,
    raw.FPDF_COLORSPACE_DEVICERGB,
    raw.FPDF_COLORSPACE_CALGRAY,
    raw.FPDF_COLORSPACE_CALRGB,
    raw.FPDF_COLORSPACE_ICCBASED,
    raw.FPDF_COLORSPACE_INDEXED,
)

INVISIBLE = 3
"""Text render mode 3 (ISO 32000-1, table 106): neither filled nor stroked, as OCR layers are written."""


@dataclass(slots=True)
class Layer:
    """The text layer of a page and what else the page shows, for `text_layer` to judge. Boxes as displayed."""

    words: list[Word] = field(default_factory=list)
    invisible: float = 0.0  # share of the words, 0..1, written in the invisible mode
    images: list[Box] = field(default_factory=list)
    paths: int = 0
    rules: list[Box] = field(default_factory=list)
    marks: list[Box] = field(default_factory=list)
    stamps: list[Box] = field(default_factory=list)  # what was laid over the page, its words in the layer


LEAST_LINES, GROUND, EMBLEM = 2, 0.8, 0.33
"""Texts of a stamp, at least; share of it that its ground covers, at least, and pictures, at most: the emblem of the
platform that laid it there."""

LARGEST_STAMP = 0.1
"""Share of the page up to which a form that holds text is a stamp laid over it (those of the télétransmission take a
fiftieth); what is larger may be the page itself."""

KEPT_BYTES = 32_000_000
"""Of the pictures that stay decoded for a second look at their pages: the first ones, where names and dates stand. A
page of 300 dots per inch takes 26 million in colour, one of 200 takes 12."""

Scaling = Callable[["Grey | Colour", float, float], tuple["Grey | Colour", float]]
"""A picture, its dots per inch and those wanted, to the picture and its dots per inch."""


class _Kept:
    """The first pictures of a file, up to KEPT_BYTES, by page number and whether they are without stamps."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[int, bool], Grey | Colour] = {}
        self._left = KEPT_BYTES

    def get(self, key: tuple[int, bool]) -> Grey | Colour | None:
        return self._pictures.get(key)

    def put(self, key: tuple[int, bool], pixels: Grey | Colour) -> None:
        """Keeps a picture if there is room for it."""
        if pixels.nbytes <= self._left:
            self._left -= pixels.nbytes
            self._pictures[key] = pixels


class PdfFile:
    """An open PDF. Raises DamagedFile, PasswordNeeded, WrongPassword, NoPages."""

    def __init__(self, data: bytes, password: str | None = None) -> None:
        with PDFIUM:
            try:
                self._file = pdfium.PdfDocument(data, password=password)
            except pdfium.PdfiumError as error:
                raise _opening_failure(error, password) from error
            self.pages = len(self._file)
        self._kept = _Kept()
        if not self.pages:
            self.close()
            raise errors.NoPages()

    def close(self) -> None:
        with PDFIUM:
            self._file.close()

    def page(self, number: int) -> PdfPage:
        """Page `number`, 1-based. Raises DamagedFile, PageTooLarge."""
        with PDFIUM:
            try:
                page = self._file[number - 1]
            except (pdfium.PdfiumError, IndexError) as error:
                raise errors.DamagedFile(why=f"page {number}") from error
        return PdfPage(page, number, self._kept)


class PdfPage:
    """One page; `width` and `height` in points as displayed (after /Rotate and CropBox)."""

    def __init__(self, page: pdfium.PdfPage, number: int, kept: _Kept) -> None:
        self._page, self._kept = page, kept
        self.number = number
        with PDFIUM:
            self.width, self.height = page.get_size()
        if max(self.width, self.height) > MAX_PAGE_SIDE_POINTS:
            self.close()
            raise errors.PageTooLarge(
                page=number,
                width=self.width * METRES_PER_POINT,
                height=self.height * METRES_PER_POINT,
                limit=round(MAX_PAGE_SIDE_POINTS * METRES_PER_POINT),
            )

    def close(self) -> None:
        with PDFIUM:
            self._page.close()

    def layer(self) -> Layer:
        """The words of the text layer in content order, and the boxes of the images. Raises TooManyWords, TooLongWord,
        TooManyPixels."""
        with PDFIUM:
            to_display = self.to_display()
            textpage = self._page.get_textpage()
            try:
                words, invisible = _words(textpage, to_display)
            finally:
                textpage.close()
            layer = Layer(words, invisible)
            for shown in self._page.get_objects(
                filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING], max_depth=4
            ):
                if shown.type == raw.FPDF_PAGEOBJ_PATH:
                    layer.paths += 1
                    if layer.paths <= MAX_PATHS:
                        rules, marks = drawn(shown, to_display)
                        layer.rules += rules
                        layer.marks += marks
                    continue
                if shown.type == raw.FPDF_PAGEOBJ_IMAGE:
                    self._refuse_bomb(shown)
                left, bottom, right, top = shown.get_bounds()
                layer.images.append(to_display.box((left, bottom, right, top)))
            layer.words = with_underlines(layer.words, layer.rules)
            layer.stamps = [to_display.box(stamp.get_bounds()) for stamp in self._stamps()]
            return layer

    def _stamps(self) -> list[pdfium.PdfObject]:
        """The forms that a parapheur has laid over the page: small, with lines of text on a ground of their own."""
        forms = self._page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1)
        return [form for form in forms if self._is_small(form) and _is_stamp(form)]

    def _is_small(self, form: pdfium.PdfObject) -> bool:
        return _area(form.get_bounds()) <= LARGEST_STAMP * _area(self._page.get_bbox())

    def render(self, dpi: float, colour: bool = True) -> tuple[Grey | Colour, float]:
        """The page as pixels (height x width x 3 in BGR order, or height x width in grey), and the dpi it was
        rendered at: less than asked where the page would exceed MAX_RENDER_PIXELS."""
        scale = dpi / 72
        pixels = self.width * self.height * scale * scale
        if pixels > MAX_RENDER_PIXELS:
            scale *= (MAX_RENDER_PIXELS / pixels) ** 0.5
        with PDFIUM:
            bitmap = self._page.render(scale=scale, grayscale=not colour, rev_byteorder=False, prefer_bgrx=False)
            image: Grey | Colour = bitmap.to_numpy()
            image = image[..., :3].copy() if colour else image.reshape(image.shape[:2]).copy()
            bitmap.close()
        return image, scale * 72

    def picture(
        self, dpi: float, scaled: Scaling | None = None, without_stamps: bool = False
    ) -> tuple[Grey | Colour, float]:
        """What `render` gives, taken from the page's own picture where that is all that it shows, as on most scans: no
        resampling by pdfium, at a third of its cost. `scaled` brings that picture to its scale: `rescaled` if None.
        `without_stamps` lifts off what was laid over the page, which then shows what is under it."""
        key = self.number, without_stamps
        pixels = self._kept.get(key)
        if pixels is None:
            with PDFIUM:
                for stamp in self._stamps() if without_stamps else []:
                    self._page.remove_obj(stamp)
                image = self._sole_image()
                pixels = None if image is None else self._pixels(image)
            if pixels is None:
                return self.render(dpi)
            self._kept.put(key, pixels)
        from delibparse.reading.scale import rescaled

        return (scaled or rescaled)(pixels, 72 * pixels.shape[1] / self.width, dpi)

    def _sole_image(self) -> pdfium.PdfObject | None:
        """The image that fills the page, upright and opaque, with nothing else drawn; None on any other page."""
        if raw.FPDFPage_GetRotation(self._page) or raw.FPDFPage_GetAnnotCount(self._page):
            return None
        shown = [found for found in self._page.get_objects(max_depth=1) if not _unseen(found)]
        if len(shown) != 1 or shown[0].type != raw.FPDF_PAGEOBJ_IMAGE:
            return None
        image = shown[0]
        a, b, c, d, _, _ = image.get_matrix().get()
        if a <= 0 or d <= 0 or b or c or raw.FPDFPageObj_HasTransparency(image):
            return None
        if raw.FPDFClipPath_CountPaths(raw.FPDFPageObj_GetClipPath(image)) > 0:
            return None
        box = self.to_display().box(image.get_bounds())
        if any(abs(edge - page) > SOLE_SLACK for edge, page in zip(box, (0, 0, self.width, self.height), strict=True)):
            return None
        return image

    def _pixels(self, image: pdfium.PdfObject) -> Grey | Colour | None:
        """The image's own pixels, None for those that pdfium had better draw: masks, CMYK, too many or uneven ones."""
        about = image.get_metadata()
        if about.colorspace not in PLAIN_COLOURS or about.width * about.height > MAX_RENDER_PIXELS:
            return None
        if abs(about.width / self.width / (about.height / self.height) - 1) > SQUARE:
            return None
        try:
            bitmap = image.get_bitmap(render=False)
        except pdfium.PdfiumError:
            return None
        pixels: Grey | Colour = bitmap.to_numpy()
        if pixels.shape[:2] != (about.height, about.width):
            return None
        if bitmap.format == raw.FPDFBitmap_Gray:
            return pixels.reshape(pixels.shape[:2]).copy()
        return pixels[..., :3].copy() if bitmap.format in (raw.FPDFBitmap_BGR, raw.FPDFBitmap_BGRx) else None

    def to_display(self) -> Homography:
        """PDF user space (y upwards, unrotated, uncropped) to points of the page as displayed."""
        sx, sy = self.width / DEVICE, self.height / DEVICE
        x, y = ctypes.c_int(), ctypes.c_int()

        def shown(px: float, py: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(self._page, 0, 0, DEVICE, DEVICE, 0, px, py, x, y)
            return x.value * sx, y.value * sy

        (cx, cy), (ax, ay), (bx, by) = shown(0, 0), shown(100, 0), shown(0, 100)
        a, b, d, e = (_whole((far - near) / 100) for far, near in ((ax, cx), (bx, cx), (ay, cy), (by, cy)))
        return Homography(a, b, cx, d, e, cy)

    def _refuse_bomb(self, image: pdfium.PdfObject) -> None:
        width, height = ctypes.c_uint(), ctypes.c_uint()
        if not raw.FPDFImageObj_GetImagePixelSize(image, width, height):
            return
        if width.value * height.value > MAX_IMAGE_PIXELS:
            raise errors.TooManyPixels(page=self.number, width=width.value, height=height.value, limit=MAX_IMAGE_PIXELS)


def _is_stamp(form: pdfium.PdfObject) -> bool:
    """Whether a form holds some lines of text on a ground or in a frame, and little else: a field that was typed into
    has no such ground, or one line, and what a picture says would be lost with it."""
    held = [(found.type, found.get_bounds()) for found in form.page.get_objects(max_depth=4, form=form.raw)]
    boxes = [box for kind, box in held if kind != raw.FPDF_PAGEOBJ_FORM]
    if sum(kind == raw.FPDF_PAGEOBJ_TEXT for kind, _ in held) < LEAST_LINES:
        return False
    whole = _area(around(boxes))
    ground = max((_area(box) for kind, box in held if kind == raw.FPDF_PAGEOBJ_PATH), default=0.0)
    pictures = sum(_area(box) for kind, box in held if kind == raw.FPDF_PAGEOBJ_IMAGE)
    return ground >= GROUND * whole and pictures <= EMBLEM * whole


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _unseen(found: pdfium.PdfObject) -> bool:
    """Whether an object is text that leaves no ink, as OCR layers are."""
    return bool(found.type == raw.FPDF_PAGEOBJ_TEXT and raw.FPDFTextObj_GetTextRenderMode(found) == INVISIBLE)


def _words(textpage: pdfium.PdfTextpage, to_display: Homography) -> tuple[list[Word], float]:
    """The words, and the share of them that is invisible. Only the first and last character of a word are asked
    for their box: a call to pdfium for each character would cost as much as all the rest. A word cut by a hyphen at a
    line's end is two: pdfium writes no white space there."""
    text = _text(textpage)
    words: list[Word] = []
    invisible = 0
    fonts = Fonts()
    rect = raw.FS_RECTF()
    for match in _WORD.finditer(text):
        if len(words) >= MAX_WORDS_PER_PAGE:
            raise errors.TooManyWords(limit=MAX_WORDS_PER_PAGE)
        if len(match[0]) > MAX_WORD_LETTERS:
            raise errors.TooLongWord(length=len(match[0]), limit=MAX_WORD_LETTERS)
        first, last = match.start(), match.end() - 1
        if not raw.FPDFText_GetLooseCharBox(textpage, first, rect):
            continue
        x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
        if last > first and raw.FPDFText_GetLooseCharBox(textpage, last, rect):
            x0, y0 = min(x0, rect.left), min(y0, rect.bottom)
            x1, y1 = max(x1, rect.right), max(y1, rect.top)
        shown = raw.FPDFText_GetTextObject(textpage, first)
        set_in = fonts.type_of(shown)
        words.append(Word(match[0].translate(LINE_END_HYPHENS), *to_display.box((x0, y0, x1, y1)), type=set_in))
        invisible += bool(shown) and raw.FPDFTextObj_GetTextRenderMode(shown) == INVISIBLE
    return words, invisible / len(words) if words else 0.0


def _text(textpage: pdfium.PdfTextpage) -> str:
    """The characters of the page, one Python character for each of pdfium's, so that indexes agree. Raises
    TooManyWords."""
    count = raw.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    if count > MAX_LAYER_CHARACTERS:
        raise errors.TooManyWords(limit=MAX_WORDS_PER_PAGE)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = raw.FPDFText_GetText(textpage, 0, count, buffer)
    if written == count + 1 and not any(0xD800 <= unit < 0xE000 for unit in buffer):
        return "".join(map(chr, buffer[:count]))
    return "".join(chr(_scalar(raw.FPDFText_GetUnicode(textpage, index))) for index in range(count))


def _whole(ratio: float) -> float:
    """A ratio freed from the rounding of device units."""
    return float(round(ratio)) if abs(ratio - round(ratio)) < 1e-3 else ratio


def _scalar(code: int) -> int:
    return code if 0 < code < 0xD800 or 0xE000 <= code <= 0x10FFFF else 0xFFFD


_PDFIUM_WHY = {
    raw.FPDF_ERR_FORMAT: "structure",
    raw.FPDF_ERR_SECURITY: "security handler",
    raw.FPDF_ERR_PAGE: "pages",
}


def _opening_failure(error: pdfium.PdfiumError, password: str | None) -> errors.DelibparseError:
    code = getattr(error, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD:
        return errors.WrongPassword() if password else errors.PasswordNeeded()
    return errors.DamagedFile(why=_PDFIUM_WHY.get(code, "pdfium"))
