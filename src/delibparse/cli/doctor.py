"""`delibparse doctor`"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from typing import Annotated

import typer

from delibparse.errors import ExitStatus

PACKAGES = ("pypdfium2", "pdfplumber", "numpy", "opencv-python-headless", "pillow", "regex", "msgspec", "rich", "typer")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked for: `found` tells its version or place, None if it is missing; `remedy` the command that
    mends it; `needed` whether nothing works without it."""

    name: str
    found: str | None
    remedy: str
    needed: bool = True


def doctor(lang_ocr: Annotated[str, typer.Option(help="The OCR language to look for.")] = "fra") -> None:
    """Tell what is installed, what is missing, and the command that mends it."""
    lines = diagnose(lang_ocr)
    for line in lines:
        mark = "ok" if line.found else "MISSING" if line.needed else "absent"
        typer.echo(f"{mark:8} {line.name:24} {line.found or '-> ' + line.remedy}")
    if any(line.needed and not line.found for line in lines):
        raise typer.Exit(ExitStatus.MISSING_PROGRAM)


def diagnose(language: str) -> list[Line]:
    from delibparse.reading.engines import tessdata_folder
    from delibparse.wording.kept import SWITCH
    from delibparse.wording.kept import folder as kept_folder

    in_process, program = _package("tesserocr"), _tesseract()
    folder = tessdata_folder(language)
    lines = [Line(name, _package(name), f"pip install {name}") for name in PACKAGES]
    lines += [
        Line("tesserocr (fast)", in_process, "pip install 'delibparse[fast]'", needed=False),
        Line("tesseract", program, "apt install tesseract-ocr", needed=in_process is None),
        Line(f"OCR language {language}", str(folder) if folder else None, f"apt install tesseract-ocr-{language}"),
    ]
    where = kept_folder()
    lines.append(Line("kept patterns", str(where) if where else None, f"unset {SWITCH}", needed=False))
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
