"""The command line: one module for each command; each parses, calls and prints.

Typer and the commands' own imports are made when they are run, so that `--help` answers at once.
"""

from __future__ import annotations

import signal


class Interrupted(BaseException):
    """Ctrl-C. Not KeyboardInterrupt, which typer would catch and end with a status of its own."""


def _interrupt(_signal: int, _frame: object) -> None:
    raise Interrupted


def main() -> None:
    """The entry point. Every failure ends as one line on stderr and a documented exit status."""
    signal.signal(signal.SIGINT, _interrupt)
    from delibparse.cli import output
    from delibparse.errors import DelibparseError, ExitStatus

    try:
        from delibparse.cli.app import app

        app(prog_name="delibparse")
    except DelibparseError as failure:
        output.fail(None, failure)
        output.leave(failure.status)
    except Interrupted:
        output.say_interrupted()
        output.leave(ExitStatus.INTERRUPTED)
    except output.ReaderGone:
        output.leave(ExitStatus.DONE)  # the reader has had enough: `delibparse extract … | head`
