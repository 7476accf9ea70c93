"""Whose act it is and which: the body, its assembly, the act's number and identifier, the session's date, the object."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import regex

from delibparse.grammar import titles
from delibparse.grammar.blocks import Block
from delibparse.grammar.values import dates, numbers
from delibparse.grammar.values.dates import Day
from delibparse.layout import Found, Span
from delibparse.model.ctes import Identifier, Nature, is_siren
from delibparse.model.record import Matiere
from delibparse.wording import EXACT, Entry, Fixed, Lexicon, Searched, Template

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
        if _alphanumeric(match[0]) == wanted and match[0].strip(".,;:") != identifier.number:
            return Found(match[0].strip(".,;:()"), text.group(match))
    return None


_TOKEN = Fixed(r"(?<=\s|^)[\p{L}\d]+(?:[-_./][\p{L}\d]+)+", regex.V1)


def _alphanumeric(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def read_identifier(text: Span) -> Found[Identifier] | None:
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
    number = regex.sub(r"[ .]+", "_", match["number"].strip(" -_"))
    read = match[0] if not (match["siren"] + match["date"]).isdigit() else None
    identifier = Identifier(department, siren, day, number, cast(Nature, match["nature"]))
    return Found(identifier, text.group(match), misread=read)


PLAIN = 8
"""Score from which a date is plainly the session's."""

_SESSION = tuple(
    (score, Template(source))
    for score, source in (
        (9, r"@{session.report}[^.\d]{0,60}?@{session.meeting}[^.\d]{0,30}?\s(?:du|de\s+la\s+séance\s+du|le)\s*:?\s*$"),
        (10, r"@{session.session}(?:\s+@{session.kind})?\s+(?:du|de|le)\s*:?\s*(?:conseil municipal\s+du\s*)?$"),
        (10, r"@{session.date_of}\s*:?\s*(?:le\s+)?$"),
        (8, r"@{session.assembly}[^.\d]{0,40}?\s+(?:du|en date du)\s*$"),
        (8, r"@{session.met}[^.\d]{0,60}?\s*(?:le|du)?\s*$"),
        (9, r"(?:^|\n)[^\n]{0,60}@{session.short_report}\s+(?:du\s+)?@{session.of_council}\s*[-:,–]?\s*(?:du\s+)?$"),
        (8, r"^\W*(?:réunion\s+du\s+)?@{session.of_council}\s*(?:du|:|-)?\s*$"),
        (3, r"^[•+*\s-]*(?:du|le)?\s*$"),
    )
)
"""How plainly a date is the session's by what stands before it: on its own line where a source begins with ^."""

_OTHER = Template(
    r"@{session.convened}[^\n,;]{0,30}$|@{session.approved}[^\n]{0,80}@{session.of_report}[^\n]{0,60}$"
    r"|@{session.other}[^\n]{0,60}$"
)
_TITLED = Template(r"(?:réunion|séance|@{session.of_council})[^.\d]{0,80}$")
"""PROCÈS-VERBAL DE LA RÉUNION DU CONSEIL MUNICIPAL DE LA COMMUNE DE VALBRUNE LUNDI 16 JANVIER 2023"""

_LE = Fixed(r"(?:^|\s)[LI]e\s+$", regex.V1)
_MEETS = Template(
    r"\W{0,3}(?:à\s[^.]{2,40}?[,;]?\s)?(?:le|la|les|l')\s?@{session.members}\b"
    r"[^.]{0,160}?@{session.meets}\s[^.]{0,30}?@{session.gathered}"
)
"""Le vendredi 3 février 2023, à 19h30, le Conseil Municipal, convoqué le 26 janvier, s'est réuni"""

_AS_OPENING = Template(r"^@{dates.in_the_year}\s")


def session_date(furniture: Span, opening: Span) -> Found[Day] | None:
    """The date of the session: from the opening ("L'an …"), a title, a label, a running header."""
    return next(iter(session_dates(furniture, opening)), None)


