"""What every run must hold to, whatever it is given.

A documented exit status; JSON that is valid, or one clear line, for each file; no traceback and no internal error; the
good file beside the others is read; nothing written but where it was asked; no process left; bounded time and memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from fuzz import records, seeds
from fuzz.archives import KNOWN
from fuzz.cases import Case
from fuzz.zygote import Ran, Zygote

GOOD = "zz-bon.txt"
"""A good file that is given last, beside the others."""

ASKED = ("out", "metadata.json")
"""What a command is asked to write: `-o out`, and what Datasette wants beside a database."""

CPU_SECONDS, MEGABYTES = 30.0, 1500.0
"""What one case may take."""

FORMATS = ("scdl", "csv", "jsonl", "parquet", "xlsx", "sqlite", "popolo", "akn", "md")
OUTSIDE = Path("/delibparse-fuzz-escaped.txt")
NEVER = re.compile(r"Traceback|erreur interne|resource_tracker|Error:|Warning:|Exception ignored|leaked")
"""What no run prints."""


@dataclass
class Told:
    """What was found wrong with some cases, and what they used."""

    wrong: list[str] = field(default_factory=list)
    cpu: float = 0.0
    megabytes: float = 0.0

    def hold(self, right: object, what: str) -> None:
        if not right:
            self.wrong.append(what)

    def count(self, ran: Ran) -> None:
        self.cpu += ran.cpu
        self.megabytes = max(self.megabytes, ran.megabytes)


class Sandbox:
    """A folder deep in another one, in which a command runs; whatever appears elsewhere is seen."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.here = root / "1" / "2" / "3" / "4"
        self.given = self.here / "in"
        self.out = self.here / "out"
        self.temporary = root / "tmp"
        self.given.mkdir(parents=True)
        self.temporary.mkdir()

    def put(self, name: str, content: bytes) -> None:
        (self.given / name).write_bytes(content)

    def state(self) -> dict[str, str]:
        """Every file and folder but those of `out`, with a sum of its content."""
        found = {}
        for folder, below, files in os.walk(self.root):
            if Path(folder) == self.here:
                below[:] = [name for name in below if name != "out"]
                files = [name for name in files if name not in ASKED]
            found |= {f"{folder}/{name}": "" for name in below}
            for name in files:
                path = Path(folder, name)
                found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "?"
        return found


@contextmanager
def sandbox() -> Iterator[Sandbox]:
    root = Path(tempfile.mkdtemp(prefix="delibparse-fuzz-"))
    try:
        yield Sandbox(root)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def run(told: Told, zygote: Zygote, box: Sandbox, *arguments: str) -> Ran:
    """A command, held to what every command must hold to."""
    before = box.state()
    ran = zygote.run(list(arguments), box.here, box.temporary)
    told.count(ran)
    what = arguments[0]
    told.hold(ran.status is not None, f"{what}: hangs")
    told.hold(ran.status in (None, 0, 1, 2, 3, 5), f"{what}: status {ran.status}")
    told.hold(ran.left == 0, f"{what}: a process is left")
    said = NEVER.search(ran.err)
    told.hold(not said, f"{what}: prints {ran.err[max(said.start() - 200, 0) : said.end() + 300] if said else ''!r}")
    after = box.state()
    new = sorted(path for path in after if before.get(path) != after[path])
    gone = sorted(before.keys() - after.keys())
    told.hold(not new and not gone, f"{what}: writes outside: {[*new[:3], *gone[:3]]}")
    told.hold(not OUTSIDE.exists(), f"{what}: writes {OUTSIDE}")
    return ran


def failures(ran: Ran, names: Sequence[str]) -> dict[str, list[str]]:
    """The lines on stderr that are failures, by the file that they name."""
    found: dict[str, list[str]] = {}
    for line in ran.err.splitlines():
        match = re.match(r"delibparse: in/(.+?): ", line)
        found.setdefault(match[1] if match and match[1] in names else "", []).append(line)
    return found


@cache
def _validator() -> Any:
    import jsonschema

    from delibparse.model.schema import json_schema

    return jsonschema.Draft202012Validator(json_schema())


