"""`make bench-reliability`: how often a value of each confidence is right, on real scans.

    python bench/reliability.py [--only TEXT] [--jobs N]

Reads the labelled files of ../shared/corpus whose pages are recognised (those of tests/corpus and of its archives), and
compares each value that has a place on a recognised page with its label, by kind: names, figures, dates, texts. Files
with a text layer are left out; `--only` keeps those whose name holds a text.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parent))

import accuracy
from ocr import BINS, is_right
from rich.console import Console
from rich.table import Table

from delibparse.model.people import confidence, was_recognised
from delibparse.model.record import Deliberation, Document
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_opened
from delibparse.reading import OpenFile
from delibparse.reconcile import recognised_pages

KINDS = {
    "presents": "names", "excuses": "names", "absents": "names", "effectif": "figures", "vote": "figures",
    "seance": "dates", "numero": "texts", "objet": "texts",
}  # fmt: skip
SAME_OBJECT = 0.8
"""How alike the objects of an act and of its label are, as in tools/score.py, where numbers do not tell."""


def kind_of(pointer: str) -> str | None:
    """The kind of a value, None where it is not compared."""
    kind = KINDS.get(pointer.split("/")[1])
    if kind == "dates" and pointer != "/seance/date":
        return "names" if pointer in ("/seance/president", "/seance/secretaire") else None
    return kind


def pairs(scorer: Any, labels: list[Any], records: list[Any]) -> Iterator[tuple[Any, int]]:
    """Each label with the index of its act: that of its number, else of its object."""
    left = list(range(len(records)))
    for label in labels:
        number, objet = label.get("numero"), label.get("objet")
        of_number = (k for k in left if number and scorer.bare(records[k]["numero"]) == scorer.bare(number))
        of_object = (k for k in left if objet and scorer.alike(objet, records[k]["objet"] or "", SAME_OBJECT))
        found = next(of_number, None)
        found = next(of_object, None) if found is None else found
        if found is not None:
            left.remove(found)
            yield label, found


def judged(
    scorer: Any, label: Any, record: Any, act: Deliberation, document: Document
) -> Iterator[tuple[str, float, bool]]:
    """(kind, confidence, whether right) of each value of an act that was recognised and has a label."""
    pages = recognised_pages(document)
    for pointer in act.provenance:
        kind = kind_of(pointer)
        if kind is not None and was_recognised(act, pointer, pages):
            verdict = is_right(scorer, label, record, pointer)
            if verdict is not None:
                yield kind, confidence(act, pointer), verdict


def files() -> Iterator[tuple[Path, Path]]:
    """(label, source) of what is labelled and lies in ../shared/corpus."""
    tests, corpus = accuracy.ROOT / "tests" / "corpus", accuracy.SHARED / "corpus"
    sources = {path.stem: path for folder in corpus.iterdir() if folder.is_dir() for path in folder.rglob("*.pdf")}
    for label in sorted([*tests.glob("*.truth.json"), *tests.glob("archives/*/*.truth.json")]):
        stem = label.name.removesuffix(".truth.json")
        if stem in sources:
            yield label, sources[stem]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    scorer = accuracy._scorer()
    if scorer is None:
        sys.exit("../shared is absent: there are no labels to compare with")
    seen: Counter[tuple[str, int]] = Counter()
    right: Counter[tuple[str, int]] = Counter()
    read = 0
    for label, source in files():
        if asked.only not in str(source):
            continue
        with OpenFile(source.read_bytes()) as opened:
            document = extract_opened(opened, source.name, Options(jobs=asked.jobs))
        if not recognised_pages(document):
            continue
        read += 1
        records = json.loads(to_json(document))["deliberations"]
        for truth, k in pairs(scorer, json.loads(label.read_text(encoding="utf-8"))["deliberations"], records):
            for kind, sure, verdict in judged(scorer, truth, records[k], document.deliberations[k], document):
                at = kind, next(k for k in range(len(BINS) - 1) if BINS[k] <= sure < BINS[k + 1])
                seen[at] += 1
                right[at] += verdict
    Console(width=120).print(table(seen, right, read))


def table(seen: Counter[tuple[str, int]], right: Counter[tuple[str, int]], read: int) -> Table:
    """Of each kind and confidence, how many values and the share that is right."""
    kinds = sorted({kind for kind, _ in seen})
    made = Table("confidence given", *kinds, title=f"Values and share right on {read} real scans")
    for k in range(len(BINS) - 1):
        cells = [
            f"{seen[kind, k]}: {100 * right[kind, k] / seen[kind, k]:.1f} %" if seen[kind, k] else "" for kind in kinds
        ]
        made.add_row(f"{BINS[k]:.2f} - {min(BINS[k + 1], 1.0):.2f}", *cells)
    return made


if __name__ == "__main__":
    main()
