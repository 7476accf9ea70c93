"""What may head an act in a text whose lines were folded into one: numbers of any style, labels, what was announced.

A number alone proves nothing: visas cite acts, sums and pages are numbered. Where no line shows what stands apart, a
number may head an act at a line's start, behind a sentence, before capitals, or where it is named or an act's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

import regex

from delibparse.grammar import titles
from delibparse.layout import Span
from delibparse.segment.decisions import RESOLVED
from delibparse.segment.echoes import echoes
from delibparse.segment.lines import LAST_YEAR, LEAST_YEAR, Number, number_of
from delibparse.wording import EXACT, Fixed, Template

LONGEST_LABEL = 40
"""Characters in front of a figure among which the words of its label stand."""

LONGEST_HEAD = 520
"""Characters of a heading with its number."""

HIGHEST_RANK = 199
"""A number without a year or a label above which it is a sum."""

OFTEN = 3
"""Times that an act's own number stands in a text from which it heads the pages of one act."""

NEAR = 600
"""Characters from the words that speak of decisions by delegation to the first that is told."""

FURTHER = 40
"""Characters by which a title goes on behind the words that the agenda announced."""

LEAST_TITLE = 12
"""Characters of a title in front of the outcome that ends it."""

LEADS = " \t\n:.–-_•|"
"""What a title neither begins nor ends with."""

BULLETS = " \t\xa0•–-\uf0b7\uf0a7➢>"

Place = Literal["line", "outcome", "sentence", "inline"]
"""What stands in front of a heading: nothing in its line, the outcome of the act above, the end of a sentence, other
words."""


class Head(NamedTuple):
    """What may head an act: where it starts, its number if any, and its title; whether the agenda announced it."""

    start: int
    number: Number | None
    title: Span
    is_announced: bool = False


class _Text(NamedTuple):
    """A body, and where the words that decide end in it, as offsets."""

    body: Span
    outcomes: frozenset[int]

    def place(self, start: int) -> Place:
        """What stands in front of an offset."""
        raw = self.body.raw
        lead = raw[max(0, start - LONGEST_LABEL) : start].rstrip(BULLETS)
        if lead.endswith("\n") or (start < LONGEST_LABEL and not lead):
            return "line"
        if start - len(raw[max(0, start - LONGEST_LABEL) : start]) + len(lead) in self.outcomes:
            return "outcome"
        return "sentence" if _SENTENCE_END.search(lead) else "inline"


class _Numbered(NamedTuple):
    """A number that may head an act: where its heading starts, and where its title does."""

    start: int
    number: Number
    title_start: int


def heads_of(body: Span, after: int) -> list[Head]:
    """What may head an act from an offset in the body on, in the order of the text; not what is told of decisions by
    delegation."""
    text = _Text(body, frozenset(match.end() for match in body.matches(RESOLVED)))
    found = {head.start: head for head in (*_bare(text), *_labelled(body), *_numbered(text))}
    for head in _announced(body, after, list(found.values())):
        found[head.start] = head
    heads = [found[start] for start in sorted(found) if start >= body.start + after]
    told = _delegated(body, heads)
    return [head for head in heads if head.start not in told]


# ---- Announced by the agenda ----


def _announced(body: Span, after: int, known: list[Head]) -> Iterator[Head]:
    """The heads that the agenda announced, with the numbers of those that are known already."""
    for echo in echoes(body, after):
        title = body.sub(echo.title_start, echo.title_end).strip(LEADS)
        own = next((head for head in known if head.start <= title.start <= head.title.start), None)
        if own is not None:
            longer = title.end <= own.title.end <= title.end + FURTHER
            yield own._replace(title=own.title if longer else title, is_announced=True)
        elif echo.number is not None:
            start = body.start + echo.number[0]
            ahead = number_of(Span(body.source, start, title.end))
            yield Head(start, ahead[0] if ahead is not None else None, title, is_announced=True)
        else:
            yield Head(body.start + echo.start, None, title, is_announced=True)


# ---- Labelled ----

_LABEL = Template(
    r"(?:^|(?<=\n))[•\s]*(?P<label>@{items.object}\s*(?:de la délibération)?\s*:)|(?<=\s)(?P<label>OBJET\s*:)",
    regex.V1 | regex.M,
)