def session_dates(furniture: Span, opening: Span) -> list[Found[Day]]:
    """All the places that plainly give the session's date, the best first; where there is none, the likeliest."""
    plain: list[Found[Day]] = []
    best: tuple[int, Found[Day]] | None = None
    for zone in (opening, furniture):
        all_dates = list(dates.dates(zone))
        begun = [found for found in all_dates if found.span.match(_AS_OPENING)][:1]
        titled = []
        for found in all_dates:
            score = _session_score(zone, found)
            if score >= PLAIN:
                titled.append(found)
            elif score and (best is None or score > best[0]):
                best = score, found
        plain += begun + titled  # the first that a title gives: those below are of other sessions
    return plain or ([best[1]] if best else [])


def agreed(found: list[Found[Day]], years: list[int]) -> tuple[Found[Day], list[Found[Day]]] | None:
    """The session's date, and the places that give the same day of another year; `years` are those that the convocation
    and the identifier give. The year that most of them give is kept: clerks write last year's in January."""
    if not found:
        return None
    first = found[0].value.date
    same_day = [one for one in found if (one.value.date.month, one.value.date.day) == (first.month, first.day)]
    support = Counter([one.value.date.year for one in same_day] + years)
    year = max({one.value.date.year for one in same_day}, key=lambda y: (support[y], y == first.year))
    kept = next(one for one in same_day if one.value.date.year == year)
    return kept, [one for one in same_day if one.value.date.year != year]


def _session_score(zone: Span, found: Found[Day]) -> int:
    start = found.span.start - zone.start
    before = zone.raw[max(start - 120, 0) : start]
    if _LE.search(before) and zone.lexicon.match(_MEETS, zone.raw, found.span.end - zone.start):
        return 9
    own_line = before.rsplit("\n", 1)[-1]
    if zone.lexicon.search(_OTHER, own_line):
        return 0
    if found.value.weekday is not None and zone.lexicon.search(_TITLED, before):
        return 9
    for score, pattern in _SESSION:
        tested = own_line if pattern.source.startswith("^") else before
        if zone.lexicon.search(pattern, tested):
            return score
    return 0


_OPENS_SESSION = Template("@{session.opens}")


def opens_session(text: Span) -> bool:
    """Whether a text tells of an assembly that meets: a report or an annex does not."""
    return text.search(_OPENS_SESSION) is not None


_MINUTES = Template("@{session.minutes}")


def is_minutes(text: Span) -> bool:
    """Whether a text calls itself a procès-verbal or a compte rendu."""
    return text.search(_MINUTES) is not None


_CONVOCATION = Template(r"@{session.convocation}[^\d\n.;]{0,40}?\s*(?:le|du|:)?\s*")
_POSTING = Template(r"@{session.posting}\s*(?:le|du|:)?\s*")


def convocation_date(opening: Span) -> Found[Day] | None:
    return _labelled_date(opening, _CONVOCATION)


SECOND_CONVOCATION = Template("@{session.second_convocation}")
"""Words that tell of a session held again for want of a quorum (CGCT L2121-17): none is needed then."""


def second_convocation(opening: Span) -> Span | None:
    """The words that tell of a second convocation, None where there are none."""
    match = opening.search(SECOND_CONVOCATION)
    return opening.group(match) if match else None


def posting_date(opening: Span) -> Found[Day] | None:
    return _labelled_date(opening, _POSTING)


def _labelled_date(zone: Span, label: Searched) -> Found[Day] | None:
    for match in zone.matches(label):
        end = min(match.end() + 50, len(zone))
        day = dates.first_date(zone.sub(match.end(), end))
        if day is not None and not any(c.isdigit() for c in zone.raw[match.end() : day.span.start - zone.start]):
            return Found(day.value, Span(zone.source, zone.start + match.start(), day.span.end))
    return None


