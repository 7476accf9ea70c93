"""The figures that an act declares of its assembly: en exercice, présents, pouvoirs, excusés, absents, votants."""

from __future__ import annotations

from functools import cache

import regex

from delibparse.grammar import numbers
from delibparse.grammar.blocks import Block
from delibparse.grammar.vocabulary import FLAGS, vocabulary
from delibparse.layout import Found, Span

FROM_BLOCK = {"presents": "presents", "pouvoirs": "pouvoirs", "excuses": "excuses", "absents": "absents"}

_LEADER = r"\s*(?:[:=]|\.{2,}|…|[.…·:\s]*:)?[\s.…·]*"
"""What stands between a label and its figure: a colon, dotted leaders, a new line."""


@cache
def _labelled(field: str, ocr: bool) -> regex.Pattern[str]:
    label = vocabulary().any_of("count", field)
    figure = numbers.FIGURE_OCR if ocr else numbers.FIGURE
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?P<label>{label})(?:\(s\)|\(e\.?s?\))?(?:{_LEADER}|\s*[(]\s*)"
        rf"(?P<figure>{figure}|{numbers.WORDS})(?![\p{{L}}\d/.,]\d|[\d])(?!\s?[%€°]|\s*(?:heures|h\b|euros))",
        FLAGS,
    )


ORDER = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")


def read_counts(attendance: Span, whole: Span, blocks: list[Block]) -> dict[str, Found[int]]:
    """The declared figures by field of `effectif`.

    A count in a heading (`PRESENTS ( 27 )`) comes first, then a label with a colon or at a line's start in the
    attendance; the votes' own figures (votants, suffrages exprimés) may stand anywhere in the act.
    """
    found: dict[str, Found[int]] = {}
    for block in blocks:
        field = FROM_BLOCK.get(block.kind)
        if field and block.count is not None and field not in found:
            value = numbers.count(block.count.text)
            if value is not None:
                end = min(block.count.end + 1, len(block.heading.source))
                span = Span(block.heading.source, block.heading.start, end)
                found[field] = Found(value, span, numbers.misread(block.count.text))
    for field in ORDER:
        if field in found:
            continue
        zone = whole if field in ("votants", "suffrages_exprimes") else attendance
        read = _labelled_count(zone, field)
        if read is not None:
            found[field] = read
    return found


def _labelled_count(zone: Span, field: str) -> Found[int] | None:
    best: tuple[int, Found[int]] | None = None
    for match in zone.matches(_labelled(field, zone.is_ocr)):
        value = numbers.count(match["figure"])
        if value is None:
            continue
        score = _score(zone.raw, match)
        if score >= 2 and (best is None or score > best[0]):
            best = score, Found(value, zone.group(match), numbers.misread(match["figure"]))
    return best[1] if best else None


def _score(raw: str, match: regex.Match[str]) -> int:
    """2 for a colon or dots before the figure, 1 for a line's start, 1 for a figure that ends its line; a figure in
    words must be declared by a colon."""
    between = raw[match.end("label") : match.start("figure")]
    before = raw[: match.start()].rstrip(" \t•")
    after = raw[match.end() : match.end() + 12]
    score = 0
    if ":" in between or ".." in between or "…" in between or "=" in between:
        score += 2
    if not before or before.endswith("\n"):
        score += 1
    if not after.strip(" \t.)") or after.lstrip(" \t.)").startswith("\n"):
        score += 1
    if match["figure"][0].isalpha() and len(match["figure"]) > 1 and ":" not in between:
        score -= 2
    return score
