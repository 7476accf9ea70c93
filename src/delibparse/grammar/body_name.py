"""The name of the body whose act it is: what titles, the assembly's sentence, its chair and its seat say of it.

Each place that names a body is a statement with a weight, and the body that is stated best is kept. A name that the
gazetteer knows ends where it ends there, and weighs more; one that it does not know is a title's or the assembly's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import regex

from delibparse import gazetteer
from delibparse.grammar.body import BODIES
from delibparse.grammar.known_names import END_OF_NAME, key_of, known_name
from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Fixed, Template

LETTERHEAD = 1_500
"""Characters from a text's start within which "Commune de Beauval" may head it, whatever its lines."""

TITLE = 3
"""What a name at the start of a line weighs."""

OWN, CHAIR, SEAT = 4, 3, 3
"""What the assembly's sentence weighs, the chair's, and the one that tells where it met."""

KNOWN = 2
"""What a name's being a body's adds."""

PROVED = 10
"""What its being the name of the identifier's body adds."""

BARE, WITH_KIND, AS_TITLE = 0, 1, 2
"""How a name is printed; of several places of one body the name is that of the last of these."""

TERRITORIES = ("departement", "region")
"""Kinds of bodies that head the acts of others too."""

_SENTENCE = Fixed(r"\p{Ll}{3,}\s*$", regex.V1)

_PARTNER = Template(r"(?<![\p{L}])@{bodies.partner}\s*$")
"""What stands before a territory that the act is not of, but deals with: a convention with it."""

_OF_KIND = Fixed(r"\s+(?i:de\s+la\s+|de\s+l['’]\s*|d['’]\s*|de\s+|du\s+|des\s+)?", EXACT)
"""What links an assembly to its body's kind: [le conseil] de la [communauté]."""

_LINK = r"\s+(?i:d['’]\s*|de\s+|du\s+|des\s+)"

_OF_NAME = Fixed(_LINK, EXACT)
"""What links an assembly to its body's name, of which an article is part: [le conseil municipal] de [La Flèche]."""

ARTICLES: Mapping[str, str] = MappingProxyType({"du": "Le ", "des": "Les "})
"""The article that a contracted "de" hides."""

_HEADS: Mapping[str, Template] = MappingProxyType(
    {
        kind: Template(rf"(?<![\p{{L}}])@{{bodies.head_{kind}}}(?![\p{{L}}])")
        for kind in ("commune", "epci", "departement", "region")
    }
)

_LEADS: tuple[tuple[int, Template], ...] = (
    (OWN, Template(r"(?<![\p{L}])@{bodies.assembly}(?![\p{L}])")),
    (CHAIR, Template(r"(?<![\p{L}])@{bodies.chaired}[^;]{2,90}?(?<![\p{L}])@{bodies.chair}(?![\p{L}])")),
    (SEAT, Template(r"(?<![\p{L}])@{session.gathered}\p{L}*[^;.]{0,60}?(?<![\p{L}])@{bodies.seat}(?![\p{L}])")),
)
"""What leads to the body's name: its assembly, its chair, its seat."""

_BELOW_HEAD = Template(r"\s*(?:[-–—|/,]\s+)?(?<![\p{L}\-'’])@{bodies.end_of_name}(?![\p{L}])|\s*\|")
"""What stands below a letterhead in a text without lines."""

_GOES_ON = Template(r"\s*,|\s+@{bodies.end_of_name}(?![\p{L}])")
"""How the assembly's sentence goes on behind the body's name."""

_CAPITALISED = r"\p{Lu}[\p{L}'’\-]+"

_UNKNOWN = Fixed(
    rf"{_LINK}{_CAPITALISED}(?:\s+(?:(?i:sur|en|sous|l[eè]s|de|la|du|d['’])\s?)*{_CAPITALISED}){{0,5}}", EXACT
)
"""A name that no gazetteer knows, in the assembly's sentence: [commune] de Valbrune-les-Bois, légalement convoqué."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A place that names a body of a kind, and how much it says that the act is that body's.

    `words` are those of its name without its kind; `printed` is how it is printed: as a title, with its kind in a
    sentence, or bare; `value` is the name as it is told.
    """

    name: Span
    kind: str
    words: str
    weight: int
    printed: int
    value: str = ""

    @property
    def key(self) -> str:
        return key_of(self.words, self.kind)


