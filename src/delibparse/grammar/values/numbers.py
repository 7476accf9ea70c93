"""Figures and numbers in words."""

from __future__ import annotations

_UNITS = {
    "zero": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8,
    "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90, "premier": 1, "aucun": 0, "aucune": 0,
}  # fmt: skip

LOOKALIKES = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "|": "1", "i": "1", "!": "1", "t": "1",
    "Z": "2", "S": "5", "B": "8", "G": "6", "g": "9", "é": "6",
}  # fmt: skip
"""What OCR reads for digits, and the digits. `@{OCR_DIGIT}` of `patterns.py` are those of them that stand in counts."""

MISREAD = str.maketrans(LOOKALIKES)

_BESIDE_DIGITS = frozenset("0123456789OoQDlI|i!ZSBGg")
"""What may stand in a count beside a digit: more of the look-alikes would make figures of words."""

_ALONE = frozenset("OoQlI|")
"""What is a count though no digit stands beside it."""

LONGEST = 3
"""Characters of a count on a recognised page, 4 of clear digits."""

_AROUND = " \t\n()[].,:;"
_BARE = str.maketrans("éèêàâôîûù", "eeeaaoiuu")


def in_words(text: str) -> int | None:
    """Return the value of a number in words, None if it is not one.

    >>> in_words("deux mille vingt-trois"), in_words("deux mil trois"), in_words("quatre-vingt-dix-neuf")
    (2023, 2003, 99)
    """
    total = current = 0
    known = False
    for word in bare(text).replace("-", " ").split():
        if word == "et":
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
    """Return a count of people in figures or words, None if it is neither. Misread letters count as their digits.

    >>> count("27"), count("O"), count("2B"), count("cinq"), count("Néant")
    (27, 0, 28, 5, None)
    """
    text = text.strip(_AROUND)
    if text.isdecimal() and len(text) <= LONGEST + 1:
        return int(text)
    has_digit = any(c.isdecimal() for c in text)
    if text in _ALONE or (has_digit and len(text) <= LONGEST and set(text) <= _BESIDE_DIGITS):
        return int(text.translate(MISREAD))
    return in_words(text)


def misread(text: str) -> str | None:
    """Return the figure as read, if letters stand in it for digits; None for clear figures and for numbers in words.

    >>> misread("2B"), misread("28"), misread("cinq")
    ('2B', None, None)
    """
    text = text.strip(_AROUND)
    return None if text.isdigit() or in_words(text) is not None or count(text) is None else text


def bare(text: str) -> str:
    """Return the text in small letters without its accents.

    >>> bare("FÉVRIER")
    'fevrier'
    """
    return text.casefold().translate(_BARE)


def may_be_count(text: str) -> bool:
    """Return whether a word may be a count as an engine misread it, to be read a second time.

    >>> may_be_count("il."), may_be_count("2B"), may_be_count("Paul")
    (True, True, False)
    """
    core = text[:-1] if text[-1:] in (".", ",", ";") else text
    return 0 < len(core) <= LONGEST and all(c.isdecimal() or c in LOOKALIKES for c in core)
