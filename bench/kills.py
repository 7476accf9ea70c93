"""`make bench-kills`: a batch whose processes are killed (kill -9) at random moments, and what is left of it.

    python bench/kills.py [--parents 50] [--workers 20] [--files 60] [--seed 1]

The parent is killed and the run resumed, again and again, until it ends by itself: the outputs have the same bytes as
those of a run that nothing disturbed, no unfinished file is left, no process outlives its parent. A worker is killed in
mid-run: the run ends as if nothing had happened.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
for folder in ("tests", "tests/fixtures"):
    sys.path.append(str(ROOT / folder))

from rich.console import Console  # noqa: E402

from generator.compose import compose  # noqa: E402
from generator.plan import draw  # noqa: E402
from generator.typeset import typeset  # noqa: E402

MARK = "DELIBPARSE_KILLS"
"""The environment variable by which every process of a run is known, wherever it hangs in the tree."""

DEATH = 10.0
"""Seconds in which the processes of a run whose parent was killed have to be gone."""

EARLIEST = 0.1


def make_archive(folder: Path, count: int) -> None:
    """Small acts, half of them texts, half PDFs."""
    for k in range(count):
        document = compose(draw(k))
        path = folder / f"{k % 4}" / f"acte{k:02d}.{'pdf' if k % 2 else 'txt'}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(typeset(document) if k % 2 else document.text.encode())


@dataclass
class Batch:
    """Runs of `delibparse batch` on one archive, into one folder after the other."""

    source: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def start(self, out: Path) -> subprocess.Popen[bytes]:
        program = "from delibparse.cli import main; main()"
        arguments = ["batch", str(self.source), "--out", str(out), "-j", "2", "--every", "1000", "--ocr", "never"]
        return subprocess.Popen(
            [sys.executable, "-c", program, *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, MARK: self.mark},
        )

    def alive(self) -> dict[int, int]:
        """The processes of all runs that are not dead, each with its parent."""
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if f"{MARK}={self.mark}".encode() in (entry / "environ").read_bytes():
                    state, parent = (entry / "stat").read_text().rpartition(")")[2].split()[:2]
                    if state not in "ZX":
                        found[int(entry.name)] = int(parent)
            except OSError:
                continue  # it has just ended, or is another user's
        return found

    def workers(self, run: int) -> list[int]:
        """The processes that read: grandchildren of a run, by the server that forks them."""
        alive = self.alive()
        return [number for number, parent in alive.items() if alive.get(parent) == run]

    def outlive(self) -> int:
        """How many processes are left some seconds after the parent's end."""
        until = time.monotonic() + DEATH
        while self.alive() and time.monotonic() < until:
            time.sleep(0.05)
        left = self.alive()
        for number in left:
            os.kill(number, signal.SIGKILL)
        return len(left)


def sums(out: Path) -> dict[str, str]:
    """What a run leaves, by its name: but for what it keeps for itself."""
    return {
        str(path.relative_to(out)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".delibparse" not in path.relative_to(out).parts
    }


def partial(out: Path) -> list[Path]:
    return [*out.rglob("*.partial"), *(path for path in (out / ".delibparse" / "parts").glob("*"))]


Whole = tuple[float, dict[str, str]]
"""An undisturbed run: its seconds, and what it leaves."""


@dataclass
class Found:
    """Kills, runs, and what was wrong."""

    kills: int = 0
    runs: int = 0
    wrong: list[str] = field(default_factory=list)

    def judge(self, batch: Batch, out: Path, right: dict[str, str], status: int, said: bytes) -> None:
        """A run that ended by itself."""
        self.runs += 1
        here = sums(out)
        if status != 0:
            self.wrong.append(f"status {status}: {said[-300:].decode(errors='replace')}")
        missing = sorted(right.keys() - here.keys())
        other = sorted(name for name in here if here[name] != right.get(name))
        if missing or other:
            self.wrong.append(f"missing {missing[:3]}, other {other[:3]}")
        if left := partial(out):
            self.wrong.append(f"unfinished: {left[:3]}")
        if b"Traceback" in said or b"resource_tracker" in said:
            self.wrong.append(said[-300:].decode(errors="replace"))
        if count := batch.outlive():
            self.wrong.append(f"{count} processes are left")


def kill_parents(batch: Batch, folder: Path, chance: random.Random, kills: int, whole: Whole) -> Found:
    """Kills and resumes until a run ends by itself, in one folder after the other."""
    found, seconds, right = Found(), *whole
    while found.kills < kills:
        out = folder / f"p{found.runs}"
        while True:
            process = batch.start(out)
            try:
                said = process.communicate(timeout=chance.uniform(EARLIEST, seconds))[1]
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                found.kills += 1
                if count := batch.outlive():
                    found.wrong.append(f"{count} processes outlive their parent")
                continue
            break
        found.judge(batch, out, right, process.returncode, said)
    return found


def kill_workers(batch: Batch, folder: Path, chance: random.Random, kills: int, whole: Whole) -> Found:
    """Kills some worker of each run, once or twice, at work or idle."""
    found, seconds, right = Found(), *whole
    while found.kills < kills:
        out = folder / f"w{found.runs}"
        process = batch.start(out)
        for _ in range(chance.choice((1, 2))):
            time.sleep(chance.uniform(EARLIEST, seconds / 2))
            until = time.monotonic() + seconds
            while process.poll() is None and not batch.workers(process.pid) and time.monotonic() < until:
                time.sleep(0.01)
            if workers := batch.workers(process.pid):
                os.kill(chance.choice(workers), signal.SIGKILL)
                found.kills += 1
        said = process.communicate(timeout=300)[1]
        found.judge(batch, out, right, process.returncode, said)
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--parents", type=int, default=50)
    asked.add_argument("--workers", type=int, default=20)
    asked.add_argument("--files", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    console, chance, wrong = Console(soft_wrap=True), random.Random(told.seed), 0
    with tempfile.TemporaryDirectory(prefix="delibparse-kills-") as name:
        folder = Path(name)
        make_archive(folder / "source", told.files)
        batch, begun = Batch(folder / "source"), time.monotonic()
        process = batch.start(folder / "right")
        process.communicate()
        whole = time.monotonic() - begun, sums(folder / "right")
        console.print(f"undisturbed: {whole[0]:.1f} s, {len(whole[1])} files, status {process.returncode}")
        for who, kill, count in (("parents", kill_parents, told.parents), ("workers", kill_workers, told.workers)):
            found = kill(batch, folder, chance, count, whole) if count else Found()
            console.print(f"{who}: {found.kills} kills, {found.runs} runs to the end, {len(found.wrong)} faults")
            for line in found.wrong:
                console.print(f"  {line}", markup=False)
            wrong += len(found.wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
