"""Commands and groups of commands whose help and refusals are in the run's language."""

from __future__ import annotations

from typing import Any

from typer.core import TyperCommand, TyperGroup

from delibparse import errors
from delibparse.cli import output


def _help(command: Any, ctx: Any) -> str:
    from delibparse.cli.helping import help_of

    return help_of(command, ctx, output.spoken(ctx))


class SpokenCommand(TyperCommand):
    """A command whose help is in the run's language, and which tells what it does not expect as our own failure."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return _help(self, ctx)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments. Raises TooManyArguments."""
        ctx.allow_extra_args = True
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing:
            raise errors.TooManyArguments(words=" ".join(left), command=ctx.command_path)
        return left


class SpokenGroup(TyperGroup):
    """A group whose help is in the run's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help."""
        return _help(self, ctx)

    def told(self, ctx: Any, name: str) -> str:
        """Return what one of the group's commands does, as its docstring tells."""
        command = self.get_command(ctx, name)
        return (command.help if command else None) or ""
