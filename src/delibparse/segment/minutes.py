"""The acts of a procès-verbal, whose attendance stands once, above all of them."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

import regex

from delibparse.grammar import identity, titles
from delibparse.grammar.titles import SENTENCE_ENDS
from delibparse.layout import Span, covering
from delibparse.segment.agenda import Agenda, agenda_of, announced
from delibparse.segment.decisions import DECIDED, FORMULA, RESOLVED, decisions_of
from delibparse.segment.item import Item, with_number, with_number_below
from delibparse.segment.lines import PLAIN, Line, Number, lines_of
from delibparse.segment.parting import Ground, Part, Stretch, parted
from delibparse.segment.told import tells_of_session
from delibparse.segment.ways import OBJECT
from delibparse.wording import EXACT, Fixed, Template

LONGEST_HEADING, LONGEST_NUMBERED = 280, 600
"""Characters of a heading; one that bears a number goes on further before it is a sentence."""

LONGEST_DOTTED = 120
"""Characters of a title that ends in a full stop."""

LEAST_LETTERS = 3

NEAR_TITLE = 3
"""Lines below a heading within which the act's own number may stand."""

OFTEN = 3
"""Times that a line with a number stands in a text from which it heads its pages, not an act: the agenda tells each
act's once more."""

_MARKS = Fixed(r"^[^\p{L}\d(«\"]+(?=[\p{L}\d(«\"])", regex.V1)
"""What a title does not begin with: a bullet, a speck."""

_FIGURE = r"\d{1,2}\s?[-–/).]?\s*"
_NO_ACT = Template(rf"^\W*(?:{_FIGURE}|[IVX]{{1,5}}\s?[-–/).]\s*)?(?:@{{items.miscellany}}|@{{items.no_act}})")
_ADJOURNED = Template(r"^[•\s]*@{items.adjourned}")
_VOTE = Template(r"^[•\s]*@{items.vote_line}\s*$")
_SENTENCE = Template(r"^\W*@{SENTENCE}", EXACT)
_CLAUSE = Template(r"^\W*@{items.clause}")
_PERSON = Template(r"^@{CIVILITY}(?:\s|(?<=\.)\p{Lu})", EXACT)
_NAMES_ON = Template(r"@{CIVILITY}$", EXACT)
"""A line that ends where a name follows: the list of names goes on in the next."""
_AMOUNT = Fixed(r"\d\s?(?:€|euros?\b)", regex.V1)
"""What a row of sums holds, and seldom a title without a number."""


def minutes_items(body: Span, after: int = 0, members: frozenset[str] = frozenset()) -> list[Item]:
    """The acts of a procès-verbal in its order, [] where the text is not one. `after` is where the attendance ends,
    offset in the body: what stands above it heads nothing; nor do the words of the `members`' names."""
    lines = lines_of(body)
    if not lines:
        return []
    agenda = agenda_of(lines)
    ground, whole = _ground(body, lines, agenda, after, members)
    if len(ground.decisions.resolved) < 2:
        return []
    found = parted(ground, whole)
    if len(agenda.titles) == 1 and not _counts_on(ground, found):
        return [_item(ground, Part(agenda.last, whole.end))]
    if len(found) < 2:
        return []
    return [*_approved(lines[whole.first : found[0].head]), *(_item(ground, part) for part in found)]


_MINUTES = Template(r"^\W*(?:\p{L}{1,3}\s)?@{natures.proces_verbal}")


def _approved(above: list[Line]) -> list[Item]:
    """The approval of the minutes of the session before, told above the first act in a paragraph of its own, which is
    its heading and its decision; it has no title."""
    for k, line in enumerate(above):
        if not line.opens or not line.span.match(_MINUTES):
            continue
        goes_on = itertools.takewhile(lambda one: not one.opens, above[k + 1 :])
        whole = covering([line.span, *(one.span for one in goes_on)])
        if whole.search(RESOLVED):
            return [Item(None, None, whole)]
    return []


