"""One list of members, of proxies or of those away: from its words to the facts that its items tell.

A list is read in every way that its marks allow; the way is kept that leaves fewest words of names over and agrees with
the number that the act declares. Where two ways do so alike, that is kept whose names are known members'.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import regex

from delibparse.grammar.away_list import of_away
from delibparse.grammar.council import UNKNOWN, Council, grouped, nobody, parted
from delibparse.grammar.counts import COUNTS
from delibparse.grammar.facts import Away, Carried, Choice, Fact, Group, Member, Proxy, Unread, Way, named_by
from delibparse.grammar.headings import STATE_WORD
from delibparse.grammar.item_reading import begins_with_someone, looks_like_prose, subject_of_a_sentence
from delibparse.grammar.list_items import LINK, LINK_WORDS
from delibparse.grammar.phrases import is_phrase
from delibparse.grammar.present_list import of_present
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.name_lists import Marks
from delibparse.grammar.values.people import Style
from delibparse.layout import Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

Declared = Callable[[str], int | None]
"""The number that the act declares of a kind of list, None where it declares none."""


_BEHIND_COMMA = rf"(?:@{{proxies.behind_comma}}\b|(?:(?:@{{names.rank}}\s+)?@{{names.role}}\s*,?\s*)?{LINK_WORDS})"
"""What stands behind a comma within an item: a state, a function or a link."""

_PARTED = (
    r"\n\n|•|(?<=\p{L}{3})\.\s+(?=(?-i:@{CIVILITY})\s(?-i:\p{Lu}))|;(?=\s)|\s/\s"
    rf"|{name_lists.COMMA}(?=\s)(?!\s+{_BEHIND_COMMA})"
    r"|\t(?=\s*\p{Lu}[^\n\t]*\t)|(?<=\t[^\n\t]{1,80})\t(?=\s*(?-i:\p{Lu}))"
)


_LINE = r"|\n(?!\s*(?:@{proxies.link}|[(\[]))"


_DASH = rf"(?:{name_lists.DASH})(?!\s*[(])"


PROXY_MARKS = (
    Marks("virgules", Template(_PARTED, regex.V1 | regex.I)),
    Marks("tirets", Template(rf"{_PARTED}|{_DASH}", regex.V1 | regex.I)),
    Marks("lignes", Template(rf"{_PARTED}{_LINE}", regex.V1 | regex.I)),
)
"""What parts the items of a list of proxies; the comma of "A, absente, représentée par B" does not, nor does the white
space between the two cells of a pair."""

_CELLS = r"|\t(?=\s*(?-i:\p{Lu}))"

AWAY_MARKS = tuple(
    Marks(marks.name, Template(marks.template.source + _CELLS, regex.V1 | regex.I)) for marks in PROXY_MARKS
)
"""The same where no proxy is listed: two cells are two members."""


DISAGREES = 2
"""Words of names that a way may leave over before one that agrees with the declared number is worse."""


def name_spans(bodies: Sequence[Span]) -> list[Span]:
    """The stretches of some lists in which a name each may stand: what tells how the lists write names."""
    return [part for body in bodies for item in body.split(PROXY_MARKS[0].template) for part in item.split(LINK)]


def read_list(
    kind: str, body: Span, style: Style, declared: Declared, council: Council = UNKNOWN
) -> tuple[list[Fact], Choice]:
    """What a list tells, up to where a sentence begins, read in the way that leaves fewest words over; of two that leave
    as many, in the one whose names are the `council`'s."""
    counted = body.match(COUNTS)
    if counted is not None:
        body = body.sub(counted.end(), len(body))
    if (kind != "presents" and _is_of_another_thing(body, style)) or (
        counted is not None and not begins_with_someone(body)
    ):
        return [], Choice(kind, (), None)
    body = _above_prose(body, style)
    read = [_Reading(marks.name, _facts(kind, body, style, marks, council)) for marks in _ways(kind, body)]
    ways = {one.name: one.way(body, council.knows) for one in read}
    if len(read) == 1:
        return read[0].facts, Choice(kind, tuple(ways.values()), None)
    told = declared(kind) if len({one.count(kind) for one in read}) > 1 else None
    costs = {one.name: ways[one.name].left + DISAGREES * (not agrees(kind, one.count(kind), told)) for one in read}
    tied = [one for one in read if costs[one.name] == min(costs.values())]
    is_open = len({tuple(one.names()) for one in tied}) > 1
    ranked = sorted(read, key=lambda one: (costs[one.name], -ways[one.name].known if is_open else 0))
    return ranked[0].facts, Choice(kind, tuple(ways[one.name] for one in ranked), told, is_open)


