"""Scores documents that nobody has seen: `unseen.py SEED [N] [--level LEVEL]... [--keep DIR]`.

`tests/generator` invents N documents from the seed (a PDF with its text layer, or a text). With levels (clean, office,
bad, phone: those of `ocr.py`) they are the first N PDFs of the seed, read from their text and as scans of each level:
what is right from the text and wrong from the scan is what the scan costs, the rest is the layout's. Printed: the
measures, the fields most often wrong, the values and the pairs of values of the generator's dimensions under which
documents fail much oftener than under others. `--keep DIR` writes the documents that failed with truth, output and
what is wrong.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
for folder in ("tests", "tests/fixtures", "bench"):
    sys.path.append(str(ROOT / folder))  # last: a bench and a fixture have a module `tables`

import degrade  # noqa: E402
from scoring import Outcome, compare, f1  # noqa: E402

from delibparse.model.schema import to_json  # noqa: E402
from delibparse.options import Options  # noqa: E402
from delibparse.pipeline import extract_bytes  # noqa: E402
from generator.compose import Document, compose  # noqa: E402
from generator.plan import draw, shown  # noqa: E402
from generator.typeset import typeset  # noqa: E402

SEEDS_APART = 100_000
"""Documents of one seed are drawn with SEED * this + k: no two seeds share a document."""
LISTS = {
    "présents": "presents", "pouvoirs": "pouvoirs", "excusés": "excuses", "absents": "absents",
    "votes by name": "vote.noms",
}  # fmt: skip
FEWEST_FAILURES = 3
VALUE_STANDS_OUT, PAIR_STANDS_OUT = 2.5, 3.0
"""Standard deviations: of some 400 values two or three pass by chance, of the many pairs a few."""


@dataclass(frozen=True)
class Read:
    """A document read: its number, the values that show in it, what came of it, the words (not understood, in all),
    the traceback where the program crashed."""

    number: int
    choices: dict[str, str]
    outcome: Outcome
    share_left: tuple[int, int]
    crash: str = ""


def read_one(number: int, level: str | None, keep: Path | None) -> Read:
    """The document of that number, from its text or as a scan of a level, read and compared."""
    document = compose(draw(number))
    data, name = render(document)
    if level:
        data = degrade.bench_scan(data, level, number)
    try:
        got = json.loads(to_json(extract_bytes(data, name, Options(jobs=1))))
    except Exception:  # noqa: BLE001  a crash is a wrong answer, and is told as one
        got = {"deliberations": [], "crash": traceback.format_exc()}
    outcome = compare(document.truth, got)
    if keep and (outcome.failed or outcome.false_alarm or "crash" in got):
        _keep(keep / (f"{number}-{level}" if level else str(number)), document, data, name, got, outcome)
    left = sum(len(one["texte"].split()) for act in got["deliberations"] for one in act["indices"]["non_lus"])
    return Read(number, shown(document.plan), outcome, (left, len(document.text.split())), got.get("crash", ""))


def render(document: Document) -> tuple[bytes, str]:
    """The document's file and its name."""
    if document.plan["file"] != "pdf":
        return document.text.encode(), "document.txt"
    return typeset(document), "document.pdf"


def numbers_of(seed: int) -> Iterator[int]:
    return iter(range(seed * SEEDS_APART, (seed + 1) * SEEDS_APART))


def pdfs_of(seed: int) -> Iterator[int]:
    """The numbers of the documents of a seed that can be scanned."""
    return (number for number in numbers_of(seed) if draw(number)["file"] == "pdf")


def _keep(stem: Path, document: Document, data: bytes, name: str, got: dict[str, Any], outcome: Outcome) -> None:
    stem.parent.mkdir(parents=True, exist_ok=True)
    stem.with_suffix(Path(name).suffix).write_bytes(data)
    wrong = [f"{'!' if row.critical else ' '} {row.field}: {row.detail}" for row in outcome.wrong]
    head = [
        f"silent {outcome.silent}  alarms {outcome.alarms}",
        *wrong,
        "",
        *(f"{k} = {v}" for k, v in shown(document.plan).items()),
    ]
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
    right = sum(row.right for row in critical)
    console.print(
        f"[bold]{title}[/]: {len(found)} documents, critical {_share(right, len(critical))} of {len(critical)}, "
        f"documents without a critical error {_share(len(clean), len(found))}, "
        f"silent {sum(one.silent for one in outcomes)}, "
        f"false alarms {sum(one.false_alarm for one in outcomes)} of {len(clean)}"
    )
    for one in found:
        if one.crash:
            console.print(f"[red]Crash[/] in document {one.number}: {one.crash.splitlines()[-1]}")
    named = ", ".join(f"{label} {f1(lists[path]):.4f}" for label, path in LISTS.items())
    left, words = (sum(one.share_left[k] for one in found) for k in (0, 1))
    console.print(f"F1: {named}; words not understood {left} of {words} in the documents")
    console.print(_fields(found))
    console.print(_values(found))
    console.print(_pairs(found))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.4f}" if whole else "–"


def _fields(found: Sequence[Read]) -> Table:
    """The fields most often wrong, each with the values under which it is wrong much oftener than elsewhere."""
    table = Table("field", "wrong", "of", "silent in", "most often under (wrong/documents)", title="Worst fields")
    total = Counter(row.field for one in found for row in one.outcome.rows)
    for path, failing in _failing(found)[:24]:
        under = [f"{name} = {value} ({bad}/{seen})" for _, (name, value), bad, seen in _excess(found, failing, 1)[:4]]
        wrong = sum(row.field == path for one in found for row in one.outcome.wrong)
        silent = sum(one.outcome.silent for one in found if one.number in failing)
        table.add_row(path, str(wrong), str(total[path]), str(silent), "\n".join(under))
    return table


