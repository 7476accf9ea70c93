"""The program through its real process: standard streams, exit statuses, signals, and files that are no acts."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from conftest import BUILT, FIXTURES, on_a_terminal

ACT = FIXTURES / "chatellerault.pdf"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def one_line(result: subprocess.CompletedProcess[bytes], status: int, name: object = "") -> str:
    """The failure as the contract wants it: its status, no data, one line on stderr that names the file."""
    lines = result.stderr.decode().splitlines()
    assert result.returncode == status, result.stderr
    assert result.stdout == b""
    assert len(lines) == 1, lines
    assert lines[0].startswith(f"delibparse: {name}: " if name else "delibparse: ")
    assert lines[0].endswith(")")
    return lines[0]


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842), text: str = "", **options: Any) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    for _ in range(pages):
        canvas.drawString(50, size[1] - 50, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_the_ways_to_read_a_list_are_told_on_stderr(run: Run, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text(
        "Commune de BEAUVAL\nSéance du 3 mars 2021\nEn exercice : 5\nPrésents : 2\nExcusés : 3\n\nPrésents : Mme Eve ROUX, "
        "M. Luc PETIT\n\nExcusés : GRIS Max - SABLE Guy - VERT Ida\n\nObjet : Balayeuse\n\nLe conseil municipal, après en avoir délibéré, décide.\n",
        "utf-8",
    )
    result = run("extract", text, "--explain", "excuses")
    assert json.loads(result.stdout)["deliberations"][0]["excuses"][1]["nom"] == "SABLE"
    head, kept, *others = result.stderr.decode().splitlines()
    assert head == f"{text} · acte 1 · excuses :"
    assert " ".join(kept.split()) == "→ tirets 3 lus, 0 mots de noms laissés"
    assert others
    english = run("extract", text, "--explain", "pouvoirs", "--lang", "en")
    assert english.stderr.decode() == f"{text} · act 1 · pouvoirs: no list\n"


# ---- data ----------------------------------------------------------------------------------------------------------


def test_one_file_is_one_json_object(run: Run) -> None:
    result = run("extract", ACT)
    assert result.returncode == 0
    assert result.stderr == b""
    record = json.loads(result.stdout)
    assert record["source"]["fichier"] == str(ACT)
    assert result.stdout.startswith(b'{"format":"delibparse/1"')
    assert result.stdout.count(b"\n") == 1


def test_a_terminal_gets_indentation_and_colour(tmp_path: Path) -> None:
    shown = on_a_terminal("extract", ACT)
    assert "\x1b[" in shown
    assert re.search(r'^\S*  \S*"format"', shown, re.M)
    assert on_a_terminal("extract", ACT, "--compact").count("\n") == 1


def test_a_long_work_shows_its_progress_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(12, text="page"))
    shown = on_a_terminal("extract", path, "-o", tmp_path / "out.json")
    assert "\x1b[?25l" in shown  # a live bar hides the cursor
    assert run("extract", path).stderr == b""


def test_a_short_work_is_named_while_it_lasts_and_an_export_too(run: Run, tmp_path: Path) -> None:
    shown = on_a_terminal("extract", ACT, "-o", tmp_path / "out.json")
    assert shown == f"{ACT}…\r\x1b[K"
    shown = on_a_terminal("export", tmp_path / "out.json", "-f", "jsonl", "-o", tmp_path / "out.jsonl")
    assert shown == f"{tmp_path / 'out.jsonl'}…\r\x1b[K"
    assert on_a_terminal("export", tmp_path / "out.json", "-f", "jsonl").startswith('{"pages"')
    assert on_a_terminal("extract", ACT, "--compact").split("\r\x1b[K")[1].startswith('{"format"')
    assert run("export", tmp_path / "out.json", "-f", "jsonl", "-o", tmp_path / "out.jsonl").stderr == b""


def test_an_export_of_many_acts_tells_its_share_on_a_terminal_only(run: Run, tmp_path: Path) -> None:
    path, out = tmp_path / "acts.jsonl", tmp_path / "tables"
    path.write_bytes(run("extract", ACT, "--compact").stdout * 4)
    shown = on_a_terminal("export", path, "-f", "csv", "-o", out)
    assert shown == "".join(f"{out}…{share}\r\x1b[K" for share in ("", " 25 %", " 50 %", " 75 %"))
    assert "% " not in on_a_terminal("export", path, "-f", "jsonl")  # what is printed there shows itself
    told = run("export", path, "-f", "csv", "-o", out)
    assert (told.stdout, told.stderr) == (b"", b"")


def test_several_files_are_json_lines_and_a_bad_one_does_not_stop_them(run: Run, tmp_path: Path) -> None:
    result = run("extract", ACT, tmp_path / "none.pdf", FIXTURES / "acts" / "chatellerault.md")
    assert result.returncode == 3
    lines = result.stdout.splitlines()
    assert [Path(json.loads(line)["source"]["fichier"]).name for line in lines] == [
        "chatellerault.pdf",
        "chatellerault.md",
    ]
    assert result.stderr.decode().count("\n") == 1


def test_stdin(run: Run) -> None:
    result = run("extract", "-", "--compact", input=ACT.read_bytes())
    record = json.loads(result.stdout)
    assert record["source"]["fichier"] == "-"
    assert result.stdout.count(b"\n") == 1
    assert len(record["deliberations"][0]["presents"]) == 27


def test_output_file_is_written_whole(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    result = run("extract", ACT, "-o", out)
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert json.loads(out.read_text(encoding="utf-8"))["deliberations"]
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_a_failed_run_leaves_the_output_as_it_was(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    out.write_text("before")
    one_line(run("extract", tmp_path / "none.pdf", "-o", out), 3, tmp_path / "none.pdf")
    assert out.read_text() == "before"
    missing = tmp_path / "no" / "out.json"
    one_line(run("extract", ACT, "-o", missing), 3, missing)
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]


def test_pages(run: Run) -> None:
    record = json.loads(run("extract", ACT, "--pages", "2").stdout)
    assert [row["page"] for row in record["source"]["lecture"]] == [2]
    assert record["source"]["pages"] == 2
    assert record["deliberations"][0]["vote"]["pour"] == 28
    assert record["deliberations"][0]["presents"] == []


def test_no_provenance(run: Run) -> None:
    record = json.loads(run("extract", ACT, "--no-provenance").stdout)
    assert record["deliberations"][0]["provenance"] == {}


def test_plain_text_gives_offsets(run: Run, tmp_path: Path) -> None:
    content = "COMMUNE DE VALBRUNE\n\nSéance du 3 mars 2020\n\nPRESENTS ( 2 ) : Jean MARTIN, Anne DUBOIS\n\nOBJET : Achat\n\fLe conseil municipal ayant délibéré, décide :\n\n- d'acheter\n\nPOUR : 2"
    path = tmp_path / "act.txt"
    path.write_text(content, encoding="utf-8")
    record = json.loads(run("extract", path).stdout)
    (act,) = record["deliberations"]
    assert act["pages"] == [1, 2]
    assert act["vote"]["pour"] == 2
    (place,) = act["provenance"]["/presents/1"]
    assert content[slice(*place["position"])] == "Anne DUBOIS"
    assert "bbox" not in place
    schema = json.loads(run("schema").stdout)
    jsonschema.validate(record, schema, jsonschema.Draft202012Validator)


def test_strict_sets_the_status(run: Run, tmp_path: Path) -> None:
    text = (FIXTURES / "acts" / "chatellerault.md").read_text(encoding="utf-8")
    path = tmp_path / "act.txt"
    text = text.replace("*", "").replace("# COMMUNE", "\fCOMMUNE").replace("#", "")
    path.write_text(text, encoding="utf-8")
    assert run("extract", path, "--strict").returncode == 0
    path.write_text(text.replace("POUR : 28", "POUR : 27"), encoding="utf-8")
    result = run("extract", path, "--strict")
    assert result.returncode == 1
    assert json.loads(result.stdout)["deliberations"][0]["avertissements"][0]["code"] == "VOT001"
    assert run("extract", path).returncode == 0


def test_draw(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "drawn.png"
    assert run("extract", ACT, "--draw", out).returncode == 0
    drawn = Image.open(out).convert("RGB")
    assert drawn.width > 1000
    plain = pdfium.PdfDocument(ACT)[0].render(scale=110 / 72).to_pil().convert("RGB")
    assert drawn.crop((0, 0, *plain.size)).tobytes() != plain.tobytes()


def test_the_other_commands(run: Run) -> None:
    assert run("--version").stdout.startswith(b"delibparse ")
    listed = run("rules").stdout.decode()
    assert "VOT001" in listed
    assert "L2121-20" in run("rules", "pou002").stdout.decode()
    jsonschema.Draft202012Validator.check_schema(json.loads(run("schema").stdout))
    one_line(run("rules", "XXX999"), 2)
    assert run("extract").returncode == 2
    assert run("extract", ACT, "--ocr", "perhaps").returncode == 2


def test_every_command_has_help(run: Run) -> None:
    commands = run("--help").stdout.decode()
    for command in ("extract", "rules", "schema", "doctor"):
        assert command in commands
        assert "Usage :" in run(command, "--help").stdout.decode()


# ---- bad input -----------------------------------------------------------------------------------------------------


def test_missing_file_and_directory(run: Run, tmp_path: Path) -> None:
    assert "introuvable" in one_line(run("extract", tmp_path / "none.pdf"), 3, tmp_path / "none.pdf")
    assert "dossier" in one_line(run("extract", tmp_path), 3, tmp_path)
    assert "no such file" in one_line(run("extract", tmp_path / "x", "--lang", "en"), 3, tmp_path / "x")


BAD = {
    "empty.pdf": (b"", "vide"),
    "words.pdf": (b"\x00\x01\x02\xff" * 200, "ni PDF"),
    "header.pdf": (b"%PDF-1.7\nrubbish", "endommagé"),
    "image.png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, ""),
    "image.tiff": (b"II*\x00\x08\x00\x00\x00", ""),
    "blank.txt": (b" \n\n ", "vide"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files(name: str, run: Run, tmp_path: Path) -> None:
    content, why = BAD[name]
    path = tmp_path / name
    path.write_bytes(content)
    assert why in one_line(run("extract", path), 3, path)


def test_a_truncated_pdf_is_read_or_refused(run: Run, tmp_path: Path) -> None:
    """pdfium mends some: then it is valid JSON, otherwise one line."""
    whole = ACT.read_bytes()
    for share in (0.02, 0.3, 0.6, 0.95):
        path = tmp_path / f"cut-{share}.pdf"
        path.write_bytes(whole[: int(len(whole) * share)])
        result = run("extract", path)
        if result.returncode == 0:
            json.loads(result.stdout)
        else:
            one_line(result, 3, path)


def test_password(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "locked.pdf"
    path.write_bytes(pdf(text="secret", encrypt=StandardEncryption("sesame", strength=128)))
    assert "--password" in one_line(run("extract", path), 3, path)
    assert "refusé" in one_line(run("extract", path, "--password", "no"), 3, path)
    assert run("extract", path, "--password", "sesame").returncode == 0


def test_a_pdf_without_pages(run: Run, tmp_path: Path) -> None:
    document = pdfium.PdfDocument.new()
    path = tmp_path / "none.pdf"
    document.save(path)
    one_line(run("extract", path), 3, path)


def test_a_page_of_a_hundred_metres(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "huge.pdf"
    path.write_bytes(pdf(size=(283_465, 283_465)))
    assert "100.0 x 100.0 m" in one_line(run("extract", path), 3, path)


def test_an_image_bomb(run: Run, tmp_path: Path) -> None:
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = (60_000).to_bytes(4, "big") * 2 + bytes([1, 0, 0, 0, 0])
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + chunk(b"IEND", b"")
    )
    path = tmp_path / "bomb.png"
    path.write_bytes(bomb)
    assert "60000 x 60000" in one_line(run("extract", path), 3, path)


def test_too_many_pages(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(pdf(5000))
    assert "5000" in one_line(run("extract", path), 3, path)
    assert run("extract", path, "--pages", "1-2").returncode == 0
    assert "--max-pages" in one_line(run("extract", ACT, "--max-pages", "1"), 3, ACT)


def test_pages_that_are_not_there(run: Run) -> None:
    for pages in ("3", "1-9"):
        one_line(run("extract", ACT, f"--pages={pages}"), 2, ACT)
    for pages in ("0", "x", "2-1", "-1"):
        one_line(run("extract", ACT, f"--pages={pages}"), 2)


def test_permissions(run: Run, tmp_path: Path) -> None:
    """Root may read everything: for root the refusal is simulated."""
    path = tmp_path / "closed.pdf"
    path.write_bytes(ACT.read_bytes())
    path.chmod(0)
    if os.geteuid() != 0:
        assert "droits" in one_line(run("extract", path), 3, path)
        return
    program = (
        "import pathlib\n"
        "def refuse(self, *args, **options):\n"
        "    raise PermissionError(13, 'Permission denied')\n"
        "pathlib.Path.open = refuse\n"
        "from delibparse.cli import main\n"
        "main()\n"
    )
    result = subprocess.run([sys.executable, "-c", program, "extract", path], capture_output=True, timeout=60)
    assert "droits" in one_line(result, 3, path)


def test_a_name_with_a_newline_stays_on_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.pdf"
    path.write_bytes(b"")
    result = run("extract", path)
    assert result.stderr.count(b"\n") == 1


# ---- what is missing -----------------------------------------------------------------------------------------------

NO_TESSEROCR = """
import importlib.util, sys
find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "tesserocr" else find(name, *rest)
from delibparse.cli import main
main()
"""


def without_tesserocr(tmp_path: Path, *args: object, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", NO_TESSEROCR, *map(str, args)],
        capture_output=True, timeout=60, env={**os.environ, **env},
    )  # fmt: skip


def test_no_engine_at_all(tmp_path: Path) -> None:
    scan = BUILT / "chatellerault-d-bad.pdf"
    result = without_tesserocr(tmp_path, "extract", scan, PATH=str(tmp_path))
    assert "apt install tesseract-ocr" in one_line(result, 4, scan)
    assert without_tesserocr(tmp_path, "extract", ACT, PATH=str(tmp_path)).returncode == 0


def test_french_data_missing(run: Run, tmp_path: Path) -> None:
    scan = BUILT / "chatellerault-d-bad.pdf"
    for engine in ("auto", "tesserocr", "pytesseract"):
        result = run("extract", scan, "--engine", engine, env={"TESSDATA_PREFIX": str(tmp_path)})
        assert "fra" in one_line(result, 4, scan)
    assert "tesseract-ocr-xyz" in one_line(run("extract", scan, "--lang-ocr", "xyz"), 4, scan)


def test_doctor(run: Run, tmp_path: Path) -> None:
    done = run("doctor", "--json")
    assert done.returncode == 0
    assert {"pillow", "tesserocr (fast)", "langue d'OCR fra"} <= {line["name"] for line in json.loads(done.stdout)}
    result = run("doctor", env={"TESSDATA_PREFIX": str(tmp_path)})
    assert result.returncode == 4
    assert "MANQUE   langue d'OCR fra" in result.stdout.decode()
    assert "apt install tesseract-ocr-fra" in result.stdout.decode()
    english = run("doctor", "--lang", "en", env={"TESSDATA_PREFIX": str(tmp_path)}).stdout.decode()
    assert "MISSING  OCR language fra" in english
    assert "MANQUE" not in english


# ---- pipes and signals ---------------------------------------------------------------------------------------------


def test_a_closed_pipe_is_no_failure() -> None:
    program = Path(sys.executable).parent / "delibparse"
    command = f"{program} extract {ACT} {ACT} {ACT} | head -c 100; echo status ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, timeout=60)
    assert result.stderr == b""
    assert result.stdout.decode().endswith("status 0\n")


def test_a_full_disk_is_one_line(run: Run) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full on this system")
    program = Path(sys.executable).parent / "delibparse"
    with full.open("wb") as nowhere:
        result = subprocess.run([program, "extract", ACT], stdout=nowhere, stderr=subprocess.PIPE, timeout=60)
    assert result.returncode == 3
    assert result.stderr.decode().count("\n") == 1


def test_ctrl_c(tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "delibparse"
    out = tmp_path / "out.json"
    scans = [BUILT / "chatellerault-c-office.pdf"] * 20
    process = subprocess.Popen([program, "extract", *scans, "-o", out], stderr=subprocess.PIPE)
    time.sleep(3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert errors.decode() == "delibparse: interrompu\n"
    assert list(tmp_path.iterdir()) == []


def test_what_a_library_prints_does_not_reach_the_data(tmp_path: Path) -> None:
    """A C library that writes to descriptor 1 writes to nobody, never into the JSON."""
    program = (
        "import os, delibparse.pipeline as p\n"
        "real = p.explained\n"
        "def noisy(*args, **options):\n"
        "    os.write(1, b'noise from C\\n')\n"
        "    return real(*args, **options)\n"
        "p.explained = noisy\n"
        "from delibparse.cli import main\n"
        "main()\n"
    )
    result = subprocess.run([sys.executable, "-c", program, "extract", ACT], capture_output=True, timeout=60)
    json.loads(result.stdout)
    assert b"noise from C" not in result.stdout + result.stderr


def test_debug_shows_the_traceback(run: Run, tmp_path: Path) -> None:
    result = run("extract", tmp_path / "none.pdf", "--debug")
    assert result.returncode == 3
    assert b"Traceback" in result.stderr
    assert b"Traceback" not in run("extract", tmp_path / "none.pdf").stderr


def test_a_command_imports_no_other() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from delibparse.cli.app import app\n"
        "result = CliRunner().invoke(app, ['rules', '--help'])\n"
        "print(result.exit_code, *sorted(m for m in sys.modules if m.startswith('delibparse.cli.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, *modules = done.stdout.split()
    assert status == "0"
    assert "delibparse.cli.rules" in modules
    assert not {"delibparse.cli.batch", "delibparse.cli.extract", "delibparse.cli.review"} & set(modules)


def test_a_misspelt_command_is_suggested(run: Run) -> None:
    result = run("extrat")
    assert result.returncode == 2
    assert b"'extract'" in result.stderr


def test_a_file_is_never_written_over_by_what_is_read_from_it(run: Run, tmp_path: Path) -> None:
    path, link = tmp_path / "act.txt", tmp_path / "link.json"
    shutil.copy(FIXTURES / "acts" / "chatellerault.md", path)
    link.symlink_to(path)
    before = path.read_bytes()
    for files, out in (([path], path), ([path, path], link)):
        result = run("extract", *files, "-o", out)
        assert result.returncode == 2
        assert len(result.stderr.splitlines()) == 1
    assert path.read_bytes() == before
    assert run("extract", path, "-o", tmp_path / "act.json").returncode == 0
    record = (tmp_path / "act.json").read_bytes()
    assert run("export", tmp_path / "act.json", "-f", "jsonl", "-o", tmp_path / "act.json").returncode == 2
    assert (tmp_path / "act.json").read_bytes() == record
