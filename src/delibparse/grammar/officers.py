"""Who held an office in the session: the president, the secretary, the rapporteur."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from delibparse.grammar import names
from delibparse.grammar.blocks import Block
from delibparse.grammar.names import Style
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import Fixed

_CIVIL = r"(?:(?:M\.|Mme|MME|Mr\.?|Mlle|[Mm]onsieur|[Mm]adame)\s+)"
_NAME = rf"{_CIVIL}?(?:(?:(?:de|du|la|le)\s+|d['’])*\p{{Lu}}[\p{{L}}'’\-.]*\s+){{1,4}}?(?:(?:de|du|la|le)\s+|d['’])*\p{{Lu}}[\p{{L}}'’\-.]*|{_CIVIL}\p{{Lu}}[\p{{L}}'’\-]+"
_CHOSEN = r"(?:nomm|él|élu|désign|choisi|proclam)(?:é|u|i)?e?s?"
_AS = r"(?:en\s+qualité\s+de|comme|pour\s+(?:remplir|exercer|assurer)\s+(?:ces|les|cette|la|le)\s+fonctions?(?:\s+de)?|au\s+poste\s+de|à\s+la\s+fonction\s+de|pour\s+être)"

_SECRETARY = tuple(
    Fixed(source, regex.V1)
    for source in (
        # Mme Anne MARTIN a été désignée, à l'unanimité, secrétaire de séance
        rf"(?P<who>{_NAME})\s*,?\s*(?:ayant\s+obtenu\s+la\s+majorité\s+des\s+suffrages,?\s+)?(?:a\s+été|est|été)\s+{_CHOSEN}"
        rf"(?:\s*,\s*à\s+l['’]\s?unanimité[^,.]{{0,30}},)?(?:\s+{_AS})?\s*(?:de\s+|le\s+|la\s+)?secr[ée]taire",
        # Le conseil désigne Estelle SIAUDEAU en qualité de secrétaire; il nomme Luc PETIT, secrétaire de séance;
        # propose la candidature de Philippe VINÇON, en qualité de secrétaire
        rf"(?i:désigne(?:nt)?|nomme(?:nt)?|élit|choisit|(?:propose|présente)(?:\s+la\s+candidature\s+d(?:e|['’]))?)\s*:?\s*"
        rf"(?P<who>{_NAME})\s*,?\s*(?:{_AS}\s*)?(?:de\s+|le\s+|la\s+)?secr[ée]taire",
        # A été élue secrétaire de séance : Mme Jacqueline BOSSIS
        rf"(?i:a\s+été\s+(?:nommé|élu|désigné)e?\s+(?:comme\s+)?secr[ée]taire)(?:\s+de\s+(?:la\s+)?séance)?\s*:?\s*(?P<who>{_NAME})",
        # … à la nomination d'un secrétaire. Mme Anne MARTIN a été désignée pour remplir cette fonction
        rf"(?i:secr[ée]taire)[^\0]{{0,300}}?(?P<who>{_NAME})\s*,?\s*(?:ayant\s+obtenu\s+la\s+majorité\s+des\s+suffrages,?\s+)?"
        rf"(?:(?:a|ont)\s+été\s+)?{_CHOSEN}\s*,?\s*(?:pour\s+remplir\s+(?:ces|cette|les|la)\s+fonctions?|prend\s+place)",
    )
)


def read_officer(blocks: Sequence[Block], kind: str, style: Style) -> Found[Personne] | None:
    """The person behind a label such as "Secrétaire de séance :"."""
    for block in sorted((b for b in blocks if b.kind == kind), key=lambda b: -b.score):
        for line in _first_lines(block.body):
            who = names.person(line, style) if len(names.name_runs(line)) == 1 else None
            who = who or names.person(_head(line), style) or names.leading_person(line, style)
            if who is not None:
                return who
    return None


def elected_secretary(text: Span, style: Style) -> Found[Personne] | None:
    """The secretary told in a sentence: "Mme Anne MARTIN a été désignée secrétaire de séance"."""
    for pattern in _SECRETARY:
        for match in text.matches(pattern):
            runs = names.name_runs(text.group(match, "who"))
            who = names.person(runs[-1], style) if runs else None
            if who is not None:
                return who
    return None


_PRESIDING = Fixed(
    r"(?i:sous\s+la\s+présidence)\s+(?:de\s|d['’])\s*(?P<who>(?:M\.|Mme|Mr\.?|Mlle|[Mm]onsieur|[Mm]adame)?\s*(?:(?:(?:de|du|la|le)\s+|d['’])*\p{Lu}[\p{L}'’\-.]*\s*){2,5})"
    r"(?:\s*[,(–-]\s*(?P<role>(?i:(?:le\s+|la\s+)?(?:maire|présidente?|\d\S*\s+adjointe?|vice[\s-]présidente?|adjointe?)[^,.;\n)]{0,40})))?",
    regex.V1,
)


def presiding(text: Span, style: Style) -> Found[Personne] | None:
    """ "sous la présidence de Mme Anne MARTIN, Maire"."""
    match = text.search(_PRESIDING)
    if match is None:
        return None
    named = text.group(match, "who")
    who = names.leading_person(named, style)
    if who is None or not match["role"] or who.span.end < named.strip().end:
        return who
    return names.with_role(who, " ".join(match["role"].split()))


def _first_lines(body: Span) -> list[Span]:
    """What may hold the name: the first line behind the label, or the one under it."""
    paragraphs = body.paragraphs()[:1]
    return [paragraph.sub(0, min(len(paragraph), 160)) for paragraph in paragraphs]


_HEAD = Fixed(r"^[^\n,;:()\t]*?(?=\s*(?:[\n,;:(\t]|\s[-–—]\s|$))", regex.V1)


def _head(line: Span) -> Span:
    match = line.search(_HEAD)
    return line.group(match) if match else line
