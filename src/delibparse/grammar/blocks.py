"""Where the labelled blocks of an act begin and end.

Every place where a heading's words stand is a candidate; its surroundings tell a heading from the same words in a
sentence: the start of a line, capitals, a colon or a count behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from delibparse.grammar.headings import headings
from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Lexicon, Template

LEAST_SCORE = 3
"""Of `_score`: a line of its own, or a capital and a colon within a line."""

_COUNT = r"(?:\s*[(\[]\s*(?P<count>@{FIGURE_OCR}|@{NUMBER_WORDS})\s*[)\]}])?"
_COLON = r"(?P<colon>\s*[:;](?!\s*$)|\s*:)?"
_BEHIND = Template(rf"(?:\s*[(]\s*(?:e|s|es|e\.s)\s*[)])?{_COUNT}{_COLON}")

_COUNTED = Template(r"(?<![\p{L}\d/.,-])(?P<count>\d{1,3}|@{NUMBER_WORDS})\s+$")
"""18 membres du bureau étaient présents :"""

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
"""In the order in which overlapping candidates are preferred at equal length."""

OFFICERS = ("secretaire_auxiliaire", "secretaire", "rapporteur", "president")

_LABELS = {kind: Template(rf"(?<![\p{{L}}\d]|\p{{L}}-)(?P<words>@{{headings.{kind}}})(?![\p{{L}}])") for kind in KINDS}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words that may head a block, with what stands around them: offsets in the text searched."""

    kind: str
    start: int
    words: tuple[int, int]
    count: tuple[int, int] | None
    is_declared: bool
    end: int
    is_mixed: bool = False


@lru_cache(maxsize=64)
def _stem(lexicon: Lexicon, kind: str) -> Template:
    """What every label of a kind holds."""
    return Template("|".join(dict.fromkeys(entry.stem or entry.match for entry in lexicon.entries(f"headings.{kind}"))))


def _labels(text: Span, kind: str) -> Iterator[_Candidate]:
    """Where a label's words stand. The pattern is tried around its stem only: over a whole act it costs ten times as
    much."""
    raw, last = text.raw, 0
    for hit in text.matches(_stem(text.lexicon, kind)):
        start, end = max(last, hit.start() - BEFORE_STEM), min(hit.end() + AFTER_STEM, len(raw))
        match = text.lexicon.search(_LABELS[kind], raw, start, end)
        if match is not None and match.start() <= hit.start() and match.end() >= hit.end():
            yield _candidate(text, kind, *match.span("words"))
            last = match.end()


def _announced(text: Span) -> Iterator[_Candidate]:
    """Where words that announce a list of members stand."""
    for heading in headings(text):
        candidate = _candidate(text, heading.kind, heading.start, heading.end)
        if heading.is_sentence and candidate.count is None:
            candidate = _counted(text.raw, candidate, text.lexicon)
        yield replace(candidate, is_mixed=heading.is_mixed)


def _candidate(text: Span, kind: str, start: int, end: int) -> _Candidate:
    """A candidate of which the words are known, with the count and the colon behind them."""
    raw, lexicon = text.raw, text.lexicon
    behind = lexicon.match(_BEHIND, raw, end, min(end + AFTER_STEM, len(raw)))
    count = behind.span("count") if behind and behind["count"] else None
    is_declared = count is not None or bool(behind and behind["colon"])
    return _Candidate(kind, start, (start, end), count, is_declared, behind.end() if behind else end)


def _counted(raw: str, one: _Candidate, lexicon: Lexicon) -> _Candidate:
    """A candidate with the figure that counts its subject, where one stands before it."""
    first = max(one.start - BEFORE_STEM, 0)
    before = lexicon.search(_COUNTED, raw[first : one.start])
    if before is None:
        return one
    count = before.start("count") + first, before.end("count") + first
    return replace(one, start=count[0], count=count)


def find_blocks(text: Span) -> list[Block]:
    """The blocks of an act in its order; a body runs to the next heading."""
    candidates = [(_score(text.raw, one, text.lexicon), one) for kind in KINDS for one in _labels(text, kind)]
    candidates += [(_score(text.raw, one, text.lexicon), one) for one in _announced(text)]
    likely = [(score, one) for score, one in candidates if score >= LEAST_SCORE]
    likely.sort(key=lambda scored: (scored[1].start, -_length(scored[1]), KINDS.index(scored[1].kind)))
    chosen: list[tuple[int, _Candidate]] = []
    for score, one in likely:
        if not chosen or one.start >= chosen[-1][1].end:
            chosen.append((score, one))
    blocks = []
    in_order = [one for _, one in chosen]
    for k, (score, one) in enumerate(chosen):
        end = _end_of(k, in_order, text)
        count = text.sub(*one.count) if one.count else None
        body = text.sub(one.end, end)
        if count is None and (figure := body.search(_FIGURE_FIRST)):
            count = body.group(figure, 1)
            body = body.sub(figure.end(), len(body))
        blocks.append(Block(one.kind, text.sub(*one.words), None if one.is_mixed else count, body, score))
    return blocks


