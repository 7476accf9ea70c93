"""Two hundred cases of known seeds, through the real program; `make fuzz` runs others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fuzz import oracle
from fuzz.cases import MAKERS, case
from fuzz.oracle import JUDGES, MEGABYTES, Told, failures
from fuzz.zygote import Ran, Zygote

COUNTS = {"pdf": 60, "picture": 12, "text": 32, "unpaged": 40, "archive": 36, "record": 16}
CORRECTIONS = 4
CPU_SECONDS_OF_ALL = 60.0
"""What no group of cases comes near."""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    with Zygote() as made:
        yield made


def holds(told: Told) -> None:
    assert told.wrong == []
    assert told.cpu < CPU_SECONDS_OF_ALL
    assert told.megabytes < MEGABYTES


@pytest.mark.parametrize("kind", MAKERS)
def test_cases_of_a_kind(kind: str, zygote: Zygote) -> None:
    holds(JUDGES[kind](zygote, [case(kind, seed) for seed in range(COUNTS[kind])]))


def test_corrections(zygote: Zygote, tmp_path: Path) -> None:
    batch = oracle.batch_for_corrections(zygote, tmp_path)
    for seed in range(CORRECTIONS):
        holds(oracle.corrected(zygote, batch, seed))


def test_there_are_two_hundred() -> None:
    assert sum(COUNTS.values()) + CORRECTIONS == 200
    assert COUNTS.keys() == MAKERS.keys() == JUDGES.keys()


@pytest.mark.parametrize("kind", MAKERS)
def test_a_seed_makes_the_same_case_each_time(kind: str) -> None:
    assert [case(kind, seed) for seed in range(4)] == [case(kind, seed) for seed in range(4)]
    assert len({case(kind, seed).content for seed in range(4)}) == 4


class Wrong(Zygote):
    """Ends every command as it was told to, and writes where nothing was asked for."""

    def __init__(self, ran: Ran, writes: str = "") -> None:
        self._ran, self._writes = ran, writes

    def run(self, arguments: list[str], folder: Path, temporary: Path) -> Ran:
        if self._writes:
            (folder / self._writes).write_text("x", encoding="utf-8")
        return self._ran


LINE = "delibparse: in/text-1.txt: fichier vide (x)\n"


@pytest.mark.parametrize(
    ("ran", "writes", "what"),
    [
        (Ran(None, b"", "", 1, 1, 0), "", "hangs"),
        (Ran(-11, b"", "", 1, 1, 0), "", "status -11"),
        (Ran(3, b"", "Traceback (most recent call last)\n", 1, 1, 0), "", "prints"),
        (Ran(3, b"", "delibparse: in/text-1.txt: erreur interne : KeyError (x)\n", 1, 1, 0), "", "prints"),
        (Ran(0, b"{}\n", "", 1, 1, 0), "", "JSON that is none of ours"),
        (Ran(3, b"", LINE * 2, 1, 1, 0), "", "text-1.txt: 2 lines, no JSON"),
        (Ran(0, b"", LINE, 1, 1, 0), "", "status 0 with 1 failures"),
        (Ran(3, b"", LINE, 1, 1, 0), "", "the good file is not read"),
        (Ran(3, b"", LINE, 1, 1, 1), "", "a process is left"),
        (Ran(3, b"", LINE, 1, 1, 0), "../../x", "writes outside"),
        (Ran(3, b"", LINE, 1, 1, 0), "in/text-1.txt", "writes outside"),
    ],
)
def test_the_oracle_sees(ran: Ran, writes: str, what: str) -> None:
    told = oracle.read(Wrong(ran, writes), [case("text", 1)])
    assert any(what in one for one in told.wrong), told.wrong


def test_failures_are_known_by_their_file() -> None:
    ran = Ran(3, b"", f"{LINE}delibparse: in/b: c.txt: x\ndelibparse: x\n", 0, 0, 0)
    assert failures(ran, ["text-1.txt", "b: c.txt"]).keys() == {"text-1.txt", ""}
