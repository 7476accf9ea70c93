"""The pages with boxes drawn on them: the values that were read, or what they were read from, the words, the lines with
their roles, the cells of tables. So a person sees why."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from delibparse.model.confidence import SECOND_LOOK
from delibparse.model.record import Document
from delibparse.options import Options
from delibparse.reading.model import Box, Page, around

if TYPE_CHECKING:
    from PIL.Image import Image

    from delibparse.reading import OpenFile

DRAWING_DPI = 110
COLOURS = {
    "collectivite": "#8a5a00", "organe": "#8a5a00", "numero": "#8a5a00", "identifiant_acte": "#8a5a00",
    "seance": "#00695c", "rapporteur": "#00695c", "objet": "#4527a0", "effectif": "#b71c1c", "presents": "#1565c0",
    "pouvoirs": "#2e7d32", "excuses": "#ef6c00", "absents": "#ef6c00", "visas": "#9e9e9e", "considerants": "#9e9e9e",
    "expose": "#9e9e9e", "decision": "#6a1b9a", "vote": "#c2185b", "formalites": "#455a64",
}  # fmt: skip
"""Colour of a box by the block of its value."""


Layer = Literal["values", "words", "lines", "tables"]

WORD, DOUBTFUL_WORD = "#1565c0", "#c62828"
ROLES = {"body": "#2e7d32", "header": "#8a5a00", "footer": "#8a5a00", "margin": "#6a1b9a", "stamp": "#c2185b"}
"""Colour of a line by its role."""

EMPTY_CELL, CELL, MARK = "#9e9e9e", "#1565c0", "#ef6c00"


class Shape(NamedTuple):
    """A box to draw: on which page, where, in points as displayed, in which colour."""

    page: int
    box: Box
    colour: str


def draw_document(document: Document, opened: OpenFile, options: Options, layer: Layer = "values") -> bytes:
    """All the pages read, side by side, as one PNG; for the values the document must have its provenance.

    The words, the lines and the tables are those of a reading of their own.
    """
    from PIL import Image

    numbers = [row.page for row in document.source.lecture]
    shapes = list(_values(document) if layer == "values" else _of_reading(opened, options, layer))
    pages = []
    for number, picture in zip(numbers, opened.pictures(numbers, DRAWING_DPI), strict=True):
        pixels = picture.pixels if picture.pixels.ndim == 2 else picture.pixels[:, :, ::-1]  # BGR to RGB
        page = Image.fromarray(pixels).convert("RGB")
        _draw_page(page, [shape for shape in shapes if shape.page == number], picture.dpi / 72)
        pages.append(page)
    sheet = Image.new("RGB", (sum(p.width for p in pages), max(p.height for p in pages)), "white")
    left = 0
    for page in pages:
        sheet.paste(page, (left, 0))
        left += page.width
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return out.getvalue()


def _values(document: Document) -> Iterator[Shape]:
    for act in document.deliberations:
        for pointer, places in act.provenance.items():
            colour = COLOURS.get(pointer.split("/")[1], "#000000")
            for place in places:
                if isinstance(place.bbox, tuple):
                    yield Shape(place.page, place.bbox, colour)


def _of_reading(opened: OpenFile, options: Options, layer: Layer) -> Iterator[Shape]:
    from delibparse.reading import read_pages

    _, pages = read_pages(opened, options)
    shapes = {"words": _words, "lines": _lines, "tables": _tables}[layer](pages)
    frames = {page.number: page.to_display for page in pages}
    for page, box, colour in shapes:
        yield Shape(page, frames[page].box(box), colour)


def _words(pages: list[Page]) -> Iterator[Shape]:
    for page in pages:
        for word in page.words:
            yield Shape(page.number, word.box, WORD if word.confidence >= SECOND_LOOK else DOUBTFUL_WORD)
        for box in page.marks:
            yield Shape(page.number, box, MARK)


def _lines(pages: list[Page]) -> Iterator[Shape]:
    from delibparse.layout.compose import laid_out

    body, aside = laid_out(pages)
    for line in [*body, *aside]:
        yield Shape(line.page, (line.x0, line.y0, line.x1, line.y1), ROLES[line.role])


def _tables(pages: list[Page]) -> Iterator[Shape]:
    """The words of each cell, and the whole of each table."""
    from delibparse.layout.compose import laid_out

    body, _ = laid_out(pages)
    found = {id(line.table): line.table for line in body if line.table is not None}
    for table in found.values():
        yield Shape(table.page, table.box, EMPTY_CELL)
        for cell in table.cells:
            if cell.words:
                yield Shape(table.page, around(word.box for word in cell.words), CELL)


def _draw_page(page: Image, shapes: list[Shape], scale: float) -> None:
    """`scale` in pixels a point."""
    from PIL import ImageDraw

    pen = ImageDraw.Draw(page, "RGBA")
    for _, box, colour in shapes:
        x0, y0, x1, y1 = (side * scale for side in box)
        pen.rectangle((x0 - 1, y0 - 1, x1 + 1, y1 + 1), outline=colour, fill=colour + "22", width=2)
