"""The pictures of a file's pages, for people to look at and for a second look."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse import errors
from delibparse.reading.images import ImageFile, Picture
from delibparse.reading.pdf import PdfFile
from delibparse.reading.scale import rescaled


def pictures(data: bytes, numbers: list[int], dpi: float, password: str | None = None) -> Iterator[Picture]:
    """Pages as displayed, at about `dpi`. Raises what opening the file raises."""
    if b"%PDF-" in data[:1024]:
        file = PdfFile(data, password)
        try:
            for number in numbers:
                page = file.page(number)
                picture = Picture(*page.picture(dpi))
                page.close()
                yield picture
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
        yield Picture(*rescaled(picture.pixels, picture.dpi, dpi))
