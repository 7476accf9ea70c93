"""The text that a page shows by itself, asked whether it covers a place."""

from __future__ import annotations

from delibparse.reading.model import Box

BAND = 24.0
"""Height in points of the bands by which boxes are found: two lines of print."""


class Standing:
    """Boxes of words, as displayed."""

    def __init__(self, boxes: list[Box]) -> None:
        self._bands: dict[int, list[Box]] = {}
        for box in boxes:
            for band in range(int(box[1] // BAND), int(box[3] // BAND) + 1):
                self._bands.setdefault(band, []).append(box)

    def covers(self, box: Box) -> bool:
        """Whether the middle of a box lies in one of them."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in self._bands.get(int(y // BAND), ()))
