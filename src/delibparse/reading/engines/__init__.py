"""OCR engines behind one small interface: pixels in, words out.

tesserocr (in process, twice as fast) is preferred when it is importable; pytesseract works wherever the
tesseract program is installed. Both read with one thread each: tesseract's own threads slow it down sevenfold
(9.5 s a page against 1.3 s), and pages are read in parallel instead.
"""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from delibparse import errors
from delibparse.options import EngineName
from delibparse.reading.model import Box, Word
from delibparse.similarity.letters import Choices

if TYPE_CHECKING:
    from delibparse.reading.pixels import Grey

os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # read by libgomp when it is loaded, so it is set before any engine

TESSDATA_FOLDERS = (
    "/usr/share/tesseract-ocr/*/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
    "C:/Program Files/Tesseract-OCR/tessdata",
)

AUTO_LAYOUT, BLOCK, ONE_LINE, SPARSE = 3, 6, 7, 11
"""Tesseract's page segmentation modes: automatic, one block, one line, scattered text."""


class Engine(Protocol):
    name: str

    def recognise(
        self, image: Grey, dpi: float, mode: int = AUTO_LAYOUT, timeout: float = 0, only: str = ""
    ) -> list[Word]:
        """The words of a grey image (height x width, 0 black), their boxes in pixels, in the engine's order.

        `timeout` in seconds, 0 for none; `only` are the characters that may be read, "" for all. Raises EngineFailed
        (its `page` is 0: the caller knows which).
        """
        ...

    def alternatives(self, image: Grey, dpi: float, timeout: float = 0, /) -> list[Weighed]:
        """The words of one line with what else each of their characters may be; none where the engine can't tell.
        Raises as `recognise`."""
        ...


class Weighed(NamedTuple):
    """A word of a line, its edges at left and right in pixels, and of each of its characters those that the engine
    weighed, with their costs (`similarity.letters`)."""

    text: str
    x0: float
    x1: float
    choices: Choices


def tessdata_folder(language: str) -> Path | None:
    """Where the data of all the languages of `language` ("fra", "fra+eng") lie, None if nowhere."""
    names = [f"{part}.traineddata" for part in language.split("+")]
    folders = [Path(os.environ["TESSDATA_PREFIX"])] if os.environ.get("TESSDATA_PREFIX") else []
    if not folders:
        for pattern in TESSDATA_FOLDERS:
            anchor = Path(Path(pattern).anchor)
            if anchor.exists():
                folders += sorted(anchor.glob(str(Path(pattern).relative_to(anchor))), reverse=True)
    for folder in folders:
        for place in (folder, folder / "tessdata"):
            if all((place / name).is_file() for name in names):
                return place
    return None


@cache
def load(name: EngineName, language: str) -> Engine:
    """The engine asked for, or the best there is. Raises EngineMissing, NamedEngineMissing, LanguageMissing."""
    in_process = find_spec("tesserocr") is not None
    program = shutil.which("tesseract") is not None
    if name == "auto":
        if not in_process and not program:
            raise errors.EngineMissing()
        name = "tesserocr" if in_process and tessdata_folder(language) else "pytesseract"
        if name == "pytesseract" and not program:
            raise errors.LanguageMissing(language=language)
    if name == "tesserocr":
        if not in_process:
            raise errors.NamedEngineMissing(engine=name, remedy="pip install tesserocr")
        folder = tessdata_folder(language)
        if folder is None:
            raise errors.LanguageMissing(language=language)
        from delibparse.reading.engines.tesserocr_engine import TesserocrEngine

        return TesserocrEngine(language, folder)
    if not program:
        raise errors.NamedEngineMissing(engine=name, remedy="apt install tesseract-ocr")
    from delibparse.reading.engines.pytesseract_engine import PytesseractEngine

    return PytesseractEngine(language)


def words_of_tsv(tsv: str) -> list[Word]:
    """The words of tesseract's TSV output (its level 5 rows), boxes in pixels, confidence 0..1."""
    words = []
    for row in tsv.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        words.append(word_of(cells[11], (left, top, left + width, top + height), float(cells[10])))
    return words


def word_of(text: str, box: Box, percent: float) -> Word:
    """A word as tesseract tells it, its box in pixels and its confidence in percent."""
    return Word(_without_quirks(text.strip()), *box, min(max(percent / 100, 0.0), 1.0))


def _without_quirks(text: str) -> str:
    """No first name begins with Ÿ: an initial read so is a Y under a speck."""
    return "Y." + text[2:] if text.startswith("Ÿ.") else text
