"""One list of members, of proxies or of those away: from its words to the facts that its items tell.

A list is read in every way that its marks allow; the way is kept that leaves fewest words of names over and agrees with
the number that the act declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from delibparse.grammar.facts import (
    Away,
    Carried,
    Choice,
    Fact,
    Holder,
    Mandant,
    Mandataire,
    Member,
    Proxy,
    Substitute,
    Unread,
    Way,
)
from delibparse.grammar.headings import STATE_WORD, state_of
from delibparse.grammar.list_items import LINK, LINK_WORDS, one_link_each, rejoined, rejoined_spans
from delibparse.grammar.roll import column_kind
from delibparse.grammar.values import communes, name_lists, people
from delibparse.grammar.values.name_lists import Marks
from delibparse.grammar.values.people import Style
from delibparse.grammar.values.presence import ALWAYS, When, when
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

Declared = Callable[[str], int | None]
"""The number that the act declares of a kind of list, None where it declares none."""

_LINK_FIRST = Template(rf"^\s*{LINK_WORDS}")
"""A link that opens an aside: (procuration à Mario)."""

_HOLDS = Template(
    r"^\s*(?:(?:@{heading_words.being}|@{proxies.holding})\s+){0,4}@{proxies.proxy}\s+(?:de\s|d['’])\s*(?=[\p{L}])"
)
"""An aside that names whom a member stands for: (Procuration de Mme BONNET Céline)."""

_GIVEN_BY = Template(
    r"^\s*(?:(?i:l[ea]\s+)?(?i:@{proxies.proxy})\s+(?:de\s|d['’])\s*(?=\p{Lu})|[Dd]e\s+(?=@{CIVILITY}\s))", EXACT
)
"""What an item begins with that names a proxy before its mandant: pouvoir de A à B."""

_STARS = Template(r"(?:@{proxies.mark})?\s*(\*{1,9})", regex.V1 | regex.I)
"""Marks that pair a mandant with the holder who bears the same: Jean-Pierre (Pr*) … David (Pr*)."""

CHAIR = Template(r"^\s*@{CIVILITY}?\s*(?:(?:le|la)\s+)?(?:député-)?(?P<office>@{names.chair})\s*[.,;)]*\s*$")

_SUBSTITUTE = Template(r"^\s*(?:sa|son|le|la|un|une)?\s*@{names.substitute}\s*[,:]?\s*")
"""Behind a link, who sits in a member's place: "représenté par sa suppléante Mme Eve ROY"."""

_PARTED = rf"\n\n|•|;(?=\s)|\s/\s|{name_lists.COMMA}(?=\s)(?!\s+(?:@{{proxies.behind_comma}}\b|(?:(?:@{{names.rank}}\s+)?@{{names.role}}\s*,?\s*)?{LINK_WORDS}))|\t(?=\s*\p{{Lu}}[^\n\t]*\t)"
_LINE = r"|\n(?!\s*(?:@{proxies.link}|[(\[]))"
_DASH = rf"(?:{name_lists.DASH})(?!\s*[(])"
PROXY_MARKS = (
    Marks("virgules", Template(_PARTED, regex.V1 | regex.I)),
    Marks("tirets", Template(rf"{_PARTED}|{_DASH}", regex.V1 | regex.I)),
    Marks("lignes", Template(rf"{_PARTED}{_LINE}", regex.V1 | regex.I)),
)
"""What parts the items of a list of proxies; the comma of "A, absente, représentée par B" does not."""

LONGEST_NAME = 60
"""Characters behind a link from which they are more than the holder's name, which is looked for at their head."""

DISAGREES = 2
"""Words of names that a way may leave over before one that agrees with the declared number is worse."""


def name_spans(bodies: Sequence[Span]) -> list[Span]:
    """The stretches of some lists in which a name each may stand: what tells how the lists write names."""
    return [part for body in bodies for item in body.split(PROXY_MARKS[0].template) for part in item.split(LINK)]


