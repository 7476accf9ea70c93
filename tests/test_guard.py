"""Hostile work in a process of its own: what it does there is told in one line, and the rest goes on."""

from __future__ import annotations

import faulthandler
import io
import mmap
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

import traps
from conftest import FIXTURES, ROOT
from delibparse import errors, extract, reader
from delibparse.guard import Bounds, Team
from delibparse.guard.child import Beat
from delibparse.model.schema import from_json
from delibparse.options import Options

BOUNDS = Bounds(memory=600)
Run = Callable[..., subprocess.CompletedProcess[bytes]]
GOOD = FIXTURES / "chatellerault.pdf"


# ---- the children --------------------------------------------------------------------------------------------------


def double(_beat: Beat, number: int) -> int:
    return 2 * number


def misbehave(beat: Beat, what: str) -> str:
    faulthandler.disable()  # pytest's: what it prints of an abort is no failure
    if what == "raise":
        raise errors.DamagedFile(why="torn")
    if what == "unforeseen":
        raise KeyError("x")
    if what == "abort":
        os.abort()
    if what == "turn":
        beat.allow(0)
        while True:
            pass
    if what == "swell a little":
        return what if bytearray(2**28) else ""
    if what == "swell":
        return str(len(bytearray(2**31)))
    if what == "swell a picture":
        import cv2
        import numpy as np

        cv2.copyMakeBorder(np.zeros((9, 9), np.uint8), 0, 60_000, 0, 60_000, cv2.BORDER_CONSTANT)
    if what == "noise":
        os.write(1, b"noise")
        os.write(2, b"noise")
    return what


@pytest.mark.parametrize("how", ["fork", "spawn"])
def test_work_is_answered_in_order_and_each_failure_is_its_own(how: Any) -> None:
    asked = ["a", "raise", "unforeseen", "abort", "b", "turn", "swell", "noise", "c"]
    with Team(2, BOUNDS, how) as team:
        made = list(team.each(misbehave, asked))
    kinds = [type(one) for one in made]
    assert kinds == [
        str, errors.DamagedFile, errors.InternalFailure, errors.WorkerDied, str, errors.TimeUsed, errors.OutOfMemory,
        str, str,
    ]  # fmt: skip
    assert "SIGABRT" in str(made[3])
    assert made[6].facts == {"limit": 600}
    assert [made[k] for k in (0, 4, 7, 8)] == ["a", "b", "noise", "c"]


def test_opencv_without_memory_is_out_of_memory() -> None:
    with Team(1, BOUNDS, "fork") as team, pytest.raises(errors.OutOfMemory) as caught:
        team.one(misbehave, "swell a picture")
    assert caught.value.facts == {"limit": 600}
    assert "600 Mo" in caught.value.sentence("fr")


def test_a_child_of_a_large_process_has_its_memory_too_and_no_more() -> None:
    with mmap.mmap(-1, 2**31), Team(1, BOUNDS, "fork") as team:
        assert team.one(misbehave, "swell a little") == "swell a little"
        with pytest.raises(errors.OutOfMemory):
            team.one(misbehave, "swell")


def test_the_place_of_a_failure_is_told_for_debug() -> None:
    with Team(1, BOUNDS, "fork") as team, pytest.raises(errors.InternalFailure) as caught:
        team.one(misbehave, "unforeseen")
    assert "in misbehave" in caught.value.__notes__[0]


def test_many_pieces_of_work_by_few_children() -> None:
    with Team(3, BOUNDS, "fork") as team:
        assert list(team.each(double, range(200))) == [2 * k for k in range(200)]
        assert len(team._children) == 3


def test_a_child_that_something_ended_is_replaced() -> None:
    with Team(1, BOUNDS, "fork") as team:
        assert team.one(double, 4) == 8
        (child,) = team._children
        os.kill(child.process, signal.SIGKILL)
        time.sleep(0.1)
        assert team.one(double, 5) == 10


def die_at(beat: Beat, given: tuple[int, frozenset[int]]) -> list[int]:
    faulthandler.disable()
    last, bad = given
    done = []
    for place in range(last):
        beat.begins(place)
        if place in bad:
            os.abort()
        beat.ends(place, place)
        done.append(place)
    return done


def test_the_place_at_which_a_child_died_is_known() -> None:
    blamed: list[frozenset[int]] = []
    told: list[tuple[int, Any]] = []

    def without(given: tuple[int, frozenset[int]], places: frozenset[int], _failure: Exception) -> Any:
        blamed.append(places)
        return given[0], given[1] - places

    with Team(1, BOUNDS, "fork") as team:
        made = list(team.each(die_at, [(3, frozenset({1})), (2, frozenset())], without, lambda *one: told.append(one)))
    assert made == [[0, 1, 2], [0, 1]]
    assert blamed == [frozenset({1})]
    assert told == [(0, 0), (0, 0), (0, 1), (0, 2), (1, 0), (1, 1)]


