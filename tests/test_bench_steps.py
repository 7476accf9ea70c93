"""The clock of the bench: a step's time is its own, and the program is left as it was."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "bench"))

import steps

from delibparse import pipeline
from delibparse.reading import engines, recognise
from delibparse.reading.engines import AUTO_LAYOUT, BLOCK, ONE_LINE


def test_a_step_within_another_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks: Iterator[float] = iter([0.0, 1.0, 4.0, 10.0])
    monkeypatch.setattr(steps.time, "thread_time", lambda: next(ticks))
    clock = steps.Clock()
    inner = clock.timed(lambda: "read", lambda: "inner")
    outer = clock.timed(lambda: inner(), lambda: "outer")
    assert outer() == "read"
    assert clock.spent == {"inner": 3.0, "outer": 7.0}


class _Engine:
    name = "none"

    def recognise(self, _image: object, dpi: float, mode: int = AUTO_LAYOUT, **_: object) -> list[object]:
        if mode == BLOCK:
            raise ValueError(dpi)
        return []

    def alternatives(self, *_: object) -> list[object]:
        return []


def test_the_engine_is_told_by_what_it_reads_and_all_is_put_back() -> None:
    before = (pipeline.assemble, recognise.passed_over, _Engine.recognise)
    engine: engines.Engine = _Engine()  # type: ignore[assignment]
    with steps.measured(engine) as clock:
        assert pipeline.assemble is not before[0]
        engine.recognise(None, 200)  # type: ignore[arg-type]
        engine.recognise(None, dpi=200, mode=ONE_LINE)  # type: ignore[arg-type]
        engine.alternatives(None, 200)  # type: ignore[arg-type]
        with pytest.raises(ValueError):  # noqa: PT011  (time is noted of what fails too)
            engine.recognise(None, 200, BLOCK)  # type: ignore[arg-type]
    assert set(clock.spent) == {steps.ENGINE, steps.LINES, steps.LETTERS, steps.PARTS}
    assert (pipeline.assemble, recognise.passed_over, _Engine.recognise) == before


def test_what_no_step_took_is_the_rest() -> None:
    table = steps.shares({"clean": (Counter({steps.ENGINE: 6.0, "output": 1.0}), 9.0, 6.0, 2)})
    rows = dict(zip(table.columns[0].cells, table.columns[1].cells, strict=True))
    assert rows[steps.ENGINE] == "3000.0, 100.0 %"
    assert rows[steps.REST] == "1000.0, 33.3 %"
    assert rows["pipeline / engine"] == "1.50"
