"""The sentences of an act: visas, considérants, exposé, and the decision with its points."""

from __future__ import annotations

from dataclasses import dataclass

from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Template

VOTE_BEGINS = Template(r"\A[•\s]*@{prose.vote}")
"""A paragraph that gives the vote, not a point of the decision."""


@dataclass(frozen=True, slots=True)
class Prose:
    """The parts of an act's prose, in the order of the page; the starts are offsets in the source text."""

    visas: tuple[Span, ...]
    considerants: tuple[Span, ...]
    expose: tuple[Span, ...]
    formula: Span | None
    points: tuple[Span, ...]
    decision_start: int | None
    closing_start: int | None


_BEGINS = {kind: Template(rf"\A[•\s]*(?P<words>@{{prose.{kind}}})") for kind in ("visa", "considerant", "closing")}
_FORMULA = Template(r"(?<![\p{L}])(?P<words>@{prose.formula})")

_DECIDES = Template(r"(?<![\p{L}])@{prose.decides}(?![\p{L}])[^\n:]{0,20}:?")


def read_prose(text: Span) -> Prose:
    """Read the prose of an act from behind its object to its end.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> act = Text("Vu le code,\\n\\nLe conseil, après en avoir délibéré, décide : d'approuver le plan.", [], lexicon())
    >>> told = read_prose(act.span())
    >>> [point.text for point in told.points]
    ["d'approuver le plan."]
    """
    paragraphs = [part for paragraph in text.paragraphs() for part in _opened(paragraph)]
    formula_at = _find_formula(paragraphs)
    if formula_at is None:
        above, closing = _up_to_closing(paragraphs)
        return _prose(above, None, closing)
    return _prose(paragraphs[:formula_at], *_read_decision(paragraphs[formula_at:]))


def _up_to_closing(paragraphs: list[Span]) -> tuple[list[Span], int | None]:
    """The paragraphs above the closing, and where the closing begins."""
    for k, paragraph in enumerate(paragraphs):
        if paragraph.search(_BEGINS["closing"]):
            return paragraphs[:k], paragraph.start
    return paragraphs, None


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


@dataclass(frozen=True, slots=True)
class _Decision:
    """The formula and its start in the source, what stands before it in its paragraph, the paragraphs behind it by kind."""

    formula: Span
    start: int
    before: Span
    behind: tuple[tuple[str, Span], ...]


def _prose(above: list[Span], decision: _Decision | None, closing_start: int | None) -> Prose:
    """The prose whose paragraphs `above` stand above its decision."""
    before = [decision.before] if decision and decision.before else []  # no white space parted the formula from it
    parts = [(_kind(paragraph), paragraph.strip("•")) for paragraph in (*above, *before)]
    parts += decision.behind if decision else ()
    return Prose(
        visas=_of_kind("visa", parts),
        considerants=_of_kind("considerant", parts),
        expose=_of_kind("expose", parts),
        formula=decision.formula if decision else None,
        points=_of_kind("point", parts),
        decision_start=decision.start if decision else None,
        closing_start=closing_start,
    )


def _of_kind(wanted: str, parts: list[tuple[str, Span]]) -> tuple[Span, ...]:
    return tuple(span for kind, span in parts if kind == wanted)


def _kind(paragraph: Span) -> str:
    """What a paragraph above the decision is: visa, considerant, expose, or nothing that is read."""
    for kind in ("visa", "considerant"):
        if paragraph.search(_BEGINS[kind]):
            return kind
    return "expose" if any(c.isalpha() for c in paragraph.raw) else ""


SHORT_FORMULA = 80
"""Characters below which a line that ends in a colon announces the points and is none ("DÉCIDE :")."""

LEAST_POINT = 4
"""Characters from which a paragraph of the decision is a point and no speck."""


def _read_decision(paragraphs: list[Span]) -> tuple[_Decision, int | None]:
    """The formula and what follows it, up to the closing; and where the closing begins."""
    first = paragraphs[0]
    head, rest = _formula_of(first)
    following, closing = _up_to_closing(paragraphs[1:])
    kinds = [_kind_behind(paragraph) for paragraph in following]
    opens = 0 if rest else next((k for k, kind in enumerate(kinds) if kind == "point"), len(kinds))
    announcing = [paragraph for kind, paragraph in zip(kinds[:opens], following, strict=False) if kind == "announces"]
    behind = [("point", rest)] if rest else []
    for k, (kind, paragraph) in enumerate(zip(kinds, following, strict=True)):
        if kind != "announces":
            behind.append((kind, paragraph.strip("•")))
        elif k >= opens:  # "décide également :" among the points is one of them
            behind.append(("point", paragraph.strip("•")))
    formula = Span(first.source, head.start, announcing[-1].end) if announcing else head
    return _Decision(formula, head.start, first.sub(0, head.start - first.start).strip(), tuple(behind)), closing


def _kind_behind(paragraph: Span) -> str:
    """What a paragraph behind the formula is: vote, visa, considerant, announces (the points), point, or nothing."""
    if paragraph.search(VOTE_BEGINS):
        return "vote"
    for kind in ("visa", "considerant"):
        if paragraph.search(_BEGINS[kind]):
            return kind
    if paragraph.raw.rstrip().endswith(":") and paragraph.search(_DECIDES) and len(paragraph) < SHORT_FORMULA:
        return "announces"
    return "point" if any(c.isalpha() for c in paragraph.raw) and len(paragraph.text) >= LEAST_POINT else ""


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
    point = paragraph.lexicon.search(_POINT, raw, match.end())
    if point is not None and raw[match.start() : point.start()].isupper():
        point = None  # in a text in capitals a verb does not stand out
    starts = [found.start() for found in (verb, point) if found is not None]
    if starts:
        return paragraph.sub(match.start(), min(starts)).strip(), paragraph.sub(min(starts), len(paragraph)).strip()
    return paragraph.sub(match.start(), len(paragraph)).strip(), None


_POINT = Template(
    r"(?<=[,:]\s+)(?:(?:[►•>–—-]|\d{1,2}\s?[).])\s*\p{Lu}|(?!(?i:@{votes.pour}|@{votes.contre}|@{votes.abstentions}|@{votes.unanimity})\b)"
    r"\p{Lu}{4,}\s)",
    EXACT,
)
"""Where the points begin that no colon and no verb announces: a mark, or a verb in capitals, behind a comma."""


def clean(span: Span) -> Found[str]:
    """A paragraph as a sentence: its words, folded, without its bullet."""
    span = span.strip("•")
    return Found(span.text, span)
