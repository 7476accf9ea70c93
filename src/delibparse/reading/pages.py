"""The pictures of a file's pages, for people to look at."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from delibparse import errors
from delibparse.reading.images import ImageFile
from delibparse.reading.pdf import PdfFile
from delibparse.reading.pixels import Colour


def pictures(data: bytes, numbers: list[int], dpi: float, password: str | None = None) -> Iterator[Colour]:
    """Pages as displayed, height x width x 3 in RGB order, at `dpi`. Raises what opening the file raises."""
    if b"%PDF-" in data[:1024]:
        file = PdfFile(data, password)
        try:
            for number in numbers:
                page = file.page(number)
                image, _ = page.render(dpi)
                page.close()
                yield cv2.cvtColor(image, cv2.COLOR_BGR2RGB)
        finally:
            file.close()
        return
    try:
        images = ImageFile(data)
    except errors.UnknownFormat as failure:
        raise errors.UsageError(
            fr="--draw : un texte n'a pas de pages à dessiner", en="--draw: a text file has no pages to draw on"
        ) from failure
    for number in numbers:
        picture = images.page(number)
        factor = dpi / picture.dpi
        shrunk = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
        way = cv2.COLOR_GRAY2RGB if shrunk.ndim == 2 else cv2.COLOR_BGR2RGB
        yield np.ascontiguousarray(cv2.cvtColor(shrunk, way))
