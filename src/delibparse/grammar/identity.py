"""Which act it is: its identifier, number, subject and object."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import regex

from delibparse.grammar import titles
from delibparse.grammar.blocks import Block
from delibparse.grammar.set_words import says_more
from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span
from delibparse.model.ctes import Identifier, Nature, is_siren
from delibparse.model.record import Matiere
from delibparse.wording import EXACT, Fixed, Template

IDENTIFIER = Template(
    r"(?<![\p{L}\d])(?P<dept>[O0-9][\dOAB][\dOAB])\s?-\s?(?P<siren>[\dO]{9})\s?-\s?(?P<date>(?:19|20)[\dO]{6})"
    r"\s?-\s?@{CTES_NUMBER}\s?-\s?@{CTES_NATURE}",
    EXACT,
)
"""DDD-SIREN-YYYYMMDD-NUMBER-NATURE (@CTES), as printed or with an O for a 0."""

_MISREAD_IDENTIFIER = Template(
    r"(?<![\p{L}\d])(?P<dept>0\d[\dAB]|97\d)\s?[-:.]\s?(?P<siren>@{OCR_DIGIT}{9})\s?[-:.]\s?(?P<date>(?:19|20)@{OCR_DIGIT}{6})"
    r"\s?[-:.]\s?@{CTES_NUMBER}\s?[-:.]\s?@{CTES_NATURE}",
    EXACT,
)
"""077-21770084B-20230517:2023_044-DE: the SIREN's key tells whether its letters were digits."""


def number_of_identifier(identifier: Identifier, text: Span) -> Found[str] | None:
    """The act's number as printed, known by its letters and figures from the identifier: 2023/009 from 2023009."""
    wanted = _alphanumeric(identifier.number)
    if len(wanted) < 4:
        return None
    for match in text.matches(_TOKEN):
        if _alphanumeric(match[0]) == wanted:
            return Found(match[0].strip(".,;:()"), text.group(match))
    return None


def with_lost_mark(number: Found[str], identifier: Identifier) -> Found[str]:
    """The act's number with the mark in it that a scan lost, where the identifier gives both its parts: n° 2019 039,
    of 2019_039. An underscore is as thin as a rule, and is taken for one."""
    source, end = number.span.source, number.span.end
    behind = _LOST_MARK.match(source.value, end)
    if behind is None or not number.span.is_ocr:
        return number
    whole = Span(source, number.span.start, behind.end())
    if _alphanumeric(whole.raw) != _alphanumeric(identifier.number):
        return number
    return Found(f"{number.value}_{behind[1]}", whole)


_LOST_MARK = Fixed(r" +([\p{L}\d]+)(?![\p{L}\d])", regex.V1)


_TOKEN = Fixed(r"(?<=\s|^)[\p{L}\d]+(?:[-_./][\p{L}\d]+)+", regex.V1)


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def read_identifier(text: Span) -> Found[Identifier] | None:
    """Return the @CTES identifier that a text bears; one misread in letters only where its SIREN's key proves it."""
    match = text.search(IDENTIFIER)
    if match is not None:
        return _identifier(text, match)
    for match in text.matches(_MISREAD_IDENTIFIER) if text.is_ocr else ():
        found = _identifier(text, match)
        if is_siren(found.value.siren) and found.value.day is not None:
            return found
    return None


def _identifier(text: Span, match: regex.Match[str]) -> Found[Identifier]:
    digits = numbers.MISREAD
    department = match["dept"] if match["dept"].startswith("02") else match["dept"].translate(digits)
    siren, day = match["siren"].translate(digits), match["date"].translate(digits)
    number = regex.sub(r"_?[ .]+_?", "_", match["number"].strip(" -_"))
    read = match[0] if not (match["siren"] + match["date"]).isdigit() else None
    identifier = Identifier(department, siren, day, number, cast(Nature, match["nature"]))
    return Found(identifier, text.group(match), misread=read)


_MINUTES = Template("@{session.minutes}")


def is_minutes(text: Span) -> bool:
    """Whether a text calls itself a procès-verbal or a compte rendu."""
    return text.search(_MINUTES) is not None


_NUMBER_TAIL = r"(?P<number>\d[\p{L}\d]*(?:[-_./][\p{L}\d]+|\s?[-_./]\s?\d[\p{L}\d]*)*|\p{Lu}{1,6}[-_ ]?\d[\p{L}\d]*(?:[-_./][\p{L}\d]+)*)"

_DATED = r"(?:\p{Lu}{1,4}[-_ ]?)?(?:(?:19|20)\d\d\s?[-_./]\s?\d{1,4}(?:[-_./]\d{1,4})?|\d{1,4}/(?:19|20)\d\d)"
"""A number that bears its year, by which it is known wherever it stands in a header, unless what is before it says that
another act, a law or a market is meant."""

