"""Figures and numbers in words."""

from __future__ import annotations

import regex

from delibparse.grammar.vocabulary import phrase

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90, "premier": 1, "aucun": 0, "aucune": 0,
}  # fmt: skip
_WORD = (
    r"(?:zéro|un(?:e)?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille|mil)"
)

WORDS = phrase(rf"(?<!\p{{L}}){_WORD}(?:(?:[\s\-]+et)?[\s\-]+{_WORD}){{0,7}}(?!\p{{L}})")
"""Pattern source: a number in words, "deux mille vingt-trois", "soixante et onze", "dix neuf"."""

FIGURE = r"\d{1,3}"
"""Pattern source: a count of people."""

MISREAD = str.maketrans({"O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "!": "1",
                         "Z": "2", "S": "5", "B": "8", "G": "6", "g": "9", "é": "6"})  # fmt: skip
"""Letters that OCR reads for digits."""

FIGURE_OCR = r"(?:(?=\S{0,2}\d)[\dOoQDlI|SBZG]{1,3}(?![\p{L}\d])|\d{1,3}|[OoQ](?![\p{L}\d])|[lI|](?=\s*(?:[.;,\n)]|$)))"
"""A count on a recognised page: some of its characters, or a lone one, may be a misread digit. "Il" is none."""


def in_words(text: str) -> int | None:
    """The value of a number in words, None if it is not one.

    >>> in_words("deux mille vingt-trois"), in_words("deux mil trois"), in_words("quatre-vingt-dix-neuf")
    (2023, 2003, 99)
    """
    total = current = 0
    known = False
    for word in regex.split(r"[\s\-]+", bare(text)):
        if word in ("et", ""):
            continue
        if word in ("mille", "mil"):
            total += max(current, 1) * 1000
            current = 0
        elif word in ("cent", "cents"):
            current = max(current, 1) * 100
        elif word in _UNITS:
            value = _UNITS[word]
            if word in ("vingt", "vingts") and current % 100 == 4:
                current += 76  # quatre-vingts
            else:
                current += value
        else:
            return None
        known = True
    return total + current if known else None


def count(text: str) -> int | None:
    """A count of people in figures or words, None if it is neither. Misread letters count as their digits.

    >>> count("27"), count("O"), count("cinq"), count("Néant")
    (27, 0, 5, None)
    """
    text = text.strip(" \t\n()[].,:;")
    if regex.fullmatch(r"\d{1,4}", text):
        return int(text)
    if regex.fullmatch(r"(?=.*\d)[\dOoQDlI|i!ZSBGg]{1,3}|[OoQlI|]", text):
        return int(text.translate(MISREAD))
    return in_words(text)


def misread(text: str) -> str | None:
    """The figure as read, if letters stand in it for digits; None for clear figures and for numbers in words.

    >>> misread("2B"), misread("28"), misread("cinq")
    ('2B', None, None)
    """
    text = text.strip(" \t\n()[].,:;")
    return None if text.isdigit() or in_words(text) is not None or count(text) is None else text


def bare(text: str) -> str:
    return text.casefold().translate(str.maketrans("éèêàâôîûù", "eeeaaoiuu"))
