"""`make bench-readback SOURCES=read/`: the exports of whole archives, each read back by a reader that is not ours.

python bench/readback.py SOURCE…   sources as `delibparse export` takes them
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from delibparse.exports.acts import acts
from delibparse.exports.tables import TABLES
from delibparse.model.stream import Act

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from readers import akn_faults, akoma_ntoso, popolo_faults, scdl_faults

PROGRAM = Path(sys.executable).parent / "delibparse"


def exported(sources: list[str], format_: str, out: Path, *more: str) -> Path:
    command = [PROGRAM, "export", *sources, "-f", format_, "-o", out, *more]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{format_}: {done.stderr}")
    return out


def akn(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    xsd, paths = akoma_ntoso(), list(exported(sources, "akn", here / "akn").iterdir())
    if len(paths) != len(held):
        yield f"{len(paths)} files of {len(held)} acts"
    for path in paths:
        yield from akn_faults(xsd, path.read_bytes())


def popolo(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    told = json.loads(exported(sources, "popolo", here / "popolo.json").read_bytes())
    if len(told["motions"]) != len(held):
        yield f"{len(told['motions'])} motions of {len(held)} acts"
    yield from popolo_faults(told)


def scdl(sources: list[str], here: Path, _: list[Act]) -> Iterator[str]:
    """Empty mandatory cells are what the acts do not say, and told by the program itself: here they stand apart."""
    for field, message in scdl_faults(exported(sources, "scdl", here / "scdl.csv")):
        empty = "required" in message
        yield f"{field}: empty" if empty else f"{field}: {message}"


def xlsx(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    import openpyxl

    book = openpyxl.load_workbook(exported(sources, "xlsx", here / "acts.xlsx"), read_only=True)
    for table, sheet in zip(TABLES, book.worksheets, strict=True):
        rows = sum(1 for act in held for _ in table.rows(act))
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        if len(cells) != rows * len(next(sheet.iter_rows(max_row=1))):
            yield f"{sheet.title}: {len(cells)} cells of {rows} rows"
        yield from (f"{sheet.title}: a formula" for cell in cells if cell.data_type == "f")


def parquet(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    from pyarrow.parquet import read_table

    folder = exported(sources, "parquet", here / "parquet")
    for table in TABLES:
        rows, read = [row for act in held for row in table.rows(act)], read_table(folder / f"{table.name}.parquet")
        if read.num_rows != len(rows):
            yield f"{table.name}: {read.num_rows} rows of {len(rows)}"
        for k, column in enumerate(table.columns):
            found = [None if value is None else str(value) for value in read.column(column.name).to_pylist()]
            if found != [None if row[k] is None else str(row[k]) for row in rows]:
                yield f"{table.name}.{column.name}: other values"


def sqlite(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    base = sqlite3.connect(exported(sources, "sqlite", here / "acts.db"))
    yield from (why for (why,) in base.execute("pragma integrity_check") if why != "ok")
    yield from (f"{row[0]}: a dangling key" for row in base.execute("pragma foreign_key_check"))
    base.execute("insert into acts_fts (acts_fts) values ('integrity-check')")
    views = {name for (name,) in base.execute("select name from sqlite_master where type = 'view'")}
    counts = {name: base.execute(f"select count(*) from {name}").fetchone()[0] for name in {"acts_fts", *views}}
    yield from (f"{name}: {counts[name]} rows" for name in ("acts", "acts_fts") if counts[name] != len(held))


def jsonl(sources: list[str], here: Path, held: list[Act]) -> Iterator[str]:
    again = acts([str(exported(sources, "jsonl", here / "acts.jsonl"))])
    for one, other in zip(held, again, strict=True):
        if msgspec.json.encode(one) != msgspec.json.encode(other):
            yield f"{one.fichier}, {one.acte}: another record"


Reader = Callable[[list[str], Path, list[Act]], Iterable[str]]
READERS: dict[str, tuple[str, Reader]] = {
    "akn": ("lxml, OASIS's schema", akn),
    "popolo": ("jsonschema", popolo),
    "scdl": ("frictionless", scdl),
    "xlsx": ("openpyxl", xlsx),
    "parquet": ("pyarrow", parquet),
    "sqlite": ("SQLite's integrity checks", sqlite),
    "jsonl": ("read back, compared byte by byte", jsonl),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("sources", nargs="+")
    asked = parser.parse_args()
    held = list(acts(asked.sources))
    table = Table("format", "reader", "faults", title=f"{len(held)} acts of {len({act.sha256 for act in held})} files")
    for format_, (reader, faults_of) in READERS.items():
        with tempfile.TemporaryDirectory() as name:
            faults = Counter(faults_of(asked.sources, Path(name), held))
        told = [f"{count} x {what[:90]}" for what, count in faults.most_common(9)]
        table.add_row(format_, reader, "\n".join(told) or "none")
    Console(width=150).print(table)


if __name__ == "__main__":
    main()
