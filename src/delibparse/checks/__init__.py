"""Consistency checks: coded rules on the record alone, so that a hand-written record can be checked too."""

from __future__ import annotations

from typing import Literal

from delibparse.checks import (  # noqa: F401  (importing a family registers its rules)
    dates,
    effectif,
    lecture,
    pouvoirs,
    quorum,
    structure,
    votes,
)
from delibparse.checks.registry import Finding, Rule, act_rules, rules
from delibparse.checks.structure import act_missing, page_damaged
from delibparse.record import Avertissement, Deliberation, Document

__all__ = ["Finding", "Rule", "check", "check_act", "rules"]


def check(document: Document, lang: Literal["fr", "en"] = "fr", damaged: dict[int, str] | None = None) -> None:
    """Puts the warnings of all rules into the document and its acts. `damaged` gives pages that could not be read."""
    for act in document.deliberations:
        act.avertissements = check_act(act, lang)
    document.avertissements = [
        *(page_damaged.warning(finding, lang) for finding in page_damaged.check_pages(damaged or {})),
        *(act_missing.warning(finding, lang) for finding in act_missing.check_document(document)),
    ]


def check_act(act: Deliberation, lang: Literal["fr", "en"] = "fr") -> list[Avertissement]:
    """The warnings of one act, in the order of the rules' codes."""
    return [rule.warning(finding, lang) for rule in act_rules() for finding in rule.check(act)]
