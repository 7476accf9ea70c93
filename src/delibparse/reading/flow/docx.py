"""A .docx to a flow (ECMA-376, part 1): its text, tables, lists, headers and notes. Macros, fields' codes, linked and
embedded objects are never looked at; what was struck out by "track changes" is left out, what was inserted is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from delibparse import errors
from delibparse.reading.flow.blocks import PAGE_NUMBER, PLAIN, Block, Flow, Run
from delibparse.reading.flow.builder import Builder
from delibparse.reading.flow.container import Container
from delibparse.reading.flow.docx_parts import Relations, Sections
from delibparse.reading.flow.docx_styles import APART, Numbering, Setting, Styles, number
from delibparse.reading.flow.markup import Attributes, Handler, read_xml

MAIN = "word/document.xml"

LEFT_OUT = frozenset({
    "del", "moveFrom", "Fallback", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "numberingChange", "object", "OLEObject",
})  # fmt: skip
"""Elements that say what the document was before, or say again what stands beside them."""

INDENT = 2
"""Characters by which each level of a list is moved to the right."""

SPACES = str.maketrans("\n\r\t\f", "    ")


SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F0FB": "✗", "F0B7": "•", "F0E0": "→"}
"""Letters of the symbol fonts that mean something to a reader of acts."""


def read(data: bytes) -> Flow:
    """The flow of a document. Raises DamagedFile, EncryptedDocument, TooMuchInside, TooMuchText, TooManyElements,
    NestedTooDeep."""
    parts = Container(data)
    main = parts.part(MAIN)
    if main is None:
        raise errors.DamagedFile(why=MAIN)
    styles, numbering, sections = Styles(), Numbering(), Sections()
    for name, handler in (("word/styles.xml", styles), ("word/numbering.xml", numbering)):
        _told(parts, name, handler)
    read_xml(main, sections)
    body = _Reader(styles, numbering, sections.breaks)
    read_xml(main, body)
    relations = Relations()
    _told(parts, "word/_rels/document.xml.rels", relations)

    def running(kind: str) -> tuple[Block, ...]:
        return _running(parts, relations.targets.get(sections.running.get(kind, ""), ""), styles)

    return Flow(
        body.builder.blocks(),
        header=running("headerReference default"),
        footer=running("footerReference default"),
        first_header=running("headerReference first") if sections.has_first else None,
        notes=(*_running(parts, "word/footnotes.xml", styles), *_running(parts, "word/endnotes.xml", styles)),
    )


def _told(parts: Container, name: str, handler: Handler) -> bool:
    """Tells a handler of a part; whether there is one."""
    part = parts.part(name)
    if part is not None:
        read_xml(part, handler)
    return part is not None


def _running(parts: Container, name: str, styles: Styles) -> tuple[Block, ...]:
    """What a part beside the body holds, nothing if there is none."""
    reader = _Reader(styles, Numbering(), is_running=True)
    return reader.builder.blocks() if _told(parts, name, reader) else ()


@dataclass(slots=True)
class _Open:
    """A paragraph in the making: what it says of itself, and once its properties are told, how it is set in all."""

    own: Setting = field(default_factory=Setting)
    style: str | None = None
    whole: Setting | None = None
    ends_section: bool = False


class _Reader:
    """Hears of a part that holds paragraphs. `breaks` are the sections of the body, whether each begins on a new page;
    `is_running` tells a part that is printed beside the body."""

    def __init__(
        self, styles: Styles, numbering: Numbering, breaks: Sequence[bool] = (), *, is_running: bool = False
    ) -> None:
        self.builder = Builder()
        self._styles, self._numbering, self._breaks, self._is_running = styles, numbering, breaks, is_running
        self._sections = 0
        self._unseen = 0  # how deep within something that is left out
        self._paragraphs: list[_Open] = []
        self._boxes: list[list[Run]] = []  # what stands before the open text boxes, in their paragraphs
        self._told: list[Setting] = []  # whose properties are being told
        self._run, self._look = Setting(), PLAIN
        self._in_text = self._in_code = False
        self._fields: list[str] = []  # the codes of the open fields
        self._opened: dict[str, Callable[[Attributes], None]] = {
            "p": self._open_paragraph, "pPr": self._open_setting, "r": self._open_run, "rPr": self._open_run_setting,
            "rStyle": self._name_run_style, "pStyle": self._name_style, "sectPr": self._end_section,
            "t": self._open_text, "instrText": self._open_code, "br": self._break, "cr": self._break, "tab": self._tab,
            "ptab": self._tab, "noBreakHyphen": self._hyphen, "sym": self._symbol, "fldChar": self._field,
            "lastRenderedPageBreak": self._turn, "fldSimple": self._simple_field, "txbxContent": self._open_box,
            "tbl": lambda _: self.builder.open_table(), "tc": lambda _: self.builder.open_cell(),
            "gridSpan": lambda told: self.builder.span(number(told.get("val"), 1)),
            "vMerge": lambda told: self.builder.merge() if told.get("val", "continue") == "continue" else None,
        }  # fmt: skip
        self._closed: dict[str, Callable[[], None]] = {
            "p": self._close_paragraph, "pPr": self._close_setting, "r": self._close_run,
            "rPr": self._close_run_setting, "t": self._close_text, "instrText": self._close_text,
            "fldSimple": self._end_field, "txbxContent": self._close_box, "tbl": self.builder.close_table,
            "tr": self.builder.close_row, "tc": self.builder.close_cell,
        }  # fmt: skip

    def start(self, name: str, attributes: Attributes) -> None:
        if self._unseen or name in LEFT_OUT or (name in ("footnote", "endnote") and "type" in attributes):
            self._unseen += 1
            return
        opened = self._opened.get(name)
        if self._told and name not in ("rPr", "pStyle", "rStyle", "sectPr"):
            self._told[-1].hear(name, attributes)
        elif opened is not None:
            opened(attributes)

    def end(self, name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        closed = self._closed.get(name)
        if closed is not None:
            closed()

    def data(self, text: str) -> None:
        if self._unseen:
            return
        if self._in_code and self._fields:
            self._fields[-1] = (self._fields[-1] + text)[:100]
        elif self._in_text and not self._is_page_number():
            self._write(text.translate(SPACES))

    # ---- paragraphs and runs ---------------------------------------------------------------------------------------

    def _open_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(_Open())

    def _open_setting(self, _: Attributes) -> None:
        if self._paragraphs:
            self._told.append(self._paragraphs[-1].own)

    def _close_setting(self) -> None:
        if self._told:
            self._told.pop()
        self._begin()

    def _name_style(self, attributes: Attributes) -> None:
        if self._paragraphs:
            self._paragraphs[-1].style = attributes.get("val")

    def _begin(self) -> None:
        """Settles how the open paragraph is set, and writes its number."""
        if not self._paragraphs or self._paragraphs[-1].whole is not None:
            return
        paragraph = self._paragraphs[-1]
        whole = paragraph.whole = paragraph.own.over(self._styles.of(paragraph.style))
        self._run, self._look = Setting(), whole.look()
        if whole.opens_page and not self._is_running:
            self._write("\f")
        mark = self._numbering.mark(whole.number, whole.level or 0)
        if mark:
            self._write(f"{mark} ")

    def _close_paragraph(self) -> None:
        if not self._paragraphs:
            return
        self._begin()
        paragraph = self._paragraphs.pop()
        whole = paragraph.whole or Setting()
        if paragraph.ends_section and (self._breaks[self._sections : self._sections + 1] or [True])[0]:
            self._write("\f")
        apart = max(whole.above or 0, whole.below or 0) >= APART
        indent = INDENT * ((whole.level or 0) + 1) if whole.number not in (None, "0") else 0
        self.builder.paragraph(whole.align or "left", indent, apart)

    def _open_run(self, _: Attributes) -> None:
        self._begin()
        self._run, self._look = Setting(), self._usual().look()

    def _close_run(self) -> None:
        self._run, self._look = Setting(), self._usual().look()

    def _open_run_setting(self, _: Attributes) -> None:
        """The properties of a run; within those of a paragraph, of its mark, which is not seen."""
        self._told.append(Setting() if self._told else self._run)

    def _close_run_setting(self) -> None:
        if self._told:
            self._told.pop()
        if not self._told:
            self._run = self._run.over(self._usual())
            self._look = self._run.look()

    def _name_run_style(self, attributes: Attributes) -> None:
        if len(self._told) == 1:
            self._run.take(self._styles.of(attributes.get("val"), "character"))

    def _usual(self) -> Setting:
        whole = self._paragraphs[-1].whole if self._paragraphs else None
        return whole or Setting()

    # ---- what runs hold --------------------------------------------------------------------------------------------

    def _write(self, text: str) -> None:
        if not self._run.hidden:
            self.builder.write(text, self._look)

    def _open_text(self, _: Attributes) -> None:
        self._in_text = True

    def _open_code(self, _: Attributes) -> None:
        self._in_code = True

    def _close_text(self) -> None:
        self._in_text = self._in_code = False

    def _break(self, attributes: Attributes) -> None:
        self._write("\f" if attributes.get("type") == "page" and not self._is_running else "\n")

    def _turn(self, _: Attributes) -> None:
        """Where the page ended when the document was last saved."""
        if not self._is_running:
            self._write("\f")

    def _tab(self, _: Attributes) -> None:
        self._write("\t")

    def _hyphen(self, _: Attributes) -> None:
        self._write("-")

    def _symbol(self, attributes: Attributes) -> None:
        self._write(SYMBOLS.get(attributes.get("char", "").upper(), ""))

    def _field(self, attributes: Attributes) -> None:
        """A field's mark (17.16.18): its code, then what it gave when it was last counted."""
        kind = attributes.get("fldCharType")
        if kind == "begin":
            self._fields.append("")
        elif kind == "separate" and self._is_page_number():
            self._write(PAGE_NUMBER)
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _simple_field(self, attributes: Attributes) -> None:
        self._begin()
        self._fields.append(attributes.get("instr", "")[:100])
        if self._is_page_number():
            self._write(PAGE_NUMBER)

    def _end_field(self) -> None:
        if self._fields:
            self._fields.pop()

    def _is_page_number(self) -> bool:
        return self._is_running and bool(self._fields) and self._fields[-1].split()[:1] == ["PAGE"]

    # ---- sections and text boxes -----------------------------------------------------------------------------------

    def _end_section(self, _: Attributes) -> None:
        self._sections += 1
        if self._paragraphs:
            self._paragraphs[-1].ends_section = True

    def _open_box(self, _: Attributes) -> None:
        """A text box: its paragraphs come before the one that it hangs on."""
        self._boxes.append(self.builder.take())

    def _close_box(self) -> None:
        if self._boxes:
            self.builder.give(self._boxes.pop())
