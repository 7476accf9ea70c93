"""`make bench-ocr`: what is read on scans of known truth, and what it costs beside the bare engine, in one run.

Every layout of tests/fixtures/layouts.py with two councils each (42 pages), at the four levels of
degrade.BENCH_LEVELS. The truth of each word is the text layer of the typeset PDF. Words are compared as bags, page
order aside: a word that is wrong or missing is an error, its characters are those of the nearest word left over.

    python bench/ocr.py [--quick] [--level NAME]... [--rival] [--cores] [--roster] [--without second-look|reconcile]...

Costs are processor time, of this process and its children, with one thread for OpenCV and one for the engine: other
work on the machine blurs them little, and a table tells them step by step (`steps.py`). What two cores bring is time
on the wall, of the same file with one worker and with two by turns: it wants an idle machine.

`--cores` compares two workers with one; `--quick` reads one layout in four; `--rival` reads the same files by
`ocrmypdf -l fra` and `pdftotext` too, where both are on the PATH; `--roster` gives the members of each council, by a
CSV file (docs/reconcile.md); `--without` switches a part off, to show what it brings.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parent))

import accuracy
import cv2
import degrade
import layouts
from rich.console import Console
from rich.table import Table
from steps import cpu_seconds, measured, shares

from delibparse import reading
from delibparse.model import schema
from delibparse.model.people import confidence, fold
from delibparse.model.record import Document
from delibparse.options import Options
from delibparse.pipeline import extract_bytes, understand
from delibparse.reading import OpenFile, engines
from delibparse.reading.pdf import PdfFile
from delibparse.reading.preprocess.prepare import prepare

OTHERS = 13
DPI = 200
SEVERAL, TURNS = 6, 3
"""Pages of a file from which two workers are compared with one, and how often."""

BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


@dataclass
class Errors:
    """Wrong of so many: words, characters, words with a figure, family names."""

    wrong: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)

    def add(self, truth: list[str], read: list[str]) -> None:
        left = Counter(read)
        missed: list[str] = []
        for word in truth:
            if left[word]:
                left[word] -= 1
            else:
                missed.append(word)
            for kind in _kinds(word):
                self.total[kind] += 1
            self.total["characters"] += len(word)
        spare = list(left.elements())
        for word in missed:
            for kind in _kinds(word):
                self.wrong[kind] += 1
            near = min(spare, key=lambda other, word=word: levenshtein(word, other), default="")  # type: ignore[misc]
            self.wrong["characters"] += min(levenshtein(word, near), len(word))
            if near and levenshtein(word, near) < len(word):
                spare.remove(near)

    def rate(self, kind: str) -> str:
        return f"{100 * self.wrong[kind] / max(self.total[kind], 1):.2f} %"


def _kinds(word: str) -> Iterator[str]:
    yield "words"
    if any(c.isdigit() for c in word):
        yield "figures"
    if word.strip(",;.:()") in _FAMILY:
        yield "names"


_FAMILY = set(layouts.LAST)


def levenshtein(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
    return row[-1]


def words_of(text: str) -> list[str]:
    """Words as they are compared: quotes alike, marks that stand alone left out."""
    folded = text.replace("’", "'").replace("–", "-").replace("—", "-")
    return [word for word in folded.split() if any(c.isalnum() for c in word)]


@dataclass
class Level:
    """What one level measured."""

    errors: Errors = field(default_factory=Errors)
    rival: Errors = field(default_factory=Errors)
    pages: int = 0
    seconds: float = 0.0
    bare: float = 0.0
    spent: Counter[str] = field(default_factory=Counter)
    alone: list[float] = field(default_factory=list)
    together: list[float] = field(default_factory=list)
    wall: float = 0.0
    rival_wall: float = 0.0
    rival_seconds: float = 0.0
    truths: dict[str, Any] = field(default_factory=dict)
    records: dict[str, Any] = field(default_factory=dict)
    missed: int = 0
    people: int = 0
    documents: dict[str, Document] = field(default_factory=dict)


def cases(quick: bool) -> Iterator[tuple[str, bytes, Any, int]]:
    """(name, typeset PDF, truth, seed)."""
    for by in (0, OTHERS):
        with layouts.other_people(by):
            for k, (name, maker) in enumerate(layouts.LAYOUTS.items()):
                if not quick or (k + by) % 4 == 0:
                    pdf, truth = maker()
                    yield f"{name}-{by}", pdf, truth, k + by


def measure(
    level: Level, name: str, pdf: bytes, truth: Any, scan: bytes, options: Options, rival: bool, cores: bool
) -> None:
    typeset = PdfFile(pdf)
    true = [word.text for n in range(1, typeset.pages + 1) for word in typeset.page(n).layer().words]
    with measured(engines.load("auto", "fra")) as clock, OpenFile(scan) as opened:
        start = cpu_seconds()
        in_all, pages = reading.read_pages(opened, options)
        document = understand(opened, name, in_all, pages, options)
        record = schema.to_json(document)
        level.seconds += cpu_seconds() - start
    level.spent += clock.spent
    level.pages += len(pages)
    level.bare += bare_seconds(scan)
    level.errors.add(words_of(" ".join(true)), words_of(" ".join(w.text for page in pages for w in page.words)))
    level.truths[name], level.records[name] = truth, json.loads(record)
    level.documents[name] = document
    for pointer, who in people_of(truth):
        level.people += 1
        level.missed += who not in {other for at, other in people_of(level.records[name]) if at == pointer}
    if cores and len(pages) >= SEVERAL:
        for _ in range(TURNS):
            level.alone.append(wall(lambda: extract_bytes(scan, name, replace(options, jobs=1))))
            level.together.append(wall(lambda: extract_bytes(scan, name, replace(options, jobs=2))))
    if rival:
        level.wall += wall(lambda: extract_bytes(scan, name, replace(options, jobs=2)))
        start, began = time.perf_counter(), cpu_seconds()
        text = rival_text(scan)
        level.rival_wall += time.perf_counter() - start
        level.rival_seconds += cpu_seconds() - began
        level.rival.add(words_of(" ".join(true)), words_of(text))


def wall(work: Callable[[], object]) -> float:
    """The seconds that work takes on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def people_of(document: Any) -> Iterator[tuple[tuple[int, str], str]]:
    """Whom the lists of each act name, family name and first name folded, with the act and the list."""
    for k, act in enumerate(document["deliberations"]):
        for name in ("presents", "excuses", "absents"):
            for who in act.get(name) or []:
                yield (k, name), fold(f"{who['nom']} {(who['prenom'] or ' ')}")
        for proxy in act.get("pouvoirs") or []:
            for side in ("mandant", "mandataire"):
                if proxy[side]:
                    yield (k, side), fold(f"{proxy[side]['nom']} {(proxy[side]['prenom'] or ' ')}")


