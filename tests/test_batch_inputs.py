"""What a batch is given: every file and member is read, in trouble or left, and told; whatever archives and names say."""

from __future__ import annotations

import csv
import io
import json
import os
import struct
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from delibparse import errors
from delibparse.batch import archives
from delibparse.batch.inputs import Input
from delibparse.batch.names import output_name
from delibparse.batch.sources import find
from delibparse.batchfolder import BatchFolder
from test_batch import act, told

Make = Callable[[Path], object]


def zipped(*members: tuple[str, bytes], damage: bool = False) -> bytes:
    data = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # two members of one name
        for name, content in members:
            archive.writestr(name or zipfile.ZipInfo(""), content)
    made = bytearray(data.getvalue())
    if damage:
        made[40:60] = b"\xff" * 20
    return bytes(made)


def tarred(*members: tuple[str, bytes], how: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=how) as archive:  # type: ignore[call-overload]
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def negative(size: int) -> bytes:
    """A TAR header of a size below nought, ten times."""
    header = bytearray(tarfile.TarInfo("n.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 4 + struct.pack(">q", size)
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    return bytes(header) * 10 + bytes(1024)


def negative_pax(size: int) -> bytes:
    info = tarfile.TarInfo("n.txt")
    info.pax_headers = {"size": str(size)}
    return info.tobuf(tarfile.PAX_FORMAT) * 3 + bytes(1024)


def sparse() -> bytes:
    info = tarfile.TarInfo("trous.txt")
    info.type = tarfile.GNUTYPE_SPARSE
    return info.tobuf(tarfile.GNU_FORMAT) + bytes(1024)


TWO = (("a.txt", act(1)), ("b.txt", os.urandom(3000)))

NAMELESS = zipped(("", act(2)), *TWO)

LISTED: list[tuple[str, Make, dict[str, str]]] = [
    # what stands in the folder, how, and what is told of each of its inputs: "" for one that is read
    ("a.zip", lambda path: path.write_bytes(zipped(*TWO)), {"a.zip!/a.txt": "", "a.zip!/b.txt": ""}),
    ("nameless.zip", lambda path: path.write_bytes(NAMELESS), {"nameless.zip!/": "left KindNotRead", "nameless.zip!/a.txt": "", "nameless.zip!/b.txt": ""}),
    ("a.TGZ", lambda path: path.write_bytes(tarred(*TWO, how="w:gz")), {"a.TGZ!/a.txt": "", "a.TGZ!/b.txt": ""}),
    ("cut.tgz", lambda path: path.write_bytes(tarred(*TWO, how="w:gz")[:-1000]), {"cut.tgz": "DamagedFile"}),
    ("cut.tar", lambda path: path.write_bytes(tarred(*TWO)[:2000]), {"cut.tar": "DamagedFile"}),
    ("no.tar.xz", lambda path: path.write_bytes(b"no xz" * 9), {"no.tar.xz": "DamagedFile"}),
    ("no.tar.bz2", lambda path: path.write_bytes(b"no bz2" * 9), {"no.tar.bz2": "DamagedFile"}),
    ("no.zip", lambda path: path.write_bytes(b"PK\3\4 no zip"), {"no.zip": "DamagedFile"}),
    ("inner.tar", lambda path: path.write_bytes(tarred(TWO[0])[:1024] + b"x" * 512 + tarred(TWO[1])), {"inner.tar": "DamagedFile"}),
    ("neg.tar", lambda path: path.write_bytes(negative(-512)), {"neg.tar": "DamagedFile"}),
    ("neg2.tar", lambda path: path.write_bytes(negative(-1536)), {"neg2.tar": "DamagedFile"}),
    ("pax.tar", lambda path: path.write_bytes(negative_pax(-1536)), {"pax.tar": "DamagedFile"}),
    ("holes.tar", lambda path: path.write_bytes(sparse()), {"holes.tar!/trous.txt": "SparseMember"}),
    ("dup.zip", lambda path: path.write_bytes(zipped(TWO[0], ("a.txt", act(2)))), {"dup.zip!/a.txt#1": "ReplacedMember", "dup.zip!/a.txt": ""}),
    ("dup.tar", lambda path: path.write_bytes(tarred(TWO[0], ("a.txt", act(2)))), {"dup.tar!/a.txt#1": "ReplacedMember", "dup.tar!/a.txt": ""}),
    ("other.zip", lambda path: path.write_bytes(zipped(("notes.xlsx", b"PK"))), {"other.zip!/notes.xlsx": "left KindNotRead"}),
    ("notes.xlsx", lambda path: path.write_bytes(b"PK\3\4"), {"notes.xlsx": "left KindNotRead"}),
    ("texte.txt.gz", lambda path: path.write_bytes(b"\x1f\x8b"), {"texte.txt.gz": "left KindNotRead"}),
    ("acte.pdf.old", lambda path: path.write_bytes(b"%PDF-1.4"), {"acte.pdf.old": ""}),
    ("vide.txt", lambda path: path.write_bytes(b""), {"vide.txt": "EmptyFile"}),
    (".caché", lambda path: path.mkdir(), {".caché": "left HiddenLeft"}),
    ("lien", lambda path: path.symlink_to("/tmp"), {"lien": "left LinkLeft"}),
    ("tube.txt", os.mkfifo, {"tube.txt": "NotAFile"}),
    ("tube", os.mkfifo, {"tube": "left NotAFile"}),
    ("noyau.txt", lambda path: path.symlink_to("/proc/kmsg"), {"noyau.txt": "EmptyFile"}),
    ("noyau", lambda path: path.symlink_to("/proc/kmsg"), {"noyau": "left KindNotRead"}),
    ("zéro.txt", lambda path: path.symlink_to("/dev/zero"), {"zéro.txt": "NotAFile"}),
    ("tourne.pdf", lambda path: path.symlink_to(path), {"tourne.pdf": "InputFailure"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "expected"), LISTED, ids=[name for name, _, _ in LISTED])
def test_every_input_is_read_in_trouble_or_left(
    tmp_path: Path, name: str, make: Make, expected: dict[str, str]
) -> None:
    source, batch = tmp_path / "s", BatchFolder(tmp_path / "o")
    source.mkdir()
    batch.unpacked.mkdir(parents=True)
    make(source / name)
    found = {one.key.removeprefix(f"{source}/"): _told(one) for one in find([str(source)], batch)}
    assert found == expected


def _told(one: Input) -> str:
    return ("left " if one.is_left else "") + (type(one.trouble).__name__ if one.trouble else "")


def test_what_nobody_foresaw_of_one_archive_is_its_own_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(_archive: Input) -> list[Input]:
        raise AttributeError("x")

    monkeypatch.setattr(archives, "_in_zip", stumble)
    (tmp_path / "a.zip").write_bytes(zipped(*TWO))
    (tmp_path / "b.txt").write_bytes(act(1))
    found = [_told(one) for one in find([str(tmp_path)], BatchFolder(tmp_path / "o"))]
    assert found == ["InternalFailure", ""]


def test_what_is_unpacked_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "FREE", 100_000)
    batch = BatchFolder(tmp_path / "o")
    batch.unpacked.mkdir(parents=True)
    for name, content, trouble in (
        ("bombe.tgz", bytes(5_000_000), errors.ArchiveTooLarge),
        ("sain.tgz", os.urandom(200_000), type(None)),
    ):
        path = tmp_path / name
        path.write_bytes(tarred(("a.txt", content), how="w:gz"))
        [found] = find([str(path)], batch)
        assert isinstance(found.trouble, trouble)
    assert [path.suffix for path in batch.unpacked.iterdir()] == [".tar"]  # of the second alone


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("CON.txt",), "_CON.txt.json"), (("aux",), "_aux.json"), (("com1.pdf",), "_com1.pdf.json"),
        (("contrat.pdf",), "contrat.pdf.json"), (("console", "a.pdf"), "console/a.pdf.json"),
        (("lot. ", "a.pdf"), "lot. _/a.pdf.json"), (("a.pdf.json", "b.txt"), "a.pdf.json_/b.txt.json"),
        (("summary.json", "b.txt"), "summary.json_/b.txt.json"),
        (("deliberations.jsonl", "b.txt"), "deliberations.jsonl_/b.txt.json"),
        (("a", "deliberations.jsonl", "b.txt"), "a/deliberations.jsonl/b.txt.json"),
        (("Summary",), "Summary~2.json"), (("2023", "acte.pdf"), "2023/acte.pdf.json"),
    ],
)  # fmt: skip
def test_names_that_a_system_would_not_take(parts: tuple[str, ...], name: str) -> None:
    assert output_name(parts, lambda _: False) == name


