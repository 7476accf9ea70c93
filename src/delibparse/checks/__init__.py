"""Consistency checks: coded rules on the record alone, so that a hand-written record can be checked too."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Literal

from delibparse.checks import (
    collectivite,
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
from delibparse.checks.registry import Finding, Rule
from delibparse.model.fields import scope_of
from delibparse.model.members import Member
from delibparse.model.people import looked_at
from delibparse.model.record import Avertissement, Deliberation, Document
from delibparse.settings import NO_SETTINGS, Settings

__all__ = ["Finding", "Rule", "check", "check_act", "check_file", "rules"]

Lang = Literal["fr", "en"]

Rosters = Callable[[Deliberation], Sequence[Member]]
"""Gives who sat on an act's council on the day of its session."""

FAMILIES: tuple[ModuleType, ...] = (
    collectivite, dates, effectif, identifiants, lecture, noms, pouvoirs, quorum, structure, votes,
)  # fmt: skip
"""A module for each family of rules; every `Rule` in it is one."""


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Rule]:
    """All rules by code, in the order of their codes."""
    found = [one for family in FAMILIES for one in vars(family).values() if isinstance(one, Rule)]
    by_code = {one.code: one for one in sorted(found, key=lambda one: one.code)}
    if len(by_code) < len(found):
        raise ValueError("two rules have one code")
    return MappingProxyType(by_code)


def check(
    document: Document,
    lang: Lang = "fr",
    settings: Settings = NO_SETTINGS,
    rosters: Rosters | None = None,
    archive: Rosters | None = None,
) -> None:
    """Puts the warnings of all rules into the document and its acts; `settings` is what is known of the body, `rosters`
    gives who sat on an act's council, `archive` whom of it the body's other sessions name.

    A document without places keeps what only its pages could tell, as it was told; likewise without rosters, or without
    an archive.
    """
    recognised = frozenset(row.page for row in document.source.lecture if row.methode in ("ocr", "mixte"))
    for act in document.deliberations:
        members, others = rosters(act) if rosters else None, archive(act) if archive else None
        act.avertissements = check_act(act, lang, settings, recognised, members, others)
    document.avertissements = check_file(document, lang)


def check_act(
    act: Deliberation,
    lang: Lang = "fr",
    settings: Settings = NO_SETTINGS,
    recognised: Collection[int] | None = None,
    members: Sequence[Member] | None = None,
    others: Sequence[Member] | None = None,
) -> list[Avertissement]:
    """The warnings of one act, in the order of the rules' codes. `recognised` are the pages that OCR read, None where
    that is not known; `members` who sat on the council that day, None without rosters; `others` whom of
    it the body's other sessions name, None without an archive."""
    known = rules().values()
    return [warning for rule in known for warning in _warnings(rule, act, lang, settings, recognised, members, others)]


def _warnings(
    rule: Rule,
    act: Deliberation,
    lang: Lang,
    settings: Settings,
    recognised: Collection[int] | None,
    members: Sequence[Member] | None,
    others: Sequence[Member] | None,
) -> list[Avertissement]:
    of_page = rule.is_of_page and (not act.provenance or (rule.is_of_ocr and recognised is None))
    if of_page or (rule.is_of_roster and members is None) or (rule.is_of_archive and others is None):
        seen = looked_at(act)
        return [w for w in act.avertissements if w.code == rule.code and not seen & set(w.champs)]
    findings = [*rule.check(act), *rule.check_body(act, settings), *rule.check_page(act, recognised or ())]
    findings += [*rule.check_roster(act, members or ()), *rule.check_archive(act, others or ())]
    return [rule.warning(finding, scope_of(act, finding.fields), lang) for finding in findings]


def check_file(document: Document, lang: Lang = "fr") -> list[Avertissement]:
    """The warnings of the file as a whole and of its acts against each other, in the order of the rules' codes."""
    return [
        rule.warning(finding, "fichier", lang) for rule in rules().values() for finding in rule.check_file(document)
    ]
