"""What is wrong with a command line, as one of our failures: typer's own sentences are English only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from delibparse import errors
from delibparse.cli.language import said

if TYPE_CHECKING:
    from delibparse.labels import Lang


def failure_of(error: typer.TyperException, lang: Lang) -> errors.DelibparseError:
    """The failure that a refusal of typer's stands for. Typer's classes are told by what they hold: only that of a bad
    value is public."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "delibparse"
    if isinstance(error, typer.BadParameter):
        return _of_value(error, command, lang)
    option = getattr(error, "option_name", "")
    if hasattr(error, "possibilities"):
        near = next(iter(error.possibilities or ()), "")
        kind = errors.MisspeltOption if near else errors.UnknownOption
        return kind(name=option, near=near, command=command)
    if option and "not take" in error.message:
        return errors.ValueNotTaken(name=option)
    if option:
        return errors.ValueMissing(name=option)
    return errors.UsageError(fr=error.format_message(), en=error.format_message())


def _of_value(error: typer.BadParameter, command: str, lang: Lang) -> errors.DelibparseError:
    param: Any = error.param
    name = _name(param, lang)
    if hasattr(error, "param_type"):  # of the class for a parameter that is missing, alone
        return errors.ArgumentMissing(name=name, command=command)
    value = _given(error)
    choices = param.type_descriptor.choices if param else None
    if choices:
        return errors.NotAChoice(name=name, value=value, choices=", ".join(str(choice.value) for choice in choices))
    kind = _kind(error)
    if kind.endswith(("_parsing", "_type", "_from_float")):
        return (errors.NotAnInteger if kind.startswith("int") else errors.NotANumber)(name=name, value=value)
    if param is not None and param.min is not None:
        if param.max is not None:
            return errors.OutOfRange(name=name, value=value, least=param.min, most=param.max)
        return errors.TooSmall(name=name, value=value, least=f"{param.min:g}")
    return errors.BadValue(name=name, value=value, command=command)


def _name(param: Any, lang: Lang) -> str:
    if param is None:
        return "?"
    is_argument = param.param_type_name == "argument"
    return said(str(param.metavar or param.name), lang) if is_argument else str(max(param.opts, key=len))


def _first(error: typer.BadParameter) -> Any:
    """What pydantic, which reads values for typer, says of the first thing that is wrong; empty where it was not it."""
    told = getattr(error.__cause__, "errors", None)
    return told()[0] if told else {}


def _given(error: typer.BadParameter) -> str:
    return repr(str(_first(error).get("input", "")))


def _kind(error: typer.BadParameter) -> str:
    return str(_first(error).get("type", ""))
