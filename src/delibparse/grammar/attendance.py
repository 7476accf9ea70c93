"""Who was there: présents, pouvoirs, excusés, absents, the secretary, the president."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import regex

from delibparse.grammar import names
from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.names import Style
from delibparse.grammar.vocabulary import FLAGS, vocabulary
from delibparse.layout import Found, Span
from delibparse.record import Personne


@dataclass(frozen=True, slots=True)
class Proxy:
    """A pouvoir read from the page; `span` covers both names."""

    mandant: Found[Personne]
    mandataire: Found[Personne] | None
    span: Span


@dataclass(slots=True)
class Attendance:
    presents: list[Found[Personne]] = field(default_factory=list)
    proxies: list[Proxy] = field(default_factory=list)
    excuses: list[Found[Personne]] = field(default_factory=list)
    absents: list[Found[Personne]] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    unread: list[tuple[str, Span]] = field(default_factory=list)  # items of a list that are not names, by block


@cache
def _link() -> regex.Pattern[str]:
    links = "|".join(entry.pattern for entry in vocabulary().entries("proxy"))
    return regex.compile(
        rf"(?<=[\p{{L}}.)\]])\s*(?:[-–]\s*)?(?:(?<!\p{{L}})|(?=[,(:.…]))(?:{links})\s*[:.…]*\s*", FLAGS
    )


_ITEMS = regex.compile(
    r"\n\n|•|;(?=\s)|,(?=\s)(?!\s+(?:absente?|excusée?|représentée?|ayant|a\s+donné|donne|donnant|qui)\b)|\t(?=\s*\p{Lu}[^\n\t]*\t)",
    regex.V1 | regex.I,
)
_DASH = regex.compile(r"\s[-–—]+\s(?!\s*[(])", regex.V1)
_DASHED = regex.compile(rf"{_ITEMS.pattern}|{_DASH.pattern}", regex.V1 | regex.I)
"""What parts the items of a list of proxies; the comma of "A, absente, représentée par B" does not."""


def read_attendance(blocks: list[Block]) -> Attendance:
    """The lists of an act's blocks. The style of its names is decided over all of them together."""
    lists = [b for b in blocks if b.kind in ("presents", "pouvoirs", "excuses", "absents")]
    bodies = [(block, until_sentence(block.body)) for block in lists]
    style = names.style_of(_name_texts(bodies))
    result = Attendance(style=style)
    for block, body in bodies:
        if block.kind == "presents":
            _read_members(body, "presents", result.presents, result)
        elif block.kind == "pouvoirs":
            _read_proxies(body, result, None, "pouvoirs")
        else:
            own = result.excuses if block.kind == "excuses" else result.absents
            _read_proxies(body, result, own, block.kind)
    return result


def _name_texts(bodies: list[tuple[Block, Span]]) -> list[str]:
    texts = []
    for _, body in bodies:
        for item in body.split(_ITEMS):
            texts += [part.text for part in item.split(_link())]
    return texts


def _read_members(body: Span, kind: str, into: list[Found[Personne]], result: Attendance) -> None:
    shared: str | None = None
    for item, _aside in names.split_list(body):
        who, shared = names.member(item, result.style, shared)
        if who is not None:
            into.append(who)
        elif _looks_like_prose(item):
            break
        elif any(c.isalpha() for c in item.raw):
            result.unread.append((kind, item))


def _read_proxies(body: Span, result: Attendance, own: list[Found[Personne]] | None, kind: str) -> None:
    """The proxies of a block, and in `own` its members who gave none."""
    dashes, commas = len(_DASH.findall(body.raw)), len(regex.findall(r"[;,]", body.raw))
    for item in (
        part for whole in body.split(_DASHED if dashes > commas else _ITEMS) for part in _one_link_each(whole)
    ):
        link = item.search(_link())
        if link is None:
            found = [names.person(run, result.style) for run in names.name_runs(_without_brackets(item))]
            who = found[0] if found else None
            if who is not None and own is not None:
                own += [one for one in found if one is not None]
            elif _looks_like_prose(item):
                break
            elif any(c.isalpha() for c in item.raw):
                result.unread.append((kind, item))
            continue
        mandant = names.person(item.sub(0, link.start()), result.style)
        behind = item.sub(link.end(), len(item))
        bracket = regex.search(r"[()\[\]]", behind.raw)
        holder = behind.sub(0, bracket.start()) if bracket else behind
        mandataire = names.person(holder, result.style) if len(names.name_runs(holder)) == 1 else None
        if mandataire is None and names.CIVILITY.match(holder.text):
            mandataire = names.leading_person(holder, result.style)
        if mandant is None:
            result.unread.append((kind, item))
            continue
        result.proxies.append(Proxy(mandant, mandataire, item))


