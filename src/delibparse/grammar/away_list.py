"""A list of pouvoirs, excusés or absents: the pairs that it links, the columns and rows of pairs, and those whom it names
alone."""

from __future__ import annotations

import regex

from delibparse.grammar.facts import Away, Fact, Mandant, Mandataire, Proxy, Unread
from delibparse.grammar.headings import state_of
from delibparse.grammar.item_reading import (
    NAMES_SOMEONE,
    STARS,
    given_to,
    led_by,
    looks_like_prose,
    stated,
    substituted,
)
from delibparse.grammar.list_items import LINK, one_link_each, parted_at_misread_marks, rejoined_spans
from delibparse.grammar.roll import column_kind
from delibparse.grammar.values import communes, name_lists, people
from delibparse.grammar.values.name_lists import Marks
from delibparse.grammar.values.people import CHAIR, Style
from delibparse.grammar.values.presence import when
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

_GIVEN_BY = Template(
    r"^\s*(?:(?i:l[ea]\s+)?(?i:@{proxies.proxy})\s+(?:de\s|d['’])\s*(?=\p{Lu})|[Dd]e\s+(?=@{CIVILITY}\s))", EXACT
)
"""What an item begins with that names a proxy before its mandant: pouvoir de A à B."""


def of_away(body: Span, kind: str, style: Style, marks: Marks) -> list[Fact]:
    """What a list of pouvoirs, excusés or absents tells, up to where a sentence begins."""
    pairs, body = _rows_of_pairs(body, style) if kind == "pouvoirs" else ([], body)
    holders, body = _column_of_holders(body, style)
    parts = name_lists.outside_brackets(body, marks.template)
    of_lines = marks.name == "lignes" or not regex.search(r"[;,•]", body.raw)
    facts: list[Fact] = [*pairs, *holders]
    shared: str | None = None
    whole = (part for item in rejoined_spans(parts, style) for part in parted_at_misread_marks(item, style))
    for item in (part for one in whole for part in one_link_each(one, style)):
        if before := item.match(_GIVEN_BY):
            item = item.sub(before.end(), len(item))
        link = item.search(LINK)
        if link is None:
            told, shared, named = _unlinked(item, kind, style, shared, of_lines)
            facts += told
            ended = not named and looks_like_prose(item)
        else:
            linked, behind = item.sub(0, link.start()), item.sub(link.end(), len(item))
            others, linked = _before_the_last(linked, item, kind, style)
            if others is not None:
                told, shared, _ = _unlinked(others, kind, style, shared, of_lines)
                facts += told
            mandants = _mandants(linked, style)
            mandant = mandants[0] if mandants else None
            if mandant is None and communes.is_place(linked.raw):
                mandant = _last_away(facts)  # Mme Flore GOUON, de Touvois, qui donne pouvoir à M. Alain PINABEL
                facts = [fact for fact in facts if not (isinstance(fact, Away) and fact.person is mandant)]
            if mandant is not None:
                understood, beyond = _up_to_another(behind, item, style)
                for one in mandants or [mandant]:
                    facts.append(substituted(one, behind, style) or given_to(one, behind, understood, style))
                if beyond is not None:
                    told, shared, _ = _unlinked(beyond, kind, style, shared, of_lines)
                    facts += told
            ended = mandant is None and looks_like_prose(linked)
            if mandant is None and not ended and item.search(NAMES_SOMEONE):
                facts.append(Unread(kind, item))
        if ended:
            return facts + _kept(kind, item, style, prose=True, begun=_last_away(facts) is not None)
    return facts


_BEYOND = Fixed(r"^[\s)\]]*[–—,;-]\s*(?=\S)", regex.V1)


def _up_to_another(behind: Span, item: Span, style: Style) -> tuple[Span, Span | None]:
    """An item up to the name that a mark parts from its holder's, and what begins with that name: the marks by which
    the list is parted may be others."""
    if closed := behind.match(_CLOSED):
        return item.sub(0, behind.start + closed.end() - item.start).strip(), None
    holder = name_lists.leading_person(behind, style)
    chair = behind.match(CHAIR)
    end = holder.span.end - behind.start if holder else chair.end() if chair else None
    if end is None or (mark := behind.sub(end, len(behind)).match(_BEYOND)) is None:
        return item, None
    beyond = behind.sub(end + mark.end(), len(behind))
    if not beyond.match(NAMES_SOMEONE):
        return item, None
    return item.sub(0, beyond.start - item.start).strip(" \n\t–—,;-"), beyond


_CLOSED = Fixed(r"^[^()\[\]\n]{2,80}[)\]][ .;,]*\n(?=\s*\p{Lu})", regex.V1)
"""The end of a pair in brackets, below which another name stands: of another way to part the list."""


_FUNCTION = Fixed(r"(?<=\S)\s{0,3}[(\[][^()\[\]]*[)\]]\s*$", regex.V1)


def _mandants(linked: Span, style: Style) -> list[Found[Personne]]:
    """Who gives a proxy, by the words before its link: one person with a function in brackets perhaps, or two."""
    if aside := linked.search(_FUNCTION):
        linked = linked.sub(0, aside.start())
    who = people.person(linked, style)
    if who is not None:
        return [who]
    parts = [people.person(part, style) for part in linked.split(_TWO)]
    return [one for one in parts if one is not None] if len(parts) == TWO and None not in parts else []