def _values(found: Sequence[Read]) -> Table:
    """The values whose documents have most critical fields wrong, in standard errors above the mean of all."""
    table = Table(
        "dimension", "value", "documents", "fields wrong", "elsewhere", "deviations", title="Values that cost most"
    )
    wrong = {one.number: len({row.field for row in one.outcome.wrong if row.critical}) for one in found}
    mean = sum(wrong.values()) / len(wrong)
    spread = math.sqrt(sum((count - mean) ** 2 for count in wrong.values()) / len(wrong)) or 1.0
    by_value: dict[tuple[str, str], list[int]] = defaultdict(list)
    for one in found:
        for key in one.choices.items():
            by_value[key].append(wrong[one.number])
    scored = [
        ((sum(counts) / len(counts) - mean) / spread * math.sqrt(len(counts)), key, counts)
        for key, counts in by_value.items()
    ]
    for score, (name, value), counts in sorted(scored, key=lambda row: (-row[0], row[1]))[:20]:
        if score > VALUE_STANDS_OUT:
            table.add_row(
                name, value, str(len(counts)), f"{sum(counts) / len(counts):.2f}", f"{mean:.2f}", f"{score:.1f}"
            )
    return table


def _pairs(found: Sequence[Read]) -> Table:
    """Pairs under which a field is wrong oftener than under either value alone: what fails only together."""
    table = Table("field", "one", "other", "wrong", "of", "deviations", title="Pairs of values that fail together")
    scored = [
        (score, path, key, bad, seen)
        for path, failing in _failing(found)
        for score, key, bad, seen in _excess(found, failing, 2)
    ]
    for score, path, (one, other), bad, seen in sorted(scored, key=lambda row: (-row[0], row[1], row[2]))[:25]:
        table.add_row(path, f"{one[0]} = {one[1]}", f"{other[0]} = {other[1]}", str(bad), str(seen), f"{score:.1f}")
    return table


def _failing(found: Sequence[Read]) -> list[tuple[str, set[int]]]:
    """(field, documents in which it is wrong), the worst first."""
    wrong: dict[str, set[int]] = defaultdict(set)
    for one in found:
        for row in one.outcome.wrong:
            wrong[row.field].add(one.number)
    return sorted(wrong.items(), key=lambda pair: (-len(pair[1]), pair[0]))


def _excess(found: Sequence[Read], failing: set[int], size: int) -> list[tuple[float, Any, int, int]]:
    """(standard deviations above the rate to expect, value or pair, failed, seen), worst first.

    A value is held against the mean of all documents, a pair against the worse of its two values.
    """
    seen = Counter(key for one in found for key in _keys(one.choices, size))
    bad = Counter(key for one in found if one.number in failing for key in _keys(one.choices, size))
    alone = Counter(key for one in found for key in one.choices.items())
    broken = Counter(key for one in found if one.number in failing for key in one.choices.items())
    mean = len(failing) / len(found)
    rows = []
    for key, count in bad.items():
        rate = mean if size == 1 else max(mean, *(broken[one] / alone[one] for one in key))
        if count >= FEWEST_FAILURES and rate < 1:
            score = (count - seen[key] * rate) / math.sqrt(seen[key] * rate * (1 - rate))
            if score > (VALUE_STANDS_OUT if size == 1 else PAIR_STANDS_OUT):
                rows.append((score, key, count, seen[key]))
    return sorted(rows, key=lambda row: (-row[0], str(row[1])))


def _keys(choices: dict[str, str], size: int) -> Iterable[Any]:
    return choices.items() if size == 1 else combinations(sorted(choices.items()), 2)


def costs(console: Console, level: str, plain: Sequence[Read], scanned: Sequence[Read]) -> None:
    """What the scan alone costs: the critical fields that are right from the text of the same documents."""
    table = Table("field", "wrong from the scan alone", "documents", title=f"What the {level} scans cost")
    lost: dict[str, list[int]] = defaultdict(list)
    seen = right = 0
    for one, other in zip(plain, scanned, strict=True):
        for row, scan in zip(one.outcome.rows, other.outcome.rows, strict=True):
            if row.critical and row.right:
                seen += 1
                right += scan.right
                if not scan.right:
                    lost[row.field].append(one.number % SEEDS_APART)
    for path, numbers in sorted(lost.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        table.add_row(path, str(len(numbers)), " ".join(map(str, dict.fromkeys(numbers))))
    console.print(table)
    console.print(f"Right from the text and from the {level} scan: {_share(right, seen)} of {seen}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("documents", type=int, nargs="?", default=300)
    parser.add_argument("--level", action="append", choices=list(degrade.BENCH_LEVELS), default=[])
    parser.add_argument("--keep", type=Path, help="write the documents that failed to this folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    console = Console(width=None if sys.stdout.isatty() else 190)
    numbers = list(islice((pdfs_of if args.level else numbers_of)(args.seed), args.documents))
    with ProcessPoolExecutor(args.jobs) as pool:
        plain = list(pool.map(partial(read_one, level=None, keep=args.keep), numbers, chunksize=4))
        report(console, f"Seed {args.seed}, {'text layers' if args.level else 'text layers and texts'}", plain)
        for level in args.level:
            scanned = list(pool.map(partial(read_one, level=level, keep=args.keep), numbers))
            report(console, f"Seed {args.seed}, {level} scans", scanned)
            costs(console, level, plain, scanned)


if __name__ == "__main__":
    main()
