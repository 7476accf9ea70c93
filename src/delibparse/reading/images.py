"""PNG, JPEG and TIFF files: one page a picture, right side up by their EXIF orientation."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from delibparse import errors
from delibparse.limits import MAX_IMAGE_PIXELS, MAX_RENDER_PIXELS
from delibparse.reading.pixels import Colour, Grey

FORMATS = ("PNG", "JPEG", "TIFF")
A4_INCHES = (8.27, 11.69)
LOWERED_FROM = 4.0
"""Times MAX_RENDER_PIXELS from which a picture is lowered to half its side or less: 600 dpi on A3 is not."""

PLAUSIBLE_DPI = (72.0, 1200.0)

DAMAGE = (
    OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, AttributeError, RuntimeError,
    struct.error, Image.DecompressionBombError,
)  # fmt: skip
"""What Pillow's decoders raise for files that are not whole, or say what cannot be: a TIFF without its size, or with
text for a number."""
ORIENTATION, LYING = 0x0112, (5, 6, 7, 8)
"""The EXIF tag that says how a picture is turned, and those of its values that tell a quarter turn."""

Image.MAX_IMAGE_PIXELS = None  # our own limit is checked on each frame, before it is decoded


@dataclass(slots=True)
class Picture:
    pixels: Grey | Colour
    dpi: float


class ImageFile:
    """An open picture file. Raises DamagedFile, UnknownFormat, TooManyPixels."""

    def __init__(self, data: bytes) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._image = Image.open(io.BytesIO(data), formats=FORMATS)
            self.pages = int(getattr(self._image, "n_frames", 1))
        except UnidentifiedImageError as error:
            raise errors.UnknownFormat() from error
        except DAMAGE as error:
            raise errors.DamagedFile(why=type(error).__name__) from error

    def page(self, number: int) -> Picture:
        """Page `number`, 1-based."""
        image = self._image
        try:
            image.seek(number - 1)
            if image.width * image.height > MAX_IMAGE_PIXELS:
                raise errors.TooManyPixels(page=number, width=image.width, height=image.height, limit=MAX_IMAGE_PIXELS)
            dpi, width = _dpi(image), image.width
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                shown = _lowered(image)
                dpi *= shown.width / width
                ImageOps.exif_transpose(shown, in_place=True)
                return Picture(_pixels(shown), dpi)
        except DAMAGE as error:
            raise errors.DamagedFile(why=f"image, page {number}") from error

    def size(self, number: int) -> tuple[int, int]:
        """The width and the height in pixels of page `number`, as displayed; nothing is decoded."""
        image = self._at(number)
        turned = image.getexif().get(ORIENTATION, 1) in LYING
        return (image.height, image.width) if turned else (image.width, image.height)

    def dpi(self, number: int) -> float:
        """Its resolution."""
        return _dpi(self._at(number))

    def _at(self, number: int) -> Image.Image:
        try:
            self._image.seek(number - 1)
        except DAMAGE as error:
            raise errors.DamagedFile(why=f"image, page {number}") from error
        return self._image

    def numbers(self) -> Iterator[int]:
        return iter(range(1, self.pages + 1))


def _lowered(image: Image.Image) -> Image.Image:
    """The picture, of no more than four times as many pixels as are read: a JPEG is decoded so, others are reduced
    before anything makes copies of them. Those of more than 8 bits stay as they are: they are one copy, of grey."""
    wanted = image.width * image.height / MAX_RENDER_PIXELS
    if wanted < LOWERED_FROM:
        return image
    factor = int(wanted**0.5)
    if image.format == "JPEG":
        image.draft(None, (image.width // factor, image.height // factor))
        return image
    return image if image.mode[0] in "IF" else image.reduce(factor)


def _pixels(image: Image.Image) -> Grey | Colour:
    if image.mode[0] in "IF":
        values = np.asarray(image)
        grey: Grey = np.clip(values // 256 if image.mode[0] == "I" else values, 0, 255).astype(np.uint8)
        return grey
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"))
    if "A" in image.getbands() or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _dpi(image: Image.Image) -> float:
    """The picture's own resolution, or the one that makes it an A4 page."""
    declared = image.info.get("dpi")
    if declared:
        across = float(declared[0])
        if PLAUSIBLE_DPI[0] < across <= PLAUSIBLE_DPI[1]:
            return across
    short, long = sorted(image.size)
    return min(max(short / A4_INCHES[0], long / A4_INCHES[1], PLAUSIBLE_DPI[0]), PLAUSIBLE_DPI[1])
