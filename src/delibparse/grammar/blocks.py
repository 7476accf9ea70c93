"""Where the labelled blocks of an act begin and end.

Every place where a heading's words stand is a candidate; its surroundings tell a heading from the same words in a
sentence: the start of a line, capitals, a colon or a count behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Lexicon, Template

LEAST_SCORE = 3
"""Of `_score`: a line of its own, or a capital and a colon within a line."""

_COUNT = r"(?:\s*[(\[]\s*(?P<count>@{FIGURE_OCR}|@{NUMBER_WORDS})\s*[)\]}])?"
_COLON = r"(?P<colon>\s*[:;](?!\s*$)|\s*:)?"

_FIGURE_FIRST = Fixed(r"^\s*(\d{1,3})[\s:;–-]+(?=\p{Lu})", regex.V1)
"""Conseillers présents : 15 ARNAL Michel, BANYIK Franck"""

ENDS_ATTENDANCE = Template(r"(?:^|(?<=[.\n]\s?))@{sentences.ends_attendance}")
"""What ends a list of members besides another heading."""


@dataclass(frozen=True, slots=True)
class Block:
    """A labelled block: `heading` its words, `count` the figure behind them if any, `body` what follows."""

    kind: str
    heading: Span
    count: Span | None
    body: Span
    score: int


BEFORE_STEM, AFTER_STEM = 80, 160
"""Characters around a stem within which its heading, its count and its colon stand."""


KINDS = (
    "secretaire_auxiliaire", "secretaire", "rapporteur", "objet", "president", "pouvoirs", "excuses", "absents",
    "presents",
)  # fmt: skip
"""In the order in which overlapping candidates are preferred at equal length: `absents excusés` before `absents`."""


_HEADINGS = {
    kind: Template(
        rf"(?<![\p{{L}}\d])(?P<words>@{{headings.{kind}}})(?![\p{{L}}])(?:\s*[(]\s*(?:e|s|es|e\.s)\s*[)])?{_COUNT}{_COLON}"
    )
    for kind in KINDS
}


@lru_cache(maxsize=64)
def _stem(lexicon: Lexicon, kind: str) -> Template:
    """What every heading of a kind holds."""
    return Template("|".join(dict.fromkeys(entry.stem or entry.match for entry in lexicon.entries(f"headings.{kind}"))))


def _candidates(text: Span, kind: str) -> Iterator[regex.Match[str]]:
    """Where a heading's words stand. The pattern is tried around its stem only: over a whole act it costs ten times
    as much."""
    raw, last = text.raw, 0
    for hit in text.matches(_stem(text.lexicon, kind)):
        start, end = max(last, hit.start() - BEFORE_STEM), min(hit.end() + AFTER_STEM, len(raw))
        match = text.lexicon.search(_HEADINGS[kind], raw, start, end)
        if match is not None and match.start() <= hit.start() and match.end() >= hit.end():
            yield match
            last = match.end()


def find_blocks(text: Span) -> list[Block]:
    """The blocks of an act in its order; a body runs to the next heading."""
    candidates: list[tuple[int, int, int, str, regex.Match[str]]] = []
    for kind in KINDS:
        for match in _candidates(text, kind):
            score = _score(text.raw, match, text.lexicon)
            if score >= LEAST_SCORE:
                candidates.append((match.start(), -len(match["words"]), score, kind, match))
    candidates.sort(key=lambda c: (c[0], c[1], KINDS.index(c[3])))
    chosen: list[tuple[int, str, regex.Match[str]]] = []
    last = -1
    for start, _, score, kind, match in candidates:
        if start >= last:
            chosen.append((score, kind, match))
            last = match.end()
    blocks = []
    for k, (score, kind, match) in enumerate(chosen):
        end = chosen[k + 1][2].start() if k + 1 < len(chosen) else len(text)
        count = text.group(match, "count") if match["count"] else None
        body = text.sub(match.end(), end)
        if count is None and (figure := body.search(_FIGURE_FIRST)):
            count = body.group(figure, 1)
            body = body.sub(figure.end(), len(body))
        blocks.append(Block(kind, text.group(match, "words"), count, body, score))
    return blocks


def _score(raw: str, match: regex.Match[str], lexicon: Lexicon) -> int:
    """How much a candidate looks like a heading: 3 for a line's start (4 for a paragraph's), 2 for a colon or a count
    behind it, 1 for a capital, 1 for capitals throughout; less when the line goes on in small letters."""
    words = match["words"]
    if not match["colon"] and not match["count"] and not _starts_line(raw, match):
        return LEAST_SCORE if _opens_in_line(raw, match, lexicon) else 0  # a member may be called ABSENT
    before = raw[: match.start()]
    line_start = _starts_line(raw, match)
    score = 0
    if line_start:
        score += 4 if not before.strip() or before.rstrip(" \t•").endswith("\n\n") else 3
    elif regex.search(r"[.;:)\]]\s*$|\d\s*$|\t$", before[-12:]):
        score += 1
    if match["colon"]:
        score += 2
    if match["count"]:
        score += 2
    letters = [c for c in words if c.isalpha()]
    if letters[0].isupper():
        score += 1
    if all(c.isupper() for c in letters):
        score += 1
    after = raw[match.end() : match.end() + 40]
    own_line = line_start and (not after.strip() or after.lstrip(" \t").startswith("\n"))
    if own_line:
        score += 1
    elif not match["colon"] and not match["count"] and regex.match(r"\s*\p{Ll}", after):
        score -= 4
    return score


_CIVILITY_AHEAD = Template(r"\s+(?:@{CIVILITY}|@{CIVILITIES})\s+\p{Lu}", EXACT)


def _opens_in_line(raw: str, match: regex.Match[str], lexicon: Lexicon) -> bool:
    """Whether words are a heading within the line of a folded text: several in capitals, or one with a capital before
    a civility."""
    words = match["words"]
    before = raw[max(match.start() - 40, 0) : match.start()].split()
    if words.isupper() and len(words.split()) >= 3:
        return not before or not before[-1].isupper()
    after = raw[match.end() : match.end() + 20]
    return words[0].isupper() and not words.isupper() and lexicon.match(_CIVILITY_AHEAD, after) is not None


def _starts_line(raw: str, match: regex.Match[str]) -> bool:
    before = raw[: match.start()].rstrip(" \t•")
    return not before or before.endswith("\n")


ENDS_IN_LINE = Template(r"(?<=[\p{L}).\]]\s)(?:@{sentences.ends_in_line}|\d{1,2}\s?[).–-]\s?\p{Lu})", EXACT)
"""The same in a text whose lines were folded: the sentence begins with a capital behind a name."""


def until_sentence(body: Span) -> Span:
    """A list's body, cut where prose begins."""
    ends = []
    for pattern in (ENDS_ATTENDANCE, ENDS_IN_LINE):
        match = next((m for m in body.matches(pattern) if not _in_brackets(body.raw, m.start())), None)
        if match:
            ends.append(match.start())
    return body.sub(0, min(ends)) if ends else body


def _in_brackets(raw: str, offset: int) -> bool:
    """Whether a bracket that opened not long before is still open: (À PARTIR DE LA QUESTION N° 14)."""
    before = raw[max(offset - 100, 0) : offset]
    return max(before.rfind("("), before.rfind("[")) > max(before.rfind(")"), before.rfind("]"))
