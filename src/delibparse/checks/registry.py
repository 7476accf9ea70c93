"""What a rule is: a code, a sentence in two languages, a source, and a function whose docstring is its page."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from delibparse.labels import Lang, field_label
from delibparse.model.members import Member
from delibparse.model.record import Avertissement, Deliberation, Document, Gravite, Portee
from delibparse.settings import Settings


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a rule: the JSON Pointers to look at, and the facts that fill the rule's sentence, by language
    where a fact is told in words. `severity` where it is another than the rule's own."""

    fields: list[str]
    facts: Mapping[str, object] = field(default_factory=dict)
    severity: Gravite | None = None


Check = Callable[[Deliberation], Iterator[Finding]]
"""Looks at one act."""

FileCheck = Callable[[Document], Iterator[Finding]]
"""Looks at the acts of a file together."""

BodyCheck = Callable[[Deliberation, Settings], Iterator[Finding]]
"""Looks at an act and what is known of its body."""

PageCheck = Callable[[Deliberation, Collection[int]], Iterator[Finding]]
"""Looks at how surely an act was read; the numbers are those of the pages that OCR recognised."""


RosterCheck = Callable[[Deliberation, Sequence[Member]], Iterator[Finding]]
"""Looks at an act and who sat on its council that day, by the rosters that were imported."""


ArchiveCheck = Callable[[Deliberation, Sequence[Member]], Iterator[Finding]]
"""Looks at an act and the members whom the body's sessions of other days name."""


def _nothing(*_: object) -> Iterator[Finding]:
    yield from ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and its check, one of the six. `code` is stable for ever and never reused; `reference` is the article of
    law, None for plain logic. `is_of_page` tells a rule that only the page can answer: its warnings stay as they were
    told where a record has lost its places; `is_of_ocr` one that asks too which pages were recognised."""

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
    check_page: PageCheck = _nothing
    check_roster: RosterCheck = _nothing
    check_archive: ArchiveCheck = _nothing
    is_of_ocr: bool = False

    @property
    def is_of_page(self) -> bool:
        return self.check_page is not _nothing

    @property
    def is_of_roster(self) -> bool:
        """Whether only rosters can answer: without them its warnings stay as they were told."""
        return self.check_roster is not _nothing

    @property
    def is_of_archive(self) -> bool:
        """Whether only the body's other acts can answer: without them its warnings stay as they were told."""
        return self.check_archive is not _nothing

    def warning(self, finding: Finding, portee: Portee, lang: Lang = "fr") -> Avertissement:
        """The finding as it stands in the record."""
        facts = {name: told[lang] if isinstance(told, dict) else told for name, told in finding.facts.items()}
        sentence = _FORMATTERS[lang].vformat(self._template(lang), (), facts)
        severity = finding.severity or self.severity
        return Avertissement(self.code, severity, sentence, finding.fields, portee, self.reference)

    def message(self, lang: Lang) -> str:
        """The sentence with its facts in brackets, as the rule's page shows it: its words in the plural."""
        return _FORMS.sub(r"\g<several>", self._template(lang))

    def _template(self, lang: Lang) -> str:
        return self.en if lang == "en" else self.fr


_FORMS = re.compile(r"\{\w+:[^{}|]+\|(?P<several>[^{}|]+)\}")
"""The word of a number in a rule's sentence, in the two forms that it has: "{names} {names:nom|noms}"."""


class _Formatter(Formatter):
    """Fills a rule's sentence; the word of a number has the form that its language asks for."""

    def __init__(self, singular: int) -> None:
        self._singular = singular

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, several = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if self._singular <= value <= 1 else several


_FORMATTERS: dict[Lang, _Formatter] = {"fr": _Formatter(0), "en": _Formatter(1)}
"""None is singular in French and plural in English."""


def in_words(pointer: str) -> dict[str, str]:
    """A field or a list of an act as a fact of a sentence.

    >>> in_words("/formalites/reception_prefecture")["fr"], in_words("/excuses")["en"]
    ('réception en préfecture', 'excused')
    """
    return {lang: field_label(pointer, lang).lower() for lang in _FORMATTERS}


def rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[Check], Rule]:
    """Make a rule of a check on one act. Its docstring is its page: a sentence, then What, Why, Source, Fires, Silent,
    Traps and Silence, a paragraph each."""

    def make(check: Check) -> Rule:
        return Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check=check)

    return make


def file_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[FileCheck], Rule]:
    """Make a rule of a check on the acts of a file together; else as `rule`."""

    def make(check: FileCheck) -> Rule:
        return Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_file=check)

    return make


def body_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[BodyCheck], Rule]:
    """Make a rule of a check on one act and the settings of its body; else as `rule`."""

    def make(check: BodyCheck) -> Rule:
        return Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_body=check)

    return make


def page_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, is_of_ocr: bool = False
) -> Callable[[PageCheck], Rule]:
    """Make a rule of a check on how surely an act was read; else as `rule`."""

    def make(check: PageCheck) -> Rule:
        page = inspect.getdoc(check) or ""
        return Rule(code, name, severity, fr, en, None, page, check_page=check, is_of_ocr=is_of_ocr)

    return make


def roster_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[RosterCheck], Rule]:
    """Make a rule of a check on one act and the members of its council; else as `rule`."""

    def make(check: RosterCheck) -> Rule:
        return Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_roster=check)

    return make


def archive_rule(
    code: str, name: str, severity: Gravite, *, fr: str, en: str, reference: str | None = None
) -> Callable[[ArchiveCheck], Rule]:
    """Make a rule of a check on one act and the members whom other sessions name; else as `rule`."""

    def make(check: ArchiveCheck) -> Rule:
        return Rule(code, name, severity, fr, en, reference, inspect.getdoc(check) or "", check_archive=check)

    return make
