"""From which item of a session, and until which, a member is there or a proxy holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from delibparse.wording import EXACT, Lexicon, Template

_ITEM = r"@{presence.item}\s*(?:@{presence.number}\s*)?(?:@{presence.to_decide}\s*)?@{ITEM_NUMBER}"

_HOUR = r"(?:\d{1,2}\s?[hH]\s?\d{0,2}\s?,?\s?)?"

_FROM = Template(rf"@{{presence.from}}[^()\d]{{0,25}}?{_HOUR}[^()\d]{{0,25}}?{_ITEM}")
_UNTIL = Template(rf"@{{presence.until}}\s*{_HOUR}(?:@{{presence.to_the_end_of}} )?{_ITEM}")
_BEFORE = Template(rf"(?<![\p{{L}}])@{{presence.leaving}}(?=\s)[^()\d]{{0,25}}?(?<=\s)(?:avant|à)\s{_ITEM}")
_EXCEPT = Template(rf"@{{presence.but}}[^()\d]{{0,25}}?{_ITEM}")

_CLOCK = Template(r"(?<!\d)(?P<h>\d{1,2})\s?(?:[hH]\s?(?P<m>\d{0,2})|:(?P<m>\d{2}))(?!\d)", EXACT)
_CHANGES = Template("@{presence.changes}")
_DIRECTION = Template(r"(?<!\p{L})(?:(?P<coming>@{presence.coming})|(?P<going>@{presence.going}))(?!\p{L})")


@dataclass(frozen=True, slots=True)
class When:
    """The items, by number, for which a member is there, or away; no bound where the text gives none. `apart` are those
    left out, `only` the only ones, where the text names these.

    `clock` tells that the text says so by the hour only, which says nothing of the items. `since` and `until` are the
    bounds as printed: an item's number ("4") or a time ("19:07"), None for none.
    """

    first: int | None = None
    last: int | None = None
    apart: frozenset[int] = field(default_factory=frozenset)
    only: frozenset[int] = field(default_factory=frozenset)
    clock: bool = False
    since: str | None = None
    until: str | None = None

    def covers(self, item: int) -> bool:
        """Return whether the member is there for an item."""
        after = self.first is None or item >= self.first
        within = after and (self.last is None or item <= self.last) and item not in self.apart
        return within and (not self.only or item in self.only)


ALWAYS = When()


_ONLY = Template(rf"@{{presence.for}}\s+{_ITEM}(?P<more>(?:\s*(?:,|et|ou)?\s*(?:@{{presence.number}}\s*)?\d{{1,3}})*)")


def when(aside: str | None, lexicon: Lexicon, away: bool = False) -> When:
    """Return what an aside says of presence, or of absence beside the name of someone `away`.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> when("A PARTIR DE LA QUESTION N°4", lexicon()).first, when("jusqu'au point 6", lexicon()).last
    (4, 6)
    >>> when("arrivée à 19h07", lexicon()).since, when("partie avant le point 6", lexicon()).until
    ('19:07', '5')
    >>> sorted(when("pour les délibérations n°5, n°28 et n°42", lexicon(), away=True).only)
    [5, 28, 42]
    """
    if not aside or not any(c.isdigit() for c in aside):
        return ALWAYS
    if away and (named := lexicon.search(_ONLY, aside)):
        told = [named["number"], *_figures(named["more"])]
        return When(only=frozenset(map(int, told)))
    since, until, before, apart = (lexicon.search(one, aside) for one in (_FROM, _UNTIL, _BEFORE, _EXCEPT))
    first = int(since["number"]) if since else None
    last = int(until["number"]) if until else int(before["number"]) - 1 if before else None
    if first is None and last is None and apart is None:
        return _by_the_clock(aside, lexicon)
    return When(
        first,
        last,
        frozenset({int(apart["number"])} if apart else ()),
        since=None if first is None else str(first),
        until=None if last is None else str(last),
    )


def _figures(text: str) -> list[str]:
    return "".join(c if c.isdecimal() else " " for c in text).split()


def _by_the_clock(aside: str, lexicon: Lexicon) -> When:
    """Return the hours of an aside: each is of the coming or the going that stands before it, else of the coming."""
    hours = lexicon.matches(_CLOCK, aside)
    if not hours or lexicon.search(_CHANGES, aside) is None:
        return ALWAYS
    bounds: dict[str, str] = {}
    read = 0
    for hour in hours:
        told = lexicon.matches(_DIRECTION, aside[read : hour.end()])
        going = told[-1]["going"] is not None if told else "since" in bounds
        bounds.setdefault("until" if going else "since", f"{int(hour['h']):02d}:{int(hour['m'] or 0):02d}")
        read = hour.end()
    return When(clock=True, since=bounds.get("since"), until=bounds.get("until"))


def ordinal(number: str | None, position: int) -> int:
    """Return the number of an item in its session: the last figure of "2016.01.28 - 4", its place where it has none.

    >>> ordinal("2016.01.28 - 4", 7), ordinal("2018.07.06-I", 7), ordinal(None, 7)
    (4, 1, 7)
    """
    text = number or ""
    if text.endswith(("I", "l")) and text[:-1].removesuffix(" ").endswith(("-", "–")):
        return 1  # a 1 that OCR took for a letter
    figures = _figures(text)
    return int(figures[-1][-3:]) if figures else position
