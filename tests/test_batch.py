"""`delibparse batch` through its real process: what it leaves, what it survives."""

from __future__ import annotations

import csv
import io
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import layouts
import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import FIXTURES
from delibparse import extract
from delibparse.batch.names import LONGEST, LONGEST_PATH, RESERVED, folded, output_name
from delibparse.model.schema import to_json

PROGRAM = Path(sys.executable).parent / "delibparse"
PLUGINS = Path(__file__).parent / "plugins"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def with_plugins() -> str:
    """PYTHONPATH with the traps first, and what it holds already: the sources under test."""
    return os.pathsep.join(filter(None, [str(PLUGINS), os.environ.get("PYTHONPATH")]))


ACT = (FIXTURES / "acts" / "chatellerault.md").read_bytes()


def act(number: int) -> bytes:
    """A small act, each with a number of its own."""
    return (
        f"COMMUNE DE VALBRUNE\n\nDélibération n° 2023-{number:03d}\n\nSéance du 11 avril 2023\n\n"
        "En exercice : 5 Présents : 3 Votants : 3\n\nPrésents : Alice AUBRAC, Hervé BELLON, Odile CAZENAVE\n\n"
        f"Objet : Travaux de la rue {number}\n\nLe conseil municipal, après en avoir délibéré, décide :\n\n"
        "- de faire les travaux.\n\nPour : 3 Contre : 0 Abstention : 0\n"
    ).encode()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = tmp_path / "archive"
    (folder / "2023" / "avril").mkdir(parents=True)
    for number in range(1, 7):
        (folder / "2023" / f"acte{number}.txt").write_bytes(act(number))
    (folder / "2023" / "avril" / "acte1.txt").write_bytes(act(1))
    shutil.copy(FIXTURES / "chatellerault.pdf", folder / "chatellerault.pdf")
    return folder


def told(out: Path) -> dict[str, bytes]:
    """All that a run leaves for others, by path."""
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".delibparse" not in path.parts
    }


def journal(out: Path, query: str) -> list[tuple[Any, ...]]:
    base = sqlite3.connect(out / ".delibparse" / "journal.sqlite")
    try:
        return base.execute(query).fetchall()
    finally:
        base.close()


