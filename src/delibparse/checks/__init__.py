"""Consistency checks: coded rules on the record alone, so that a hand-written record can be checked too."""

from __future__ import annotations

from typing import Literal

from delibparse.checks import (  # noqa: F401  (importing a family registers its rules)
    corps,
    dates,
    effectif,
    identifiants,
    lecture,
    noms,
    pouvoirs,
    quorum,
    structure,
    votes,
)
from delibparse.checks.registry import Finding, Rule, rules
from delibparse.record import Avertissement, Deliberation, Document
from delibparse.settings import NO_SETTINGS, Settings

__all__ = ["Finding", "Rule", "check", "check_act", "check_again", "check_file", "rules"]

Lang = Literal["fr", "en"]


def check(
    document: Document, lang: Lang = "fr", damaged: dict[int, str] | None = None, settings: Settings = NO_SETTINGS
) -> None:
    """Puts the warnings of all rules into the document and its acts. `damaged` gives pages that could not be read,
    `settings` what is known of the body."""
    for act in document.deliberations:
        act.avertissements = check_act(act, lang, settings)
    unread = [rules()["LEC010"].warning(finding, lang) for finding in lecture.damaged_pages(damaged or {})]
    document.avertissements = unread + check_file(document, lang)


def check_again(document: Document, lang: Lang = "fr", settings: Settings = NO_SETTINGS) -> None:
    """Puts the warnings into a document that has been checked before: what only the reading could tell stays."""
    unread = [warning for warning in document.avertissements if warning.code == "LEC010"]
    check(document, lang, settings=settings)
    document.avertissements = unread + document.avertissements


def check_act(act: Deliberation, lang: Lang = "fr", settings: Settings = NO_SETTINGS) -> list[Avertissement]:
    """The warnings of one act, in the order of the rules' codes."""
    return [
        rule.warning(finding, lang)
        for rule in rules().values()
        for findings in (rule.check(act), rule.check_body(act, settings))
        for finding in findings
    ]


def check_file(document: Document, lang: Lang = "fr") -> list[Avertissement]:
    """The warnings of the file as a whole and of its acts against each other, in the order of the rules' codes."""
    return [rule.warning(finding, lang) for rule in rules().values() for finding in rule.check_file(document)]
