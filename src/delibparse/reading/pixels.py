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
    counts = np.bincount(cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_NEAREST).ravel())
    return int(np.searchsorted(np.cumsum(counts), counts.sum() / 2))


def reduced(picture: Grey | Colour, whole: int) -> Grey | Colour:
    """A picture with squares of so many pixels' side made one, those that are not whole left out: OpenCV takes twenty
    times as long where the sides are no whole multiples."""
    height, width = (max(side // whole, 1) for side in picture.shape[:2])
    part = picture[: height * whole, : width * whole]
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA))
