"""Where the acts of a procès-verbal begin in a text whose lines were folded into one: no line shows a title.

A number alone proves nothing: the agenda lists the same items, and visas cite other acts. What is kept are heads of
one way of writing them under which something is told; under the agenda's there are only other heads. Where items have
no number, they are known by the agenda that announced them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from delibparse.grammar import titles
from delibparse.layout import Span
from delibparse.segment.decisions import DECIDED
from delibparse.segment.echoes import echoes
from delibparse.segment.item import Item, with_number, with_number_below
from delibparse.segment.lines import roman_value
from delibparse.wording import Searched, Template

LEAST_TOLD = 150
"""Characters under a head from which something is told there."""

LEAST_ITEMS = 2

STEP = 2
"""By how much the number of an item is greater than the one before: one may have been missed."""


@dataclass(frozen=True, slots=True)
class _Head:
    """Where an item begins, offsets in the body: its start, its number if any, where its title starts, and its end
    where that is known."""

    start: int
    number: tuple[int, int] | None
    title_start: int
    title_end: int | None = None


_START = r"(?:^|(?<=\n)|(?<=\A))[•\s]*"
_INLINE = r"(?:(?<=[.;:)»!?…]\s{1,3})|(?<=\s\d{1,3}\s)|(?<=\p{Ll}\s))"
_CITED = r"(?!\s*@{items.cited})"
_NUMBER = r"(?P<number>(?:\p{Lu}{1,5}[-_ ]?)?\d[\p{L}\d]*(?:\s?[-_./]\s?[\p{L}\d]*\d[\p{L}\d]*)*)"
_TOKEN = (
    r"(?:\p{Lu}{1,5})[-_ ]?20\d\d[-_./]\d{1,3}(?:[-_./]\d{1,4})?|20\d\d[-_/]\d{2,4}(?:[-_/]\d{1,4})?"
    r"|\d{1,2}/\d{1,3}-20\d\d"
)
_TITLE_AHEAD = r"(?=\p{Lu}[\p{L}'’]{1,})"
_CAPITALS_AHEAD = r"(?=(?:\p{Lu}{2,}[\p{Lu}\s'’\-–:,&()\d]{8,}))"

NUMBERED: tuple[tuple[str, Searched], ...] = tuple(
    (name, Template(source, regex.V1 | regex.M))
    for name, source in (
        # 2016.01.28 - 2  DETR : SORTIE DU COLLEGE; 2018.04.09-I
        (
            "dated",
            rf"{_START}(?P<number>(?:19|2[0Oû'])[\dlû]{{1,3}}[.\-/][\dl]\d[.\-/]\d[\dl]\s*[-–]\s*(?:\d{{1,3}}[A-Z]?|[Il])(?!\d))[\s:.–-]*",
        ),
        # Délibération n° 2023-02-10/01 : Décision modificative; DELIBERATION N°5
        (
            "named",
            rf"(?<!\b(?i:@{{items.another}})\s)@{{items.act}}\s*@{{items.number}}\s*:?\s*{_NUMBER}{_CITED}\s*[:\-–.]*\s*",
        ),
        # Dossier n° 2-1 : Approbation du procès-verbal; Point n°3 – VOIRIE; Point 4 de l'ordre du jour : Achat
        (
            "point",
            r"(?<!\b(?i:@{items.another_point})\s)@{items.point}\s*(?:[nN]\s?[°º]|N[oO]\b)?\s*"
            r"(?P<number>\d{1,3}(?:[-.]\d{1,2})?)(?:\sde l['’]ordre du jour)?\s*[:\-–—]\s*(?=[\p{Lu}«\"])",
        ),
        # N° 2023-003 FINANCES – Demande de subvention
        (
            "year",
            rf"(?:{_START}|(?<=[.;:]\s))N\s?[°º]\s*(?P<number>(?:19|20)\d\d\s?[-_./]\s?\d{{1,4}}(?:[-_./]\d+)*)\s*[:\-–]?\s*(?=\p{{Lu}})",
        ),
        # DEL2023-01 Objet; 2022/055 Approbation; D2023-01-003 URBANISME
        (
            "token",
            rf"(?:{_START}|{_INLINE})(?:N\s?[°º]\s*)?(?P<number>{_TOKEN})\s*[:\-–—.]*\s+{_TITLE_AHEAD}",
        ),
        # 3 - Approbation du budget; 3) APPROBATION; 3. Approbation; 1 Subventions; 01. RAPPORT
        ("item", rf"{_START}(?P<number>\d{{1,2}})\s?(?:[-–/)]|\.(?!\d))\s*[-–]?\s*{_TITLE_AHEAD}"),
        ("bare", rf"{_START}(?P<number>\d{{1,2}})\s+{_TITLE_AHEAD}"),
        ("inline", rf"(?<=\s)(?P<number>\d{{1,2}})\s?(?:[-–/)]|\.(?!\d))\s*[-–]?\s*{_CAPITALS_AHEAD}"),
        ("roman", rf"{_START}(?P<number>[IVX]{{1,5}})\s*(?:[-–/).]\s*|\s(?=\p{{Lu}}))[-–]?\s*{_TITLE_AHEAD}"),
    )
)
"""Ways of numbering, in the order of their authority: an act's own number outranks an item's."""

IN_SEQUENCE = frozenset({"item", "bare", "inline", "roman"})
"""Those that count from 1: an enumeration inside an item begins again."""

OBJECT = Template(
    rf"{_START}@{{items.object}}\s*(?:de la délibération)?\s*:\s*|(?<=\s)OBJET\s*:\s*", regex.V1 | regex.M
)

_OWN_CLAUSE = Template("^@{items.own_clause}")
"""What the points of one act's decision begin with."""


