"""Dates, times and numbers in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts import span
from delibparse.grammar import session
from delibparse.grammar.values import dates, numbers

DATES = [
    ("du 9 novembre 2017", "2017-11-09"),
    ("Publié à la mairie, le 13 NOV 2017", "2017-11-13"),
    ("23 FEV.2023", "2023-02-23"),
    ("le: 10/11/2017", "2017-11-10"),
    ("10.11.17", "2017-11-10"),
    ("L'an deux mille vingt-trois, le vingt-cinq janvier", "2023-01-25"),
    ("L'an deux mil trois, le vingt sept mars", "2003-03-27"),
    ("L’an DEUX MILLE VINGT TROIS\nle 23 janvier", "2023-01-23"),
    ("réunis le seize février deux mille vingt-trois", "2023-02-16"),
    ("L'an Deux-mille-vingt-deux, le 3 octobre", "2022-10-03"),
    ("1er mars 2020", "2020-03-01"),
    ("le 13 du mois de janvier 2020", "2020-01-13"),
    ("le 13 du mois d’avril 2020", "2020-04-13"),
    ("L'an deux mille vingt et un et le douze du mois d'août", "2021-08-12"),
    ("lundi 1 février 2016", "2016-02-01"),
    ("15 août 2021", "2021-08-15"),
]


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_dates(text: str, iso: str) -> None:
    assert [found.value.iso for found in dates.dates(span(text))] == [iso]


@pytest.mark.parametrize("text", ["30/02/2020", "article 12.3.4", "le 45 mars 2020", "L 212-4", "n° 2017-11", "28"])
def test_not_dates(text: str) -> None:
    assert list(dates.dates(span(text))) == []


def test_weekday() -> None:
    found = dates.first_date(span("vendredi 06 février 2023"))
    assert found is not None
    assert found.value == dates.Day(date(2023, 2, 6), 4)


TIMES = [("à 18h30", "18:30"), ("à 18 H 00", "18:00"), ("à dix-neuf heures", "19:00"), ("à dix-huit heures trente", "18:30"),
         ("à 9 h", "09:00"), ("à vingt heures et quart", "20:15"),
         ("à dix-huit heures et trente, le Conseil", "18:30"), ("à dix-huit heures et trente minutes", "18:30"),
         ("à dix heures et trente membres", "10:00"), ("à vingt heures et quinze élus", "20:00")]  # fmt: skip


@pytest.mark.parametrize(("text", "time"), TIMES)
def test_times(text: str, time: str) -> None:
    found = dates.first_time(span(text))
    assert found is not None
    assert found.value == time


MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
          "décembre")  # fmt: skip


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    forms = [
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day:%d/%m/%Y}",
        f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
    ]
    for form in forms:
        found = dates.first_date(span(form))
        assert found is not None
        assert found.value.date == day


NUMBERS = [
    ("zéro", 0), ("un", 1), ("dix-sept", 17), ("vingt et un", 21), ("soixante et onze", 71), ("quatre-vingts", 80),
    ("quatre-vingt-dix-neuf", 99), ("cent", 100), ("deux cent trente", 230), ("mil neuf cent quatre-vingt-quatorze", 1994),
    ("deux mille vingt-trois", 2023), ("VINGT-SEPT", 27), ("néant", None), ("", None), ("vingt pommes", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_numbers_in_words(text: str, value: int | None) -> None:
    assert numbers.in_words(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("27", 27), ("2B", 28), ("O", 0), ("( 11 )", 11), ("l0", 10), ("cinq", 5), ("x", None)]
)
def test_counts(text: str, value: int | None) -> None:
    assert numbers.count(text) == value


@pytest.mark.parametrize(("text", "misread"), [("27", None), ("2B", "2B"), ("O", "O"), ("cinq", None), ("x", None)])
def test_misread_figures_are_told(text: str, misread: str | None) -> None:
    assert numbers.misread(text) == misread


SESSIONS = [
    (
        "Le vendredi 3 février 2023, à 19h30, le Conseil municipal convoqué le 26 janvier 2023, s'est réuni",
        "2023-02-03",
    ),
    ("Le treize mars deux mille vingt-trois à 18 heures, les membres du comité se sont assemblés", "2023-03-13"),
    ("Le 3 février 2023, le préfet a écrit. La commission s'est réunie", None),
    ("La loi du 3 février 2023, le conseil d'État l'a dit, s'est imposée ; on s'est réuni", None),
]


@pytest.mark.parametrize(("text", "expected"), SESSIONS)
def test_the_day_on_which_the_council_met(text: str, expected: str | None) -> None:
    found = session.session_date(span(""), span("Compte rendu. " + text + " sous la présidence de Jean MARTIN."))
    assert (found.value.date.isoformat() if found else None) == expected
