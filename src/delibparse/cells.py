"""Cells of tables that a spreadsheet will open."""

from __future__ import annotations


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before `= + - @`, a tab or a line end
    (OWASP, CSV injection).

    >>> harmless("=1+1"), harmless("-3"), harmless("Objet")
    ("'=1+1", "'-3", 'Objet')
    """
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else cell