def _labelled(body: Span) -> Iterator[Head]:
    for match in body.matches(_LABEL):
        title = titles.title(body.sub(match.end(), min(len(body), match.end() + LONGEST_HEAD)))
        if title is not None:
            start = body.start + match.start("label")
            yield Head(start, None, Span(body.source, start, title.end))


# ---- Bare ----

_BEHIND = Fixed(r"[\s•.–-]*(?:[^\s\p{L}]\S{0,2}\s+)?(?=\p{Lu}\p{L}*['’\s])", regex.V1)
"""What stands between an outcome and the title of the next act; a number that OCR made a sign of: [5 for 15."""


def _bare(text: _Text) -> Iterator[Head]:
    """Titles right behind an outcome whose number was lost; each ends where something is told below it."""
    body = text.body
    for end in sorted(text.outcomes):
        gap = _BEHIND.match(body.raw, end)
        if gap is None or any(gap.end() <= other <= gap.end() + LEAST_TITLE for other in text.outcomes):
            continue
        behind = body.sub(gap.end(), min(len(body), gap.end() + LONGEST_HEAD))
        title = titles.title(behind)
        if title is not None and title.end < behind.end and len(title) >= LEAST_TITLE:
            yield Head(title.start, None, title)


# ---- Numbered ----

_FIGURE = Fixed(
    r"""(?<![^\s•(«]) (?:[nN]\s?[°ºo]\.?\s?|\#)?
        (?: (?:\p{Lu}{1,6}[-_–]?|\p{Lu}{1,4}\s?[-_–]\s?)?\d | [IVXL]{1,6}\s?[-–—.):]\s*(?=\p{Lu}) )""",
    regex.V1 | regex.X,
)
"""Where a number begins that may be an act's, or an item's."""

_ROW = Fixed(r"\d{1,3}\s\d{1,3}(?=\s)", regex.V1)
"""Two figures of a row of them, which head nothing."""

_LABELS = Fixed(r"(?<!\S)\p{Lu}[\p{L}'’]*\.?(?:\s\p{L}[\p{L}'’]*){0,4}\s$", regex.V1)
_KNOWN_LABEL = Template(r"^(?:@{items.act}|@{items.point})(?!\p{L})", EXACT)
_BY_SIGN = Fixed(r"[nN]\s?[°º]|numéro", regex.V1)


def _numbered(text: _Text) -> Iterator[Head]:
    """The numbers of any style, each with what reads as its title, up to the next of the same style."""
    body = text.body
    found = _with_labels(text)
    for k, one in enumerate(found):
        title = titles.title(Span(body.source, one.title_start, min(body.end, one.title_start + LONGEST_HEAD)))
        if title is None:
            continue
        after = (other.start for other in found[k + 1 :] if other.number.series == one.number.series)
        told = title.sub(min(LEAST_TITLE, len(title)), len(title)).search(RESOLVED)
        outcome = body.end if told is None else title.start + LEAST_TITLE + told.start()
        end = min(title.end, next(after, body.end), outcome)
        yield Head(one.start, one.number, Span(body.source, title.start, max(end, title.start)).strip(LEADS))


def _with_labels(text: _Text) -> list[_Numbered]:
    """The numbers that may head an act, with the words in front of them where these are a label: signed or known as
    one, or the first of a sentence and in front of more numbers than one; and not the last word of a name."""
    body = text.body
    figures = [match.start() for match in _FIGURE.finditer(body.raw) if _ROW.match(body.raw, match.start()) is None]
    labelled = [_with_label(text, figure) for figure in figures]
    series = Counter(one.number.series for one in labelled if one is not None)
    found: dict[int, _Numbered] = {}
    for figure, one in zip(figures, labelled, strict=True):
        head = one if one is not None and _is_label(text, one, series) else _number_at(text, figure, figure)
        if head is not None:
            found.setdefault(head.number.span.start, head)  # 3) Délibération n° 2023-14 is one heading
    return list(found.values())


def _is_label(text: _Text, head: _Numbered, series: Counter[str]) -> bool:
    body = text.body
    lead = Span(body.source, head.start, head.number.span.start)
    if _BY_SIGN.search(lead.raw) is not None or lead.match(_KNOWN_LABEL) is not None:
        return True
    return series[head.number.series] > 1 and text.place(head.start - body.start) != "inline"


