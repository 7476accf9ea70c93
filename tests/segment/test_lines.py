"""What number a line begins with, and how it is set."""

from __future__ import annotations

import pytest

from acts import span, word
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import compose
from delibparse.reading.model import Page, Type
from delibparse.segment.lines import PLAIN, lines_of, rising, roman_value

NUMBERS = [
    ("3. Voirie communale", "3", "9", (3,), "Voirie communale"),
    ("3 – Voirie communale", "3", "9", (3,), "Voirie communale"),
    ("IV. Voirie communale", "IV", "I", (4,), "Voirie communale"),
    ("I  Convention", "I", "I", (1,), "Convention"),
    ("b) Voirie communale", "b", "A", (2,), "Voirie communale"),
    ("Point n° 4 : Voirie communale", "4", "point9", (4,), "Voirie communale"),
    ("D2024-17 – Objet : Voirie", "D2024-17", "d9-9", (2024, 17), "Objet : Voirie"),
    ("DEL 2025-87 : Voirie", "DEL 2025-87", "del9-9", (2025, 87), "Voirie"),
    ("3. D2024-17 Voirie", "D2024-17", "d9-9", (2024, 17), "Voirie"),
    ("2023-03-06-DCM-02 Nomenclature", "2023-03-06-DCM-02", "9-9-9-9", (2023, 3, 6, 2), "Nomenclature"),
    ("24-12/101 – Ouverture", "24-12/101", "9-9-9", (24, 12, 101), "Ouverture"),
    ("Délibération n°20230306-01", "20230306-01", "deliberation9-9", (20230306, 1), ""),
    ("2017.07.04 – 1 bis Voirie", "2017.07.04 – 1 bis", "9-9-9-9", (2017, 7, 4, 1), "Voirie"),
    ("20l8.04.09-10 PROTOCOLE", "20l8.04.09-10", "9-9-9-9", (2018, 4, 9, 10), "PROTOCOLE"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number", "series", "values", "title"), NUMBERS)
def test_a_number_of_any_style(text: str, number: str, series: str, values: tuple[int, ...], title: str) -> None:
    (line,) = lines_of(span(text))
    assert line.number is not None
    assert (line.number.span.text, line.number.series, line.number.values) == (number, series, values)
    assert line.title.text == title


@pytest.mark.parametrize(
    "text",
    [
        "Le maire propose 3 marchés",
        "12 personnes ont été reçues",
        "M57 – Dépenses d'investissement",
        "Décision modificative n° 1 du budget annexe",
        "15 000 € sont inscrits",
        "Budget communal 2020 – Décision modificative",
        "Contrat 2010-2014 – Opération quatre",
        "M. Jean DURAND expose le projet",
        "18h30 : ouverture",
    ],
)
def test_figures_that_number_nothing(text: str) -> None:
    (line,) = lines_of(span(text))
    assert line.number is None


def test_lines_set_alike_are_one_heading() -> None:
    bold = Type(12.0, bold=True)
    plain = Type(10.0)
    rows = [
        ("Achat d'une balayeuse pour les", bold),
        ("services techniques", bold),
        ("Le maire expose le projet.", plain),
    ]
    words = []
    for k, (text, kind) in enumerate([*rows, *[("Il rappelle que la dépense est inscrite.", plain)] * 4]):
        x = 50.0
        for part in text.split():
            words.append(word(part, x, 40 + 13 * k)._replace(type=kind))
            x = words[-1].x1 + 3
    first, *others = lines_of(compose([Page(1, 595, 842, words, "texte")], lexicon()).body.span())
    assert first.span.text == "Achat d'une balayeuse pour les services techniques"
    assert first.look.bold
    assert first.look.size == 12.0
    assert {line.look for line in others} == {PLAIN}


def test_numbers_that_count_on() -> None:
    assert rising([1, 2, 1, 3, 9], [2] * 5) == [0, 1, 3]
    assert rising([4, 1, 2, 5], [2] * 4) == [0, 3]
    assert [roman_value(number) for number in ("I", "IV", "IX", "XIV")] == [1, 4, 9, 14]
