"""The items of a list of people: put together where a line or a hyphen cut a name, parted where one holds two proxies."""

from __future__ import annotations

import regex

from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.similarity import first_names
from delibparse.wording import EXACT, Fixed, Template

_STATE = "@{heading_words.absent}|@{heading_words.excused}"
_BEFORE_LINK = (
    f"{_STATE}|@{{heading_words.giving}}|@{{heading_words.being}}|@{{proxies.between}}|@{{heading_words.proxy}}"
)
_LINKING = "@{heading_words.proxy}|@{proxies.misread}|@{heading_words.represented}"
_BEHIND = "@{heading_words.giving}|@{heading_words.being}|@{proxies.behind}"
LINK_WORDS = (
    rf"(?:[,(:]?[ \n]?(?:(?:{_BEFORE_LINK}),?[ \n]{{1,4}}){{0,7}}?"
    rf"(?:@{{proxies.holder}}(?=[ \n:])|(?:{_LINKING})(?:[ \n]{{1,4}}(?:{_BEHIND})){{0,3}}[ \n]{{0,4}}:?[ \n]{{0,4}}@{{proxies.to}}"
    r"(?!\s+(?:pour\s+)?@{proxies.holder}))|@{proxies.link})\s*[:.…]*\s*"
)
"""A link by its words, in any order: of a proxy, of one who represents or holds it, with who gives it and to whom; or
one that has none of these words."""

LINK = Template(rf"(?<=[\p{{L}}.)\]])\s*(?:[-–]\s*)?(?:(?<!\p{{L}})|(?=[,(:.…→])){LINK_WORDS}")
"""What stands between the one who gives a proxy and the one who holds it."""


def rejoined(items: list[tuple[Span, Span | None]], style: Style) -> list[tuple[Span, Span | None]]:
    """The items, a family name that a spaced hyphen cut in two put together: Philippe ROUVIER – COROUGE."""
    kept: list[tuple[Span, Span | None]] = []
    tears = _Tears([item for item, _ in items], style)
    for item, aside in items:
        if kept and kept[-1][1] is None and tears.between(kept[-1][0], item):
            kept[-1] = Span(item.source, kept[-1][0].start, item.end), aside
        else:
            kept.append((item, aside))
    return kept


def parted_at_lines(item: Span, style: Style) -> list[Span]:
    """An item, or each of its lines where they are people, first name and family name: the label of the first is no
    separator. "Président : PETIT L. / ROY E. - BLANC Z."."""
    lines = item.lines()
    if len(lines) > 1 and all(_gives_both(people.person(line, style)) for line in lines):
        return lines
    return [item]


def parted_at_misread_marks(item: Span, style: Style) -> list[Span]:
    """On a recognised page an item, or the people and pairs that it holds, where each is whole and nothing but a mark
    that no name has, or none at all, stands between them: OCR takes ; for :, a comma for a full stop, and loses it
    behind initials. "Eve ROY : Luc PETIT", "ROY E. PETIT L."."""
    if not item.is_ocr:
        return [item]
    if item.match(_NAMES_AND_INITIALS):
        return [item.group(match).strip(" ,;") for match in item.matches(_NAME_AND_INITIALS)]
    parts, last = [], 0
    for mark in item.matches(_MISREAD_MARK):
        part, rest = item.sub(last, mark.start()), item.sub(mark.end(), len(item))
        if _is_whole(part, style) and _begins_whole(rest, style):
            parts.append(part.strip())
            last = mark.end()
    return [*parts, item.sub(last, len(item)).strip()] if parts else [item]


_FAMILY = r"(?:@{PARTICLES}\p{Lu}[\p{Lu}'’-]+\s+){1,4}"
_NAME_AND_INITIALS = Template(rf"{_FAMILY}(?:\p{{Lu}}\p{{Ll}}?\.-?){{1,3}}[\s,;]*|{_FAMILY}\p{{Lu}}[\s,;]*$", EXACT)
_NAMES_AND_INITIALS = Template(
    rf"^\s*(?:{_FAMILY}(?:\p{{Lu}}\p{{Ll}}?\.-?){{1,3}}[\s,;]*)+{_FAMILY}(?:(?:\p{{Lu}}\p{{Ll}}?\.-?){{1,3}}|\p{{Lu}})[\s,;.]*$",
    EXACT,
)

_MISREAD_MARK = Fixed(r"(?<=\p{L}{2})\s*[:.+*°=~_]{1,2}\s+(?=\p{Lu})", regex.V1)


def _is_whole(part: Span, style: Style) -> bool:
    """Whether a stretch is someone with both names, or a pair of such, or one who leaves a proxy to the chair."""
    link = part.search(LINK)
    if link is None:
        return _gives_both(people.person(part, style))
    holder = part.sub(link.end(), len(part))
    held = holder.match(people.CHAIR) is not None or _gives_both(people.person(holder, style))
    return held and _gives_both(people.person(part.sub(0, link.start()), style))