def valid(told: Told, data: bytes, deep: bool) -> dict[str, Any]:
    """A line of JSON, held to the format; by the JSON Schema itself too where `deep`."""
    from delibparse.errors import DelibparseError
    from delibparse.model.schema import from_json

    try:
        from_json(data)
    except DelibparseError as failure:
        told.hold(False, f"JSON that is none of ours: {failure}")
        return {"source": {"fichier": ""}, "deliberations": []}
    document: dict[str, Any] = json.loads(data)
    if deep and len(data) < 100_000:
        wrong = next(_validator().iter_errors(document), None)
        told.hold(wrong is None, f"JSON against the schema: {str(wrong)[:300]}")
    return document


# ---- files that are read -------------------------------------------------------------------------------------------


def read(zygote: Zygote, cases: Sequence[Case], ocr: str = "auto", deep: bool = False) -> Told:
    """`extract` of all cases and a good file at once."""
    told = Told()
    with sandbox() as box:
        for one in cases:
            box.put(one.name, one.content)
        box.put(GOOD, seeds.act(7).encode())
        names = [*(one.name for one in cases), GOOD]
        ran = run(told, zygote, box, "extract", "--ocr", ocr, *(f"in/{name}" for name in names))
        failed = failures(ran, names)
        documents = {
            Path(one["source"]["fichier"]).name: one
            for one in (valid(told, line, deep) for line in ran.out.splitlines())
        }
        for name in names:
            lines = failed.get(name, [])
            told.hold(
                len(lines) + (name in documents) == 1,
                f"{name}: {len(lines)} lines, {'a' if name in documents else 'no'} JSON",
            )
        told.hold("" not in failed, f"extract: other lines: {failed.get('', [])[:3]}")
        told.hold(ran.status == (3 if failed else 0), f"extract: status {ran.status} with {len(failed)} failures")
        known = documents.get(GOOD, {"deliberations": []})["deliberations"]
        told.hold(known and known[0]["numero"] == "2023-007", "the good file is not read")
    return told


# ---- our own JSON --------------------------------------------------------------------------------------------------


def own(zygote: Zygote, cases: Sequence[Case]) -> Told:
    """`check` and `show` of all cases and a good file at once, an export of each case."""
    told = Told()
    with sandbox() as box:
        for one in cases:
            box.put(one.name, one.content)
        box.put(GOOD, seeds.act(7).replace("Pour : 4", "Pour : 40").encode())
        names = [*(one.name for one in cases), GOOD]
        given = [f"in/{name}" for name in names]
        for command, more in (("check", ["--json"]), ("check", []), ("check", ["--sarif"]), ("show", [])):
            ran = run(told, zygote, box, command, *more, *given)
            failed = failures(ran, names)
            told.hold("" not in failed, f"{command}: other lines: {failed.get('', [])[:3]}")
            told.hold(
                all(len(lines) == 1 for lines in failed.values()), f"{command}: more than a line for a file: {failed}"
            )
            told.hold(GOOD not in failed, f"{command}: the good file is not read")
            told.hold((ran.status == 3) == bool(failed), f"{command}: status {ran.status} with {len(failed)} failures")
            told.hold(b"bon.txt" in ran.out or command == "show", f"{command}: nothing of the good file")
            if more:
                told.hold(_is_json(ran.out), f"{command} {more[0]}: no JSON")
            else:
                told.hold(_is_inert(ran.out), f"{command}: control characters")
        for one in cases:
            _exported(told, zygote, box, one)
    return told


def _exported(told: Told, zygote: Zygote, box: Sandbox, one: Case) -> None:
    """One format for each case, chosen by its seed."""
    chosen = FORMATS[one.seed % len(FORMATS)]
    ran = run(told, zygote, box, "export", f"in/{one.name}", "-f", chosen, "-o", "out")
    lines = [line for line in ran.err.splitlines() if line.startswith("delibparse: ")]
    told.hold(ran.status in (0, 3), f"export -f {chosen}: status {ran.status} ({ran.err[-300:]})")
    told.hold(ran.status == 0 or len(lines) == 1, f"export -f {chosen}: {len(lines)} lines: {ran.err[-300:]}")
    told.hold(ran.status == 0 or not box.out.exists(), f"export -f {chosen}: writes though it fails")
    if box.out.is_dir():
        shutil.rmtree(box.out)
    box.out.unlink(missing_ok=True)
    (box.here / "metadata.json").unlink(missing_ok=True)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return False
    return True


def _is_inert(data: bytes) -> bool:
    """No control character, none that turns the direction of writing."""
    return not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", data.decode())


# ---- archives ------------------------------------------------------------------------------------------------------


