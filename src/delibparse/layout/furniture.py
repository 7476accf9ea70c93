"""What is on a page but not of its text: running headers, footers, page numbers, stamps and bands.

Furniture is kept, since it often is the only place that gives the date, the number or the act's identifier; it is
only kept out of the sentences that it interrupts.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import regex

from delibparse.layout.lines import Line
from delibparse.reading.model import Page
from delibparse.wording import Fixed

TOP, BOTTOM = 0.22, 0.86
"""Shares of the page's height that a running header stays above, and a footer below."""

REPEATED_BOTTOM = 0.92
"""A footer that has no page mark stands lower: "Vote : unanimité" may end two pages by chance."""

MOST_HEADER_LINES = 8
SAME_HEIGHT = 0.03

PAGE_MARK = Fixed(
    r"""^\W*(?:
        (?:page|p\.|feuillet|folio)\s*(?:n\s*[°º]\s*)?(?P<n>\d{1,4})(?:\s*(?:/|sur|de)\s*(?P<m>\d{1,4}))?  # page 2/2
      | (?P<n>\d{1,4})\s*/\s*(?P<m>\d{1,4})                                                               # 2/5
      | [-–—]\s*(?P<n>\d{1,4})\s*[-–—]                                                                   # - 3 -
      | (?P<n>\d{1,4})                                                                                   # 3
    )\W*$""",
    regex.V1 | regex.X | regex.I,
)

_DATE = r"(?:\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}|\d{1,2}\s?\p{L}{3,9}\.?\s?\d{4})?"
BAND = Fixed(
    rf"""(?:
        (?:Envoy[ée]+|Re[çc]u|Transmis|T[ée]l[ée]transmis|Acquitt[ée])\s+
            (?:en|[àa]\s+la|par\s+la)\s+(?:sous[\s-]*)?pr[ée]fecture(?:\s+(?:de\s+\p{{L}}[\p{{L}}\s\-]{{0,30}}?)?le)?\s*:?\s*{_DATE}
            # Envoyé en préfecture le 26/01/2023; Acquitté en PREFECTURE le: 10/11/2017
      | (?:Publi[ée]|Affich[ée]|Notifi[ée]|Re[çc]u|Mis\s+en\s+ligne)\s+le\s*:?\s*{_DATE}$   # Publié le 26/01/2023
      | AR\s+(?:de\s+la\s+)?(?:sous-)?Pr[ée]fecture$                                # AR Prefecture
      | Accus[ée]\s+de\s+r[ée]ception\s+(?:en|de\s+la)\s+(?:sous-)?pr[ée]fecture
      | Date\s+de\s+(?:t[ée]l[ée]transmission|r[ée]ception(?:\s+(?:en\s+)?pr[ée]fecture)?)\s*:?\s*{_DATE}
      | (?:ID\s*:\s*)?\d[\dAB]\d\s?-\s?\d{{9}}\s?-\s?\d{{8}}\s?-\s?[\w\s\-.]{{1,40}}?\s?-\s?(?:DE|AR|AI|CC|BF|AU)\b
            # ID : 074-247400567-20230119-2023_05-DE
      | Certifi[ée]e?\s+ex[ée]cutoire\s*:?\s*R[ée]ception.{{0,60}}$
    )""",
    regex.V1 | regex.X | regex.I,
)


HEADING_LINES = 4
"""Lines of an act's heading, one of which OCR may have misread, above the sentence that opens it."""

ACT_OPENS = Fixed(r"^\W*l['’]an\s+(?:deux|mil|20\d\d)", regex.V1 | regex.I)
"""What opens an act and never runs on from page to page."""


def mark(pages: list[Page], lines: dict[int, list[Line]]) -> None:
    """Gives the lines of each page (by page number, in reading order) their roles."""
    for page in pages:
        lines[page.number] = _without_bands(lines[page.number])
    repeated = _repeated(pages, lines)
    within = _within(pages, lines)
    letterhead = _letterhead(pages, lines)
    for page in pages:
        own = [line for line in lines[page.number] if line.role == "body"]
        _mark_header(page, own, repeated, letterhead)
        _mark_footer(page, own, repeated, within)


def _without_bands(lines: list[Line]) -> list[Line]:
    """The lines, those of the préfecture's bands and stamps marked, cut out of a line that they share."""
    result: list[Line] = []
    for line in lines:
        match = BAND.search(line.text)
        if match is None:
            result.append(line)
            continue
        first, last = _word_range(line, match.start(), match.end())
        alone = last - first >= 0.6 * len(line.words) and first == 0
        if alone:
            line.role = "stamp"
            result.append(line)
        elif first in line.gaps or last in line.gaps:
            result += _cut(line, first, last)
        else:
            result.append(line)  # a sentence that speaks of the préfecture
    return result


def _word_range(line: Line, start: int, end: int) -> tuple[int, int]:
    """Indexes of the words of a line that the characters from `start` to `end` of its text belong to."""
    first, last, offset = 0, 0, 0
    for k, word in enumerate(line.words):
        if offset <= start:
            first = k
        if offset < end:
            last = k + 1
        offset += len(word.text) + 1
    return first, last


def _cut(line: Line, first: int, last: int) -> list[Line]:
    parts = [(line.words[:first], line.role), (line.words[first:last], "stamp"), (line.words[last:], line.role)]
    return [Line(line.page, words, line.block, role, is_plain=line.is_plain) for words, role in parts if words]


