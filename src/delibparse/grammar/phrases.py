"""Words that make a phrase and no name: a title among the lists of members is none of them, in capitals too."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from delibparse.grammar.headings import STATE_WORD
from delibparse.grammar.list_items import LINK
from delibparse.grammar.values import people
from delibparse.layout import Span
from delibparse.similarity import first_names
from delibparse.wording import EXACT, Template

_ARTICLE = Template(r"(?i:(?:d['’])?une?|sur|dans|avec|entre)", EXACT)
"""Words of a phrase that stand neither in a name nor between two who give and hold a proxy."""

_BINDS = Template(r"(?i:à|aux?|par|pour|sans)", EXACT)
"""Words of a phrase that stand in no name."""

LEAST_WORDS = 3
"""Words besides the particles from which what names nobody by a first name is no name."""

MOST_PARTICLES = 1
"""Places inside a name where particles stand: Marie DE LA ROCHE."""


def is_phrase(text: Span) -> bool:
    """Whether words are a phrase that names and pairs nobody: words that bind others, particles in several places, or
    several words of which none is a first name.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> is_phrase(Text("RÈGLEMENT INTÉRIEUR DE LA PISCINE", [], lexicon()).span())
    True
    >>> is_phrase(Text("MARTIN DE LA TOUR JEAN", [], lexicon()).span())
    False
    """
    words = text.text.replace("’", "'").split()
    if len(words) < LEAST_WORDS or text.search(STATE_WORD) or people.civility_end(text.text, text.lexicon):
        return False
    if any(text.lexicon.fullmatch(_ARTICLE, word) for word in words):
        return True
    if text.search(LINK):
        return False
    if any(text.lexicon.fullmatch(_BINDS, word) for word in words):
        return True
    inside, own = _parts(text, words)
    return inside > MOST_PARTICLES or (
        len(own) >= LEAST_WORDS and not any(map(first_names.is_known, own)) and not any(map(_is_initial, own))
    )


def _parts(text: Span, words: Sequence[str]) -> tuple[int, list[str]]:
    """How many runs of particles stand between other words, and the other words."""
    runs = [
        (is_particle, list(run))
        for is_particle, run in groupby(words, lambda word: text.lexicon.match(people.PARTICLE, word) is not None)
    ]
    inside = sum(is_particle for is_particle, _ in runs[1:-1])
    return inside, [word for is_particle, run in runs if not is_particle for word in run]


def _is_initial(word: str) -> bool:
    return people.INITIALS.match(word) is not None
