"""`delibparse completion SHELL`"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from delibparse.cli import output
from delibparse.cli.asking import LangOption


class Shell(StrEnum):
    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"


def completion(
    context: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh, fish or powershell.")],
    lang: LangOption = None,
) -> None:
    """Print the script that completes commands, options and values in a shell."""
    spoken = output.voice(context, lang, debug=False).lang
    from delibparse.cli.pages import all_pages
    from delibparse.cli.shells import script

    typer.echo(script(shell.value, all_pages(context, spoken)))
