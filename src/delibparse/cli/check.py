"""`delibparse check FILE…`"""

from __future__ import annotations

import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import ConfigOption, DebugOption, LangOption, NoRosterOption, rosters
from delibparse.cli.compare import compare
from delibparse.cli.given import documents_in, settings_of
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.guard import Bounds, Team
from delibparse.limits import READER_MEGABYTES
from delibparse.options import Options

if TYPE_CHECKING:
    from delibparse.model.record import Document
    from delibparse.settings import Settings
    from delibparse.showing.checked import Checked


class FailOn(StrEnum):
    """The least severity that makes the exit status 1."""

    erreur = "erreur"
    alerte = "alerte"
    info = "info"
    never = "never"


SEVERITIES = ("erreur", "alerte", "info")


def check(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="PDF, scans, text, or the JSON of extract; - for stdin.")
    ],
    json_: Annotated[bool, typer.Option("--json", help="Print JSON: an array, an object a warning.")] = False,
    sarif: Annotated[bool, typer.Option("--sarif", help="Print SARIF 2.1.0.")] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Print how often each rule was broken instead of each warning.")
    ] = False,
    select: Annotated[str, typer.Option(metavar="CODES", help="Only these codes or prefixes: VOT,EFF001.")] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help="Leave out these codes or prefixes.")] = "",
    diff: Annotated[
        Path | None,
        typer.Option(metavar="OLD.json", help="Print what changed since this JSON of extract; exit with 1 then."),
    ] = None,
    fail_on: Annotated[FailOn, typer.Option(help="Exit with 1 on this severity or worse.")] = FailOn.erreur,
    config: ConfigOption = None,
    no_roster: NoRosterOption = False,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Check acts against themselves and the law: files, or the JSON that extract printed."""
    voice = output.voice(context, lang, debug)
    spoken = voice.language
    if json_ and sarif:
        raise errors.UsageError(fr="--json ou --sarif (choisissez)", en="--json or --sarif (choose one)")
    if statistics and sarif:
        raise errors.UsageError(fr="--statistics ou --sarif (choisissez)", en="--statistics or --sarif (choose one)")
    if diff is not None and (sarif or statistics):
        raise errors.UsageError(
            fr="--diff ne va qu'avec --json (renoncez à --sarif et --statistics)",
            en="--diff goes with --json only (do without --sarif and --statistics)",
        )
    data = output.guard_stdout()
    if diff is not None:
        output.leave(compare(files, diff, config, spoken, json_, data, voice))
    found: list[Checked] = []
    options = Options(lang=voice.lang, rosters=rosters(no_roster))
    status = ExitStatus.DONE
    with Team(1, Bounds(READER_MEGABYTES, quiet=not debug), "fork") as team:
        for file in files:
            ended, read = voice.attempt(file, partial(_checked, team, file, (config, select, ignore), options))
            status = max(status, ended)
            found += read or []
    written = _for_machines(found, json_, sarif, statistics, spoken) or _for_people(found, statistics, spoken, data)
    output.write(data, written)
    if status == ExitStatus.DONE and _fails(found, fail_on):
        status = ExitStatus.STRICT
    output.leave(status)


def _checked(team: Team, file: str, chosen: tuple[Path | None, str, str], options: Options) -> list[Checked]:
    """The documents of a file with their warnings."""
    settings = settings_of(file, *chosen)
    return [_rows(one, settings) for one in documents_in(team, file, options, settings)]


def _rows(document: Document, settings: Settings) -> Checked:
    from delibparse.checks.report import rows
    from delibparse.showing.checked import Checked

    return Checked(document.source.fichier, len(document.deliberations), list(rows(document, settings)))


def _fails(found: list[Checked], fail_on: FailOn) -> bool:
    if fail_on is FailOn.never:
        return False
    counted = SEVERITIES[: SEVERITIES.index(fail_on.value) + 1]
    return any(row.avertissement.gravite in counted for one in found for row in one.found)


def _for_machines(found: list[Checked], json_: bool, sarif: bool, statistics: bool, lang: Lang) -> bytes | None:
    """JSON or SARIF; None where neither is asked for."""
    if not (json_ or sarif):
        return None
    from delibparse.checks import report

    every = [row for one in found for row in one.found]
    if sarif:
        return report.as_sarif(every, lang.value, Path.cwd())
    return _statistics_as_json(found, lang) if statistics else report.as_json(every)


def _statistics_as_json(found: list[Checked], lang: Lang) -> bytes:
    import json

    from delibparse.labels import rule_title
    from delibparse.showing.checked import statistics

    listed = [
        {
            "code": one.code, "gravite": one.gravite, "regle": rule_title(one.code, lang.value), "actes": one.acts,
            "avertissements": one.warnings, "fichiers": one.files,
        }
        for one in statistics(found)
    ]  # fmt: skip
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"


def _for_people(found: list[Checked], statistics: bool, lang: Lang, data: int) -> bytes:
    """Groups on a terminal, lines parted by tabs in a pipe."""
    from delibparse.cli.paper import paper_for
    from delibparse.showing.checked import plain_lines, shown_check, shown_statistics
    from delibparse.showing.paper import printed
    from delibparse.showing.words import Words

    words, paper = Words(lang.value), paper_for(data)
    if statistics:
        return printed(shown_statistics(found, words), paper)
    if os.isatty(data):
        return printed(shown_check(found, words, paper), paper)
    return "".join(f"{line}\n" for line in plain_lines(found, words)).encode()
