"""`delibparse batch SOURCE… --out DIR`"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, NoReturn

import typer

from delibparse import errors
from delibparse.cli import Interrupted, output
from delibparse.cli.asking import (
    DebugOption,
    DpiOption,
    EngineChoice,
    EngineOption,
    FastOption,
    LangOption,
    MaxPagesOption,
    MinConfidenceOption,
    Ocr,
    OcrOption,
    PageTimeoutOption,
    rosters,
)
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.limits import (
    FILE_TIMEOUT_SECONDS,
    MAX_BYTES,
    MAX_NAMES,
    MAX_PAGES,
    MEMORY_MEGABYTES,
    PAGE_TIMEOUT_SECONDS,
)
from delibparse.options import Options

if TYPE_CHECKING:
    from delibparse.batch.live import How
    from delibparse.batch.run import Wanted
    from delibparse.labels import Lang as LangName
    from delibparse.settings import Settings


def batch(
    context: typer.Context,
    sources: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="Folders, files, globs, ZIP and TAR archives.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Where the outputs and the journal go.")
    ] = None,
    files_from: Annotated[
        str | None, typer.Option(metavar="FILE", help="Read the paths in this file too, one a line; - for stdin.")
    ] = None,
    status: Annotated[Path | None, typer.Option("--status", metavar="DIR", help="Tell how a run stands.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="--status: print JSON.")] = False,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Files read at a time; 0: one a core.")] = 0,
    order: Annotated[str, typer.Option(metavar="largest|found", help="Which inputs come first.")] = "largest",
    refresh: Annotated[bool, typer.Option("--refresh", help="Read again what other options or versions read.")] = False,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try again what failed.")] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the journal again from the outputs, then go on.")
    ] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Forget inputs that are gone, and their JSON.")] = False,
    no_roster: Annotated[
        bool, typer.Option("--no-roster", help="Do without the imported rosters and the other files of a session.")
    ] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Go on with what arrives in the folders.")] = False,
    settle: Annotated[float, typer.Option(min=0, help="Seconds without change before an arrival is read.")] = 2.0,
    cluster: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Read on the workers of this Dask scheduler.")
    ] = None,
    shared: Annotated[
        bool, typer.Option("--shared", help="The cluster's workers see the sources at the same paths.")
    ] = False,
    timeout: Annotated[float, typer.Option(min=1, help="Seconds that one file may take.")] = FILE_TIMEOUT_SECONDS,
    page_timeout: PageTimeoutOption = PAGE_TIMEOUT_SECONDS,
    memory: Annotated[int, typer.Option(min=0, help="Megabytes a worker may ask for; 0: no limit.")] = MEMORY_MEGABYTES,
    ocr: OcrOption = Ocr.auto,
    engine: EngineOption = EngineChoice.auto,
    dpi: DpiOption = 200,
    max_pages: MaxPagesOption = MAX_PAGES,
    vocabulary: Annotated[Path | None, typer.Option(metavar="FILE.toml", help="More wordings.")] = None,
    roster: Annotated[Path | None, typer.Option(metavar="FILE.csv", help="The body's members.")] = None,
    config: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="Settings, of which the folder keeps a copy; else that of the folder."),
    ] = None,
    min_confidence: MinConfidenceOption = None,
    fast: FastOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say nothing but failures of the run itself.")] = False,
    log_json: Annotated[bool, typer.Option("--log-json", help="Tell each event as a JSON line on stderr.")] = False,
    every: Annotated[
        float, typer.Option(min=0.1, help="Seconds between two lines where stderr is no terminal.")
    ] = 30.0,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Read whole archives: resumable, in parallel, each file on its own."""
    voice = output.voice(context, lang, debug)
    spoken = voice.language
    if status is not None:
        _tell_status(status, spoken, json_)
    if out is None or not (sources or files_from):
        raise errors.UsageError(
            fr="donnez des sources et --out DIR (delibparse batch --help)",
            en="give sources and --out DIR (delibparse batch --help)",
        )
    if order not in ("largest", "found"):
        raise errors.UsageError(fr=f"--order {order} (largest ou found)", en=f"--order {order} (largest or found)")
    data = output.guard_stdout()
    from delibparse.batch.run import Wanted

    settings = _settings(config, out)
    roster = roster or settings.membres
    options = Options(
        ocr=ocr.value, engine=engine.value, dpi=dpi, max_pages=max_pages, page_timeout=page_timeout,
        lang=output.of_record(lang), vocabulary=vocabulary and vocabulary.resolve(), roster=roster and roster.resolve(),
        rosters=rosters(no_roster), min_confidence=min_confidence, fast=fast or settings.fast,
    )  # fmt: skip
    wanted = Wanted(
        out=out, sources=tuple(sources or ()), names=_Names(files_from), options=options,
        largest_first=order == "largest", refresh=refresh, retry_failed=retry_failed, prune=prune, roster=not no_roster,
        settings=settings,
    )  # fmt: skip
    how: How = "quiet" if quiet else "json" if log_json else "live" if _on_terminal() else "lines"
    if watch:
        from delibparse.batch.watch import arrivals, require

        require()
    if rebuild:
        _rebuild(wanted, spoken)
    reached = run(
        wanted, lambda: _workers(cluster, shared, jobs, timeout, memory), (how, spoken.value, every), data, voice
    )
    while watch:
        try:
            arrivals([Path(source) for source in wanted.sources], settle, out)
        except KeyboardInterrupt as error:
            raise Interrupted from error
        reached = run(
            wanted, lambda: _workers(cluster, shared, jobs, timeout, memory), (how, spoken.value, every), data, voice
        )
    output.leave(reached)