class BodyName(NamedTuple):
    """The body's name as printed, its kind, the words of its name without its kind, and all places that name it."""

    found: Found[str]
    kind: str
    words: str
    places: tuple[Span, ...]


def body_name(furniture: Span, opening: Span, own: str | None = None, siren: str | None = None) -> BodyName | None:
    """The body as printed, without what its line or its sentence says besides: "Ville de Beauval".

    Of several those of its `own` type alone: the département stands above the commune, a council may speak of the CCAS;
    and rather the one that has the identifier's `siren`. None where two are stated alike.
    """
    told = [one for zone in (furniture, opening) for one in _statements(zone, own) if one.weight > 0]
    if own is None and any(one.kind not in TERRITORIES for one in told):
        told = [one for one in told if one.kind not in TERRITORIES]
    return agreed(told, siren)


def name_in_text(text: Span, own: str | None) -> BodyName | None:
    """The body that the text below the header calls the assembly's or the chair's; None where it so calls two."""
    told = [one for kind in ("commune", "epci") if own == kind for one in _led(text, kind, own)]
    return agreed(told, None) if len({one.key for one in told}) == 1 else None


def agreed(told: list[Statement], siren: str | None) -> BodyName | None:
    """The name of the body that is stated best; None where two are stated alike."""
    proved = _key_of_siren(siren)
    ranks: dict[str, tuple[int, int]] = {}
    for one in told:
        weight, times = ranks.get(one.key, (0, 0))
        ranks[one.key] = max(weight, one.weight + (PROVED if one.key in proved else 0)), times + 1
    ranked = sorted(ranks, key=lambda key: ranks[key], reverse=True)
    if not ranked or (len(ranked) > 1 and ranks[ranked[0]] == ranks[ranked[1]]):
        return None
    own = [one for one in told if one.key == ranked[0]]
    kept = max(own, key=lambda one: (one.printed, one.weight))
    places = tuple(one.name for one in own)
    return BodyName(Found(kept.value or kept.name.text, kept.name), kept.kind, kept.words, places)


def _key_of_siren(siren: str | None) -> frozenset[str]:
    """The keys of the name of a SIREN's body, and of the names that it had."""
    body = gazetteer.with_siren(siren) if siren else None
    if body is None:
        return frozenset()
    return frozenset({key_of(body.nom, body.kind)})


def _statements(zone: Span, own: str | None) -> Iterator[Statement]:
    """What a zone says of the body, those of another type than its own left out."""
    if not zone:
        return
    yield from _titles(zone, own)
    for kind in _HEADS:
        if own in (None, kind):
            yield from _headed(zone, kind, own)
            if kind not in TERRITORIES:
                yield from _led(zone, kind, own)


def _titles(zone: Span, own: str | None) -> Iterator[Statement]:
    """Names of any kind at the start of a line, whether or not the gazetteer knows them."""
    for kind, pattern in BODIES.items():
        if own not in (None, kind):
            continue
        for match in zone.matches(pattern):
            name = _whole_name(zone.group(match, "name"))
            words = _behind_head(name, kind)
            end = name.end - zone.start
            if words is not None and _is_title(zone, match.start(), end):
                yield Statement(name, kind, words, _title_score(zone, match.start(), end), AS_TITLE)


def _headed(zone: Span, kind: str, own: str | None) -> Iterator[Statement]:
    """Known names behind their kind, at the start of a line or above the text; a territory's in a sentence too, where the
    act is one's."""
    for match in zone.matches(_HEADS[kind]):
        found = known_name(_rest(zone, match.end()), kind)
        if found is None:
            continue
        end = found.span.end - zone.start
        name, score = zone.sub(match.start(), end), _title_score(zone, match.start(), end)
        heads = name.raw[:1].isupper() and _rest(zone, end).match(_BELOW_HEAD) is not None
        near = match.start() < LETTERHEAD
        if kind in TERRITORIES and score < TITLE and (own is None or _is_partner(zone, match.start())):
            continue
        if score >= TITLE or (heads and near):
            yield Statement(name, kind, found.words, max(score, 1) + KNOWN, AS_TITLE)
        elif heads or (near and kind in TERRITORIES):
            yield Statement(name, kind, found.words, 1, WITH_KIND)


