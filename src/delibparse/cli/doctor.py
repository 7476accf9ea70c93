"""`delibparse doctor`"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import asdict, dataclass
from typing import Annotated

import typer

from delibparse.cli import output
from delibparse.cli.asking import JsonOption, LangOption
from delibparse.errors import ExitStatus
from delibparse.labels import Lang

PACKAGES = (
    "pypdfium2", "pdfplumber", "numpy", "opencv-python-headless", "pillow", "regex", "msgspec", "jinja2", "lxml",
    "pytesseract", "python-stdnum", "rich", "typer",
)  # fmt: skip

EXTRAS = {
    "tesserocr": "fast",
    "distributed": "cluster",
    "watchfiles": "watch",
    "pyarrow": "parquet",
    "xlsxwriter": "xlsx",
    "img2pdf": "pdf",
    "pikepdf": "pdf",
}
"""The packages of the extras, each needed by some commands only."""

_WORDS: dict[Lang, dict[str, str]] = {
    "fr": {
        "found": "ok", "missing": "MANQUE", "absent": "absent", "language": "langue d'OCR", "patterns": "motifs gardés",
    },
    "en": {
        "found": "ok", "missing": "MISSING", "absent": "absent", "language": "OCR language",
        "patterns": "kept patterns",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked for: `found` tells its version or place, None if it is missing; `remedy` the command that
    mends it; `needed` whether nothing works without it."""

    name: str
    found: str | None
    remedy: str
    needed: bool = True


def doctor(
    context: typer.Context,
    lang_ocr: Annotated[str, typer.Option(help="The OCR language to look for.")] = "fra",
    json_: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Tell what is installed, what is missing, and the command that mends it."""
    spoken = output.voice(context, lang, debug=False).lang
    lines = diagnose(lang_ocr, spoken)
    if json_:
        output.print_json([asdict(line) for line in lines])
    else:
        words = _WORDS[spoken]
        for line in lines:
            mark = words["found" if line.found else "missing" if line.needed else "absent"]
            typer.echo(f"{mark:8} {line.name:24} {line.found or '-> ' + line.remedy}")
    if any(line.needed and not line.found for line in lines):
        raise typer.Exit(ExitStatus.MISSING_PROGRAM)


def diagnose(language: str, lang: Lang) -> list[Line]:
    from delibparse.reading.engines import tessdata_folder
    from delibparse.wording.kept import SWITCH
    from delibparse.wording.kept import folder as kept_folder

    words = _WORDS[lang]
    in_process, program = _package("tesserocr"), _tesseract()
    folder = tessdata_folder(language) if in_process or program else None
    lines = [Line(name, _package(name), f"pip install {name}") for name in PACKAGES]
    lines += [
        Line(f"{name} ({extra})", _package(name), f"pip install {name}", needed=False) for name, extra in EXTRAS.items()
    ]
    lines += [
        Line("tesseract", program, "apt install tesseract-ocr", needed=in_process is None),
        Line(
            f"{words['language']} {language}", str(folder) if folder else None, f"apt install tesseract-ocr-{language}"
        ),
    ]
    where = kept_folder()
    lines.append(Line(words["patterns"], str(where) if where else None, f"unset {SWITCH}", needed=False))
    return lines


def _package(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _tesseract() -> str | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        shown = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return shown.stdout.splitlines()[0] if shown.stdout else program
