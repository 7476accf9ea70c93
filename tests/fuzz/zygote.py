"""The real program at the cost of a fork: a process that has imported it, and forks for each command line.

The parent's side is `Zygote`; run as a program, this file is the other. What a command used is measured by wait4(2).
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

SECONDS = 180.0
"""A command that takes longer, by the clock, hangs."""

LINGER = 5.0
"""By the clock, that a process may outlive the command that started it."""

CHILD_SUBREAPER = 36
"""prctl(2): orphans of this process's offspring become its children."""


class Ran(NamedTuple):
    """How a command ended: its exit status (that of a signal negative, None where it hung), what it printed, processor
    seconds and megabytes of it and of those it waited for, how many processes it left alive."""

    status: int | None
    out: bytes
    err: str
    cpu: float
    megabytes: float
    left: int


class Zygote:
    """Runs commands, one after the other; to be used with `with`."""

    def __init__(self) -> None:
        path = os.pathsep.join(str(Path(one).resolve()) for one in sys.path if one)  # the commands run elsewhere
        self._process = subprocess.Popen(
            [sys.executable, __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            bufsize=1,
            env={**os.environ, "PYTHONPATH": path},
        )

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def run(self, arguments: list[str], folder: Path, temporary: Path) -> Ran:
        """A command line run in a folder; what it prints goes by files beside `temporary`, its TMPDIR."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        printed = temporary.parent / "printed.out", temporary.parent / "printed.err"
        asked = {
            "arguments": arguments,
            "folder": str(folder),
            "temporary": str(temporary),
            "printed": [*map(str, printed)],
        }
        self._process.stdin.write(json.dumps(asked) + "\n")
        told = json.loads(self._process.stdout.readline())
        out, err = printed[0].read_bytes(), printed[1].read_text(encoding="utf-8", errors="replace")
        for path in printed:
            path.unlink()
        return Ran(told["status"], out, err, told["cpu"], told["megabytes"], told["left"])


def main() -> None:
    """The other side: a line of JSON in for each command, one out."""
    import ctypes

    import delibparse.cli.app
    import delibparse.cli.batch
    import delibparse.cli.check
    import delibparse.cli.export
    import delibparse.cli.extract
    import delibparse.cli.review
    import delibparse.cli.show
    import delibparse.pipeline
    import delibparse.reading.pdf
    from delibparse.options import Options
    from delibparse.wording.compiler import compiler

    ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)
    delibparse.pipeline.extract_bytes("Présents : Anne ROI\n\nObjet : Balai\n\nDécide.".encode(), "a.txt", Options())
    compiler().keep()  # the workers of a batch are forked from another process, and find it compiled
    for line in sys.stdin:
        print(json.dumps(_command(**json.loads(line))), flush=True)  # noqa: T201


def _command(arguments: list[str], folder: str, temporary: str, printed: list[str]) -> dict[str, Any]:
    number = os.fork()
    if not number:
        _be(arguments, folder, temporary, printed)
    status, used = _waited(number)
    orphans, left = _orphans()
    all_used = [used, *orphans]
    return {
        "status": status,
        "cpu": sum(one.ru_utime + one.ru_stime for one in all_used),
        "megabytes": max(one.ru_maxrss for one in all_used) / 1024,
        "left": left,
    }


def _be(arguments: list[str], folder: str, temporary: str, printed: list[str]) -> None:
    """The child becomes the program."""
    os.setsid()
    os.chdir(folder)
    os.environ["TMPDIR"] = temporary
    for descriptor, path in enumerate((os.devnull, *printed)):
        flags = os.O_RDONLY if descriptor == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(path, flags, 0o600), descriptor)
    from delibparse.cli import main as program

    sys.argv = ["delibparse", *arguments]
    try:
        program()
    except SystemExit as leaving:
        sys.stderr.flush()
        os._exit(leaving.code if isinstance(leaving.code, int) else 1)
    finally:
        os._exit(99)


def _waited(number: int) -> tuple[int | None, Any]:
    descriptor = os.pidfd_open(number)
    ended, _, _ = select.select([descriptor], [], [], SECONDS)
    os.close(descriptor)
    if not ended:
        os.killpg(number, signal.SIGKILL)
    _, status, used = os.wait4(number, 0)
    return os.waitstatus_to_exitcode(status) if ended else None, used


def _orphans() -> tuple[list[Any], int]:
    """What the processes used that the command did not wait for, and how many of them outlive it by some seconds: those
    are ended here."""
    used, left, until = [], 0, time.monotonic() + LINGER
    while True:
        try:
            number, _, one = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return used, left
        if number:
            used.append(one)
        elif time.monotonic() < until:
            time.sleep(0.005)
        else:
            for orphan in _children():
                left += 1
                os.kill(orphan, signal.SIGKILL)
            until = time.monotonic() + LINGER


def _children() -> list[int]:
    return [int(number) for number in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]


if __name__ == "__main__":
    main()
