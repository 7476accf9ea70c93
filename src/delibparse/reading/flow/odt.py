"""An .odt to a flow (OpenDocument 1.3, part 3): its text, tables, lists, headers and notes. Macros, scripts and
embedded objects are never looked at; deleted text that "track changes" keeps is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from delibparse import errors
from delibparse.reading.flow.blocks import PAGE_NUMBER, Block, Flow, Run
from delibparse.reading.flow.builder import Builder
from delibparse.reading.flow.container import Container
from delibparse.reading.flow.markup import Attributes, read_xml
from delibparse.reading.flow.odt_styles import APART, Level, Setting, Styles, count

LEFT_OUT = frozenset({
    "tracked-changes", "annotation", "annotation-end", "note-citation", "sequence-decls", "variable-decls", "scripts",
    "font-face-decls", "object", "object-ole", "covered-table-cell", "title", "desc", "forms",
    "ruby-text", "event-listeners", "hidden-text",
})  # fmt: skip
"""Elements that are not printed in the text, or say again what stands beside them."""

INDENT = 2
SPACES = str.maketrans("\n\r\t\f", "    ")


def read(data: bytes) -> Flow:
    """The flow of a document. Raises DamagedFile, EncryptedDocument, TooMuchInside, TooMuchText, TooManyElements,
    NestedTooDeep."""
    parts = Container(data)
    content, common = parts.part("content.xml"), parts.part("styles.xml")
    if content is None:
        raise errors.DamagedFile(why="content.xml")
    if b"encryption-data" in (parts.part("META-INF/manifest.xml") or b""):
        raise errors.EncryptedDocument()
    styles, own = Styles(), Styles()
    running = _Running(own)
    if common is not None:
        read_xml(common, styles)
        read_xml(common, own)  # a header's automatic styles may bear the names of the body's
        read_xml(common, running)
    read_xml(content, styles)
    body = _Reader(styles)
    read_xml(content, body)
    return Flow(
        body.builder.blocks(),
        header=running.blocks("header"),
        footer=running.blocks("footer"),
        first_header=running.blocks("header-first") if "header-first" in running.found else None,
        notes=tuple(body.notes),
    )


class _Running:
    """Hears of the first page master (16.9) that has headers or footers."""

    def __init__(self, styles: Styles) -> None:
        self.found: dict[str, _Reader] = {}
        self._styles = styles
        self._open: _Reader | None = None
        self._name = ""

    def blocks(self, name: str) -> tuple[Block, ...]:
        return self.found[name].builder.blocks() if name in self.found else ()

    def start(self, name: str, told: Attributes) -> None:
        if self._open is not None:
            self._open.start(name, told)
        elif name in ("header", "footer", "header-first") and name not in self.found and told.get("display") != "false":
            self._name = name
            self._open = self.found[name] = _Reader(self._styles, is_running=True)

    def end(self, name: str) -> None:
        if name == self._name:
            self._open, self._name = None, ""
        elif self._open is not None:
            self._open.end(name)

    def data(self, text: str) -> None:
        if self._open is not None:
            self._open.data(text)


@dataclass(slots=True)
class _List:
    """An open list; `number` is that of its last item, `is_due` tells an item whose first paragraph is to come."""

    style: str
    number: int | None = None
    is_due: bool = False


class _Reader:
    """Hears of what holds paragraphs; `notes` are those met in it."""

    def __init__(self, styles: Styles, *, is_running: bool = False) -> None:
        self.builder = Builder()
        self.notes: list[Block] = []
        self._styles, self._is_running = styles, is_running
        self._unseen = 0
        self._settings: list[Setting] = []  # of the open paragraphs and spans
        self._aside: list[list[Run]] = []  # what stands before open text boxes and notes, in their paragraphs
        self._above: list[Builder] = []  # of the text that the open note belongs to
        self._lists: list[_List] = []
        self._counted: dict[tuple[str, int], int] = {}  # list style and level -> the last number given
        self._outline: dict[int, int] = {}
        self._copies: list[int] = []  # of the open rows
        self._in_number = False
        self._opened: dict[str, Callable[[Attributes], None]] = {
            "p": self._open_paragraph, "h": self._open_heading, "span": self._open_span, "a": self._open_span,
            "tab": lambda _: self._write("\t"), "line-break": lambda _: self._write("\n"), "s": self._spaces,
            "soft-page-break": lambda _: self._turn(), "page-number": lambda _: self._page_number(),
            "list": self._open_list, "list-item": self._open_item,
            "table": lambda _: self.builder.open_table(), "table-cell": self._open_cell,
            "table-row": lambda told: self._copies.append(count(told.get("number-rows-repeated"), 1)),
            "text-box": lambda _: self._aside.append(self.builder.take()), "note-body": lambda _: self._open_note(),
        }  # fmt: skip
        self._closed: dict[str, Callable[[], None]] = {
            "p": self._close_paragraph, "h": self._close_paragraph, "span": self._close_span, "a": self._close_span,
            "list": self._close_list, "table": lambda: self.builder.close_table(), "page-number": self._end_number,
            "table-row": lambda: self.builder.close_row(self._copies.pop()),
            "table-cell": lambda: self.builder.close_cell(), "text-box": self._close_box, "note-body": self._close_note,
        }  # fmt: skip

    def start(self, name: str, told: Attributes) -> None:
        if self._unseen or name in LEFT_OUT:
            self._unseen += 1
            return
        opened = self._opened.get(name)
        if opened is not None:
            opened(told)

    def end(self, name: str) -> None:
        if self._unseen:
            self._unseen -= 1
            return
        closed = self._closed.get(name)
        if closed is not None:
            closed()

    def data(self, text: str) -> None:
        if not self._unseen and not self._in_number:
            self._write(text.translate(SPACES))

    def _write(self, text: str) -> None:
        if self._settings and not self._settings[-1].hidden:
            self.builder.write(text, self._settings[-1].look())

    # ---- paragraphs ------------------------------------------------------------------------------------------------

    def _open_paragraph(self, told: Attributes) -> None:
        name = told.get("style-name", "")
        setting = self._styles.of(name, "paragraph")
        self._settings.append(setting)
        if setting.opens_page:
            self._turn()
        mark = self._mark(name)
        if mark:
            self._write(f"{mark} ")

    def _open_heading(self, told: Attributes) -> None:
        """A heading, with the number that the outline gives it."""
        self._open_paragraph(told)
        at = count(told.get("outline-level"), 1)
        level = self._styles.level("", at)
        if level.is_bullet or not level.kind or self._lists or told.get("is-list-header") == "true":
            return
        self._outline = {each: number for each, number in self._outline.items() if each <= at}
        self._outline[at] = self._outline.get(at, level.start - 1) + 1
        self._write(level.mark([self._outline.get(each, 1) for each in range(1, at + 1)]) + " ")

    def _close_paragraph(self) -> None:
        setting = self._settings.pop()
        apart = max(setting.above or 0.0, setting.below or 0.0) >= APART
        if setting.closes_page:
            self.builder.write("\f", setting.look())
        self.builder.paragraph(setting.align or "left", INDENT * len(self._lists), apart)

    def _open_span(self, told: Attributes) -> None:
        outer = self._settings[-1] if self._settings else Setting()
        self._settings.append(self._styles.of(told.get("style-name", ""), "text").over(outer))

    def _close_span(self) -> None:
        self._settings.pop()

    def _spaces(self, told: Attributes) -> None:
        """Spaces that count: several are a gap."""
        many = count(told.get("c"), 1)
        self._write("\t" if many > 1 else " ")

    def _turn(self) -> None:
        if not self._is_running:
            self._write("\f")

    def _page_number(self) -> None:
        if self._is_running:
            self._in_number = True
            self._write(PAGE_NUMBER)

    def _end_number(self) -> None:
        self._in_number = False

    # ---- lists and tables ------------------------------------------------------------------------------------------

    def _open_list(self, told: Attributes) -> None:
        style = told.get("style-name") or (self._lists[-1].style if self._lists else "")
        number = None
        if told.get("continue-numbering") == "true" or "continue-list" in told:
            number = self._counted.get((style, len(self._lists) + 1))
        self._lists.append(_List(style, number))

    def _open_item(self, told: Attributes) -> None:
        if not self._lists:
            return
        innermost = self._lists[-1]
        innermost.is_due = True
        if "start-value" in told:
            innermost.number = count(told["start-value"], 1) - 1

    def _close_list(self) -> None:
        self._lists.pop()

    def _mark(self, paragraph: str) -> str:
        """The mark of the first paragraph of a list's item, "" for any other."""
        if not self._lists or not self._lists[-1].is_due:
            return ""
        innermost = self._lists[-1]
        innermost.is_due = False
        style = innermost.style or self._styles.list_of(paragraph) or ""
        level = self._styles.level(style, len(self._lists)) if style else Level(is_bullet=True)
        innermost.number = level.start if innermost.number is None else innermost.number + 1
        self._counted[style, len(self._lists)] = innermost.number
        return level.mark([each.number or 1 for each in self._lists])

    def _open_cell(self, told: Attributes) -> None:
        columns, rows, copies = (
            count(told.get(f"number-{name}"), 1) for name in ("columns-spanned", "rows-spanned", "columns-repeated")
        )
        self.builder.open_cell(columns, rows, copies)

    # ---- what hangs on paragraphs ----------------------------------------------------------------------------------

    def _close_box(self) -> None:
        self.builder.give(self._aside.pop())

    def _open_note(self) -> None:
        self._aside.append(self.builder.take())
        self._above.append(self.builder)
        self.builder = Builder()

    def _close_note(self) -> None:
        self.notes += self.builder.blocks()
        self.builder = self._above.pop()
        self.builder.give(self._aside.pop())