PARTNER_BEFORE = 30
"""Characters before a territory among which the words stand that make it a partner."""


def _is_partner(zone: Span, start: int) -> bool:
    return zone.sub(max(start - PARTNER_BEFORE, 0), start).search(_PARTNER) is not None


def _led(zone: Span, kind: str, own: str | None) -> Iterator[Statement]:
    """Names behind the body's assembly, and of an `own` type behind its chair and its seat; with their kind or without."""
    for weight, lead in _LEADS if own is not None or kind == "epci" else _LEADS[:1]:
        for match in zone.matches(lead):
            behind = _rest(zone, match.end())
            linked = behind.match(_OF_KIND)
            head = behind.sub(linked.end(), len(behind)).match(_HEADS[kind]) if linked else None
            if linked and head:
                yield from _with_kind(behind, kind, (linked.end(), linked.end() + head.end()), weight)
            else:
                yield from bare(behind, kind, weight)


def _with_kind(behind: Span, kind: str, head: tuple[int, int], weight: int) -> Iterator[Statement]:
    """The name behind the assembly, from its kind on: [le conseil municipal] de la commune de Beauval."""
    start, end = head
    named = known_name(_rest(behind, end), kind)
    if named is not None:
        name = behind.sub(start, named.span.end - behind.start)
        yield Statement(name, kind, named.words, weight + KNOWN, WITH_KIND)
        return
    unknown = _rest(behind, end).match(_UNKNOWN) if weight == OWN else None
    if unknown and _rest(behind, end + unknown.end()).match(_GOES_ON):
        name, words = behind.sub(start, end + unknown.end()), behind.sub(end, end + unknown.end()).text
        yield Statement(name, kind, words, weight, WITH_KIND)


def bare(behind: Span, kind: str, weight: int) -> Iterator[Statement]:
    """The known name behind the assembly alone: [le conseil municipal] de Beauval; "du Pin" is told as Le Pin."""
    linked = behind.match(_OF_NAME)
    named = known_name(behind, kind) if linked else None
    if linked is None or named is None:
        return
    name = behind.sub(linked.end(), named.span.end - behind.start)
    article = ARTICLES.get(linked[0].strip().casefold(), "") if kind == "commune" else ""
    yield Statement(name, kind, named.words, weight + KNOWN, BARE, article + name.text)


def _rest(zone: Span, start: int) -> Span:
    return zone.sub(start, len(zone))


def _whole_name(read: Span) -> Span:
    end = read.search(END_OF_NAME)
    return (read.sub(0, end.start()) if end and end.start() else read).strip(" ,;:-–—|/")


def _behind_head(name: Span, kind: str) -> str | None:
    """The words of a name behind its kind; None where there are none and its kind has many bodies."""
    head = name.match(_HEADS[kind]) if kind in _HEADS else None
    words = (name.sub(head.end(), len(name)) if head else name).text
    return words if words or kind not in _HEADS else None


def _is_title(zone: Span, start: int, end: int) -> bool:
    """Whether a name begins a line or a cell, and ends it or is followed there by what is no name."""
    before, after = _around(zone, start, end)
    ends = not after.strip(" ,;:-–.") or zone.sub(end, len(zone)).match(END_OF_NAME) is not None or after[:1] in ",;:("
    return not before.strip() and ends


def _title_score(zone: Span, start: int, end: int) -> int:
    """How much a name looks like a title: alone on its line, or in the cell of a line with two ends."""
    before, after = _around(zone, start, end)
    score = 0
    if not before.strip():
        score += TITLE
    elif _SENTENCE.search(before):
        score -= 2
    if not after.strip(" ,;:-–."):
        score += 2
    return score + zone.raw[start:end].isupper()


def _around(zone: Span, start: int, end: int) -> tuple[str, str]:
    """What stands before a stretch and behind it on its line or in its cell."""
    raw = zone.raw
    cell = max(raw.rfind(mark, 0, start) for mark in "\n\t") + 1
    return raw[cell:start], regex.split(r"[\n\t]", raw[end:], maxsplit=1)[0]
