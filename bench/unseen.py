"""Scores documents that nobody has seen: `unseen.py SEED [N] [--scans] [--keep DIR]`.

`tests/generator` invents N documents from the seed (a PDF with its text layer, or a text); with `--scans` a tenth of the
PDFs is read again as an office's scans. Printed: the measures, the fields most often wrong, the values and the pairs of
values of the generator's dimensions under which documents fail much oftener than under others. `--keep DIR` writes the
documents that failed with truth, output and what is wrong.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
for folder in ("tests", "tests/fixtures", "bench"):
    sys.path.insert(0, str(ROOT / folder))

import degrade  # noqa: E402
from generator.compose import Document, compose  # noqa: E402
from generator.plan import draw, shown  # noqa: E402
from generator.typeset import typeset  # noqa: E402
from scoring import Outcome, compare, f1  # noqa: E402

from delibparse.model.schema import to_json  # noqa: E402
from delibparse.options import Options  # noqa: E402
from delibparse.pipeline import extract_bytes  # noqa: E402

SEEDS_APART = 100_000
"""Documents of one seed are drawn with SEED * this + k: no two seeds share a document."""
SCANNED_SHARE = 10
"""One document in this many is scanned."""


@dataclass(frozen=True)
class Read:
    """A document read: its number, the values that show in it, what came of it."""

    number: int
    choices: dict[str, str]
    outcome: Outcome
    share_left: tuple[int, int]


def read_one(number: int, scan: bool, keep: Path | None) -> Read | None:
    """The document of that number, read and compared; None where it can't be scanned (a text)."""
    document = compose(draw(number))
    if scan and document.plan["file"] != "pdf":
        return None
    data, name = render(document, scan)
    try:
        got = json.loads(to_json(extract_bytes(data, name, Options(jobs=1))))
    except Exception:  # a crash is a wrong answer, and is told as one
        got = {"deliberations": [], "crash": traceback.format_exc()}
    outcome = compare(document.truth, got)
    if keep and (outcome.failed or outcome.false_alarm or "crash" in got):
        _keep(keep / f"{number}{'-scan' if scan else ''}", document, data, name, got, outcome)
    left = sum(len(one["texte"].split()) for act in got["deliberations"] for one in act["indices"]["non_lus"])
    return Read(number, shown(document.plan), outcome, (left, len(document.text.split())))


def render(document: Document, scan: bool = False) -> tuple[bytes, str]:
    """The document's file and its name."""
    if document.plan["file"] != "pdf":
        return document.text.encode(), "document.txt"
    pdf = typeset(document)
    return (degrade.to_pdf(degrade.office(pdf), 200, quality=60) if scan else pdf), "document.pdf"


def _keep(stem: Path, document: Document, data: bytes, name: str, got: dict[str, Any], outcome: Outcome) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    stem.with_suffix(Path(name).suffix).write_bytes(data)
    wrong = [f"{'!' if row.critical else ' '} {row.field}: {row.detail}" for row in outcome.wrong]
    head = [f"silent {outcome.silent}  alarms {outcome.alarms}", *wrong, "", *(f"{k} = {v}" for k, v in shown(document.plan).items())]
    stem.with_suffix(".wrong.txt").write_text("\n".join([*head, "", document.text]), encoding="utf-8")
    for suffix, record in ((".truth.json", document.truth), (".json", got)):
        stem.with_suffix(suffix).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")


def report(console: Console, title: str, found: Sequence[Read]) -> None:
    """The measures, then what fails most."""
    outcomes = [one.outcome for one in found]
    rows = [row for outcome in outcomes for row in outcome.rows]
    critical = [row for row in rows if row.critical]
    lists: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        for path, counts in outcome.lists.items():
            lists["vote.noms" if path.startswith("vote") else path].update(counts)
    clean = [outcome for outcome in outcomes if not outcome.failed]
    console.print(
        f"[bold]{title}[/]: {len(found)} documents, critical {_share(sum(row.right for row in critical), len(critical))} of {len(critical)}, "
        f"documents without a critical error {_share(len(clean), len(found))}, silent {sum(one.silent for one in outcomes)}, "
        f"false alarms {sum(one.false_alarm for one in outcomes)} of {len(clean)}"
    )
    named = ", ".join(f"{label} {f1(lists[path]):.4f}" for label, path in (("présents", "presents"), ("pouvoirs", "pouvoirs"), ("excusés", "excuses"), ("absents", "absents"), ("votes by name", "vote.noms")))
    left, words = (sum(one.share_left[k] for one in found) for k in (0, 1))
    console.print(f"F1: {named}; words not understood {left} of {words} in the documents")
    console.print(_fields(found))
    console.print(_values(found))
    console.print(_pairs(found))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "–"


