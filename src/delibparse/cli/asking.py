"""The options that several commands share: how files are read. Each is told once, here."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from delibparse import errors
from delibparse.cli.output import Lang


class Ocr(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


class EngineChoice(StrEnum):
    auto = "auto"
    tesserocr = "tesserocr"
    pytesseract = "pytesseract"


OcrOption = Annotated[Ocr, typer.Option(help="When to recognise pages instead of reading their text layer.")]
EngineOption = Annotated[EngineChoice, typer.Option(help="The OCR engine.")]
LangOcrOption = Annotated[str, typer.Option(help="Tesseract's language data, such as fra or fra+deu.")]
DpiOption = Annotated[int, typer.Option(min=72, max=600, help="Scale at which pages are rendered for OCR.")]
JobsOption = Annotated[int, typer.Option("-j", "--jobs", min=0, help="Pages recognised at a time; 0: one a core.")]
PagesOption = Annotated[str | None, typer.Option(help="Pages to read, such as 1-3,7.")]
PasswordOption = Annotated[str | None, typer.Option(help="Password of a protected PDF.")]
MaxPagesOption = Annotated[int, typer.Option(min=1, help="Refuse files with more pages.")]
PageTimeoutOption = Annotated[float, typer.Option(min=1, help="Seconds that one page may take.")]
MemoryOption = Annotated[int, typer.Option(min=0, help="Megabytes that a file may ask for; 0: no limit.")]
VocabularyOption = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="More wordings, in the format of delibparse help grammar.")
]
RosterOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="The body's members: nom, prenom, civilite, from, to."),
]
NoRosterOption = Annotated[
    bool, typer.Option("--no-roster", help="Do without the imported rosters (delibparse roster).")
]
ConfigOption = Annotated[
    Path | None, typer.Option(metavar="FILE.toml", help="Settings; else delibparse.toml beside each file.")
]
MinConfidenceOption = Annotated[
    float | None,
    typer.Option(min=0, max=1, metavar="X", help="Leave out what was read less surely than X, and tell it (LEC011)."),
]
FastOption = Annotated[
    bool,
    typer.Option(
        "--fast", help="Of scanned annexes behind an act, read the heads of their pages only, and tell it (LEC012)."
    ),
]
LangOption = Annotated[Lang | None, typer.Option(help="Language of the help and messages; else the locale's.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]


def language(text: str) -> str:
    """Tesseract's language data as it is asked for. Raises UsageError."""
    if not re.fullmatch(r"[A-Za-z_]{3,20}(?:\+[A-Za-z_]{3,20})*", text):
        raise errors.UsageError(
            fr=f"--lang-ocr {text!r} n'est pas une langue (donnez fra ou fra+deu)",
            en=f"--lang-ocr {text!r} is no language (give fra or fra+deu)",
        )
    return text


def numbers(text: str | None) -> tuple[int, ...] | None:
    """The page numbers of "1-3,7", in order. Raises UsageError."""
    if text is None:
        return None
    wrong = errors.UsageError(
        fr=f"--pages {text!r} n'est pas compris (donnez des numéros comme 1-3,7)",
        en=f"--pages {text!r} is not understood (give numbers such as 1-3,7)",
    )
    found: set[int] = set()
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,6})(?:\s*-\s*(\d{1,6}))?\s*", part)
        if match is None:
            raise wrong
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise wrong
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def rosters(without: bool) -> Path | None:
    """The file of the imported rosters, None where there is none or it is not wanted."""
    from delibparse.rosters.place import imported

    return None if without else imported()