def roster_of(truth: Any, path: Path) -> Path:
    """A CSV file of all whom the truth of a document names, as `--roster` reads it."""
    rows = {
        (who["nom"] or "", who["prenom"] or "", who.get("civilite") or "")
        for act in truth["deliberations"]
        for pairs in [act.get("pouvoirs") or []]
        for who in [
            *(one for name in ("presents", "excuses", "absents") for one in act.get(name) or []),
            *(pair[side] for pair in pairs for side in ("mandant", "mandataire") if pair[side]),
        ]
    }
    lines = ["nom;prenom;civilite;from;to", *(";".join([*row, "", ""]) for row in sorted(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def bare_seconds(scan: bytes) -> float:
    """What the engine alone takes on the same pages, prepared beforehand, in this thread."""
    engine, file = engines.load("auto", "fra"), PdfFile(scan)
    pictures = [prepare(file.page(n).picture(DPI)[0]).black for n in range(1, file.pages + 1)]
    start = cpu_seconds()
    for picture in pictures:
        engine.recognise(picture, DPI)
    return cpu_seconds() - start


def rival_text(scan: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "scan.pdf", Path(folder) / "read.pdf"
        source.write_bytes(scan)
        command = ["ocrmypdf", "-q", "-l", "fra", "--jobs", "2", "--rotate-pages", "--deskew", source, target]
        subprocess.run(command, check=False, capture_output=True)
        if not target.exists():
            return ""
        return subprocess.run(["pdftotext", target, "-"], check=True, capture_output=True).stdout.decode()


def reliability(levels: dict[str, Level]) -> Table:
    """Of the critical values given each confidence, the share that is right: scalars and people in lists."""
    seen: Counter[int] = Counter()
    right: Counter[int] = Counter()
    scorer = accuracy._scorer()
    for level in levels.values():
        for name, document in level.documents.items():
            truths = level.truths[name]["deliberations"]
            if len(truths) != len(document.deliberations):
                continue
            records = level.records[name]["deliberations"]
            for truth, record, act in zip(truths, records, document.deliberations, strict=True):
                for pointer in act.provenance:
                    verdict = is_right(scorer, truth, record, pointer)
                    if verdict is None:
                        continue
                    sure = confidence(act, pointer)
                    k = next(k for k in range(len(BINS) - 1) if BINS[k] <= sure < BINS[k + 1])
                    seen[k] += 1
                    right[k] += verdict
    table = Table("confidence given", "values", "right", title="Reliability")
    for k in range(len(BINS) - 1):
        share = f"{100 * right[k] / seen[k]:.1f} %" if seen[k] else ""
        table.add_row(f"{BINS[k]:.2f} - {min(BINS[k + 1], 1.0):.2f}", str(seen[k]), share)
    return table


def is_right(scorer: Any, truth: Any, record: Any, pointer: str) -> bool | None:
    """Whether a value is the truth's; None for one that the truth does not hold."""
    path = pointer.split("/")[1:]
    if len(path) == 1 and path[0] in ("presents", "pouvoirs", "excuses", "absents"):
        return None  # the place of what was not read
    if path[0] in ("presents", "excuses", "absents") and truth.get(path[0]) is not None:
        return any(scorer.same_person(one, record[path[0]][int(path[1])]) for one in truth[path[0]])
    if path[0] in ("effectif", "vote", "seance", "numero", "objet"):
        want, got = truth, record
        for key in path:
            if not isinstance(want, dict) or key not in want:
                return None
            want, got = want[key], got[key]
        if isinstance(want, dict) and "nom" in want:
            return bool(scorer.same_person(want, got))
        if path[0] == "objet":
            return bool(scorer.alike(want, got))
        return None if isinstance(want, (dict, list)) else bool(scorer.same_scalar(want, got))
    return None


def report(console: Console, levels: dict[str, Level], rival: bool) -> None:
    table = Table(title="Scans: what is read, and what it costs")
    for column in (
        "level", "pages", "characters wrong", "words", "figures", "names", "CPU s a page", "x engine",
        "critical right", "silent", "people wrong",
    ):  # fmt: skip
        table.add_column(column)
    scorer = accuracy._scorer()
    for name, level in levels.items():
        figures = scorer.score(level.truths, level.records).figures() if scorer else None
        table.add_row(
            name,
            str(level.pages),
            *(level.errors.rate(kind) for kind in ("characters", "words", "figures", "names")),
            f"{level.seconds / level.pages:.2f}",
            f"{level.seconds / level.bare:.2f}",
            f"{figures['critical']:.4f} of {figures['critical_fields']}" if figures else "",
            str(figures["silent"]) if figures else "",
            f"{level.missed} of {level.people}",
        )
    console.print(table)
    console.print(shares({name: (one.spent, one.seconds, one.bare, one.pages) for name, one in levels.items()}))
    for name, level in levels.items():
        if level.alone:
            gain = min(level.alone) / min(level.together)
            console.print(f"{name}: two workers read a file {gain:.2f} times as fast as one")
    if rival:
        table = Table(title="Beside ocrmypdf -l fra and pdftotext, two workers each")
        for column in (
            "level", "pages a second", "theirs", "ratio", "CPU s a page", "theirs", "ratio",
            "figures wrong", "theirs", "names wrong", "theirs",
        ):  # fmt: skip
            table.add_column(column)
        for name, level in levels.items():
            rates = [e.rate(kind) for kind in ("figures", "names") for e in (level.errors, level.rival)]
            table.add_row(
                name,
                f"{level.pages / level.wall:.2f}",
                f"{level.pages / level.rival_wall:.2f}",
                f"{level.rival_wall / level.wall:.1f}",
                f"{level.seconds / level.pages:.2f}",
                f"{level.rival_seconds / level.pages:.2f}",
                f"{level.rival_seconds / level.seconds:.1f}",
                *rates,
            )
        console.print(table)
    if scorer:
        console.print(reliability(levels))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak memory of this process: {peak:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rival", action="store_true")
    parser.add_argument("--cores", action="store_true")
    parser.add_argument("--roster", action="store_true")
    parser.add_argument("--level", action="append", choices=list(degrade.BENCH_LEVELS))
    parser.add_argument("--without", action="append", choices=["second-look", "reconcile"], default=[])
    asked = parser.parse_args()
    rival = asked.rival and shutil.which("ocrmypdf") is not None and shutil.which("pdftotext") is not None
    options = Options(
        jobs=1, second_look="second-look" not in asked.without, reconcile="reconcile" not in asked.without
    )
    cv2.setNumThreads(1)
    for _, pdf, _, _ in cases(asked.quick):
        extract_bytes(pdf, "warm-up", options)  # the grammar's patterns are compiled once, as the engine is loaded once
    levels = {name: Level() for name in asked.level or degrade.BENCH_LEVELS}
    for name, pdf, truth, seed in cases(asked.quick):
        for level, figures in levels.items():
            with tempfile.TemporaryDirectory() as folder:
                known = roster_of(truth, Path(folder) / "members.csv") if asked.roster else None
                scan = degrade.bench_scan(pdf, level, seed)
                measure(figures, name, pdf, truth, scan, replace(options, roster=known), rival, asked.cores)
    report(Console(width=150), levels, rival)


if __name__ == "__main__":
    main()