def test_an_archive_is_read(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = run("batch", archive, "--out", out)
    assert done.returncode == 0, done.stderr
    assert sorted(told(out)) == sorted(
        [
            "2023/avril/acte1.txt.json", *(f"2023/acte{n}.txt.json" for n in range(1, 7)), "chatellerault.pdf.json",
            "deliberations.jsonl", "failures.csv", "summary.json", "warnings.csv",
        ]
    )  # fmt: skip
    alone = extract(archive / "chatellerault.pdf")
    assert (out / "chatellerault.pdf.json").read_bytes() == to_json(alone) + b"\n"
    lines = [json.loads(line) for line in (out / "deliberations.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 8
    assert lines[-1]["fichier"] == str(archive / "chatellerault.pdf")
    assert lines[-1]["vote"]["pour"] == alone.deliberations[0].vote.pour
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["fichiers"] == {"lus": 8, "en_echec": 0, "laisses": 0}
    assert summary["actes"] == 8
    rows = list(csv.DictReader((out / "warnings.csv").open(encoding="utf-8", newline="")))
    assert sum(summary["avertissements"].values()) == len(rows)


def test_identical_files_are_read_once(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("batch", archive, "--out", out).returncode == 0
    one, twin = (json.loads((out / f"2023/{name}.txt.json").read_bytes()) for name in ("acte1", "avril/acte1"))
    assert one["source"].pop("fichier") != twin["source"].pop("fichier")
    assert one == twin
    [(seconds,)] = journal(out, "select count(*) from inputs where seconds = 0")
    assert seconds == 1


def test_nothing_is_read_twice_and_what_changed_is(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", archive, "--out", out)
    first = told(out)
    assert run("batch", archive, "--out", out).returncode == 0
    assert told(out) == first
    assert {tries for (tries,) in journal(out, "select tries from inputs")} == {1}
    changed = archive / "2023" / "acte2.txt"
    changed.write_bytes(act(20))
    os.utime(archive / "2023" / "acte3.txt", ns=(1, 1))  # touched, its content the same
    run("batch", archive, "--out", out)
    assert json.loads((out / "2023/acte2.txt.json").read_bytes())["deliberations"][0]["numero"] == "2023-020"
    assert [key for (key,) in journal(out, "select key from inputs where tries > 1")] == []
    assert told(out).keys() == first.keys()
    assert {name for name, data in told(out).items() if data != first[name]} == {
        "2023/acte2.txt.json", "deliberations.jsonl",
    }  # fmt: skip


def test_a_lost_output_is_made_again(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", archive, "--out", out)
    first = told(out)
    (out / "2023" / "acte4.txt.json").unlink()
    (out / "deliberations.jsonl").unlink()
    run("batch", archive, "--out", out)
    assert told(out) == first


def test_failures_are_tried_again_on_demand_and_the_vanished_forgotten(run: Run, archive: Path, tmp_path: Path) -> None:
    out, empty = tmp_path / "out", archive / "vide.pdf"
    empty.write_bytes(b"%PDF-1.4\n")
    done = run("batch", archive, "--out", out)
    assert done.returncode == 5
    [row] = list(csv.DictReader((out / "failures.csv").open(encoding="utf-8", newline="")))
    assert row["fichier"] == str(empty)
    assert "endommagé" in row["raison"]
    run("batch", archive, "--out", out, "--retry-failed")
    assert journal(out, "select tries from inputs where key like '%vide.pdf'") == [(2,)]
    empty.unlink()
    (archive / "2023" / "acte5.txt").unlink()
    assert run("batch", archive, "--out", out).returncode == 5  # what is gone is kept
    assert (out / "2023/acte5.txt.json").exists()
    assert run("batch", archive, "--out", out, "--prune").returncode == 0
    assert not (out / "2023/acte5.txt.json").exists()
    assert json.loads((out / "summary.json").read_bytes())["fichiers"] == {"lus": 7, "en_echec": 0, "laisses": 0}


def test_other_options_read_again_with_refresh_only(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("batch", archive, "--out", out)
    done = run("batch", archive, "--out", out, "--lang", "en")
    assert b"--refresh" in done.stderr
    assert {tries for (tries,) in journal(out, "select tries from inputs")} == {1}
    done = run("batch", archive, "--out", out, "--lang", "en", "--refresh")
    assert b"--refresh" not in done.stderr
    assert {tries for (tries,) in journal(out, "select tries from inputs")} == {1}
    assert len(journal(out, "select key from inputs where options like '%en%'")) == 8


def test_archives_are_read_in_place(run: Run, archive: Path, tmp_path: Path) -> None:
    packed = tmp_path / "packed"
    packed.mkdir()
    with zipfile.ZipFile(packed / "z.zip", "w") as zipped:
        for path in sorted(archive.rglob("*.*")):
            zipped.write(path, path.relative_to(archive))
        zipped.writestr("../../hors/du/dossier.txt", act(7))
        zipped.writestr("/absolu.txt", act(8))
    for name, mode in (("t.tar", "w"), ("t.tgz", "w:gz"), ("t.tar.xz", "w:xz")):
        with tarfile.open(packed / name, mode) as tar:  # type: ignore[call-overload]
            tar.add(archive, "actes")
    out = tmp_path / "out"
    done = run("batch", packed, "--out", out)
    assert done.returncode == 0, done.stderr
    names = set(told(out))
    assert {"z.zip/hors/du/dossier.txt.json", "z.zip/absolu.txt.json", "z.zip/chatellerault.pdf.json"} <= names
    assert {f"{t}/actes/2023/acte1.txt.json" for t in ("t.tar", "t.tgz", "t.tar.xz")} <= names
    assert {path.name for path in tmp_path.iterdir()} == {"archive", "packed", "out"}
    pages = {name: json.loads(told(out)[name])["deliberations"] for name in names if name.endswith("acte2.txt.json")}
    assert len({json.dumps(acts) for acts in pages.values()}) == 1


def test_a_list_on_stdin(run: Run, archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    names = "\n".join([str(archive / "2023" / "acte1.txt"), str(archive / "nulle part.pdf")])
    done = run("batch", "--files-from", "-", "--out", out, input=names.encode())
    assert done.returncode == 5
    assert "acte1.txt.json" in told(out)
    assert "introuvable" in (out / "failures.csv").read_text(encoding="utf-8")


@pytest.fixture
def hostile(archive: Path) -> Path:
    for trap in ("crash", "hang", "swell", "bug"):
        (archive / f"{trap}.pdf").write_bytes(f"%TRAP {trap}".encode())
    (archive / "tronqué.pdf").write_bytes((FIXTURES / "chatellerault.pdf").read_bytes()[:900])
    (archive / "zéro.pdf").write_bytes(b"")
    (archive / "image.pdf").write_bytes(b"\x89PNG\r\n\x1a\nrien")
    (archive / "acte.pdf.old").write_bytes((FIXTURES / "chatellerault.pdf").read_bytes())
    (archive / "notes.xlsx").write_bytes(b"PK\x03\x04 a document of another kind")
    (archive / "une\nligne  et une espace \U0001f600.txt").write_bytes(act(30))
    (archive / ("l" * 251 + ".txt")).write_bytes(act(31))
    (archive / "..pas caché.txt").write_bytes(act(32))
    os.fsencode(archive)
    Path(os.fsdecode(os.fsencode(archive) + b"/latin\xe9.txt")).write_bytes(act(33))
    (archive / "boucle").symlink_to(archive)
    (archive / "tourne.pdf").symlink_to(archive / "tourne.pdf")
    os.mkfifo(archive / "tube.pdf")
    (archive / "bombe.zip").write_bytes(b"PK\x03\x04 no archive")
    return archive


def test_a_hostile_folder(run: Run, hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    asked = ("batch", hostile, "--out", out, "--timeout", "15", "--memory", "1500")
    with subprocess.Popen(
        [PROGRAM, *map(str, asked)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": with_plugins()}, start_new_session=True,
    ) as running:  # fmt: skip
        _, told = running.communicate(timeout=120)
    assert running.returncode == 5
    assert b"Traceback" not in told
    rows = list(csv.DictReader((out / "failures.csv").open(encoding="utf-8", newline="")))
    failed = {Path(row["fichier"]).name: row["raison"] for row in rows if row["etat"] == "echec"}
    assert {Path(row["fichier"]).name for row in rows if row["etat"] == "laisse"} == {"notes.xlsx", "boucle"}
    assert set(failed) == {
        "crash.pdf", "hang.pdf", "swell.pdf", "bug.pdf", "tronqué.pdf", "zéro.pdf", "image.pdf", "tourne.pdf", "tube.pdf",
        "bombe.zip",
    }  # fmt: skip
    assert "SIGABRT" in failed["crash.pdf"]
    assert "15 s" in failed["hang.pdf"]
    assert "1500 Mo" in failed["swell.pdf"]
    assert "KeyError" in failed["bug.pdf"]
    read = json.loads((out / "summary.json").read_bytes())["fichiers"]
    assert read == {"lus": 13, "en_echec": 10, "laisses": 2}
    assert all(path.resolve().is_relative_to(out.resolve()) for path in out.rglob("*"))
    _until(lambda: _living(running.pid) == [], seconds=30)


STOPPED_WHILE_A_WORKER_STARTS = """
import signal, time
from delibparse.batch import local

class SlowToStart:
    def __reduce__(self):
        return time.sleep, (1,)  # a worker sleeps over its first argument, before it has come to the locks

if __name__ == "__main__":
    local.begin = SlowToStart()
    workers = local.LocalWorkers(2, 60, 0)
    slow_to_end = workers.submit(sum, range(10**11))  # hears of its end only when it is killed, 3 s later
    while not slow_to_end.running():
        time.sleep(0.05)
    died = workers.submit(signal.raise_signal, signal.SIGKILL)
    print(workers.trouble(died.exception()).sentence("en"))
    time.sleep(0.3)  # another is started in its stead
    workers.close()
"""


def test_workers_that_are_starting_end_without_a_word() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_A_WORKER_STARTS], capture_output=True, text=True, check=True, timeout=60
    )
    assert "SIGKILL" in ended.stdout
    assert ended.stderr == ""


@pytest.fixture
def started() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    running: list[subprocess.Popen[bytes]] = []

    def start(*args: object) -> subprocess.Popen[bytes]:
        running.append(
            subprocess.Popen(
                [PROGRAM, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
            )
        )
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.communicate()


def test_killed_at_any_moment_and_resumed_it_ends_the_same(
    run: Run, tmp_path: Path, started: Callable[..., subprocess.Popen[bytes]]
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(60):
        (folder / f"acte{number:02d}.txt").write_bytes(act(number % 50))
    shutil.copy(FIXTURES / "sample-scan.pdf", folder / "scan.pdf")
    whole = tmp_path / "whole"
    assert run("batch", folder, "--out", whole).returncode == 0
    rng, out, kills, groups = random.Random(4), tmp_path / "out", 0, set()
    for _ in range(12):
        process = started("batch", folder, "--out", out)
        groups.add(process.pid)
        time.sleep(rng.uniform(0.1, 1.6))
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.communicate()
        for path in out.rglob("*.json"):
            json.loads(path.read_bytes())  # never half a file
    assert kills >= 6
    assert run("batch", folder, "--out", out).returncode == 0
    assert told(out) == told(whole)
    _until(lambda: not _left_of(groups), seconds=30)


@pytest.mark.parametrize("writes", [1, 3])
def test_killed_while_it_writes_it_leaves_no_half_file_among_the_outputs(
    run: Run, archive: Path, tmp_path: Path, writes: int
) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    killed = run(
        "batch", archive, "--out", out, "--jobs", "1",
        env=os.environ | {"PYTHONPATH": with_plugins(), "TRAP_KILLED_AT": str(writes)},
    )  # fmt: skip
    assert killed.returncode != 0
    assert all(name.endswith((".json", ".jsonl", ".csv")) for name in told(out))
    assert run("batch", archive, "--out", out, "--retry-failed").returncode == 0
    assert run("batch", archive, "--out", whole).returncode == 0
    assert told(out) == told(whole)


def test_a_worker_killed_by_hand_loses_nothing(
    run: Run, tmp_path: Path, started: Callable[..., subprocess.Popen[bytes]]
) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for k in range(3):
        shutil.copy(FIXTURES / "sample-scan.pdf", folder / f"scan{k}.pdf")
        with (folder / f"scan{k}.pdf").open("ab") as file:
            file.write(b"%" + bytes(str(k), "ascii"))  # no two are identical
    process = started("batch", folder, "--out", tmp_path / "out")
    killed = 0
    end = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        for worker in _descendants(process.pid, depth=2):
            if killed < 2 and (tmp_path / "out").exists():
                time.sleep(0.8)
                os.kill(worker, signal.SIGKILL)
                killed += 1
        time.sleep(0.1)
    assert killed == 2
    assert process.wait() == 0, process.stderr and process.stderr.read()
    assert len(list((tmp_path / "out").glob("scan*.json"))) == 3
    assert run("batch", "--status", tmp_path / "out", "--lang", "en").stdout.split()[:2] == [b"files", b"3"]


def _descendants(pid: int, depth: int) -> list[int]:
    """The processes that far below one: those of the fork server are the workers."""
    found = [pid]
    for _ in range(depth):
        listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
        pairs = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
        found = [child for child, parent in pairs if parent in found]
    return found


def _left_of(groups: set[int]) -> list[str]:
    """The processes that runs of these groups, killed, left behind."""
    listed = subprocess.run(["ps", "-eo", "pgid,args"], capture_output=True, text=True, check=True).stdout
    return [line for line in listed.splitlines()[1:] if int(line.split()[0]) in groups]


def _living(session: int) -> list[list[str]]:
    """The processes of a session, but for the dead who wait for the system to bury them. One that was just killed is
    listed until its memory is taken back."""
    everyone = subprocess.run(["ps", "-eo", "sess,stat,args"], capture_output=True, text=True, check=True).stdout
    own = [line.split(None, 2) for line in everyone.splitlines() if line.split(None, 1)[0] == str(session)]
    return [words for words in own if not words[1].startswith("Z")]


@pytest.mark.parametrize("megabytes", [0, 3], ids=["small", "shared by its pages"])
def test_a_page_on_which_its_worker_dies_is_marked_and_the_others_are_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, megabytes: int
) -> None:
    monkeypatch.setenv("PYTHONPATH", with_plugins())
    folder, good = tmp_path / "archive", FIXTURES / "chatellerault.pdf"
    folder.mkdir()
    whole = pdfium.PdfDocument.new()
    for _ in range(5):
        whole.import_pages(pdfium.PdfDocument(good))
    written = io.BytesIO()
    whole.save(written)
    before, mark, behind = written.getvalue().rpartition(b"startxref")
    (folder / "a.pdf").write_bytes(before + b"%" + b"x" * megabytes * 2**20 + b"\n" + mark + behind + b"%TRAP page 06")
    shutil.copy(good, folder / "b.pdf")
    done = run("batch", folder, "--out", tmp_path / "out", "-j", "2")
    assert done.returncode == 0
    read = json.loads((tmp_path / "out" / "a.pdf.json").read_bytes())
    assert [bool(page["illisible"]) for page in read["source"]["lecture"]] == [k == 6 for k in range(1, 11)]
    assert "SIGABRT" in read["source"]["lecture"][5]["illisible"]
    assert "LEC010" in [warning["code"] for warning in read["avertissements"]]
    assert [act["pages"] for act in read["deliberations"]] == [[1, 2, 3, 4, 5, 7, 8, 9, 10]]
    beside = json.loads((tmp_path / "out" / "b.pdf.json").read_bytes())
    assert [page["illisible"] for page in beside["source"]["lecture"]] == [None, None]
    assert read["deliberations"][0]["presents"] == beside["deliberations"][0]["presents"] != []


def test_interrupted_it_says_so(
    tmp_path: Path, archive: Path, started: Callable[..., subprocess.Popen[bytes]], run: Run
) -> None:
    (archive / "hang.pdf").write_bytes(b"%TRAP hang")
    with pytest.MonkeyPatch.context() as trap:
        trap.setenv("PYTHONPATH", with_plugins())
        process = started("batch", archive, "--out", tmp_path / "out")
    _until(lambda: (tmp_path / "out" / "2023" / "acte3.txt.json").exists())
    busy = run("batch", archive, "--out", tmp_path / "out")
    assert busy.returncode == 3
    assert len(busy.stderr.splitlines()) == 1
    assert "en cours" in run("batch", "--status", tmp_path / "out").stdout.decode()
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in errors
    assert "en cours" not in run("batch", "--status", tmp_path / "out").stdout.decode()


def _until(met: Callable[[], bool], seconds: float = 240.0) -> None:
    end = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < end, "not within the time allowed"
        time.sleep(0.05)


def test_an_output_folder_that_cannot_be_written(run: Run, archive: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = run("batch", archive, "--out", tmp_path / "file" / "out")
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_a_full_disk_is_one_line_and_nothing_is_lost(run: Run, archive: Path, tmp_path: Path) -> None:
    import resource

    out = tmp_path / "out"
    run("batch", archive / "2023", "--out", out)
    before = told(out)
    shutil.copy(FIXTURES / "chatellerault.pdf", archive / "2023" / "grand.pdf")
    done = run(
        "batch", archive / "2023", "--out", out,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )  # fmt: skip
    assert done.returncode == 3
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert told(out) == before
    assert run("batch", archive / "2023", "--out", out).returncode == 0
    assert (out / "grand.pdf.json").exists()


def test_wrong_usage(run: Run, tmp_path: Path) -> None:
    assert run("batch", tmp_path).returncode == 2
    assert run("batch", "--out", tmp_path / "out").returncode == 2
    assert run("batch", tmp_path / "nowhere", "--out", tmp_path / "out").returncode == 3
    assert run("batch", "--status", tmp_path / "nowhere").returncode == 3


def test_what_is_told(run: Run, archive: Path, tmp_path: Path) -> None:
    done = run("batch", archive, "--out", tmp_path / "a", "--quiet")
    assert (done.stdout, done.stderr) == (b"", b"")
    done = run("batch", archive, "--out", tmp_path / "b", "--log-json")
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert events[0] == {"event": "begun", "todo": 8}
    assert sum(event["event"] == "settled" for event in events) == 8
    status = run("batch", "--status", tmp_path / "b", "--lang", "en").stdout.decode()
    assert "read                   8" in status


def test_the_pages_of_a_large_file_are_shared_between_workers(run: Run, tmp_path: Path) -> None:
    import degrade

    pdf, _ = layouts.LAYOUTS["recueil"]()
    pages = degrade.clean(pdf)
    pages += [Image.new(page.mode, page.size, "white") for page in pages]  # counted with the others, quickly read
    scan = tmp_path / "archive" / "grand.pdf"
    scan.parent.mkdir()
    scan.write_bytes(degrade.to_pdf(pages, 300, quality=92))
    assert scan.stat().st_size > 2 * 1024 * 1024
    assert len(pages) > 8
    assert run("batch", scan.parent, "--out", tmp_path / "out").returncode == 0
    assert (tmp_path / "out" / "grand.pdf.json").read_bytes() == to_json(extract(scan)) + b"\n"


def test_what_arrives_is_read(tmp_path: Path, archive: Path, started: Callable[..., subprocess.Popen[bytes]]) -> None:
    out = tmp_path / "out"
    running = started("batch", archive, "--out", out, "--watch", "--settle", "0.5")
    _until(lambda: (out / "summary.json").exists())
    time.sleep(1.0)
    with (archive / "2023" / "acte9.txt").open("wb") as file:
        for part in (act(9)[:200], act(9)[200:]):  # still being written
            file.write(part)
            file.flush()
            time.sleep(0.3)
    _until(lambda: (out / "2023" / "acte9.txt.json").exists())
    assert json.loads((out / "2023/acte9.txt.json").read_bytes())["deliberations"][0]["vote"]["pour"] == 3
    _until(lambda: b"acte9" in (out / "deliberations.jsonl").read_bytes())
    time.sleep(1.0)  # watching again
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130


def test_a_cluster_gives_the_same(run: Run, archive: Path, tmp_path: Path) -> None:
    """A real scheduler and two workers on loopback; one of them is lost in mid-run."""
    pytest.importorskip("distributed")
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = subprocess.Popen(
        [*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", tmp_path / "s.json"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    workers = [
        subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", tmp_path / "s.json", "--nthreads", "1",
             "--no-dashboard", "--no-nanny", "--local-directory", tmp_path / f"w{k}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for k in range(2)
    ]  # fmt: skip
    try:
        _until(lambda: (tmp_path / "s.json").exists())
        address = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["address"]
        _until(lambda: _workers_at(address) == 2)
        assert run("batch", archive, "--out", tmp_path / "here").returncode == 0
        running = subprocess.Popen([PROGRAM, "batch", archive, "--out", tmp_path / "there", "--cluster", address])
        time.sleep(1.5)
        workers[0].kill()
        assert running.wait(timeout=100) == 0
        assert told(tmp_path / "there") == told(tmp_path / "here")
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
    lost = run("batch", archive, "--out", tmp_path / "lost", "--cluster", "tcp://127.0.0.1:9")
    assert lost.returncode == 3
    assert len(lost.stderr.splitlines()) == 1


def _workers_at(address: str) -> int:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return len(client.scheduler_info()["workers"])


@given(st.lists(st.text(min_size=1, max_size=300), min_size=1, max_size=4), st.lists(st.text(min_size=1), max_size=3))
def test_no_name_leaves_the_folder_and_none_is_taken_twice(parts: list[str], others: list[str]) -> None:
    taken: set[str] = set()
    for some in (parts, others or parts, parts):
        name = output_name(tuple(some), taken.__contains__)
        assert folded(name) not in taken
        assert name not in RESERVED
        assert len(name.encode()) <= LONGEST_PATH + LONGEST + 60
        assert not any(part.endswith((".", " ", ".json")) for part in name.split("/")[:-1])
        assert not name.startswith(("/", "."))
        assert all(
            part not in ("", ".", "..") and len(part.encode()) <= LONGEST + 30 and "\0" not in part
            for part in name.split("/")
        )
        taken.add(folded(name))


def _session_file(folder: Path, name: str, number: str, member: str, sureness: float) -> tuple[str, str]:
    """The JSON of a scanned act of one session, one member of it read with a confidence."""
    from acts import act as consistent
    from delibparse.checks import check
    from delibparse.model.record import Document, Lecture, Lieu, Personne, Source

    record = consistent(numero=number, collectivite__nom="COMMUNE DE VALBRUNE")
    record.presents[4] = Personne(f"Jeanne {member}", None, "Jeanne", member)
    record.provenance["/presents/4"] = [Lieu(page=1, bbox=(0.0, 0.0, 9.0, 9.0), confiance=sureness, texte=member)]
    document = Document(source=Source(name, "0" * 64, 1, [Lecture(1, "ocr", 0.9, 0, 0.0)]), deliberations=[record])
    check(document)
    (folder / f"{name}.json").write_bytes(to_json(document) + b"\n")
    return name, f"{name}.json"


def test_the_files_of_a_session_mend_each_others_names(tmp_path: Path) -> None:
    from delibparse.batch import second_pass

    files = [
        _session_file(tmp_path, "a", "1", "ESTEVF", 0.5),
        _session_file(tmp_path, "b", "2", "ESTEVE", 0.95),
    ]
    before = (tmp_path / "a.json").read_bytes()
    group = [(("communedevalbrune", "2019-06-14"), files)]
    [(sessions, linked)] = second_pass.linked(group)

    def mend() -> dict[str, dict[str, int]]:
        given = [
            second_pass.File(
                k, *(folder / o for folder in (tmp_path, tmp_path / "before", tmp_path / "uncorrected")), tmp_path
            )
            for k, o in linked
        ]
        return second_pass.mend(given, sessions, "fr").changed

    changed = mend()
    assert list(changed) == ["a"]
    assert changed["a"]["LEC002"] == 1
    [mended] = json.loads((tmp_path / "a.json").read_bytes())["deliberations"]
    assert mended["presents"][4]["nom"] == "ESTEVE"
    [row] = mended["corriges"]
    assert second_pass.WHERE in row["motif"]
    once = (tmp_path / "a.json").read_bytes()
    assert mend() == {}  # from the same first reading, the same
    assert (tmp_path / "a.json").read_bytes() == once
    _session_file(tmp_path, "b", "2", "ESTEVE", 0.5)  # the sure reading is gone
    assert list(mend()) == ["a"]
    assert (tmp_path / "a.json").read_bytes() == before


def _of_session(number: int, day: str) -> bytes:
    """An act of a session whose header declares a member more than its list names."""
    return act(number).replace(b"11 avril 2023", day.encode()).replace(b"sents : 3", b"sents : 4")


def test_what_a_session_causes_is_told_once_for_its_files(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    for number, day in (
        (1, "11 avril 2023"),
        (2, "11 avril 2023"),
        (3, "11 avril 2023"),
        (4, "9 mai 2023"),
        (5, "9 mai 2023"),
    ):
        (folder / f"acte{number}.txt").write_bytes(_of_session(number, day))
    for number in (6, 7):  # no date: nothing says that they are of one session
        (folder / f"acte{number}.txt").write_bytes(
            _of_session(number, "11 avril 2023").replace("Séance du 11 avril 2023".encode(), b"")
        )
    assert run("batch", folder, "--out", out).returncode == 0
    rows = list(csv.DictReader((out / "warnings.csv").open(encoding="utf-8", newline="")))
    told = [(Path(row["fichier"]).name, row["actes"]) for row in rows if row["code"] == "EFF001"]
    assert told == [("acte1.txt", "3"), ("acte4.txt", "2"), ("acte6.txt", "1"), ("acte7.txt", "1")]
    assert {row["portee"] for row in rows if row["code"] == "EFF001"} == {"seance"}
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["avertissements"] == dict(sorted(Counter(row["code"] for row in rows).items()))


def test_sessions_that_share_a_file_are_mended_together() -> None:
    from delibparse.batch import second_pass

    one, two, three = ("x", "2023-01-01"), ("x", "2023-02-01"), ("y", "2023-01-01")
    groups = [(one, [("a", "a.json"), ("b", "b.json")]), (three, [("d", "d.json"), ("e", "e.json")]),
              (two, [("b", "b.json"), ("c", "c.json")])]  # fmt: skip
    assert second_pass.linked(groups) == [
        ([one, two], [("a", "a.json"), ("b", "b.json"), ("c", "c.json")]),
        ([three], [("d", "d.json"), ("e", "e.json")]),
    ]
