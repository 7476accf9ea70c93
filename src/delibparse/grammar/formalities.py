"""What makes the act executory: transmission, reception, publication, certification, signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import regex

from delibparse.grammar.values import dates, people
from delibparse.grammar.values.dates import Day
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import Template

FIELDS = ("transmission", "reception_prefecture", "publication")

_TO_AUTHORITY = {
    "transmission": r"\s+@{formalities.at}?\s*(?:sous-?\s*)?@{formalities.authority}?",
    "reception_prefecture": r"\s+@{formalities.at}?\s*(?:sous-?\s*)?@{formalities.authority}",
    "publication": r"(?:\s+(?:à|en|sur|par)\s+[^\n:;,]{1,40}?)?",
}
"""What stands behind the label of a date: where the act went; a reception that names nobody may be of anything."""

_PATTERNS = {
    field: Template(rf"(?<![\p{{L}}])@{{formalities.{field}}}{_TO_AUTHORITY[field]}[^\n\d.;]{{0,40}}?[\s:]*")
    for field in FIELDS
}
_AR = Template(r"@{formalities.receipt}[^\0]{0,120}?@{formalities.received_on}\s*:?")
_BEFORE_SESSION = Template("@{formalities.before_session}")
_EXECUTORY = Template("@{formalities.executory}")
_DELEGATION = Template("@{formalities.delegation}")

BEHIND = 60
"""Characters behind a label within which its date stands."""


@dataclass(frozen=True, slots=True)
class Formalities:
    """What the page says of how the act became executory; each None where it says nothing."""

    transmission: Found[Day] | None
    reception_prefecture: Found[Day] | None
    publication: Found[Day] | None
    executory: Found[bool] | None
    delegation: Found[bool] | None
    signatory: Found[Personne] | None


def read_formalities(closing: Span, furniture: Span, opening: Span | None = None) -> Formalities:
    """Read the formalities of an act from the bands and stamps of its pages, then from its closing lines.

    In a text whose lines were folded a band of the préfecture stands in the opening, which is looked at last.
    """
    zones = (furniture, closing)
    banded = zones if opening is None else (*zones, opening)
    return Formalities(
        transmission=_first_dated("transmission", banded),
        reception_prefecture=_first_dated("reception_prefecture", banded),
        publication=_first_dated("publication", zones) or (None if opening is None else _in_band(opening)),
        executory=_first_said(_EXECUTORY, zones),
        delegation=_first_said(_DELEGATION, (closing,)),
        signatory=read_signatory(closing),
    )


def _in_band(opening: Span) -> Found[Day] | None:
    """The publication told in the sentence of a band that the opening holds: Reçu en préfecture le … et publié le …"""
    if opening.search(_PATTERNS["publication"]) is None:
        return None
    lines = [line for line in opening.lines() if _dated(line, "reception_prefecture") or _dated(line, "transmission")]
    return _first_dated("publication", lines)


def _first_dated(field: str, zones: Iterable[Span]) -> Found[Day] | None:
    return next((found for zone in zones if (found := _dated(zone, field)) is not None), None)


def _first_said(words: Template, zones: Iterable[Span]) -> Found[bool] | None:
    return next((Found(True, zone.group(match)) for zone in zones if (match := zone.search(words))), None)


def _dated(zone: Span, field: str) -> Found[Day] | None:
    if field == "reception_prefecture" and (match := zone.search(_AR)):
        found = _date_behind(zone, match)
        if found:
            return found
    for match in zone.matches(_PATTERNS[field]):
        line_start = zone.raw.rfind("\n", 0, match.start()) + 1
        if zone.lexicon.search(_BEFORE_SESSION, zone.raw[line_start : match.end()]):
            continue
        found = _date_behind(zone, match)
        if found:
            return found
    return None


def _date_behind(zone: Span, match: regex.Match[str]) -> Found[Day] | None:
    """The date that stands right behind a label, with the label in its span."""
    end = min(match.end() + BEHIND, len(zone))
    behind = zone.raw[match.end() : end]
    stop = regex.search(r"\n\n|[.;]\s+\p{Lu}", behind)
    day = dates.first_date(zone.sub(match.end(), match.end() + stop.start() if stop else end))
    if day is None or any(c.isdigit() for c in zone.raw[match.end() : day.span.start - zone.start]):
        return None
    return Found(day.value, Span(zone.source, zone.start + match.start(), day.span.end))


_SIGNS = Template("^@{formalities.signs}")
_TITLE = Template(r"^(?:le|la|l')\s*\p{L}")
_SECRETARY = Template("@{formalities.secretary}")


def read_signatory(closing: Span) -> Found[Personne] | None:
    """The person whose name ends the signature: after "Le Maire," or "Pour le maire et par délégation,".

    The line above the name is its quality when it is one ("La responsable du service juridique").
    """
    lines = _one_below_the_other(closing.lines())
    for k, line in enumerate(lines):
        if not line.search(_SIGNS):
            continue
        quality = line if line.search(_TITLE) and not line.search(_SECRETARY) else None
        tail = _name_behind(line)
        if tail is not None:
            return tail
        if line.search(_SECRETARY):
            continue
        for after in lines[k + 1 : k + 6]:
            if quality is None and after.search(_SECRETARY):
                break  # the name below is the secretary's
            who = people.person(after)
            if who is not None and (who.value.prenom or who.value.civilite) and len(after.text.split()) <= 5:
                return people.with_role(who, _quality(quality)) if quality else who
            if after.search(_TITLE) and not after.search(_SECRETARY):
                quality = after
    return None


_CELLS = Template(r"[ ]*\t[ ]*")


def _one_below_the_other(lines: list[Span]) -> list[Span]:
    """The lines with two signatures that stand beside each other told one after the other: lines of as many cells."""
    told: list[Span] = []
    for count, group in groupby((line.split(_CELLS) for line in lines), key=len):
        rows = list(group)
        if count > 1 and len(rows) > 1:
            told += [cell for column in zip(*rows, strict=True) for cell in column]
        else:
            told += [Span(cells[0].source, cells[0].start, cells[-1].end) for cells in rows if cells]
    return told


def _quality(line: Span) -> str:
    return line.text.rstrip(" ,;:.")


_TITLED = Template(r"^(?P<title>@{formalities.chair})\s*,?\s*[:\-–]?\s*(?P<who>@{CIVILITY}?\s*\p{Lu}[^\n,;]{3,50})$")


def _name_behind(line: Span) -> Found[Personne] | None:
    """ "Le Maire, Jean DUPONT" on one line."""
    match = line.search(_TITLED)
    if match is None:
        return None
    who = people.person(line.group(match, "who"))
    if who is None or not who.value.prenom:
        return None
    return people.with_role(who, " ".join(match["title"].split()))
