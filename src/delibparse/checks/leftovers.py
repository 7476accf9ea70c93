"""What is left over of an act's lists: a rule that misses someone says so with less force while they may be there."""

from __future__ import annotations

from delibparse.model.record import Deliberation, Gravite, NonLu

SHORTEST = 2
"""Letters of a word with a capital that is too short to name someone."""


def has_name(item: NonLu) -> bool:
    """Whether words left over may name someone: one of them has a capital and is no initial."""
    return any(word[:1].isupper() and sum(map(str.isalpha, word)) > SHORTEST for word in item.texte.split())


def while_unread(act: Deliberation) -> Gravite | None:
    """The severity of a rule about someone missing while words of the lists were not understood; None else."""
    left = any(item.zone == "presences" and has_name(item) for item in act.indices.non_lus)
    return "alerte" if left else None