def _end_of(k: int, chosen: list[_Candidate], text: Span) -> int:
    """Where the body of the k-th block ends: at the next heading, but for an officer's label that opens a list, whose
    first member the officer is: "Présents : Président : M. Luc PETIT; Mme Eve ROY"."""
    following = k + 1
    kinds = [one.kind for one in chosen[k : k + 2]]
    if kinds == ["presents", "president"] and not text.raw[chosen[k].end : chosen[following].start].strip(
        " \n\t:0123456789"
    ):
        following += 1
    return chosen[following].start if following < len(chosen) else len(text)


def _length(candidate: _Candidate) -> int:
    return candidate.words[1] - candidate.words[0]


def _score(raw: str, one: _Candidate, lexicon: Lexicon) -> int:
    """How much a candidate looks like a heading: 3 for a line's start (4 for a paragraph's), 2 for a colon or a count
    behind it, 1 for a capital, 1 for capitals throughout; less when the line goes on in small letters."""
    line_start = _starts_line(raw, one.start)
    before = raw[: one.start]
    if one.kind in OFFICERS and lexicon.search(_NOT_A_LABEL, before[-12:]):
        return 0  # M. Luc PETIT, Président ; Mme Eve ROY ; pouvoir à la Présidente
    if _labels_a_column(raw, one, lexicon):
        return 0
    if not one.is_declared and not line_start:
        return LEAST_SCORE if _opens_in_line(raw, one, lexicon) else 0  # a member may be called ABSENT
    score = 0
    if line_start:
        score += 4 if not before.strip() or before.rstrip(" \t•").endswith("\n\n") else 3
    elif regex.search(r"[.;:)\]]\s*$|\d\s*$|\t$", before[-12:]):
        score += 1
    words = raw[slice(*one.words)]
    has_colon = raw[one.words[1] : one.end].rstrip().endswith((":", ";"))
    score += 2 * has_colon + 2 * (one.count is not None)
    letters = [c for c in words if c.isalpha()]
    score += letters[0].isupper() + all(c.isupper() for c in letters)
    after = raw[one.end : one.end + 40]
    if line_start and (not after.strip() or after.lstrip(" \t").startswith("\n")):
        score += 1
    elif not one.is_declared and regex.match(r"\s*\p{Ll}", after):
        score -= 4
    return score


_NOT_A_LABEL = Template(r"(?:[,(]|(?<=[\p{L}.]\s+)(?:à\s+)?l[ea]|\bau)\s*$")
"""What stands before an officer who is named by the office within a list."""


def _labels_a_column(raw: str, one: _Candidate, lexicon: Lexicon) -> bool:
    """Whether words are the label of a table's column, beside that of the names: Nom | Pouvoir à."""
    start = raw.rfind("\n", 0, one.start) + 1
    end = raw.find("\n", one.words[1])
    cells = raw[start : end if end >= 0 else len(raw)].split("\t")
    return len(cells) > 1 and any(lexicon.fullmatch(_NAME_COLUMN, cell.strip()) for cell in cells)


_NAME_COLUMN = Template(r"(?:(?:@{roll.name}|@{roll.link})[ ,/]*)+")

_OPENS_WITH_VERB = Template(r"@{heading_words.being}\s")

_CIVILITY_AHEAD = Template(r"\s+(?:@{CIVILITY}|@{CIVILITIES})\s+\p{Lu}", EXACT)


def _opens_in_line(raw: str, one: _Candidate, lexicon: Lexicon) -> bool:
    """Whether words are a heading within the line of a folded text: several in capitals, or one with a capital before
    a civility."""
    words = raw[slice(*one.words)]
    before = raw[max(one.start - 40, 0) : one.start].split()
    if words.isupper() and (len(words.split()) >= 3 or lexicon.match(_OPENS_WITH_VERB, words)):
        return not before or not before[-1].isupper()
    after = raw[one.end : one.end + 20]
    return words[0].isupper() and not words.isupper() and lexicon.match(_CIVILITY_AHEAD, after) is not None


def _starts_line(raw: str, start: int) -> bool:
    before = raw[:start].rstrip(" \t•")
    return not before or before.endswith("\n")


ENDS_IN_LINE = Template(
    r"(?<=[\p{L}).\]]\s)(?:@{sentences.ends_in_line}|\d{1,2}\s?[).–-]\s?\p{Lu})"
    r"|(?<=(?:\p{L}{3}|\))\.\s)@{sentences.opens_sentence}\s*\p{Ll}",
    EXACT,
)
"""The same in a text whose lines were folded: the sentence begins with a capital behind a name, or with an article, a
pronoun or a preposition behind a full stop, and goes on in small letters."""


_NUMBERED = Fixed(r"\s*1\s?[).–-]\s")
"""A list whose items are numbered from one."""


def until_sentence(body: Span) -> Span:
    """A list's body, cut where prose begins."""
    ends = []
    numbered = body.match(_NUMBERED) is not None
    for pattern in (ENDS_ATTENDANCE, ENDS_IN_LINE):
        found = (m for m in body.matches(pattern) if not (numbered and body.raw[m.start()].isdigit()))
        match = next((m for m in found if not _in_brackets(body.raw, m.start())), None)
        if match:
            ends.append(match.start())
    return body.sub(0, min(ends)) if ends else body


def _in_brackets(raw: str, offset: int) -> bool:
    """Whether a bracket that opened not long before is still open: (À PARTIR DE LA QUESTION N° 14)."""
    before = raw[max(offset - 100, 0) : offset]
    return max(before.rfind("("), before.rfind("[")) > max(before.rfind(")"), before.rfind("]"))
