"""A list of présents: its items, the asides beside the names, and the proxies that members hold or leave."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.grammar.facts import Away, Carried, Fact, Holder, Member, Proxy, Unread
from delibparse.grammar.headings import state_of
from delibparse.grammar.item_reading import STARS, given_to, led_by, looks_like_prose, marked, stated, substituted
from delibparse.grammar.list_items import LINK, LINK_WORDS, parted_at_lines, parted_at_misread_marks, rejoined
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.name_lists import Marks
from delibparse.grammar.values.people import Style
from delibparse.grammar.values.presence import ALWAYS, When, when
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import Template

_LINK_FIRST = Template(rf"^\s*{LINK_WORDS}")
"""A link that opens an aside: (procuration à Mario)."""


_HOLDS = Template(
    r"^\s*(?:(?:@{heading_words.being}|@{proxies.holding})\s+){0,4}@{proxies.proxy}\s+(?:de\s|d['’])\s*(?=[\p{L}])"
)
"""An aside that names whom a member stands for: (Procuration de Mme BONNET Céline)."""


def of_present(body: Span, style: Style, marks: Marks) -> Iterator[Fact]:
    """What a list of présents tells, up to where a sentence begins."""
    shared: str | None = None
    items = rejoined(name_lists.split_list(body, marks.template), style)
    for item, aside in (one for whole in items for one in _at_lines(*whole, style)):
        if told := marked("presents", item, style):
            yield from told
            continue
        who, shared = name_lists.member(item, style, shared)
        if who is not None:
            yield from _of_member(who, item, aside, style)
            continue
        told = stated("presents", item, style) or _linked(item, style)
        if told:
            yield from told
            continue
        prose = looks_like_prose(item)
        led = led_by("presents", item, style, prose)
        if led is not None:
            yield led if isinstance(led, Unread) else Member(led)
        if prose:
            return


def _at_lines(item: Span, aside: Span | None, style: Style) -> list[tuple[Span, Span | None]]:
    parts = [part for line in parted_at_lines(item, style) for part in parted_at_misread_marks(line, style)]
    return [*((part, None) for part in parts[:-1]), (parts[-1], aside)]


def _of_member(who: Found[Personne], item: Span, aside: Span | None, style: Style) -> Iterator[Fact]:
    """What a name of a list of présents tells, with what stands in brackets behind it."""
    if aside is None:
        yield Member(who, when(None, item.lexicon))
        return
    told = Span(item.source, item.start, aside.end)
    if given := aside.search(_LINK_FIRST):
        yield given_to(who, aside.sub(given.end(), len(aside)), told, style)
        return
    if (state := state_of(aside.text, item.lexicon)) in ("excuses", "absents"):
        yield Away(state, who)
        return
    there = when(aside.text, item.lexicon)
    if holds := aside.search(_HOLDS):
        mandant = people.person(aside.sub(holds.end(), len(aside)), style)
        if mandant:
            yield Carried(Proxy(mandant, who, told))
    elif link := aside.search(LINK):  # (jusqu'au point 2, pouvoir ensuite à M. Tony GARRIGOU)
        yield from _left_to(who, aside.sub(link.end(), len(aside)), told, there, style)
    if marked := aside.search(STARS):
        yield Holder(len(marked[1]), who)
    if there != ALWAYS:
        who = Found(who.value, Span(item.source, who.span.start, aside.end), who.misread)
    yield Member(who, there, aside)


def _left_to(who: Found[Personne], holder: Span, told: Span, there: When, style: Style) -> Iterator[Proxy]:
    """The proxy of a member who is there for a part of the session: it holds for the rest."""
    proxy = given_to(who, holder, told, style)
    if proxy.mandataire is not None and there.last is not None:
        yield Proxy(who, proxy.mandataire, told, When(first=there.last + 1), aside=told.text)


def _linked(item: Span, style: Style) -> list[Fact]:
    """What an item of a list of présents tells that links two names: a proxy, or the member's substitute, who is there."""
    link = item.search(LINK)
    mandant = people.person(item.sub(0, link.start()), style) if link else None
    if link is None or mandant is None:
        return []
    behind = item.sub(link.end(), len(item))
    if (substitute := substituted(mandant, behind, style)) is not None:
        return [substitute]
    return [given_to(mandant, behind, item, style)]
