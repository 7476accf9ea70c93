"""The mandates that the sessions of a body are of: which general elections lie between them, and where the council that
was elected first sits."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence, Set
from datetime import date, timedelta

GENERAL = ("1995-06-11", "2001-03-11", "2008-03-09", "2014-03-23", "2020-03-15", "2026-03-15")
"""The first rounds of the municipal elections, from which the communautaires follow."""

ELECTIONS: Mapping[str, Sequence[str]] = {
    "departement": ("1998-03-15", "2001-03-11", "2004-03-21", "2008-03-09", "2011-03-20", "2015-03-22", "2021-06-20"),
    "region": ("1998-03-15", "2004-03-21", "2010-03-14", "2015-12-06", "2021-06-20"),
}
"""Those of bodies that are elected otherwise."""

INSTALLED_WITHIN = 140
"""Days from the first round within which the new council meets: in 2020 the second came in June, and an EPCI's council
sat for the first time in the middle of July."""


def parted(kind: str | None, members: Mapping[str, Set[str]]) -> list[tuple[str, str]]:
    """The mandates of the days on which a body sat, each with its first and its last possible day, "" where the first
    has no beginning and the last no end. `members` are those whom the lists of each day name.

    A mandate begins with the first session within `INSTALLED_WITHIN` days of an election whose members are rather those
    of after than those of before.
    """
    days = sorted(members)
    if not days:
        return []
    starts = []
    for election in ELECTIONS.get(kind or "", GENERAL):
        if days[0] <= election <= days[-1]:
            starts.append(_first_session(election, days, members))
    starts = [start for start in dict.fromkeys(starts) if start > days[0]]
    bounds = ["", *starts, ""]
    return [(bounds[k], _before(bounds[k + 1])) for k in range(len(bounds) - 1)]


def mandate_of(day: str, mandates: Sequence[tuple[str, str]]) -> int:
    """The place of the mandate that a day is of."""
    return next(k for k, (_, last) in enumerate(mandates) if not last or day <= last)


def _first_session(election: str, days: list[str], members: Mapping[str, Set[str]]) -> str:
    """The day from which the new council sits: that of a session; where the acts tell of none in the time in which it
    must meet, that of the election, and where none of these is of the new one, the end of that time."""
    until = (date.fromisoformat(election) + timedelta(INSTALLED_WITHIN)).isoformat()
    begin, end = bisect_left(days, election), bisect_left(days, until)
    before: set[str] = set().union(*(members[day] for day in days[max(begin - 3, 0) : begin]))
    after: set[str] = set().union(*(members[day] for day in days[end : end + 3]))
    if begin == end:
        return election
    for day in days[begin:end]:
        here = members[day]
        if here and len(here & after) > len(here & before):
            return day
    return until


def _before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(1)).isoformat() if day else ""
