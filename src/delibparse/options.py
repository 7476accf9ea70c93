"""What a caller may choose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from delibparse.limits import MAX_PAGES, PAGE_TIMEOUT_SECONDS

OcrMode = Literal["auto", "always", "never"]
EngineName = Literal["auto", "tesserocr", "pytesseract"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for one extraction; the defaults are those of the command line.

    `dpi` is the scale at which pages are rendered for OCR; `jobs` pages are recognised at a time (0: one for
    each core); `pages` are 1-based numbers, None for all; `lang` is the language of the messages;
    `vocabulary` is a TOML file of more wordings (see docs/grammar.md); `roster` a CSV
    file of the body's members (see docs/reconcile.md); `rosters` the file of imported
    rosters (see docs/rosters.md), which `roster` takes the place of. `second_look` reads doubtful
    words of scans again, `reconcile` mends values by redundancy. `min_confidence` is the confidence, 0..1,
    under which a value is left out and told; None for that of the settings, or for none. `fast` reads the heads alone
    of scanned pages that are an act's annexes.
    """

    ocr: OcrMode = "auto"
    engine: EngineName = "auto"
    lang_ocr: str = "fra"
    dpi: int = 200
    jobs: int = 0
    pages: tuple[int, ...] | None = None
    password: str | None = None
    max_pages: int = MAX_PAGES
    page_timeout: float = PAGE_TIMEOUT_SECONDS
    lang: Literal["fr", "en"] = "fr"
    provenance: bool = True
    vocabulary: Path | None = None
    roster: Path | None = None
    rosters: Path | None = None
    second_look: bool = True
    reconcile: bool = True
    min_confidence: float | None = None
    fast: bool = False
