"""Leave one council out: how well is a council read with a vocabulary that was not written with it in sight?

Each labelled council is read three times: with all wordings, without those that were `seen` in that council alone, and
without those that name no other council either (`usage` is no council). Its documents are the fixture and, where
../shared/corpus is present, those that `tests/corpus` labels. What the figures can't show: a wording whose `seen` names
no council may yet have been written with one in sight; how many do so is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any
from unittest import mock

from rich.console import Console
from rich.table import Table
from scoring import Outcome, compare, f1

from delibparse import pipeline
from delibparse.grammar.lexicon import vocabulary
from delibparse.grammar.patterns import PATTERNS
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.wording import Entry, Lexicon, Vocabulary

ROOT = Path(__file__).parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FIXTURES = ROOT / "tests" / "fixtures"
LABELS = ROOT / "tests" / "corpus"
FOLDERS = {"minutes": "avranches", "scans": "flaux"}
"""Folders of the corpus whose files all come from one council."""

USAGE = "usage"
NEVER = Entry("(?!)")
"""What stands for a key all of whose wordings are taken away: it matches nothing."""

WAYS = ("all wordings", "seen there alone", "no other council")


@dataclass(frozen=True)
class Labelled:
    """A document and its truth; `council` is a slug."""

    council: str
    path: Path
    truth: dict[str, Any]


@dataclass
class Figures:
    """Sums over documents: critical fields right and in all, the lists' people, silent documents."""

    right: int = 0
    critical: int = 0
    silent: int = 0
    lists: dict[str, Counter[str]] = field(default_factory=lambda: {"presents": Counter(), "pouvoirs": Counter()})

    def add(self, outcome: Outcome) -> None:
        rows = [row for row in outcome.rows if row.critical]
        self.right += sum(row.right for row in rows)
        self.critical += len(rows)
        self.silent += outcome.silent
        for path, counts in self.lists.items():
            counts.update(outcome.lists.get(path, {}))

    def __str__(self) -> str:
        rate = self.right / self.critical if self.critical else 1.0
        people = " ".join(f"{f1(counts):.3f}" for counts in self.lists.values())
        return f"{rate:.4f}  {people}  {self.silent}"


def councils_of(entry: Entry) -> set[str]:
    """The slugs of whom an entry's `seen` names ("Council: words"), `usage` among them; bare words name nobody.

    >>> sorted(councils_of(Entry("x", seen=("Onet-le-Château: Vu le code", "usage: Vu la loi", "VU"))))
    ['onet-le-chateau', 'usage']
    """
    return {slug(one.partition(": ")[0]) for one in entry.seen if ": " in one}


def slug(name: str) -> str:
    """`Onet-le-Château` gives `onet-le-chateau`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def is_of(name: str, council: str) -> bool:
    """Whether a name in `seen` is that council's, short or whole: `onet` is `onet-le-chateau`'s."""
    return f"-{name}-" in f"-{council}-"


def without(words: Vocabulary, council: str, with_usage: bool) -> tuple[Vocabulary, int]:
    """The vocabulary without what was seen in that council alone, and how many wordings that takes away; `with_usage`
    takes away too what names `usage` besides it."""

    def goes(entry: Entry) -> bool:
        names = councils_of(entry) - ({USAGE} if with_usage else set())
        return bool(names) and all(is_of(name, council) for name in names)

    left: Mapping[str, tuple[Entry, ...]] = {
        key: tuple(entry for entry in entries if not goes(entry)) for key, entries in words.entries.items()
    }
    taken = sum(len(entries) - len(left[key]) for key, entries in words.entries.items())
    filled = {key: kept if kept or not words.entries[key] else (NEVER,) for key, kept in left.items()}
    return Vocabulary(MappingProxyType(filled)), taken


def labelled(scans: bool) -> list[Labelled]:
    """All documents with a label; without ../shared the fixture alone."""
    found = [
        Labelled(path.name.removesuffix(".expected.json"), _pdf_of(path), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FIXTURES.glob("*.expected.json"))
    ]
    sources = {path.stem: path for path in sorted(CORPUS.glob("*/*.*")) + sorted(CORPUS.glob("archives/*/*.*"))}
    for path in sorted(LABELS.rglob("*.truth.json")):
        source = sources.get(path.name.removesuffix(".truth.json"))
        if source is not None and (scans or source.parent.name != "scans"):
            found.append(Labelled(_council(source), source, json.loads(path.read_text(encoding="utf-8"))))
    return found


def _pdf_of(expected: Path) -> Path:
    return expected.with_name(expected.name.replace(".expected.json", ".pdf"))


def _council(source: Path) -> str:
    if source.parent.parent.name == "archives":
        return source.parent.name
    return FOLDERS.get(source.parent.name, re.sub(r"^\d+-", "", source.stem))


def read_all(council: str, documents: Sequence[Labelled]) -> tuple[list[int], list[Figures]]:
    """For each of `WAYS`: how many wordings it takes away, and the figures of the council's documents."""
    own = vocabulary()
    ways = [(own, 0), without(own, council, with_usage=False), without(own, council, with_usage=True)]
    figures: list[Figures] = []
    for place, (words, taken) in enumerate(ways):
        if place and taken == ways[place - 1][1]:
            figures.append(figures[-1])
            continue
        figures.append(Figures())
        for one in documents:
            figures[-1].add(compare(one.truth, _read(one.path, words)))
    return [taken for _, taken in ways], figures


