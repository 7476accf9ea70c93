"""Whether one name may be a misreading, or another spelling, of another."""

from __future__ import annotations

from delibparse.model.people import fold
from delibparse.model.record import Personne
from delibparse.similarity.first_names import first_names, is_known
from delibparse.similarity.ocr import LOOKALIKE, distance

SAME_FIRST, OTHERWISE = 0.25, 0.1
"""Slips, as a share of the family name's letters, that may part two readings of one person: with the same whole first
name, and without."""

FIRST_NAME = 0.15
"""The same for the first name, under the same family name."""

WHOLE = 3
"""Letters from which a first name is not an initial."""


def could_be_misreading_of(read: Personne, known: Personne) -> bool:
    """Whether `read` may be a misreading of `known`."""
    family, true_family = fold(read.nom), fold(known.nom)
    first, true_first = fold(read.prenom), fold(known.prenom)
    if not family or not true_family:
        return False
    if family == true_family:
        misread = len(true_first) > WHOLE and not (first.startswith(true_first) or true_first.startswith(first))
        return misread and distance(first, true_first) <= FIRST_NAME * len(true_first)
    if first and true_first and first != true_first and not is_initial(first, true_first):
        return False
    whole = len(first) >= WHOLE and first == true_first
    return distance(family, true_family) <= (SAME_FIRST if whole else OTHERWISE) * len(true_family)


def is_initial(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) < WHOLE and long.startswith(short[0])


def misread_first_name(prenom: str | None) -> str | None:
    """The known first name that one which is none must be, where one alone looks like it: Syivain is Sylvain."""
    if not prenom or len(fold(prenom)) <= WHOLE or is_known(prenom):
        return None
    alike = {name for key, name in first_names().items() if distance(fold(prenom), key) <= LOOKALIKE}
    return alike.pop() if len(alike) == 1 else None
