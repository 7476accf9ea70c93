"""A profile as the rows of a table of members, in the shape that `--roster` reads."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.profile.model import Member, Profile, Span

HEAD = ("nom", "prenom", "civilite", "from", "to", "seances")


def term(profile: Profile, span: Span) -> tuple[str, str]:
    """From when to when a member may have sat in a mandate, "" where nothing bounds it: the mandate's days, but for who
    came after its first session or went before its last."""
    mandate = profile.mandates[span.mandate]
    return (span.first if span.came else mandate.first), (span.last if span.went else mandate.last)


def rows(profile: Profile) -> Iterator[tuple[str, ...]]:
    """A row for each mandate of each member, in the order of the mandates, then of the names."""
    spans = [(span, member) for member in profile.members for span in member.spans]
    for span, member in sorted(spans, key=_by_mandate):
        who = member.who
        yield who.nom or "", who.prenom or "", who.civilite or "", *term(profile, span), str(span.sessions)


def _by_mandate(row: tuple[Span, Member]) -> tuple[int, str, str]:
    span, member = row
    return span.mandate, member.who.nom or "", member.who.prenom or ""
