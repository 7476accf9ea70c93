"""The names of the two kinds of picture that reading handles."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
"""height x width, 0 black, 255 white."""

Colour = npt.NDArray[np.uint8]
"""height x width x 3, blue, green, red."""


def reduced(grey: Grey, whole: int) -> Grey:
    """A picture with squares of so many pixels' side made one, those that are not whole left out: OpenCV takes twenty
    times as long where the sides are no whole multiples."""
    height, width = (side // whole for side in grey.shape)
    part = grey[: height * whole, : width * whole]
    return np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA))