def _counts_on(ground: Ground, parts: list[Part]) -> bool:
    """Whether parts bear numbers one after the other, whatever the agenda announced."""
    numbers = [number for part in parts if (number := ground.lines[part.head].number) is not None]
    return len({number.values for number in numbers}) > 1


def _ground(
    body: Span, lines: list[Line], agenda: Agenda, after: int, members: frozenset[str]
) -> tuple[Ground, Stretch]:
    """What the ways of heading are judged by, and the lines among which they are looked for: those below the attendance
    and the agenda, to the words that close the session."""
    often = Counter(line.span.text.casefold() for line in lines if line.number is not None)
    heading = [
        (may_head(line) or _is_decided_below(lines, k))
        and (line.number is None or often[line.span.text.casefold()] < OFTEN)
        and not (k and line.number is None and lines[k - 1].span.search(_NAMES_ON))
        for k, line in enumerate(lines)
    ]
    first = max(bisect_left(lines, body.start + after, key=lambda line: line.span.start), agenda.last)
    last = next((k for k in range(first, len(lines)) if lines[k].span.match(_ADJOURNED)), len(lines))
    ends = frozenset(k for k in range(first, last) if _ends_items(lines[k]))
    out = ends | _going_on(lines, first, last) | _delegated(lines, first, last) | _points(lines, first, last)
    able = frozenset(
        k for k in range(first, last) if heading[k] and k not in out and not tells_of_session(lines[k].span, members)
    )
    begin = lines[first].span.start if first < len(lines) else body.end
    end = lines[last].span.start if last < len(lines) else body.end
    decisions = decisions_of(Span(body.source, begin, end), sorted(lines[k].span.start for k in able))
    return Ground(lines, able, announced(lines, able, agenda), decisions, ends), Stretch(first, last, begin, end)


def _going_on(lines: list[Line], first: int, last: int) -> set[int]:
    """The lines with which the title of a numbered line above goes on."""
    found = set()
    for k in range(first, last):
        line = lines[k]
        if line.number is None or not line.look.capitals or not line.title:
            continue
        behind = Span(line.span.source, line.title.start, lines[last - 1].span.end)
        end = titles.whole(behind, line.title).end
        for j in range(k + 1, last):
            if lines[j].span.start >= end:
                break
            found.add(j)
    return found


def _points(lines: list[Line], first: int, last: int) -> set[int]:
    """The numbered points of a decision: those that count on from the line below a formula that is not ended."""
    found = set()
    for k in range(first, last - 1):
        if not lines[k].span.raw.endswith((",", ":")) or lines[k].span.search(FORMULA) is None:
            continue
        for rank, j in enumerate(range(k + 1, last), start=1):
            number = lines[j].number
            if number is None or not number.is_simple or number.values[-1] != rank:
                break
            found.add(j)
    return found


_DELEGATED = Template(r"^\W*@{items.delegated}")


def _delegated(lines: list[Line], first: int, last: int) -> set[int]:
    """The lines that number what was decided by delegation, and is only told: those of the series that opens right
    below a heading that says so, where the text has another for its acts."""
    series = [one.number.series if one.number and one.number.is_own else None for one in lines[first:last]]
    told = {
        series[k + 1]
        for k, line in enumerate(lines[first : last - 1])
        if line.title.match(_DELEGATED) and series[k] is None and series[k + 1] is not None
    }
    if not set(series) - told - {None}:
        return set()
    return {first + k for k, one in enumerate(series) if one in told}


_MISCELLANY = Template(r"^\W*@{items.miscellany}\W*$")


def _ends_items(line: Line) -> bool:
    return line.title.match(_MISCELLANY) is not None


def may_head(line: Line) -> bool:
    """Whether a line may head an act: no sentence, no point of a decision, no vote, no row of a table."""
    title, number = line.title, line.number
    longest = LONGEST_HEADING if number is None or number.is_simple else LONGEST_NUMBERED
    if line.span.is_in_table or len(line.span) > longest:
        return False
    if _is_speck(line):
        return number is not None and not number.is_simple
    if title.raw[0].islower() or any(title.match(one) for one in (_SENTENCE, _VOTE, _PERSON)):
        return False
    if Span(title.source, title.start, title.end + 1).match(_CLAUSE):  # with the space that ends its first word
        return False
    if number is not None and not number.is_simple:
        return True
    if title.match(_NO_ACT):
        return False
    return number is not None or _is_title(line)


