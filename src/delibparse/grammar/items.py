"""Where the acts of a procès-verbal begin: each has a title, most a number; the attendance stands once, above all.

A number alone proves nothing: the agenda lists the same items, and visas cite other acts. What is kept are heads of
one way of writing them under which something is told; under the agenda's there are only other heads. Where items have
no number, they are known by the agenda that announced them, and by the vote that ended the one before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import regex

from delibparse.grammar import titles
from delibparse.grammar.echoes import echoes
from delibparse.layout import Found, Span
from delibparse.model.people import fold
from delibparse.wording import EXACT, Fixed, Searched, Template

LEAST_TOLD = 150
"""Characters under a head from which something is told there."""

LEAST_ITEMS = 2

STEP = 2
"""By how much the number of an item is greater than the one before: one may have been missed."""


_ONE_MISREAD = Fixed(r"(?<=\d\s?[-–]\s?)[Il]$", regex.V1)


@dataclass(frozen=True, slots=True)
class Item:
    """An act of a procès-verbal: the number as printed, the title, and the whole stretch that is the act's. `listed` for a
    row of a list of deliberations."""

    number: Span | None
    title: Span | None
    text: Span
    listed: bool = False

    @property
    def numero(self) -> Found[str] | None:
        """The number as printed; the first item's "I" that OCR made of a 1, mended."""
        if self.number is None:
            return None
        text = self.number.text
        mended = _ONE_MISREAD.sub("1", text)
        return Found(mended, self.number, text if mended != text else None)


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
_NUMBER_IN_TITLE = Fixed(r"\(?[nN]\s?[°º]\s?(?P<number>\d[\d/\-_.]*\d)\)?", regex.V1)

DECIDED = Template(r"(?<![\p{L}])@{items.decided}(?![\p{L}])")
_OWN_CLAUSE = Template("^@{items.own_clause}")
"""What the points of one act's decision begin with."""

_NUMBER_BELOW = Fixed(r"\s+\(?(?P<number>\p{Lu}{1,5}[-_ ]?20\d\d[-_./]\d{1,4})\)?$", regex.V1)


def items(body: Span, after: int = 0) -> list[Item]:
    """The acts of a procès-verbal in its order, [] where the text is not one. `after` is where the attendance ends,
    offset in the body: what is numbered above it is the agenda."""
    stop = cache(lambda: _session_end(body))
    for name, pattern in NUMBERED:
        found = _numbered(body, name, pattern, after, stop)
        if _is_minutes(found):
            return found
    objects = [_Head(m.start(), None, m.end()) for m in body.matches(OBJECT) if m.start() >= after]
    found = [_with_number(item) for item in _told(body, objects, stop)]
    if _is_minutes(found):
        return found
    found = _told(body, [head for head in _announced(body, stop) if head.start >= after], stop)
    if _is_minutes(found):
        return found
    return _told(body, [_Head(*echo) for echo in echoes(body, after)], stop, least=1)


def _numbered(body: Span, name: str, pattern: Searched, after: int, stop: Callable[[], int]) -> list[Item]:
    matches = (match for match in body.matches(pattern) if match.start() >= after)
    heads = [_Head(m.start(), (m.start("number"), m.end("number")), m.end()) for m in matches]
    found = _told(body, heads, stop)
    if name == "point":
        found = [_with_number_below(item) for item in found]
    return _in_sequence(found) if name in IN_SEQUENCE else found


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
    """The items of heads under which something is told; `stop` gives where the session's items are over. What repeats in
    the rows of a table heads nothing."""
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


def _with_number(item: Item) -> Item:
    """An item without a number of its own whose title bears one: OBJET : Adoption du règlement (n°02/2020-01)."""
    match = item.title.search(_NUMBER_IN_TITLE) if item.title else None
    if match is None or item.title is None or not regex.search(r"\D", match["number"]):
        return item
    return Item(item.title.group(match, "number"), item.title, item.text)


def _with_number_below(item: Item) -> Item:
    """A point of the agenda whose title ends in the number of the act: Dossier n°2 : Voirie DCC2023_129."""
    match = item.title.search(_NUMBER_BELOW) if item.title else None
    if match is None or item.title is None:
        return item
    return Item(item.title.group(match, "number"), item.title.sub(0, match.start()), item.text)