def _with_label(text: _Text, figure: int) -> _Numbered | None:
    """The heading whose label ends in front of a figure, an offset in the body: from its last capital on."""
    labels = _LABELS.search(text.body.raw, max(0, figure - LONGEST_LABEL), figure)
    if labels is None:
        return None
    words = [k for k, letter in enumerate(labels[0]) if letter.isupper() and (not k or labels[0][k - 1].isspace())]
    return _number_at(text, labels.start() + words[-1], figure)


def _number_at(text: _Text, start: int, figure: int) -> _Numbered | None:
    """The heading that begins at an offset in the body and whose number holds a figure; None where that is none."""
    body = text.body
    found = number_of(body.sub(start, min(len(body), start + LONGEST_HEAD)))
    if found is None or found[0].span.start < body.start + figure:
        return None
    number, end = found
    if not _may_number(body, number) or not _may_stand(text, start, number, start + end):
        return None
    return _Numbered(body.start + start, number, body.start + start + end)


_TORN = Fixed(r"\d{9}|\.\s", regex.V1)
"""An identifier, or two figures with the end of a sentence between them."""

_DAY = Fixed(r"^\d{1,2}\s?([/.-])\s?\d{1,2}\s?\1\s?(?:19|20)\d\d$", regex.V1)
_MARK = Fixed(r"[-–—:.)/]\s*$", regex.V1)
_CAPITALS = Fixed(r"\W*\p{Lu}{2,}[^\p{Ll}]{16,}", regex.V1)
_CITES = Template(r"(?<!\p{L})(?:@{items.another}|@{items.another_point}|@{sentences.dangling})$")
_SENTENCE_END = Fixed(r"(?:(?:\p{L}{2}|[»)\d])\s?\.|[;:!?…»)])$", regex.V1)


def _may_number(body: Span, number: Number) -> bool:
    """Whether a number may be an act's or an item's: no years alone, no sum, no number that heads each page."""
    if number.span.search(_TORN) or all(LEAST_YEAR <= value <= LAST_YEAR for value in number.values):
        return False
    if number.values[0] > HIGHEST_RANK and not number.is_own:
        return False
    return number.is_simple or body.raw.count(number.span.raw) < OFTEN


def _may_stand(text: _Text, start: int, number: Number, title: int) -> bool:
    """Whether a number may head an act where it stands, offsets in the body: at a line's start any, and behind an
    outcome; behind a sentence one with a mark or an act's own; in one's middle, where nothing cites it, one that is
    named or before capitals."""
    body = text.body
    lead = body.raw[start:title]
    if body.raw[title : title + 1].isdigit():
        return False
    is_marked = _MARK.search(lead) is not None
    is_named = number.series[0].islower() and (is_marked or _BY_SIGN.search(lead) is not None)
    if not is_named and number.span.search(_DAY):
        return False
    place = text.place(start)
    if place != "inline":
        return place in ("line", "outcome") or is_marked or is_named or number.is_own
    if body.sub(max(0, start - LONGEST_LABEL), start).strip().search(_CITES):
        return False
    return is_named or number.is_own or (is_marked and _CAPITALS.match(body.raw, title) is not None)


# ---- Told, not decided ----

_DELEGATED = Template(r"(?<!\p{L})@{items.delegated}")


def _delegated(body: Span, heads: list[Head]) -> set[int]:
    """Where what was decided by delegation, and is only told, is numbered: the run that opens below the words that say
    so, which are no heading of its own series; where the text has another for its acts, or the count begins anew."""
    numbered = [(head, head.number) for head in heads if head.number is not None]
    found: set[int] = set()
    for match in body.matches(_DELEGATED):
        start = body.start + match.start()
        above = {number.series for head, number in numbered if head.start <= start}
        below = [(head, number) for head, number in numbered if start < head.start]
        if not below or below[0][0].start > start + NEAR or below[0][1].series in above:
            continue
        if Span(body.source, below[0][0].start, below[0][1].span.start).match(_KNOWN_LABEL):
            continue  # a délibération is the assembly's own
        opening = below[0][1]
        if opening.is_simple or len({number.series for _, number in below}) > 1:
            found |= _run(below, opening)
    return found


def _run(below: list[tuple[Head, Number]], opening: Number) -> set[int]:
    """The heads of the series of the first number, up to where its count begins anew."""
    found: set[int] = set()
    last = opening.values
    for head, number in below:
        if number.series == opening.series:
            if number.is_simple and number.values < last:
                break
            found.add(head.start)
            last = number.values
    return found
