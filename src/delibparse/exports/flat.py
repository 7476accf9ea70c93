"""`csv`: a folder of tables (RFC 4180) that programs read by the columns' keys; for people in a spreadsheet, with
semicolons, a byte-order mark, and words for keys. `parquet`: the same tables with typed columns (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

from delibparse import errors, files
from delibparse.exports.headings import heading, in_a_cell
from delibparse.exports.tables import TABLES, Table
from delibparse.labels import Lang
from delibparse.model.stream import Act
from delibparse.spreadsheet import CsvWriter

ROWS = 5000
"""Rows that are held before a Parquet group is written."""


def write_csv(acts: Iterable[Act], out: Path, excel: Lang | None) -> None:
    """A CSV file a table in the folder `out`; `excel` is the language of who opens them in a spreadsheet, if any."""
    with files.writing_folder(out) as here, ExitStack() as open_:
        sheets = []
        for table in TABLES:
            file = open_.enter_context((here / f"{table.name}.csv").open("wb"))
            if excel:
                file.write(b"\xef\xbb\xbf")
            sheets.append((table, CsvWriter(file, ";" if excel else ",")))
            sheets[-1][1].put([heading(column, excel) if excel else column.name for column in table.columns])
        for act in acts:
            for table, sheet in sheets:
                for row in table.rows(act):
                    sheet.put(_told(table, row, excel) if excel else row)


def _told(table: Table, row: tuple[Any, ...], lang: Lang) -> list[Any]:
    return [in_a_cell(column, value, lang) for column, value in zip(table.columns, row, strict=True)]


def write_parquet(acts: Iterable[Act], out: Path) -> None:
    """A Parquet file a table in the folder `out`: counts are integers, dates are dates. Raises ExtraMissing."""
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise errors.ExtraMissing(package="pyarrow") from error
    kinds = {"text": arrow.string(), "count": arrow.int32(), "date": arrow.date32(), "flag": arrow.bool_()}
    with files.writing_folder(out) as here, ExitStack() as open_:
        writers: list[tuple[Table, Any, Any, list[tuple[Any, ...]]]] = []
        for table in TABLES:
            schema = arrow.schema([(column.name, kinds[column.kind]) for column in table.columns])
            writer = open_.enter_context(parquet.ParquetWriter(here / f"{table.name}.parquet", schema))
            writers.append((table, schema, writer, []))

        def flush(table: Table, schema: Any, writer: Any, rows: list[tuple[Any, ...]]) -> None:
            columns = [[row[k] for row in rows] for k in range(len(table.columns))]
            arrays = [arrow.array(values, field.type) for values, field in zip(columns, schema, strict=True)]
            writer.write_table(arrow.Table.from_arrays(arrays, schema=schema))
            rows.clear()

        for act in acts:
            for table, schema, writer, rows in writers:
                rows += [_typed(table, row, act) for row in table.rows(act)]
                if len(rows) >= ROWS:
                    flush(table, schema, writer, rows)
        for left in writers:
            flush(*left)


MOST = 2**31 - 1
"""The greatest count of a column."""


def _typed(table: Table, row: tuple[Any, ...], act: Act) -> tuple[Any, ...]:
    """A row as the columns' types have it. Raises DoesNotFit: no such day, a count without end."""
    typed: list[Any] = []
    for column, value in zip(table.columns, row, strict=True):
        try:
            typed.append(date.fromisoformat(value) if column.kind == "date" and value else value)
            if column.kind == "count" and value is not None and value > MOST:
                raise ValueError(f"> {MOST}")
        except ValueError as error:
            where = f"{act.fichier}, {act.acte}"
            raise errors.DoesNotFit(where=where, column=column.name, why=error) from error
    return tuple(typed)
