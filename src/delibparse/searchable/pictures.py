"""Picture files as PDF pages: their bytes are taken over, not coded again (img2pdf)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delibparse.reading import OpenFile
    from delibparse.reading.images import Picture


def pdf_of(opened: OpenFile) -> bytes:
    """A PDF with a page for each picture, as large as the reading takes it to be and turned as its EXIF says. Pictures
    that a PDF cannot hold as they are (more than 8 bits of unusual kinds) are coded anew, without loss."""
    import img2pdf

    images = opened.images
    refused = (
        img2pdf.ImageOpenError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError,
        img2pdf.ExifOrientationError, NotImplementedError, ValueError,
    )  # fmt: skip
    try:
        return _converted([opened.data], [images.dpi(number) for number in images.numbers()])
    except refused:
        pictures = [images.page(number) for number in images.numbers()]
        return _converted([_as_png(picture) for picture in pictures], [picture.dpi for picture in pictures])


def _converted(files: list[bytes], resolutions: list[float]) -> bytes:
    """A PDF of some files, whose pictures have these resolutions."""
    import img2pdf

    scales = iter([72 / dpi for dpi in resolutions])

    def layout(width: int, height: int, _dpi: object) -> tuple[float, float, float, float]:
        scale = next(scales)
        return width * scale, height * scale, width * scale, height * scale

    made: bytes = img2pdf.convert(*files, layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, nodate=True)
    return made


def _as_png(picture: Picture) -> bytes:
    """A picture as displayed."""
    from PIL import Image

    pixels = picture.pixels
    out = io.BytesIO()
    Image.fromarray(pixels if pixels.ndim == 2 else pixels[:, :, ::-1]).save(out, "PNG")
    return out.getvalue()
