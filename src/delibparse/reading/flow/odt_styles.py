"""The styles of an .odt (OpenDocument 1.3, part 3): how paragraphs and runs are set, and how lists count."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace

from delibparse.reading.flow.blocks import PLAIN, Align, Look
from delibparse.reading.flow.counting import figure
from delibparse.reading.flow.markup import Attributes

MOST_BASES = 12
"""Styles that one may rest on, one above the other; more are a circle."""

APART = 4.0
"""Points of white above or below from which a paragraph stands apart: a third of a line."""

ALIGNS: dict[str, Align] = {"center": "center", "end": "right", "right": "right", "start": "left", "left": "left"}

POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(pt|cm|mm|in|pc|px)")


@dataclass(slots=True)
class Setting:
    """What a style says; None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    underlined: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    align: Align | None = None
    above: float | None = None
    below: float | None = None
    opens_page: bool | None = None
    closes_page: bool | None = None

    def hear(self, name: str, told: Attributes) -> None:
        """Takes the properties of a text or of a paragraph (20.2, 20.3)."""
        if name == "text-properties":
            if "font-weight" in told:
                self.bold = told["font-weight"] in ("bold", "600", "700", "800", "900")
            if "font-style" in told:
                self.italic = told["font-style"] != "normal"
            if "text-underline-style" in told:
                self.underlined = told["text-underline-style"] != "none"
            if told.get("display") == "none":
                self.hidden = True
            self.size = _points(told.get("font-size")) or self.size
        elif name == "paragraph-properties":
            self.align = ALIGNS.get(told.get("text-align", ""), self.align)
            self.above = _either(_points(told.get("margin-top", told.get("margin"))), self.above)
            self.below = _either(_points(told.get("margin-bottom", told.get("margin"))), self.below)
            if "break-before" in told:
                self.opens_page = told["break-before"] == "page"
            if "break-after" in told:
                self.closes_page = told["break-after"] == "page"

    def over(self, base: Setting) -> Setting:
        """This setting, with what it leaves open taken from another."""
        made = replace(self)
        for name in self.__slots__:
            if getattr(made, name) is None:
                setattr(made, name, getattr(base, name))
        return made

    def look(self) -> Look:
        return Look(self.size or PLAIN.size, bool(self.bold), bool(self.italic), bool(self.underlined))


def _points(length: str | None) -> float | None:
    match = _LENGTH.fullmatch(length or "")
    return round(float(match[1]) * POINTS[match[2]], 1) if match else None


def _either(told: float | None, before: float | None) -> float | None:
    return before if told is None else told


@dataclass(slots=True)
class Level:
    """How a level of a list marks its items: a bullet, or a figure between two texts."""

    is_bullet: bool = False
    kind: str = ""
    before: str = ""
    behind: str = ""
    start: int = 1
    shown: int = 1

    def mark(self, numbers: list[int]) -> str:
        """The mark of an item; `numbers` are those of the levels from the first to its own."""
        if self.is_bullet:
            return self.before if self.before in ("-", "–", "—") else "•"
        if not self.kind:
            return ""
        told = ".".join(figure(each, self.kind) for each in numbers[-self.shown :])
        return f"{self.before}{told}{self.behind}".strip()


class Styles:
    """Hears of styles.xml and of the automatic styles of content.xml."""

    def __init__(self) -> None:
        self._own: dict[str, Setting] = {}
        self._bases: dict[str, str] = {}
        self._lists: dict[str, dict[int, Level]] = defaultdict(dict)
        self._list_of: dict[str, str] = {}
        self._usual = Setting()
        self._open: Setting | None = None
        self._list: str | None = None

    def start(self, name: str, told: Attributes) -> None:
        """Takes an element; those that are of no style are passed over."""
        if name in ("style", "default-style"):
            self._open_style(name, told)
        elif name in ("list-style", "outline-style"):
            self._list = told.get("name", "") if name == "list-style" else ""
        elif self._list is not None and name in (
            "list-level-style-number",
            "list-level-style-bullet",
            "outline-level-style",
        ):
            self._describe(name, told)
        elif self._open is not None:
            self._open.hear(name, told)

    def end(self, name: str) -> None:
        if name in ("style", "default-style"):
            self._open = None
        elif name in ("list-style", "outline-style"):
            self._list = None

    def data(self, text: str) -> None:
        """Styles have no text."""

    def _open_style(self, name: str, told: Attributes) -> None:
        family = told.get("family", "")
        if name == "default-style":
            self._open = self._usual if family == "paragraph" else Setting()
            return
        key = f"{family} {told.get('name', '')}"
        self._open = self._own[key] = Setting()
        if "parent-style-name" in told:
            self._bases[key] = f"{family} {told['parent-style-name']}"
        if "list-style-name" in told:
            self._list_of[key] = told["list-style-name"]
        if told.get("master-page-name"):
            self._open.opens_page = True  # a paragraph that names the kind of its page begins one (19.505)

    def _describe(self, name: str, told: Attributes) -> None:
        level = Level(is_bullet=name == "list-level-style-bullet")
        level.kind = told.get("num-format", "")
        level.before = told.get("bullet-char", "") if level.is_bullet else told.get("num-prefix", "")[:50]
        level.behind = told.get("num-suffix", "")[:50]
        level.start, level.shown = count(told.get("start-value"), 1), count(told.get("display-levels"), 1)
        self._lists[self._list or ""][count(told.get("level"), 1)] = level

    def of(self, name: str, family: str) -> Setting:
        """The whole setting of a style, with that of the document below it for paragraphs."""
        found = Setting()
        for key in self._line(name, family):
            found = found.over(self._own[key])
        return found.over(self._usual) if family == "paragraph" else found

    def list_of(self, name: str) -> str | None:
        """The list style that a paragraph's style names."""
        return next((self._list_of[key] for key in self._line(name, "paragraph") if key in self._list_of), None)

    def level(self, style: str, number: int) -> Level:
        """How a level of a list style marks; one that is not described marks with a bullet."""
        levels = self._lists.get(style)
        return levels[number] if levels is not None and number in levels else Level(is_bullet=True)

    def _line(self, name: str, family: str) -> list[str]:
        """A style and those that it rests on."""
        found: list[str] = []
        key: str | None = f"{family} {name}"
        while key is not None and key in self._own and len(found) < MOST_BASES:
            found.append(key)
            key = self._bases.get(key)
        return found


def count(value: str | None, usual: int) -> int:
    """A small number of an attribute."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else usual
