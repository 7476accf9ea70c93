"""The figures of an assembly that a sentence tells: "Sur 11 membres en exercice, 9 étaient présents"; "le nombre de
conseillers en exercice est de 14 ; 13 étaient présents et 1 avait donné pouvoir"; "les membres, au nombre de onze, se sont
réunis".

A figure is of what the words behind it announce, by their composition as a heading's; or of the label before it that says
so with a verb.
"""

from __future__ import annotations

import regex

from delibparse.grammar.headings import announced, states_of, words_from
from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span
from delibparse.wording import Fixed, Template

_FIGURE = Template(
    r"(?<![\p{L}\d/.,'’°-])(?:(?P<figure>\d{1,3})|(?P<words>@{NUMBER_WORDS})|(?P<none>@{counts.none}))(?![\p{L}\d/.,°%€-]\d|[\p{L}\d])"
)

_LABELLED = Template(
    r"(?:(?P<quorum>@{counts.quorum})|(?P<en_exercice>@{counts.en_exercice})|(?P<presents>@{counts.presents})"
    r"|(?P<votants>@{counts.votants}))\s+(?:@{counts.amounts}\s*){1,3}\Z"
)
"""What stands before a figure that it says the number of: "en exercice est de"; "le quorum étant fixé à"."""

_IN_NUMBER = Template(r"@{counts.in_number}\s*\Z")
"""Les membres du conseil, au nombre de onze, se sont réunis"""

_OPENS_SESSION = Template(r"@{session.opens}")

_LABEL_BEFORE = Template(
    r"(?:article|n[°º]|@{heading_words.present}|@{heading_words.absent}|@{heading_words.excused}|exercice|[:=])\s*\Z"
)
"""What a figure right behind it is of, so that it is not of the words that follow: Présents 21 Votants 24."""

_AHEAD = Template(r"\s*(?:[:=]?\s*\d|\.{2})")
"""What tells that the words before it are a label: 9 Absents : 3."""

_OUT_OF = Template(r"\s+sur\s+(?P<whole>\d{1,3})(?![\d/]|[.,]\d)")
"""21 présents sur 26"""

BEFORE = 80
"""Characters before a figure among which its label stands."""

_SENTENCE_ENDS = Fixed(r"\n\n|(?<=\p{L}{3})[.;]\s", regex.V1)

AROUND = 200
"""Characters around "au nombre de" in which the assembly meets."""


def read_sentences(zone: Span) -> dict[str, Found[int]]:
    """The figures that sentences tell, by field of `effectif`; the first of each."""
    found: dict[str, Found[int]] = {}
    for match in zone.matches(_FIGURE):
        value = _value(match)
        told = _told(zone, match) if value is not None else None
        if value is None or told is None or told[0] in found:
            continue
        field, span = told
        found[field] = Found(value, span, numbers.misread(match["figure"] or ""))
        whole = zone.lexicon.match(_OUT_OF, zone.raw, span.end - zone.start)
        if field == "presents" and whole and value <= int(whole["whole"]):
            found.setdefault("en_exercice", Found(int(whole["whole"]), zone.sub(*whole.span("whole"))))
    return found


def _value(match: regex.Match[str]) -> int | None:
    if match["none"]:
        return 0
    return numbers.count(match["figure"] or match["words"])


def _told(zone: Span, figure: regex.Match[str]) -> tuple[str, Span] | None:
    """What a figure counts, and the words that tell it."""
    before = zone.raw[max(figure.start() - BEFORE, 0) : figure.start()]
    first = figure.start() - len(before)
    label = zone.lexicon.search(_LABELLED, before)
    if label is not None and label.lastgroup is not None:
        return label.lastgroup, zone.sub(first + label.start(), figure.end())
    if (meets := zone.lexicon.search(_IN_NUMBER, before)) is not None:
        behind = zone.sub(figure.start(), min(figure.end() + AROUND, len(zone))).split(_SENTENCE_ENDS)
        above = zone.sub(max(figure.start() - AROUND, 0), figure.start()).split(_SENTENCE_ENDS)
        around = " ".join(part.raw for part in (*above[-1:], *behind[:1]))
        is_there = zone.lexicon.search(_OPENS_SESSION, around) is not None
        return ("presents", zone.sub(first + meets.start(), figure.end())) if is_there else None
    told = _behind(zone, figure)
    is_of_label = zone.lexicon.search(_LABEL_BEFORE, before) is not None
    if is_of_label and not (told and zone.lexicon.match(_OUT_OF, zone.raw, told[1].end - zone.start)):
        return None
    return told


def _behind(zone: Span, figure: regex.Match[str]) -> tuple[str, Span] | None:
    """What the words right behind a figure announce."""
    run = words_from(zone, figure.end())
    if run is None:
        return None
    roles, end = run
    if figure["none"]:
        roles = [role for role in roles if role != "denying"]  # aucun n'avait donné pouvoir
    if not roles:
        return None
    if zone.lexicon.match(_AHEAD, zone.raw[end : end + 6]):
        return None
    words = zone.sub(figure.start(), end)
    if "exercice" in words.text.casefold().split():
        return "en_exercice", words
    told = states_of(roles)
    if ("present" in told and len(told) > 1) or roles[-1] == "being":
        return None  # présents ou représentés; les présents ont visité
    kind = announced(roles)
    is_counted = figure["figure"] or figure["none"] or {"being", "who"} & set(roles)
    return (kind, words) if kind is not None and is_counted else None
