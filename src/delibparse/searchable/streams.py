"""The streams of a PDF: our own, and those of a page rid of the invisible text that another program laid there.

Left in, search would find each word twice, once as the other program misread it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from delibparse.searchable.layer import INVISIBLE

if TYPE_CHECKING:
    from pikepdf import Object, Page, Pdf, Stream

SHOWING = frozenset({"Tj", "TJ", "'", '"'})
NEXT_LINE = frozenset({"'", '"'})
"""Operators that go to the next line before they show a text."""

DEEPEST = 4
"""Forms within forms that are looked into, as when the words of a page are read."""


def packed(pdf: Pdf, data: bytes, **entries: Any) -> Stream:
    """A stream of some bytes, compressed here: the writer leaves all streams as they are."""
    from pikepdf import Name, Stream

    return Stream(pdf, zlib.compress(data), Filter=Name.FlateDecode, **entries)


def without_hidden_text(pdf: Pdf, page: Page) -> None:
    """Takes the text that leaves no ink out of a page and of the forms that it draws."""
    from pikepdf import Name, parse_content_stream, unparse_content_stream

    kept, changed = _kept(parse_content_stream(page))
    if changed:
        page.obj[Name.Contents] = packed(pdf, unparse_content_stream(kept))
    _in_forms(page.resources, DEEPEST)


def _in_forms(resources: Object, depth: int) -> None:
    from pikepdf import Name, parse_content_stream, unparse_content_stream

    if depth == 0 or resources.get(Name.XObject) is None:
        return
    for name in list(resources.XObject.keys()):
        form = resources.XObject[name]
        if form.get(Name.Subtype) != Name.Form:
            continue
        kept, changed = _kept(parse_content_stream(form))
        if changed:
            form.write(zlib.compress(unparse_content_stream(kept)), filter=Name.FlateDecode)
        if form.get(Name.Resources) is not None:
            _in_forms(form.Resources, depth - 1)


def _kept(instructions: Iterable[Any]) -> tuple[list[Any], bool]:
    """The operators without those that show invisible text, and whether there were any."""
    kept: list[Any] = []
    mode, saved, changed = 0, [], False
    for instruction in instructions:
        operator = str(instruction.operator)
        if operator == "q":
            saved.append(mode)
        elif operator == "Q" and saved:
            mode = saved.pop()
        elif operator == "Tr":
            mode = int(instruction.operands[0])
        if mode != INVISIBLE or operator not in SHOWING:
            kept.append(instruction)
            continue
        changed = True
        if operator in NEXT_LINE:
            kept.append(_next_line())
    return kept, changed


def _next_line() -> Any:
    from pikepdf import ContentStreamInstruction, Operator

    return ContentStreamInstruction([], Operator("T*"))