def _is_decided_below(lines: list[Line], k: int) -> bool:
    """Whether a line that ends in a full stop is a title all the same: a paragraph of its own, decided in the next:
    Approbation du procès-verbal du 8 juillet. / Le procès-verbal est approuvé à l'unanimité."""
    line = lines[k]
    if not line.opens or not line.span.raw.endswith(".") or len(line.span) > LONGEST_DOTTED or k + 1 == len(lines):
        return False
    bare = replace(line, span=line.span.strip("."), in_sentence=False)
    below = lines[k + 1]
    return below.opens and below.span.search(RESOLVED) is not None and may_head(bare)


def _is_title(line: Line) -> bool:
    """Whether a line without a number may be a title: set apart, no sentence, no sum, no decision."""
    if line.title.match(OBJECT):
        return True
    if line.span.raw.endswith(SENTENCE_ENDS) or (line.look == PLAIN and (line.in_sentence or not line.opens)):
        return False
    return line.title.search(_AMOUNT) is None and line.title.search(DECIDED) is None


def _item(ground: Ground, part: Part) -> Item:
    return item_of(ground, part, _title(ground, part))


def item_of(ground: Ground, part: Part, title: Span | None) -> Item:
    """The act of a part, with the number of its heading, of its theme, or of the line below its title."""
    line = ground.lines[part.head]
    text = Span(line.span.source, line.span.start, part.end)
    number = line.number
    if number is None and part.under is not None:
        number = ground.lines[part.under].number
    if number is None or number.is_simple:
        number = _under_title(ground, part) or number
    item = Item(None if number is None else number.span, title, text)
    if number is not None and number.year is not None:
        return item
    return with_number_below(item if number is not None else with_number(item))


def _under_title(ground: Ground, part: Part) -> Number | None:
    """The act's own number on a line below its title, with nothing else or with the matter."""
    for line in ground.lines[part.head + 1 : part.head + 1 + NEAR_TITLE]:
        if line.span.start >= part.end:
            break
        if line.number is not None and line.number.is_own:
            alone = not any(character.isalpha() for character in line.title.raw)
            return line.number if alone or identity.read_subject(line.title) else None
    return None


def _is_numbered_title(line: Line) -> bool:
    """Whether a line has a number and a title of its own; a lot's number stands in the title above it."""
    number = line.number
    return number is not None and bool(line.title) and not (number.is_simple and number.series[0].islower())


def _is_speck(line: Line) -> bool:
    """Whether a line, its number aside, holds too few letters to be told from specks."""
    return sum(map(str.isalpha, line.title.raw)) < LEAST_LETTERS


def _title(ground: Ground, part: Part) -> Span | None:
    """The title of a heading: its lines that are set alike, or, in the type of prose, what reads as one."""
    line = ground.lines[part.head]
    numbered = (one.span.start for one in ground.lines[part.head + 1 :] if _is_numbered_title(one))
    end = min(part.end, next(numbered, part.end))
    behind = Span(line.span.source, line.title.start, end)
    if _is_speck(line):  # a number alone, or with a speck of a scan
        below = ground.lines[part.head + 1 : part.head + 1 + NEAR_TITLE]
        start = next((one.span.start for one in below if not _is_speck(one)), line.span.end)
        found = titles.title(Span(line.span.source, start, end)) if start < end else None
    else:
        found = titles.title(behind) if line.look == PLAIN else titles.whole(behind, line.title)
    if found is None:
        return None
    lead = found.match(_MARKS)
    found = found.sub(lead.end(), len(found)) if lead else found
    label = found.match(OBJECT)
    return found.sub(label.end(), len(found)) if label else found
