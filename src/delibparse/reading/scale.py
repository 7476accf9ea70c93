"""The scale at which a picture is read."""

from __future__ import annotations

import cv2
import numpy as np

from delibparse.reading.pixels import Colour, Grey
from delibparse.reading.preprocess.stamps import without_colour

NEAR = 0.05
"""Share by which a picture's own scale may differ from the one asked for and be taken as it is."""

SMOOTH = 0.8
"""Standard deviation, in pixels, of the blur that takes the steps off the edges of black and white print. Measured on
the 28 bad scans of the benchmark, in % of characters, figures and names wrong: none 0.61, 5.4, 1.5; 0.5 0.52, 4.7, 1.3;
0.8 0.40, 3.0, 0.7; 1.1 0.55, 4.7, 0.9."""

MIDDLE_GREY = 0.02
"""Share of grey pixels under which a picture is black and white."""


def for_reading(image: Grey | Colour, dpi: float, wanted: float) -> tuple[Grey | Colour, float]:
    """`rescaled`, in grey where colour tells nothing."""
    return rescaled(without_colour(image), dpi, wanted)


def rescaled(image: Grey | Colour, dpi: float, wanted: float) -> tuple[Grey | Colour, float]:
    """The picture at about `wanted` dots per inch, and the scale it is at; its own pixels where they are near it, those
    of coarse black and white print smoothed."""
    factor = wanted / dpi
    if factor > 1 - NEAR:
        image = _smoothed(image)
    if abs(factor - 1) <= NEAR:
        return image, dpi
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    if min(image.shape[:2]) * factor < 1:  # a line of pixels stays one
        height, width = (max(round(side * factor), 1) for side in image.shape[:2])
        return cv2.resize(image, (width, height), interpolation=way), wanted
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=way), wanted


def own_scale(image: Grey | Colour, dpi: float, finest: float) -> tuple[Grey | Colour, float]:
    """The picture at its own scale, at `finest` if it is finer; coarse black and white print smoothed, as above. For a
    few words of a page, the rest of it need not be made larger."""
    return rescaled(image, dpi, finest) if finest / dpi <= 1 - NEAR else (_smoothed(image), dpi)


def _smoothed(image: Grey | Colour) -> Grey | Colour:
    """Black and white print without the steps of its edges; any other picture as it is."""
    return cv2.GaussianBlur(image, (0, 0), SMOOTH) if _black_and_white(image) else image


def _black_and_white(image: Grey | Colour) -> bool:
    some = image[::7, ::7]
    return bool(np.count_nonzero((some > 8) & (some < 247)) < MIDDLE_GREY * some.size)
