"""`make bench-attack`: each file of folders of hostile files, read alone, with a limit on address space and without.

    python bench/attack.py FOLDER… [--held {yes,no,both}] [--worst 10] [--seconds 30] [--megabytes 1500]

Every one has to end in time and in memory, with one JSON document or one clear line, and a documented status. JSON of
our own (`.json`, `.jsonl`) goes to `check`, archives to `batch`, all else to `extract`. Time is processor time and
memory the sum of the resident sets of all processes of the command, looked at twenty times a second: what is shared
between them counts twice, and a peak between two looks is missed. Each failure is printed as it comes, and Ctrl-C
still gives the table of what has run.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

PAGE = os.sysconf("SC_PAGE_SIZE")
ADDRESS = 4 * 1024**3
"""`ulimit -v 4194304`."""

HANGS = 180.0
"""Seconds by the clock after which a command is ended."""

STATUSES = {0, 3, 5}
ARCHIVES = (".zip", ".tar", ".tgz", ".gz", ".xz", ".bz2")
NEVER = re.compile(r"Traceback|erreur interne|resource_tracker|Exception ignored")


@dataclass(frozen=True)
class Ran:
    """One command on one file."""

    name: str
    is_held: bool
    status: int
    seconds: float
    megabytes: float
    wrong: tuple[str, ...]


def resident(session: int) -> int:
    """Bytes of all processes of a session."""
    total = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, IndexError, ValueError):  # it has just ended
                if int((entry / "stat").read_text().rpartition(")")[2].split()[3]) == session:
                    total += int((entry / "statm").read_text().split()[1]) * PAGE
    return total


def command(path: Path, out: Path) -> list[str]:
    if path.suffix in (".json", ".jsonl"):
        return ["check", "--json", "--fail-on", "never", str(path)]
    if path.suffix in ARCHIVES:
        return ["batch", str(path), "--out", str(out), "-j", "2", "--quiet"]
    return ["extract", str(path)]


def hold() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS, ADDRESS))


def attack(path: Path, is_held: bool, seconds: float, megabytes: float) -> Ran:
    """Runs the program on a file, and judges how it ended."""
    with tempfile.TemporaryDirectory(prefix="delibparse-attack-") as name:
        folder = Path(name)
        asked = command(path.resolve(), folder / "out")
        before, begun, peak = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic(), 0
        with (folder / "stdout").open("wb") as data, (folder / "stderr").open("wb") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "delibparse", *asked], stdin=subprocess.DEVNULL, stdout=data, stderr=said,
                cwd=folder, start_new_session=True, preexec_fn=hold if is_held else None,
            )  # fmt: skip
            try:
                while process.poll() is None:
                    peak = max(peak, resident(process.pid))
                    if time.monotonic() - begun > HANGS:
                        break
                    time.sleep(0.05)
            finally:  # what hangs is ended, and so is what runs at Ctrl-C: its session has no terminal to hear it from
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                    process.wait()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        told = (folder / "stderr").read_text(encoding="utf-8", errors="replace")
        printed = (folder / "stdout").read_bytes()
        wrong = [
            *faults(asked[0], process.returncode, printed, told),
            *([f"{used:.0f} s"] if used > seconds else []),
            *([f"{peak / 1e6:.0f} MB"] if peak / 1e6 > megabytes else []),
            *(["a process is left"] if resident(process.pid) else []),
        ]
    return Ran(path.name, is_held, process.returncode, used, peak / 1e6, tuple(wrong))


def faults(asked: str, status: int, printed: bytes, told: str) -> Iterator[str]:
    """What is wrong with what a command printed."""
    if status not in STATUSES:
        yield f"status {status}"
    if found := NEVER.search(told):
        yield f"prints {found[0]}"
    lines = [line for line in told.splitlines() if line.startswith("delibparse: ")]
    if asked == "extract" and bool(printed) == (status == 3):
        yield f"status {status} with {len(printed)} bytes on stdout"
    if status == 3 and len(lines) != 1:
        yield f"{len(lines)} lines for one failure"
    if printed and asked != "batch":
        try:
            json.loads(printed)
        except ValueError:
            yield "no JSON on stdout"


def tell(one: Ran) -> str:
    """A failure, on a line."""
    return f"{one.name} ({'held' if one.is_held else 'not held'}): {'; '.join(one.wrong)}"


def table_of(ran: list[Ran], worst: int) -> Table:
    """All failures, then the slowest of the rest."""
    failed = [one for one in ran if one.wrong]
    slowest = sorted((one for one in ran if not one.wrong), key=lambda one: (-one.seconds, one.name))[:worst]
    table = Table(title=f"{len(ran)} runs, {len(failed)} failures; then the {worst} slowest")
    for head in ("file", "held to 4 GB", "status", "CPU s", "peak MB", "wrong"):
        table.add_column(head)
    for one in [*failed, *slowest]:
        table.add_row(
            one.name.replace("[", r"\["), "yes" if one.is_held else "no", str(one.status), f"{one.seconds:.1f}",
            f"{one.megabytes:.0f}", "; ".join(one.wrong).replace("[", r"\["),
        )  # fmt: skip
    return table


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("folders", nargs="+", type=Path)
    asked.add_argument("--held", choices=("yes", "no", "both"), default="both")
    asked.add_argument("--worst", type=int, default=10)
    asked.add_argument("--seconds", type=float, default=30.0)
    asked.add_argument("--megabytes", type=float, default=1500.0)
    told = asked.parse_args()
    paths = sorted(path for folder in told.folders for path in folder.rglob("*") if path.is_file())
    ways = {"yes": (True,), "no": (False,), "both": (False, True)}[told.held]
    console = Console(soft_wrap=True)
    ran: list[Ran] = []
    is_whole = False
    with suppress(KeyboardInterrupt):
        for path in paths:
            for is_held in ways:
                ran.append(attack(path, is_held, told.seconds, told.megabytes))
                if ran[-1].wrong:
                    console.print(tell(ran[-1]), markup=False, highlight=False)
        is_whole = True
    console.print(table_of(ran, told.worst))
    if ran:
        console.print(f"largest: {max(one.megabytes for one in ran):.0f} MB, {max(one.seconds for one in ran):.1f} s")
    if not is_whole:
        console.print(f"interrupted: {len(ran)} runs of {len(paths) * len(ways)}")
    return 1 if not is_whole or not ran or any(one.wrong for one in ran) else 0


if __name__ == "__main__":
    sys.exit(main())
