"""`delibparse check FILE…`"""

from __future__ import annotations

import os
from collections import Counter
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.given import documents_in, settings_of
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.inert import inert
from delibparse.options import Options

if TYPE_CHECKING:
    from delibparse.checks.report import Row
    from delibparse.model.record import Document
    from delibparse.settings import Settings


class FailOn(StrEnum):
    """The least severity that makes the exit status 1."""

    erreur = "erreur"
    alerte = "alerte"
    info = "info"
    never = "never"


SEVERITIES = ("erreur", "alerte", "info")
COLOURS = {"erreur": "red", "alerte": "yellow", "info": "cyan"}


def check(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="PDF, scans, text, or the JSON of extract; - for stdin.")
    ],
    json_: Annotated[bool, typer.Option("--json", help="Print JSON: an array, an object a warning.")] = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0.")] = False,
    select: Annotated[str, typer.Option(metavar="CODES", help="Only these codes or prefixes: VOT,EFF001.")] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help="Leave out these codes or prefixes.")] = "",
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 on this severity or worse.")] = FailOn.erreur,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Settings; else delibparse.toml beside each file.")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = Lang.fr,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Check acts against themselves and the law: files, or the JSON that extract printed."""
    voice = output.voice(context, lang.value, debug)
    if json_ and sarif:
        raise errors.UsageError(fr="--json ou --sarif (choisissez)", en="--json or --sarif (choose one)")
    data = output.guard_stdout()
    from delibparse.wording.compiler import compiler

    found: list[Row] = []
    status, acts = ExitStatus.DONE, 0
    for file in files:
        ended, read = voice.attempt(file, partial(_checked, file, config, select, ignore, lang))
        status = max(status, ended)
        acts += read[0] if read else 0
        found += read[1] if read else []
    compiler().keep()
    output.write(data, _shown(found, acts, json_, sarif, lang, os.isatty(data)))
    if status == ExitStatus.DONE and _fails(found, fail_on):
        status = ExitStatus.STRICT
    output.leave(status)


def _checked(file: str, config: Path | None, select: str, ignore: str, lang: Lang) -> tuple[int, list[Row]]:
    """How many acts a file holds, and its warnings."""
    settings = settings_of(file, config, select, ignore)
    documents = documents_in(file, Options(lang=lang.value), settings)
    return sum(len(one.deliberations) for one in documents), [row for one in documents for row in _rows(one, settings)]


def _rows(document: Document, settings: Settings) -> list[Row]:
    from delibparse.checks.report import rows

    return list(rows(document, settings))


def _fails(found: list[Row], fail_on: FailOn) -> bool:
    if fail_on is FailOn.never:
        return False
    counted = SEVERITIES[: SEVERITIES.index(fail_on.value) + 1]
    return any(row.avertissement.gravite in counted for row in found)


def _shown(found: list[Row], acts: int, json_: bool, sarif: bool, lang: Lang, terminal: bool) -> bytes:
    from delibparse.checks import report

    if json_:
        return report.as_json(found)
    if sarif:
        return report.as_sarif(found, lang.value)
    return _table(found, acts, lang, terminal)


def _table(found: list[Row], acts: int, lang: Lang, terminal: bool) -> bytes:
    """For people: a table on a terminal, else a line a warning, its cells parted by tabs; then a summary."""
    import io

    counts: Counter[str] = Counter(row.avertissement.gravite for row in found)
    summary = ", ".join(f"{counts[gravite]} {gravite}" for gravite in SEVERITIES)
    in_all = f"{acts} actes : {summary}" if lang is Lang.fr else f"{acts} acts: {summary}"
    if not terminal:
        lines = ["\t".join(_cells(row)) for row in found]
        return "".join(f"{line}\n" for line in [*lines, in_all]).encode()
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, no_color="NO_COLOR" in os.environ)
    heads = ("fichier", "acte") if lang is Lang.fr else ("file", "act")
    table = Table(*heads, "p.", "code", "message")
    for row in found:
        file, act, page, code, _, message = _cells(row)
        colour = COLOURS[row.avertissement.gravite]
        table.add_row(Text(file), Text(act), page, Text(code, style=colour), Text(message))
    if found:
        console.print(table)
    console.print(Text(in_all))
    return out.getvalue().encode()


def _cells(row: Row) -> tuple[str, ...]:
    warning = row.avertissement
    act = row.numero or ("" if row.acte is None else str(row.acte + 1))
    message = warning.message if row.actes == 1 else f"{warning.message} (× {row.actes})"
    cells = (row.fichier, act, str(row.page or ""), warning.code, warning.gravite, message)
    return tuple(inert(cell) for cell in cells)