def test_a_folder_of_all_of_them(tmp_path: Path, run: Callable[..., Any]) -> None:
    """Beside good files: these are read, all are accounted for, and again the same; so they are from a journal that is
    made again, for which nothing is read a second time."""
    source, out = tmp_path / "s", tmp_path / "o"
    for folder in ("deliberations.jsonl", "summary.json", "a.txt.json"):
        (source / folder).mkdir(parents=True)
        (source / folder / "x.txt").write_bytes(act(1))
    for k, name in enumerate(("a.txt", "A.txt", "CON.txt", "bon.txt"), 2):
        (source / name).write_bytes(act(k))
    (source / "profond.zip").write_bytes(zipped(("dossier/" * 300 + "x.txt", act(8)), ("a/" * 3000 + "y.txt", act(9))))
    (source / "abîmé.zip").write_bytes(zipped(("z.txt", act(10) * 9), damage=True))
    (source / "coupé.tgz").write_bytes(tarred(*TWO, how="w:gz")[:-1000])
    (source / "notes.xlsx").write_bytes(b"PK")
    done = run("batch", source, "--out", out)
    assert (done.returncode, done.stderr) == (5, b"")
    assert "laissés                1" in done.stdout.decode()
    summary = json.loads((out / "summary.json").read_bytes())
    assert summary["fichiers"] == {"lus": 9, "en_echec": 2, "laisses": 1}
    assert [Path(row["fichier"]).name for row in summary["laisses"]] == ["notes.xlsx"]
    rows = list(csv.DictReader((out / "failures.csv").open(encoding="utf-8", newline="")))
    assert [row["etat"] for row in rows] == ["echec", "echec", "laisse"]
    assert all("endommagé" in row["raison"] for row in rows[:2])
    before = told(out)
    assert len({name.casefold() for name in before}) == len(before)

    (out / ".delibparse" / "journal.sqlite").write_bytes(b"garbage")
    for command in (("batch", source, "--out", out), ("batch", "--status", out), ("review", out)):
        refused = run(*command)
        assert refused.returncode == 3
        assert b"--rebuild" in refused.stderr
        assert refused.stderr.count(b"\n") == 1
    again = run("batch", source, "--out", out, "--rebuild", "--log-json")
    assert again.returncode == 5
    settled = [json.loads(line)["file"] for line in again.stderr.splitlines() if b'"settled"' in line]
    assert {Path(name).name for name in settled} <= {"abîmé.zip!", "z.txt"}  # what failed is tried again
    assert told(out) == before