def _key(line: Line) -> str:
    """A line's text with its figures masked: page numbers differ, the rest of a running header does not."""
    return regex.sub(r"\d+", "#", line.text.casefold())


def _repeated(pages: list[Page], lines: dict[int, list[Line]]) -> set[tuple[str, int]]:
    """(key, height in hundredths of the page) of lines that stand at the same height on more than half of the pages."""
    seen: dict[tuple[str, int], dict[int, Line]] = defaultdict(dict)
    for page in pages:
        for line in lines[page.number]:
            if line.role == "body" and page.height and not TOP < line.middle / page.height < BOTTOM:
                height = round(line.middle / page.height / SAME_HEIGHT)
                for mark in ((_key(line), height), (_key(line), height + 1)):
                    seen[mark].setdefault(page.number, line)
    least = max(2, len(pages) // 2 + 1)  # an act's title heads a page, and another where the agenda announced it
    return {mark for mark, found in seen.items() if len(found) >= least and not _count_acts(found)}


OFTEN_WITHIN = 2
"""Times that a line stands within pages from which it is of their text, and at their foot by chance."""


def _within(pages: list[Page], lines: dict[int, list[Line]]) -> set[str]:
    """The keys of lines that stand within pages time and again, as the lines of votes do."""
    keys = Counter(
        _key(line)
        for page in pages
        for line in lines[page.number]
        if line.role == "body" and page.height and TOP < line.middle / page.height < BOTTOM
    )
    return {key for key, times in keys.items() if times >= OFTEN_WITHIN}


def _count_acts(found: dict[int, Line]) -> bool:
    """Whether a line that comes again, by the pages that it stands on, numbers acts and not pages: each time it bears
    another figure, and that does not go with the page."""
    rows = [(page, [int(figure) for figure in regex.findall(r"\d{1,9}", line.text)]) for page, line in found.items()]
    for column in zip(*(figures for _, figures in rows), strict=True):
        steps = {figure - page for figure, (page, _) in zip(column, rows, strict=True)}
        if len(set(column)) == len(rows) and len(steps) > 1:
            return True
    return False


def _is_repeated(page: Page, line: Line, repeated: set[tuple[str, int]]) -> bool:
    height = round(line.middle / page.height / SAME_HEIGHT)
    return (_key(line), height) in repeated or (_key(line), height + 1) in repeated


LETTERHEAD = 0.4
"""Share of the first page's height that the letterhead and the session's head stand above."""

MOST_RUNNING = 2
"""Lines of a running head; more lines of the letterhead open another act."""

_SESSION_AGAIN = Fixed(
    r"^\W*(?:séance|réunion|conseil|bureau|comité|procès[\s-]verbal|compte[\s-]rendu)(?:\s\p{L}[\p{L}'’]*){0,6}?\sdu\s"
    r"(?:\p{L}{5,8}\s)?(?:\d{1,2}(?:er)?\s\p{L}{3,9}\s\d{4}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})\W*$",
    regex.V1 | regex.I,
)
"""A session with its day, alone on a line: Séance du 24/09/2019."""


def _letterhead(pages: list[Page], lines: dict[int, list[Line]]) -> set[str]:
    """The lines at the head of a file's first page, in small letters; none with a figure, for an agenda there announces
    the numbered title that heads another page."""
    if not pages:
        return set()
    first = pages[0]
    return {
        line.text.casefold()
        for line in lines[first.number]
        if line.middle < LETTERHEAD * first.height and len(line.words) > 1 and not any(map(str.isdigit, line.text))
    }


def _running(top: list[Line], letterhead: set[str]) -> int:
    """How many lines at the top of a page say again, once in the file, whose session it is."""
    depth = 0
    while depth < len(top) and (top[depth].text.casefold() in letterhead or _SESSION_AGAIN.match(top[depth].text)):
        depth += 1
    return depth if depth <= MOST_RUNNING else 0


def _mark_header(page: Page, lines: list[Line], repeated: set[tuple[str, int]], letterhead: set[str]) -> None:
    """The header of a page that continues: what stands above its page mark, what other pages repeat, and what the
    first page's letterhead says.

    A file's first page keeps its title, unless it is marked as the second of something; so does a page marked 1,
    which opens another act of the same file.
    """
    first = page.number == 1
    top = [line for line in lines[:MOST_HEADER_LINES] if line.middle < TOP * page.height]
    depth = 0
    for k, line in enumerate(top):
        match = PAGE_MARK.match(line.text)
        if match and match["n"] == "1" and match["m"]:
            return
        if match and (match["m"] or (match["n"] == str(page.number) and not first)):
            depth = k + 1
    marked = depth
    while not first and depth < len(top) and _is_repeated(page, top[depth], repeated):
        depth += 1
    if not first and not depth:
        depth = _running(top, letterhead)
    if any(ACT_OPENS.search(line.text) for line in lines[marked : depth + HEADING_LINES]):
        depth = marked  # the header of another act of the file, not of a page that continues
    for line in top[:depth]:
        line.role = "header"


def _mark_footer(page: Page, lines: list[Line], repeated: set[tuple[str, int]], within: set[str]) -> None:
    for line in sorted(lines, key=lambda other: -other.middle)[:4]:
        if line.middle < BOTTOM * page.height or line.role != "body":
            return
        low = line.middle > REPEATED_BOTTOM * page.height
        is_foot = low and _is_repeated(page, line, repeated) and _key(line) not in within
        if not (PAGE_MARK.match(line.text) or is_foot):
            return
        line.role = "footer"
