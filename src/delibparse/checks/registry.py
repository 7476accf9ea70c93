"""The registry of rules: a code, a sentence in two languages, a source, and a function whose docstring is its page."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from delibparse.record import Avertissement, Deliberation, Document, Gravite
from delibparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: the JSON Pointers to look at, and the facts that fill the rule's sentence."""

    fields: list[str]
    facts: Mapping[str, object] = field(default_factory=dict)


Check = Callable[[Deliberation], Iterator[Finding]]
FileCheck = Callable[[Document], Iterator[Finding]]
BodyCheck = Callable[[Deliberation, Settings], Iterator[Finding]]


def _nothing(*_: object) -> Iterator[Finding]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is stable for ever and never reused; `reference` is the article of law, None for plain logic. A rule looks
    at one act (`check`), at an act and what is known of its body (`check_body`), or at a file's acts (`check_file`)."""

    code: str
    name: str
    severity: Gravite
    fr: str
    en: str
    reference: str | None
    page: str
    check: Check = _nothing
    check_file: FileCheck = _nothing
    check_body: BodyCheck = _nothing

    def warning(self, finding: Finding, lang: Literal["fr", "en"] = "fr") -> Avertissement:
        sentence = (self.en if lang == "en" else self.fr).format(**finding.facts)
        return Avertissement(self.code, self.severity, sentence, finding.fields, self.reference)


_RULES: dict[str, Rule] = {}


def rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[Check], Check]:
    """Registers a check on one act. Its docstring is its page, see docs/rules/README.md for the sections."""

    def register(check: Check) -> Check:
        _add(Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check=check))
        return check

    return register


def file_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[FileCheck], FileCheck]:
    """Registers a check on the acts of a file together; else as `rule`."""

    def register(check: FileCheck) -> FileCheck:
        _add(Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_file=check))
        return check

    return register


def body_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[BodyCheck], BodyCheck]:
    """Registers a check on one act and the settings of its body; else as `rule`."""

    def register(check: BodyCheck) -> BodyCheck:
        _add(Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_body=check))
        return check

    return register


def _add(one: Rule) -> None:
    if one.code in _RULES:
        raise ValueError(f"{one.code} is registered twice")
    _RULES[one.code] = one


def rules() -> dict[str, Rule]:
    """All rules by code, in the order of their codes."""
    return dict(sorted(_RULES.items()))
