"""What a caller may choose, and the limits that keep hostile files harmless."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MAX_BYTES = 256 * 1024 * 1024
"""A file over this is refused: an archive's largest scans of one act stay well under 100 MB."""

MAX_PAGES = 1000
MAX_IMAGE_PIXELS = 120_000_000
"""A0 at 300 dpi is 140 million; no act is on A0. A decoded image takes up to 4 bytes a pixel."""

MAX_RENDER_PIXELS = 18_000_000
"""An A3 page at 300 dpi; larger pages are rendered at a lower scale."""

MAX_PAGE_SIDE_POINTS = 14_400.0
"""200 inches, the limit of PDF 1.6 (ISO 32000-1, annex C.2) without a UserUnit: 5.08 m."""

MAX_WORDS_PER_PAGE = 20_000
PAGE_TIMEOUT_SECONDS = 120.0

OcrMode = Literal["auto", "always", "never"]
EngineName = Literal["auto", "tesserocr", "pytesseract"]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices for one extraction; the defaults are those of the command line.

    `dpi` is the scale at which pages are rendered for OCR; `jobs` pages are recognised at a time (0: one for
    each core); `pages` are 1-based numbers, None for all; `lang` is the language of the messages;
    `vocabulary` is a TOML file of more wordings (see docs/grammar.md); `roster` a CSV
    file of the body's members (see docs/reconcile.md). `second_look` reads doubtful
    words of scans again, `reconcile` mends values by redundancy.
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
    second_look: bool = True
    reconcile: bool = True
