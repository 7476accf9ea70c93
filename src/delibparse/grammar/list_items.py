"""The items of a list of people: put together where a line or a hyphen cut a name, parted where one holds two proxies."""

from __future__ import annotations

import regex

from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.layout import Span
from delibparse.wording import Fixed, Template

LINK = Template(r"(?<=[\p{L}.)\]])\s*(?:[-–]\s*)?(?:(?<!\p{L})|(?=[,(:.…]))@{proxies.link}\s*[:.…]*\s*")
"""What stands between the one who gives a proxy and the one who holds it."""


def rejoined(items: list[tuple[Span, Span | None]], style: Style) -> list[tuple[Span, Span | None]]:
    """The items, a family name that a spaced hyphen cut in two put together: Philippe ROUVIER – COROUGE."""
    kept: list[tuple[Span, Span | None]] = []
    lone = _lone_in(([item for item, _ in items]), style)
    for item, aside in items:
        if kept and kept[-1][1] is None and lone and _is_second_half(kept[-1][0], item.strip("-–")):
            kept[-1] = Span(item.source, kept[-1][0].start, item.end), aside
        else:
            kept.append((item, aside))
    return kept


def rejoined_spans(items: list[Span], style: Style) -> list[Span]:
    """`rejoined`, of items that may be proxies: their first names are looked at."""
    kept: list[Span] = []
    lone = _lone_in(items, style)
    for item in items:
        link = item.search(LINK)
        head = item.sub(0, link.start()) if link else item
        if kept and lone and kept[-1].search(LINK) is None and _is_second_half(kept[-1], head.strip("-–")):
            kept[-1] = Span(item.source, kept[-1].start, item.end)
        else:
            kept.append(item)
    return kept


def _lone_in(items: list[Span], style: Style) -> bool:
    """Whether a list gives first names, so that a lone family name in it is half of the one before."""
    whole = sum(len(item.text.split()) > 1 and not item.lexicon.match(people.CIVILITY, item.text) for item in items)
    return not style.initials and whole > 0.6 * len(items)


_HYPHEN_BETWEEN = Fixed(r"^\s*[-–]\s*$", regex.V1)


def _is_second_half(before: Span, item: Span) -> bool:
    tokens, last = item.text.split(), before.text.split()
    between = Span(item.source, before.end, item.start).raw
    return (
        len(tokens) == 1
        and len(last) > 1
        and people.is_capitals(tokens[0])
        and people.is_capitals(last[-1])
        and not people.is_capitals(last[0])
        and _HYPHEN_BETWEEN.match(between) is not None
    )


def one_link_each(item: Span, style: Style) -> list[Span]:
    """An item for each proxy, and for each name between two that is in none: "A à B C à D" is two, when the typography
    parts B from C; "A à B E C à D" three."""
    links = list(item.matches(LINK))
    if not links:
        return [item]
    ends = [*(following.start() for following in links[1:]), len(item)]
    parts, start = [], 0
    for link, end in zip(links, ends, strict=True):
        runs = [run for part in item.sub(link.end(), end).split(_BRACKET_END) for run in name_lists.name_runs(part)]
        is_last = end == len(item)
        if is_last and not all(_is_whole_name(run, style) for run in runs[1:]):
            break  # what follows the holder is a sentence
        if not is_last and len(runs) < 2:
            return [item]
        stop = runs[0].end - item.start if len(runs) > 1 else end
        parts.append(item.sub(start, stop).strip())
        parts += runs[1:] if is_last else runs[1:-1]
        start = end if is_last else runs[-1].start - item.start
    if start < len(item):
        parts.append(item.sub(start, len(item)).strip())
    return parts


def _is_whole_name(run: Span, style: Style) -> bool:
    """Whether a run of words names someone by more than one word."""
    return len(run.text.split()) > 1 and people.person(run, style) is not None


_BRACKET_END = Fixed(r"[)\]]\s*[-–,]?\s*|\s[-–]\s|\s+(?:et|ET)\s+(?=\p{Lu})|\n", regex.V1)
