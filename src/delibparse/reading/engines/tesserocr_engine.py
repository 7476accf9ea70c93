"""tesserocr: libtesseract in this process. Each thread has an engine of its own, loaded once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tesserocr

from delibparse import errors
from delibparse.reading.engines import AUTO_LAYOUT, ONE_LINE, Weighed, words_of_tsv
from delibparse.reading.model import Word
from delibparse.reading.pixels import Grey

EVERY_LETTER = "2"
"""Tesseract's `lstm_choice_mode` that keeps, of each character, all that its network weighed."""


class TesserocrEngine:
    name = "tesserocr"

    def __init__(self, language: str, folder: Path) -> None:
        self._language, self._folder = language, folder
        self._threads = threading.local()

    def _api(self) -> Any:
        api = getattr(self._threads, "api", None)
        if api is None:
            try:
                api = tesserocr.PyTessBaseAPI(
                    path=str(self._folder) + "/", lang=self._language, oem=tesserocr.OEM.LSTM_ONLY
                )
            except RuntimeError as error:
                raise errors.LanguageMissing(language=self._language) from error
            api.SetVariable("debug_file", "/dev/null")
            self._threads.api = api
        return api

    def recognise(
        self, image: Grey, dpi: float, mode: int = AUTO_LAYOUT, timeout: float = 0, only: str = ""
    ) -> list[Word]:
        with self._recognised(image, dpi, mode, timeout, only) as api:
            return words_of_tsv(api.GetTSVText(0))

    def alternatives(self, image: Grey, dpi: float, timeout: float = 0) -> list[Weighed]:
        self._api().SetVariable("lstm_choice_mode", EVERY_LETTER)
        try:
            with self._recognised(image, dpi, ONE_LINE, timeout) as api:
                found = api.GetIterator()
                words = [_weighed(found)] if found is not None and not found.Empty(tesserocr.RIL.WORD) else []
                while words and found.Next(tesserocr.RIL.WORD):
                    words.append(_weighed(found))
                return [word for word in words if word.text]
        finally:
            self._api().SetVariable("lstm_choice_mode", "0")

    @contextmanager
    def _recognised(self, image: Grey, dpi: float, mode: int, timeout: float, only: str = "") -> Iterator[Any]:
        """The engine with the picture read."""
        api = self._api()
        api.SetPageSegMode(mode)
        api.SetVariable("tessedit_char_whitelist", only)
        height, width = image.shape
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(dpi))
        try:
            if not api.Recognize(round(timeout * 1000)):
                raise errors.EngineFailed(page=0, why=f"> {timeout:.0f} s")
            yield api
        except RuntimeError as error:
            raise errors.EngineFailed(page=0, why=str(error)) from error
        finally:
            api.Clear()


def _weighed(found: Any) -> Weighed:
    """The word at which an iterator over a line stands."""
    x0, _, x1, _ = found.BoundingBox(tesserocr.RIL.WORD)
    return Weighed(found.GetUTF8Text(tesserocr.RIL.WORD).strip(), x0, x1, found.GetBestLSTMSymbolChoices() or [])
