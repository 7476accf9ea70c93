"""The commands."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import LangOption
from delibparse.cli.spoken import SpokenCommand, SpokenGroup
from delibparse.version import __version__

COMMANDS = (
    "extract", "show", "batch", "profile", "check", "export", "review", "rules", "body", "roster", "schema", "doctor",
    "config", "completion", "help",
)  # fmt: skip
"""In the order of the help. Each is the function of its name in the module of its name, or the group of commands."""


def _made(name: str) -> Any:
    """The function of a command, or the group of commands."""
    return getattr(import_module(f"delibparse.cli.{name}"), name)


class _Commands(SpokenGroup):
    """Commands of which the module is imported, and the parameters are read, when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (the group's own signature)
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command of a name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            made = _made(cmd_name)
            if not isinstance(made, typer.Typer):
                alone = typer.Typer(add_completion=False, rich_markup_mode=None)
                alone.command(cmd_name, cls=SpokenCommand)(made)
                made = alone
            self.commands[cmd_name] = typer.main.get_command(made)
        return self.commands[cmd_name]

    def told(self, ctx: Any, name: str) -> str:  # noqa: ARG002
        """Return what a command does. Its parameters are not read for that: the list of all would take half as long
        again."""
        made = _made(name)
        return str(made.info.help if isinstance(made, typer.Typer) else made.__doc__)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with. Raises UnknownCommand, which suggests the nearest."""
        if args[0] not in COMMANDS:
            near = ", ".join(map(repr, get_close_matches(args[0], COMMANDS, n=1)))
            raise (errors.MisspeltCommand if near else errors.UnknownCommand)(name=repr(args[0]), near=near)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Commands,
    name="delibparse",
    help="Read the deliberations of French local councils, scanned or born digital, into checked JSON.",
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"delibparse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  (its callback does all)
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
    lang: LangOption = None,
) -> None:
    """Read the deliberations of French local councils, scanned or born digital, into checked JSON."""
    output.voice(context, lang, debug=False)
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(errors.ExitStatus.USAGE)
