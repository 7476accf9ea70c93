"""A sorted text table in which one line is found among thousands without reading the others."""

from __future__ import annotations

from dataclasses import dataclass

TAB, LINE = b"\t", b"\n"


@dataclass(frozen=True, slots=True)
class Table:
    """Lines of cells parted by tabs, below a first line that tells of the table; sorted by their first cell, the
    key."""

    data: bytes

    @property
    def head(self) -> list[str]:
        """The cells of the first line, without its mark."""
        return self.data[: self.data.index(LINE)].decode().lstrip("# ").split("\t")

    def with_key(self, key: str) -> list[list[str]]:
        """The rows of a key: a bisection over the bytes."""
        sought, place, rows = key.encode() + TAB, self._first(key.encode() + TAB), []
        while self.data.startswith(sought, place):
            end = self.data.index(LINE, place)
            rows.append(self._row(place, end))
            place = end + 1
        return rows

    def beginning(self, prefix: str) -> list[list[str]]:
        """The rows of which the keys begin so."""
        first, last = self._first(prefix.encode()), self._first(prefix.encode() + b"\xff")
        return [line.decode().split("\t") for line in self.data[first:last].splitlines()]

    def with_cell(self, column: int, value: str, prefix: str = "") -> list[list[str]]:
        """The rows of which a cell is the value, of those whose keys have the prefix."""
        sought, rows = TAB + value.encode() + TAB, []
        first, last = (self._first(prefix.encode()), self._first(prefix.encode() + b"\xff")) if prefix else (0, None)
        place = self.data.find(sought, first, last)
        while place >= 0:
            row = self._row_around(place)
            if row[column] == value:
                rows.append(row)
            place = self.data.find(sought, place + 1, last)
        return rows

    def holding(self, column: int, word: str) -> list[list[str]]:
        """The rows of which a cell holds the word among others, parted by spaces."""
        rows, place = [], self.data.find(word.encode())
        while place >= 0:
            row = self._row_around(place)
            if word in row[column].split() and row not in rows:
                rows.append(row)
            place = self.data.find(word.encode(), place + 1)
        return rows

    def _first(self, sought: bytes) -> int:
        """Where the first line begins that is not before the bytes sought."""
        low, high = self.data.index(LINE) + 1, len(self.data)
        while low < high:
            middle = max(self.data.rfind(LINE, 0, (low + high) // 2) + 1, low)
            if self.data[middle : middle + len(sought)] < sought:
                low = self.data.index(LINE, middle) + 1
            else:
                high = middle
        return low

    def _row_around(self, place: int) -> list[str]:
        return self._row(self.data.rfind(LINE, 0, place) + 1, self.data.index(LINE, place))

    def _row(self, start: int, end: int) -> list[str]:
        return self.data[start:end].decode().split("\t")