def _read(path: Path, words: Vocabulary) -> dict[str, Any]:
    """What is read with that vocabulary."""
    with mock.patch.object(pipeline, "lexicon", return_value=Lexicon(words, PATTERNS)):
        record: dict[str, Any] = json.loads(to_json(extract_bytes(path.read_bytes(), path.name, Options(jobs=1))))
    return record


def report(console: Console, documents: Iterable[Labelled], jobs: int | None) -> None:
    groups: dict[str, list[Labelled]] = {}
    for one in documents:
        groups.setdefault(_group(one.council), []).append(one)
    named = [name for name in groups if _is_named(name)]
    totals = [Figures() for _ in WAYS]
    table = Table("council", "documents", "wordings taken away", *WAYS, title="Leave one council out")
    with ProcessPoolExecutor(jobs) as pool:
        for name, (taken, figures) in zip(groups, pool.map(read_all, groups, groups.values()), strict=True):
            for total, part in zip(totals, figures, strict=True):
                _sum(total, part)
            if name in named:
                table.add_row(name, str(len(groups[name])), f"{taken[1]}, {taken[2]}", *map(str, figures))
    table.add_section()
    count = sum(map(len, groups.values()))
    table.add_row(f"all {len(groups)} councils", str(count), "", *map(str, totals))
    console.print(table)
    console.print("Each cell: critical fields right, F1 of présents and of pouvoirs, documents silently wrong.")
    console.print(_unnamed(list(groups)))


def _group(council: str) -> str:
    """The council of a file's name: `couthenans-cr-2021` is `couthenans`' where a wording names that."""
    names = {name for entries in vocabulary().entries.values() for entry in entries for name in councils_of(entry)}
    own = [name for name in names - {USAGE} if is_of(name, slug(council))]
    return max(own, key=len, default=slug(council))


def _is_named(council: str) -> bool:
    return without(vocabulary(), council, with_usage=True)[1] > 0


def _sum(total: Figures, part: Figures) -> None:
    total.right, total.critical, total.silent = (
        total.right + part.right, total.critical + part.critical, total.silent + part.silent,
    )  # fmt: skip
    for path, counts in part.lists.items():
        total.lists[path].update(counts)


def _unnamed(councils: Sequence[str]) -> str:
    """How many wordings the bench can't take away, and why."""
    told: Counter[str] = Counter()
    for entries in vocabulary().entries.values():
        for entry in entries:
            names = councils_of(entry) - {USAGE}
            known = [name for name in names if any(is_of(name, council) for council in councils)]
            told["labelled" if known else "other" if names else "none"] += 1
    return (
        f"Of {told.total()} wordings {told['labelled']} name a labelled council, {told['other']} only others, "
        f"{told['none']} none at all (usage, or words without a council): these no council's leaving takes away."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", action="store_true", help="read the labelled scans too (minutes)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    args = parser.parse_args()
    os.environ["OMP_THREAD_LIMIT"] = "1"
    report(Console(width=190), labelled(args.scans), args.jobs)


if __name__ == "__main__":
    main()
