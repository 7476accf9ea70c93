"""The list of a session's deliberations set as a table: number, object, result, an act in each row."""

from __future__ import annotations

from collections.abc import Sequence

from delibparse.grammar.items import Item
from delibparse.layout import Span, covering
from delibparse.wording import Template

MOSTLY = 0.6
"""Share of the rows that must tell a result: a table of grants has objects and numbers too."""

LEAST_ROWS = 2

Row = Sequence[Span | None]

_LABELS = tuple((kind, Template(rf"^(?:@{{listing.{kind}}})$")) for kind in ("result", "number", "object"))
_OUTCOME = Template(r"(?<![\p{L}])@{listing.outcome}(?![\p{L}])")


def listed(body: Span) -> list[Item]:
    """The acts of the lists of deliberations in a text, in its order; [] where it has none."""
    return [item for table in body.tables() for item in _items(table)]


def _items(table: list[list[Span | None]]) -> list[Item]:
    for number, row in enumerate(table[:3]):
        columns = {kind: column for column, cell in enumerate(row) if (kind := _kind(cell))}
        if "object" in columns and "result" in columns:
            rows = [found for found in table[number + 1 :] if found[columns["object"]] is not None]
            return _read(rows, columns)
    return []


def _kind(cell: Span | None) -> str | None:
    if cell is None:
        return None
    words = cell.strip(" :.|*")
    return next((kind for kind, pattern in _LABELS if words.match(pattern)), None)


def _read(rows: list[list[Span | None]], columns: dict[str, int]) -> list[Item]:
    told = [cell for row in rows if (cell := row[columns["result"]]) is not None]
    decided = sum(cell.search(_OUTCOME) is not None for cell in told)
    if len(rows) < LEAST_ROWS or decided < MOSTLY * len(rows):
        return []
    return [_item(row, columns) for row in rows]


def _item(row: Row, columns: dict[str, int]) -> Item:
    whole = covering(cell for cell in row if cell is not None)
    number = row[columns["number"]] if "number" in columns else None
    return Item(number, row[columns["object"]], whole, listed=True)