def _one_link_each(item: Span) -> list[Span]:
    """An item for each proxy: "A à B C à D" is two, when the typography parts B from C."""
    links = list(item.matches(_link()))
    if len(links) < 2:
        return [item]
    parts, start = [], 0
    for link, following in pairwise(links):
        between = item.sub(link.end(), following.start())
        runs = [run for part in between.split(_BRACKET_END) for run in names.name_runs(part)]
        if len(runs) != 2:
            return [item]
        end = runs[0].end - item.start
        parts.append(item.sub(start, end).strip())
        start = runs[1].start - item.start
    parts.append(item.sub(start, len(item)).strip())
    return parts


_BRACKET_END = regex.compile(r"[)\]]\s*[-–,]?\s*|\s[-–]\s", regex.V1)


def _without_brackets(item: Span) -> Span:
    match = item.search(names.ASIDE)
    return item.sub(0, match.start()).strip() if match else item


def _looks_like_prose(item: Span) -> bool:
    """Whether a list has ended and a sentence begun: four words in small letters and more."""
    words = item.text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= 6 and small >= 4 and small > len(words) / 2


_ELECTED = regex.compile(
    r"(?P<who>(?:(?:M\.|Mme|Mr|Mlle|Monsieur|Madame)\s+)?(?:\p{Lu}[\p{L}'’\-.]*\s+){1,4}(?:\p{Lu}[\p{L}'’\-.]*)?)\s*,?\s*"
    r"(?:ayant\s+obtenu\s+la\s+majorité\s+des\s+suffrages,?\s+)?(?:a\s+été|est|été)\s+(?:nommé|élu|désigné)e?s?"
    r"(?:\s+(?:en\s+qualité\s+de|comme|pour\s+remplir\s+(?:ces|les|cette|la)\s+fonctions?(?:\s+de)?))?\s*(?:de\s+)?secrétaire",
    regex.V1,
)


def read_officer(blocks: list[Block], kind: str, style: Style) -> Found[Personne] | None:
    """The person behind a label such as "Secrétaire de séance :"."""
    for block in sorted((b for b in blocks if b.kind == kind), key=lambda b: -b.score):
        for line in _first_lines(block.body):
            who = names.person(line, style) if len(names.name_runs(line)) == 1 else None
            who = who or names.person(_head(line), style) or names.leading_person(line, style)
            if who is not None:
                return who
    return None


_FUNCTION = regex.compile(
    r"(?i:secrétaire)[^\0]{0,300}?(?P<who>(?:(?:M\.|Mme|Mr|Mlle|Monsieur|Madame)\s+)?(?:\p{Lu}[\p{L}'’\-.]*\s+){1,4}?\p{Lu}[\p{L}'’\-.]*)\s*,?\s*"
    r"(?:ayant\s+obtenu\s+la\s+majorité\s+des\s+suffrages,?\s+)?(?:a|ont)\s+été\s+(?:nommé|élu|désigné)e?s?\s+pour\s+remplir\s+(?:ces|cette|les|la)\s+fonctions?",
    regex.V1,
)
"""… à la nomination d'un secrétaire. Mme Anne MARTIN a été désignée pour remplir cette fonction."""


def elected_secretary(text: Span, style: Style) -> Found[Personne] | None:
    """ "Mme Anne MARTIN a été désignée secrétaire de séance"."""
    match = text.search(_ELECTED) or text.search(_FUNCTION)
    if match is None:
        return None
    runs = names.name_runs(text.group(match, "who"))
    return names.person(runs[-1], style) if runs else None


_PRESIDING = regex.compile(
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


_HEAD = regex.compile(r"^[^\n,;:()\t]*?(?=\s*(?:[\n,;:(\t]|\s[-–—]\s|$))", regex.V1)


def _head(line: Span) -> Span:
    match = line.search(_HEAD)
    return line.group(match) if match else line
