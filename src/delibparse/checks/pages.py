"""The page of a rule in one language: its docstring is the English, `french.toml` the French."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from delibparse.checks.registry import Rule
from delibparse.labels import Lang, labels, rule_title

PARTS = {
    "quoi": "Quoi", "pourquoi": "Pourquoi", "source": "Source", "signale": "Signale", "laisse": "Laisse passer",
    "pieges": "Pièges",
}  # fmt: skip
"""The parts of a French page below its sentence, and their heads."""


@lru_cache(maxsize=1)
def french() -> dict[str, dict[str, str]]:
    """The French pages by the rule's code, a text for `titre` and each of the PARTS."""
    text = resources.files("delibparse.checks").joinpath("french.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def page(rule: Rule, lang: Lang) -> str:
    """All that is to be known of a rule: its name and severity, its page, its message, the law."""
    severity = labels(lang)["severities"][rule.severity]
    head = f"{rule.code} {rule.name} ({severity})"
    if lang == "en":
        return "\n".join(
            (head, "", rule.page, "", f"Message: {rule.message('en')}", f"Reference: {rule.reference or '-'}")
        )
    told = french()[rule.code]
    parts = [f"{name} : {told[key]}" for key, name in PARTS.items()]
    return "\n".join(
        (
            f"{head} : {rule_title(rule.code, lang)}", "", told["titre"], "", *parts,
            f"Pour la taire : `--ignore {rule.code}`.", "", f"Message : {rule.message('fr')}",
            f"Référence : {rule.reference or '-'}",
        )
    )  # fmt: skip
