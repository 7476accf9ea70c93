"""How much of the header, the attendance and the vote was understood: the measure that needs no labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from delibparse.model.record import Deliberation, Document, Lieu

_ZONES = re.compile(
    r"/(?:collectivite|organe|numero|identifiant_acte|matiere|seance|rapporteur|effectif|presents|pouvoirs|excuses|absents"
    r"|vote)(?:/|$)"
)
"""The values that stand in the three zones."""

_WORD = re.compile(r"\w[\w'’.\-]*")


class Words(NamedTuple):
    """The words of the three zones that became values, and those that nothing explains; labels are neither."""

    read: int = 0
    left: int = 0

    @property
    def share(self) -> float | None:
        """The share that became values; None where there are no words."""
        return self.read / (self.read + self.left) if self.read + self.left else None

    def plus(self, other: Words) -> Words:
        return Words(self.read + other.read, self.left + other.left)


def words_of(document: Document) -> Words:
    """The words of a document's acts, those that several acts share counted once, by their places.

    A record without provenance has the words of its values' places unknown: nothing is counted of it.
    """
    return Words(
        _count(place for act in document.deliberations for place in _values(act)),
        _count(place for act in document.deliberations for place in _left(act)),
    )


def _values(act: Deliberation) -> Iterator[Lieu]:
    for pointer, places in act.provenance.items():
        if _ZONES.match(pointer):
            yield from places


def _left(act: Deliberation) -> Iterator[Lieu]:
    for pointer, places in act.provenance.items():
        if pointer.startswith("/indices/non_lus/"):
            yield from places


def _count(places: Iterable[Lieu]) -> int:
    distinct = {(place.page, str(place.bbox), str(place.position), place.texte) for place in places}
    return sum(len(_WORD.findall(text)) for *_, text in distinct)
