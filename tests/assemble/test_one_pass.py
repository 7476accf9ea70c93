"""Each stretch of a text is read once, however many acts it holds."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from delibparse.grammar import attendance, blocks, prose, votes
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

HEAD = """PROCÈS-VERBAL du conseil municipal du 3 mars 2021

Présents (3) : Anne ROI, Luc PETIT, Zoé BLANC

Pouvoirs : Max GRIS donne pouvoir à Luc PETIT

"""
ITEM = """{n}. Travaux de la rue numéro {n}

Le maire expose que la rue est à refaire et que le devis est de {n}00 euros.

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de refaire la rue.

"""
READERS = {
    blocks.find_blocks.__code__: "headings", prose.read_prose.__code__: "prose",
    votes.read_vote.__code__: "votes", prose.formula_starts.__code__: "decisions",
}  # fmt: skip


@contextmanager
def counting(read: Counter[str]) -> Iterator[None]:
    """Counts the characters that each reader is called with, and the lists that are read."""

    def look(frame: object, event: str, _arg: object) -> None:
        code = frame.f_code  # type: ignore[attr-defined]
        if event == "call" and code in READERS:
            read[READERS[code]] += len(frame.f_locals["text"])  # type: ignore[attr-defined]
        elif event == "call" and code is attendance.read_lists.__code__:
            read["lists"] += sum(len(body) for _, body in frame.f_locals["lists"].blocks)  # type: ignore[attr-defined]

    sys.setprofile(look)
    try:
        yield
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("items", [1, 2, 30])
def test_each_block_of_text_is_read_once(items: int) -> None:
    text = HEAD + "".join(ITEM.format(n=n) for n in range(1, items + 1))
    read: Counter[str] = Counter()
    with counting(read):
        document = extract_bytes(text.encode(), "minutes.txt", Options())
    assert len(document.deliberations) == items
    assert set(read) == {"headings", "prose", "votes", "decisions", "lists"}
    assert max(read[reader] for reader in ("headings", "prose", "votes", "decisions")) <= len(text)
    assert read["lists"] <= 2 * len(HEAD)  # once more where the last of them ran on into the first item