def packed(zygote: Zygote, cases: Sequence[Case]) -> Told:
    """One batch of all cases and a good file."""
    told = Told()
    with sandbox() as box:
        for one in cases:
            box.put(one.name, one.content)
        box.put(GOOD, seeds.act(7).encode())
        ran = run(told, zygote, box, "batch", "in", "--out", "out", "--every", "1000", "--ocr", "never", "-j", "2")
        told.hold(ran.status in (0, 5), f"batch: status {ran.status}: {ran.err[-300:]}")
        told.hold((box.out / f"{GOOD}.json").is_file(), "batch: the good file is not read")
        _accounted(told, box, [one.name for one in cases])
    return told


def _accounted(told: Told, box: Sandbox, names: Sequence[str]) -> None:
    """Every archive has members that were read, or is told."""
    summary = box.out / "summary.json"
    if not summary.is_file():
        told.hold(False, "batch: no summary")
        return
    stands = json.loads(summary.read_bytes())
    known = {*(row["fichier"] for row in stands["echecs"]), *(row["fichier"] for row in stands["laisses"])}
    for row in (*stands["echecs"], *stands["laisses"]):
        told.hold(not NEVER.search(row["raison"]), f"batch: {row['fichier']}: {row['raison']}")
    for name in names:
        outputs = list((box.out / name).rglob("*.json")) if (box.out / name).is_dir() else []
        listed = [key for key in known if key.startswith(f"in/{name}")]
        told.hold(outputs or listed, f"batch: {name} is not accounted for")
        whole = not any(key == f"in/{name}" for key in known)
        told.hold(not whole or outputs or len(listed) > 0, f"batch: {name}: nothing of {KNOWN}")
    written = [path for path in box.out.rglob("*.json") if ".delibparse" not in path.parts and path != summary]
    told.hold(
        len(written) == stands["fichiers"]["lus"], f"batch: {len(written)} JSON, {stands['fichiers']['lus']} read"
    )
    for path in written:
        valid(told, path.read_bytes(), deep=False)
    told.hold(not list(box.out.rglob("*.partial")), "batch: a partial file is left")


# ---- corrections ---------------------------------------------------------------------------------------------------


def corrected(zygote: Zygote, batch: Path, seed: int) -> Told:
    """A batch's folder with corrections that nobody would write: it is run again, exported, reviewed."""
    import random

    told = Told()
    with sandbox() as box:
        shutil.copytree(batch / "in", box.given, dirs_exist_ok=True)
        shutil.copytree(batch / "out", box.out)
        acts = [json.loads(line) for line in (box.out / "deliberations.jsonl").read_bytes().splitlines()]
        (box.out / "corrections.jsonl").write_bytes(records.corrections(random.Random(f"corrections-{seed}"), acts))
        said = (box.out / "corrections.jsonl").read_bytes()
        for command in (
            ["batch", "in", "--out", "out", "-j", "1", "--every", "1000"],
            ["export", "out", "-f", ("md", "jsonl", "scdl")[seed % 3]],
            ["review", "out", "-j", "1"],
        ):
            ran = run(told, zygote, box, *command)
            told.hold(ran.status in (0, 5), f"{command[0]}: status {ran.status}: {ran.err[-300:]}")
            stray = [line for line in ran.err.splitlines() if not line.startswith(("delibparse: ", "batch", " "))]
            told.hold(command[0] == "batch" or not stray, f"{command[0]}: other lines: {stray[:3]}")
        told.hold((box.out / "corrections.jsonl").read_bytes() == said, "the corrections were changed")
        for path in box.out.glob("*.txt.json"):
            valid(told, path.read_bytes(), deep=True)
    return told


def batch_for_corrections(zygote: Zygote, folder: Path) -> Path:
    """A batch of three small acts, for `corrected`."""
    box = Sandbox(folder)
    for k in range(3):
        box.put(f"acte{k}.txt", seeds.act(k).encode())
    told = Told()
    ran = run(told, zygote, box, "batch", "in", "--out", "out", "-j", "1", "--every", "1000")
    assert (ran.status, told.wrong) == (0, []), (ran.err, told.wrong)
    return box.here


# ---- by kind -------------------------------------------------------------------------------------------------------

Judge = Callable[[Zygote, Sequence[Case]], Told]
JUDGES: dict[str, Judge] = {
    "pdf": lambda zygote, cases: read(zygote, cases, "never"),
    "picture": read,
    "text": read,
    "unpaged": lambda zygote, cases: read(zygote, cases, "never"),
    "archive": packed,
    "record": own,
}
