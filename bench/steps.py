"""Where the time of a scan goes: the processor time of each step, measured from without.

The program knows nothing of it: for the time of a `with` the functions of STEPS are replaced, where they are looked up,
by ones that look at the clock before and after. A step's time is its own: that of the steps within it is theirs.
"""

from __future__ import annotations

import functools
import resource
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from rich.table import Table

from delibparse.reading.engines import AUTO_LAYOUT, ONE_LINE, Engine

READING, PREPARED = "delibparse.reading.", "delibparse.reading.preprocess.prepare:"

STEPS = {
    "opening": (f"{READING}pdf:PdfFile.__init__", f"{READING}pdf:PdfPage.layer", f"{READING}text_layer:judge"),
    "picture: decoded": (f"{READING}pdf:PdfPage.picture",),
    "picture: scaled": (f"{READING}scale:rescaled", f"{READING}scale:own_scale"),
    "prepared: sheet": (f"{PREPARED}sheet", f"{PREPARED}flattened"),
    "prepared: dark grounds": (f"{PREPARED}on_paper",),
    "prepared: stamps parted": (f"{PREPARED}to_grey",),
    "prepared: paper whitened": (f"{PREPARED}whiten",),
    "prepared: which way up": tuple(
        f"{PREPARED}{name}" for name in ("ink_of", "coarse_skew", "find_skew", "is_upside_down")
    ),
    "prepared: turned": (f"{PREPARED}_apply",),
    "prepared: rules": (f"{PREPARED}without_rules",),
    "prepared: underlines": (f"{PREPARED}without_underlines",),
    "words: crosses and marks": tuple(
        f"{READING}recognise:{name}" for name in ("without_specks", "with_crosses", "with_underlines", "passed_over")
    ),
    "words: coloured ink": (f"{READING}recognise:_coloured_words",),
    "words: sizes": (f"{READING}recognise:with_sizes",),
    "second look: doubts": ("delibparse.pipeline:find_doubts",),
    "second look: crops": ("delibparse.reread.reread:look_again", "delibparse.reread.reread:_look"),
    "understanding: layout": ("delibparse.pipeline:compose",),
    "understanding: acts": ("delibparse.pipeline:assemble", "delibparse.pipeline:made_surer"),
    "understanding: reconciled": ("delibparse.pipeline:reconcile", "delibparse.pipeline:known_among"),
    "understanding: checks": ("delibparse.checks:check",),
    "output": ("delibparse.model.schema:to_json",),
}
"""What stands in the table, and the functions whose time it is, each where its callers find it."""

ENGINE, LINES, LETTERS, PARTS = "engine: the page", "engine: second look", "engine: candidates", "engine: parts again"
REST = "all else"


def cpu_seconds() -> float:
    """The processor time of this process and of those that it has started and that have ended: other work on the
    machine does not count."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


class Clock:
    """The seconds of each step, in all threads."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._within = threading.local()
        self._lock = threading.Lock()

    def timed(self, work: Callable[..., Any], step: Callable[..., str]) -> Callable[..., Any]:
        """A function that notes its time under the step that its arguments tell."""

        @functools.wraps(work)
        def clocked(*args: Any, **named: Any) -> Any:
            stack: list[float] = self._within.__dict__.setdefault("stack", [])
            stack.append(0.0)
            start = time.thread_time()
            try:
                return work(*args, **named)
            finally:
                took = time.thread_time() - start
                own = took - stack.pop()
                if stack:
                    stack[-1] += took
                with self._lock:
                    self.spent[step(*args, **named)] += own

        return clocked


@contextmanager
def measured(engine: Engine) -> Iterator[Clock]:
    """A clock that runs for the steps and for the engine, until the block ends."""
    clock = Clock()
    before: list[tuple[Any, str, Any]] = []

    def replace(owner: Any, name: str, step: Callable[..., str]) -> None:
        before.append((owner, name, getattr(owner, name)))
        setattr(owner, name, clock.timed(getattr(owner, name), step))

    for step, functions in STEPS.items():
        for function in functions:
            module, _, path = function.partition(":")
            *owners, name = path.split(".")
            owner = functools.reduce(getattr, owners, import_module(module))
            replace(owner, name, lambda *_, step=step, **__: step)
    replace(type(engine), "recognise", _of_engine)
    replace(type(engine), "alternatives", lambda *_, **__: LETTERS)
    try:
        yield clock
    finally:
        for owner, name, work in before:
            setattr(owner, name, work)


def _of_engine(*args: Any, **named: Any) -> str:
    """The step of a call of `recognise`, whose arguments may be named: the mode is the fourth."""
    mode = named.get("mode", args[3] if len(args) > 3 else AUTO_LAYOUT)
    return {AUTO_LAYOUT: ENGINE, ONE_LINE: LINES}.get(mode, PARTS)


def shares(levels: dict[str, tuple[Counter[str], float, float, int]]) -> Table:
    """Of each level, by step, the milliseconds a page and the share of the bare engine's time; from the seconds of each
    step, of the whole and of the bare engine, and the pages."""
    table = Table("step", *levels, title="Where the processor time goes: ms a page, % of the bare engine")
    for step in (*STEPS, ENGINE, PARTS, LINES, LETTERS, REST):
        cells = []
        for spent, whole, bare, pages in levels.values():
            seconds = whole - sum(spent.values()) if step == REST else spent[step]
            cells.append(f"{1000 * seconds / pages:.1f}, {100 * seconds / bare:.1f} %")
        table.add_row(step, *cells)
    table.add_section()
    table.add_row("the bare engine", *(f"{1000 * bare / pages:.0f}" for _, _, bare, pages in levels.values()))
    table.add_row("pipeline / engine", *(f"{whole / bare:.2f}" for _, whole, bare, _ in levels.values()))
    return table
