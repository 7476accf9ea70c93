"""The command line: one module for each command; each parses, calls and prints.

Typer and the commands' own imports are made when they are run, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """The entry point. Every failure ends as one line on stderr and a documented exit status."""
    from delibparse.cli import output
    from delibparse.errors import DelibparseError, ExitStatus

    try:
        from delibparse.cli.app import app

        app(prog_name="delibparse")
    except DelibparseError as failure:
        output.fail(None, failure)
        output.leave(failure.status)
    except KeyboardInterrupt:
        output.say_interrupted()
        os._exit(ExitStatus.INTERRUPTED)  # engines at work in threads are not waited for
    except BrokenPipeError:
        output.forget_stdout()
        sys.exit(ExitStatus.DONE)  # the reader has had enough: `delibparse extract … | head`
