"""Figures of the assembly told in sentences; and figures of other things."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar.count_sentences import read_sentences

TOLD: list[tuple[str, dict[str, int]]] = [
    ("Sur 11 membres en exercice, 9 étaient présents", {"en_exercice": 11, "presents": 9}),
    ("Sur 15 conseillers en exercice, 12 sont présents et 2 ont donné pouvoir", {"en_exercice": 15, "presents": 12, "pouvoirs": 2}),
    ("9 membres présents sur 11 en exercice", {"presents": 9, "en_exercice": 11}),
    ("12 présents sur 15 membres", {"presents": 12, "en_exercice": 15}),
    ("12 présents, 2 pouvoirs, 1 absent excusé", {"presents": 12, "pouvoirs": 2, "excuses": 1}),
    ("12 présents, 2 représentés, 1 absent", {"presents": 12, "pouvoirs": 2, "absents": 1}),
    ("12 conseillers présents et 2 ayant donné procuration", {"presents": 12, "pouvoirs": 2}),
    ("12 conseillers municipaux étaient présents, 3 étaient absents dont 2 avaient donné pouvoir", {"presents": 12, "absents": 3, "pouvoirs": 2}),
    ("douze conseillers étaient présents", {"presents": 12}),
    ("Douze membres sont présents, deux sont représentés et un est absent", {"presents": 12, "pouvoirs": 2, "absents": 1}),
    ("Le nombre de conseillers en exercice est de 15", {"en_exercice": 15}),
    ("Le nombre de membres en exercice étant de quinze", {"en_exercice": 15}),
    ("Le conseil compte 15 membres en exercice", {"en_exercice": 15}),
    ("la majorité des 15 membres en exercice étant présente", {"en_exercice": 15}),
    ("Le nombre des conseillers présents est de 12", {"presents": 12}),
    ("le nombre de présents s'élève à 12", {"presents": 12}),
    ("Le conseil municipal, au nombre de douze, s'est réuni", {"presents": 12}),
    ("le nombre de votants est de 14", {"votants": 14}),
    ("Le quorum est fixé à 8", {"quorum": 8}),
    ("Le quorum étant de 8 membres", {"quorum": 8}),
    ("aucun absent", {"absents": 0}),
    ("12 étaient présents et aucun n'avait donné pouvoir", {"presents": 12, "pouvoirs": 0}),
    ("Aucun conseiller n'était absent", {"absents": 0}),
    ("0 absent, 0 excusé", {"absents": 0, "excuses": 0}),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "figures"), TOLD)
def test_figures_of_a_sentence(sentence: str, figures: dict[str, int]) -> None:
    for text in (f"{sentence}.", f"Le maire ouvre la séance. {sentence} ; la séance est ouverte."):
        assert {field: found.value for field, found in read_sentences(span(text)).items()} == figures


def test_a_label_lines_above_is_not_the_figures() -> None:
    text = "Absente :\nROUX E.\nLe nombre de conseillers en exercice est de 28 ; 23 étaient présents et 3 avaient donné pouvoir."
    assert {field: found.value for field, found in read_sentences(span(text)).items()} == {
        "en_exercice": 28,
        "presents": 23,
        "pouvoirs": 3,
    }


OF_OTHERS = [
    "Les membres du conseil municipal, au nombre prescrit par la loi, se sont réunis",
    "3 membres de la commission ont visité le site",
    "à 19 heures, étaient présents",
    "le 12 mars étaient présents",
    "les 12 élus présents ont visité l'école",
    "une aide de 150 euros aux personnes absentes",
    "2 délégations de service public",
    "12, rue des Absents",
    "10 % des membres présents",
    "4 personnes du public étaient présentes",
    "2 agents étaient présents",
    "2 journalistes présents",
    "30 élèves absents",
    "aucun pouvoir n'a été donné au comité",
    "l'article L2121-17 présents",
    "2,5 présents",
    "Présents : 21 Votants : 24",
]


@pytest.mark.parametrize("sentence", OF_OTHERS)
def test_figures_of_other_things(sentence: str) -> None:
    for text in (f"{sentence}.", f"Le maire ouvre la séance. {sentence}."):
        assert read_sentences(span(text)) == {}


def test_the_words_of_a_figure_are_its_place() -> None:
    found = read_sentences(span("Sur 11 membres en exercice, 9 étaient présents."))
    assert {field: count.span.text for field, count in found.items()} == {
        "en_exercice": "11 membres en exercice",
        "presents": "9 étaient présents",
    }


def test_the_first_figure_of_a_field_counts() -> None:
    assert read_sentences(span("9 étaient présents. À 20 h, 10 étaient présents."))["presents"].value == 9
