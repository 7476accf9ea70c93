"""Picture files as PDF pages: their bytes are taken over, not coded again (img2pdf)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delibparse.reading import OpenFile
    from delibparse.reading.images import ImageFile


def pdf_of(opened: OpenFile) -> bytes:
    """A PDF with a page for each picture, as large as the reading takes it to be and turned as its EXIF says. A
    picture that a PDF cannot hold as it is (transparency) is coded anew, without loss, on white paper."""
    import img2pdf

    try:
        return _converted(opened.images, [opened.data])
    except (img2pdf.AlphaChannelError, img2pdf.ImageOpenError, img2pdf.JpegColorspaceError, NotImplementedError):
        return _converted(opened.images, [_as_png(opened.images, number) for number in opened.images.numbers()])


def _converted(images: ImageFile, files: list[bytes]) -> bytes:
    import img2pdf

    scales = iter([72 / images.dpi(number) for number in images.numbers()])

    def layout(width: int, height: int, _dpi: object) -> tuple[float, float, float, float]:
        scale = next(scales)
        return width * scale, height * scale, width * scale, height * scale

    made: bytes = img2pdf.convert(*files, layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, nodate=True)
    return made


def _as_png(images: ImageFile, number: int) -> bytes:
    """A picture as displayed."""
    from PIL import Image

    pixels = images.page(number).pixels
    out = io.BytesIO()
    Image.fromarray(pixels if pixels.ndim == 2 else pixels[:, :, ::-1]).save(out, "PNG")
    return out.getvalue()