def folded_items(body: Span, after: int = 0) -> list[Item]:
    """The acts of a procès-verbal in its order, [] where the text is not one. `after` is where the attendance ends,
    offset in the body: what is numbered above it is the agenda."""
    stop = cache(lambda: _session_end(body))
    for name, pattern in NUMBERED:
        found = _numbered(body, name, pattern, after, stop)
        if _is_minutes(found):
            return found
    objects = [_Head(m.start(), None, m.end()) for m in body.matches(OBJECT) if m.start() >= after]
    found = [with_number(item) for item in _told(body, objects, stop)]
    if _is_minutes(found):
        return found
    return _told(body, [_Head(*echo) for echo in echoes(body, after)], stop, least=1)


def _numbered(body: Span, name: str, pattern: Searched, after: int, stop: Callable[[], int]) -> list[Item]:
    matches = (match for match in body.matches(pattern) if match.start() >= after)
    heads = [_Head(m.start(), (m.start("number"), m.end("number")), m.end()) for m in matches]
    found = _told(body, heads, stop)
    if name == "point":
        found = [with_number_below(item) for item in _behind_the_agenda(found)]
    return _in_sequence(found) if name in IN_SEQUENCE else found


def _behind_the_agenda(found: list[Item]) -> list[Item]:
    """The items behind the place where the last of the numbers that fall begins the count anew."""
    numbers = [int(item.number.text) if item.number and item.number.text.isdigit() else 0 for item in found]
    anew = [k for k in range(1, len(numbers)) if 0 < numbers[k] < numbers[k - 1]]
    return found[anew[-1] :] if anew else found


def _is_minutes(found: list[Item]) -> bool:
    """Whether heads are those of a procès-verbal's items: several, most of them decided, not one act's points."""
    if len(found) < LEAST_ITEMS:
        return False
    decided = sum(_decided(i) for i in found)
    clauses = sum(i.title is None or i.title.match(_OWN_CLAUSE) is not None for i in found)
    return decided >= len(found) / 2 and clauses < len(found) / 2


def _decided(item: Item) -> bool:
    """Whether something is decided below an item's title."""
    below = item.title.end - item.text.start if item.title else 0
    return item.text.sub(below, len(item.text)).search(DECIDED) is not None


def _told(body: Span, heads: list[_Head], stop: Callable[[], int], least: int = LEAST_ITEMS) -> list[Item]:
    """The items of heads under which something is told; `stop` gives where the session's items are over. What repeats
    in the rows of a table heads nothing."""
    heads = [head for head in heads if head.number or not body.sub(head.start, head.start).is_in_table]
    if len(heads) < least:
        return []
    found: list[Item] = []
    heads = [head for head in heads if head.title_start < stop()]
    for k, head in enumerate(heads):
        end = min(heads[k + 1].start if k + 1 < len(heads) else len(body), max(stop(), head.title_start))
        behind = body.raw[head.title_start : end]
        if len(behind) < LEAST_TOLD and not body.lexicon.search(DECIDED, behind):
            continue
        text = body.sub(head.start, end)
        number = body.sub(*head.number) if head.number else None
        previous = found[-1] if found else None
        if previous and number and previous.number and previous.number.text == number.text:  # again, on the next page
            found[-1] = Item(previous.number, previous.title, Span(body.source, previous.text.start, text.end))
            continue
        if head.title_end is not None:
            title: Span | None = body.sub(head.title_start, head.title_end).strip(" \t\n:.–-_•")
        else:
            title = titles.title(body.sub(head.title_start, end))
        found.append(Item(number, title, text))
    return found


def _value(number: str) -> int:
    return int(number) if number.isdigit() else roman_value(number)


def _in_sequence(found: list[Item]) -> list[Item]:
    """The longest run of items whose numbers follow each other; what stands between belongs to the one above."""
    values = [_value(item.number.text) if item.number else 0 for item in found]
    best: list[tuple[int, int | None]] = []  # for each item: length of the best run that ends in it, the item before
    for k, value in enumerate(values):
        length, before = 1, None
        for j in range(k):
            if 0 < value - values[j] <= STEP and best[j][0] >= length:
                length, before = best[j][0] + 1, j
        best.append((length, before))
    if not best:
        return []
    last: int | None = max(range(len(best)), key=lambda k: (best[k][0], k))
    run: list[int] = []
    while last is not None:
        run.insert(0, last)
        last = best[last][1]
    kept = []
    for k, index in enumerate(run):
        end = found[run[k + 1]].text.start if k + 1 < len(run) else found[-1].text.end
        item = found[index]
        kept.append(Item(item.number, item.title, Span(item.text.source, item.text.start, end)))
    return kept


# ---- Where the session ends ----------------------------------------------------------------------------------------

_FIGURE = r"\d{1,2}\s?[-–/).]?\s*"
_ENDS_SESSION = Template(
    rf"(?:^|(?<=\n))[•\s]*(?:{_FIGURE}|[IVX]{{1,5}}\s?[-–/).]?\s*)?@{{items.miscellany}}\s*[:.]?\s*(?=\n|$)"
)
_ADJOURNED = Template(r"(?:^|(?<=\n))[•\s]*@{items.adjourned}")


def _session_end(body: Span) -> int:
    """Where the items are over: the last "Questions diverses" that a line is made of, below a decision (the agenda
    names it too), or the words that close the session; else the end."""
    decided = body.search(DECIDED)
    if decided is None:
        return len(body)
    first = max(decided.start(), len(body) // 4)
    ends = [match.start() for match in body.matches(_ENDS_SESSION) if match.start() >= first]
    if ends:
        return ends[-1]
    return next((match.start() for match in body.matches(_ADJOURNED) if match.start() >= first), len(body))
