"""What is printed on: its width, whether it may be drawn and coloured on; and text that is never more than text.

Whatever comes from a document passes through `said`: no control character reaches a terminal, no markup of `rich` is
obeyed. The parts of a page are `rich`'s renderables; `printed` makes the bytes of them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibparse.inert import inert

if TYPE_CHECKING:
    from rich.console import RenderableType

NARROWEST, WIDEST = 32, 110
"""Columns: a phone held upright has some 40 or more; lines longer than the widest are hard to read."""


@dataclass(frozen=True, slots=True)
class Paper:
    """`is_drawn` tells a terminal, where bars and emphasis may be drawn; else plain characters, for pipes and files.
    `has_colour` is no more than a help: nothing is told by colour alone."""

    width: int = 80
    is_drawn: bool = False
    has_colour: bool = False

    @property
    def inner(self) -> int:
        """The width of what stands indented."""
        return self.width - 2


def paper_of(columns: int, is_terminal: bool, has_colour: bool) -> Paper:
    """The paper that a terminal of some columns is, or a pipe."""
    return Paper(min(max(columns, NARROWEST), WIDEST), is_terminal, is_terminal and has_colour)


def said(value: object, style: str = "", most: int | None = None) -> Text:
    """A value as text that nothing obeys, on one paragraph; cut behind `most` characters."""
    told = inert(" ".join(str(value).split()))
    if most is not None and len(told) > most:
        told = told[: most - 1].rstrip() + "…"
    return Text(told, style=style, overflow="fold")


def headed(title: Text, body: Iterable[RenderableType]) -> RenderableType:
    """A heading, and what stands below it, indented; an empty line above."""
    return Group(Text(), title, Padding(Group(*body), (0, 0, 0, 2)))


def grid(rows: Iterable[Sequence[Text]], keep: int = 1) -> Table:
    """Rows whose cells stand in columns, without lines; the first `keep` columns are not wrapped."""
    listed = [list(row) for row in rows]
    table = Table.grid(padding=(0, 2, 0, 0))
    for k in range(max(map(len, listed), default=0)):
        table.add_column(no_wrap=k < keep, overflow="fold")
    for row in listed:
        table.add_row(*row)
    return table


def printed(parts: Iterable[RenderableType], paper: Paper) -> bytes:
    """The parts one below the other, no line longer than the paper is wide."""
    out = io.StringIO()
    console = Console(
        file=out, width=paper.width, force_terminal=paper.is_drawn, no_color=not paper.has_colour, emoji=False,
        markup=False, highlight=False, legacy_windows=False,
    )  # fmt: skip
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines()).encode()
