"""How well a word fits the letters that an engine saw, by the other letters that it weighed at each place."""

from __future__ import annotations

from collections.abc import Sequence

from delibparse.model.people import fold

Choices = Sequence[Sequence[tuple[str, float]]]
"""Of each place of a word, from left to right, the characters that may stand there, each with its cost: the engine's
negative logarithm of how likely it is, scaled. The first is the one that was read."""

FARTHEST = 60.0
"""Cost of a letter that the engine did not weigh at all at a place, and of a letter more or less."""


def excess(choices: Choices, word: str) -> float:
    """By how much dearer a word is than what was read; 0.0 for what was read. Case and accents count for nothing.

    >>> excess([[("B", 1.0), ("8", 9.0)], [("E", 1.0), ("B", 7.0)]], "BB")
    6.0
    """
    letters = fold(word)
    places = [place for place in map(_folded, choices) if place]
    row = [FARTHEST * k for k in range(len(letters) + 1)]
    for place in places:
        before, row = row, [row[0] + FARTHEST]
        for k, letter in enumerate(letters, 1):
            taken = before[k - 1] + place.get(letter, FARTHEST)
            row.append(min(taken, before[k] + FARTHEST, row[k - 1] + FARTHEST))
    return round(row[-1], 3)


def _folded(place: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The letters that may stand at a place, by how much dearer they are than the cheapest character; empty where no
    letter was read there, but a blank or a mark."""
    if not place or not fold(place[0][0]):
        return {}
    least = min(cost for _, cost in place)
    costs: dict[str, float] = {}
    for text, cost in place:
        letter = fold(text)
        if len(letter) == 1:
            costs[letter] = min(costs.get(letter, FARTHEST), cost - least, FARTHEST)
    return costs
