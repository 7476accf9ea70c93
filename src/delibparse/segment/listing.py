"""The list of a session's deliberations set as a table, or a register's: number, object, result, an act in each row.

Labels above the columns tell what they hold, and so do the columns themselves: outcomes in one, numbers that are alike
in another, days in a third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import regex

from delibparse.grammar.values import dates
from delibparse.layout import Span, covering
from delibparse.segment.decisions import RESOLVED
from delibparse.segment.folded_heads import LEADS, Head, heads_of
from delibparse.segment.item import Item
from delibparse.segment.nature import declared
from delibparse.wording import Fixed, Template

MOSTLY = 0.6
"""Share of a column's cells that are of a kind, and of the rows that must tell a result: a table of grants has objects
and numbers too."""

LEAST_ROWS = 2

LEAST_NUMBERED = 3
"""Acts' own numbers, each the one behind that before, that make a list of a text without rows."""

LEAST_OBJECT = 12
"""Letters that the objects of a list have on average: a roll of votes holds names and outcomes."""

Row = Sequence[Span | None]
Columns = dict[str, int]

_LABELS = tuple((kind, Template(rf"^(?:@{{listing.{kind}}})$")) for kind in ("result", "number", "object"))
_OUTCOME = Template(r"(?<![\p{L}])@{listing.outcome}(?![\p{L}])")
_NUMBER = Fixed(
    r"^(?:n\s?°\s?)?(?:\p{L}{1,6}\W?)?\d[\p{L}\d]*(?:\s?[-_./ ]\s?[\p{L}\d]*\d)*[^\p{L}\p{Sc}]*$", regex.V1 | regex.I
)


def listed(body: Span) -> list[Item]:
    """The acts of the lists of deliberations in a text, in its order; [] where it has none."""
    return [item for table in body.tables() for item in _items(table)]


def enumerated(body: Span) -> list[Item]:
    """The acts of a text whose lines were folded into one and which calls itself a list of deliberations: it tells no
    outcomes, and acts' own numbers count on in it. [] for any other."""
    if declared(body) != "liste" or body.search(RESOLVED) is not None:
        return []
    heads = [head for head in heads_of(body, 0) if head.number is not None and head.number.is_own]
    if len(heads) < LEAST_NUMBERED or not all(_is_next(above, below) for above, below in pairwise(heads)):
        return []
    ends = [*(head.start for head in heads[1:]), body.end]
    return [_enumerated(head, end) for head, end in zip(heads, ends, strict=True)]


def _enumerated(head: Head, end: int) -> Item:
    title = Span(head.title.source, head.title.start, min(head.title.end, end)).strip(LEADS)
    whole = Span(head.title.source, head.start, end)
    return Item(head.number.span if head.number else None, title, whole, listed=True)


def _is_next(above: Head, below: Head) -> bool:
    """Whether two numbers are of one year, and the second is the one behind the first."""
    if above.number is None or below.number is None or above.number.year != below.number.year:
        return False
    return sum(below.number.values) - sum(above.number.values) == 1


def _items(table: list[list[Span | None]]) -> list[Item]:
    for number, row in enumerate(table[:3]):
        columns: Columns = {kind: column for column, cell in enumerate(row) if (kind := _kind(cell))}
        rows = table[number + 1 :]
        columns |= {kind: column for kind, column in _by_content(rows, columns) if kind not in columns}
        if "object" not in columns and {"number", "result"} <= columns.keys():
            columns |= _longest(rows, columns)
        if {"object", "result"} <= columns.keys():
            return _read([found for found in rows if found[columns["object"]] is not None], columns)
    return []


def _longest(rows: Sequence[Row], known: Columns) -> Columns:
    """The object's column where its label was misread: of those left, the one with most letters."""
    letters = {
        column: sum(len(cell.text) for row in rows if (cell := row[column]) is not None)
        for column in range(max((len(row) for row in rows), default=0))
        if column not in known.values()
    }
    return {"object": max(letters, key=lambda column: letters[column])} if letters else {}


