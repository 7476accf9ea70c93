"""One value at a time: which wording or layout alone makes a field wrong?

For each value of each dimension of `tests/generator` the plainest document that shows it is read, as a text and as a
PDF, with several draws of names and dates. What is wrong in a document whose every other choice is the plainest is due
to that value; where it is wrong in some draws only, to a name or a date with it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

sys.path.append(str(Path(__file__).parent.parent / "tests"))
sys.path.append(str(Path(__file__).parent))

from scoring import compare
from unseen import render

from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from generator.compose import compose
from generator.plan import Plan, plainest, shown
from generator.wordings import DIMENSIONS

SALTS = range(11, 14)
FILES = ("text", "pdf")
CONTEXTS: tuple[dict[str, Any], ...] = (
    {},
    {"issue": "divided"},
    {"issue": "divided", "voters": "colon"},
    {"issue": "divided", "name": "M. Prénom NOM"},
    {"nature": "minutes"},
    {"excused": 0},
)
"""What may have to be chosen besides for a value to show, the plainest first."""

Value = tuple[str, str]


def plans() -> Iterator[tuple[Value, Plan]]:
    """Each value with the plainest documents that show it."""
    for name, values in DIMENSIONS.items():
        for value in values:
            for file in FILES if name != "file" else (value,):
                for context in CONTEXTS:
                    choices: dict[str, Any] = {"file": file, **context, name: value}
                    if shown(plainest(**choices)).get(name) == value:
                        yield from (((name, value), plainest(salt, **choices)) for salt in SALTS)
                        break


def read(plan: Plan) -> list[str]:
    """The fields that are wrong in the plan's document."""
    document = compose(plan)
    got = json.loads(to_json(extract_bytes(*render(document), Options(jobs=1))))
    return [row.field for row in compare(document.truth, got).wrong]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    cases = list(plans())
    seen = Counter(value for value, _ in cases)
    failed: Counter[Value] = Counter()
    fields: dict[Value, Counter[str]] = {value: Counter() for value in seen}
    with ProcessPoolExecutor(args.jobs) as pool:
        for (value, _), wrong in zip(cases, pool.map(read, [plan for _, plan in cases], chunksize=8), strict=True):
            failed[value] += bool(wrong)
            fields[value].update(set(wrong))
    table = Table("dimension", "value", "documents", "failed", "fields wrong in", title="Values that fail alone")
    for value, count in sorted(failed.items(), key=lambda row: (-row[1] / seen[row[0]], row[0])):
        if count:
            told = ", ".join(f"{field} {times}" for field, times in fields[value].most_common(6))
            table.add_row(*value, str(seen[value]), str(count), told)
    console = Console(width=None if sys.stdout.isatty() else 190)
    console.print(table)
    never = sum(count == 0 for count in failed.values())
    console.print(f"{len(cases)} documents of {len(seen)} values; {never} values never fail.")


if __name__ == "__main__":
    main()
