"""When the session was held: its date and time, its convocation and posting."""

from __future__ import annotations

from collections import Counter
from datetime import date

import regex

from delibparse.grammar.values import dates
from delibparse.grammar.values.dates import Day
from delibparse.layout import Found, Span
from delibparse.wording import Fixed, Searched, Template

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

_SESSION_LABEL = Template(
    r"(?<![\p{L}])(?<!(?:la|cette|une|de)\s)(?P<word>@{session.session})(?:\s+@{session.kind})?\s+(?:du|le)\s*:?\s*$"
)
"""Séance du 13 décembre, whatever stands before it on a folded line; not "le procès-verbal de la séance du"."""

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


def agreed(found: list[Found[Day]], convened: date | None) -> tuple[Found[Day], list[Found[Day]]] | None:
    """The session's date, and the places that contradict it: those that give the same day of another year, and an opening
    that its title outdoes. `convened` is the day of the convocation. The year that most of them give is kept: clerks
    write last year's in January."""
    if not found:
        return None
    first = next((one for one in found[1:] if _outdoes(one, found[0], convened)), found[0])
    day = first.value.date
    same_day = [one for one in found if (one.value.date.month, one.value.date.day) == (day.month, day.day)]
    support = Counter([one.value.date.year for one in same_day] + ([convened.year] if convened else []))
    year = max({one.value.date.year for one in same_day}, key=lambda y: (support[y], y == day.year))
    kept = next(one for one in same_day if one.value.date.year == year)
    others = [one for one in same_day if one.value.date.year != year]
    return kept, others if first is found[0] else [found[0], *others]


SLIP = 31
"""Days between two dates of one session when a clerk mistook the day or the month."""


LINE_END = 4
"""Characters behind a date within which its line ends where it is a title's."""


def _outdoes(title: Found[Day], opening: Found[Day], convened: date | None) -> bool:
    """Whether a title above the opening gives the session's date rather than that: it bears the weekday of its date,
    and the opening has none, its own is not its date's, or it was before the convocation."""
    day, other = title.value, opening.value
    if title.span.source is not opening.span.source or title.span.start >= opening.span.start or day.date == other.date:
        return False
    behind = title.span.source.value[title.span.end : title.span.end + LINE_END]
    if behind.strip(" .") and not behind.lstrip(" .").startswith("\n"):
        return False
    if abs((day.date - other.date).days) > SLIP or day.weekday != day.date.weekday():
        return False
    if convened is not None and day.date < convened:
        return False
    return other.weekday != other.date.weekday()


def _session_score(zone: Span, found: Found[Day]) -> int:
    start = found.span.start - zone.start
    before = zone.raw[max(start - 120, 0) : start]
    if _LE.search(before) and zone.lexicon.match(_MEETS, zone.raw, found.span.end - zone.start):
        return 9
    own_line = before.rsplit("\n", 1)[-1]
    if _is_title(zone, own_line, found):
        return 9
    label = zone.lexicon.search(_SESSION_LABEL, own_line)
    if label is not None and label["word"][0].isupper():
        return 10
    if zone.lexicon.search(_OTHER, own_line):
        return 0
    if found.value.weekday is not None and zone.lexicon.search(_TITLED, before):
        return 9
    for score, pattern in _SESSION:
        tested = own_line if pattern.source.startswith("^") else before
        if zone.lexicon.search(pattern, tested):
            return score
    return 0


_REPORT_TITLE = Template(
    r"^\W*@{session.short_report}\s+(?:de la |d['’]une )?@{session.meeting}[^.\d]{0,60}\s(?:du|le)?\s*$"
)


def _is_title(zone: Span, own_line: str, found: Found[Day]) -> bool:
    """Whether a date ends a line that calls the document the report of its session, and not one that approves another's:
    Procès-verbal de la séance du 6 mars 2023."""
    behind = zone.raw[found.span.end - zone.start :].lstrip(" .")
    return (not behind or behind.startswith("\n")) and zone.lexicon.search(_REPORT_TITLE, own_line) is not None


_OPENS_SESSION = Template("@{session.opens}")


def opens_session(text: Span) -> bool:
    """Whether a text tells of an assembly that meets: a report or an annex does not."""
    return text.search(_OPENS_SESSION) is not None