def read_list(kind: str, body: Span, style: Style, declared: Declared) -> tuple[list[Fact], Choice]:
    """What a list tells, up to where a sentence begins, read in the way that leaves fewest words over."""
    if kind != "presents" and _is_of_another_thing(body, style):
        return [], Choice(kind, (), None)
    body = _above_prose(body)
    ways = [_Reading(marks.name, _facts(kind, body, style, marks)) for marks in _ways(kind, body)]
    if len(ways) == 1:
        return ways[0].facts, Choice(kind, (ways[0].way(body),), None)
    told = declared(kind) if len({one.count(kind) for one in ways}) > 1 else None
    ranked = sorted(ways, key=lambda one: one.left(body) + DISAGREES * (told is not None and one.count(kind) != told))
    return ranked[0].facts, Choice(kind, tuple(one.way(body) for one in ranked), told)


def _above_prose(body: Span) -> Span:
    """A list up to the first paragraph below it that is a sentence and pairs no one: "M. Luc PETIT, ayant obtenu la
    majorité des suffrages, a été désigné"."""
    for paragraph in body.paragraphs()[1:]:
        if _looks_like_prose(paragraph) and not paragraph.search(LINK) and not paragraph.search(STATE_WORD):
            return body.sub(0, paragraph.start - body.start)
    return body


_APART = Fixed(r"^[ \t:]*\n\n", regex.V1)


def _is_of_another_thing(body: Span, style: Style) -> bool:
    """Whether what stands a paragraph below a heading begins with a phrase and no name: the list is empty."""
    if body.match(_APART) is None:
        return False
    paragraphs = body.paragraphs()
    items = name_lists.split_list(paragraphs[0], _FIRST_ITEM) if paragraphs else []
    first = items[0][0] if items else None
    if first is None or not first.match(_PHRASE) or first.search(STATE_WORD) or first.search(LINK):
        return False
    return people.person(first, style) is None and name_lists.leading_person(first, style) is None


_PHRASE = Fixed(r"\p{Lu}\p{Ll}+(?:\s\p{Ll}[\p{Ll}'’]*){2,}", regex.V1)
"""A word with a capital and two without, which no name has: Maison de la jeunesse."""

_FIRST_ITEM = Template(rf"{_PARTED}|{_DASH}|\n", regex.V1 | regex.I)


@dataclass(frozen=True)
class _Reading:
    """What a list tells when it is parted by the marks of a name."""

    name: str
    facts: list[Fact]

    def count(self, kind: str) -> int:
        wanted = {"presents": Member, "pouvoirs": Proxy}.get(kind, Away)
        return sum(isinstance(fact, wanted) for fact in self.facts)

    def left(self, body: Span) -> int:
        """Words with a capital that no fact holds."""
        taken = sorted((span.start, span.end) for fact in self.facts for span in spans_of(fact))
        return sum(not _is_inside(body.start + m.start(), taken) for m in _CAPITALISED.finditer(body.raw))

    def way(self, body: Span) -> Way:
        return Way(self.name, sum(not isinstance(fact, Unread) for fact in self.facts), self.left(body))


_CAPITALISED = Fixed(r"(?<![\p{L}])\p{Lu}[\p{L}'’\-]+", regex.V1)


def _is_inside(place: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in taken)


def spans_of(fact: Fact) -> list[Span]:
    """Where the words of a fact stand that is understood."""
    match fact:
        case Proxy(span=span) | Carried(proxy=Proxy(span=span)):
            return [span]
        case Member(person=person, aside=aside):
            return [person.span, *([aside] if aside else [])]
        case Unread():
            return []
        case _:
            return [fact.person.span]


def _ways(kind: str, body: Span) -> Sequence[Marks]:
    """The ways to part a list that its marks allow, the likeliest first."""
    if kind == "presents":
        return name_lists.ways(body)
    raw = body.raw
    dashes, commas = len(regex.findall(name_lists.DASH, raw, regex.V1)), len(regex.findall(r"[;,]", raw))
    by_commas, by_dashes, by_lines = PROXY_MARKS
    ways = [by_dashes, by_commas] if dashes > commas else [by_commas, *([by_dashes] if dashes else [])]
    if _is_a_pair_a_line(body):
        return [by_lines, *ways]
    return [*ways, by_lines] if "\n" in raw.strip() else ways


def _is_a_pair_a_line(body: Span) -> bool:
    """Whether each line of a list holds one link, with a name before it."""
    lines = [line for line in body.lines() if line]
    return len(lines) > 1 and all(len(links) == 1 and links[0].start() > 2 for links in map(_links, lines))


