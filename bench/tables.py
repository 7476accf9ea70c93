"""`make bench-tables`: of the members in the typeset tables, how many are read in the state that their row gives.

Every table of tests/fixtures/tables.py (TABLES), or of tables_closed.py (CLOSED), as typeset and at the four levels of
degrade.BENCH_LEVELS. A member is right who is found in one list only, that of his state, and if he is represented with
the right holder. A name that the scan spoilt by a letter or two still counts for its state ("state"); "name and state"
asks for the name too. "Too many" are people in the lists whom the table has in no state.

    python bench/tables.py [TABLES|CLOSED] [--level NAME]... [--only TABLE]... [--wrong COUNT]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib import import_module
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "fixtures"))

import degrade
from rich.console import Console
from rich.table import Table

from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.model.schema import to_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

SETS = {"TABLES": "tables", "CLOSED": "tables_closed"}
"""Name of the set -> its module. The closed one is imported when it is asked for, and only then."""

LEVELS = ("text", *degrade.BENCH_LEVELS)
NEAR = 0.8
"""Names that share so much of their letters are one name, spoilt; two members of the sets share less."""

Record = dict[str, Any]
LISTS = {"presents": "présent", "excuses": "excusé", "absents": "absent"}


@dataclass(frozen=True)
class Row:
    """A member as a record has him: his state, and his holder if he is represented."""

    who: Record
    state: str
    holder: Record | None = None

    def __str__(self) -> str:
        return f"{self.state} par {spelled(self.holder)}" if self.holder else self.state


@dataclass(frozen=True)
class Score:
    """What one table at one level gave. `wrong` says for each member read wrongly what is right and what was read."""

    name: str
    members: int
    right: int
    exact: int
    too_many: int
    wrong: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.right / self.members


def rows(act: Record) -> list[Row]:
    """The members of one act of a truth or of a record."""
    found = [Row(who, state) for key, state in LISTS.items() for who in act[key]]
    return found + [Row(pair["mandant"], "représenté", pair["mandataire"]) for pair in act["pouvoirs"]]


def compare(name: str, truth: Sequence[Row], read: Sequence[Row]) -> Score:
    """Each row of the truth beside the rows read that are the same person, or if there is none beside the nearest."""
    found = [[row for row in read if same(member.who, row.who)] for member in truth]
    left = [row for row in read if not any(row in rows_ for rows_ in found)]
    right, exact, wrong = 0, 0, []
    for member, own in zip(truth, found, strict=True):
        spoilt = [] if own else nearest(member.who, left)
        left = [row for row in left if row not in spoilt]
        good = [row for row in own + spoilt if row.state == member.state and near(member.holder, row.holder)]
        if len(good) == len(own + spoilt) == 1:
            right += 1
            exact += bool(own) and (member.holder is None or same(member.holder, good[0].holder))
        else:
            got = " et ".join(map(str, own + spoilt)) or "pas lu"
            wrong.append(f"{name}: {spelled(member.who)}: {member}, lu : {got}")
    return Score(name, len(truth), right, exact, len(left), tuple(wrong))


def nearest(who: Record, read: Sequence[Row]) -> list[Row]:
    """The row whose name shares most letters with `who`, if it shares enough."""
    best = max(read, key=lambda row: alike(who, row.who), default=None)
    return [best] if best and alike(who, best.who) >= NEAR else []


def same(one: Record | None, other: Record | None) -> bool:
    if one is None or other is None:
        return one is other
    return same_person(Personne("", None, one["prenom"], one["nom"]), Personne("", None, other["prenom"], other["nom"]))


def near(one: Record | None, other: Record | None) -> bool:
    return same(one, other) or (one is not None and other is not None and alike(one, other) >= NEAR)


def alike(one: Record, other: Record) -> float:
    return SequenceMatcher(None, spelled(one).lower(), spelled(other).lower(), autojunk=False).ratio()


def spelled(who: Record) -> str:
    return f"{who['nom'] or ''} {who['prenom'] or ''}".strip()


def score(name: str, truth: Record, record: Record) -> Score:
    """A record of no act or of several is compared by its first, if it has one: the files hold one act each."""
    acts = record["deliberations"]
    return compare(name, rows(truth["deliberations"][0]), rows(acts[0]) if acts else [])


def measure(made: dict[str, Callable[[], tuple[bytes, Record]]], level: str, only: Sequence[str]) -> Iterator[Score]:
    for seed, (name, maker) in enumerate(made.items()):
        if only and name not in only:
            continue
        pdf, truth = maker()
        data = pdf if level == "text" else degrade.bench_scan(pdf, level, seed)
        yield score(name, truth, json.loads(to_json(extract_bytes(data, f"{name}.pdf", Options(jobs=1)))))


def total(scores: Sequence[Score]) -> Score:
    figures = (sum(getattr(one, key) for one in scores) for key in ("members", "right", "exact", "too_many"))
    return Score("all", *figures)


def report(console: Console, level: str, scores: Sequence[Score], worst: int) -> None:
    """The tables of one level, the worst first, and the first members of those who were read wrongly."""
    ranked = sorted(scores, key=lambda one: (one.share, -one.too_many))
    table = Table("table", "members", "state", "name and state", "too many", title=f"Members' tables: {level}")
    for one in (*ranked, total(scores)):
        shares = (f"{100 * count / one.members:.1f} %" for count in (one.right, one.exact))
        table.add_row(one.name, str(one.members), *shares, str(one.too_many))
    console.print(table)
    for line in [line for one in ranked for line in one.wrong][:worst]:
        console.print(f"  {line}", highlight=False)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("set", nargs="?", choices=list(SETS), default="TABLES")
    parser.add_argument("--level", action="append", choices=list(LEVELS))
    parser.add_argument("--only", action="append", default=[], metavar="TABLE")
    parser.add_argument("--wrong", type=int, default=15, metavar="COUNT", help="members named at each level")
    asked = parser.parse_args()
    made = getattr(import_module(SETS[asked.set]), asked.set)
    if unknown := set(asked.only) - made.keys():
        parser.error(f"no such table: {', '.join(sorted(unknown))} (there are: {', '.join(made)})")
    for level in asked.level or LEVELS:
        report(Console(width=120), level, list(measure(made, level, asked.only)), asked.wrong)


if __name__ == "__main__":
    main()
