"""Dates as clerks print them."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante"}


def in_words(number: int) -> str:
    """0 to 59: `in_words(21)` is `vingt et un`, `in_words(47)` is `quarante-sept`."""
    if number < len(UNITS):
        return UNITS[number]
    tens, unit = divmod(number, 10)
    if unit == 0:
        return TENS[tens]
    return f"{TENS[tens]} et un" if unit == 1 else f"{TENS[tens]}-{UNITS[unit]}"


def year_in_words(year: int, thousand: str = "deux mille", hyphen: bool = True) -> str:
    words = f"{thousand} {in_words(year - 2000)}"
    return words if hyphen else words.replace("-", " ")


def day(when: date, words: bool = False, zero: bool = False) -> str:
    """`1er`, `6`, `06` or `premier`, `six`."""
    if words:
        return "premier" if when.day == 1 else in_words(when.day)
    if when.day == 1 and not zero:
        return "1er"
    return f"{when.day:02}" if zero else str(when.day)


def long(when: date, weekday: bool = False, zero: bool = False) -> str:
    """`6 mars 2023`, `lundi 6 mars 2023`."""
    text = f"{day(when, zero=zero)} {MONTHS[when.month - 1]} {when.year}"
    return f"{DAYS[when.weekday()]} {text}" if weekday else text


def words(when: date) -> str:
    """`six mars deux mille vingt-trois`."""
    return f"{day(when, words=True)} {MONTHS[when.month - 1]} {year_in_words(when.year)}"


def short(when: date, mark: str = "/") -> str:
    return f"{when.day:02}{mark}{when.month:02}{mark}{when.year}"
