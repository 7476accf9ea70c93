"""What changed between two readings, for a person: by file and act, fields in words; `−` what went, `+` what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from delibparse.files import shortened
from delibparse.labels import in_words
from delibparse.showing.changes import ActChange, Change, FileChange, Value
from delibparse.showing.paper import Paper, said
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

DATE = re.compile(r"\d{4}-\d\d-\d\d")
LONGEST = 160
"""Characters of a value that are shown."""


def shown_changes(found: Sequence[FileChange], words: Words, paper: Paper) -> Iterator[RenderableType]:
    """The files that read otherwise, each with what differs; a sentence where none does."""
    if not found:
        yield said(words["no_changes"], "green")
    for file in found:
        yield said(shortened(file.fichier, paper.width), "bold cyan")
        for act in file.acts:
            yield Padding(_head(act, words), (0, 0, 0, 2))
            for change in act.changes:
                for line in _change(change, words):
                    yield Padding(line, (0, 0, 0, 4))
        for sign, style, listed in (("−", "red", file.gone), ("+", "green", file.new)):
            for code, message in listed:
                text = Text(overflow="fold").append(f"{sign} {code} ", style)
                yield Padding(text.append_text(said(in_words(message, words.lang))), (0, 0, 0, 2))
        yield Text()


def _head(act: ActChange, words: Words) -> Text:
    if act.before is None:
        told = f"+ {words['act']} {act.after} : {words['act_new']}"
    elif act.after is None:
        told = f"− {words['act']} {act.before} : {words['act_gone']}"
    else:
        told = f"{words['act'].capitalize()} {act.after}"
    name = Text(" · ").append_text(said(act.name, "dim", LONGEST)) if act.name else Text()
    return Text(overflow="fold").append_text(said(told, "bold")).append_text(name)


def _change(change: Change, words: Words) -> Iterator[Text]:
    """A value in a line ("Votants : 11 → 12"); of a list a line for each item that went or came."""
    text = Text(overflow="fold").append(words.after(words.field(change.champ)), "bold")
    if words.has_label(change.champ):
        old, new = (_value(listed[0] if listed else None, words) for listed in (change.avant, change.apres))
        yield text.append(" ").append_text(old).append(" → ").append_text(new)
        return
    yield text
    for sign, style, listed in (("−", "red", change.avant), ("+", "green", change.apres)):
        for value in listed:
            yield Text(overflow="fold").append(f"  {sign} ", style).append_text(_value(value, words))


def _value(value: Value, words: Words) -> Text:
    if value is None:
        return said(words["nothing"], "dim")
    if isinstance(value, bool):
        return said(words["yes"] if value else words["no"])
    if isinstance(value, str):
        value = words.date(value) if DATE.fullmatch(value) else words.choice(value)
    return said(value, most=LONGEST)
