"""Which reading stands, the first or that of a finer picture: of one word, of two that the engine ran together, of one
that it cut in two.

Two scales disagree where a reading is doubtful. Measured on the benchmark's office and bad scans (474 words read with
less than 0.8): where the second reading differs and is surer by `SURER`, it is right in 70 cases of 96, the first one
in 20; where both agree they are right in 206 of 232.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from delibparse.model.confidence import SECOND_LOOK, SURER
from delibparse.reading.model import Doubt, Word
from delibparse.similarity.first_names import is_known
from delibparse.similarity.ocr import distance

SAME_PLACE, SLIVER = 0.7, 1.5
"""Share of both stretches from which two readings are of one word; points at its edge that a neighbour may touch."""

ROUGHLY, NEARLY = 0.3, 0.25
"""The same where both readings are nearly the same word, for the engine's boxes are not always good; slips, as a share
of its letters, that may part them then."""

A_NAME = 4
"""Letters from which a word that stands twice in a document does so by no chance."""

MARKS = ",;"
"""What parts the names of a list: the engine loses them oftener than it sees some that are not there."""


class Stands(NamedTuple):
    """The words that take the place of a doubtful one, and the neighbour that was its other half."""

    words: tuple[Word, ...]
    half: Word | None = None


def better(doubt: Doubt, line: Sequence[Word], row: Sequence[Word], printed: Collection[str]) -> Stands | None:
    """What a second reading of a line puts in the place of a doubtful word, None where the first reading stands.

    `row` are the words that were read first beside the doubtful one, `printed` the letters of those that were read
    surely anywhere.
    """
    word = doubt.word
    here = [other for other in line if overlap(word, other.x0, other.x1) > 0]
    if len(here) > 1:
        return _parted(word, here, row)
    if not here:
        return None
    halves = [other for other in row if other is not word and _holds(here[0], other)]
    if halves:
        return _joined(word, halves, here[0], printed)
    if not _is_of_one_word(word, here[0]):
        return None
    after = _other_word(doubt, here[0], printed)
    return Stands((after,)) if after is not None else None


def joined_as_printed(word: Word, row: Sequence[Word], printed: Mapping[str, str]) -> Stands | None:
    """A doubtful word and one close to it that are together a word printed elsewhere, and neither by itself:
    the engine cut it in two, and may have seen a letter at the cut. `printed` gives the words by their letters."""
    line = sorted(row, key=lambda one: one.x0)
    for first, second in pairwise(line):
        apart = second.x0 - first.x1 > CUT * (word.y1 - word.y0)
        if apart or not any(one is word for one in (first, second)):
            continue
        halves = letters_of(first.text), letters_of(second.text)
        whole = _printed_as("".join(halves), printed)
        cut = first.text[-1].isalnum() and min(map(len, halves)) >= LEAST_HALF
        named = any(is_known(one.text.strip(".,;")) for one in (first, second))
        if whole is None or not cut or named or any(map(_is_short_word, (first, second))):
            continue
        if any(half in printed for half in halves):
            continue
        marks = second.text[len(second.text.rstrip(".,;:)")) :]
        least = min(first.confidence, second.confidence)
        after = word._replace(text=whole + marks, x0=first.x0, x1=second.x1, confidence=least)
        return Stands((after,), second if first is word else first)
    return None


def _is_short_word(word: Word) -> bool:
    """Whether a word that is too short to be known as one printed elsewhere was read surely: le, sur."""
    return len(letters_of(word.text)) < A_NAME and word.confidence >= SECOND_LOOK


LEAST_HALF, LONG, CUT = 3, 8, 0.5
"""Letters of half a word, at least; of a word that is known though a letter stands in it that it has not; heights of a
word that its halves stand apart, at most: cells of a table stand further."""


def _printed_as(letters: str, printed: Mapping[str, str]) -> str | None:
    if letters in printed:
        return printed[letters]
    near = {
        text
        for known, text in printed.items()
        if len(known) >= LONG and len(letters) - len(known) in (0, 1) and distance(letters, known) <= 1.0
    }
    return near.pop() if len(near) == 1 else None


def clipped(line: Sequence[Word]) -> list[Word]:
    """The words of a line, none beyond its neighbours: the engine gives some the box of half the line."""
    found = list(line)
    for k, word in enumerate(line):
        before, behind = line[k - 1] if k else None, line[k + 1] if k + 1 < len(line) else None
        x0 = before.x1 if before and word.x0 < before.x1 < word.x1 else word.x0
        x1 = behind.x0 if behind and word.x0 < behind.x0 < word.x1 else word.x1
        found[k] = word._replace(x0=x0, x1=x1) if x0 < x1 else word
    return found


def is_another(word: Word, line: Sequence[Word]) -> bool:
    """Whether a second reading has one other word in the place of a doubtful one."""
    here = [other for other in line if overlap(word, other.x0, other.x1) > 0]
    other = len(here) == 1 and letters_of(here[0].text) != letters_of(word.text)
    return other and overlap(word, here[0].x0, here[0].x1) >= SAME_PLACE


def overlap(word: Word, x0: float, x1: float) -> float:
    """What a stretch and a word share, as a part of both together; a sliver at the edge counts for nothing."""
    shared = min(word.x1, x1) - max(word.x0, x0)
    both = max(word.x1, x1) - min(word.x0, x0)
    return shared / both if shared > SLIVER else 0.0


def letters_of(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


def _is_of_one_word(word: Word, other: Word) -> bool:
    share = overlap(word, other.x0, other.x1)
    return share >= SAME_PLACE or (share >= ROUGHLY and _alike(word.text, other.text))


def _alike(one: str, other: str) -> bool:
    first, second = letters_of(one), letters_of(other)
    return min(len(first), len(second)) >= A_NAME and distance(first, second) <= NEARLY * len(second)


def _holds(found: Word, other: Word) -> bool:
    """Whether a word of the second reading covers most of a neighbour."""
    return 2 * (min(found.x1, other.x1) - max(found.x0, other.x0)) > other.x1 - other.x0


def _other_word(doubt: Doubt, found: Word, printed: Collection[str]) -> Word | None:
    word, sure = doubt.word, found.confidence
    first, second = letters_of(word.text), letters_of(found.text)
    if second != first and (doubt.is_known or (first in printed and second not in printed)):
        return None  # what is somebody's name, or printed elsewhere, is likelier than what is neither
    if second == first and first:
        return _same_letters(word, found)
    if found.text == word.text and sure > word.confidence:
        return word._replace(confidence=sure)
    needed = word.confidence + (0.0 if doubt.is_of_name and is_known(found.text) else SURER)
    return word._replace(text=found.text, confidence=sure) if sure >= needed and second != first else None


def _same_letters(word: Word, found: Word) -> Word | None:
    """The word as it was read, more surely; with the comma behind it that the first reading lost. An accent or a full
    stop more is what the finer picture shows of specks."""
    if found.confidence <= word.confidence:
        return None
    lost = found.text[-1] in MARKS and not set(MARKS) & set(word.text) and found.confidence >= word.confidence + SURER
    return word._replace(text=word.text + found.text[-1] if lost else word.text, confidence=found.confidence)


def _parted(word: Word, here: Sequence[Word], row: Sequence[Word]) -> Stands | None:
    """The words that the doubtful one ran together: the same letters, more surely read, and nobody else's."""
    if any(_holds(found, other) for found in here for other in row if other is not word):
        return None
    sure = min(found.confidence for found in here)
    same = letters_of("".join(found.text for found in here)) == letters_of(word.text)
    if not same or sure <= word.confidence or not _are_words(here):
        return None
    words = [word._replace(text=f.text, x0=f.x0, x1=f.x1, confidence=f.confidence) for f in here]
    return Stands(tuple(words))


