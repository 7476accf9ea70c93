"""A batch to review, with three values that a machine misread; and a headless Chromium to review it in."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import layouts
import msgspec
import pytest

from acts import alter
from conftest import BUILT, of_the_run, once_for_all
from delibparse.checks import check
from delibparse.model.record import Document
from delibparse.model.schema import from_json, to_json

PROGRAM = Path(sys.executable).parent / "delibparse"
LEVELS = ("b-clean", "c-office", "d-bad", "e-hidden")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip

MISREAD = {"/vote/pour": 23, "/vote/abstentions": 16, "/pouvoirs/3/mandataire": "L. RABUSSIB"}
"""What three values of the act are made to be; true are 28, 10 and L. RABUSSIÉ."""


def chromium() -> str:
    """The browser; a machine without one skips what needs it, but never on CI, which installs it."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    if os.environ.get("CI"):
        pytest.fail("Chromium is missing: tools/browser.sh installs it")
    pytest.skip("Chromium is not installed (tools/browser.sh installs it where the system has a package)")


def call(*args: object) -> str:
    """Runs the program; what it prints."""
    done = subprocess.run([PROGRAM, *map(str, args)], capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def once(factory: pytest.TempPathFactory, make: Callable[[Path], Path]) -> Path:
    """A copy of one's own of the folder that `make` leaves. It is made once for all the processes that share the tests:
    each of them would otherwise recognise the same scans again."""
    name = make.__name__
    made = once_for_all(factory, name, lambda: str(make(of_the_run(factory) / name)).encode())
    return Path(shutil.copytree(made.decode(), factory.mktemp(name) / "batch"))


def levels(folder: Path) -> Path:
    """A batch of the four levels of the Châtellerault act, reviewed: clean, from an office, bad, under a hidden text
    layer."""
    call("batch", *(BUILT / f"chatellerault-{level}.pdf" for level in LEVELS), "--out", folder, "--quiet")
    call("review", folder)
    return folder


def councils(folder: Path) -> Path:
    """A batch of the invented councils' acts, born digital, and of a bad scan, reviewed in English."""
    source = folder / "in"
    source.mkdir(parents=True)
    for name, maker in layouts.LAYOUTS.items():
        (source / f"{name}.pdf").write_bytes(maker()[0])
    call("batch", source, BUILT / "chatellerault-d-bad.pdf", "--out", folder / "out", "--quiet")
    call("review", folder / "out", "--lang", "en")
    return folder / "out"


def misread(folder: Path) -> Path:
    """A batch of the office scan in which three values are wrong and doubtful."""
    call("batch", BUILT / "chatellerault-c-office.pdf", "--out", folder, "--quiet")
    [path] = folder.glob("*.pdf.json")
    document = from_json(path.read_bytes())
    _spoil(document)
    path.write_bytes(to_json(document) + b"\n")
    (folder / "summary.json").unlink()  # its outputs are made again from what stands there now
    call("batch", BUILT / "chatellerault-c-office.pdf", "--out", folder, "--quiet")
    return folder


def _spoil(document: Document) -> None:
    [act] = document.deliberations
    alter(act, vote__pour=23, vote__abstentions=16)
    name = MISREAD["/pouvoirs/3/mandataire"]
    proxy = act.pouvoirs[3]
    assert proxy.mandataire is not None
    wrong = msgspec.structs.replace(proxy.mandataire, texte=name, nom="RABUSSIB")
    act.pouvoirs[3] = msgspec.structs.replace(proxy, mandataire=wrong)
    for pointer in MISREAD:
        act.provenance[pointer] = [msgspec.structs.replace(at, confiance=0.31) for at in act.provenance[pointer]]
    check(document)


def in_three_acts(folder: Path) -> None:
    """Makes of a batch's one act three: one more of its session, and one of another day."""
    [path] = folder.glob("*.pdf.json")
    document = from_json(path.read_bytes())
    document.deliberations += [from_json(path.read_bytes()).deliberations[0] for _ in range(2)]
    for number, act in enumerate(document.deliberations, 1):
        alter(act, numero=str(number))
    alter(document.deliberations[2], seance__date="2001-01-01")
    path.write_bytes(to_json(document) + b"\n")


def exported(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in call("export", folder, "--format", "jsonl").splitlines()]


def said(folder: Path) -> list[dict[str, Any]]:
    path = folder / "corrections.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


@contextmanager
def served(folder: Path, *options: str) -> Iterator[str]:
    """Serves a review; the address of its index."""
    process = subprocess.Popen(
        [PROGRAM, "review", folder, "--serve", "--no-browser", *options], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.send_signal(2)
        assert process.wait(timeout=20) == 0


@contextmanager
def browsing(new_context: Callable[..., Any], **options: Any) -> Iterator[Any]:
    """A page of a fresh browser context. Fails where the page asks for anything beyond this machine, or where a script
    fails."""
    context = new_context(**options)
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    try:
        yield page
    finally:
        context.close()
    away = [url for url in asked if not url.startswith(("file:///", "http://127.0.0.1:", "data:", "blob:"))]
    assert away == []
    assert wrong == []
