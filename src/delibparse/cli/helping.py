"""The help of a command, in one language, as wide as the terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from delibparse.cli.describe import Entry, Page, describe
from delibparse.cli.language import said

if TYPE_CHECKING:
    from delibparse.labels import Lang

LEFT = 28
"""The columns that names take; a longer one has its sentence on the next line."""

WIDEST, NARROWEST = 100, 50


def help_of(command: Any, context: Any, lang: Lang) -> str:
    """What `--help` prints."""
    from shutil import get_terminal_size

    return "\n".join(lines(describe(command, context, lang), lang, get_terminal_size((80, 24)).columns))


def usage(page: Page, lang: Lang) -> str:
    """The line that tells how a command is written: "delibparse extract [OPTIONS] FICHIER…"."""
    arguments = [entry.value if entry.is_needed else f"[{entry.value}]" for entry in page.arguments]
    needed = [entry.written.rpartition(", ")[2] for entry in page.options if entry.is_needed]
    if page.commands:
        arguments = [said("COMMAND", lang), f"[{said('ARGUMENTS', lang)}]"]
    return " ".join([page.name, said("[OPTIONS]", lang), *needed, *arguments])


def lines(page: Page, lang: Lang, columns: int) -> Iterator[str]:
    """The help, line by line."""
    width = max(NARROWEST, min(columns, WIDEST))
    yield from textwrap.wrap(
        f"{said('Usage:', lang)} {usage(page, lang)}", width, subsequent_indent="  ", break_on_hyphens=False
    )
    yield ""
    yield from textwrap.wrap(page.sentence, width, initial_indent="  ", subsequent_indent="  ")
    for title, entries in (("Arguments:", page.arguments), ("Options:", page.options)):
        yield from _part(said(title, lang), [(entry.written, _told(entry)) for entry in entries], width)
    if page.commands:
        yield from _part(said("Commands:", lang), page.commands, width)
        yield ""
        yield from textwrap.wrap(said(MORE, lang), width)


MORE = "delibparse COMMAND --help tells more of a command; delibparse help lists the pages of the documentation."


def _told(entry: Entry) -> str:
    notes = " ; ".join(entry.notes)
    return f"{entry.help} [{notes}]" if notes else entry.help


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of a sentence; none begins with the mark that French sets apart."""
    kept = re.sub(r" (?=[;:?!])", "\xa0", text)
    return [line.replace("\xa0", " ") for line in textwrap.wrap(kept, width, break_on_hyphens=False)] or [""]


def _part(title: str, rows: Iterable[tuple[str, str]], width: int) -> Iterator[str]:
    listed = list(rows)
    if not listed:
        return
    yield ""
    yield title
    left = min(LEFT, max(len(name) for name, _ in listed) + 4)
    for name, told in listed:
        wrapped = _wrapped(told, width - left)
        head = f"  {name}"
        if len(head) + 2 <= left:
            yield f"{head:{left}}{wrapped[0]}"
            wrapped = wrapped[1:]
        else:
            yield head
        yield from (" " * left + line for line in wrapped)
