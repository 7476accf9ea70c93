"""The labelled set read again: field accuracy, silent errors, false alarms.

The set is `tests/fixtures/*.expected.json` over all the levels of each act, and `tests/corpus/*.truth.json` over the
real documents of ../shared/corpus where that folder is present. Fields are compared as `../shared/tools/score.py`
does, when it is there.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

from rich.console import Console
from rich.table import Table

from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.schema import to_json

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FIXTURES = ROOT / "tests" / "fixtures"


def report(console: Console) -> None:
    scorer = _scorer()
    if scorer is None:
        console.print("accuracy: ../shared/tools/score.py is absent, nothing scored")
        return
    table = Table(title="Accuracy")
    for column in ("set", "documents", "critical fields right", "silent errors", "false alarms", "with a box"):
        table.add_column(column)
    for name, truths, predictions in _sets():
        figures = scorer.score(truths, predictions).figures()
        table.add_row(
            name,
            str(figures["documents"]),
            f"{figures['critical']:.4f} of {figures['critical_fields']}",
            str(figures["silent"]),
            str(figures["false_alarms"]),
            str(figures["provenance"]),
        )
    console.print(table)


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


Records = dict[str, dict[str, object]]


def _sets() -> list[tuple[str, Records, Records]]:
    sets = []
    levels = ("", "-b-clean", "-c-office", "-d-bad", "-e-hidden", "-f-mixed")
    for expected in sorted(FIXTURES.glob("*.expected.json")):
        act = expected.name.removesuffix(".expected.json")
        truth = json.loads(expected.read_text(encoding="utf-8"))
        for deliberation in truth["deliberations"]:
            deliberation["propre"] = True
        for level in levels:
            path = FIXTURES / f"{act}.pdf" if not level else FIXTURES / "built" / f"{act}{level}.pdf"
            sets.append((f"{act}{level}", {act: truth}, {act: _read(path)}))
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


def _read(path: Path) -> dict[str, object]:
    document = extract_bytes(path.read_bytes(), path.name, Options())
    record: dict[str, object] = json.loads(to_json(document))
    return record
