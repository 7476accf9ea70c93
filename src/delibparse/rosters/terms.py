"""How long a mandate may last: from the day of its election to the day on which the next council has taken over."""

from __future__ import annotations

from typing import Literal

Nature = Literal["commune", "epci", "departement", "region"]

Mandat = Literal["municipal", "maire", "communautaire", "departemental", "regional"]

MANDATES: dict[Nature, Mandat] = {
    "commune": "municipal", "epci": "communautaire", "departement": "departemental", "region": "regional",
}  # fmt: skip

COMMUNAL = (
    ("2001-03-11", "2008-04-06"),
    ("2008-03-09", "2014-04-13"),
    ("2014-03-23", "2020-07-17"),  # the second round of 2020 was put off to 28 June
    ("2020-03-15", "2026-04-12"),
    ("2026-03-15", ""),
)
"""The first rounds of the general elections, and the days until which members of the council elected then may have sat:
a council takes over within some weeks (CGCT L2121-7, L5211-6)."""

TERMS: dict[Nature, tuple[tuple[str, str], ...]] = {
    "commune": COMMUNAL,
    "epci": COMMUNAL,
    "departement": (("2011-03-20", "2015-04-05"), ("2015-03-22", "2021-07-04"), ("2021-06-20", "")),
    "region": (("2010-03-14", "2016-01-10"), ("2015-12-06", "2021-07-04"), ("2021-06-20", "")),
}
"""By what kind of body elects; "" is the end of the term that lasts."""


def term_of(nature: Nature, day: str) -> tuple[str, str]:
    """The first and last day of the term in which a mandate began; the first is "" before the terms that are known.

    >>> term_of("commune", "2021-09-30")
    ('2020-03-15', '2026-04-12')
    """
    begun = [term for term in TERMS[nature] if term[0] <= day]
    return begun[-1] if begun else ("", TERMS[nature][0][0])
