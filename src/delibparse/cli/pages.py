"""The pages of all commands, for whatever is made of them together: the man page, completion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from delibparse.cli.describe import Page, describe

if TYPE_CHECKING:
    from delibparse.labels import Lang


def all_pages(root: Any, lang: Lang) -> tuple[Page, ...]:
    """The page of the program, then that of each command, in the order of the help; `root` is the context in which a
    command runs, or any above it."""
    top = root.find_root()
    pages = [describe(top.command, top, lang)]
    for name in top.command.list_commands(top):
        command = top.command.get_command(top, name)
        pages.append(describe(command, type(top)(command, info_name=name, parent=top), lang))
    return tuple(pages)
