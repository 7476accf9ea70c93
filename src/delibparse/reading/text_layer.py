"""Is a page's text layer the text that a reader sees?

Three ways in which it is not: it is invisible (another program's OCR, of unknown quality, laid under a picture), it
is gibberish (a broken encoding, a scanner set to the wrong alphabet), or it is only part of the page (a stamp
printed over a scan).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from delibparse.reading.model import Word

if TYPE_CHECKING:
    from delibparse.reading.pdf import Layer
    from delibparse.reading.pixels import Grey

Verdict = Literal["whole", "partial", "unusable", "none"]

MOSTLY = 0.5
PLAUSIBLE_WORDS = 0.6
"""Share of a page's letters in words that French (or a name, or a figure) could hold: measured 0.93 and more on the
born-digital pages of the corpus, under 0.25 on wrong encodings."""

SAMPLE = 150
"""Words of a page that are looked at, spread over it."""

FEW_WORDS = 40
MANY_PATHS = 300
"""More drawn paths than this on a page may be text turned into outlines."""

UNCOVERED_INK = 0.4
SKETCH_DPI = 72

_VOWEL = re.compile(r"[aeiouyàâäéèêëîïôöùûüÿœæ]", re.I)
_HARD_RUN = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}", re.I)
_SOUND = re.compile(r"^[\W\d_]*(?:[^\W\d_]+(?:['’.\-/][^\W\d_]*)*)?[\W\d_]*$")


def judge(layer: Layer, sketch: Callable[[], Grey]) -> Verdict:
    """`sketch` renders the page at SKETCH_DPI; it is called only where the layer's words may not be all."""
    if not layer.words:
        return "none"
    if not is_readable(layer):
        return "unusable"
    if layer.images or layer.paths > MANY_PATHS or len(layer.words) < FEW_WORDS:
        letters = sum(len(word.text) for word in layer.words)
        outside = marks_outside(sketch(), layer.words)
        if outside > UNCOVERED_INK * letters and outside > FEW_WORDS:
            return "partial"
    return "whole"


def is_readable(layer: Layer) -> bool:
    """Whether words are text that is seen, and no gibberish."""
    return layer.invisible <= MOSTLY and plausibility(layer.words) >= PLAUSIBLE_WORDS


def laid_over(layer: Layer) -> list[Word]:
    """The words of a layer that is part of its page; those of stamps that were laid over it as ink apart from its text:
    what they cover is read as well."""
    return [
        word._replace(ink="over")
        if any(x0 <= (word.x0 + word.x1) / 2 <= x1 and y0 <= word.middle <= y1 for x0, y0, x1, y1 in layer.stamps)
        else word
        for word in layer.words
    ]


def plausibility(words: list[Word]) -> float:
    """Share, by letters, of the words that could be French, a name, a figure or a sign."""
    total = good = 0
    for word in words[:: max(len(words) // SAMPLE, 1)]:
        weight = min(len(word.text), 20)
        total += weight
        good += weight * _plausible(word.text)
    return good / total if total else 1.0


def _plausible(text: str) -> bool:
    if any(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or c < " " for c in text):
        return False
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return True
    if not _SOUND.match(text) and len(letters) > 3:
        return False
    if len(letters) <= 5 and not text.islower():  # acronyms, initials
        return True
    if len(letters) <= 3 or text.isupper():
        return len(letters) <= 2 or bool(_VOWEL.search(text))
    vowels = len(_VOWEL.findall(text))
    return 0.2 <= vowels / len(letters) <= 0.85 and not _HARD_RUN.search(text)


def marks_outside(sketch: Grey, words: list[Word]) -> int:
    """How many marks of a letter's size lie outside the words' boxes. `sketch` is the page at SKETCH_DPI."""
    import cv2
    import numpy as np

    ink = np.where(sketch < 160, 255, 0).astype(np.uint8)
    scale = SKETCH_DPI / 72
    for word in words:
        x0, y0, x1, y1 = (round(v * scale) for v in word[1:5])
        ink[max(y0 - 2, 0) : y1 + 3, max(x0 - 2, 0) : x1 + 3] = 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    return int(np.count_nonzero((heights >= 3) & (heights <= 16) & (widths >= 1) & (widths <= 60)))
