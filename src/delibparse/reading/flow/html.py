"""HTML to a flow: what a browser would show of its text, its own styles heeded, style sheets and scripts not."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from delibparse.reading.flow.blocks import PLAIN, Align, Flow, Look
from delibparse.reading.flow.builder import Builder
from delibparse.reading.flow.counting import figure
from delibparse.reading.flow.markup import Attributes, read_html

UNSEEN = frozenset({
    "head", "title", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "textarea",
    "button", "nav", "del", "audio", "video", "canvas",
})  # fmt: skip
"""Elements whose text no reader of an act sees in it."""

SPACED = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "blockquote", "pre", "hr", "figure"})
"""Blocks that browsers set apart."""

BLOCKS = SPACED | {
    "html", "body", "div", "li", "dt", "dd", "address", "article", "section", "header", "footer", "main", "aside",
    "form", "fieldset", "figcaption", "center", "table", "caption", "tr", "td", "th", "thead", "tbody", "tfoot",
    "legend",
}  # fmt: skip

SIZES = {"h1": 18.0, "h2": 16.0, "h3": 14.0, "h4": 12.0, "h5": 11.0, "h6": 11.0}
BOLD = frozenset({"b", "strong", "th", *SIZES})
ITALIC = frozenset({"i", "em", "cite"})
INDENTED = frozenset({"ul", "ol", "blockquote", "dd"})
INDENT = 2

_SPACE = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.I)
_SLANT = re.compile(r"font-style\s*:\s*(italic|oblique|normal)", re.I)
_POINTS = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px)", re.I)
_LINE = re.compile(r"text-decoration[^;]*underline", re.I)
_ALIGN = re.compile(r"text-align\s*:\s*(center|right|left|justify)", re.I)
_BREAK = re.compile(r"(?:page-)?break-(before|after)\s*:\s*(?:always|page|left|right)", re.I)
_PRE = re.compile(r"white-space\s*:\s*pre", re.I)
_TIGHT = re.compile(r"margin\s*:\s*0(?![.\d]*[1-9])|margin-(?:top|bottom)\s*:\s*0(?![.\d]*[1-9])", re.I)

STYLING = SPACED | BOLD | ITALIC | INDENTED | {"u", "ins", "center"}
"""Elements that change how their text is shown by their name alone."""

ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "left": "left", "justify": "left", "middle": "center"}


@dataclass(frozen=True, slots=True)
class _Style:
    """What an element hands down to those in it."""

    look: Look = PLAIN
    align: Align = "left"
    indent: int = 0
    seen: bool = True
    verbatim: bool = False
    spaced: bool = False  # this block, and none in it, stands apart
    breaks_after: bool = False


@dataclass(slots=True)
class _List:
    ordered: bool
    kind: str
    number: int


def read(text: str) -> Flow:
    """The flow of a page. Raises DamagedFile, NestedTooDeep, TooManyElements, TooMuchText."""
    reader = _Reader()
    read_html(text, reader)
    return Flow(reader.builder.blocks())


class _Reader:
    """Hears of elements; libxml2 closes what authors leave open."""

    def __init__(self) -> None:
        self.builder = Builder()
        self._styles = [_Style()]
        self._lists: list[_List] = []

    def start(self, name: str, attributes: Attributes) -> None:
        above = self._styles[-1]
        written = attributes.get("style", "")
        style = _styled(name, attributes, written, above)
        if style.seen:
            if name in BLOCKS or style.verbatim != above.verbatim:
                self._close_paragraph(above)
            self._open(name, attributes)
            self._break(written, "before")
        self._styles.append(style)
        if style.seen and name in ("ul", "ol"):
            self._lists.append(_List(name == "ol", attributes.get("type", "1"), _count(attributes.get("start"), 1)))

    def end(self, name: str) -> None:
        style = self._styles.pop()
        if not style.seen:
            return
        if style.breaks_after:
            self.builder.write("\f", style.look)
        if name in BLOCKS or style.verbatim != self._styles[-1].verbatim:
            self._close_paragraph(style)
        if name in ("ul", "ol"):
            self._lists.pop()
        self._close(name)

    def data(self, text: str) -> None:
        style = self._styles[-1]
        if not style.seen:
            return
        if not style.verbatim:
            text = _SPACE.sub(" ", text)
        self.builder.write(text, style.look)

    def _open(self, name: str, attributes: Attributes) -> None:
        look = self._styles[-1].look
        if name == "br":
            self.builder.write("\n", look)
        elif name == "li":
            self.builder.write(self._mark(attributes) + " ", look)
        elif name == "input" and attributes.get("type", "").lower() in ("checkbox", "radio"):
            self.builder.write("☒" if "checked" in attributes else "☐", look)
        elif name == "table":
            self.builder.open_table()
        elif name in ("td", "th"):
            self.builder.open_cell(_count(attributes.get("colspan"), 1), _count(attributes.get("rowspan"), 1))

    def _close(self, name: str) -> None:
        if name in ("td", "th"):
            self.builder.close_cell()
        elif name == "tr":
            self.builder.close_row()
        elif name == "table":
            self.builder.close_table()

    def _mark(self, attributes: Attributes) -> str:
        """The mark of a list item."""
        if not self._lists or not self._lists[-1].ordered:
            return "•"
        innermost = self._lists[-1]
        number = _count(attributes.get("value"), innermost.number)
        innermost.number = number + 1
        return f"{figure(number, innermost.kind)}."

    def _break(self, written: str, where: str) -> None:
        match = _BREAK.search(written) if written else None
        if match and match[1].lower() == where:
            self.builder.write("\f", self._styles[-1].look)

    def _close_paragraph(self, style: _Style) -> None:
        """Ends the open paragraph; white space between blocks is none."""
        runs = self.builder.take()
        if style.verbatim or any(run.text.strip(" ") for run in runs):
            self.builder.give(runs)
            self.builder.paragraph(style.align, style.indent, style.spaced, style.verbatim)


def _styled(name: str, attributes: Attributes, written: str, above: _Style) -> _Style:
    """How an element is shown, within the one above."""
    if name in UNSEEN or not above.seen or "hidden" in attributes or (written and _HIDDEN.search(written)):
        return replace(above, seen=False)
    if not (attributes or name in STYLING or above.spaced or above.breaks_after):
        return above
    align = above.align
    if name == "center":
        align = "center"
    told = attributes.get("align", "").lower()
    if told in ALIGNS and name not in ("table", "img"):
        align = ALIGNS[told]
    style = replace(
        above,
        look=_look(name, written, above.look),
        align=align,
        indent=min(above.indent + (INDENT if name in INDENTED else 0), 10 * INDENT),
        verbatim=above.verbatim or name == "pre",
        spaced=name in SPACED,
        breaks_after=False,
    )
    return _as_written(style, written) if written else style


def _as_written(style: _Style, written: str) -> _Style:
    """The style with what the element's own `style` says."""
    align, broken = _ALIGN.search(written), _BREAK.search(written)
    return replace(
        style,
        align=ALIGNS[align[1].lower()] if align else style.align,
        verbatim=style.verbatim or bool(_PRE.search(written)),
        spaced=style.spaced and not _TIGHT.search(written),
        breaks_after=bool(broken and broken[1].lower() == "after"),
    )


def _look(name: str, written: str, above: Look) -> Look:
    look = above
    if name in BOLD:
        look = look._replace(bold=True, size=SIZES.get(name, look.size))
    elif name in ITALIC:
        look = look._replace(italic=True)
    elif name in ("u", "ins"):
        look = look._replace(underlined=True)
    if not written:
        return look
    if weight := _WEIGHT.search(written):
        look = look._replace(bold=weight[1].lower() not in ("normal", "100", "200", "300", "400", "500"))
    if slant := _SLANT.search(written):
        look = look._replace(italic=slant[1].lower() != "normal")
    if points := _POINTS.search(written):
        look = look._replace(size=_size(points[1], points[2].lower(), look.size))
    return look._replace(underlined=True) if _LINE.search(written) else look


def _size(value: str, unit: str, usual: float) -> float:
    try:
        size = float(value) * (0.75 if unit == "px" else 1.0)
    except ValueError:
        return usual
    return round(min(max(size, 1.0), 200.0), 1)


def _count(value: str | None, usual: int) -> int:
    """A small number of an attribute."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else usual