_NUMBER = tuple(
    (score, Template(source))
    for score, source in (
        (9, rf"(?<!\b@{{session.another_act}}\s)@{{session.act}}\s*(?:n\s?[°º]|numéro|no\.?|n°\s*:)\s*:?\s*{_NUMBER_TAIL}"),
        (8, rf"(?:^|(?<=\t))\s*(?:délibération|décision)\s+d(?:u|e la)\s+[\p{{L}} ]{{3,40}}?\s(?:n\s?[°º]|numéro)\s*:?\s*{_NUMBER_TAIL}(?=\s*(?:\n|$))"),
        (8, r"(?:^|(?<=\t))\s*(?:délibération|décision)\s*:?\s*(?P<number>(?:19|20)\d\d\s?[-_./]\s?\d{1,4}(?:[-_./]\d{1,4})*|\d{1,4}\s?[/-]\s?(?:19|20)\d\d)(?=\s|$)"),
        (8, rf"(?:^|(?<=\t))\s*(?:n\s?[°º]|numéro)\s*(?:de\s+(?:la\s+)?délibération|d['’]ordre)?\s*:?\s*{_NUMBER_TAIL}"),
        (7, r"(?:(?<=\n)|^|(?<=\s))(?P<number>(?:DEL\p{Lu}{0,3}|DCM|DB|CC|CM|D)[-_]?20\d\d[-_./]\d{1,3}(?:[-_./]\d{1,4})?)(?=\s)"),
        (7, r"(?:^|(?<=\t))\s*(?P<number>(?:DEL(?:IB)?|CC|CM|D|DCM|DB|B|C)[-_ .]?\d[\p{L}\d]*(?:[-_./]\d[\p{L}\d]*)*)(?=\s|$)"),
        (6, rf"(?<![\p{{L}}])(?:DCM|D[EÉ]LIB\.?|DEL|DB|CC|CM)\s?n\s?[°º]\s*{_NUMBER_TAIL}"),
        (5, rf"(?<!(?<!\p{{L}})(?:@{{session.cited}})\s{{1,3}})(?<![\p{{L}}])(?:n\s?[°º]|numéro|(?-i:D[ée]lib[ée]ration|D[EÉ]LIB[EÉ]RATION))\s*:?\s*(?P<number>{_DATED})(?=[\s,;:–-]|$)"),
        (6, r"(?:^|(?<=\t))\s*(?P<number>(?:19|20)\d\d\s?[-_./]\s?\d{1,4}(?:[-_./]\d{1,4})*|\d{1,4}\s?/\s?(?:19|20)\d\d|\d{1,3}[-_]\s?(?:19|20)\d\d)(?=\s|$)"),
    )
)  # fmt: skip


def act_number(furniture: Span, opening: Span) -> Found[str] | None:
    """The act's own number as printed, without "n°"."""
    best: tuple[int, Found[str]] | None = None
    for zone in (opening, furniture):
        for score, pattern in _NUMBER:
            for match in zone.matches(pattern):
                number = zone.group(match, "number")
                if best is None or score > best[0]:
                    best = score, Found(number.text.rstrip(".-/_ "), number)
    return best[1] if best else None


_SUBJECT = Template(
    r"@{session.subject}[^\n\d]{0,40}?(?P<code>[1-9]\s?[.\-]\s?\d{1,2})(?!\d)(?:\.\d+)*[^\S\n]*[:\-–]?[^\S\n]*"
    r"(?P<label>\p{L}[^\n]{2,80})?"
)


def read_subject(text: Span) -> Found[Matiere] | None:
    """The ACTES subject, if it is printed: "Matière : 8.1 Enseignement"."""
    match = text.search(_SUBJECT)
    if match is None:
        return None
    code = regex.sub(r"\s", "", match["code"]).replace("-", ".")
    label = text.group(match, "label").text if match["label"] else None
    return Found(Matiere(code, label), text.group(match))


def read_object(blocks: Sequence[Block]) -> Found[str] | None:
    """The object behind its label: the paragraph, or the first one under it; as much of it as is a title where the
    lines of the text were folded and paragraphs have no end."""
    for block in sorted((b for b in blocks if b.kind == "objet"), key=lambda b: -b.score):
        for paragraph in block.body.paragraphs()[:1]:
            span = paragraph.strip(' \t:.–-•«»"')
            if "\n" not in span.raw and _line_length(span) > LONGEST_LINE:
                span = titles.title(span) or span
            if span:
                return titles.wording(span)
    return None


def _line_length(span: Span) -> int:
    """Characters of the line in which a stretch stands."""
    text = span.source.value
    end = text.find("\n", span.end)
    return (end if end >= 0 else len(text)) - text.rfind("\n", 0, span.start) - 1


def title_behind(number: Found[str], text: Span) -> Found[str] | None:
    """The object without a label: the title that stands behind the act's number, "N° 2016.02.16 - Subvention …"."""
    behind = Span(text.source, number.span.end, text.end)
    if not _TITLE_BEHIND.match(behind.raw):
        return None
    found = titles.title(behind)
    if found is None or not LEAST_TITLE <= len(found) <= LONGEST_OBJECT:
        return None
    if identity_words(found) or not says_more(found):
        return None
    return titles.wording(found)


_NUMBER_AHEAD = Template(rf"^[\s•]*(?:n\s?[°º]|numéro)\s*:?\s*{_NUMBER_TAIL}\s*[-–—:]+\s*(?=\p{{L}})")


def number_in_object(title: Found[str]) -> tuple[Found[str], Found[str]] | None:
    """The number with which an object begins, and the object without it: "N° 2023-14 – Tarifs de la cantine"."""
    match = title.span.match(_NUMBER_AHEAD)
    if match is None:
        return None
    number, rest = title.span.group(match, "number"), title.span.sub(match.end(), len(title.span))
    return Found(number.text, number), titles.wording(rest)


_TITLE_BEHIND = Fixed(r"[\s:–-]{1,6}(?!\d)(?:\p{Lu}|\p{Ll}{3})", regex.V1)

LEAST_TITLE, LONGEST_OBJECT = 12, 320

_NO_TITLE = Template("^@{session.no_title}")


def identity_words(text: Span) -> bool:
    """Whether a line is of the act's header and no title."""
    return text.lexicon.match(_NO_TITLE, text.text) is not None


LONGEST_LINE = 200
"""Characters of a line from which it is of a text whose lines were folded."""
