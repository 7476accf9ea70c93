"""The names of the two kinds of picture that reading handles."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
"""height x width, 0 black, 255 white."""

Colour = npt.NDArray[np.uint8]
"""height x width x 3, blue, green, red."""
