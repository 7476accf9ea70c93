"""The page with the boxes of its values drawn on it: what was read, and where."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from delibparse.model.record import Document
from delibparse.options import Options

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWING_DPI = 110
COLOURS = {
    "collectivite": "#8a5a00", "organe": "#8a5a00", "numero": "#8a5a00", "identifiant_acte": "#8a5a00",
    "seance": "#00695c", "rapporteur": "#00695c", "objet": "#4527a0", "effectif": "#b71c1c", "presents": "#1565c0",
    "pouvoirs": "#2e7d32", "excuses": "#ef6c00", "absents": "#ef6c00", "visas": "#9e9e9e", "considerants": "#9e9e9e",
    "expose": "#9e9e9e", "decision": "#6a1b9a", "vote": "#c2185b", "formalites": "#455a64",
}  # fmt: skip
"""Colour of a box by the block of its value."""


def draw_document(document: Document, data: bytes, options: Options) -> bytes:
    """All the pages read, side by side, as one PNG. The document must have its provenance."""
    from PIL import Image

    from delibparse.reading.pages import pictures

    numbers = [row.page for row in document.source.lecture]
    pages = []
    for number, picture in zip(numbers, pictures(data, numbers, DRAWING_DPI, options.password), strict=True):
        pixels = picture.pixels if picture.pixels.ndim == 2 else picture.pixels[:, :, ::-1]  # BGR to RGB
        page = Image.fromarray(pixels).convert("RGB")
        _draw_page(page, document, number, picture.dpi / 72)
        pages.append(page)
    sheet = Image.new("RGB", (sum(p.width for p in pages), max(p.height for p in pages)), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_page(page: Image, document: Document, number: int, scale: float) -> None:
    """`scale` in pixels a point."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(page, "RGBA")
    for act in document.deliberations:
        for pointer, places in act.provenance.items():
            colour = COLOURS.get(pointer.split("/")[1], "#000000")
            for place in places:
                if place.page == number and isinstance(place.bbox, tuple):
                    x0, y0, x1, y1 = (v * scale for v in place.bbox)
                    pen.rectangle((x0 - 1, y0 - 1, x1 + 1, y1 + 1), outline=colour, fill=colour + "22", width=2)
