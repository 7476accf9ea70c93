"""The figures of a vote: each with the side that it is of, wherever they stand, and those that are of one vote."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from delibparse.grammar import columns
from delibparse.grammar.labelled import LABELS
from delibparse.grammar.values import numbers
from delibparse.grammar.vote_names import LONGEST_LIST, Side
from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Template

SIDES: tuple[Side, ...] = ("pour", "contre", "abstentions", "non_participants", "blancs_nuls")

NEAR = 160
"""Characters within which figures of one vote follow each other, names behind the first aside."""


def _label_first(side: Side, figure: str) -> Template:
    """POUR : 28, Pour (28), and in a row of cells Pour 28"""
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>@{{votes.{side}}})(?![\p{{L}}])(?:\(s\))?\s*(?P<sep>[:=\t]|\(|\.{{2,}}|;(?=\s*\d))\s*"
        rf"(?P<figure>@{{{figure}}}|@{{NOUGHT_TYPED}}|@{{NUMBER_WORDS}}|@{{votes.none}})(?![\d/])"
    )


def _figure_first(side: Side, figure: str) -> Template:
    """28 voix pour"""
    voices = "@{votes.voices}" if side in ("pour", "contre") else ""
    return Template(
        rf"(?<![\p{{L}}\d/.,])(?P<figure>@{{{figure}}}|@{{NUMBER_WORDS}}|@{{votes.no}})(?!\n\n)\s*(?:\(\s*\d+\s*\)\s*)?"
        rf"(?P<label>{voices}@{{votes.{side}}})(?![\p{{L}}])(?!\s*:\s*\d)"
    )


def _side_by_side(side: Side, figure: str) -> Template:
    """pour 10, contre 3: a vote only beside another figure of it"""
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>@{{votes.{side}}})(?P<sep>[ ])(?P<figure>@{{{figure}}})(?=\s*(?:[,;.(–-]|$|\n|:?\s+(?-i:\p{{Lu}})))"
    )


_FIGURES = {
    is_ocr: tuple((side, form(side, figure)) for side in SIDES for form in (_label_first, _figure_first, _side_by_side))
    for is_ocr, figure in ((False, "FIGURE"), (True, "FIGURE_OCR"))
}
"""The forms of a figure with its side, on pages with a text layer and on recognised ones."""

_NONE = Template("@{votes.none}")
_ANY_LABEL = Template(
    r"(?<![\p{L}])(?:"
    + "|".join(f"(?P<{field}>@{{{block}.{field}}})" for block, fields in LABELS for field in fields)
    + r")(?![\p{L}])"
)
"""What may head a column of a vote's figures: a side, or a count of those who vote."""


@dataclass(frozen=True, slots=True)
class Figure:
    side: Side
    value: int
    span: Span
    misread: str | None
    lone: bool  # "28 pour": a vote only beside another figure of it, otherwise "28 euros pour …" could be read


def all_figures(text: Span) -> list[Figure]:
    figures: list[Figure] = []
    for side, template in _FIGURES[text.is_ocr]:
        for match in text.matches(template):
            none = text.lexicon.fullmatch(_NONE, match["figure"])
            value = 0 if none else numbers.count(match["figure"])
            if value is not None:
                misread = None if none else numbers.misread(match["figure"])
                alone = match.groupdict().get("sep") == " " or (
                    side in ("pour", "contre") and text.lexicon.match(_LONE, match[0]) is not None
                )
                lone = alone and _NAMES_BEHIND.match(text.raw, match.end()) is None
                figures.append(Figure(side, value, text.group(match), misread, lone))
    figures.sort(key=lambda f: (f.span.start, -len(f.span)))
    kept: list[Figure] = []
    for figure in figures:
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


def in_columns(text: Span) -> list[Figure]:
    """The figures of a table: the sides in one row, the votes in the next."""
    runs = [found.rows for found in columns.pairs(text, _ANY_LABEL)]
    tables = [rows for rows in runs if any(side == "pour" for side, _, _ in rows)]
    if not tables:
        return []
    read = {side: (value, span) for side, span, value in tables[-1]}
    return [Figure(side, *read[side], None, False) for side in read if side in SIDES]


_NAMES_BEHIND = Fixed(r"\s*[:(]\s*\p{Lu}", regex.V1)
"""2 contre : M. PETIT et Mme ROY"""

_LONE = Template(r"\w+\s*(?:\(\s*\d+\s*\)\s*)?(?:pour|contre)$", EXACT)
"""In small letters: POUR in capitals is a vote's."""


def clusters(figures: list[Figure]) -> list[list[Figure]]:
    """Figures of one vote: near each other, no side twice."""
    found: list[list[Figure]] = []
    for figure in figures:
        last = found[-1] if found else []
        if last and figure.side not in {f.side for f in last} and _is_near(last[-1].span, figure.span):
            last.append(figure)
        else:
            found.append([figure])
    return found


def _is_near(one: Span, other: Span) -> bool:
    """Whether nothing but a few words, or the names of those who voted so, part two figures."""
    between = other.start - one.end
    if between < NEAR:
        return True
    named = one.source.value[one.end : other.start] if between < LONGEST_LIST else ""
    return _NAMES_BETWEEN.fullmatch(named) is not None


_NAMES_BETWEEN = Fixed(r"\s*[:(]\s*\p{Lu}(?:[^.;:]|(?<=(?<!\p{L})\p{Lu}\p{L}{0,2})\.)*", regex.V1)