def _settings(config: Path | None, out: Path) -> Settings:
    """Those of the file given, which the batch's folder keeps for its next run, its review and its exports; else those
    that it has kept. Raises BadSettings, OutputFailure."""
    from delibparse.files import make_folder, write_whole
    from delibparse.settings import FILE_NAME, in_folder, load, to_toml

    if config is None:
        return in_folder(out)
    settings = load(config)
    make_folder(out)
    if config.resolve() != (out / FILE_NAME).resolve():
        write_whole(out / FILE_NAME, to_toml(settings).encode())
    return in_folder(out)


def _rebuild(wanted: Wanted, lang: Lang) -> None:
    """Makes the journal of a folder again. Raises OutputFailure, BatchBusy."""
    from dataclasses import replace

    from delibparse.batch.journal import Journal
    from delibparse.batch.rebuild import rebuild, set_aside
    from delibparse.batch.scheduler import told

    set_aside(wanted.out)
    journal = Journal(wanted.out)
    try:
        count = rebuild(journal, told(replace(wanted.options, jobs=1), wanted.settings))
    finally:
        journal.close()
    from delibparse.showing.words import Words

    words = Words(lang.value)
    output.say(f"delibparse: {words['journal_again'].format(files=words.counted(count, 'files'))}")


class _Names:
    """The paths of a list, a line each; read anew each time, but for standard input, which is read once."""

    def __init__(self, source: str | None) -> None:
        self._source = source
        self._read: list[str] | None = None

    def __iter__(self) -> Iterator[str]:
        if self._source is None:
            return iter(())
        if self._source != "-":
            try:
                with Path(self._source).open("rb") as file:
                    return iter(_lines(_bounded(file, self._source)))
            except OSError as error:
                raise errors.SourceMissing(source=self._source) from error
        if self._read is None:
            self._read = _lines(_bounded(sys.stdin.buffer, "stdin"))
        return iter(self._read)


