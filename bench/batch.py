"""`make bench-batch`: what an archive costs: files and pages a second on one core and on two, memory of the parent as
the archive grows, and a run with nothing to do.

    python bench/batch.py [--files 2000] [--scans 200] [--grown 10000]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "fixtures"))

import degrade
import layouts
from reportlab.pdfgen.canvas import Canvas
from rich.console import Console
from rich.table import Table

PROGRAM = Path(sys.executable).parent / "delibparse"
LINES = """COMMUNE DE VALBRUNE

Délibération n° 2023-{k:05d}
Séance du {day} avril 2023

En exercice : 15 Présents : 11 Votants : 13

Présents : Alice AUBRAC, Hervé BELLON, Odile CAZENAVE, Valérie DUVERNOY, Damien ESTIVAL,
Fabrice FARGEOT, Maud GRANDVAL, Tania HUMBERTOT, Benoît ISNARDON, Denis JACQUELOT, Karine KERVELLEC

Procurations : Régine LANDRIOU donne procuration à Odile CAZENAVE ;
Zacharie MARCHEVAL donne procuration à Fabrice FARGEOT

Secrétaire de séance : Valérie DUVERNOY

Objet : Travaux de la rue {k}

Le conseil municipal, après en avoir délibéré, décide :

- de faire les travaux pour {k} euros ;
- d'autoriser le maire à signer.

Pour : 12 Contre : 0 Abstention : 1"""


def small_files(folder: Path, count: int) -> None:
    """One-page text PDFs, fifty folders of them."""
    for k in range(count):
        below = folder / f"{k % 50:02d}"
        below.mkdir(parents=True, exist_ok=True)
        canvas = Canvas(str(below / f"acte{k:05d}.pdf"), invariant=1)
        for row, line in enumerate(LINES.format(k=k, day=1 + k % 28).splitlines()):
            canvas.drawString(60, 800 - 16 * row, line)
        canvas.save()


def scans(folder: Path, pages: int) -> int:
    """Office scans of the layouts, `pages` in all or a little more; how many."""
    folder.mkdir(parents=True)
    made = seed = 0
    while made < pages:
        for name, maker in layouts.LAYOUTS.items():
            found = degrade.desk_scan(maker()[0], seed)
            scan = degrade.to_pdf([page for page, _ in found], found[0][1], quality=60)
            (folder / f"{name}-{seed}.pdf").write_bytes(scan)
            made += len(found)
            if made >= pages:
                break
        seed += 1
    return made


def run(source: Path, out: Path, jobs: int) -> tuple[float, float]:
    """Seconds, and megabytes of the parent at its peak (Linux: what it was forked with does not count)."""
    begun, peak = time.perf_counter(), 0.0
    process = subprocess.Popen([PROGRAM, "batch", source, "--out", out, "-j", str(jobs), "--quiet"])
    while process.poll() is None:
        peak = max(peak, _peak(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit("the run failed")
    return time.perf_counter() - begun, peak


def _peak(pid: int) -> float:
    """Megabytes that a process has held at most since it began its program."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--scans", type=int, default=200)
    parser.add_argument("--grown", type=int, default=10_000)
    asked = parser.parse_args()
    table = Table("archive", "cores", "seconds", "a second", "speed-up", "parent, MB", title="Archives")
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        small_files(here / "small", asked.files)
        pages = scans(here / "scans", asked.scans)
        for what, count, source in (("text PDFs", asked.files, "small"), ("scanned pages", pages, "scans")):
            alone = 0.0
            for jobs in (1, 2):
                seconds, memory = run(here / source, here / f"{source}-{jobs}", jobs)
                alone = alone or seconds
                table.add_row(
                    f"{count} {what}", str(jobs), f"{seconds:.1f}", f"{count / seconds:.1f}", f"{alone / seconds:.2f}",
                    f"{memory:.0f}",
                )  # fmt: skip
        small_files(here / "grown", asked.grown)
        for what in ("read", "nothing left to do"):
            seconds, memory = run(here / "grown", here / "grown-out", 2)
            table.add_row(
                f"{asked.grown} text PDFs, {what}",
                "2",
                f"{seconds:.1f}",
                f"{asked.grown / seconds:.0f}",
                "",
                f"{memory:.0f}",
            )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
