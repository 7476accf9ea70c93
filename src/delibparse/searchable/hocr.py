"""`--hocr`: hOCR 1.2, the words and lines of recognised pages as XHTML that a browser opens.

Areas are the columns and bands of the layout, `ocr_header`, `ocr_footer` and `ocr_textfloat` (stamps) its furniture.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from math import radians, tan
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from delibparse.layout.lines import Role
from delibparse.reading.sizes import DESCENT
from delibparse.searchable.frame import Frame, PixelBox
from delibparse.searchable.sheets import Paragraph, Row, Sheet
from delibparse.version import __version__

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
)

LINES: dict[Role, str] = {
    "header": "ocr_header", "footer": "ocr_footer", "stamp": "ocr_textfloat", "margin": "ocr_line", "body": "ocr_line",
}  # fmt: skip

CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocr_header ocr_footer ocr_textfloat ocrx_word ocrp_wconf ocrp_lang"

TURNED = 45.0
"""Degrees from which a line is turned rather than askew."""


class About(NamedTuple):
    """What a file says of itself: the name of what was read, its language (BCP 47)."""

    name: str
    language: str


def hocr(sheets: list[Sheet], frames: list[Frame], about: About) -> bytes:
    """The document, in UTF-8."""
    root = Element(
        "html", {"xmlns": "http://www.w3.org/1999/xhtml", "lang": about.language, "xml:lang": about.language}
    )
    head = SubElement(root, "head")
    SubElement(head, "title").text = about.name
    SubElement(head, "meta", {"http-equiv": "Content-Type", "content": "text/html;charset=utf-8"})
    metas = {
        "ocr-system": f"delibparse {__version__}",
        "ocr-capabilities": CAPABILITIES,
        "ocr-langs": about.language,
        "ocr-scripts": "Latn",
        "ocr-number-of-pages": str(len(sheets)),
    }
    for name, content in metas.items():
        SubElement(head, "meta", name=name, content=content)
    body = SubElement(root, "body")
    for sheet, frame in zip(sheets, frames, strict=True):
        _page(body, sheet, frame, about)
    indent(root)
    _close_up(body)
    text: bytes = tostring(root, encoding="utf-8")
    return HEAD.encode() + text + b"\n"


def _close_up(body: Element) -> None:
    """Words of a line with a space between them, not a line's end: a browser shows them as they are."""
    for line in body.iter("span"):
        if len(line):
            line.text = None
            for word in line:
                word.tail = " "
            line[-1].tail = None


def _page(body: Element, sheet: Sheet, frame: Frame, about: About) -> None:
    number = sheet.page.number
    title = _title(
        image='"' + about.name.replace('"', "'") + '"',
        bbox=_box((0, 0, frame.width, frame.height)),
        ppageno=number - 1,
        scan_res=f"{frame.dpi} {frame.dpi}",
    )
    page = SubElement(body, "div", {"class": "ocr_page", "id": f"page_{number}", "title": title})
    areas = groupby(sheet.paragraphs, key=lambda paragraph: (paragraph.role, paragraph.block, paragraph.is_table))
    for k, (_, paragraphs) in enumerate(areas, 1):
        _area(page, list(paragraphs), frame, f"{number}_{k}")


def _area(page: Element, paragraphs: list[Paragraph], frame: Frame, name: str) -> None:
    box = _around(frame.box(paragraph.box) for paragraph in paragraphs)
    area = SubElement(page, "div", {"class": "ocr_carea", "id": f"block_{name}", "title": _title(bbox=_box(box))})
    for k, paragraph in enumerate(paragraphs, 1):
        title = _title(bbox=_box(frame.box(paragraph.box)))
        told = SubElement(area, "p", {"class": "ocr_par", "id": f"par_{name}_{k}", "title": title})
        for n, row in enumerate(paragraph.rows, 1):
            _line(told, row, LINES[paragraph.role], frame, f"{name}_{k}_{n}")


def _line(paragraph: Element, row: Row, kind: str, frame: Frame, name: str) -> None:
    box = frame.box(row.box)
    size = max(word.size for word in row.words) * frame.scale
    angle = frame.angle(row)
    properties: dict[str, object] = {"bbox": _box(box)}
    if abs(angle) > TURNED:
        properties["textangle"] = f"{round(angle, 1) % 360:g}"
    else:
        slope = -tan(radians(angle))
        (x0, y0), _ = frame.base_line(row)
        properties["baseline"] = f"{slope:.4f} {y0 - slope * (x0 - box[0]) - box[3]:.0f}"
    properties |= {"x_size": f"{size:.1f}", "x_descenders": f"{DESCENT * size:.1f}"}
    line = SubElement(paragraph, "span", {"class": kind, "id": f"line_{name}", "title": _title(**properties)})
    for k, word in enumerate(row.words, 1):
        title = _title(bbox=_box(frame.box(word.box)), x_wconf=round(100 * word.confidence))
        SubElement(line, "span", {"class": "ocrx_word", "id": f"word_{name}_{k}", "title": title}).text = word.text


def _title(**properties: object) -> str:
    return "; ".join(f"{name} {value}" for name, value in properties.items())


def _box(box: PixelBox) -> str:
    return " ".join(map(str, box))


def _around(boxes: Iterable[PixelBox]) -> PixelBox:
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return min(x0), min(y0), max(x1), max(y1)
