"""Dates in figures and in words, weekdays, times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span
from delibparse.wording import Template

FIRST_YEAR, LAST_YEAR = 1790, 2100
"""Communes and their registers begin in 1790 (law of 14 December 1789)."""

MONTHS = (
    ("janv", 1), ("fev", 2), ("mar", 3), ("avr", 4), ("mai", 5), ("juin", 6), ("jui", 7), ("aou", 8), ("sep", 9),
    ("oct", 10), ("nov", 11), ("dec", 12),
)  # fmt: skip
"""What a month's name begins with, without accents, in the order in which it is tried."""

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

FULL = Template(
    r"(?<![\d\p{L}])@{DATE_WEEKDAY}@{DATE_DAY}\s*(?:@{dates.of_month}\s*)?@{DATE_MONTH}\s*,?\s*@{DATE_YEAR}(?!\d)"
)
"""vendredi 9 novembre 2017; 13 NOV 2017; 23 FEV.2023; seize février deux mille vingt-trois."""

NUMERIC = Template(
    r"(?<![\d/.\-])@{DATE_WEEKDAY}(?P<day>\d{1,2})\s?[/.\-]\s?(?P<monthno>\d{1,2})\s?[/.\-]\s?"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])"
)
"""10/11/2017, 10.11.17."""

SPLIT = Template(
    r"@{dates.in_the_year} @{DATE_YEAR}\s*,?\s*(?:et )?(?:le |du )?@{DATE_WEEKDAY}(?:le )?@{DATE_DAY}\s*"
    r"(?:(?:jours? )?@{dates.of_month}\s*)?@{DATE_MONTH}"
)
"""L'an deux mille vingt-trois, le vingt-cinq janvier."""

OPENING_YEAR = Template(r"@{dates.in_the_year} @{DATE_YEAR}")
"""L'an deux mille vingt-trois, whatever stands behind."""

TIME = Template(
    r"(?<=(?<!\p{L})[àÀA]\s)(?P<h>\d{1,2})[:.](?P<m>[0-5]\d)(?![\d:.])|(?<![\d\p{L}])(?:(?P<h>\d{1,2})|(?P<hw>@{NUMBER_PAIR}))\s?@{dates.hours}\s*"
    r"(?:(?P<m>[0-5]\d)(?!\d)|et\s+(?P<m>[0-5]\d)\s+minutes?|(?P<mw>@{dates.minutes}|@{NUMBER_PAIR})(?!\p{L}))?"
)
"""18h30, 18 H 00, à 20:30, 19 heures, dix-neuf heures trente, dix-huit heures et trente, le conseil…; not "dix heures et trente
membres"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as printed; `weekday` 0..6 (Monday 0) when it is printed, None otherwise."""

    date: date
    weekday: int | None = None

    @property
    def iso(self) -> str:
        """Return the date as the record has it: 2023-01-25."""
        return self.date.isoformat()


def dates(span: Span) -> Iterator[Found[Day]]:
    """Yield the dates of a span, in its order; of those that overlap the first and longest."""
    found = []
    for template in (SPLIT, FULL, NUMERIC):
        for match in span.matches(template):
            day = _day(match)
            if day is not None:
                found.append(Found(day, span.group(match)))
    taken_until = -1
    for item in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if item.span.start >= taken_until:
            yield item
            taken_until = item.span.end


def first_date(span: Span) -> Found[Day] | None:
    """Return the first date of a span, None where it has none."""
    return next(dates(span), None)


def first_time(span: Span) -> Found[str] | None:
    """Return the first time of day of a span, as HH:MM, None where it has none."""
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
    month = int(figure) if figure else _month(groups["month"])
    year = _year(groups)
    if day is None or year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    weekday = groups.get("weekday")
    try:
        return Day(date(year, month, day), WEEKDAYS.index(numbers.bare(weekday)) if weekday else None)
    except ValueError:
        return None


def _month(name: str) -> int:
    """Return the number of a month, 0 for none."""
    name = numbers.bare(name)
    return next((month for start, month in MONTHS if name.startswith(start)), 0)


def _year(groups: dict[str, str | None]) -> int | None:
    if groups.get("yearword"):
        year = numbers.in_words(str(groups["yearword"]))
        return None if year == 2000 else year  # "deux mille" with its end elsewhere: cut by a margin column
    figures = "".join(str(groups.get("year") or groups.get("shortyear") or "").split())
    if not figures:
        return None
    return int(figures) if len(figures) == 4 else 2000 + int(figures)
