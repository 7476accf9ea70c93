"""The marks of a picture: the pixels of ink that hang together.

OpenCV labels a page in 2 ms and takes 20 more for the boxes of its marks, for it looks at the paper too; ink is a
twentieth of a page.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.pixels import Grey

Numbers = npt.NDArray[Any]


class Components(NamedTuple):
    """The marks of a picture of some `shape`, numbered from 1. `stats` is a row for each number: left, top, width,
    height and area, of nothing for 0, the paper; `inked` are the flat indexes of the ink, in order, `marks` their
    numbers."""

    shape: tuple[int, int]
    stats: npt.NDArray[np.int64]
    inked: npt.NDArray[np.int64]
    marks: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.stats)

    def mean(self, values: Numbers) -> npt.NDArray[np.float64]:
        """Of one value for each pixel of ink, the mean over each mark; 0.0 for the paper."""
        sums = np.bincount(self.marks, weights=values, minlength=len(self.stats))
        return np.asarray(sums / np.maximum(self.stats[:, cv2.CC_STAT_AREA], 1))

    def where(self, chosen: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """The pixels of the marks that are chosen, as a picture."""
        found = np.zeros(self.shape, bool)
        found.ravel()[self.inked] = chosen[self.marks]
        return found

    def centres(self) -> npt.NDArray[np.float64]:
        """The middle of the ink of each mark, x and y."""
        y, x = np.divmod(self.inked, self.shape[1])
        return np.stack([self.mean(x), self.mean(y)], axis=1)


def components(ink: Grey, by_corners: bool = True) -> Components:
    """The marks of a picture, where ink is what is not 0; `by_corners` tells whether pixels that touch at a corner hang
    together."""
    left, top, wide, high = cv2.boundingRect(ink)  # the paper around all ink is not looked at
    part = np.ascontiguousarray(ink[top : top + high, left : left + wide])
    count, labels = cv2.connectedComponents(part, connectivity=8 if by_corners else 4) if part.size else (1, part)
    within = np.flatnonzero(part != 0)
    marks = np.asarray(labels, np.int32).ravel()[within]
    y, x = np.divmod(within, max(wide, 1)) + np.array([[top], [left]])
    inked = y * ink.shape[1] + x
    first, last = np.zeros((2, count), np.int64), np.zeros((2, count), np.int64)
    first[1, marks[::-1]], last[1, marks] = y[::-1], y + 1  # what is written last stays: the rows come in order
    by_x = np.argsort(x.astype(np.uint16), kind="stable")
    first[0, marks[by_x[::-1]]], last[0, marks[by_x]] = x[by_x[::-1]], x[by_x] + 1
    areas = np.bincount(marks, minlength=count)
    return Components(ink.shape, np.column_stack([first.T, (last - first).T, areas]), inked, marks)
