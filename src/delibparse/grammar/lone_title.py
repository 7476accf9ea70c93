"""The object that no label announces: a title that stands apart between the header and the act's prose, or between the
heading and the sentence that opens the session."""

from __future__ import annotations

from itertools import pairwise

import regex

from delibparse.grammar.body import BODIES
from delibparse.grammar.headings import STATE_WORD
from delibparse.grammar.identity import LONGEST_OBJECT, identity_words
from delibparse.grammar.list_items import LINK
from delibparse.grammar.phrases import is_phrase
from delibparse.grammar.session import opens_session
from delibparse.grammar.set_words import says_more
from delibparse.grammar.titles import calls_for_more, wording
from delibparse.grammar.values import dates, people
from delibparse.layout import Found, Span
from delibparse.wording import Fixed, Template

LEAST, LEAST_WORDS = 10, 2

BEHIND_LISTS = 8
"""Paragraphs behind the lists among which the title stands; counts, dates and labels are none of them."""

_ENDS_OPEN = Fixed(r"[.;:,!?»]\s*$", regex.V1)
"""How a sentence, a list or a label ends, and a title does not."""

_LABEL = Fixed(r"\s:|(?:[:.…=]|[nN]\s?[°º])\s*\d[\d/.\-]*\s*$|^\W*\p{Ll}", regex.V1)
"""A label with its value, a line that goes on."""

_REASONS = Template(r"^[•\s]*(?:@{prose.visa}|@{prose.considerant}|@{prose.formula})")


def lone_title(head: Span, lists_end: int) -> Found[str] | None:
    """The title in a text up to its decision, of which the lists end at an offset in its source."""
    telling = [paragraph for paragraph in head.paragraphs() if says_more(paragraph) and not _is_dated(paragraph)]
    titled = [(title, below) for title, below in pairwise(telling) if _is_title(title) and _is_sentence(below)]
    behind = [paragraph for paragraph in telling if paragraph.start >= lists_end]
    last = behind[:BEHIND_LISTS][-1].end if behind else lists_end
    under_lists = [title for title, _ in titled if lists_end <= title.start < last]
    above_session = [
        title for title, below in titled if title.start < lists_end and opens_session(below) and not _is_body(title)
    ]
    title = next(iter([*under_lists, *above_session]), None)
    if title is None:
        return None
    title = _with_capitals_above(title, head)
    label = title.match(_OBJECT)
    return wording(title.sub(label.end(), len(title)) if label else title)


def _with_capitals_above(title: Span, head: Span) -> Span:
    """A title in capitals with the line above it, also in capitals, that ends in a word which calls for another."""
    above = [one for one in head.paragraphs() if one.end <= title.start][-1:]
    if above and title.raw.isupper() and above[0].raw.isupper() and calls_for_more(above[0]):
        return Span(title.source, above[0].start, title.end)
    return title


_OBJECT = Template(r"@{headings.objet}\s+(?=\p{Lu})")
"""The label of an object without its colon."""


def _is_body(paragraph: Span) -> bool:
    """Whether a paragraph is a letterhead's: the body's name."""
    return any(paragraph.match(pattern) for pattern in BODIES.values())


def _is_title(paragraph: Span) -> bool:
    """Whether a paragraph is short, says more than a header does, and does not end as a sentence or a list."""
    text = paragraph.text
    if not LEAST <= len(text) <= LONGEST_OBJECT or len(text.split()) < LEAST_WORDS:
        return False
    if (
        _ENDS_OPEN.search(text)
        or (paragraph.search(LINK) and not is_phrase(paragraph))
        or _LABEL.search(text)
        or _is_labelled(paragraph)
        or identity_words(paragraph)
        or people.civility_end(text, paragraph.lexicon)
        or "\t" in paragraph.raw
    ):
        return False
    return says_more(paragraph) and dates.first_date(paragraph) is None and paragraph.search(_REASONS) is None


_DATED = Fixed(r"^[^:\n]{4,60}:\s*[^:\n]{6,40}$", regex.V1)


def _is_dated(paragraph: Span) -> bool:
    """Whether a paragraph is a label and a day: "Date d'envoi de la convocation : vendredi 29 septembre 2017"."""
    return paragraph.match(_DATED) is not None and dates.first_date(paragraph) is not None


def _is_labelled(paragraph: Span) -> bool:
    """Whether a paragraph is a label of the header and what it says: "Était absent: néant"."""
    colon = paragraph.raw.find(":")
    return colon > 0 and (paragraph.search(STATE_WORD) is not None or not says_more(paragraph.sub(0, colon)))


def _is_sentence(paragraph: Span) -> bool:
    """Whether a paragraph is prose: a visa, a considérant, or a sentence in small letters."""
    if paragraph.search(_REASONS):
        return True
    words = paragraph.text.split()
    return len(words) >= LEAST_SENTENCE and 2 * sum(word[0].islower() for word in words) >= len(words)


LEAST_SENTENCE = 6
