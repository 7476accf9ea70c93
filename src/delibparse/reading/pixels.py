"""The names of the two kinds of picture that reading handles."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
"""height x width, 0 black, 255 white."""

Colour = npt.NDArray[np.uint8]
"""height x width x 3, blue, green, red."""


def paper_of(grey: Grey) -> int:
    """The brightness of the paper: the median of a pixel in 64."""
    counts = np.bincount(sampled(grey, 8).ravel())
    return int(np.searchsorted(np.cumsum(counts), counts.sum() / 2))


def sampled(picture: Grey | Colour, whole: int) -> Grey | Colour:
    """The first pixel of each square of so many pixels' side, of those that are whole: the picture's own `[::whole]`,
    in a third of the time."""
    part, size = _in_squares(picture, whole)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_NEAREST))


def _in_squares(picture: Grey | Colour, whole: int) -> tuple[Grey | Colour, tuple[int, int]]:
    """The part of a picture that whole squares cover, at least one each way, and how many across and down."""
    height, width = (max(side // whole, 1) for side in picture.shape[:2])
    return picture[: height * whole, : width * whole], (width, height)


def reduced(picture: Grey | Colour, whole: int) -> Grey | Colour:
    """A picture with squares of so many pixels' side made one, those that are not whole left out: OpenCV takes twenty
    times as long where the sides are no whole multiples."""
    part, size = _in_squares(picture, whole)
    return np.asarray(cv2.resize(part, size, interpolation=cv2.INTER_AREA))
