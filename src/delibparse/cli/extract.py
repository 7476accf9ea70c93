"""`delibparse extract FILE…`"""

from __future__ import annotations

import os
import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.inert import inert, inert_json
from delibparse.options import MAX_PAGES, PAGE_TIMEOUT_SECONDS, Options

if TYPE_CHECKING:
    from delibparse.grammar.facts import Choice
    from delibparse.model.record import Document
    from delibparse.pipeline import Explained
    from delibparse.reading import OpenFile


class Ocr(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


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


class EngineChoice(StrEnum):
    auto = "auto"
    tesserocr = "tesserocr"
    pytesseract = "pytesseract"


def extract(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="PDF, PNG, JPEG, TIFF or .txt files; - for stdin.")
    ],
    out: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")] = None,
    ocr: Annotated[Ocr, typer.Option(help="When to recognise pages instead of reading their text layer.")] = Ocr.auto,
    engine: Annotated[EngineChoice, typer.Option(help="The OCR engine.")] = EngineChoice.auto,
    lang_ocr: Annotated[str, typer.Option(help="Tesseract's language data, such as fra or fra+deu.")] = "fra",
    dpi: Annotated[int, typer.Option(min=72, max=600, help="Scale at which pages are rendered for OCR.")] = 200,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Pages recognised at a time; 0: one a core.")] = 0,
    pages: Annotated[str | None, typer.Option(help="Pages to read, such as 1-3,7.")] = None,
    password: Annotated[str | None, typer.Option(help="Password of a protected PDF.")] = None,
    max_pages: Annotated[int, typer.Option(min=1, help="Refuse files with more pages.")] = MAX_PAGES,
    page_timeout: Annotated[float, typer.Option(min=1, help="Seconds that one page may take.")] = PAGE_TIMEOUT_SECONDS,
    compact: Annotated[bool, typer.Option("--compact", help="One line of JSON on a terminal too.")] = False,
    no_provenance: Annotated[bool, typer.Option("--no-provenance", help="Leave the boxes out.")] = False,
    draw: Annotated[
        Path | None, typer.Option(metavar="OUT.png", help="Draw the boxes of the values on the pages; needs one file.")
    ] = None,
    draw_layer: Annotated[
        DrawLayer,
        typer.Option(help="What --draw draws: values, or the words, lines or tables they come from."),
    ] = DrawLayer.values,
    vocabulary: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="More wordings, in the format of docs/grammar.md.")
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(metavar="FILE.csv", help="The body's members: nom, prenom, civilite, from, to."),
    ] = None,
    explain: Annotated[
        ExplainField | None,
        typer.Option(help="Say on stderr in which ways a list could be read, and why one was kept."),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a warning is an `erreur`.")] = False,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = Lang.fr,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Read files into JSON: one object for one file, one compact object a line for several."""
    voice = output.voice(context, lang.value, debug)
    options = Options(
        ocr=ocr.value, engine=engine.value, lang_ocr=_language(lang_ocr), dpi=dpi, jobs=jobs, pages=_numbers(pages),
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

        with OpenFile(_content(file), options.password) as opened:
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


def _content(file: str) -> bytes:
    from delibparse.files import read_file, read_stdin

    return read_stdin() if file == "-" else read_file(Path(file))


def _extract(opened: OpenFile, file: str, options: Options, alone: bool) -> Explained:
    """What a file holds; the bar is shown for a file that is read `alone`."""
    from delibparse.pipeline import explained

    if not alone:
        return explained(opened, file, options)
    with _Progress(file) as progress:
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


def _language(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20})*", text):
        raise errors.UsageError(
            fr=f"--lang-ocr {text!r} n'est pas une langue (donnez fra ou fra+deu)",
            en=f"--lang-ocr {text!r} is no language (give fra or fra+deu)",
        )
    return text


def _numbers(text: str | None) -> tuple[int, ...] | None:
    """The numbers of "1-3,7", in order. Raises UsageError."""
    if text is None:
        return None
    wrong = errors.UsageError(
        fr=f"--pages {text!r} n'est pas compris (donnez des numéros comme 1-3,7)",
        en=f"--pages {text!r} is not understood (give numbers such as 1-3,7)",
    )
    numbers: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*", part)
        if match is None:
            raise wrong
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise wrong
        numbers.update(range(first, last + 1))
    return tuple(sorted(numbers))


LONG_WORK_PAGES = 4


class _Progress:
    """A bar on stderr where that is a terminal and the file is long; otherwise nothing."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._bar: object | None = None

    def __enter__(self) -> Callable[[int, int], None] | None:
        return self._advance if sys.stderr is not None and sys.stderr.isatty() else None

    def _advance(self, done: int, total: int) -> None:
        if total < LONG_WORK_PAGES:
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress

        if self._bar is None:
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(escape(inert(self._file)), total=total)
        assert isinstance(self._bar, Progress)
        self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            from rich.progress import Progress

            assert isinstance(self._bar, Progress)
            self._bar.stop()
