"""`make bench-exports`: 50,000 acts to SQLite and to SCDL: seconds, memory as the acts grow, and queries over them.

python bench/exports.py [--acts 50000]
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table

from delibparse import extract
from delibparse.model.record import Deliberation
from delibparse.model.stream import Act

PROGRAM = Path(sys.executable).parent / "delibparse"
FIXTURE = Path(__file__).parent.parent / "tests" / "fixtures" / "chatellerault.pdf"
QUERIES = {
    "how a member voted": "select * from votes_by_name where nom = 'MERY' limit 200",
    "absences of the members of one council": "select * from attendance where person_id in "
    "(select id from people where council_id = 7)",
    "acts of one council by year": "select * from acts_by_year where council = 'COMMUNE 7'",
    "contested votes": "select * from contested order by contre desc limit 100",
    "full text": "select objet from acts_fts where acts_fts match 'numero 123' limit 50",
}


def acts(path: Path, count: int) -> None:
    """The Châtellerault act of many councils and days, no two alike."""
    one = extract(FIXTURE).deliberations[0]
    one.provenance = {}
    fields = {name: getattr(one, name) for name in Deliberation.__struct_fields__}
    with path.open("wb") as file:
        for k in range(count):
            fields["collectivite"] = msgspec.structs.replace(one.collectivite, nom=f"COMMUNE {k % 100}")
            day = f"{2000 + k // 12 % 24}-{1 + k % 12:02d}-{1 + k % 28:02d}"
            fields["seance"] = msgspec.structs.replace(one.seance, date=day)
            fields["vote"] = msgspec.structs.replace(one.vote, contre=int(k % 1000 == 0))
            fields["objet"] = f"{one.objet}, numéro {k}"
            act = Act(**fields, fichier=f"acte{k}.pdf", sha256=f"{k:064x}"[::-1], acte=1)
            file.write(msgspec.json.encode(act) + b"\n")


def run(source: Path, format_: str, out: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the peak."""
    begun = time.perf_counter()
    command = [PROGRAM, "export", source, "-f", format_, "-o", out]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"{format_} failed")
    return time.perf_counter() - begun, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--acts", type=int, default=50_000)
    asked = parser.parse_args()
    console = Console(width=110)
    table = Table("acts", "format", "seconds", "acts a second", "MB", title="Exports")
    with tempfile.TemporaryDirectory() as name:
        here = Path(name)
        for count in (asked.acts // 10, asked.acts):
            source = here / f"{count}.jsonl"
            acts(source, count)
            for format_ in ("scdl", "sqlite"):
                seconds, memory = run(source, format_, here / f"{count}.{format_}")
                table.add_row(str(count), format_, f"{seconds:.1f}", f"{count / seconds:.0f}", f"{memory:.0f}")
        console.print(table)
        table = Table("query", "rows", "milliseconds", title=f"Over {asked.acts} acts")
        base = sqlite3.connect(here / f"{asked.acts}.sqlite")
        for what, query in QUERIES.items():
            times = []
            for _ in range(3):
                begun = time.perf_counter()
                rows = base.execute(query).fetchall()
                times.append(time.perf_counter() - begun)
            table.add_row(what, str(len(rows)), f"{1000 * min(times):.1f}")
        console.print(table)


if __name__ == "__main__":
    main()