def test_an_output_that_is_damaged_is_one_line(tmp_path: Path, run: Callable[..., Any]) -> None:
    source, out = tmp_path / "s", tmp_path / "o"
    source.mkdir()
    for k in (1, 2):
        (source / f"a{k}.txt").write_bytes(act(k))
    assert run("batch", source, "--out", out).returncode == 0
    before = told(out)
    for damage in (b"{}", b"\xff"):
        (out / "a1.txt.json").write_bytes(damage)
        (out / "summary.json").unlink(missing_ok=True)
        done = run("batch", source, "--out", out)
        assert done.returncode == 3
        assert done.stderr.decode().startswith(f"delibparse: {out / 'a1.txt.json'} : JSON abîmé")
        assert done.stderr.count(b"\n") == 1
    (out / "a1.txt.json").unlink()  # as the line says
    assert run("batch", source, "--out", out).returncode == 0
    assert told(out) == before


def test_a_folder_without_files_is_told(tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "vide").mkdir()
    done = run("batch", tmp_path / "vide", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr.decode()) == (3, "delibparse: aucun fichier à lire (vérifiez le dossier)\n")
    done = run("review", tmp_path / "vide", "-o", tmp_path / "pages")
    assert (done.returncode, done.stderr.decode()) == (3, "delibparse: aucun fichier à lire (vérifiez le dossier)\n")
    assert not (tmp_path / "pages" / "index.html").exists()
    (tmp_path / "vide" / "acte.txt").write_bytes(act(1))
    done = run("batch", tmp_path / "vide", "--out", tmp_path / "out")
    assert (done.returncode, b"aucun fichier" in done.stderr) == (0, False)


@pytest.mark.parametrize("limit", ["MAX_NAMES", "MAX_BYTES"])
def test_a_list_of_names_is_bounded(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from delibparse.cli import batch

    names, held = tmp_path / "noms.txt", b"a\nb\nc\n"
    monkeypatch.setattr(batch, limit, 3 if limit == "MAX_NAMES" else len(held))
    names.write_bytes(held)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(held)))
    assert [list(batch._Names(str(names))), list(batch._Names("-"))] == [["a", "b", "c"]] * 2
    names.write_bytes(held + b"d\n")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(held + b"d\n")))
    for source, name in ((str(names), str(names)), ("-", "stdin")):
        with pytest.raises(errors.TooLongList, match=f"^{name}: a list of more than"):
            list(batch._Names(source))


def test_a_list_that_never_ends_is_one_line(tmp_path: Path, run: Callable[..., Any]) -> None:
    done = run("batch", "--files-from", "/dev/zero", "--out", tmp_path / "out")
    assert (done.returncode, done.stderr.count(b"\n")) == (3, 1)
    assert done.stderr.startswith(b"delibparse: /dev/zero : liste de plus de")


def test_what_watching_needs_is_asked_for_before_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    from delibparse.batch import watch

    watch.require()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(errors.ExtraMissing, match="pip install watchfiles"):
        watch.require()
