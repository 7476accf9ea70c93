"""The counts of an assembly set as a table: figures below or above their labels, or beside them."""

from __future__ import annotations

from delibparse.grammar.labelled import COUNTS, figures_of
from delibparse.layout import Found, Span

OF_AN_ASSEMBLY = frozenset({"en_exercice", "votants"})
"""A table with neither counts pupils, or the members of a committee, as well as an assembly."""

LEAST = 2
"""Fields that make a table one of counts."""


def read_headcount(zone: Span) -> dict[str, Found[int]]:
    """The figures of the tables of counts that begin in a zone, by field; the first table that gives one counts."""
    found: dict[str, Found[int]] = {}
    for table in zone.tables():
        figures = [figure for figure in figures_of(table) if figure.field in COUNTS]
        if len(figures) >= LEAST and OF_AN_ASSEMBLY & {figure.field for figure in figures}:
            for field, value, span, misread in figures:
                found.setdefault(field, Found(value, span, misread))
    return found
