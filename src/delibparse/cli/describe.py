"""What a command takes, in words of one language: the matter of its help, of the man page and of completion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from delibparse.cli.language import said

if TYPE_CHECKING:
    from delibparse.labels import Lang

_VALUES = {"path": "FILE", "int": "N", "float": "N", "int range": "N", "float range": "N", "str": "TEXT"}
"""What a value is called, by the name that typer has for its type."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An argument or an option: how it is written, what its value is called (empty for a flag), the values it may have
    where they are a few, what it does, and what is to be known of its value ("par défaut : 200")."""

    names: tuple[str, ...]
    value: str
    choices: tuple[str, ...]
    help: str
    notes: tuple[str, ...]
    is_needed: bool

    @property
    def written(self) -> str:
        """As it stands in the help: "-o, --output FICHIER"."""
        return " ".join(filter(None, (", ".join(self.names), self.value)))


@dataclass(frozen=True, slots=True)
class Page:
    """A command: its whole name, its sentence, its arguments and options, its subcommands with their sentences."""

    name: str
    sentence: str
    arguments: tuple[Entry, ...]
    options: tuple[Entry, ...]
    commands: tuple[tuple[str, str], ...]


def describe(command: Any, context: Any, lang: Lang) -> Page:
    """The page of one of typer's commands."""
    entries = [
        (param.param_type_name, _entry(param, context, lang))
        for param in command.get_params(context)
        if not param.hidden
    ]
    names = command.list_commands(context) if hasattr(command, "list_commands") else ()
    return Page(
        name=context.command_path,
        sentence=sentence_of(command, lang),
        arguments=tuple(entry for kind, entry in entries if kind == "argument"),
        options=tuple(entry for kind, entry in entries if kind == "option"),
        commands=tuple((name, sentence_of(command.get_command(context, name), lang)) for name in names),
    )


def sentence_of(command: Any, lang: Lang) -> str:
    """What a command does: the first paragraph of its docstring."""
    return said(" ".join((command.help or "").partition("\n\n")[0].split()), lang)


def _entry(param: Any, context: Any, lang: Lang) -> Entry:
    is_argument = param.param_type_name == "argument"
    choices = tuple(str(_plain(choice)) for choice in param.type_descriptor.choices or ())
    value = "" if not is_argument and param.is_flag else _value(param, choices, context)
    return Entry(
        names=() if is_argument else tuple(sorted(param.opts, key=len)),
        value=said(value, lang),
        choices=choices,
        help=said(param.help or "", lang),
        notes=tuple(_notes(param, lang)),
        is_needed=param.required,
    )


def _value(param: Any, choices: tuple[str, ...], context: Any) -> str:
    if param.metavar:
        return str(param.metavar)
    kind = param.display_type(context).strip("<>")
    return "|".join(choices) if choices else _VALUES.get(kind, kind)


def _notes(param: Any, lang: Lang) -> list[str]:
    least, most = param.min, param.max
    notes = []
    if param.required and param.param_type_name == "option":
        notes.append(said("required", lang))
    default = _plain(param.default)
    if default not in (None, False, "", ()) and not callable(default):
        notes.append(said("default: {value}", lang).format(value=_number(default)))
    if least is not None and most is not None:
        notes.append(said("from {least} to {most}", lang).format(least=_number(least), most=_number(most)))
    elif least:
        notes.append(said("at least {least}", lang).format(least=_number(least)))
    return notes


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