def test_a_child_goes_with_its_parent() -> None:
    program = (
        "import os, time\n"
        "from delibparse.guard import Bounds, Team\n"
        "team = Team(1, Bounds(300), 'fork')\n"
        "from test_guard import double\n"
        "team.one(double, 1)\n"
        "print(team._children[0].process, flush=True)\n"
        "time.sleep(60)\n"
    )
    path = os.pathsep.join([str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait()
    until = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()


# ---- files ---------------------------------------------------------------------------------------------------------


def bound(*parts: bytes) -> bytes:
    """The pages of some PDFs, in one."""
    whole = pdfium.PdfDocument.new()
    for part in parts:
        whole.import_pages(pdfium.PdfDocument(part))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def test_a_page_on_which_the_reader_dies_is_marked_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "PAGE_SECONDS", 1)
    good = GOOD.read_bytes()
    path = tmp_path / "trap-between.pdf"
    path.write_bytes(bound(good, traps.shading(), good))
    other = str(GOOD)
    first, second = reader.read_files([str(path), other], reader.Request("", Options(jobs=2)))
    assert isinstance(first, reader.Answer)
    assert isinstance(second, reader.Answer)
    document = from_json(first.json)
    assert [bool(page.illisible) for page in document.source.lecture] == [False, False, True, False, False]
    assert "LEC010" in [warning.code for warning in document.avertissements]
    assert [act.pages for act in document.deliberations] == [[1, 2, 4, 5]]
    assert document.deliberations[0].presents == from_json(second.json).deliberations[0].presents


def test_too_many_such_pages_are_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PAGE_SECONDS", 1)
    path = tmp_path / "traps.pdf"
    path.write_bytes(bound(*[traps.shading()] * 4))
    (made,) = reader.read_files([str(path)], reader.Request("", Options()))
    assert isinstance(made, errors.TimeUsed)


QUICK = (
    "jpeg2000.pdf", "form-within-itself.pdf", "gigabyte.pdf", "soft-mask.pdf", "annotation.pdf", "black.png", "one.png",
    "thin.png", "bullets.txt", "leaders.txt", "apostrophes.txt", "nines.txt", "newlines.txt",
)  # fmt: skip
"""Traps that end within some seconds; the others (`traps.TRAPS`) are run by `make fuzz`."""


@pytest.mark.parametrize(
    ("name", "limited"), [*((name, False) for name in QUICK), *((name, True) for name in QUICK if name[0] in "jsb")]
)
def test_a_trap_ends_in_one_line_or_in_json(name: str, limited: bool, run: Run, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(traps.TRAPS[name]())

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4 * 2**30, 4 * 2**30))

    result = run("extract", path, GOOD, preexec_fn=limit if limited else None)
    lines = result.stderr.decode().splitlines()
    documents = [from_json(line) for line in result.stdout.splitlines()]
    assert result.returncode in (0, 3)
    assert len(lines) == (result.returncode == 3)
    assert all(line.startswith(f"delibparse: {path}: ") for line in lines)
    assert documents[-1].deliberations[0].numero == "1", "the file behind it is read all the same"
    assert len(documents) + len(lines) == 2


def test_words_beyond_the_limit_are_refused_not_dropped(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("conseil " * 500_001, encoding="utf-8")
    result = run("extract", path)
    assert result.returncode == 3
    assert b"plus de 500000 mots" in result.stderr


def test_the_api_may_be_called_from_many_threads(tmp_path: Path) -> None:
    trap = tmp_path / "trap.pdf"
    trap.write_bytes(traps.stream_of_a_gigabyte())
    found: dict[int, object] = {}

    def call(k: int) -> None:
        try:
            found[k] = extract(trap if k == 0 else GOOD).deliberations[0].numero
        except errors.DelibparseError as failure:
            found[k] = type(failure)

    threads = [threading.Thread(target=call, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {0: errors.WorkerDied, 1: "1", 2: "1", 3: "1"}
    assert extract(GOOD) == extract(GOOD, guarded=False)
    assert extract(GOOD.read_bytes(), name="x.pdf") == extract(GOOD.read_bytes(), name="x.pdf", guarded=False)


def test_the_page_of_limits_is_that_of_the_code() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import limits

    assert (ROOT / "docs" / "limits.md").read_text(encoding="utf-8") == limits.page()


def test_pages_that_all_draw_one_huge_picture_are_too_much_for_a_small_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "OPENING_SECONDS", 1)
    monkeypatch.setattr(reader, "OPENING_SECONDS_A_MEGABYTE", 1)
    path = tmp_path / "pages.pdf"
    path.write_bytes(traps.pages_of_one_picture())
    (made,) = reader.read_files([str(path)], reader.Request("", Options()))
    assert isinstance(made, errors.TimeUsed)


def test_a_forked_reader_has_recognisers_of_its_own() -> None:
    """The parent has recognised a scan, with threads that a fork leaves behind."""
    scan, options = FIXTURES / "sample-scan.pdf", Options(jobs=1)
    here = extract(scan, options, guarded=False)
    (made,) = reader.read_files([str(scan)], reader.Request("", options))
    assert isinstance(made, reader.Answer)
    assert from_json(made.json).deliberations == here.deliberations
