"""A case: the file that a seed number makes of a kind, the same one each time."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from fuzz import archives, pdfs, pictures, records, texts, unpaged
from fuzz.chance import Chance

MAKERS: dict[str, Callable[[Chance], tuple[str, bytes]]] = {
    "pdf": pdfs.case,
    "picture": pictures.case,
    "text": texts.case,
    "unpaged": unpaged.case,
    "archive": archives.case,
    "record": records.case,
}


class Case(NamedTuple):
    """A file: its kind, its seed, its name, its bytes."""

    kind: str
    seed: int
    name: str
    content: bytes

    @property
    def key(self) -> str:
        """What makes it again: "pdf-17"."""
        return f"{self.kind}-{self.seed}"


def case(kind: str, seed: int) -> Case:
    """The case of a kind and a seed."""
    suffix, content = MAKERS[kind](random.Random(f"{kind}-{seed}"))
    return Case(kind, seed, f"{kind}-{seed}.{suffix}", content)
