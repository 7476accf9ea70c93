"""The registry of rules: a code, a sentence in two languages, a source, and a function whose docstring is its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from delibparse.record import Avertissement, Deliberation, Gravite


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: the JSON Pointers to look at, and the facts that fill the rule's sentence."""

    fields: list[str]
    facts: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[Deliberation], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is stable for ever and never reused; `reference` is the article of law, None for plain logic."""

    code: str
    name: str
    severity: Gravite
    fr: str
    en: str
    reference: str | None
    check: Check
    page: str

    def warning(self, finding: Finding, lang: Literal["fr", "en"] = "fr") -> Avertissement:
        sentence = (self.en if lang == "en" else self.fr).format(**finding.facts)
        return Avertissement(self.code, self.severity, sentence, finding.fields, self.reference)


_RULES: dict[str, Rule] = {}


def rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[Check], Check]:
    """Registers a check on one act. Its docstring is its page: see `docs/rules.md` for the sections."""

    def register(check: Check) -> Check:
        add(Rule(code, name, severity, fr, en, reference, check, inspect.getdoc(check) or ""))
        return check

    return register


def add(one: Rule) -> Rule:
    if one.code in _RULES:
        raise ValueError(f"{one.code} is registered twice")
    _RULES[one.code] = one
    return one


def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their codes."""
    return dict(sorted(_RULES.items()))


def act_rules() -> list[Rule]:
    return list(rules().values())
