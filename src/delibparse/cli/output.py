"""What goes to stdout is data, what goes to stderr is for people."""

from __future__ import annotations

import os
import shutil
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NoReturn, TypeVar

import typer

from delibparse import errors
from delibparse.errors import DelibparseError, ExitStatus
from delibparse.inert import inert

if TYPE_CHECKING:
    from delibparse.corrections import Left, Trouble


class Lang(StrEnum):
    """The language of the messages."""

    fr = "fr"
    en = "en"


class ReaderGone(Exception):
    """Whoever read our standard output closed it."""


_R = TypeVar("_R")


@dataclass
class Voice:
    """How a run speaks to people: `main` makes it, the command that is run sets it, every failure is told by it."""

    lang: Literal["fr", "en"] = "fr"
    debug: bool = False

    @property
    def language(self) -> Lang:
        return Lang(self.lang)

    def fail(self, file: str | None, failure: DelibparseError) -> None:
        """`delibparse: FILE: what is wrong (what to do)`, and with --debug the traceback."""
        if self.debug:
            traceback.print_exception(failure, file=sys.stderr)
        where = f"{file}: " if file else ""
        say(f"delibparse: {where}{failure.sentence(self.lang)}")

    def attempt(self, file: str, work: Callable[[], _R]) -> tuple[ExitStatus, _R | None]:
        """DONE and what the work on a file gives; or the status of its failure, which is told, foreseen or not: the
        other files are still read."""
        try:
            return ExitStatus.DONE, work()
        except ReaderGone:
            raise
        except DelibparseError as error:
            failure = error
        except Exception as error:  # noqa: BLE001  (one file's fault is kept from the others)
            failure = errors.unforeseen(error)
        self.fail(file, failure)
        return failure.status, None

    def tell_left(self, left: list[Left], troubles: list[Trouble]) -> None:
        """A line for each correction that was not applied, and for each line of their file that is none."""
        from delibparse.review.strings import strings

        fr = self.lang == "fr"
        reasons = strings(self.lang)["left_reasons"]
        for word, why in left:
            act = f"acte {word.acte}" if fr else f"act {word.acte}"
            what = "correction non appliquée" if fr else "correction not applied"
            say(f"delibparse: {word.fichier}, {act}, {word.champ}: {what} ({reasons[why]})")
        for line, reason in troubles:
            what = f"ligne {line} illisible, laissée de côté" if fr else f"line {line} cannot be read, left aside"
            say(f"delibparse: corrections.jsonl: {what} ({reason})")

    def say_interrupted(self) -> None:
        say("delibparse: interrompu" if self.lang == "fr" else "delibparse: interrupted")


def voice(run: typer.Context, lang: Lang | None, debug: bool) -> Voice:
    """The voice of a run, which speaks so from now on: in the language asked for, else as it did, which `main` sets."""
    found = run.ensure_object(Voice)
    found.lang, found.debug = lang.value if lang else found.lang, debug
    return found


def spoken(run: typer.Context) -> Literal["fr", "en"]:
    """The language that a run speaks, before its command is called too."""
    return run.ensure_object(Voice).lang


def of_record(lang: Lang | None) -> Literal["fr", "en"]:
    """The language of the warnings that are written into a record: what is asked for, else French. Data do not depend
    on the locale of who makes them."""
    return lang.value if lang else "fr"


def guard_stdout() -> int:
    """A descriptor for data, a copy of stdout; whatever a C library prints to stdout goes to stderr instead."""
    try:
        data = os.dup(1)
        os.dup2(2, 1)
    except OSError as error:
        raise errors.OutputFailure(why=error.strerror) from error
    return data


def write(descriptor: int, data: bytes) -> None:
    """All of `data`. Raises ReaderGone where the pipe is closed, OutputFailure otherwise."""
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except BrokenPipeError as error:
        raise ReaderGone from error
    except OSError as error:
        raise errors.OutputFailure(why=error.strerror) from error


def print_json(value: object) -> None:
    """A table for programs, on stdout."""
    import json

    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def leave(status: ExitStatus) -> NoReturn:
    """Ends at once: threads still inside an engine are not waited for."""
    _remove_temporary()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            continue  # closed: nobody is there to be told
    os._exit(status)


def _remove_temporary() -> None:
    """The folder that `multiprocessing` keeps for its sockets, and removes only at an end that waits for threads."""
    process = sys.modules.get("multiprocessing.process")
    folder = process.current_process()._config.get("tempdir") if process else None
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def say(line: str) -> None:
    """One line on stderr, whatever the names and texts in it hold."""
    try:
        sys.stderr.write(inert(line) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return  # no stderr: the exit status still tells
