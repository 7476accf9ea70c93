"""Where a title ends: on a page at its paragraph's end, in a text whose lines were folded where a sentence begins."""

from __future__ import annotations

import regex

from delibparse.layout import Found, Span
from delibparse.wording import EXACT, Fixed, Template

LONGEST_TITLE = 450

PARAGRAPH = "\n\n"

BULLET = "•"
LONGEST_LEAD = 30
"""Characters in front of a title in its line: a bullet, a number."""

SENTENCE_ENDS = (".", ";", ",", "?", ":")

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
    ends += [match.start() for match in stretch.matches(_NEXT_LINE) if _is_short(match)][:1]
    found = stretch.sub(0, min(ends)) if ends else stretch
    found = whole(behind, found.strip(" \t\n:.–-_"))
    return found if any(c.isalpha() for c in found.raw) else None


_NEXT_LINE = Fixed(
    r"(?<=(?P<line>(?:^|\n)[^\n]{1,120}[\p{L}\d»)]))[ \t]*\n(?P<next>\p{Lu}\p{Ll}*['’ ][^\n]+)", regex.V1
)

SHORT = 0.6
"""Share of the length of the line below from which a line was not ended by the page's margin."""

LEAST_SENTENCE = 8
"""Words of a line, most in small letters, that is a sentence's."""


def _is_short(match: regex.Match[str]) -> bool:
    """Whether a line ends long before the margin, and a sentence begins in the next."""
    words = match["next"].split()
    small = sum(word[0].islower() for word in words)
    return (
        len(words) >= LEAST_SENTENCE
        and 3 * small >= 2 * len(words)
        and len(match["line"].strip()) < SHORT * len(match["next"])
    )


def wording(title: Span) -> Found[str]:
    """The words of a title, without bullets inside it: « Marché du pont • Lot 2 » is « Marché du pont Lot 2 »."""
    words = (word for word in title.text.split() if word != BULLET)
    return Found(" ".join(words), title)


def whole(behind: Span, found: Span) -> Span:
    """A title with the lines below it that go on with it; `behind` is the stretch of text that they stand in."""
    return _with_lines_close_below(behind, _with_its_end(behind, _with_capitals_below(behind, found)))


CLOSE, APART = 0.6, 0.8
"""Heights of a line: the white below which a line goes on with a title above it, and from which the text is set apart
below."""

_OPENS = Template(r"\W*@{SENTENCE}", EXACT)
"""What begins anew: a sentence of the assembly."""


def _with_lines_close_below(behind: Span, found: Span) -> Span:
    """A title of a page goes on in the lines close below it, where white parts them from the text; not in a sentence
    that is set otherwise."""
    while found:
        lines = Span(behind.source, found.end, min(behind.end, found.end + LONGEST_TITLE)).lines()[:2]
        if len(lines) < 2 or lines[0].end - found.start > LONGEST_TITLE or not _goes_on(found, lines[0]):
            break
        if not _is_close(lines[0], lines[1]):
            break
        found = Span(behind.source, found.start, lines[0].end)
    return found.strip(" \t\n:.–-_")


def _goes_on(found: Span, line: Span) -> bool:
    between = Span(found.source, found.end, line.start).raw
    if "\n" not in between or line.is_in_table or line.match(_OPENS):
        return False
    if line.is_ocr and PARAGRAPH in between and line.raw.endswith("."):
        return False  # a scan does not tell bold type from plain: the sentence below a title looks like it
    lead = Span(found.source, max(found.start - LONGEST_LEAD, 0), found.start).raw.rpartition("\n")[2]
    if line.raw.startswith(BULLET) and BULLET not in lead + found.raw[:1]:
        return False
    return line.type == found.type or not line.raw.endswith(SENTENCE_ENDS)


def _is_close(line: Span, below: Span) -> bool:
    one, other = line.shape, below.shape
    return one is not None and other is not None and one.gap < CLOSE and other.gap >= APART


_DANGLING = Template(r"(?i:(?:\s|['’])@{sentences.dangling})$", EXACT)


LONGEST_DASH = 6
"""Characters behind a title in which a dash ends its line."""

_DASH_AT_END = Fixed(r"[ \t]+[–—-][ \t]*\n", regex.V1)


def calls_for_more(title: Span) -> bool:
    """Whether a line ends in a word that calls for another: "CONVENTION POUR LA"."""
    return title.search(_DANGLING) is not None


def _with_its_end(behind: Span, found: Span) -> Span:
    """A title whose line ends in a dash, or in a word that calls for another, goes on in the next line."""
    while found.end < behind.end:
        dash = _DASH_AT_END.match(found.source.value[found.end : found.end + LONGEST_DASH])
        if dash is None and not calls_for_more(found):
            break
        start = found.end + (dash.end() if dash else 0)
        below = Span(behind.source, start, min(behind.end, start + LONGEST_TITLE)).lines()[:1]
        if not below or below[0].end - found.start > LONGEST_TITLE:
            break
        longer = Span(behind.source, found.start, below[0].end).strip(" \t\n:.–-_")
        if longer.end <= found.end:
            break
        found = longer
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
