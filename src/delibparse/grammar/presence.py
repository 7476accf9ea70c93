"""From which item of a session, and until which, a member is there or a proxy holds."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from delibparse.grammar.vocabulary import FLAGS, phrase

_ITEM = phrase(
    r"(?:la |le |l'|du |de la |de l'|au |aux |les |des )*(?:question|point|délibération|dossier|affaire|rapport|item|sujet)s?\s*(?:n\s?[°ºo]s?\s*|numéro\s*)?(?:à délibérer\s*)?(?P<number>\d{1,3})(?!\s?[hH:]\d)"
)
_FROM = regex.compile(
    phrase(r"(?:à partir|à compter|dès|arriv\p{L}+|présente?s?\s+(?:à partir|depuis|dès))[^()\d]{0,25}?") + _ITEM, FLAGS
)
_UNTIL = regex.compile(phrase(r"jusqu\s?['’e]?\s?(?:à|a|au|aux|en)?\s*(?:la fin\s+)?") + _ITEM, FLAGS)
_BEFORE = regex.compile(
    phrase(
        r"(?<![\p{L}])(?:partie?s?|part|partent|quitt\p{L}+|sort\p{L}*|départ)(?=\s)[^()\d]{0,25}?(?<=\s)(?:avant|à)\s"
    )
    + _ITEM,
    FLAGS,
)
_EXCEPT = regex.compile(
    phrase(r"(?:sauf|excepté|hormis|absente?\s+(?:pour|à)|ne prend pas part)[^()\d]{0,25}?") + _ITEM, FLAGS
)
_CLOCK = regex.compile(r"(?<!\d)\d{1,2}\s?(?:[hH]\s?\d{0,2}|:\d{2})(?!\d)", regex.V1)
_CHANGES = regex.compile(
    phrase(
        r"à partir|jusqu|arriv|part(?:i|ie|is|ent|ant|e)\b|quitt|départ|présente? (?:de|à|dès)|(?:de|à) \d{1,2}\s?h"
    ),
    FLAGS,
)


@dataclass(frozen=True, slots=True)
class When:
    """The items, by number, for which a member is there; no bound where the text gives none. `clock` where the text
    says so by the hour only, which says nothing of the items."""

    first: int | None = None
    last: int | None = None
    apart: frozenset[int] = field(default_factory=frozenset)
    clock: bool = False

    def covers(self, item: int) -> bool:
        after = self.first is None or item >= self.first
        return after and (self.last is None or item <= self.last) and item not in self.apart


ALWAYS = When()


def when(aside: str | None) -> When:
    """What an aside says of presence.

    >>> when("A PARTIR DE LA QUESTION N°4").first, when("jusqu'au point 6").last, when("arrivée à 19h07").clock
    (4, 6, True)
    """
    if not aside or not any(c.isdigit() for c in aside):
        return ALWAYS
    since, until, before = _FROM.search(aside), _UNTIL.search(aside), _BEFORE.search(aside)
    apart = _EXCEPT.search(aside)
    last = int(until["number"]) if until else int(before["number"]) - 1 if before else None
    clock = not (since or until or before or apart) and _CHANGES.search(aside) and _CLOCK.search(aside)
    return When(
        int(since["number"]) if since else None,
        last,
        frozenset({int(apart["number"])} if apart else ()),
        bool(clock),
    )


_ONE_MISREAD = regex.compile(r"(?<=[-–]\s?)[Il]$", regex.V1)
_LAST_NUMBER = regex.compile(r"\d{1,3}(?!.*\d)", regex.V1)


def ordinal(number: str | None, position: int) -> int:
    """The number of an item in its session: the last figure of "2016.01.28 - 4", its place where it has none."""
    if _ONE_MISREAD.search(number or ""):
        return 1
    match = _LAST_NUMBER.search(number or "")
    return int(match[0]) if match else position
