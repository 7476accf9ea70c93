"""How alike two words look to an OCR engine."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

_LOOKALIKES = ("iltj1f", "oqcgd0", "efc", "uvyw", "nmhwu", "b8hrpk", "s5z", "xk", "a4", "g9", "z2", "b6g", "38", "17")
"""Letters and figures that engines take for each other, capitals included: I L T J, E F C, O Q C G D 0, B 8 R P,
3 8, 1 7."""

_ALIKE = frozenset(pair for group in _LOOKALIKES for pair in product(group, repeat=2))
LOOKALIKE = 0.4
"""What a letter taken for one that looks like it costs; any other slip costs 1."""


@lru_cache(maxsize=65536)
def distance(one: str, other: str) -> float:
    """The least sum of slips that makes one word of another: letters lost, added, or taken for others.

    Words as `people.bare` gives them.

    >>> distance("sturant", "sturani")
    0.4
    """
    row = [float(k) for k in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        before, row = row, [float(i)]
        for j, b in enumerate(other, 1):
            taken = 0.0 if a == b else LOOKALIKE if (a, b) in _ALIKE else 1.0
            row.append(min(before[j - 1] + taken, before[j] + 1, row[j - 1] + 1))
    return round(row[-1], 3)
