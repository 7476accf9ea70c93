"""The words for fields and rules: complete in both languages, and no pointer where a person reads."""

from __future__ import annotations

from typing import Any

import pytest

from acts import act
from delibparse.checks import rules
from delibparse.corrections.fields import all_fields
from delibparse.labels import POINTER, Lang, field_label, in_words, labels, rule_title, section_of

LANGS: tuple[Lang, ...] = ("fr", "en")


def keys(table: dict[str, Any], above: str = "") -> set[str]:
    return {key for name, value in table.items() for key in (
        keys(value, f"{above}{name}.") if isinstance(value, dict) else {f"{above}{name}"}
    )}  # fmt: skip


def test_both_languages_have_the_same_words() -> None:
    assert keys(labels("fr")) == keys(labels("en"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_rule_has_a_title(lang: Lang) -> None:
    assert set(rules()) == set(labels(lang)["rules"]), "add the rule's title to src/delibparse/labels.toml"
    assert rule_title("XYZ999", lang) == "XYZ999"


@pytest.mark.parametrize("lang", LANGS)
def test_every_field_of_an_act_is_told_in_words_and_has_a_section(lang: Lang) -> None:
    for pointer in all_fields(act()):
        assert "/" not in field_label(pointer, lang), pointer
        assert section_of(pointer) in labels(lang)["sections"], pointer


TOLD = [
    ("/pouvoirs/2/mandataire : lu « X », compris Y", "Pouvoirs (3), mandataire : lu « X », compris Y"),
    ("/seance/president/nom", "Président, nom"),
    ("/vote/noms/contre/0/personne/nom", "Ont voté contre (1), nom"),
    ("le 11/12/2020, 3/4 des voix", "le 11/12/2020, 3/4 des voix"),
    ("http://exemple.fr/vote", "http://exemple.fr/vote"),
    ("/nulle/part", "/nulle/part"),
]


@pytest.mark.parametrize(("sentence", "told"), TOLD)
def test_pointers_in_sentences(sentence: str, told: str) -> None:
    assert in_words(sentence, "fr") == told


def test_a_clue_of_the_page_has_no_section() -> None:
    assert section_of("/indices/non_lus/0") == ""
    assert not POINTER.search(field_label("/indices/non_lus/0", "fr"))
