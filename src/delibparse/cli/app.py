"""The commands."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from delibparse.version import __version__

COMMANDS = ("extract", "show", "batch", "check", "export", "review", "rules", "body", "schema", "doctor")
"""In the order of the help. Each is the function of its name in the module of its name."""


class _Commands(TyperGroup):
    """Commands of which the module is imported, and the parameters are read, when the command is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002  (the group's own signature)
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command of a name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            alone = typer.Typer(add_completion=False, rich_markup_mode=None)
            alone.command(cmd_name)(getattr(import_module(f"delibparse.cli.{cmd_name}"), cmd_name))
            self.commands[cmd_name] = typer.main.get_command(alone)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments begin with; for a wrong name all are read, so that one is suggested."""
        for name in () if args[0] in COMMANDS else COMMANDS:
            self.get_command(ctx, name)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=_Commands,
    name="delibparse",
    help="Read the deliberations of French local councils, scanned or born digital, into checked JSON.",
    no_args_is_help=True,
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
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Read the deliberations of French local councils, scanned or born digital, into checked JSON."""