def _links(line: Span) -> list[regex.Match[str]]:
    return list(line.matches(LINK))


def _facts(kind: str, body: Span, style: Style, marks: Marks) -> list[Fact]:
    return list(_of_members(body, style, marks)) if kind == "presents" else _of_others(body, kind, style, marks)


# ---- Who is there ----------------------------------------------------------------------------------------------------


def _of_members(body: Span, style: Style, marks: Marks) -> Iterator[Fact]:
    """What a list of présents tells, up to where a sentence begins."""
    shared: str | None = None
    for item, aside in rejoined(name_lists.split_list(body, marks.template), style):
        if marked := _marked("presents", item, style):
            yield from marked
            continue
        who, shared = name_lists.member(item, style, shared)
        if who is not None:
            yield from _of_member(who, item, aside, style)
            continue
        told = _stated("presents", item, style) or _linked(item, style)
        if told:
            yield from told
            continue
        prose = _looks_like_prose(item)
        led = _led("presents", item, style, prose)
        if led is not None:
            yield led if isinstance(led, Unread) else Member(led)
        if prose:
            return


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
    if marked := aside.search(_STARS):
        yield Holder(len(marked[1]), who)
    if there != ALWAYS:
        who = Found(who.value, Span(item.source, who.span.start, aside.end), who.misread)
    yield Member(who, there, aside)


def _left_to(who: Found[Personne], holder: Span, told: Span, there: When, style: Style) -> Iterator[Proxy]:
    """The proxy of a member who is there for a part of the session: it holds for the rest."""
    proxy = given_to(who, holder, told, style)
    if proxy.mandataire is not None and there.last is not None:
        yield Proxy(who, proxy.mandataire, told, When(first=there.last + 1), aside=told.text)


def _stated(kind: str, item: Span, style: Style) -> list[Fact]:
    """What an item tells that ends with words of a heading: "Gilbert : absent excusé"; none for another item.

    Among the présents, words of a proxy say that the member holds one: "Aimé SABOURAULT - procuration".
    """
    parted = _state_behind(item)
    if parted is None:
        return []
    named, state = parted
    who = people.person(named, style)
    if who is None:
        return []
    if state == "presents" or (state == "pouvoirs" and kind == "presents"):
        return [Member(who)]
    if state == "absents" and kind == "excuses" and not item.search(_ABSENT):
        state = "excuses"  # excused, and "sans pouvoir"
    return [Proxy(who, None, who.span)] if state == "pouvoirs" else [Away(state, who)]


_ABSENT = Template(r"@{heading_words.absent}|@{heading_words.excused}")

_MARK_BEFORE = Fixed(r"(?<=\p{Ll}|\p{Lu}{2}|[.)])\s*[-–:]\s*$", regex.V1)


def _marked(kind: str, item: Span, style: Style) -> list[Fact]:
    """What an item tells that ends with words of a heading behind a mark, which could be taken for a part of the name:
    "Aimé SABOURAULT-PROCURATION"."""
    hit = item.search(STATE_WORD)
    if hit is None or not _MARK_BEFORE.search(item.raw[: hit.start()]):
        return []
    return _stated(kind, item, style)


_WORD_BEGINS = Fixed(r"(?<=[\s,:(–\-])(?=\p{L})", regex.V1)


def _state_behind(item: Span) -> tuple[Span, str] | None:
    """The name of an item, and the state that the words behind it tell."""
    hit = item.search(STATE_WORD)
    if hit is None or hit.start() == 0:
        return None
    raw = item.raw
    for begins in _WORD_BEGINS.finditer(raw[: hit.end()]):
        if begins.start() > hit.start():
            break
        if raw[: begins.start()].rstrip().endswith("="):
            return None  # Exc. = excusé
        if (state := state_of(raw[begins.start() :], item.lexicon)) is not None:
            return item.sub(0, begins.start()).strip(" ,;:(–-—"), state
    return None


def _linked(item: Span, style: Style) -> list[Fact]:
    """What an item of a list of présents tells that links two names: a proxy, or the member's substitute, who is there."""
    link = item.search(LINK)
    mandant = people.person(item.sub(0, link.start()), style) if link else None
    if link is None or mandant is None:
        return []
    behind = item.sub(link.end(), len(item))
    if (substitute := _substituted(mandant, behind, style)) is not None:
        return [substitute]
    return [given_to(mandant, behind, item, style)]


