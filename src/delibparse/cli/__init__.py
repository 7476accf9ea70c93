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
    import os
    import sys

    from typer import TyperException

    from delibparse import errors
    from delibparse.cli import output
    from delibparse.cli.language import preferred

    voice = output.Voice(preferred(sys.argv[1:], os.environ))
    try:
        from delibparse.cli.app import app

        status = app(prog_name="delibparse", obj=voice, standalone_mode=False)
        sys.exit(status if isinstance(status, int) else errors.ExitStatus.DONE)
    except TyperException as refusal:
        from delibparse.cli.usage import failure_of

        failure = failure_of(refusal, voice.lang)
        voice.fail(None, failure)
        output.leave(failure.status)
    except errors.DelibparseError as failure:
        voice.fail(None, failure)
        # what the frames of the failure hold goes before the process does: locks that the system would miss
        failure.__traceback__ = failure.__cause__ = failure.__context__ = None
        output.leave(failure.status)
    except Interrupted:
        voice.say_interrupted()
        output.leave(errors.ExitStatus.INTERRUPTED)
    except output.ReaderGone:
        output.leave(errors.ExitStatus.DONE)  # the reader has had enough: `delibparse extract … | head`
    except Exception as error:  # noqa: BLE001  (the last resort: one clear line, whatever happened)
        voice.fail(None, errors.unforeseen(error))
        output.leave(errors.InternalFailure.status)
