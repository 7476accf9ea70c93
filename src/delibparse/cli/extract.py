"""`delibparse extract FILE…`"""

from __future__ import annotations

import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import (
    ConfigOption,
    DebugOption,
    DpiOption,
    EngineChoice,
    EngineOption,
    FastOption,
    JobsOption,
    LangOcrOption,
    LangOption,
    MaxPagesOption,
    MemoryOption,
    MinConfidenceOption,
    NoRosterOption,
    Ocr,
    OcrOption,
    PagesOption,
    PageTimeoutOption,
    PasswordOption,
    RosterOption,
    VocabularyOption,
    language,
    numbers,
    rosters,
)
from delibparse.cli.beside import AltoOption, DrawOption, HocrOption, PdfOption, SidecarOption, check
from delibparse.cli.given import settings_of
from delibparse.cli.pagebar import PageBar
from delibparse.errors import ExitStatus
from delibparse.inert import inert_json
from delibparse.limits import MAX_PAGES, PAGE_TIMEOUT_SECONDS, READER_MEGABYTES
from delibparse.options import Options
from delibparse.reader import Answer, Request, read_files
from delibparse.searchable import Targets

if TYPE_CHECKING:
    from delibparse.grammar.facts import Choice


class ExplainField(StrEnum):
    presents = "presents"
    pouvoirs = "pouvoirs"
    excuses = "excuses"
    absents = "absents"


class DrawLayer(StrEnum):
    values = "values"
    words = "words"
    lines = "lines"
    tables = "tables"


def extract(
    context: typer.Context,
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="PDF, PNG, JPEG, TIFF, .docx, .odt, HTML, .eml or .txt files; - for stdin."
        ),
    ],
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")] = None,
    ocr: OcrOption = Ocr.auto,
    engine: EngineOption = EngineChoice.auto,
    lang_ocr: LangOcrOption = "fra",
    dpi: DpiOption = 200,
    jobs: JobsOption = 0,
    pages: PagesOption = None,
    password: PasswordOption = None,
    max_pages: MaxPagesOption = MAX_PAGES,
    page_timeout: PageTimeoutOption = PAGE_TIMEOUT_SECONDS,
    memory: MemoryOption = READER_MEGABYTES,
    compact: Annotated[bool, typer.Option("--compact", help="One line of JSON on a terminal too.")] = False,
    no_provenance: Annotated[bool, typer.Option("--no-provenance", help="Leave the boxes out.")] = False,
    draw: DrawOption = None,
    draw_layer: Annotated[
        DrawLayer,
        typer.Option(help="What --draw draws: values, or the words, lines or tables they come from."),
    ] = DrawLayer.values,
    sidecar: SidecarOption = None,
    hocr: HocrOption = None,
    alto: AltoOption = None,
    pdf: PdfOption = None,
    vocabulary: VocabularyOption = None,
    roster: RosterOption = None,
    no_roster: NoRosterOption = False,
    config: ConfigOption = None,
    min_confidence: MinConfidenceOption = None,
    fast: FastOption = False,
    explain: Annotated[
        ExplainField | None,
        typer.Option(help="Say on stderr in which ways a list could be read, and why one was kept."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a warning is an `erreur`.")] = False,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Read files into JSON: one object for one file, one compact object a line for several."""
    voice = output.voice(context, lang, debug)
    options = Options(
        ocr=ocr.value, engine=engine.value, lang_ocr=language(lang_ocr), dpi=dpi, jobs=jobs, pages=numbers(pages),
        password=password, max_pages=max_pages, page_timeout=page_timeout, lang=output.of_record(lang),
        provenance=not no_provenance, vocabulary=vocabulary, roster=roster, rosters=rosters(no_roster),
        min_confidence=min_confidence, fast=fast,
    )  # fmt: skip
    targets = Targets(sidecar, hocr, alto, pdf)
    check(files, out, draw, targets)
    data = output.guard_stdout() if out is None else -1
    terminal = out is None and os.isatty(data)
    one_line = len(files) > 1 or compact or not terminal
    asked = Request(
        "", options, draw=draw, layer=draw_layer.value, searchable=targets, explain=explain is not None,
        indent=0 if one_line else 2,
    )  # fmt: skip
    status, lines = ExitStatus.DONE, []

    def tell(result: Answer | errors.DelibparseError) -> Answer:
        if isinstance(result, errors.DelibparseError):
            raise result
        line = _shown(result.json, terminal, one_line)
        if out is None:
            output.write(data, line)
        else:
            lines.append(line)
        return result

    bar = PageBar(files)
    with bar as progress:
        read = read_files(files, asked, memory, progress, not debug, partial(settings_of, config=config))
        for file, result in zip(files, read, strict=True):
            bar.hide()
            ended, answer = voice.attempt(file, partial(tell, result))
            status = max(status, ended)
            if answer is not None and explain is not None:
                _explain(file, explain, answer.choices, voice.lang)
            if answer is not None and answer.has_error and strict and status == ExitStatus.DONE:
                status = ExitStatus.STRICT
    if out is not None and lines:
        ended, _ = voice.attempt(str(out), partial(_write, out, b"".join(lines)))
        status = max(status, ended)
    output.leave(status)


def _write(out: Path, data: bytes) -> None:
    from delibparse.files import write_whole

    write_whole(out, data)


def _explain(file: str, field: ExplainField, ways: list[tuple[Choice, ...]], lang: str) -> None:
    from delibparse.cli import explain

    for line in explain.lines(file, field.value, ways, lang):
        output.say(line)


def _shown(json: bytes, terminal: bool, one_line: bool) -> bytes:
    """The JSON as it is for a file or a pipe; for a person at a terminal in colour, if it is indented."""
    if not terminal:
        return json + b"\n"
    text = inert_json(json.decode()).encode()
    return text + b"\n" if one_line or "NO_COLOR" in os.environ else _coloured(text)


def _coloured(text: bytes) -> bytes:
    import io

    from rich.console import Console
    from rich.highlighter import JSONHighlighter
    from rich.text import Text

    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, soft_wrap=True)
    console.print(JSONHighlighter()(Text(text.decode(), no_wrap=True)))
    return shown.getvalue().encode()