def _bounded(file: BinaryIO, name: str) -> bytes:
    """A list's bytes; one that never ends, or is all line ends, takes no more memory than the limits allow. Raises
    OSError, TooLongList."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES or data.count(_parting(data)) > MAX_NAMES:
        raise errors.TooLongList(list=name, names=MAX_NAMES, bytes=MAX_BYTES)
    return data


def _parting(data: bytes) -> bytes:
    """What parts the paths: line ends, or zeros where there is one, as names may hold line ends."""
    return b"\0" if b"\0" in data else b"\n"


def _lines(data: bytes) -> list[str]:
    return [os.fsdecode(line) for line in data.split(_parting(data)) if line.strip()]


def _workers(cluster: str | None, shared: bool, jobs: int, timeout: float, memory: int) -> Any:
    if cluster is not None:
        from delibparse.batch.cluster import ClusterWorkers

        return ClusterWorkers(cluster, timeout, shared)
    from delibparse.batch.local import LocalWorkers

    return LocalWorkers(jobs, timeout, memory)


def run(
    wanted: Wanted, workers: Any, telling: tuple[How, LangName, float], data: int, voice: output.Voice
) -> ExitStatus:
    """One run, told on stderr and summed up on stdout; the exit status that it earns."""
    import sqlite3

    from delibparse.batch.base import damage_of
    from delibparse.batch.journal import Journal
    from delibparse.batch.live import Live, table
    from delibparse.batch.run import Run

    journal = Journal(wanted.out)
    live = Live(*telling)
    try:
        hands = workers()
        try:
            run = Run(journal, wanted, hands, live)
            if run.go():
                voice.tell_left(run.left, run.troubles)
            stands, left = journal.tally(), run.outdated()
            failed, aside = list(journal.failures()), list(journal.left_out())
        finally:
            live.ended()
            hands.close()
    except sqlite3.Error as error:
        raise damage_of(error, journal.folder.journal) from error
    finally:
        journal.close()
    if not stands["fichiers"]:
        _say_nothing_found(telling[1])
    if telling[0] != "quiet":
        output.write(data, table(stands, telling[1]).encode() + _failures(failed, aside, telling[1], data))
        if left:
            _say_outdated(left, telling[1])
    if not stands["fichiers"]:
        return ExitStatus.UNREADABLE  # 0 would tell a script that its archive was read
    return ExitStatus.PARTIAL_BATCH if stands["failed"] else ExitStatus.DONE


def _failures(
    failed: list[tuple[str, str, str]], aside: list[tuple[str, str, str]], lang: LangName, data: int
) -> bytes:
    """What could not be read, by cause, and what to do about it; nothing where all was read."""
    if not (failed or aside):
        return b""
    from delibparse.batch.failures import grouped
    from delibparse.cli.paper import paper_for
    from delibparse.showing.failures import shown_failures
    from delibparse.showing.paper import printed
    from delibparse.showing.words import Words

    told = 1 if lang == "fr" else 2
    groups = [grouped([(one[0], one[told]) for one in listed], lang) for listed in (failed, aside)]
    paper = paper_for(data)
    return printed(shown_failures(groups[0], groups[1], Words(lang), paper), paper)


def _say_nothing_found(lang: LangName) -> None:
    from delibparse.showing.words import Words

    output.say(f"delibparse: {Words(lang)['nothing_found']}")


def _say_outdated(count: int, lang: LangName) -> None:
    from delibparse.showing.words import Words

    words = Words(lang)
    output.say(f"delibparse: {words['outdated'].format(files=words.counted(count, 'files_read'))}")


def _tell_status(folder: Path, lang: Lang, json_: bool) -> None:
    """How a run stands: for people with the failures by cause, for programs whole. Ends."""
    from delibparse.batch.journal import look, settled
    from delibparse.batch.live import table
    from delibparse.batchfolder import BatchFolder

    stands = look(folder)
    if json_:
        _status_as_json(stands, settled(BatchFolder(folder))[1], lang.value)
    running = ("en cours" if lang is Lang.fr else "running") if stands["en_cours"] else ""
    typer.echo(table(stands, lang.value) + running, nl=bool(running))
    _, failed = settled(BatchFolder(folder))
    typer.echo(_failures(failed, [], lang.value, 1).decode(), nl=False)
    output.leave(ExitStatus.DONE)


def _status_as_json(stands: dict[str, Any], failed: list[tuple[str, str, str]], lang: LangName) -> NoReturn:
    told = 1 if lang == "fr" else 2
    share = stands.pop("mots").share
    output.print_json(
        stands
        | {
            "part_mots_compris": None if share is None else round(share, 4),
            "echecs": [{"fichier": one[0], "raison": one[told]} for one in failed],
        }
    )
    output.leave(ExitStatus.DONE)


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