def agrees(kind: str, read: int, declared: int | None) -> bool:
    """Whether so many read are as many as declared; of the présents, the president may be named apart."""
    return declared is None or read == declared or (kind == "presents" and read == declared - 1)


def _above_prose(body: Span, style: Style) -> Span:
    """A list up to the first paragraph below it that is a sentence and pairs no one: "M. Luc PETIT, ayant obtenu la
    majorité des suffrages, a été désigné"; and up to the title of that text. A sentence that begins with someone's name
    may stand in the next line."""
    paragraphs = body.paragraphs()
    for title, paragraph in pairwise(paragraphs):
        if looks_like_prose(paragraph) and not _tells_of_members(paragraph):
            end = title.start if title is not paragraphs[0] and is_phrase(title) else paragraph.start
            body = body.sub(0, end - body.start)
            break
    if (sentence := body.search(_SUBJECT)) and not _tells_of_members(_sentence_at(body, sentence.start())):
        body = body.sub(0, sentence.start())
    for line in body.lines()[1:]:
        if line.raw.count(" ") < LEAST_SPACES or not line.match(people.CIVILITY):
            continue
        if subject_of_a_sentence(line, style) and not _tells_of_members(line):
            return body.sub(0, line.start - body.start)
    return body


LEAST_SPACES = 4
"""White spaces of a line from which it may be a sentence: most lines of a long list are a name."""

_SUBJECT = Template(r"(?<=\p{L}{2}\.\s)@{CIVILITY}\s[^,.;:\n]{2,60},?\s+(?i:@{sentences.verb_behind})\b", EXACT)
"""Someone of whom a sentence tells something, behind a full stop: "Luc PETIT. Mme Eve ROY, ayant obtenu …"."""

_FULL_STOP = Fixed(r"(?<=\p{L}{3})\.", regex.V1)


def _sentence_at(body: Span, start: int) -> Span:
    behind = body.sub(start, len(body))
    stop = behind.search(_FULL_STOP)
    return behind.sub(0, stop.end()) if stop else behind


def _tells_of_members(text: Span) -> bool:
    """Whether a sentence pairs two people, or tells the state of one, as a list does."""
    return text.search(STATE_WORD) is not None or _pairs(text)


def _pairs(paragraph: Span) -> bool:
    """Whether a link of a paragraph has someone behind it: "par M. Luc PETIT", not "par les services"."""
    return any(_is_someone(paragraph.sub(link.end(), len(paragraph))) for link in paragraph.matches(LINK))


def _is_someone(behind: Span) -> bool:
    return behind.raw[:1].isupper() or behind.match(_CIVILITY_OR_CHAIR) is not None


_CIVILITY_OR_CHAIR = Template(r"(?:@{names.civility}|(?:le|la)\s+@{names.chair})")


_APART = Fixed(r"^[ \t:]*\n\n", regex.V1)


def _is_of_another_thing(body: Span, style: Style) -> bool:
    """Whether what stands a paragraph below a heading begins with a phrase and no name, or is the title of a text: the
    list is empty."""
    if body.match(_APART) is None:
        return False
    paragraphs = body.paragraphs()
    if len(paragraphs) > 1 and is_phrase(paragraphs[0]) and looks_like_prose(paragraphs[1]):
        return True
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
        """Words with a capital that no fact holds, and names run together over a line's end."""
        spans = [span for fact in self.facts for span in spans_of(fact)]
        taken = sorted((span.start, span.end) for span in spans)
        reached = list(accumulate((end for _, end in taken), max))
        left = sum(not _is_inside(body.start + m.start(), taken, reached) for m in _CAPITALISED.finditer(body.raw))
        return left + sum(_run_together(name) for fact in self.facts for name in _names_of(fact))

    def names(self) -> list[str]:
        """The names as they are cut."""
        return [name.text for fact in self.facts for name in _names_of(fact)]

    def known(self, known: Callable[[Personne], bool]) -> int:
        return sum(known(found.value) for fact in self.facts for found in named_by(fact))

    def way(self, body: Span, known: Callable[[Personne], bool] = nobody) -> Way:
        read = sum(not isinstance(fact, (Unread, Group)) for fact in self.facts)
        return Way(self.name, read, self.left(body), self.known(known))


