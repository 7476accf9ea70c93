"""Tables that a spreadsheet will open: rows of CSV (RFC 4180, UTF-8), no cell of which is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
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


_FORMULA = re.compile(r"""((?:^|[,;\t\r\n|])["'\s]*)([=+\-@＝＋－＠])""")
"""What a spreadsheet takes for a formula, at the head of a cell or behind what parts cells: a table parted by commas
that is opened with semicolons, as those set to French do, has its cells elsewhere. Full-width signs count too."""


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever it parts cells by: an apostrophe before the sign
    (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless("-3"), harmless("Commune; =1"), harmless("Saint-Ay, 2 + 2")
    ("'=1+1", "'-3", "Commune; '=1", 'Saint-Ay, 2 + 2')
    """
    guarded = _FORMULA.sub(r"\1'\2", cell)
    return "'" + guarded if guarded[:1] in ("\t", "\r", "\n") else guarded