def _before_the_last(linked: Span, item: Span, kind: str, style: Style) -> tuple[Span | None, Span]:
    """Of two names before a link the first, if the link says nothing of it, and the last: "Eve ROY et Luc PETIT (pouvoir
    à Zoé BLANC)", "Eve ROY excusée et Luc PETIT représenté par Zoé BLANC"."""
    joined = list(linked.matches(_TWO))
    if not joined:
        return None, linked
    first, last = linked.sub(0, joined[-1].start()), linked.sub(joined[-1].end(), len(linked))
    behind = linked.source.value[linked.end : item.end].lstrip()
    is_of_last = behind[:1] in ("(", "[") or (kind != "pouvoirs" and not _OF_SEVERAL.search(behind))
    return (first, last) if is_of_last or stated(kind, first, style) else (None, linked)


_OF_SEVERAL = Fixed(r"^\W*(?:ont|donnent|avaient|étaient|sont|[\p{L} ]{0,20}\p{L}ée?s)\b", regex.V1 | regex.I)
"""What is said of both: "Eve ROY et Luc PETIT ont donné pouvoir à"; among those away, "donnant" is of the last."""


_TWO = Fixed(r"\s+(?:et|ET|&)\s+(?=\p{Lu})", regex.V1)


TWO = 2


_CELLS = Fixed(r"\t")


def _rows_of_pairs(body: Span, style: Style) -> tuple[list[Proxy], Span]:
    """The proxies of rows of two cells that a list begins with, below the labels of their columns if any, and what is
    left of it: "Nom | Pouvoir à", "Eve ROY | Luc PETIT"."""
    rows = [(line, line.split(_CELLS)) for line in body.lines()]
    labels = [column_kind(cell) for cell in rows[0][1]] if rows else []
    if len(labels) == 2 and None not in labels:
        rows = rows[1:]
    found: list[Proxy] = []
    rest = body
    for line, cells in rows:
        pair = [people.person(cell, style) for cell in cells] if len(cells) == 2 and line.search(LINK) is None else []
        if len(pair) < 2 or pair[0] is None or (pair[1] is None and cells[1].match(CHAIR) is None):
            break
        mandant, holder = (pair[1], pair[0]) if "received" in labels and pair[1] else (pair[0], pair[1])
        found.append(Proxy(mandant, holder, line, to_chair=holder is None))
        rest = Span(rest.source, line.end, rest.end)
    return found, rest


_HOLDER_ALONE = Template(r"\s*@{proxies.alone}\s+(?=(?:@{CIVILITY}\s*)?\p{Lu})", EXACT)


def _column_of_holders(body: Span, style: Style) -> tuple[list[Mandataire], Span]:
    """The holders that a list begins with, each behind a link that no mandant stands before, and what is left of it:
    "par Eve ROY par Luc PETIT", the second column of the list above."""
    found: list[Mandataire] = []
    rest = body
    while (link := rest.match(_HOLDER_ALONE)) is not None:
        who = name_lists.leading_person(rest.sub(link.end(), len(rest)), style)
        if who is None:
            break
        found.append(Mandataire(who))
        rest = Span(rest.source, who.span.end, rest.end)
    return (found, rest.strip(" .,;")) if len(found) > 1 else ([], body)


def _last_away(facts: list[Fact]) -> Found[Personne] | None:
    return next((fact.person for fact in reversed(facts) if isinstance(fact, Away)), None)


def _unlinked(
    item: Span, kind: str, style: Style, shared: str | None, of_lines: bool
) -> tuple[list[Fact], str | None, bool]:
    """What an item without a proxy tells, the civility that governs those behind it, and whether it is of names."""
    facts: list[Fact] = []
    named = False
    one = len(name_lists.name_runs(item)) == 1
    if one and "\n" in item.raw and (told := stated(kind, item, style)):
        return told, shared, True  # M. Bruno / LESCURE excusé
    whole = one and people.person(item, style) is not None
    for run, aside in [(item, None)] if whole else name_lists.split_list(item, name_lists.separator(item, of_lines)):
        who, shared = name_lists.member(run, style, shared)
        if who is not None:
            facts.append(_away(kind, who, aside))
            named = True
        elif told := stated(kind, run, style):
            facts += told
            named = True
        elif not looks_like_prose(item):
            facts += _kept(kind, run, style, prose=False, begun=True)
    return facts, shared, named


def _away(kind: str, who: Found[Personne], aside: Span | None) -> Fact:
    """What a name without a link tells in a list of those away, with what stands in brackets behind it."""
    if kind == "pouvoirs":
        return Mandant(who)
    if aside is None:
        return Away(kind, who)
    if (state := state_of(aside.text, aside.lexicon)) is not None:
        return Proxy(who, None, who.span) if state == "pouvoirs" else Away(state, who)
    marked = aside.search(STARS)
    return Away(kind, who, len(marked[1]) if marked else 0, when(aside.text, aside.lexicon, away=True))


def _kept(kind: str, item: Span, style: Style, *, prose: bool, begun: bool) -> list[Fact]:
    """What an item that is no name tells by how it begins; a list that has not `begun` does not begin with prose, and
    a list of pouvoirs has no member without one."""
    led = led_by(kind, item, style, prose)
    if led is None or isinstance(led, Unread):
        return [led] if led is not None else []
    return [Away(kind, led)] if kind != "pouvoirs" and begun else []
