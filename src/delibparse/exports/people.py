"""One person across the acts of a council, as far as the evidence goes.

Two namings are of one person where the family name is the same and the first names do not contradict each other; an
initial, or no first name, joins a person only where one alone fits. Two members named in one list are two people.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from delibparse.model.fields import LISTS
from delibparse.model.people import fold, namings
from delibparse.model.record import Personne
from delibparse.model.stream import Act

Evidence = Literal["nom et prénom", "nom et initiale", "nom seul", "seul porteur du nom", "plusieurs possibles"]
"""What a naming was taken for its person on: the whole name, an initial that one person alone fits, no first name and
one person alone, the first naming of the name, or nothing: several fit, and this naming stands apart."""


APART: Evidence = "plusieurs possibles"
"""Nothing more is taken for such a person's."""


@dataclass(slots=True)
class Known:
    """A person: `id` counts from 1, `evidence` is the weakest that a naming of theirs was taken on."""

    id: int
    council: str
    civilite: str | None
    prenom: str | None
    nom: str
    evidence: Evidence = "seul porteur du nom"


@dataclass(slots=True)
class People:
    """Those met so far, by council and family name."""

    by_name: dict[tuple[str, str], list[Known]] = field(default_factory=dict)
    count: int = 0

    def add(self, known: Known) -> None:
        self.by_name.setdefault((known.council, fold(known.nom)), []).append(known)
        self.count = max(self.count, known.id)

    def drop(self, known: Known) -> None:
        """Forgets a person whom no act names any more."""
        self.by_name[known.council, fold(known.nom)].remove(known)

    def of_act(self, council: str, act: Act) -> dict[str, Known]:
        """The person of each naming of an act, by its JSON Pointer. Lists come first: they tell namesakes apart."""
        found: dict[str, Known] = {}
        lists, others = _parted(act)
        taken: set[int] = set()
        for pointer, who in lists:
            known = self._resolve(council, who, taken)
            taken.add(known.id)
            found[pointer] = known
        for pointer, who in others:
            found[pointer] = self._resolve(council, who, set())
        return found

    def _resolve(self, council: str, who: Personne, taken: set[int]) -> Known:
        """`taken` are those whom the same list has named already."""
        nom = who.nom or who.texte
        namesakes = self.by_name.get((council, fold(nom)), [])
        candidates = [k for k in namesakes if k.id not in taken and k.evidence != APART]
        fitting = [k for k in candidates if _fits(who.prenom, k.prenom)]
        whole = [k for k in fitting if fold(k.prenom) == fold(who.prenom) and len(fold(who.prenom)) > 2]
        chosen = whole[0] if whole else fitting[0] if len(fitting) == 1 else None
        if chosen is None:
            evidence: Evidence = APART if fitting else "seul porteur du nom"
            known = Known(self.count + 1, council, who.civilite, who.prenom, nom, evidence)
            self.add(known)
            return known
        chosen.evidence = _weakest(chosen.evidence, "nom et prénom" if whole else _weak(who.prenom or chosen.prenom))
        if len(fold(who.prenom)) > len(fold(chosen.prenom)):
            chosen.prenom = who.prenom
        chosen.civilite = chosen.civilite or who.civilite
        return chosen


def _parted(act: Act) -> tuple[list[tuple[str, Personne]], list[tuple[str, Personne]]]:
    everyone = list(namings(act))
    lists = [pair for pair in everyone if pair[0].split("/")[1] in LISTS]
    return lists, [pair for pair in everyone if pair[0].split("/")[1] not in LISTS]


def _fits(one: str | None, other: str | None) -> bool:
    """Whether two first names may be of one person: alike, or one of them the other's initials, or missing."""
    first, second = sorted((fold(one), fold(other)), key=len)
    return not first or first == second or (len(first) <= 2 and first[0] == second[0])


def _weak(prenom: str | None) -> Evidence:
    return "nom et initiale" if prenom else "nom seul"


_ORDER: tuple[Evidence, ...] = (
    "seul porteur du nom", "nom et prénom", "nom et initiale", "nom seul", "plusieurs possibles"
)  # fmt: skip


def _weakest(one: Evidence, other: Evidence) -> Evidence:
    return max(one, other, key=_ORDER.index)
