"""How lists count: 1, a, A, i, I."""

from __future__ import annotations

ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip

MOST_IN_LETTERS, MOST_ROMAN = 26 * 30, 4000
"""Numbers from which figures are written instead, as word processors do or nearly."""


def figure(number: int, kind: str) -> str:
    """A number as a list of a kind writes it; the kinds are those of HTML and ODF: "1", "a", "A", "i", "I"."""
    if kind in ("a", "A") and 0 < number <= MOST_IN_LETTERS:
        written = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif kind in ("i", "I") and 0 < number < MOST_ROMAN:
        written = _roman(number)
    else:
        return str(number)
    return written.upper() if kind.isupper() else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
