"""Dates in figures and in words, weekdays, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from delibparse.grammar import numbers
from delibparse.grammar.vocabulary import FLAGS, phrase
from delibparse.layout import Found, Span

FIRST_YEAR, LAST_YEAR = 1790, 2100
"""Communes and their registers begin in 1790 (law of 14 December 1789)."""

MONTHS = {
    "janvier": 1, "fevrier": 2, "mars": 3, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "aout": 8,
    "septembre": 9, "octobre": 10, "novembre": 11, "decembre": 12,
    "janv": 1, "jan": 1, "fevr": 2, "fev": 2, "mar": 3, "avr": 4, "juil": 7, "jul": 7, "aou": 8, "sept": 9, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_MONTH = r"(?P<month>janv(?:ier|\.)?|févr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|août|sept?(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|déc(?:embre|\.)?)"
_WEEKDAY = r"(?:(?P<weekday>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s*,?\s*(?:le\s+)?)?"
_DAY = rf"(?:(?P<day>\d{{1,2}})\s?(?:er|ER|ème|e|%)?|(?P<first>1\s?er|[lI]er|premier|1%)|(?P<dayword>{numbers._WORD}(?:(?:[\s\-]+et)?[\s\-]+{numbers._WORD}){{0,2}}))"
_YEAR = rf"(?:(?P<year>(?:1[789]|20)\s?\d\s?\d)|(?P<yearword>(?:deux\s+mill?e?|mil(?:le)?\s+neuf\s+cent)(?:[\s\-]+(?:et[\s\-]+)?{numbers._WORD}){{0,5}})|(?P<shortyear>\d\d)(?!\d))"

FULL = regex.compile(
    phrase(rf"(?<![\d\p{{L}}]){_WEEKDAY}{_DAY}\s*(?:du\s+mois\s+de\s+)?{_MONTH}\s*,?\s*{_YEAR}(?!\d)"), FLAGS
)
"""vendredi 9 novembre 2017; 13 NOV 2017; 23 FEV.2023; seize février deux mille vingt-trois."""

NUMERIC = regex.compile(
    rf"(?<![\d/.\-]){phrase(_WEEKDAY)}(?P<day>\d{{1,2}})\s?[/.\-]\s?(?P<monthno>\d{{1,2}})\s?[/.\-]\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])",
    FLAGS,
)
"""10/11/2017, 10.11.17."""

SPLIT = regex.compile(
    phrase(
        rf"l'an\s+{_YEAR}\s*,?\s*(?:et\s+)?(?:le\s+|du\s+)?{_WEEKDAY}(?:le\s+)?{_DAY}\s*(?:du\s+mois\s+de\s+|jours?\s+du\s+mois\s+de\s+)?{_MONTH}"
    ),
    FLAGS,
)
"""L'an deux mille vingt-trois, le vingt-cinq janvier."""

OPENING_YEAR = regex.compile(phrase(rf"l'an\s+{_YEAR}"), FLAGS)
"""L'an deux mille vingt-trois, whatever stands behind."""

TIME = regex.compile(
    phrase(
        rf"(?<![\d\p{{L}}])(?:(?P<h>\d{{1,2}})|(?P<hw>{numbers._WORD}(?:[\s\-]+(?:et[\s\-]+)?{numbers._WORD})?))\s?(?:heures?|h(?![\p{{L}}]))\s*(?:(?P<m>[0-5]\d)(?!\d)|(?P<mw>et\s+demie|et\s+quart|et\s+(?:quinze|trente|quarante[\s\-]+cinq)(?=\s*(?:minutes?\b|[,.;:!]|l[ae]s?\b|$))|{numbers._WORD}(?:[\s\-]+(?:et[\s\-]+)?{numbers._WORD})?)(?!\p{{L}}))?"
    ),
    FLAGS,
)
"""18h30, 18 H 00, 19 heures, dix-neuf heures trente, dix-huit heures et trente, le conseil…; not "dix heures et trente
membres"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed; `weekday` 0..6 (Monday 0) when it is printed, None otherwise."""

    date: date
    weekday: int | None = None

    @property
    def iso(self) -> str:
        return self.date.isoformat()


def dates(span: Span) -> Iterator[Found[Day]]:
    """All the dates of a span, in its order."""
    found = []
    for pattern in (SPLIT, FULL, NUMERIC):
        for match in span.matches(pattern):
            day = _day(match)
            if day is not None:
                found.append(Found(day, span.group(match)))
    taken_until = -1
    for item in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if item.span.start >= taken_until:
            yield item
            taken_until = item.span.end


def first_date(span: Span) -> Found[Day] | None:
    return next(dates(span), None)


def first_time(span: Span) -> Found[str] | None:
    """The first time of day, as HH:MM."""
    for match in span.matches(TIME):
        groups = match.groupdict()
        hour = int(groups["h"]) if groups["h"] else numbers.in_words(groups["hw"])
        if groups["m"]:
            minute: int | None = int(groups["m"])
        elif groups["mw"]:
            word = " ".join(numbers.bare(groups["mw"]).split()).removeprefix("et ")
            minute = {"demie": 30, "quart": 15}.get(word, numbers.in_words(word))
        else:
            minute = 0
        if hour is not None and minute is not None and hour < 24 and minute < 60:
            return Found(f"{hour:02d}:{minute:02d}", span.group(match))
    return None


def _day(match: regex.Match[str]) -> Day | None:
    groups = match.groupdict()
    if groups.get("day"):
        day: int | None = int(groups["day"])
    elif groups.get("first"):
        day = 1
    else:
        day = numbers.in_words(groups.get("dayword") or "")
    figure = groups.get("monthno")
    month = int(figure) if figure else MONTHS.get(numbers.bare(groups["month"]).rstrip("."), 0)
    year = _year(groups)
    if day is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    weekday = groups.get("weekday")
    try:
        return Day(date(year, month, day), WEEKDAYS.index(numbers.bare(weekday)) if weekday else None)
    except ValueError:
        return None


def _year(groups: dict[str, str | None]) -> int | None:
    if groups.get("yearword"):
        year = numbers.in_words(str(groups["yearword"]))
        return None if year == 2000 else year  # "deux mille" with its end elsewhere: cut by a margin column
    figures = regex.sub(r"\s", "", str(groups.get("year") or groups.get("shortyear") or ""))
    if not figures:
        return None
    return int(figures) if len(figures) == 4 else 2000 + int(figures)