def _kind(cell: Span | None) -> str | None:
    if cell is None:
        return None
    words = cell.strip(" :.|*")
    return next((kind for kind, pattern in _LABELS if words.match(pattern)), None)


def _by_content(rows: Sequence[Row], known: Columns) -> Iterator[tuple[str, int]]:
    """What the columns hold that no label tells."""
    for column in range(max((len(row) for row in rows), default=0)):
        cells = [cell for row in rows if (cell := row[column]) is not None]
        if column in known.values() or len(cells) < LEAST_ROWS:
            continue
        kind = next((kind for kind, is_of in _CONTENTS if sum(map(is_of, cells)) >= MOSTLY * len(cells)), None)
        if kind == "number" and len({cell.text for cell in cells}) < len(cells):
            continue  # no two acts have one number
        if kind is not None:
            yield kind, column


_MAY_BE_DAY = Fixed(r"\d(?:er)?\s?[/.\-]\s?\d|\d(?:er)?\s\p{L}{3}", regex.V1)
"""What each day holds, and few sums do: tables hold thousands of cells."""


def _is_day(cell: Span) -> bool:
    if _MAY_BE_DAY.search(cell.raw) is None:
        return False
    day = dates.first_date(cell)
    return day is not None and len(day.span) >= len(cell.text)


_CONTENTS: tuple[tuple[str, Callable[[Span], bool]], ...] = (
    ("date", _is_day),
    ("number", lambda cell: cell.strip().match(_NUMBER) is not None),
    ("result", lambda cell: cell.search(_OUTCOME) is not None),
)


def _read(rows: list[list[Span | None]], columns: Columns) -> list[Item]:
    told = [cell for row in rows if (cell := row[columns["result"]]) is not None]
    decided = sum(cell.search(_OUTCOME) is not None for cell in told)
    letters = sum(len(cell.text) for row in rows if (cell := row[columns["object"]]) is not None)
    if len(rows) < LEAST_ROWS or decided < MOSTLY * len(rows) or letters < LEAST_OBJECT * len(rows):
        return []
    numbers = _numbers([row[columns["number"]] if "number" in columns else None for row in rows])
    return [_item(row, number, columns) for row, number in zip(rows, numbers, strict=True)]


def _item(row: Row, number: Span | None, columns: Columns) -> Item:
    whole = covering(cell for cell in row if cell is not None)
    day = row[columns["date"]] if "date" in columns else None
    return Item(number, row[columns["object"]], whole, listed=True, day=dates.first_date(day) if day else None)


def _numbers(cells: Sequence[Span | None]) -> list[Span | None]:
    """The numbers of a column. They are written alike and go up: one that does not, on a scan, was misread."""
    bare = [None if cell is None else _without_specks(cell) for cell in cells]
    shapes = Counter(_shape(cell) for cell in bare if cell is not None)
    usual = shapes.most_common(1)[0][0] if shapes else ""
    alike = [cell if cell is not None and (not cell.is_ocr or _shape(cell) == usual) else None for cell in bare]
    return [cell if cell is None or not cell.is_ocr or _goes_up(alike, k) else None for k, cell in enumerate(alike)]


def _goes_up(numbers: Sequence[Span | None], k: int) -> bool:
    """Whether a number stands between those above and below it, where these two go up."""
    above = next((_figures(one) for one in reversed(numbers[:k]) if one is not None), None)
    below = next((_figures(one) for one in numbers[k + 1 :] if one is not None), None)
    own = numbers[k]
    return own is None or above is None or below is None or above >= below or above < _figures(own) < below


def _figures(number: Span) -> list[int]:
    return [int(figure) for figure in regex.findall(r"\d+", number.text)]


def _without_specks(cell: Span) -> Span:
    words = [k for k, character in enumerate(cell.raw) if character.isalnum()]
    return cell.sub(words[0], words[-1] + 1) if words else cell.sub(0, 0)


def _shape(number: Span) -> str:
    return regex.sub(r"[\W_]+", "-", regex.sub(r"\d", "9", number.text))
