"""What is drawn from a seed, and changes that are the same for bytes of any kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Chance = random.Random
Change = Callable[[Chance, bytes], bytes]

FIGURES = (
    0, 1, -1, 2, 7, 127, 128, 255, 256, 999, 32767, 65535, 65536, 10**6, 2**31 - 1, 2**31, -(2**31), 2**32 - 1, 2**53,
    2**63 - 1, -(2**63), 2**64, 10**30,
)  # fmt: skip
"""Figures at which programs count wrong."""

LONG = 10_000
"""How often what is repeated is repeated."""


def changed(chance: Chance, data: bytes, changes: Sequence[Change], most: int = 3) -> bytes:
    """The bytes after one to `most` changes."""
    for _ in range(chance.randint(1, most)):
        data = chance.choice(changes)(chance, data)
    return data


def some_bytes(chance: Chance, data: bytes) -> bytes:
    """A few bytes are others."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 100)) if out else 0):
        out[chance.randrange(len(out))] = chance.choice((0, 10, 32, 255, chance.randrange(256)))
    return bytes(out)


def cut(chance: Chance, data: bytes) -> bytes:
    """The end is missing."""
    return data[: chance.randint(1, max(1, len(data)))]


def hole(chance: Chance, data: bytes) -> bytes:
    """A piece is missing, or stands twice, or is of zeros."""
    first, last = sorted(chance.randint(0, len(data)) for _ in range(2))
    last = min(last, first + 4000)
    between = chance.choice((b"", data[first:last] * 2, bytes(last - first)))
    return data[:first] + between + data[last:]


def spliced(chance: Chance, one: bytes, other: bytes) -> bytes:
    """The beginning of one, the end of another."""
    return one[: chance.randint(0, len(one))] + other[chance.randint(0, len(other)) :]


BYTES: tuple[Change, ...] = (some_bytes, cut, hole)
