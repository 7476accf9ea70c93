"""tesserocr: libtesseract in this process. Each thread has an engine of its own, loaded once."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import tesserocr

from delibparse import errors
from delibparse.reading.engines import AUTO_LAYOUT, words_of_tsv
from delibparse.reading.model import Word
from delibparse.reading.pixels import Grey


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
        api = self._api()
        api.SetPageSegMode(mode)
        api.SetVariable("tessedit_char_whitelist", only)
        height, width = image.shape
        api.SetImageBytes(image.tobytes(), width, height, 1, width)
        api.SetSourceResolution(round(dpi))
        try:
            if not api.Recognize(round(timeout * 1000)):
                raise errors.EngineFailed(page=0, why=f"> {timeout:.0f} s")
            return words_of_tsv(api.GetTSVText(0))
        except RuntimeError as error:
            raise errors.EngineFailed(page=0, why=str(error)) from error
        finally:
            api.Clear()
