"""Sets a document as a PDF: `typeset(document)` gives its bytes, the same ones each time."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer, Table, TableStyle

from .blocks import Block
from .compose import Document

sys.path.insert(0, str(Path(__file__).parent.parent / "fixtures"))

import typeset as fixtures

MARGIN = 56.0
MARGIN_COLUMN = 118.0
FIGURES = 60.0
"""The column of figures that stand beside their labels."""
PADDING = 13.0
"""What reportlab keeps free on both sides of a cell's text, and a little more."""
FACES = {
    "serif 11": ("LiberationSerif-Regular", 11.0), "sans 10": ("LiberationSans-Regular", 10.0), "serif 12": ("LiberationSerif-Regular", 12.0),
    "sans 9.5": ("LiberationSans-Regular", 9.5), "serif 10": ("LiberationSerif-Regular", 10.0),
}  # fmt: skip


def typeset(document: Document) -> bytes:
    """The document's pages. Set twice, so that the feet know how many pages there are."""
    pages, _ = _count(document, 1)
    return _count(document, pages)[1]


def _count(document: Document, pages: int) -> tuple[int, bytes]:
    fixtures.register_fonts()
    face, size = FACES[document.plan["face"]]
    in_margin = [block.text for block in document.blocks if block.kind == "margin"]
    left = MARGIN + (MARGIN_COLUMN if in_margin else 0)
    furniture = document.furniture
    turned = 0

    def draw(canvas: Canvas, _template: object) -> None:
        nonlocal turned
        turned = canvas.getPageNumber()
        canvas.setFont("LiberationSans-Regular", 7)
        for row, line in enumerate(furniture.band):
            canvas.drawString(A4[0] - 190, A4[1] - 20 - 9 * row, line)
        canvas.setFont(face, 8)
        if turned > 1 and furniture.head:
            canvas.drawString(left, A4[1] - 36, furniture.head)
        if furniture.foot:
            canvas.drawCentredString(A4[0] / 2, 28, furniture.foot.format(page=turned, pages=pages))
        if turned == 1:
            canvas.setFont(face, 9)
            for row, line in enumerate(_wrapped(in_margin)):
                canvas.drawString(40, A4[1] - 260 - 13 * row, line)

    out = io.BytesIO()
    top = 64 if furniture.band else 44
    book = BaseDocTemplate(out, pagesize=A4, invariant=1, title="Document", author="delibparse fixtures")
    frame = Frame(left, 44, A4[0] - left - MARGIN, A4[1] - 44 - top, 0, 0, 0, 0)
    book.addPageTemplates(PageTemplate("page", [frame], onPage=draw))
    story: list[Flowable] = []
    for block in document.blocks:
        story += _flowables(block, face, size, A4[0] - left - MARGIN)
    book.build(story)
    return turned, out.getvalue()


def _wrapped(lines: list[str]) -> list[str]:
    """The margin's lines broken at their colons where they are too long for it."""
    rows: list[str] = []
    for line in lines:
        head, mark, figure = line.partition(" : ")
        rows += [f"{head} :", figure] if mark and len(line) > 24 else [line]
    return [part for row in rows for part in (re.findall(r".{1,24}(?:\s|$)", row) if len(row) > 24 else [row])]


def _flowables(block: Block, face: str, size: float, width: float) -> list[Flowable]:
    if block.kind == "margin":
        return []
    if block.kind == "gap":
        return [Spacer(1, size)]
    base = ParagraphStyle("base", fontName=face, fontSize=size, leading=size * 1.2, spaceAfter=size * 0.3)
    if block.rows:
        return [_table(block, base, width), Spacer(1, size * 0.5)]
    style = {
        "title": ParagraphStyle(
            "title", base, alignment=TA_CENTER, fontSize=size + 2, leading=(size + 2) * 1.25, spaceAfter=size * 0.8
        ),
        "subtitle": ParagraphStyle("subtitle", base, alignment=TA_CENTER),
        "right": ParagraphStyle("right", base, alignment=TA_RIGHT),
        "para": ParagraphStyle("para", base, alignment=TA_JUSTIFY, spaceAfter=size * 0.5),
        "item": ParagraphStyle("item", base, alignment=TA_JUSTIFY, leftIndent=16, firstLineIndent=-8),
        "boxed": ParagraphStyle(
            "boxed",
            base,
            alignment=TA_CENTER,
            borderWidth=0.8,
            borderColor=colors.black,
            borderPadding=5,
            spaceBefore=8,
            spaceAfter=12,
        ),
    }.get(block.kind, base)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(block.unbroken)).replace("\n", "<br/>")
    if block.kind in ("title", "bold", "boxed"):
        text = f"<b>{text}</b>"
    if block.kind == "underlined":
        text = f"<u>{text}</u>"
    return [Paragraph(text, style)]


def _table(block: Block, base: ParagraphStyle, width: float) -> Table:
    """Cells of one line each, in a smaller type where the columns are narrow; ruled for a table, bare for columns."""
    columns = max(len(row) for row in block.rows)
    widths = (
        [FIGURES, width - FIGURES]
        if all(row[0].isdigit() for row in block.rows) and columns == 2
        else [width / columns] * columns
    )
    longest = max(
        stringWidth(text, base.fontName, base.fontSize) / (room - PADDING)
        for row in block.rows
        for text, room in zip(row, widths, strict=False)
    )
    size = base.fontSize / max(1.0, longest)
    cell = ParagraphStyle("cell", base, spaceAfter=0, fontSize=size, leading=size * 1.2)
    rows = [[Paragraph(escape(text), cell) for text in (*row, *[""] * (columns - len(row)))] for row in block.rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.6, colors.black)] if block.kind == "table" else []
    return Table(
        rows,
        colWidths=widths,
        style=TableStyle([("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 2), *grid]),
    )
