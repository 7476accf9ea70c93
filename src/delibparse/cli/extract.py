"""`delibparse extract FILE…`"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.inert import inert, inert_json
from delibparse.limits import MAX_PAGES, PAGE_TIMEOUT_SECONDS, READER_MEGABYTES
from delibparse.options import Options
from delibparse.reader import Answer, Progress, Request, read_files

if TYPE_CHECKING:
    from delibparse.grammar.facts import Choice


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
    memory: Annotated[
        int, typer.Option(min=0, help="Megabytes that a file may ask for; 0: no limit.")
    ] = READER_MEGABYTES,
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
        provenance=not no_provenance, vocabulary=vocabulary, roster=roster,
    )  # fmt: skip
    if draw and len(files) > 1:
        raise errors.UsageError(
            fr="--draw ne prend qu'un fichier (donnez-en un)", en="--draw takes one file (give one)"
        )
    data = output.guard_stdout() if out is None else -1
    terminal = out is None and os.isatty(data)
    one_line = len(files) > 1 or compact or not terminal
    asked = Request(
        "", options, draw=draw, layer=draw_layer.value, explain=explain is not None, indent=0 if one_line else 2
    )
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

    with _Progress(files) as progress:
        for file, result in zip(files, read_files(files, asked, memory, progress, quiet=not debug), strict=True):
            ended, answer = voice.attempt(file, partial(tell, result))
            status = max(status, ended)
            if answer is not None and explain is not None:
                _explain(file, explain, answer.choices, lang.value)
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
    """A bar on stderr where that is a terminal, and the one file is long; otherwise nothing."""

    def __init__(self, files: list[str]) -> None:
        self._file = files[0] if len(files) == 1 else None
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, Progress], None] | None:
        return self._advance if self._file and sys.stderr is not None and sys.stderr.isatty() else None

    def _advance(self, _number: int, told: Progress) -> None:
        if told.total < LONG_WORK_PAGES:
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress as Bar

        if self._bar is None:
            # drawn when a page is read, not by a thread of its own: a reader that died is forked again
            self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._task = self._bar.add_task(escape(inert(self._file or "")), total=told.total)
        self._bar.update(self._task, completed=told.done, refresh=True)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
