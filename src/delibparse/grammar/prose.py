"""The sentences of an act: visas, considérants, exposé, and the decision with its points."""

from __future__ import annotations

from dataclasses import dataclass, field

from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Template

VOTE_BEGINS = Template(r"\A[•\s]*@{prose.vote}")
"""A paragraph that gives the vote, not a point of the decision."""


@dataclass(slots=True)
class Prose:
    visas: list[Span] = field(default_factory=list)
    considerants: list[Span] = field(default_factory=list)
    expose: list[Span] = field(default_factory=list)
    formula: Span | None = None
    points: list[Span] = field(default_factory=list)
    decision_start: int | None = None  # offsets in the source text
    closing_start: int | None = None


_BEGINS = {kind: Template(rf"\A[•\s]*(?P<words>@{{prose.{kind}}})") for kind in ("visa", "considerant", "closing")}
_FORMULA = Template(r"(?<![\p{L}])(?P<words>@{prose.formula})")

_DECIDES = Template(r"(?<![\p{L}])@{prose.decides}(?![\p{L}])[^\n:]{0,20}:?")


def read_prose(text: Span) -> Prose:
    """The prose of an act from behind its object to its end."""
    prose = Prose()
    paragraphs = [part for paragraph in text.paragraphs() for part in _opened(paragraph)]
    formula_at = _find_formula(paragraphs)
    for k, paragraph in enumerate(paragraphs):
        if formula_at is not None and k >= formula_at:
            break
        if formula_at is None and paragraph.search(_BEGINS["closing"]):
            prose.closing_start = paragraph.start
            break
        _sort(paragraph, prose)
    if formula_at is not None:
        _read_decision(paragraphs[formula_at:], prose)
    return prose


_OPENS = Template(
    r"\n+(?=@{prose.opens_in_capitals}\s)|(?<=[,;:.])\n+(?=@{prose.opens}\s)|\n+(?=@{prose.opens_vote}\s*:)", EXACT
)
"""A line that opens a visa, a considérant or the vote where no white space parts it from the paragraph above."""


def _opened(paragraph: Span) -> list[Span]:
    return paragraph.split(_OPENS)


def _find_formula(paragraphs: list[Span]) -> int | None:
    """The paragraph that opens the decision: the last one in which the assembly "ayant délibéré" does."""
    found = [
        k
        for k, paragraph in enumerate(paragraphs)
        if paragraph.search(_FORMULA) and not paragraph.search(_BEGINS["closing"])
    ]
    return found[-1] if found else None


def formula_starts(text: Span) -> list[int]:
    """Where the decisions of a text begin: offsets in its source of the formulas that stand in no closing paragraph."""
    found = []
    for paragraph in (part for whole in text.paragraphs() for part in _opened(whole)):
        match = paragraph.search(_FORMULA)
        if match and not paragraph.search(_BEGINS["closing"]):
            found.append(paragraph.start + match.start())
    return found


def _sort(paragraph: Span, prose: Prose) -> None:
    item = paragraph.strip("•")
    if paragraph.search(_BEGINS["visa"]):
        prose.visas.append(item)
    elif paragraph.search(_BEGINS["considerant"]):
        prose.considerants.append(item)
    elif any(c.isalpha() for c in item.raw):
        prose.expose.append(item)


def _read_decision(paragraphs: list[Span], prose: Prose) -> None:
    """The formula and what follows it, up to the vote or the closing."""
    first = paragraphs[0]
    head, rest = _formula_of(first)
    prose.decision_start = head.start
    before = first.sub(0, head.start - first.start).strip()
    if before:
        _sort(before, prose)  # no white space parted the formula from the sentence above it
    prose.formula = head
    if rest:
        prose.points.append(rest)
    for paragraph in paragraphs[1:]:
        if paragraph.search(_BEGINS["closing"]):
            prose.closing_start = paragraph.start
            return
        if paragraph.search(VOTE_BEGINS):
            prose.closing_start = None
            continue
        if paragraph.search(_BEGINS["visa"]):
            prose.visas.append(paragraph.strip("•"))
        elif paragraph.search(_BEGINS["considerant"]):
            prose.considerants.append(paragraph.strip("•"))
        elif (
            paragraph.raw.rstrip().endswith(":")
            and not prose.points
            and paragraph.search(_DECIDES)
            and len(paragraph) < 80
        ):
            prose.formula = Span(first.source, prose.formula.start, paragraph.end)
        elif any(c.isalpha() for c in paragraph.raw) and len(paragraph.text) > 3:
            prose.points.append(paragraph.strip("•"))


def _formula_of(paragraph: Span) -> tuple[Span, Span | None]:
    """ "Le conseil, après en avoir délibéré, décide :" and what stands behind it in the same paragraph."""
    match = paragraph.search(_FORMULA)
    assert match is not None
    raw = paragraph.raw
    colon = raw.find(":", match.end())
    if 0 <= colon - match.end() < 120:
        head, rest = paragraph.sub(match.start(), colon + 1), paragraph.sub(colon + 1, len(paragraph)).strip()
        return head, rest or None
    verb = paragraph.lexicon.search(_DECIDES, raw, match.end())
    if verb is not None:
        return paragraph.sub(match.start(), verb.start()).strip(), paragraph.sub(verb.start(), len(paragraph)).strip()
    return paragraph.sub(match.start(), len(paragraph)).strip(), None


def clean(span: Span) -> Found[str]:
    """A paragraph as a sentence: its words, folded, without its bullet."""
    span = span.strip("•")
    return Found(span.text, span)
