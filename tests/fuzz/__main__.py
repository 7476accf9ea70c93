"""`python -m fuzz`: cases of random seeds for as long as is told; `--again pdf-17` runs one case again.

A case that fails is told by what makes it again, and its file is kept in build/fuzz/.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from fuzz import oracle
from fuzz.cases import MAKERS, Case, case
from fuzz.oracle import CPU_SECONDS, JUDGES, MEGABYTES, Told
from fuzz.zygote import Zygote

TOGETHER = {"pdf": 12, "picture": 6, "text": 12, "unpaged": 12, "archive": 6, "record": 6}
KEPT = Path(__file__).parent.parent.parent / "build" / "fuzz"


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    asked.add_argument("--minutes", type=float, default=5.0, help="by the clock")
    asked.add_argument("--kinds", default=",".join((*MAKERS, "correction", "trap")), help="which, parted by commas")
    asked.add_argument("--seed", type=int, default=None, help="of the first case; random unless told")
    asked.add_argument("--again", metavar="KIND-SEED", nargs="*", default=[], help="run these cases, each alone")
    told = asked.parse_args()
    with Zygote() as zygote, tempfile.TemporaryDirectory(prefix="delibparse-fuzz-") as folder:
        run = Run(zygote, Path(folder))
        if told.again:
            for key in told.again:
                run.one(*key.split("-"))
        else:
            run.until(time.monotonic() + 60 * told.minutes, told.kinds.split(","), told.seed)
    return run.tell()


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


class Run:
    """Cases as they come, what was wrong with them, and what they took."""

    def __init__(self, zygote: Zygote, folder: Path) -> None:
        self._zygote, self._folder = zygote, folder
        self._batch: Path | None = None
        self._done: Counter[str] = Counter()
        self._cpu: Counter[str] = Counter()
        self._most: Counter[str] = Counter()
        self._failed = 0

    def until(self, end: float, kinds: Sequence[str], seed: int | None) -> None:
        """Groups of cases of each kind in turn."""
        seed = random.randrange(10**9) if seed is None else seed
        if "trap" in kinds:
            self.traps()
        kinds = [kind for kind in kinds if kind != "trap"]
        while kinds and time.monotonic() < end:
            for kind in kinds:
                if kind == "correction":
                    self._corrected(seed)
                else:
                    self._group([case(kind, k) for k in range(seed, seed + TOGETHER[kind])])
            seed += max(TOGETHER.values())

    def one(self, kind: str, seed: str) -> None:
        """A case alone."""
        if kind == "correction":
            self._corrected(int(seed))
        else:
            self._alone(case(kind, int(seed)))

    def traps(self) -> None:
        """Each of tests/traps.py alone."""
        from traps import TRAPS

        for k, (name, made) in enumerate(TRAPS.items()):
            trap = Case("trap", k, name, made())
            self._judged("trap", [trap], lambda one: oracle.read(self._zygote, one))

    def _group(self, cases: Sequence[Case]) -> None:
        """Some cases at once; each alone where something is wrong, or they took long."""
        kind = cases[0].kind
        told = JUDGES[kind](self._zygote, cases)
        if told.wrong or told.cpu > CPU_SECONDS or told.megabytes > MEGABYTES:
            before = self._failed
            for one in cases:
                self._alone(one)
            if told.wrong and self._failed == before:
                self._fail(kind, cases, told)
        else:
            self._count(kind, len(cases), told)

    def _alone(self, one: Case) -> None:
        self._judged(one.kind, [one], lambda cases: JUDGES[one.kind](self._zygote, cases))

    def _corrected(self, seed: int) -> None:
        if self._batch is None:
            self._batch = oracle.batch_for_corrections(self._zygote, self._folder / "batch")
        batch = self._batch
        self._judged(
            "correction", [Case("correction", seed, "", b"")], lambda _: oracle.corrected(self._zygote, batch, seed)
        )

    def _judged(self, kind: str, cases: Sequence[Case], judge: Callable[[Sequence[Case]], Told]) -> None:
        told = judge(cases)
        told.hold(told.cpu <= CPU_SECONDS, f"takes {told.cpu:.0f} s of processor time")
        told.hold(told.megabytes <= MEGABYTES, f"takes {told.megabytes:.0f} MB")
        self._count(kind, len(cases), told)
        if told.wrong:
            self._fail(kind, cases, told)

    def _count(self, kind: str, count: int, told: Told) -> None:
        self._done[kind] += count
        self._cpu[kind] += told.cpu  # type: ignore[assignment]
        self._most[kind] = max(self._most[kind], round(told.megabytes))

    def _fail(self, kind: str, cases: Sequence[Case], told: Told) -> None:
        self._failed += 1
        say(f"{' '.join(one.key for one in cases)}: " + "\n    ".join(told.wrong[:6]))
        KEPT.mkdir(parents=True, exist_ok=True)
        for one in cases:
            if one.content and len(cases) == 1:
                (KEPT / one.name).write_bytes(one.content)

    def tell(self) -> int:
        """Prints what was done; the exit status."""
        for kind, count in self._done.items():
            say(f"{kind}: {count} cases, {self._cpu[kind]:.0f} s of processor time, {self._most[kind]} MB at most")
        say(f"{self._failed} failures" + (f", files in {KEPT}" if self._failed else ""))
        return 1 if self._failed else 0


if __name__ == "__main__":
    sys.exit(main())
