"""`xlsx`: a workbook for those who work in a spreadsheet (extra `xlsx`): a sheet a table, headings in words, typed
cells, no formula ever.

XlsxWriter and not openpyxl: it writes row by row to the disk, so that memory does not grow with the acts, needs no
other package, and never turns a text that begins with "=" into a formula once told so.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from delibparse import errors, files
from delibparse.exports.headings import heading, in_a_cell, sheet_title
from delibparse.exports.tables import TABLES, Column, Table
from delibparse.inert import shown_as
from delibparse.labels import Lang
from delibparse.model.stream import Act
from delibparse.spreadsheet import harmless

FIRST = (
    "seance_date", "collectivite_nom", "organe", "numero", "objet", "vote_resultat", "vote_unanimite", "vote_pour",
    "vote_contre", "vote_abstentions", "vote_non_participants",
)  # fmt: skip
"""The columns of acts that a person looks for: they come first, what programs join by comes last."""

LAST = ("rang", "fichier", "acte", "sha256")
ABOUT = ("seance_date", "collectivite_nom", "numero", "objet")
"""What the rows of the other sheets tell of their act."""

ROWS = 1_048_576
"""The rows of a sheet, its head among them."""

CHARACTERS = 32_767
"""The characters of a cell."""

CUT = " […]"
GREATEST = 2**53
"""The greatest whole number that a spreadsheet keeps exactly."""

NARROW, WIDE = 9, 60
"""The widths of columns, in characters."""

_EARLIEST = date(1900, 3, 1)
"""Spreadsheets do not agree on earlier days."""


def write(acts: Iterable[Act], out: Path, lang: Lang) -> None:
    """The workbook of the acts, headed in a language; the same acts give the same bytes. A text too long for a
    cell is cut and ends in "[…]".

    Raises ExtraMissing, OutputFailure, DoesNotFit: more rows than a sheet has, a number too great for a cell.
    """
    try:
        import xlsxwriter
    except ImportError as error:
        raise errors.ExtraMissing(package="xlsxwriter") from error
    with files.writing(out) as file, tempfile.TemporaryDirectory(prefix="delibparse-") as parts:
        options = {"constant_memory": True, "tmpdir": parts, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(file, options)
        book.set_properties({"title": "Délibérations", "created": datetime(1980, 1, 1)})
        styles = _Styles.of(book)
        sheets = [_Sheet.of(book, table, styles, lang) for table in TABLES]
        for act in acts:
            about = _values(TABLES[0], next(TABLES[0].rows(act)))
            for sheet in sheets:
                sheet.put(act, about)
        for sheet in sheets:
            sheet.end()
        book.close()


@dataclass(frozen=True, slots=True)
class _Styles:
    """The formats of cells: by whether the value is deduced, and whether it is a date or a text like a formula."""

    head: Any
    plain: dict[tuple[bool, str], Any]

    @classmethod
    def of(cls, book: Any) -> _Styles:
        looks: dict[str, dict[str, Any]] = {
            "plain": {},
            "date": {"num_format": "yyyy-mm-dd"},
            "sign": {"quote_prefix": True},
        }
        marks: dict[bool, dict[str, Any]] = {False: {}, True: {"italic": True, "font_color": "#7F6000"}}
        plain = {
            (deduced, name): book.add_format({**look, **mark})
            for name, look in looks.items()
            for deduced, mark in marks.items()
        }
        return cls(book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1}), plain)


@dataclass(slots=True)
class _Sheet:
    """A sheet being written: its columns are of the table's rows and of their act's."""

    paper: Any
    styles: _Styles
    table: Table
    columns: tuple[Column, ...]
    lang: Lang
    widths: list[int] = field(default_factory=list)
    row: int = 0

    @classmethod
    def of(cls, book: Any, table: Table, styles: _Styles, lang: Lang) -> _Sheet:
        sheet = cls(book.add_worksheet(sheet_title(table, lang)), styles, table, columns_of(table), lang)
        heads = [heading(column, lang) for column in sheet.columns]
        sheet.widths = [max(NARROW, len(head) + 3) for head in heads]  # and the filter's arrow
        for k, head in enumerate(heads):
            sheet.paper.write_string(0, k, head, sheet.styles.head)
        sheet.paper.freeze_panes(1, 0)
        return sheet

    def put(self, act: Act, about: dict[str, Any]) -> None:
        """The rows of an act, of which `about` is its row of the first table. Raises DoesNotFit."""
        for row in self.table.rows(act):
            self.row += 1
            where = f"{act.fichier}, {act.acte}"
            if self.row >= ROWS:
                raise errors.DoesNotFit(where=where, column=sheet_title(self.table, self.lang), why=f"> {ROWS}")
            values = {**about, **_values(self.table, row)}
            for k, column in enumerate(self.columns):
                self._cell(k, column, values[column.name], where, f"/{column.source.replace('.', '/')}" in act.deduits)

    def end(self) -> None:
        self.paper.autofilter(0, 0, self.row, len(self.columns) - 1)
        for k, width in enumerate(self.widths):
            self.paper.set_column(k, k, min(width, WIDE))

    def _cell(self, k: int, column: Column, value: Any, where: str, deduced: bool) -> None:
        if value is None:
            return
        styles, at = self.styles.plain, (self.row, k)
        if column.kind == "flag":
            self.paper.write_boolean(*at, value, styles[deduced, "plain"])
        elif column.kind == "count":
            if value > GREATEST:
                raise errors.DoesNotFit(where=where, column=heading(column, self.lang), why=f"> {GREATEST}")
            self.paper.write_number(*at, value, styles[deduced, "plain"])
        elif column.kind == "date" and (day := _day(value)):
            self.paper.write_datetime(*at, day, styles[deduced, "date"])
            self.widths[k] = max(self.widths[k], len("2000-01-01") + 1)
        else:
            text = fitting(in_a_cell(column, value, self.lang))
            kind = "plain" if harmless(text) == text else "sign"
            self.paper.write_string(*at, text, styles[deduced, kind])
            self.widths[k] = max(self.widths[k], min(WIDE, len(text) + 1))


def fitting(text: str) -> str:
    """A text that a cell holds, cut with a mark where it is too long; no character that a workbook may not have.

    >>> fitting("a" * 40_000)[-6:], len(fitting("a" * 40_000)), fitting("a\\x07b")
    ('aa […]', 32767, 'a�b')
    """
    plain = shown_as(text.replace("\t", " "), "\ufffd")
    return plain if _units(plain) <= CHARACTERS else _first(plain, CHARACTERS - len(CUT)) + CUT


def _units(text: str) -> int:
    """The length as spreadsheets count it: a character beyond the first 65,536 of Unicode is two."""
    return len(text.encode("utf-16-le")) // 2


def _first(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


def columns_of(table: Table) -> tuple[Column, ...]:
    """The columns of a table's sheet, those for people first."""
    acts = {column.name: column for column in TABLES[0].columns}
    if table is TABLES[0]:
        between = [name for name in acts if name not in (*FIRST, *LAST)]
        return tuple(acts[name] for name in (*FIRST, *between, *LAST))
    own = [column for column in table.columns if column.name != "acte"]
    return (*(acts[name] for name in ABOUT), *own, acts["fichier"], acts["rang"], acts["acte"])


def _values(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column.name: value for column, value in zip(table.columns, row, strict=True)}


def _day(text: str) -> date | None:
    """A day that a spreadsheet has; None for others, which stay texts."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day >= _EARLIEST else None