def _are_words(parts: Sequence[Word]) -> bool:
    """Whether the parts of a word may stand by themselves: each but the first begins with a capital or a figure, and a
    lone letter is an initial with its stop. "J ean-Yves" is one word torn."""
    begun = all(one.text[0].isupper() or one.text[0].isdigit() for one in parts[1:])
    return begun and all(
        len(letters) > 1 or (letters and "." in one.text) or one.text.isdigit()
        for one in parts
        for letters in [letters_of(one.text)]
    )


def _joined(word: Word, halves: Sequence[Word], found: Word, printed: Collection[str]) -> Stands | None:
    """The one word that was cut in two: both halves are unsure, neither is an initial, and together they are a first
    name, or a word that is printed elsewhere."""
    if len(halves) > 1:
        return None
    first, second = sorted((word, halves[0]), key=lambda one: one.x0)
    whole = letters_of(found.text)
    known = whole in printed or (len(whole) >= A_NAME and is_known(found.text))
    unsure = max(first.confidence, second.confidence)
    cut = first.text[-1].isalnum() and all(len(letters_of(one.text)) > 1 for one in (first, second))
    if not (known and cut and unsure < SECOND_LOOK and found.confidence >= unsure):
        return None
    if not _alike(first.text + second.text, found.text):
        return None
    after = word._replace(text=found.text, x0=first.x0, x1=second.x1, confidence=found.confidence)
    return Stands((after,), halves[0])