_NUMBER_TAIL = r"(?P<number>\d[\p{L}\d]*(?:[-_./][\p{L}\d]+|\s?[-_./]\s?\d[\p{L}\d]*)*|\p{Lu}{1,6}[-_ ]?\d[\p{L}\d]*(?:[-_./][\p{L}\d]+)*)"
_NUMBER = tuple(
    (score, Template(source))
    for score, source in (
        (9, rf"(?<!\b@{{session.another_act}}\s)@{{session.act}}\s*(?:n\s?[°º]|numéro|no\.?|n°\s*:)\s*:?\s*{_NUMBER_TAIL}"),
        (8, r"(?:^|(?<=\t))\s*(?:délibération|décision)\s*:?\s*(?P<number>(?:19|20)\d\d\s?[-_./]\s?\d{1,4}(?:[-_./]\d{1,4})*|\d{1,4}\s?[/-]\s?(?:19|20)\d\d)(?=\s|$)"),
        (8, rf"(?:^|(?<=\t))\s*(?:n\s?[°º]|numéro)\s*(?:de\s+(?:la\s+)?délibération|d['’]ordre)?\s*:?\s*{_NUMBER_TAIL}"),
        (7, r"(?:(?<=\n)|^|(?<=\s))(?P<number>(?:DEL\p{Lu}{0,3}|DCM|DB|CC|CM|D)[-_]?20\d\d[-_./]\d{1,3}(?:[-_./]\d{1,4})?)(?=\s)"),
        (7, r"(?:^|(?<=\t))\s*(?P<number>(?:DEL(?:IB)?|CC|CM|D|DCM|DB|B|C)[-_ .]?\d[\p{L}\d]*(?:[-_./]\d[\p{L}\d]*)*)(?=\s|$)"),
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


def session_time(opening: Span, session: Found[Day]) -> Found[str] | None:
    """The time printed right behind the session's date, wherever the opening gives that date, or further in the
    sentence that opens the session; as HH:MM. An "L'an …" whose day or month was misread opens the session all the same."""
    spans = [session.span, *(found.span for found in dates.dates(opening) if found.value.date == session.value.date)]
    if not any(span.match(_AS_OPENING) for span in spans) and (year := opening.search(dates.OPENING_YEAR)):
        spans.append(opening.group(year))
    behind = next((time for time in map(_time_behind, spans) if time is not None), None)
    return behind or next((time for time in map(_time_in_sentence, spans) if time is not None), None)


_AT_A_TIME = Fixed(r"(?<![\p{L}])[àÀA]\s+(?=\p{L}+(?:[\s\-]\p{L}+)?\s+heures?\b|\d{1,2}\s?(?:h|H|heures?)\b)", regex.V1)


def _time_in_sentence(day: Span) -> Found[str] | None:
    """… L'an 2023, le 7 février, le bureau, convoqué par M. Luc PETIT, s'est assemblé, à 9 heures"""
    behind = Span(day.source, day.end, min(day.end + 320, len(day.source)))
    opens = behind.search(_OPENS_SESSION)
    if opens is None and not day.match(_AS_OPENING):
        return None
    stop = regex.search(r"\n\n|(?<=\p{L}{4})\.\s", behind.raw)
    sentence = behind.sub(0, stop.start()) if stop else behind
    match = sentence.search(_AT_A_TIME)
    return dates.first_time(sentence.sub(match.end(), min(match.end() + 40, len(sentence)))) if match else None


def _time_behind(day: Span) -> Found[str] | None:
    behind = Span(day.source, day.end, min(day.end + 60, len(day.source)))
    stop = behind.raw.find("\n\n")
    found = dates.first_time(behind.sub(0, stop) if stop >= 0 else behind)
    if found is None:
        return None
    whole = Span(day.source, found.span.start, min(found.span.end + 20, len(day.source)))
    return dates.first_time(whole)  # its minutes may stand beyond the stretch that was looked at


_SUBJECT = Template(
    r"@{session.subject}[^\n\d]{0,40}?(?P<code>[1-9]\s?[.\-]\s?\d{1,2})(?!\d)(?:\.\d+)*\s*[:\-–]?\s*"
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


BODY_TYPES = ("ccas", "epci", "syndicat", "departement", "region", "commune")
"""In the order in which their names are looked for."""

_BODIES = {kind: Template(rf"(?<![\p{{L}}])(?P<name>@{{bodies.{kind}}})(?![\p{{L}}])") for kind in BODY_TYPES}

_SENTENCE = Fixed(r"\p{Ll}{3,}\s*$", regex.V1)

_END_OF_NAME = Template(r"\s*(?:[-–—|/,]\s+)?(?<![\p{L}\-'’])@{bodies.end_of_name}(?![\p{L}])")
"""What follows a body's name on its line and is none of it, after a dash or without: "- Conseil municipal du …"."""


def body_name(furniture: Span, opening: Span) -> Found[str] | None:
    """The body as printed, on a line of its own in a title or a running header; `Found.value` is its name."""
    best: tuple[int, Found[str]] | None = None
    for zone in (furniture, opening):
        for pattern in _BODIES.values():
            for match in zone.matches(pattern):
                name = _whole_name(zone.group(match, "name"))
                score = _title_score(zone, match)
                if score > 0 and (best is None or score > best[0]):
                    best = score, Found(name.text, name)
    return best[1] if best else None


def _whole_name(read: Span) -> Span:
    end = read.search(_END_OF_NAME)
    return (read.sub(0, end.start()) if end and end.start() else read).strip(" ,;:-–—|/")


def _title_score(zone: Span, match: regex.Match[str]) -> int:
    """How much a name looks like a title: alone on its line, or in the cell of a line with two ends."""
    raw = zone.raw
    cell_start = max(raw.rfind(end, 0, match.start()) for end in "\n\t") + 1
    before = raw[cell_start : match.start()]
    after = regex.split(r"[\n\t]", raw[match.end() :], maxsplit=1)[0]
    score = 0
    if not before.strip():
        score += 3
    elif _SENTENCE.search(before):
        score -= 2
    if not after.strip(" ,;:-–."):
        score += 2
    if match["name"].isupper():
        score += 1
    return score


def body_type(name: str | None, lexicon: Lexicon) -> str | None:
    """The contract's type of a body from its name."""
    if name is None:
        return None
    return next((kind for kind, pattern in _BODIES.items() if lexicon.search(pattern, name)), None)


@dataclass(frozen=True, slots=True)
class Organ:
    name: str
    type: str | None


@lru_cache(maxsize=256)
def _organ(entry: Entry) -> Template:
    return Template(rf"(?<![\p{{L}}]){entry.match}(?![\p{{L}}])")


def organ(*zones: Span) -> Found[Organ] | None:
    """The assembly that decides: the first one named, zones in the order of their authority."""
    for zone in zones:
        best: tuple[int, Found[Organ]] | None = None
        for entry in zone.lexicon.entries("organs.organ"):
            match = zone.search(_organ(entry))
            if match and (best is None or match.start() < best[0]):
                best = match.start(), Found(Organ(str(entry.value), entry.type), zone.group(match))
        if best:
            return best[1]
    return None


_ADVISORY = Template("@{organs.advisory}")


def is_advisory(text: Span) -> bool:
    """Whether a text names a body that meets and decides nothing."""
    return text.search(_ADVISORY) is not None


def read_object(blocks: Sequence[Block]) -> Found[str] | None:
    """The object behind its label: the paragraph, or the first one under it; as much of it as is a title where the
    lines of the text were folded and paragraphs have no end."""
    for block in sorted((b for b in blocks if b.kind == "objet"), key=lambda b: -b.score):
        for paragraph in block.body.paragraphs()[:1]:
            span = paragraph.strip(' \t:.–-•«»"')
            if "\n" not in span.raw and len(span) > LONGEST_LINE:
                span = titles.title(span) or span
            if span:
                return Found(span.text, span)
    return None


def title_behind(number: Found[str], text: Span) -> Found[str] | None:
    """The object without a label: the title that stands behind the act's number, "N° 2016.02.16 - Subvention …"."""
    behind = Span(text.source, number.span.end, text.end)
    if not _TITLE_BEHIND.match(behind.raw):
        return None
    found = titles.title(behind)
    if found is None or len(found) < LEAST_TITLE or len(found) > LONGEST_OBJECT or identity_words(found):
        return None
    return Found(found.text, found)


_TITLE_BEHIND = Fixed(r"[\s:–-]{1,6}(?!\d)(?:\p{Lu}|\p{Ll}{3})", regex.V1)
LEAST_TITLE, LONGEST_OBJECT = 12, 320
_NO_TITLE = Template("^@{session.no_title}")


def identity_words(text: Span) -> bool:
    """Whether a line is of the act's header and no title."""
    return text.lexicon.match(_NO_TITLE, text.text) is not None


LONGEST_LINE = 200
"""Characters of a paragraph without a line's end from which it is of a text whose lines were folded."""
