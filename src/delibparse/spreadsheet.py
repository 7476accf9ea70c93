"""Tables that a spreadsheet will open: rows of CSV (RFC 4180, UTF-8), no cell of which is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import IO, Any


class CsvWriter:
    """Writes rows to a binary file; None is an empty cell, a date its ISO 8601, a flag true or false."""

    def __init__(self, file: IO[bytes], parting: str = ",") -> None:
        self._file, self._text = file, io.StringIO()
        self._writer = csv.writer(self._text, delimiter=parting)

    def put(self, row: Iterable[Any]) -> None:
        self._writer.writerow([_cell(value) for value in row])
        self._file.write(self._text.getvalue().encode())
        self._text.seek(0)
        self._text.truncate()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before `= + - @`, a tab or a line end
    (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless("-3"), harmless("Objet")
    ("'=1+1", "'-3", 'Objet')
    """
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else cell
