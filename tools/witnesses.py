"""Where two witnesses of one session disagree: the list of its deliberations, and its procès-verbal.

    witnesses.py FOLDER

FOLDER holds JSON of `delibparse extract`, a file each. The acts of a list and of minutes of the same day are put side
by side, by their numbers, else by their objects; what one has and the other has not, and objects and results that
differ, are printed, with the share that agrees. Exit status 1 when under 95 % do.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from delibparse.model.people import fold
from delibparse.model.record import Deliberation, Document
from delibparse.model.schema import from_json

ALIKE = 0.7
"""Share of the words of the shorter object that the other has when they are one: a list shortens them."""

ENOUGH = 0.95


class Pair(NamedTuple):
    """An act as the list tells it and as the minutes do, None where one does not."""

    listed: Deliberation | None
    told: Deliberation | None

    @property
    def trouble(self) -> str | None:
        """What differs, None for nothing."""
        if self.listed is None or self.told is None:
            act = self.listed or self.told
            assert act is not None
            where = "list" if self.told is None else "minutes"
            return f"only in the {where}: {act.numero} {act.objet}"
        if not _same_object(self.listed, self.told):
            return f"{self.told.numero}: object {self.listed.objet!r} / {self.told.objet!r}"
        results = self.listed.vote.resultat, self.told.vote.resultat
        if None not in results and results[0] != results[1]:
            return f"{self.told.numero}: result {results[0]} / {results[1]}"
        return None


def _same_object(one: Deliberation, other: Deliberation) -> bool:
    words, others = _words(one), _words(other)
    return len(words & others) >= ALIKE * max(1, min(len(words), len(others)))


def _words(act: Deliberation) -> set[str]:
    return {fold(word) for word in (act.objet or "").split() if len(fold(word)) > 2}


def pairs(listed: list[Deliberation], told: list[Deliberation]) -> Iterator[Pair]:
    """The acts of two witnesses side by side."""
    left = list(told)
    for act in listed:
        number = fold(act.numero or "")
        same = next((one for one in left if number and fold(one.numero or "").endswith(number)), None)
        same = same or next((one for one in left if _same_object(act, one)), None)
        if same is not None:
            left.remove(same)
        yield Pair(act, same)
    for one in left:
        yield Pair(None, one)


def sessions(documents: list[Document]) -> dict[str, dict[str, list[Deliberation]]]:
    """The acts by day and by nature of the file that tells them."""
    found: dict[str, dict[str, list[Deliberation]]] = defaultdict(lambda: defaultdict(list))
    for document in documents:
        for act in document.deliberations:
            if act.seance.date and document.nature in ("liste", "proces_verbal"):
                found[act.seance.date][document.nature].append(act)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    documents = [from_json(path.read_bytes()) for path in sorted(parser.parse_args().folder.glob("*.json"))]
    agreed = total = 0
    for day, told in sorted(sessions(documents).items()):
        if {"liste", "proces_verbal"} <= told.keys():
            for pair in pairs(told["liste"], told["proces_verbal"]):
                trouble = pair.trouble
                total += 1
                agreed += trouble is None
                if trouble:
                    sys.stdout.write(f"{day}  {trouble}\n")
    sys.stdout.write(f"{agreed} of {total} agree" + (f" ({agreed / total:.1%})\n" if total else "\n"))
    return int(total > 0 and agreed < ENOUGH * total)


if __name__ == "__main__":
    sys.exit(main())
