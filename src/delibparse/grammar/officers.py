"""Who held an office in the session: the president, the secretary, the rapporteur."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from delibparse.grammar.blocks import Block
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

_NAME = (
    r"(?:@{CIVILITY}\.?\s+)?(?:@{PARTICLES}\p{Lu}[\p{L}'’\-.]*\s+){1,4}?@{PARTICLES}\p{Lu}[\p{L}'’\-.]*"
    r"|@{CIVILITY}\.?\s+\p{Lu}[\p{L}'’\-]+"
)
_BY_MAJORITY = "(?:@{officers.by_majority})?"

_SECRETARY = tuple(
    Template(source, EXACT)
    for source in (
        # Mme Anne MARTIN a été désignée, à l'unanimité, secrétaire de séance
        rf"(?P<who>{_NAME})\s*,?\s*{_BY_MAJORITY}(?:a\s+été|est|été)\s+@{{officers.chosen}}"
        r"(?:\s*,\s*@{officers.unanimously}[^,.]{0,30},)?(?:\s+@{officers.as})?\s*@{officers.secretary}",
        # Le conseil désigne Estelle SIAUDEAU en qualité de secrétaire; il nomme Luc PETIT, secrétaire de séance;
        # propose la candidature de Philippe VINÇON, en qualité de secrétaire
        rf"(?i:@{{officers.chooses}})\s*:?\s*(?P<who>{_NAME})\s*,?\s*(?:@{{officers.as}}\s*)?@{{officers.secretary}}",
        # A été élue secrétaire de séance : Mme Jacqueline BOSSIS
        rf"(?i:@{{officers.was_chosen}})(?:\s+@{{officers.of_session}})?\s*:?\s*(?P<who>{_NAME})",
        # … à la nomination d'un secrétaire. Mme Anne MARTIN a été désignée pour remplir cette fonction
        rf"(?i:@{{officers.secretary}})[^\0]{{0,300}}?(?P<who>{_NAME})\s*,?\s*{_BY_MAJORITY}"
        r"(?:(?:a|ont)\s+été\s+)?@{officers.chosen}\s*,?\s*@{officers.takes_office}",
    )
)


def read_officer(blocks: Sequence[Block], kind: str, style: Style) -> Found[Personne] | None:
    """The person behind a label such as "Secrétaire de séance :"."""
    for block in sorted((b for b in blocks if b.kind == kind), key=lambda b: -b.score):
        for line in _first_lines(block.body):
            who = people.person(line, style) if len(name_lists.name_runs(line)) == 1 else None
            who = who or people.person(_head(line), style) or name_lists.leading_person(line, style)
            if who is not None:
                return who
    return None


def elected_secretary(text: Span, style: Style) -> Found[Personne] | None:
    """The secretary told in a sentence: "Mme Anne MARTIN a été désignée secrétaire de séance"."""
    for pattern in _SECRETARY:
        for match in text.matches(pattern):
            runs = name_lists.name_runs(text.group(match, "who"))
            who = people.person(runs[-1], style) if runs else None
            if who is not None:
                return who
    return None


_PRESIDING = Template(
    r"(?i:@{officers.presiding})\s+(?:de\s|d['’])\s*(?P<who>@{CIVILITY}?\.?\s*(?:@{PARTICLES}\p{Lu}[\p{L}'’\-.]*\s*){2,5})"
    r"(?:\s*[,(–-]\s*(?P<role>(?i:@{officers.presiding_role}[^,.;\n)]{0,40})))?",
    EXACT,
)


def presiding(text: Span, style: Style) -> Found[Personne] | None:
    """ "sous la présidence de Mme Anne MARTIN, Maire"."""
    match = text.search(_PRESIDING)
    if match is None:
        return None
    named = text.group(match, "who")
    who = name_lists.leading_person(named, style)
    if who is None or not match["role"] or who.span.end < named.strip().end:
        return who
    return people.with_role(who, " ".join(match["role"].split()))


def _first_lines(body: Span) -> list[Span]:
    """What may hold the name: the first line behind the label, or the one under it."""
    paragraphs = body.paragraphs()[:1]
    return [paragraph.sub(0, min(len(paragraph), 160)) for paragraph in paragraphs]


_HEAD = Fixed(r"^[^\n,;:()\t]*?(?=\s*(?:[\n,;:(\t]|\s[-–—]\s|$))", regex.V1)


def _head(line: Span) -> Span:
    match = line.search(_HEAD)
    return line.group(match) if match else line
