"""What a profile is to the second pass of a batch: the members of each mandate, and the numbers in office."""

from __future__ import annotations

from delibparse.profile.model import Member, Profile, Span
from delibparse.reconcile import Circle, Colleague, InOffice

WIDELY = 2
"""Sessions that must print a name otherwise than most do, for it to be a spelling and no slip."""


def circle_of(profile: Profile) -> Circle:
    """The members of a body, once for each of their mandates."""
    colleagues = tuple(
        _colleague(profile, member, span) for member in profile.members for span in member.spans if member.who.nom
    )
    in_office = tuple(
        InOffice(one.in_office, one.in_office_in, one.first, one.last)
        for one in profile.mandates
        if one.in_office is not None and one.in_office_in * 2 > one.declared
    )
    return Circle(colleagues, in_office)


def _colleague(profile: Profile, member: Member, span: Span) -> Colleague:
    mandate = profile.mandates[span.mandate]
    also = tuple(one for one, sessions in member.also if sessions >= WIDELY)
    return Colleague(member.who, also, mandate.first, mandate.last, span.sessions, span.first, span.last)
