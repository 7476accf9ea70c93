"""Where a title ends: on a page at its paragraph's end, in a text whose lines were folded where a sentence begins."""

from __future__ import annotations

import regex

from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Template

LONGEST_TITLE = 450

_SPEAKS = Template(
    r"\W*(?:(?:LE|LA|L['’])?\s?@{sentences.speaks}|(?:LE|LA|L['’])?\s?@{sentences.unanimous}|(?:LE|LA|L['’])?\s?\d)",
    EXACT,
)
"""The assembly or the vote, not a title that goes on."""

_ENDS = Template(
    r"\n\n|(?<=\p{L}{3}[.!?]|[»)\d][.!?])\s+(?=\p{Lu}\p{Ll})|(?<=\S)\s+(?:[–•\-]\s)?(?=@{SENTENCE})", EXACT
)
_SMALL_AFTER_CAPITALS = Fixed(r"(?<=\p{Lu}{2}[^\n\p{Ll}]{0,20})\n(?=[^\n]{0,30}\p{Ll}{3})", regex.V1)


def title(behind: Span) -> Span | None:
    """The title that a stretch of text begins with, behind its number or its label; None where there is none."""
    lead = len(behind.raw) - len(behind.raw.lstrip(" \t\n:.–-_"))
    stretch = behind.sub(lead, min(len(behind), lead + LONGEST_TITLE))
    ends = [match.start() for match in (stretch.search(_ENDS), stretch.search(_SMALL_AFTER_CAPITALS)) if match]
    found = stretch.sub(0, min(ends)) if ends else stretch
    found = whole(behind, found.strip(" \t\n:.–-_"))
    return found if any(c.isalpha() for c in found.raw) else None


def whole(behind: Span, found: Span) -> Span:
    """A title with the lines below it that go on with it; `behind` is the stretch of text that they stand in."""
    return _with_its_end(behind, _with_capitals_below(behind, found))


_DANGLING = Template(r"(?i:(?:\s|['’])@{sentences.dangling})$", EXACT)


def _with_its_end(behind: Span, found: Span) -> Span:
    """A title whose line ends in a word that calls for another goes on in the next line."""
    while found.search(_DANGLING) and found.end < behind.end:
        below = Span(behind.source, found.end, min(behind.end, found.end + LONGEST_TITLE)).lines()[:1]
        if not below or below[0].end - found.start > LONGEST_TITLE:
            break
        found = Span(behind.source, found.start, below[0].end)
    return found.strip(" \t\n:.–-_")


def _with_capitals_below(behind: Span, found: Span) -> Span:
    """A title in capitals goes on in the capitals of the paragraph below, unless the assembly speaks there."""
    while found.raw.isupper():
        below = Span(behind.source, found.end, min(behind.end, found.end + LONGEST_TITLE)).paragraphs()[:1]
        line = below[0].lines()[:1] if below else []
        if (
            not line
            or not _in_capitals(line[0].raw)
            or line[0].match(_SPEAKS)
            or line[0].end - found.start > LONGEST_TITLE
        ):
            break
        found = Span(behind.source, found.start, line[0].end)
    return found.strip(" \t\n:.–-_")


def _in_capitals(raw: str) -> bool:
    """Whether a line is in capitals, one letter that OCR misread aside."""
    small, big = sum(c.islower() for c in raw), sum(c.isupper() for c in raw)
    return (big > 3 and small <= max(1, big // 12)) or raw.isupper()
