"""The object that no label announces: a title that stands apart between the header and the act's prose, or between the
heading and the sentence that opens the session."""

from __future__ import annotations

import regex

from delibparse.grammar.identity import LONGEST_OBJECT, identity_words
from delibparse.grammar.list_items import LINK
from delibparse.grammar.session import opens_session
from delibparse.grammar.set_words import says_more
from delibparse.grammar.titles import wording
from delibparse.grammar.values import dates
from delibparse.layout import Found, Span
from delibparse.wording import Fixed, Template

LEAST, LEAST_WORDS = 10, 2

BEHIND_LISTS = 8
"""Paragraphs behind the lists among which the title stands."""

_ENDS_OPEN = Fixed(r"[.;:,!?»]\s*$", regex.V1)
"""How a sentence, a list or a label ends, and a title does not."""

_LABEL = Fixed(r"\s:|\d\s*$|^\W*\p{Ll}", regex.V1)
"""A label with its value, a figure that ends the line, a line that goes on."""

_REASONS = Template(r"^[•\s]*(?:@{prose.visa}|@{prose.considerant}|@{prose.formula})")


def lone_title(head: Span, lists_end: int) -> Found[str] | None:
    """The title in a text up to its decision, of which the lists end at an offset in its source."""
    paragraphs = head.paragraphs()
    titled = [
        k for k, paragraph in enumerate(paragraphs[:-1]) if _is_title(paragraph) and _is_sentence(paragraphs[k + 1])
    ]
    first = next((k for k, paragraph in enumerate(paragraphs) if paragraph.start >= lists_end), len(paragraphs))
    below = [k for k in titled if first <= k < first + BEHIND_LISTS]
    above = [k for k in titled if k < first and opens_session(paragraphs[k + 1])]
    chosen = next(iter([*below, *above]), None)
    if chosen is None:
        return None
    title = paragraphs[chosen]
    label = title.match(_OBJECT)
    return wording(title.sub(label.end(), len(title)) if label else title)


_OBJECT = Template(r"@{headings.objet}\s+(?=\p{Lu})")
"""The label of an object without its colon."""


def _is_title(paragraph: Span) -> bool:
    """Whether a paragraph is short, says more than a header does, and does not end as a sentence or a list."""
    text = paragraph.text
    if not LEAST <= len(text) <= LONGEST_OBJECT or len(text.split()) < LEAST_WORDS:
        return False
    if (
        _ENDS_OPEN.search(text)
        or paragraph.search(LINK)
        or _LABEL.search(text)
        or identity_words(paragraph)
        or "\t" in paragraph.raw
    ):
        return False
    return says_more(paragraph) and dates.first_date(paragraph) is None and paragraph.search(_REASONS) is None


def _is_sentence(paragraph: Span) -> bool:
    """Whether a paragraph is prose: a visa, a considérant, or a sentence in small letters."""
    if paragraph.search(_REASONS):
        return True
    words = paragraph.text.split()
    return len(words) >= LEAST_SENTENCE and 2 * sum(word[0].islower() for word in words) >= len(words)


LEAST_SENTENCE = 6