def _substituted(member: Found[Personne], behind: Span, style: Style) -> Substitute | None:
    """Who sits for a member, by the words behind a link: no proxy, since a substitute votes in their own right."""
    sits = behind.match(_SUBSTITUTE)
    who = name_lists.leading_person(behind.sub(sits.end(), len(behind)), style) if sits else None
    return Substitute(who, member) if who else None


# ---- Who is not ------------------------------------------------------------------------------------------------------


def _of_others(body: Span, kind: str, style: Style, marks: Marks) -> list[Fact]:
    """What a list of pouvoirs, excusés or absents tells, up to where a sentence begins."""
    pairs, body = _rows_of_pairs(body, style) if kind == "pouvoirs" else ([], body)
    holders, body = _column_of_holders(body, style)
    parts = name_lists.outside_brackets(body, marks.template)
    of_lines = marks.name == "lignes" or not regex.search(r"[;,•]", body.raw)
    facts: list[Fact] = [*pairs, *holders]
    shared: str | None = None
    for item in (part for whole in rejoined_spans(parts, style) for part in one_link_each(whole, style)):
        if before := item.match(_GIVEN_BY):
            item = item.sub(before.end(), len(item))
        link = item.search(LINK)
        if link is None:
            told, shared, named = _unlinked(item, kind, style, shared, of_lines)
            facts += told
            ended = not named and _looks_like_prose(item)
        else:
            linked, behind = item.sub(0, link.start()), item.sub(link.end(), len(item))
            mandants = _mandants(linked, style)
            mandant = mandants[0] if mandants else None
            if mandant is None and communes.is_place(linked.raw):
                mandant = _last_away(facts)  # Mme Flore GOUON, de Touvois, qui donne pouvoir à M. Alain PINABEL
                facts = [fact for fact in facts if not (isinstance(fact, Away) and fact.person is mandant)]
            for one in mandants or ([mandant] if mandant else []):
                facts.append(_substituted(one, behind, style) or given_to(one, behind, item, style))
            ended = mandant is None and _looks_like_prose(linked)
            if mandant is None and not ended and item.search(_NAMES_SOMEONE):
                facts.append(Unread(kind, item))
        if ended:
            return facts + _kept(kind, item, style, prose=True, begun=_last_away(facts) is not None)
    return facts


_FUNCTION = Fixed(r"(?<=\S)\s{0,3}[(\[][^()\[\]]*[)\]]\s*$", regex.V1)


def _mandants(linked: Span, style: Style) -> list[Found[Personne]]:
    """Who gives a proxy, by the words before its link: one person with a function in brackets perhaps, or two."""
    if aside := linked.search(_FUNCTION):
        linked = linked.sub(0, aside.start())
    who = people.person(linked, style)
    if who is not None:
        return [who]
    in_bracket = linked.source.value[linked.end : linked.end + IN_BRACKET].lstrip().startswith(("(", "["))
    parts = [] if in_bracket else [people.person(part, style) for part in linked.split(_TWO)]
    return [one for one in parts if one is not None] if len(parts) == TWO and None not in parts else []


_TWO = Fixed(r"\s+(?:et|ET|&)\s+(?=\p{Lu})", regex.V1)
TWO = 2

IN_BRACKET = 3
"""Characters behind a name among which a bracket opens that is of the last name alone."""

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
    whole = people.person(item, style) is not None and len(name_lists.name_runs(item)) == 1
    for run, aside in [(item, None)] if whole else name_lists.split_list(item, name_lists.separator(item, of_lines)):
        who, shared = name_lists.member(run, style, shared)
        if who is not None:
            facts.append(_away(kind, who, aside))
            named = True
        elif stated := _stated(kind, run, style):
            facts += stated
            named = True
        elif not _looks_like_prose(item):
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
    marked = aside.search(_STARS)
    return Away(kind, who, len(marked[1]) if marked else 0, when(aside.text, aside.lexicon, away=True))


