"""pytesseract: the tesseract program, one process a page."""

from __future__ import annotations

import pytesseract
from PIL import Image

from delibparse import errors
from delibparse.reading.engines import AUTO_LAYOUT, Weighed, words_of_tsv
from delibparse.reading.model import Word
from delibparse.reading.pixels import Grey


class PytesseractEngine:
    name = "pytesseract"

    def __init__(self, language: str) -> None:
        try:
            known = set(pytesseract.get_languages(config=""))
        except pytesseract.TesseractError as error:
            raise errors.LanguageMissing(language=language) from error
        for part in language.split("+"):
            if part not in known:
                raise errors.LanguageMissing(language=part)
        self._language = language

    def recognise(
        self, image: Grey, dpi: float, mode: int = AUTO_LAYOUT, timeout: float = 0, only: str = ""
    ) -> list[Word]:
        whitelist = f" -c tessedit_char_whitelist={only}" if only else ""
        try:
            tsv = pytesseract.image_to_data(
                Image.fromarray(image),
                lang=self._language,
                config=f"--oem 1 --psm {mode} --dpi {round(dpi)}{whitelist}",
                timeout=timeout,
            )
        except pytesseract.TesseractError as error:
            raise errors.EngineFailed(page=0, why=str(error.message).splitlines()[0]) from error
        except RuntimeError as error:  # pytesseract's time-out
            raise errors.EngineFailed(page=0, why=f"> {timeout:.0f} s") from error
        return words_of_tsv(tsv)

    def alternatives(self, _image: Grey, _dpi: float, _timeout: float = 0) -> list[Weighed]:
        """None: the program prints the letters that it chose alone."""
        return []
