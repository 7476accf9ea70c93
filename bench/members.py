"""The members of each mandate that a batch has learnt against those counted by hand: `members.py ARCHIVE OUT [OUT…]`.

OUT is the folder of `delibparse batch ARCHIVE --out OUT`; ARCHIVE its name in `tests/corpus/archives/members.toml`,
which holds who sits in three sessions of each year. Printed for each mandate: how many were counted, how many of these
the profile has (recall), how many more it has (spurious), and their names.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from delibparse.model.people import fold

ROOT = Path(__file__).parent.parent
LABELS = ROOT / "tests" / "corpus" / "archives" / "members.toml"


class Counted(NamedTuple):
    """What the profile has of a mandate: how many were counted, which of them it lacks, and which it has more."""

    counted: int
    missing: list[str]
    spurious: list[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("archive")
    parser.add_argument("out", type=Path, nargs="+")
    asked = parser.parse_args()
    mandates = [one for one in tomllib.loads(LABELS.read_text())["mandate"] if one["archive"] == asked.archive]
    for out in asked.out:
        profiles = learnt(out)
        rows = [(one, compared(one, profiles)) for one in mandates]
        lines = [f"  {label['body']} {label['read'][0]}…{label['read'][-1]}: {_told(row)}" for label, row in rows]
        sys.stdout.write("\n".join([str(out), *lines, f"  {_total([row for _, row in rows])}", ""]))


def learnt(out: Path) -> list[dict[str, Any]]:
    """The profiles of a batch, as `delibparse profile --json` gives them."""
    command = [sys.executable, "-m", "delibparse", "profile", str(out), "--json"]
    profiles: list[dict[str, Any]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return profiles


def compared(label: Mapping[str, Any], profiles: Sequence[Mapping[str, Any]]) -> Counted:
    """The label of a mandate against the learnt one that has most of the days on which it was counted."""
    own = [one for one in profiles if fold(label["body"]) in _names_of(one["collectivite"])]
    mandates = [mandate for one in own for mandate in one["mandats"]]
    best = max(mandates, key=lambda one: sum(_holds(one, day) for day in label["read"]), default={"membres": []})
    also = {fold(other): fold(name) for other, name in label.get("also", {}).items()}
    wanted = {fold(name): name for name in label["members"]}
    found = {fold(name): name for name in map(_name, best["membres"])}
    known = {also.get(key, key) for key in found}
    return Counted(
        len(wanted),
        [name for key, name in wanted.items() if key not in known],
        [name for key, name in found.items() if also.get(key, key) not in wanted],
    )


def _names_of(body: Mapping[str, str | None]) -> str:
    return " ".join(fold(body[key]) for key in ("nom", "nom_officiel"))


def _holds(mandate: Mapping[str, Any], day: str) -> bool:
    return bool((mandate["du"] or day) <= day <= (mandate["au"] or day))


def _name(member: Mapping[str, str | None]) -> str:
    return " ".join(filter(None, (member["prenom"], member["nom"])))


def _told(row: Counted) -> str:
    lines = f"{row.counted} counted, {len(row.missing)} missing, {len(row.spurious)} spurious"
    named = (("missing", row.missing), ("spurious", row.spurious))
    lists = [f"{word}: {', '.join(names)}" for word, names in named if names]
    return "; ".join([lines, *lists])


def _total(rows: Sequence[Counted]) -> str:
    counted = sum(row.counted for row in rows)
    missing, spurious = (sum(len(row[k]) for row in rows) for k in (1, 2))
    share = spurious / (counted - missing + spurious) if counted else 0.0
    return f"recall {(counted - missing) / counted:.1%}, spurious {share:.1%}"


if __name__ == "__main__":
    main()
