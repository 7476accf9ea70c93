"""`delibparse show FILE…`"""

from __future__ import annotations

from functools import partial
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
    JobsOption,
    LangOcrOption,
    LangOption,
    MaxPagesOption,
    MemoryOption,
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
from delibparse.cli.given import documents_in, settings_of
from delibparse.errors import ExitStatus
from delibparse.guard import Bounds, Team
from delibparse.limits import MAX_PAGES, PAGE_TIMEOUT_SECONDS, READER_MEGABYTES
from delibparse.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from delibparse.showing.paper import Paper
    from delibparse.showing.words import Words


def show(
    context: typer.Context,
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="PDF, scans, text, or the JSON of extract; - for stdin.")
    ],
    acte: Annotated[
        int | None, typer.Option("--acte", metavar="N", min=1, help="One act of a file that holds several, from 1.")
    ] = None,
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
    vocabulary: VocabularyOption = None,
    roster: RosterOption = None,
    no_roster: NoRosterOption = False,
    config: ConfigOption = None,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Show acts to a person: who was there, what was decided, by which vote, and what to look at."""
    voice = output.voice(context, lang, debug)
    options = Options(
        ocr=ocr.value, engine=engine.value, lang_ocr=language(lang_ocr), dpi=dpi, jobs=jobs, pages=numbers(pages),
        password=password, max_pages=max_pages, page_timeout=page_timeout, lang=voice.lang,
        vocabulary=vocabulary, roster=roster, rosters=rosters(no_roster),
    )  # fmt: skip
    data = output.guard_stdout()
    from delibparse.cli.paper import paper_for
    from delibparse.showing.words import Words

    words, paper = Words(voice.lang), paper_for(data)
    status = ExitStatus.DONE
    with Team(1, Bounds(memory, quiet=not debug), "fork") as team:
        for k, file in enumerate(files):
            ended, shown = voice.attempt(file, partial(_shown, team, file, options, config, acte, words, paper))
            status = max(status, ended)
            if shown is not None:
                output.write(data, b"\n" * (k > 0) + shown)
    output.leave(status)


def _shown(
    team: Team, file: str, options: Options, config: Path | None, acte: int | None, words: Words, paper: Paper
) -> bytes:
    """The pages of the documents in a file. Raises DelibparseError, also where it has no such act."""
    from delibparse.showing.document import shown_document
    from delibparse.showing.paper import printed

    settings = settings_of(file, config)
    documents = documents_in(team, file, options, settings)
    for document in documents:
        there = len(document.deliberations)
        if acte is not None and acte > there:
            raise errors.NoSuchAct(asked=acte, acts=there)
    return b"\n".join(printed(shown_document(document, words, paper, acte, settings), paper) for document in documents)