def _kept(kind: str, item: Span, style: Style, *, prose: bool, begun: bool) -> list[Fact]:
    """What an item that is no name tells by how it begins; a list that has not `begun` does not begin with prose, and
    a list of pouvoirs has no member without one."""
    led = _led(kind, item, style, prose)
    if led is None or isinstance(led, Unread):
        return [led] if led is not None else []
    return [Away(kind, led)] if kind != "pouvoirs" and begun else []


def given_to(mandant: Found[Personne], behind: Span, whole: Span, style: Style) -> Proxy:
    """The proxy whose holder stands behind its link."""
    bracket = regex.search(r"[()\[\]]", behind.raw)
    holder = behind.sub(0, bracket.start()) if bracket else behind
    aside = behind.sub(bracket.start(), len(behind)).text if bracket else holder.text
    there = when(aside, behind.lexicon)
    if holder.match(CHAIR):
        return Proxy(mandant, None, whole, there, to_chair=True, aside=aside)
    mandataire = people.person(holder, style) if len(name_lists.name_runs(holder)) == 1 else None
    if mandataire is None and (
        holder.lexicon.match(people.CIVILITY, holder.text) or "\n" in holder.raw or len(holder) > LONGEST_NAME
    ):
        mandataire = name_lists.leading_person(holder, style)
    return Proxy(mandant, mandataire, whole, there, aside=aside)


# ---- Items that are no names -----------------------------------------------------------------------------------------


def _led(kind: str, item: Span, style: Style, prose: bool) -> Found[Personne] | Unread | None:
    """Who an item that is no name begins with, if what follows is another thing; what is not understood and names
    someone is kept for a warning."""
    who = _leading_name(item, style)
    if _subject_of_a_sentence(item, style):
        return None
    if who is not None and (prose or item.lexicon.match(_NEXT_THING, item.source.value[who.span.end : item.end])):
        return who
    return Unread(kind, item) if not prose and item.search(_NAMES_SOMEONE) else None


def _leading_name(item: Span, style: Style) -> Found[Personne] | None:
    """The name that an item runs on from, all on one line: "; CHAPPE Fanny 12 - Vente d'un terrain". Not a family name
    alone, which a title may begin with as well."""
    who = name_lists.leading_person(item, style)
    return who if who and who.value.prenom and who.value.nom and len(who.span.text.split()) > 1 else None


def _subject_of_a_sentence(item: Span, style: Style) -> bool:
    """Madame Eve LABORDE a été nommée secrétaire; not "Eve LABORDE jusqu'au point 3"."""
    who = name_lists.leading_person(item, style)
    if who is None:
        return False
    behind = item.source.value[who.span.end : item.end]
    if item.lexicon.match(_VERB_BEHIND, behind):
        return True
    return _SMALL_BEHIND.match(behind) is not None and _looks_like_prose(item) and when(behind, item.lexicon) == ALWAYS


_NEXT_THING = Template(r"^\s*(?:\d|[(\[]|\.?\s*@{sentences.next_thing}\b|\.\s+\p{Lu}\p{Ll}*\s)", EXACT)
"""What may stand behind the last name of a list on one line: a figure, a bracket, the next label, another sentence."""

_NAMES_SOMEONE = Template(
    r"^\s*(?:(?:@{CIVILITY}|@{names.misread_civility})\s+\p{Lu}|"
    r"\p{Lu}\p{Ll}[\p{L}\-]*\s+(?:\p{Lu}\p{Ll}+\s+)?\p{Lu}[\p{Lu}'’\-]{2,}|\p{Lu}[\p{Lu}'’\-]{2,}\s+\p{Lu}\p{Ll}+)",
    EXACT,
)
"""A civility and a capital, a first name and a family name in capitals, or the other way round."""

_SMALL_BEHIND = Fixed(r"[ \n]+(?:[ns]['’])?\p{Ll}{2,}[ \n](?:[ld]['’])?\p{Ll}", regex.V1)
"""Two small words behind a name, the first its verb."""

_VERB_BEHIND = Template(
    r"^[\s,]*(?:,?\s*@{names.chair}\w*,?\s+)?(?:n['’e]\s*)?@{sentences.verb_behind}\b", regex.V1 | regex.I
)


def _looks_like_prose(item: Span) -> bool:
    """Whether a list has ended and a sentence begun: four words in small letters and more."""
    words = item.text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= 6 and small >= 4 and small > len(words) / 2
