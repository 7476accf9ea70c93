"""The blocks of a document, and their form as text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 104
"""Characters a line of the text form, about what a page of A4 in 11 points holds."""


@dataclass(frozen=True)
class Block:
    """`kind`: title, subtitle, right, line, bold, underlined, para, item, boxed, table, columns, gap, margin, stamp.

    `rows` are the cells of a table (ruled) or of columns (not ruled)."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def unbroken(self) -> str:
        """The text with blanks before its marks at which no line breaks, as word processors set them."""
        return re.sub(r" (?=[:;])", "\u00a0", self.text)


@dataclass(frozen=True)
class Furniture:
    """What each page bears: the préfecture's band, a running head (from page 2) and a foot (`{page}`, `{pages}`)."""

    band: tuple[str, ...] = ()
    head: str = ""
    foot: str = ""


def as_text(blocks: Iterable[Block], furniture: Furniture) -> str:
    """The document as lines, as a program that reads a text layer leaves them."""
    lines = list(furniture.band)
    for block in blocks:
        lines += _lines(block)
    if furniture.foot:
        lines += ["", furniture.foot.format(page=1, pages=1)]
    return "\n".join(lines) + "\n"


def as_flat_text(blocks: Iterable[Block], furniture: Furniture) -> str:
    """The document in one line, as the corpora of OCRed texts have it."""
    return " ".join(as_text(blocks, furniture).split()) + "\n"


def _lines(block: Block) -> list[str]:
    if block.kind == "gap":
        return [""]
    if block.rows:
        return ["     ".join(cell for cell in row if cell) for row in block.rows]
    if block.kind == "para":
        return [
            line for part in block.unbroken.split("\n") for line in textwrap.wrap(part, WIDTH, break_on_hyphens=False)
        ]
    if block.kind == "item":
        return textwrap.wrap(block.unbroken, WIDTH, subsequent_indent="  ", break_on_hyphens=False)
    return [line for part in block.unbroken.split("\n") for line in textwrap.wrap(part, WIDTH, break_on_hyphens=False)]
