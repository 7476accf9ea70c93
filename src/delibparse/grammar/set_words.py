"""The words that headers, lists and votes are made of besides their values: those of a letterhead, of labels and links."""

from __future__ import annotations

from functools import lru_cache

from delibparse.layout import Span
from delibparse.wording import Fixed, Lexicon, Template

_KNOWN = Template(r"(?:[ldnscjmtLDNSCJMT]['’])?(?:@{accounts.word}|@{accounts.particle})\.?")
_WORD = Fixed(r"\p{L}[\p{L}'’.\-]*\p{L}|\p{L}")


@lru_cache(maxsize=50_000)
def is_known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is one of them; in small letters."""
    return lexicon.fullmatch(_KNOWN, word) is not None


def says_more(text: Span) -> bool:
    """Whether a stretch holds a word that is none of them: a subject, a name.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> says_more(Text("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", [], lexicon()).span())
    False
    """
    return any(not is_known(match[0].casefold(), text.lexicon) for match in text.matches(_WORD) if len(match[0]) > 1)
