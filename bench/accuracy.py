"""The labelled set read again: field accuracy, silent errors, false alarms.

The set is `tests/fixtures/*.expected.json` over all the levels of each act, and `tests/corpus/*.truth.json` over the
real documents of ../shared/corpus where that folder is present. Fields are compared as `../shared/tools/score.py`
does, when it is there.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from rich.console import Console
from rich.table import Table

from delibparse.model.explained import Words, words_of
from delibparse.model.schema import from_json, to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

Records = dict[str, dict[str, Any]]

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FIXTURES = ROOT / "tests" / "fixtures"
sys.path.insert(0, str(FIXTURES))

import degrade  # noqa: E402
import layouts  # noqa: E402

COLUMNS = (
    "set",
    "documents",
    "critical right",
    "présents F1",
    "pouvoirs F1",
    "votes",
    "acts within one",
    "silent",
    "false alarms",
    "boxed",
    "words read",
)


def report(console: Console) -> None:
    scorer = _scorer()
    if scorer is None:
        console.print("accuracy: ../shared/tools/score.py is absent, nothing scored")
        return
    table = Table(title="Accuracy")
    for column in COLUMNS:
        table.add_column(column)
    for name, truths, predictions in _sets():
        figures = scorer.score(truths, predictions).figures()
        lists, vote = figures["lists"], figures["groups"].get("vote", {})
        table.add_row(
            name,
            str(figures["documents"]),
            f"{figures['critical']:.4f} of {figures['critical_fields']}",
            *(str(lists.get(field, {}).get("f1", "")) for field in ("presents", "pouvoirs")),
            str(vote.get("rate", "")),
            _segmentation(truths, predictions),
            str(figures["silent"]),
            str(figures["false_alarms"]),
            str(figures["provenance"]),
            _understood(predictions),
        )
    console.print(table)


def _understood(predictions: Records) -> str:
    """The share of the words of headers, attendances and votes that became values."""
    words = Words()
    for record in predictions.values():
        words = words.plus(words_of(from_json(json.dumps(record).encode())))
    return "" if words.share is None else f"{words.share:.4f}"


def _segmentation(truths: Records, predictions: Records) -> str:
    """Of the documents whose acts are all labelled and are several, those read with as many, give or take one."""
    several = {
        name: len(_acts(truth)) for name, truth in truths.items() if not truth.get("partiel") and len(_acts(truth)) > 1
    }
    near = sum(abs(len(_acts(predictions[name])) - count) <= 1 for name, count in several.items())
    return f"{near} of {len(several)}" if several else ""


def _acts(record: dict[str, Any]) -> list[Any]:
    acts: list[Any] = record["deliberations"]
    return acts


def _scorer() -> ModuleType | None:
    path = SHARED / "tools" / "score.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sets() -> list[tuple[str, Records, Records]]:
    sets: list[tuple[str, Records, Records]] = []
    levels = ("", "-b-clean", "-c-office", "-d-bad", "-e-hidden", "-f-mixed")
    for expected in sorted(FIXTURES.glob("*.expected.json")):
        act = expected.name.removesuffix(".expected.json")
        truth = json.loads(expected.read_text(encoding="utf-8"))
        for deliberation in truth["deliberations"]:
            deliberation["propre"] = True
        for level in levels:
            path = FIXTURES / f"{act}.pdf" if not level else FIXTURES / "built" / f"{act}{level}.pdf"
            sets.append((f"{act}{level}", {act: truth}, {act: _read(path)}))
    for level in ("text", *LEVELS):
        truths_: Records = {}
        read: Records = {}
        for name, maker in layouts.LAYOUTS.items():
            pdf, truths_[name] = maker()
            read[name] = _read_bytes(LEVELS[level](pdf) if level in LEVELS else pdf, f"{name}.pdf")
        sets.append((f"layouts/{level}", truths_, read))
    corpus = sorted((ROOT / "tests" / "corpus").glob("*.truth.json"))
    sources = {
        path.stem: path
        for folder in ("real", "pdf", "scans", "minutes")
        for path in (SHARED / "corpus" / folder).glob("*.*")
    }
    groups: dict[str, tuple[Records, Records]] = {}
    for label in corpus:
        stem = label.name.removesuffix(".truth.json")
        if stem in sources:
            truths, predictions = groups.setdefault(sources[stem].parent.name, ({}, {}))
            truths[stem] = json.loads(label.read_text(encoding="utf-8"))
            predictions[stem] = _read(sources[stem])
    return sets + [(f"corpus/{folder}", *pair) for folder, pair in sorted(groups.items())]


LEVELS: dict[str, Callable[[bytes], bytes]] = {
    "clean": lambda pdf: degrade.to_pdf(degrade.clean(pdf), 300, quality=85),
    "office": lambda pdf: degrade.to_pdf(degrade.office(pdf), 200, quality=60),
    "bad": lambda pdf: degrade.to_pdf(degrade.bad(pdf), 150),
}


def _read(path: Path) -> dict[str, Any]:
    return _read_bytes(path.read_bytes(), path.name)


def _read_bytes(data: bytes, name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(to_json(extract_bytes(data, name, Options())))
    return record
