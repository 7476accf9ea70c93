"""tesserocr: libtesseract in this process. Each thread has an engine of its own, loaded once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tesserocr

from delibparse import errors
from delibparse.reading.engines import AUTO_LAYOUT, ONE_LINE, Weighed, word_of
from delibparse.reading.model import Word
from delibparse.reading.pixels import Grey

WORD = tesserocr.RIL.WORD

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
            return [word for found in _words_of(api) if (word := _word(found)).text]

    def alternatives(self, image: Grey, dpi: float, timeout: float = 0) -> list[Weighed]:
        self._api().SetVariable("lstm_choice_mode", EVERY_LETTER)
        try:
            with self._recognised(image, dpi, ONE_LINE, timeout) as api:
                return [word for found in _words_of(api) if (word := _weighed(found)).text]
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


def _words_of(api: Any) -> Iterator[Any]:
    """The iterator over what was recognised, at each of its words. The engine's own table of them (TSV) says the same,
    and takes three times as long."""
    found = api.GetIterator()
    more = found is not None and not found.Empty(WORD)
    while more:
        yield found
        more = found.Next(WORD)


def _word(found: Any) -> Word:
    """The word at which an iterator stands; no text where there is none, as for a rule."""
    x0, y0, x1, y1 = found.BoundingBox(WORD)
    return word_of(found.GetUTF8Text(WORD), (x0, y0, x1, y1), found.Confidence(WORD))


def _weighed(found: Any) -> Weighed:
    """The word at which an iterator over a line stands."""
    x0, _, x1, _ = found.BoundingBox(WORD)
    return Weighed(found.GetUTF8Text(WORD).strip(), x0, x1, found.GetBestLSTMSymbolChoices() or [])
