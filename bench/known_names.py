"""What knowing a body's members brings on scans: `known_names.py [--all] [--level NAME]...`.

The layouts of tests/fixtures/layouts.py (one in four, or all) at the four levels of degrade.BENCH_LEVELS, and worn.
Each scan is recognised once and understood without the members, with a roster of them, with a profile learnt from two
other sessions of the council that have a text layer, and with both. Counted are the people of the lists and proxies
whom the truth has and the record has not, and those whom it had without the members and has no more (lost).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "fixtures"))

import degrade
import ocr
from msgspec.structs import replace
from PIL import Image

from delibparse.model.record import Document
from delibparse.model.schema import from_json, to_json
from delibparse.options import Options
from delibparse.pipeline import explained, extract_bytes, understand
from delibparse.profile import circle_of, learn, seen_in
from delibparse.reading import OpenFile
from delibparse.reconcile import Circle, Reading, mend_by_archive, recognised_pages

WAYS = ("neither", "roster", "profile", "both")
OTHER_DAYS = ("2001-03-05", "2001-04-02")
"""When the other sessions were: in the mandate of the scan's, which is given a day of its own."""

DAY = "2001-05-07"

LEVELS = [*degrade.BENCH_LEVELS, "worn"]
WORN_DPI = 110


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--level", action="append", choices=LEVELS)
    asked = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    levels: Sequence[str] = asked.level or LEVELS
    for name, pdf, truth, seed in ocr.cases(not asked.all):
        circle = _profile(pdf)
        for level in levels:
            with tempfile.TemporaryDirectory() as folder:
                members = ocr.roster_of(truth, Path(folder) / "members.csv")
                counts += _measured(level, _scan(pdf, level, seed), truth, members, circle)
            sys.stderr.write(f"{name}, {level}: {[counts[level, way] for way in WAYS]} of {counts[level, 'people']}\n")
    sys.stdout.write(
        "| level | people | " + " | ".join(WAYS) + " | lost |\n| --- | --- | --- | --- | --- | --- | --- |\n"
    )
    for level in levels:
        cells = (counts[level, column] for column in ("people", *WAYS, "lost"))
        sys.stdout.write(f"| {level} | " + " | ".join(map(str, cells)) + " |\n")


def _scan(pdf: bytes, level: str, seed: int) -> bytes:
    """A typeset document as a scan of some level; a worn one is coarser, paler and more speckled than a bad one."""
    if level != "worn":
        return degrade.bench_scan(pdf, level, seed)
    pages = [
        degrade.bilevel(degrade.tilt(degrade.fade(page, seed + k, lost=0.5), 1.5), seed=seed + k, speckles=0.002)
        for k, page in enumerate(degrade.render(pdf, WORN_DPI))
    ]
    return degrade.to_pdf([Image.fromarray(page).convert("1") for page in pages], WORN_DPI, quality=None)


def _profile(pdf: bytes) -> Circle:
    """The council as two other sessions with a text layer name it."""
    clean = to_json(extract_bytes(pdf, "clean.pdf", Options()))
    profiles = learn(seen_in(_on(from_json(clean), day)) for day in OTHER_DAYS)
    fullest = max(profiles.values(), key=lambda one: len(one.members), default=None)
    return circle_of(fullest) if fullest is not None else Circle()


def _on(document: Document, day: str) -> Document:
    for act in document.deliberations:
        act.seance = replace(act.seance, date=day)
    return document


def _measured(level: str, scan: bytes, truth: Any, members: Path, circle: Circle) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    options = Options(jobs=1)
    with OpenFile(scan) as opened:
        first, _, pages = explained(opened, "scan.pdf", options)
        again = Options(jobs=1, second_look=False, roster=members)
        known = understand(opened, "scan.pdf", len(pages), pages, again)
    records = {"neither": first, "roster": known, "profile": _mended(first, circle), "both": _mended(known, circle)}
    wanted = Counter(ocr.people_of(truth))
    counts[level, "people"] = wanted.total()
    had = _people(first)
    for way, record in records.items():
        read = _people(record)
        counts[level, way] = (wanted - read).total()
        counts[level, "lost"] += ((wanted & had) - read).total()
    return counts


def _mended(document: Document, circle: Circle) -> Document:
    mended = _on(from_json(to_json(document)), DAY)
    pages = recognised_pages(mended)
    mend_by_archive([Reading(act, pages) for act in mended.deliberations], circle)
    return mended


def _people(document: Document) -> Counter[tuple[tuple[int, str], str]]:
    return Counter(ocr.people_of(json.loads(to_json(document))))


if __name__ == "__main__":
    main()
