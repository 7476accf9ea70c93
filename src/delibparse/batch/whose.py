"""Whose a file is that names no body: what else it tells is held against what the archive's other acts have taught.

Members sit on one council; a council's list of acts bears the days of its own sessions. What fits two bodies tells
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from delibparse.model.people import council_of, fold
from delibparse.model.record import Personne
from delibparse.profile.seen import Seen, Sitting
from delibparse.reconcile import Circle
from delibparse.similarity.names import WHOLE

LEAST_NAMED = 5
"""Whole names in a file's lists, from which they tell whose council sat."""

KNOWN = 2 / 3
"""Share of them that must be a body's members of that day for the file to be its; of another's, at most `SHARED`."""

SHARED = 1 / 3
"""Members whom two councils may have in common: those that a commune sends to its EPCI. Also the share of its members'
names below which a list is not a body's."""

LEAST_DAYS = 3
"""Days of a body's sessions that a file without names must bear, which are more than half of its days."""


def by_members(seen: Seen, circles: Mapping[str, Circle]) -> str | None:
    """The key of the one body whose members the lists of a file name, None where they name too few, or those of two."""
    shares = {key: share for key, circle in circles.items() if (share := _share(seen, circle)) is not None}
    fitting = [key for key, share in shares.items() if share >= KNOWN]
    if len(fitting) != 1 or any(share > SHARED for key, share in shares.items() if key not in fitting):
        return None
    return fitting[0]


def is_of_others(seen: Seen, circle: Circle) -> bool:
    """Whether the lists of a file name others than a body's members, where the archive knows those of its days."""
    share = _share(seen, circle)
    return share is not None and share < SHARED


def by_days(seen: Seen, days: Mapping[str, Set[str]]) -> str | None:
    """The key of the one body on whose sessions' `days` most acts of a file without names were taken."""
    own = {sitting.day for sitting in _unnamed(seen) if sitting.day}
    if any(sitting.people for sitting in _unnamed(seen)):
        return None
    met = {key: len(own & theirs) for key, theirs in days.items() if own & theirs}
    key = next(iter(met), None)
    return key if key is not None and len(met) == 1 and met[key] >= max(LEAST_DAYS, len(own) // 2 + 1) else None


def _unnamed(seen: Seen) -> Iterator[Sitting]:
    return (sitting for sitting in seen.sittings if council_of(sitting.body) is None)


def _share(seen: Seen, circle: Circle) -> float | None:
    """The share of the whole names in a file's lists that are a body's members of their day; None where there are too
    few names, or the archive knows too few members of that time."""
    known = named = 0
    for sitting in _unnamed(seen):
        there = [one for one in circle.colleagues if one.serves(sitting.day)]
        if sitting.day is None or len(there) < LEAST_NAMED:
            continue
        people = {who for one in sitting.people if _is_whole(who := one.who)}
        named += len(people)
        known += sum(any(one.is_named(who) for one in there) for who in people)
    return known / named if named >= LEAST_NAMED else None


def _is_whole(who: Personne) -> bool:
    return bool(who.nom) and len(fold(who.prenom)) >= WHOLE
