"""The rules' pages in French, whole, and `delibparse rules` in one language at a time."""

from __future__ import annotations

import json
import re

import pytest
from typer.testing import CliRunner

from delibparse.checks import rules
from delibparse.checks.pages import PARTS, french, page
from delibparse.cli.app import app
from delibparse.cli.output import Voice
from delibparse.labels import Lang


def test_every_rule_has_its_french_page_and_no_other() -> None:
    assert set(french()) == set(rules()), "give the rule its page in src/delibparse/checks/french.toml"


@pytest.mark.parametrize("code", sorted(rules()))
def test_a_french_page_is_whole_and_says_what_the_english_does(code: str) -> None:
    told = french()[code]
    assert set(told) == {"titre", *PARTS}
    assert all(
        text[0] == text[0].lower() or text[0] == "«" or text[:2].isupper()
        for text in told.values()
        if text != told["titre"]
    )
    assert all(text.endswith((".", "…")) for text in told.values())
    english = " ".join(rules()[code].page.split())
    whole = " ".join(told.values())
    for pattern in (r"`[a-z_]+\.[a-z_]+`", r"[LR]\d{4}-\d+", rf"\b(?!{code})[A-Z]{{3}}\d{{3}}\b"):
        assert set(re.findall(pattern, english)) <= set(re.findall(pattern, whole)), pattern


@pytest.mark.parametrize(
    ("lang", "words", "others"),
    [
        ("fr", ("Pourquoi :", "Pour la taire :", "(erreur)"), ("Why:", "Fires")),
        ("en", ("Why:", "Silence:", "(error)"), ("Pourquoi",)),
    ],
)
def test_a_page_speaks_one_language(lang: Lang, words: tuple[str, ...], others: tuple[str, ...]) -> None:
    told = page(rules()["VOT001"], lang)
    assert all(word in told for word in words)
    assert not [word for word in others if word in told]


def test_rules_as_json() -> None:
    listed = json.loads(CliRunner().invoke(app, ["rules", "--json"], obj=Voice("en")).stdout)
    assert [one["code"] for one in listed] == sorted(rules())
    one = json.loads(CliRunner().invoke(app, ["rules", "pou002", "--json"], obj=Voice("fr")).stdout)
    assert one["reference"] == "CGCT L2121-20"
    assert "Pourquoi :" in one["page"]