def _fields(found: Sequence[Read]) -> Table:
    """The fields most often wrong, each with the values under which it is wrong much oftener than elsewhere."""
    table = Table("field", "wrong", "of", "silent in", "most often under", title="Worst fields")
    wrong: dict[str, list[Read]] = defaultdict(list)
    total: Counter[str] = Counter()
    for one in found:
        for row in one.outcome.rows:
            total[row.field] += 1
        for path in {row.field for row in one.outcome.wrong}:
            wrong[path].append(one)
    for path, failing in sorted(wrong.items(), key=lambda pair: -len(pair[1]))[:22]:
        numbers = {one.number for one in failing}
        under = [f"{name} = {value} ({bad}/{seen})" for _, (name, value), bad, seen in _excess(found, numbers, 1)[:3]]
        silent = sum(one.outcome.silent for one in failing)
        table.add_row(path, str(sum(row.field == path for one in failing for row in one.outcome.wrong)), str(total[path]), str(silent), "\n".join(under))
    return table


def _values(found: Sequence[Read]) -> Table:
    table = Table("dimension", "value", "failed", "of", "deviations", title="Values that fail oftenest")
    failing = {one.number for one in found if one.outcome.failed}
    for score, (name, value), bad, seen in _excess(found, failing, 1)[:20]:
        table.add_row(name, value, str(bad), str(seen), f"{score:.1f}")
    return table


def _pairs(found: Sequence[Read]) -> Table:
    """Pairs that fail oftener than each of their values does: what fails only together."""
    table = Table("one", "other", "failed", "of", "deviations", title="Pairs of values that fail together")
    failing = {one.number for one in found if one.outcome.failed}
    for score, (one, other), bad, seen in _excess(found, failing, 2)[:25]:
        table.add_row(f"{one[0]} = {one[1]}", f"{other[0]} = {other[1]}", str(bad), str(seen), f"{score:.1f}")
    return table


def _excess(found: Sequence[Read], failing: set[int], size: int) -> list[tuple[float, Any, int, int]]:
    """(standard deviations above the rate to expect, value or pair, failed, seen), worst first.

    A value is held against the mean of all documents, a pair against the worse of its two values.
    """
    seen: Counter[Any] = Counter()
    bad: Counter[Any] = Counter()
    for one in found:
        for key in _keys(one.choices.items(), size):
            seen[key] += 1
            bad[key] += one.number in failing
    mean = len(failing) / len(found) if found else 0.0
    single: dict[Any, float] = {}
    if size == 2:
        alone: Counter[Any] = Counter()
        broken: Counter[Any] = Counter()
        for one in found:
            alone.update(one.choices.items())
            broken.update(one.choices.items() if one.number in failing else ())
        single = {key: broken[key] / alone[key] for key in alone}
    rows = []
    for key, count in seen.items():
        rate = max(single[key[0]], single[key[1]], mean) if size == 2 else mean
        if bad[key] < (3 if size == 2 else 2) or not 0 < rate < 1:
            continue
        score = (bad[key] - count * rate) / math.sqrt(count * rate * (1 - rate))
        if score > (1.3 if size == 2 else 1.5):
            rows.append((score, key, bad[key], count))
    return sorted(rows, key=lambda row: (-row[0], str(row[1])))


def _keys(choices: Iterable[tuple[str, str]], size: int) -> Iterable[Any]:
    return choices if size == 1 else combinations(sorted(choices), 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("documents", type=int, nargs="?", default=300)
    parser.add_argument("--scans", action="store_true", help="read a tenth of the PDFs as office scans too")
    parser.add_argument("--keep", type=Path, help="write the documents that failed to this folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    console = Console(width=None if sys.stdout.isatty() else 190)
    numbers = [args.seed * SEEDS_APART + k for k in range(args.documents)]
    with ProcessPoolExecutor(args.jobs) as pool:
        found = [one for one in pool.map(partial(read_one, scan=False, keep=args.keep), numbers, chunksize=4) if one]
        report(console, f"Seed {args.seed}, text layers and texts", found)
        if args.scans:
            some = numbers[:: SCANNED_SHARE]
            scanned = [one for one in pool.map(partial(read_one, scan=True, keep=args.keep), some) if one]
            report(console, f"Seed {args.seed}, office scans", scanned)


if __name__ == "__main__":
    main()