def _begins_whole(rest: Span, style: Style) -> bool:
    """Whether a stretch begins with someone with both names, before the next mark or the link of a pair."""
    ends = [match.start() for match in (rest.search(_MISREAD_MARK), rest.search(LINK)) if match is not None]
    return _gives_both(people.person(rest.sub(0, min(ends, default=len(rest))), style))


def rejoined_spans(items: list[Span], style: Style) -> list[Span]:
    """`rejoined`, of items that may be proxies: their first names are looked at."""
    kept: list[Span] = []
    tears = _Tears(items, style)
    for item in items:
        link = item.search(LINK)
        head = item.sub(0, link.start()) if link else item
        if kept and tears.between(kept[-1], head) and kept[-1].search(LINK) is None:
            kept[-1] = Span(item.source, kept[-1].start, item.end)
        else:
            kept.append(item)
    return kept


class _Tears:
    """Where a hyphen or a line's end cut a name of a list in two."""

    def __init__(self, items: list[Span], style: Style) -> None:
        self.style = style
        several = [item for item in items if len(item.text.split()) > 1]
        bare = sum(not item.lexicon.match(people.CIVILITY, item.text) for item in several)
        self.by_hyphen = not style.initials and 0 < len(items) * MOST_NAMED < bare
        self.by_line = len(items) * MOST_NAMED < len(several)

    def between(self, before: Span, item: Span) -> bool:
        """Whether two items are one name."""
        if self.by_hyphen and _is_second_half(before, item.strip("-–")):
            return True
        return (self.by_line or _is_given_name(before)) and _is_torn(before, item, self.style)


MOST_NAMED = 0.6
"""Share of a list's items that give more than a family name, from which one that does not is half of another."""


def _is_torn(before: Span, item: Span, style: Style) -> bool:
    """Whether nothing but a line's end parts two items of which neither gives both names, and both do: Rose / VOISIN."""
    between = Span(item.source, before.end, item.start).raw
    if between.strip() or "\n" not in between:
        return False
    if before.lexicon.fullmatch(_CIVILITY_ALONE, before.text) or before.lexicon.fullmatch(_PARTICLE_ALONE, before.text):
        return True
    if _ends_in_particle(before) and not item.lexicon.match(people.CIVILITY, item.text):
        return not _gives_both(people.person(item, style))
    if len(before.text.split()) + len(item.text.split()) > MOST_HALVES:
        return False
    if item.lexicon.match(people.CIVILITY, item.text):
        return False
    halves = [people.person(one, style) for one in (before, item)]
    whole = people.person(Span(item.source, before.start, item.end), style)
    return _gives_both(whole) and not any(map(_gives_both, halves)) and _differ(before, item)


def _is_given_name(before: Span) -> bool:
    """Whether an item is a civility and a first name or initials, which is no whole name: Mme Adeline, Mme M."""
    name = _without_civility(before)
    return name != before.text and first_names.is_known(name) and not people.is_capitals(name)


def _without_civility(before: Span) -> str:
    return before.text[people.civility_end(before.text, before.lexicon) :]


def _gives_both(who: Found[Personne] | None) -> bool:
    return who is not None and bool(who.value.prenom and who.value.nom)


def _ends_in_particle(before: Span) -> bool:
    """Whether a first name and a particle stand at the line's end, the family name beyond it: Julien LE / GLOU. Alone
    they may be a whole name, for LE is a family name too: what stands beyond must not be one."""
    first, _, rest = _without_civility(before).partition(" ")
    return bool(rest) and not people.is_capitals(first) and bool(before.lexicon.fullmatch(_PARTICLE_ALONE, rest))


def _differ(before: Span, item: Span) -> bool:
    """Whether the words at either side of the cut are a first name and a family name: one is in capitals, or one is a
    first name in France."""
    halves = before.text.split()[-1], item.text.split()[0]
    return any(test(halves[0]) != test(halves[1]) for test in (people.is_capitals, first_names.is_known))


_CIVILITY_ALONE = Template(r"(?:@{CIVILITY}|@{CIVILITIES}|M)\.?", EXACT)

_PARTICLE_ALONE = Template(r"(?i:@{PARTICLE})(?:\s+(?i:@{PARTICLE}))?", EXACT)
"""DU / PLESSIS, P."""

MOST_HALVES = 5
"""Words of a name that a line's end cut."""

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
        parted = item.sub(link.end(), end).split(_BRACKET_END)
        runs = _with_family_name([run for part in parted for run in name_lists.name_runs(part)])
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


def _with_family_name(runs: list[Span]) -> list[Span]:
    """The names behind a link, the first put together where a line's end parts a first name from its family name."""
    if len(runs) < 2 or not _is_given_name(runs[0]) or people.civility_end(runs[1].text, runs[1].lexicon):
        return runs
    return [Span(runs[0].source, runs[0].start, runs[1].end), *runs[2:]]


def _is_whole_name(run: Span, style: Style) -> bool:
    """Whether a run of words names someone by more than one word."""
    return len(run.text.split()) > 1 and people.person(run, style) is not None


_BRACKET_END = Template(r"[)\]]\s*[-–,]?\s*|\s[-–]\s|\s+(?:et|ET)\s+(?=\p{Lu})|(?<!@{CIVILITY}\.?)\n", EXACT)