def _value(number: str) -> int:
    if number.isdigit():
        return int(number)
    total, last = 0, 0
    for letter in reversed(number):
        value = {"I": 1, "V": 5, "X": 10}[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


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


# ---- Items without numbers ------------------------------------------------------------------------------------------

_AGENDA = Template(r"(?:^|(?<=\n))[•\s]*@{items.agenda}\s*:?\s*(?=\n)")
_FIGURE = r"\d{1,2}\s?[-–/).]?\s*"
_NO_ACT = Template(rf"^\W*(?:{_FIGURE}|[IVX]{{1,5}}\s?[-–/).]\s*)?(?:@{{items.miscellany}}|@{{items.no_act}})")
_ENDS_SESSION = Template(
    rf"(?:^|(?<=\n))[•\s]*(?:{_FIGURE}|[IVX]{{1,5}}\s?[-–/).]?\s*)?@{{items.miscellany}}\s*[:.]?\s*(?=\n|$)"
)
_ADJOURNED = Template(r"(?:^|(?<=\n))[•\s]*@{items.adjourned}")
_VOTE_ENDS = Template(r"(?:^|(?<=\n))[•\s]*@{items.vote_line}\s*(?=\n|$)")
LONGEST_HEADING = 280
LONGEST_LABEL = 60
_CAPITAL_FIRST = Fixed(r"^[^\p{L}\d]{0,2}[\p{Lu}\d]", regex.V1)
LONGEST_AGENDA = 5000
SENTENCE_START = Template(r"^\W*@{SENTENCE}", EXACT)
ALIKE = 0.6
"""Share of an announced title's words that a line holds when it is that item's head."""

LEAST_CUT = 4
"""Words of an announced title from which they are that item's head though a stamp hides the others."""

MOST_SPECKS = 8
"""Letters between a vote and the head below it that are specks and stamps."""


@dataclass(frozen=True, slots=True)
class _Agenda:
    """Where the agenda ends, 0 where there is none, and the words of each of its titles."""

    end: int
    announced: tuple[frozenset[str], ...]


def _session_end(body: Span) -> int:
    """Where the items are over: the last "Questions diverses" that a line is made of, below the agenda and a decision
    (the agenda names it too), or the words that close the session; else the end."""
    decided = body.search(DECIDED)
    if decided is None:
        return len(body)
    first = max(decided.start(), _agenda(body).end, len(body) // 4)
    ends = [match.start() for match in body.matches(_ENDS_SESSION) if match.start() >= first]
    if ends:
        return ends[-1]
    return next((match.start() for match in body.matches(_ADJOURNED) if match.start() >= first), len(body))


def _announced(body: Span, stop: Callable[[], int]) -> list[_Head]:
    """Heads known by the agenda that announced them, by the vote above them, or, on a scan whose heads are underlined,
    by that; never by what looks a sentence."""
    votes = [match.end() for match in body.matches(_VOTE_ENDS)]
    if not votes:
        return []
    agenda = _agenda(body)
    left = list(agenda.announced)
    heads, underlined = [], []
    for start, end in _headings(body):
        if start < agenda.end or start > stop():
            continue
        if _underlined(body.sub(start, end)):
            underlined.append(_Head(start, None, start, end))
        k = bisect_right(votes, start)
        between = body.raw[votes[k - 1] : start] if k else "…" * MOST_SPECKS
        follows_vote = k > 0 and sum(c.isalpha() for c in between) <= MOST_SPECKS
        words = _words(body.raw[start:end])
        known = next((title for title in left if _is_announced(words, title)), None)
        if known is not None:
            left.remove(known)
        if follows_vote or known is not None:
            heads.append(_Head(start, None, start, end))
    if 2 * sum(head in underlined for head in heads) <= len(heads):
        return heads
    more = [head for head in underlined if head not in heads and _opens_sentence(body, head)]
    return sorted(heads + more, key=lambda head: head.start)


def _is_announced(words: set[str], title: frozenset[str]) -> bool:
    shared = len(words & title)
    if shared >= ALIKE * len(title) and len(words) <= 2 * len(title) + 3:
        return True
    return shared >= LEAST_CUT and shared == len(words)


def _underlined(heading: Span) -> bool:
    words = [piece.word for piece in heading.source.pieces_between(heading.start, heading.end)]
    return len(words) >= LEAST_UNDERLINED and sum(word.underlined for word in words) > len(words) / 2


LEAST_UNDERLINED = 2


def _opens_sentence(body: Span, head: _Head) -> bool:
    """Whether what stands below a head is told in sentences: the label of a list is underlined too."""
    assert head.title_end is not None
    return body.sub(head.title_end, len(body)).strip(" :\n").match(SENTENCE_START) is not None


def _headings(body: Span) -> list[tuple[int, int]]:
    """Paragraphs that may be headings, or begin with one: short, no sentence, no heading of the attendance."""
    found = []
    for paragraph in body.paragraphs():
        lines = paragraph.raw.split("\n")
        ends = next((k for k, line in enumerate(lines) if k and body.lexicon.match(SENTENCE_START, line)), len(lines))
        raw = "\n".join(lines[:ends])
        if raw.endswith((".", ";", ",")) or (raw.endswith(":") and len(raw) > LONGEST_LABEL):
            continue
        raw = raw.rstrip(" :")
        if not 5 <= len(raw.strip()) <= LONGEST_HEADING or not _CAPITAL_FIRST.match(raw):
            continue
        if any(body.lexicon.match(pattern, raw) for pattern in (_NO_ACT, SENTENCE_START, DECIDED, _VOTE_ENDS)):
            continue
        start = paragraph.start - body.start
        found.append((start, start + len(raw)))
    return found


def _agenda(body: Span) -> _Agenda:
    match = body.search(_AGENDA)
    if match is None:
        return _Agenda(0, ())
    below = body.sub(match.end(), min(match.end() + LONGEST_AGENDA, len(body)))
    closing = below.search(_ENDS_SESSION)
    end = closing.end() if closing else 0
    if closing is None:
        for paragraph in below.paragraphs():
            if paragraph.match(SENTENCE_START) or paragraph.search(DECIDED) or paragraph.match(_NO_ACT):
                break
            end = paragraph.end - below.start
    titles_: list[str] = []
    for line in below.sub(0, end).lines():
        if titles_ and line.raw.lstrip(" •-")[:1].islower():
            titles_[-1] += " " + line.raw
        else:
            titles_.append(line.raw)
    announced = (frozenset(_words(title)) for title in titles_)
    return _Agenda(match.end() + end, tuple(words for words in announced if len(words) >= 2))


def _words(raw: str) -> set[str]:
    return {fold(word) for word in raw.split() if len(fold(word)) > 2}
