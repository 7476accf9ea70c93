"""The styles and the numbering of a .docx: how a paragraph is set, and the number or the mark that Word puts before it.

Section numbers are those of ECMA-376, part 1.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace

from delibparse.reading.flow.blocks import PLAIN, Align, Look
from delibparse.reading.flow.counting import figure
from delibparse.reading.flow.markup import Attributes

APART = 80
"""Twentieths of a point of white above or below from which a paragraph stands apart: a third of a line."""

MOST_BASES = 12
"""Styles that one may rest on, one above the other; more are a circle."""

ALIGNS: dict[str, Align] = {"center": "center", "right": "right", "end": "right"}
KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}


@dataclass(slots=True)
class Setting:
    """What a style, a paragraph or a run says of its looks; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    align: Align | None = None
    above: int | None = None
    below: int | None = None
    number: str | None = None
    level: int | None = None
    opens_page: bool | None = None

    def hear(self, name: str, attributes: Attributes) -> None:
        """Takes one property element (17.3.1, 17.3.2)."""
        value = attributes.get("val", "")
        if name == "b":
            self.bold = _is_on(value)
        elif name == "i":
            self.italic = _is_on(value)
        elif name == "u":
            self.underlined = value != "none"
        elif name == "vanish":
            self.hidden = _is_on(value)
        elif name == "sz":
            self.size = min(max(number(value, 22), 2), 400) / 2
        elif name == "jc":
            self.align = ALIGNS.get(value, "left")
        elif name == "spacing":
            self.above = _spacing(attributes, "before", self.above)
            self.below = _spacing(attributes, "after", self.below)
        elif name == "numId":
            self.number = value
        elif name == "ilvl":
            self.level = min(number(value, 0), 8)
        elif name == "pageBreakBefore":
            self.opens_page = _is_on(value)

    def take(self, base: Setting) -> None:
        """Takes from another setting what this one leaves open."""
        for name in self.__slots__:
            if getattr(self, name) is None:
                setattr(self, name, getattr(base, name))

    def over(self, base: Setting) -> Setting:
        """This setting, with what it leaves open taken from another."""
        made = replace(self)
        made.take(base)
        return made

    def look(self) -> Look:
        return Look(self.size or PLAIN.size, bool(self.bold), bool(self.italic), bool(self.underlined))


def _is_on(value: str) -> bool:
    return value not in ("0", "false", "off")


def number(value: str | None, usual: int) -> int:
    """A whole number of an attribute."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.lstrip("-").isdigit() and len(text) < 9 else usual


def _spacing(attributes: Attributes, name: str, before: int | None) -> int | None:
    if _is_on(attributes.get(f"{name}Autospacing", "0")) and f"{name}Autospacing" in attributes:
        return APART
    return number(attributes[name], 0) if name in attributes else before


class Styles:
    """Hears of styles.xml (17.7); gives the setting of a style with all that it rests on."""

    def __init__(self) -> None:
        self._own: dict[str, Setting] = {}
        self._bases: dict[str, str] = {}
        self._defaults = Setting()
        self._usual: dict[str, str] = {}  # kind of style -> the one of paragraphs or runs that name none
        self._open: Setting | None = None
        self._name = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "docDefaults":
            self._open = self._defaults
        elif name == "style":
            self._name = attributes.get("styleId", "")
            self._open = self._own[self._name] = Setting()
            if attributes.get("default") in ("1", "true", "on"):
                self._usual[attributes.get("type", "")] = self._name
        elif name == "basedOn" and self._open is not None:
            self._bases[self._name] = attributes.get("val", "")
        elif self._open is not None:
            self._open.hear(name, attributes)

    def end(self, name: str) -> None:
        if name in ("style", "docDefaults"):
            self._open = None

    def data(self, text: str) -> None:
        """Styles have no text."""

    def of(self, name: str | None, kind: str = "paragraph") -> Setting:
        """The whole setting of a style, of the usual one if none is named."""
        found = Setting()
        at = name if name in self._own else self._usual.get(kind)
        for _ in range(MOST_BASES):
            if at is None or at not in self._own:
                break
            found = found.over(self._own[at])
            at = self._bases.get(at)
        return found.over(self._defaults) if kind == "paragraph" else found


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Num:
    abstract: str = ""
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Hears of numbering.xml (17.9); counts the paragraphs of lists."""

    def __init__(self) -> None:
        self._abstracts: dict[str, dict[int, _Level]] = defaultdict(dict)
        self._nums: dict[str, _Num] = {}
        self._abstract = self._num = ""
        self._level = _Level()
        self._at = 0
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._met: set[str] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if name == "abstractNum":
            self._abstract = attributes.get("abstractNumId", "")
        elif name == "num":
            self._num = attributes.get("numId", "")
            self._nums[self._num] = _Num()
        elif name == "abstractNumId" and self._num in self._nums:
            self._nums[self._num].abstract = value
        elif name in ("lvl", "lvlOverride"):
            self._at = min(number(attributes.get("ilvl"), 0), 8)
            if name == "lvl" and not self._num:
                self._level = self._abstracts[self._abstract][self._at] = _Level()
        elif name == "startOverride":
            self._nums[self._num].starts[self._at] = number(value, 1)
        elif not self._num:
            self._describe(name, value)

    def _describe(self, name: str, value: str) -> None:
        if name == "start":
            self._level.start = number(value, 1)
        elif name == "numFmt":
            self._level.kind = value
        elif name == "lvlText":
            self._level.text = value[:100]

    def end(self, name: str) -> None:
        if name == "num":
            self._num = ""

    def data(self, text: str) -> None:
        """Numbering has no text."""

    def mark(self, num: str | None, level: int) -> str:
        """The mark of the next paragraph of a list at a level: "•", "2.", "Article 3 :"; "" for no list."""
        known = self._nums.get(num or "0")
        levels = self._abstracts.get(known.abstract) if known is not None else None
        if num is None or known is None or levels is None or level not in levels:
            return ""
        told = levels[level]
        if told.kind == "bullet":
            return told.text if told.text in ("-", "–", "—") else "•"
        if told.kind == "none":
            return ""
        counts = self._counts[known.abstract]
        if num not in self._met:
            self._met.add(num)
            for at, start in known.starts.items():
                counts[at] = start - 1
        counts[level] = counts.get(level, told.start - 1) + 1
        for below in [at for at in counts if at > level]:
            del counts[below]
        written = told.text
        for at in range(level + 1):
            each = levels.get(at, _Level())
            shown = figure(counts.get(at, each.start), KINDS.get(each.kind, "1"))
            written = written.replace(f"%{at + 1}", shown)
        return " ".join(written.split())
