"""Patterns with names in them, and the wordings that the names stand for.

A `Template` is a pattern as the code writes it, a `Fixed` one holds no wording of the vocabulary; a `Lexicon` holds the
councils' wordings and compiles templates with them. A lexicon is a value: whoever reads a text is handed one with it.
"""

from delibparse.wording.fixed import Fixed
from delibparse.wording.lexicon import Lexicon, Searched
from delibparse.wording.template import ANY_CASE, EXACT, Template
from delibparse.wording.vocabulary import Entry, Vocabulary

__all__ = ["ANY_CASE", "EXACT", "Entry", "Fixed", "Lexicon", "Searched", "Template", "Vocabulary"]