_CONVOCATION = Template(r"@{session.convocation}[^\d\n.;]{0,40}?\s*(?:le|du|:)?\s*")

_POSTING = Template(r"@{session.posting}\s*(?:le|du|:)?\s*")


def convocation_date(opening: Span) -> Found[Day] | None:
    """Return the day on which the council was convened, with its label."""
    return _labelled_date(opening, _CONVOCATION)


SECOND_CONVOCATION = Template("@{session.second_convocation}")
"""Words that tell of a session held again for want of a quorum (CGCT L2121-17): none is needed then."""


def second_convocation(opening: Span) -> Span | None:
    """The words that tell of a second convocation, None where there are none."""
    match = opening.search(SECOND_CONVOCATION)
    return opening.group(match) if match else None


def posting_date(opening: Span) -> Found[Day] | None:
    """Return the day on which the convocation was posted, with its label."""
    return _labelled_date(opening, _POSTING)


def _labelled_date(zone: Span, label: Searched) -> Found[Day] | None:
    for match in zone.matches(label):
        end = min(match.end() + 50, len(zone))
        day = dates.first_date(zone.sub(match.end(), end))
        if day is not None and not any(c.isdigit() for c in zone.raw[match.end() : day.span.start - zone.start]):
            return Found(day.value, Span(zone.source, zone.start + match.start(), day.span.end))
    return None


def session_time(opening: Span, session: Found[Day]) -> Found[str] | None:
    """The time printed right behind the session's date, wherever the opening gives that date, or further in the
    sentence that opens the session; as HH:MM. An "L'an …" whose day or month was misread opens the session all the same."""
    spans = [session.span, *(found.span for found in dates.dates(opening) if found.value.date == session.value.date)]
    if not any(span.match(_AS_OPENING) for span in spans) and (year := opening.search(dates.OPENING_YEAR)):
        spans.append(opening.group(year))
    behind = next((time for time in map(_time_behind, spans) if time is not None), None)
    told = behind or next((time for time in map(_time_in_sentence, spans) if time is not None), None)
    return told or _time_of_opening(opening)


_AT_A_TIME = Fixed(
    r"(?<![\p{L}])[àÀA]\s+(?=\p{L}+(?:[\s\-]\p{L}+)?\s+heures?(?!\p{L})|\d{1,2}\s?(?:h|heures?)(?!\p{L})|\d{1,2}:\d\d)",
    regex.V1 | regex.I,
)

_SENTENCE_ENDS = Fixed(r"\n\n|(?<=\p{L}{4})\.\s", regex.V1)


def _time_of_opening(opening: Span) -> Found[str] | None:
    """The time in the sentence that opens the session, where it does not stand behind its date: "À 20 heures, le conseil
    s'est réuni"."""
    opens = opening.search(_OPENS_SESSION)
    if opens is None:
        return None
    ends = [0, *(match.end() for match in opening.matches(_SENTENCE_ENDS)), len(opening)]
    start = max(end for end in ends if end <= opens.start())
    sentence = opening.sub(start, next(end for end in ends if end >= opens.end()))
    return _at_a_time(sentence)


def _at_a_time(sentence: Span) -> Found[str] | None:
    match = sentence.search(_AT_A_TIME)
    return dates.first_time(sentence.sub(match.start(), min(match.end() + 40, len(sentence)))) if match else None


def _time_in_sentence(day: Span) -> Found[str] | None:
    """… L'an 2023, le 7 février, le bureau, convoqué par M. Luc PETIT, s'est assemblé, à 9 heures"""
    behind = Span(day.source, day.end, min(day.end + 320, len(day.source)))
    opens = behind.search(_OPENS_SESSION)
    if opens is None and not day.match(_AS_OPENING):
        return None
    stop = behind.search(_SENTENCE_ENDS)
    return _at_a_time(behind.sub(0, stop.start()) if stop else behind)


def _time_behind(day: Span) -> Found[str] | None:
    behind = Span(day.source, day.end, min(day.end + 60, len(day.source)))
    stop = behind.raw.find("\n\n")
    found = dates.first_time(behind.sub(0, stop) if stop >= 0 else behind)
    if found is None:
        return None
    whole = Span(day.source, found.span.start, min(found.span.end + 20, len(day.source)))
    return dates.first_time(whole)  # its minutes may stand beyond the stretch that was looked at
