"""What is left over of an act's lists: a rule that misses someone says so with less force while they may be there."""

from __future__ import annotations

from delibparse.model.fields import LISTS
from delibparse.model.record import WITHHELD, Deliberation, Gravite, NonLu

SHORTEST = 2
"""Letters of a word with a capital that is too short to name someone."""

_LISTS = tuple(f"/{name}" for name in (*LISTS, "pouvoirs"))


def has_name(item: NonLu) -> bool:
    """Whether words left over may name someone: one of them has a capital and is no initial."""
    return any(word[:1].isupper() and sum(map(str.isalpha, word)) > SHORTEST for word in item.texte.split())


def while_unread(act: Deliberation) -> Gravite | None:
    """The severity of a rule about someone missing while words of the lists were not understood, or someone was left
    out for being read too unsurely; None else."""
    left = any(item.zone == "presences" and has_name(item) for item in act.indices.non_lus)
    left = left or any(row.motif == WITHHELD and row.champ in _LISTS for row in act.corriges)
    return "alerte" if left else None
