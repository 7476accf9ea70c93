"""`delibparse review SOURCE…`"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import Interrupted, output
from delibparse.cli.asking import LangOption, NoRosterOption, rosters
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.limits import FILE_TIMEOUT_SECONDS, MEMORY_MEGABYTES
from delibparse.options import Options

if TYPE_CHECKING:
    from delibparse.batch.local import LocalWorkers

FOLDER = Path("review")


def review(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="A batch's folder, or PDF and scans to read.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="DIR", help="Where the pages go; else `review`, in the batch's folder."),
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Open the review on this machine, and keep corrections as they are made.")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="serve: the port; 0: any that is free.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="serve: only print the address.")] = False,
    add: Annotated[
        list[Path] | None,
        typer.Option("--add", metavar="FILE", help="Add the corrections of a file that a page gave to the batch's."),
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Files at a time; 0: one a core.")] = 0,
    no_roster: NoRosterOption = False,
    lang: LangOption = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """See each value on the page, correct it, keep the correction."""
    voice = output.voice(context, lang, debug)
    spoken = voice.language
    data = output.guard_stdout()
    folder, pages = _folders(sources, out)
    if folder is None:
        folder = pages
        options = Options(lang=output.of_record(lang), rosters=rosters(no_roster))
        status = _read(sources, folder, jobs, options, voice)
        if status is ExitStatus.UNREADABLE:  # nothing was found: an empty review would tell that all was seen
            output.leave(status)
    else:
        status = ExitStatus.DONE
    for path in add or []:
        _add(path, folder, spoken)
    if serve:
        _serve(folder, pages, jobs, port, no_browser, spoken, data)
    if not _write(folder, pages, jobs, spoken, voice):
        status = ExitStatus.PARTIAL_BATCH
    output.write(data, f"{pages / 'index.html'}\n".encode())
    output.leave(status)


def _folders(sources: list[str], out: Path | None) -> tuple[Path | None, Path]:
    """The batch's folder, None where files are to be read first, and the folder of the pages."""
    from delibparse.batchfolder import BatchFolder

    if len(sources) == 1 and BatchFolder(Path(sources[0])).holds_acts():
        folder = Path(sources[0])
        return folder, out or folder / FOLDER
    return None, out or FOLDER


def _read(sources: list[str], folder: Path, jobs: int, options: Options, voice: output.Voice) -> ExitStatus:
    """Reads files into a batch's folder, which is that of the pages too."""
    from delibparse.batch.run import Wanted
    from delibparse.cli.batch import run
    from delibparse.settings import in_folder

    wanted = Wanted(out=folder, sources=tuple(sources), options=options, settings=in_folder(folder))
    return run(wanted, lambda: _workers(jobs), ("quiet", voice.lang, 30.0), -1, voice)


def _workers(jobs: int) -> LocalWorkers:
    from delibparse.batch.local import LocalWorkers

    return LocalWorkers(jobs, FILE_TIMEOUT_SECONDS, MEMORY_MEGABYTES)


def _add(path: Path, folder: Path, lang: Lang) -> None:
    """Adds what a page gave, but for what was said otherwise since, which is told. Lines that are none stop it: the
    file may be another. Raises BadCorrections."""
    from delibparse import corrections
    from delibparse.batchfolder import BatchFolder
    from delibparse.corrections.journal import decode, read_words, superseded
    from delibparse.files import read_file

    words, troubles = decode(read_file(path))
    if troubles:
        raise errors.BadCorrections(file=path, line=troubles[0].line, why=troubles[0].why)
    held = BatchFolder(folder)
    with corrections.alone(held.corrections_lock):
        new, old = superseded(words, read_words(held.corrections)[0])
        corrections.append(held.corrections, new)
    from delibparse.showing.words import Words

    fr = lang is Lang.fr
    output.say(f"delibparse: {Words(lang.value).counted(len(new), 'corrections_added')}")
    for word in old:
        where = f"{word.fichier}, {'acte' if fr else 'act'} {word.acte}, {word.champ}"
        output.say(f"delibparse: {where}: {'corrigé autrement depuis' if fr else 'corrected otherwise since'}")


def _write(folder: Path, pages: Path, jobs: int, lang: Lang, voice: output.Voice) -> bool:
    """Writes the pages; whether those of all files could be made."""
    from delibparse.review.gather import gather
    from delibparse.review.site import build

    batch = gather(folder)
    workers = _workers(jobs)
    try:
        with _Telling(lang) as tell:
            build(batch, pages, lang.value, workers, tell)
    finally:
        workers.close()
    voice.tell_left(batch.left, batch.troubles)
    for key, failure in batch.unmade:
        voice.fail(key, failure)
    return not batch.unmade


class _Telling:
    """A bar on stderr where that is a terminal."""

    def __init__(self, lang: Lang) -> None:
        self._name = "pages" if lang is Lang.en else "pages de relecture"
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, int], None]:
        return self._advance

    def _advance(self, done: int, total: int) -> None:
        if sys.stderr is None or not sys.stderr.isatty():
            return
        from rich.console import Console
        from rich.progress import Progress

        if self._bar is None:
            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._name, total=total)
        self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()


def _serve(folder: Path, pages: Path, jobs: int, port: int, no_browser: bool, lang: Lang, data: int) -> None:
    """Serves until Ctrl-C. The address, with its token, is the one line on stdout."""
    from delibparse.review.serve import Review, Server

    workers = _workers(jobs)
    try:
        with _Telling(lang) as tell:
            shown = Review(folder, pages, lang.value, workers, tell)
    finally:
        workers.close()
    try:
        server = Server(shown, port)
    except OSError as error:
        raise errors.PortTaken(port=port, why=error.strerror or error) from error
    output.write(data, f"{server.url}\n".encode())
    sys.stderr.write("Ctrl-C pour finir\n" if lang is Lang.fr else "Ctrl-C to end\n")
    if not no_browser:
        import webbrowser

        webbrowser.open(server.url)
    try:
        server.serve_forever()
    except Interrupted:
        output.leave(ExitStatus.DONE)
