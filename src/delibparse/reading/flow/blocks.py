"""What a document without pages holds, whatever its format: paragraphs of runs, tables of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SIZE = 11.0
"""Points of a text whose format tells no size."""

PAGE_NUMBER = "\ufdd0"
"""Stands in a run for the number of the page that it is printed on (a code point that no text has)."""

Align = Literal["left", "center", "right"]


class Look(NamedTuple):
    """How letters are set; `size` in points."""

    size: float = SIZE
    bold: bool = False
    italic: bool = False
    underlined: bool = False


PLAIN = Look()


class Run(NamedTuple):
    """Letters of one look. A line feed breaks the line, a tab leaves a gap, a form feed begins a page; other white
    space is a space."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`indent` is in characters; `apart` tells white above and below; `verbatim` that spaces count, as in `pre`."""

    runs: tuple[Run, ...]
    align: Align = "left"
    indent: int = 0
    apart: bool = False
    verbatim: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """`columns` and `rows` are how many it spans."""

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that begin in them, left to right."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Flow:
    """A document: its body, the headers and footers of its pages (`first_header` that of the first, None where it is as
    the others'), and its notes."""

    body: tuple[Block, ...]
    header: tuple[Block, ...] = ()
    footer: tuple[Block, ...] = ()
    first_header: tuple[Block, ...] | None = None
    notes: tuple[Block, ...] = ()
