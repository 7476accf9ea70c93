"""Where things stand in the picture of a page, in whole pixels from its top-left corner, as displayed.

hOCR and ALTO speak of pixels. Those of a picture are its own; a PDF has none, and is taken for a picture of PDF_DPI.
"""

from __future__ import annotations

from math import atan2, degrees
from typing import TYPE_CHECKING, NamedTuple

from delibparse.layout.rows import upper_median
from delibparse.reading.model import Box, Page

if TYPE_CHECKING:
    from delibparse.reading import OpenFile
    from delibparse.searchable.sheets import Row

PDF_DPI = 300.0

LANGUAGES = {
    "fra": "fr", "frm": "frm", "eng": "en", "deu": "de", "spa": "es", "ita": "it", "por": "pt", "nld": "nl",
    "oci": "oc", "bre": "br", "cos": "co", "eus": "eu", "cat": "ca", "ltz": "lb",
}  # fmt: skip
"""Tesseract's languages that French councils write in, or near them, by their tag (BCP 47)."""

PixelBox = tuple[int, int, int, int]
Point = tuple[float, float]


class Frame(NamedTuple):
    """The picture of a page: its sides in pixels, and how many of them make a point."""

    page: Page
    width: int
    height: int
    scale: float

    @property
    def dpi(self) -> int:
        return round(self.scale * 72)

    def box(self, box: Box) -> PixelBox:
        """The upright box around one of the reading frame, within the picture and never empty."""
        x0, y0, x1, y1 = (self.scale * side for side in self.page.to_display.box(box))
        left, top = min(max(int(x0), 0), max(self.width - 1, 0)), min(max(int(y0), 0), max(self.height - 1, 0))
        return left, top, max(min(round(x1), self.width), left + 1), max(min(round(y1), self.height), top + 1)

    def point(self, x: float, y: float) -> Point:
        """A point of the reading frame."""
        x, y = self.page.to_display.point(x, y)
        return self.scale * x, self.scale * y

    def base_line(self, row: Row) -> tuple[Point, Point]:
        """Where the base line of a row begins and ends; of a word written sideways, its right edge, upwards."""
        first, last = row.words[0], row.words[-1]
        if first.is_sideways:
            _, y0, x1, y1 = first.box
            return self.point(x1, y1), self.point(x1, y0)
        level = upper_median([word.base for word in row.words])
        return self.point(first.box[0], level), self.point(last.box[2], level)

    def angle(self, row: Row) -> float:
        """The degrees by which a row is turned anticlockwise."""
        (x0, y0), (x1, y1) = self.base_line(row)
        return degrees(atan2(y0 - y1, x1 - x0))


def frames(pages: list[Page], opened: OpenFile) -> list[Frame]:
    """The picture of each page; of one that could not be opened, one without sides."""
    return [_frame(page, opened) for page in pages]


def _frame(page: Page, opened: OpenFile) -> Frame:
    if not page.width:
        return Frame(page, 0, 0, PDF_DPI / 72)
    if opened.kind == "pictures":
        width, height = opened.images.size(page.number)
        return Frame(page, width, height, width / page.width)
    scale = PDF_DPI / 72
    return Frame(page, round(page.width * scale), round(page.height * scale), scale)


def language(lang_ocr: str) -> str:
    """The tag of the first of tesseract's languages (`fra+eng`).

    >>> language("fra+eng"), language("script/Latin")
    ('fr', 'und')
    """
    first = lang_ocr.partition("+")[0]
    return LANGUAGES.get(first, first if first.isalpha() and len(first) == 3 else "und")
