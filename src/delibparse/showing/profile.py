"""A body's profile for a person: its mandates with their members, how names are spelt, how much was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text

from delibparse.profile import Member, Profile, Span
from delibparse.showing.paper import grid, headed, said
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType


def shown_profile(profile: Profile, words: Words) -> Iterator[RenderableType]:
    """The parts of a profile, one below the other."""
    name = profile.body.nom_officiel or profile.body.nom or profile.key
    yield said(name, "bold cyan")
    yield said(_summary(profile, words))
    for k, mandate in enumerate(profile.mandates):
        sitting = [(member, span) for member in profile.members for span in member.spans if span.mandate == k]
        title = f"{words['profile.mandate']} {_between(mandate.first, mandate.last, words)}"
        told = [words.counted(mandate.sessions, "profile.sessions"), words.counted(len(sitting), "profile.members")]
        if mandate.in_office is not None:
            told.append(f"{mandate.in_office} {words['profile.in_office']}")
        yield headed(Text(f"{title} : " if words.lang == "fr" else f"{title}: ", "bold") + said(", ".join(told)), [
            grid(_row(member, span, words) for member, span in sitting)
        ])  # fmt: skip
    if spelt := [member for member in profile.members if len(member.forms) > 1]:
        yield headed(Text(words["profile.spellings"], "bold"), [grid(_spelling(member) for member in spelt)])
    for key, listed in (("names", profile.names), ("orders", profile.orders)):
        if listed:
            rows = ((said(f"{count} ×", "dim"), said(_named(text, key, words))) for text, count in listed)
            yield headed(Text(words[f"profile.{key}"], "bold"), [grid(rows)])
    if profile.years:
        years = (_year(year.year, year.sessions, year.share, words) for year in profile.years)
        yield headed(Text(words["profile.understood"], "bold"), [grid(years)])


def _summary(profile: Profile, words: Words) -> str:
    codes = [("SIREN", profile.body.siren), ("INSEE", profile.body.code_insee)]
    told = [f"{label} {code}" for label, code in codes if code]
    told += [words.counted(profile.files, "files"), words.counted(profile.sessions, "profile.sessions")]
    if profile.first:
        told.append(_between(profile.first, profile.last, words))
    return ", ".join(told)


def _between(first: str, last: str, words: Words) -> str:
    """Two days, either of which may be open."""
    if first and last:
        return f"{words.date(first)} – {words.date(last)}"
    key = "profile.since" if first else "profile.until" if last else "profile.whole"
    return words[key].format(day=words.date(first or last))


def _row(member: Member, span: Span, words: Words) -> tuple[Text, ...]:
    moves = [words["profile.came"].format(day=words.date(span.first))] if span.came else []
    moves += [words["profile.went"].format(day=words.date(span.last))] if span.went else []
    who = " ".join(part for part in (member.who.prenom, member.who.nom) if part)
    return said(who), said(str(span.sessions), "dim"), said(", ".join(moves))


def _spelling(member: Member) -> tuple[Text, Text]:
    (most, _), *others = member.forms
    return said(most), said(", ".join(f"{form} ({count})" for form, count in others))


def _named(text: str, key: str, words: Words) -> str:
    """A body's name as it is; the blocks of an order by their names."""
    return text if key == "names" else " · ".join(words[f"blocks.{block}"] for block in text.split())


def _year(year: int, sessions: int, share: float | None, words: Words) -> tuple[Text, Text, Text]:
    told = "—" if share is None else f"{100 * share:.1f} %"
    shown = told.replace(".", ",") if words.lang == "fr" else told
    return said(str(year)), said(words.counted(sessions, "profile.sessions"), "dim"), said(shown)