_CAPITALISED = Fixed(r"(?<![\p{L}])\p{Lu}[\p{L}'’\-]+", regex.V1)


def _is_inside(place: int, taken: Sequence[tuple[int, int]], reached: Sequence[int]) -> bool:
    """Whether a place is in one of the stretches, which are in order; `reached` is how far each and those before go."""
    k = bisect_right(taken, place, key=_start) - 1
    return k >= 0 and place < reached[k]


def _start(stretch: tuple[int, int]) -> int:
    return stretch[0]


def spans_of(fact: Fact) -> list[Span]:
    """Where the words of a fact stand that is understood."""
    match fact:
        case Proxy(span=span) | Carried(proxy=Proxy(span=span)):
            return [span]
        case Member(person=person, aside=aside):
            return [person.span, *([aside] if aside else [])]
        case Unread():
            return []
        case Group(place=place):
            return [place]
        case _:
            return [fact.person.span]


def _names_of(fact: Fact) -> list[Span]:
    """Where the names of a fact stand."""
    return [found.span for found in named_by(fact)]


def _run_together(name: Span) -> int:
    """How many lines' ends a name has at which two whole names meet: one who has a first name ends, another begins."""
    lines = name.lines()
    if len(lines) < 2:
        return 0
    whole = [(who := people.person(line)) is not None and who.value.prenom is not None for line in lines]
    return sum(one and other for one, other in pairwise(whole))


def _ways(kind: str, body: Span) -> Sequence[Marks]:
    """The ways to part a list that its marks allow, the likeliest first."""
    if kind == "presents":
        return name_lists.ways(body)
    raw = body.raw
    dashes, commas = len(regex.findall(name_lists.DASH, raw, regex.V1)), len(regex.findall(r"[;,]", raw))
    holds_pairs = kind == "pouvoirs" or body.search(LINK) is not None
    by_commas, by_dashes, by_lines = PROXY_MARKS if holds_pairs else AWAY_MARKS
    ways = [by_dashes, by_commas] if dashes > commas else [by_commas, *([by_dashes] if dashes else [])]
    if _is_a_pair_a_line(body):
        return [by_lines, *ways]
    return [*ways, by_lines] if "\n" in raw.strip() else ways


def _is_a_pair_a_line(body: Span) -> bool:
    """Whether each line of a list holds one link, with a name before it and a holder behind it."""
    lines = [line for line in body.lines() if line]
    return len(lines) > 1 and all(_is_a_pair(line, _links(line)) for line in lines)


def _is_a_pair(line: Span, links: list[regex.Match[str]]) -> bool:
    if len(links) != 1 or links[0].start() <= LEAST_NAME:
        return False
    behind = line.sub(links[0].end(), len(line))
    return name_lists.leading_person(behind) is not None or behind.match(people.CHAIR) is not None


LEAST_NAME = 2


def _links(line: Span) -> list[regex.Match[str]]:
    return list(line.matches(LINK))


def _facts(kind: str, body: Span, style: Style, marks: Marks, council: Council) -> list[Fact]:
    """What a list tells when it is parted by some marks, each of its groups by itself."""
    stretches, groups = parted(body, council)
    read = [fact for stretch in stretches for fact in _facts_of(kind, stretch, style, marks)]
    return [*groups, *grouped(read, council)]


def _facts_of(kind: str, body: Span, style: Style, marks: Marks) -> Iterable[Fact]:
    return of_present(body, style, marks) if kind == "presents" else of_away(body, kind, style, marks)
