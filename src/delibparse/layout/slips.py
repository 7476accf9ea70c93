"""What the engine makes of the marks and capitals of names, put right on recognised pages: stops of initials, brackets,
a comma that no white space follows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from delibparse.reading.model import Word
from delibparse.similarity.first_names import is_known
from delibparse.wording import Fixed


def put_right(words: Sequence[Word]) -> list[Word]:
    """The words of a recognised page with such slips undone."""
    parted = [part for word in words for part in _parted(_with_fellows(word))]
    return list(_with_initials(parted))


_RUN_TOGETHER = Fixed(r"(\p{L}[\p{L}'’-]{2,}[,;])(\p{L}[\p{L}.'’-]*[,;]?)", regex.V1)
"""CALVET,S.: no name holds a comma."""


def _parted(word: Word) -> list[Word]:
    match = _RUN_TOGETHER.fullmatch(word.text)
    if match is None:
        return [word]
    x = word.x0 + (word.x1 - word.x0) * match.end(1) / len(word.text)
    return [word._replace(text=match[1], x1=x), word._replace(text=match[2], x0=x)]


_UNLIKE = Fixed(r"([^()\[\]{}]*)(?:[{\[](\p{L}{1,3})\)|\((\p{L}{1,3})[\]}])([^()\[\]{}]*)", regex.V1)
"""Absent{e)s"""


def _with_fellows(word: Word) -> Word:
    """The word with the ending in it that opens with one bracket and closes with another in round ones."""
    match = _UNLIKE.fullmatch(word.text)
    return word if match is None else word._replace(text=f"{match[1]}({match[2] or match[3]}){match[4]}")


_STOP_UNDER_COMMA = Fixed(r"((?:\p{Lu}\.-?)+\p{Lu})([,;])", regex.V1)
_COMMA_FOR_STOP = Fixed(r"\p{Lu}{1,2},", regex.V1)
_FAMILY_NAME = Fixed(r"\p{Lu}{3,}[\p{Lu}'’-]*[.,;]?", regex.V1)

_FIGURE_FOR_INITIAL = Fixed(r"((?:\p{Lu}\p{Ll}?\.-?)*)([1580])(\.[,;]?)", regex.V1)
_CIVILITY = Fixed(r"M\.|M[mM][eE]|Mlle|Monsieur|Madame", regex.V1)
LETTERS = {"1": "I", "5": "S", "8": "B", "0": "O"}
"""The initial that each figure is taken for."""


def _with_initials(words: Sequence[Word]) -> Iterator[Word]:
    """Initials whose full stop was read as a comma, or lost before one: J, MELQUIOND; PETIT J.-P, ROY. Those that were
    read as figures: Mme 1. PETIT, PETIT A.-5. And first names whose capital was read as a small letter: jean PETIT."""
    bare = Word("", 0.0, 0.0, 0.0, 0.0)
    for before, word, behind in _threes([bare, *words, bare]):
        if match := _STOP_UNDER_COMMA.fullmatch(word.text):
            yield word._replace(text=f"{match[1]}.{match[2]}")
        elif _COMMA_FOR_STOP.fullmatch(word.text) and _FAMILY_NAME.fullmatch(behind.text):
            yield word._replace(text=word.text[:-1] + ".")
        elif (match := _FIGURE_FOR_INITIAL.fullmatch(word.text)) and (
            (match[1] and _FAMILY_NAME.fullmatch(before.text))
            or (_CIVILITY.fullmatch(before.text) and _FAMILY_NAME.fullmatch(behind.text))
        ):
            yield word._replace(text=match[1] + LETTERS[match[2]] + match[3])
        elif _is_small_first_name(word) and any(map(_is_family_name, (before, behind))):
            yield word._replace(text=word.text[0].upper() + word.text[1:])
        else:
            yield word


_SMALL = Fixed(r"[cijkopsuvwxz]\p{Ll}{2}[\p{L}-]*[,;]?$", regex.V1)
"""A small letter that is written as its capital."""


def _is_small_first_name(word: Word) -> bool:
    return _SMALL.match(word.text) is not None and is_known(word.text.rstrip(",;"))


def _is_family_name(word: Word) -> bool:
    return _FAMILY_NAME.fullmatch(word.text) is not None


def _threes(words: Sequence[Word]) -> Iterator[tuple[Word, Word, Word]]:
    for (before, word), (_, behind) in pairwise(pairwise(words)):
        yield before, word, behind
