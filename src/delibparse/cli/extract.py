"""`delibparse extract FILE…`"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import (
    DebugOption,
    DpiOption,
    EngineChoice,
    EngineOption,
    JobsOption,
    LangOcrOption,
    LangOption,
    MaxPagesOption,
    Ocr,
    OcrOption,
    PagesOption,
    PageTimeoutOption,
    PasswordOption,
    RosterOption,
    VocabularyOption,
    language,
    numbers,
)
from delibparse.cli.given import content_of
from delibparse.cli.output import Lang
from delibparse.cli.progress import Progress
from delibparse.errors import ExitStatus
from delibparse.inert import inert_json
from delibparse.options import MAX_PAGES, PAGE_TIMEOUT_SECONDS, Options

if TYPE_CHECKING:
    from delibparse.grammar.facts import Choice
    from delibparse.model.record import Document
    from delibparse.pipeline import Explained
    from delibparse.reading import OpenFile


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
        list[str], typer.Argument(metavar="FILE…", help="PDF, PNG, JPEG, TIFF or .txt files; - for stdin.")
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
    compact: Annotated[bool, typer.Option("--compact", help="One line of JSON on a terminal too.")] = False,
    no_provenance: Annotated[bool, typer.Option("--no-provenance", help="Leave the boxes out.")] = False,
    draw: Annotated[
        Path | None, typer.Option(metavar="OUT.png", help="Draw the boxes of the values on the pages; needs one file.")
    ] = None,
    draw_layer: Annotated[
        DrawLayer,
        typer.Option(help="What --draw draws: values, or the words, lines or tables they come from."),
    ] = DrawLayer.values,
    vocabulary: VocabularyOption = None,
    roster: RosterOption = None,
    explain: Annotated[
        ExplainField | None,
        typer.Option(help="Say on stderr in which ways a list could be read, and why one was kept."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a warning is an `erreur`.")] = False,
    lang: LangOption = Lang.fr,
    debug: DebugOption = False,
) -> None:
    """Read files into JSON: one object for one file, one compact object a line for several."""
    voice = output.voice(context, lang.value, debug)
    options = Options(
        ocr=ocr.value, engine=engine.value, lang_ocr=language(lang_ocr), dpi=dpi, jobs=jobs, pages=numbers(pages),
        password=password, max_pages=max_pages, page_timeout=page_timeout, lang=lang.value,
        vocabulary=vocabulary, roster=roster,
    )  # fmt: skip
    if draw and len(files) > 1:
        raise errors.UsageError(
            fr="--draw ne prend qu'un fichier (donnez-en un)", en="--draw takes one file (give one)"
        )
    from delibparse.wording.compiler import compiler

    data = output.guard_stdout() if out is None else -1
    terminal = out is None and os.isatty(data)
    several = len(files) > 1
    status, lines = ExitStatus.DONE, []

    def print_one(result: Result) -> Document:
        document = result()
        if no_provenance:
            for act in document.deliberations:
                act.provenance = {}
        line = _json(document, several or compact, terminal)
        if out is None:
            output.write(data, line)
        else:
            lines.append(line)
        return document

    drawn = partial(_draw, options, draw, draw_layer) if draw else None
    ways: dict[str, list[tuple[Choice, ...]]] = {}
    for file, result in _results(files, options, drawn, ways):
        ended, document = voice.attempt(file, partial(print_one, result))
        if explain is not None and document is not None:
            _explain(file, explain, ways.get(file, []), lang.value)
        status = max(status, ended)
        if strict and status == ExitStatus.DONE and document is not None and _has_error(document):
            status = ExitStatus.STRICT
    if out is not None and lines:
        ended, _ = voice.attempt(str(out), partial(_write, out, b"".join(lines)))
        status = max(status, ended)
    compiler().keep()
    output.leave(status)


def _write(out: Path, data: bytes) -> None:
    from delibparse.files import write_whole

    write_whole(out, data)


Result = Callable[[], "Document"]
"""What a file holds, or the failure raised."""

Drawn = Callable[["Document", "OpenFile"], None]
"""Draws what a file holds, while it is open."""


def _results(
    files: list[str], options: Options, drawn: Drawn | None, ways: dict[str, list[tuple[Choice, ...]]]
) -> Iterator[tuple[str, Result]]:
    """The files in order, each with its result; the readings of their lists go to `ways`. Several are read at a time,
    as many as there are workers and no more than twice as many ahead: a file of one page would leave all cores but one
    idle."""

    def work(file: str, alone: bool) -> Document:
        from delibparse.reading.openfile import OpenFile

        with OpenFile(content_of(file), options.password) as opened:
            document, ways[file] = _extract(opened, file, options, alone)
            if drawn is not None:
                drawn(document, opened)
            return document

    if len(files) == 1:
        yield files[0], lambda: work(files[0], alone=True)
        return
    from concurrent.futures import Future, ThreadPoolExecutor

    from delibparse.reading.pool import workers

    jobs = workers(options)
    readers = ThreadPoolExecutor(jobs, thread_name_prefix="file")
    waiting: deque[tuple[str, Future[Document]]] = deque()
    for file in files:
        waiting.append((file, readers.submit(work, file, False)))
        if len(waiting) >= 2 * jobs:
            name, future = waiting.popleft()
            yield name, future.result
    for name, future in waiting:
        yield name, future.result


def _extract(opened: OpenFile, file: str, options: Options, alone: bool) -> Explained:
    """What a file holds; the bar is shown for a file that is read `alone`."""
    from delibparse.pipeline import explained

    if not alone:
        return explained(opened, file, options)
    with Progress(file) as progress:
        return explained(opened, file, options, progress)


def _explain(file: str, field: ExplainField, ways: list[tuple[Choice, ...]], lang: str) -> None:
    from delibparse.cli import explain

    for line in explain.lines(file, field.value, ways, lang):
        output.say(line)


def _draw(options: Options, target: Path, layer: DrawLayer, document: Document, opened: OpenFile) -> None:
    from delibparse.drawing import draw_document
    from delibparse.files import write_whole

    write_whole(target, draw_document(document, opened, options, layer.value))


def _json(document: Document, compact: bool, terminal: bool) -> bytes:
    """Indented and in colour for a person at a terminal, one line for a file or a pipe."""
    from delibparse.model.schema import to_json

    if not terminal:
        return to_json(document) + b"\n"
    text = inert_json(to_json(document, indent=0 if compact else 2).decode()).encode()
    return text + b"\n" if compact or "NO_COLOR" in os.environ else _coloured(text)


def _coloured(text: bytes) -> bytes:
    import io

    from rich.console import Console
    from rich.highlighter import JSONHighlighter
    from rich.text import Text

    shown = io.StringIO()
    console = Console(file=shown, force_terminal=True, soft_wrap=True)
    console.print(JSONHighlighter()(Text(text.decode(), no_wrap=True)))
    return shown.getvalue().encode()


def _has_error(document: Document) -> bool:
    found = [*document.avertissements, *(w for act in document.deliberations for w in act.avertissements)]
    return any(warning.gravite == "erreur" for warning in found)
