"""The bar that tells how far a long file is read."""

from __future__ import annotations

import sys
from collections.abc import Callable

from delibparse.inert import inert

LONG_WORK_PAGES = 4


class Progress:
    """A bar on stderr where that is a terminal and the file is long; otherwise nothing."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._bar: object | None = None

    def __enter__(self) -> Callable[[int, int], None] | None:
        return self._advance if sys.stderr is not None and sys.stderr.isatty() else None

    def _advance(self, done: int, total: int) -> None:
        if total < LONG_WORK_PAGES:
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress as Bar

        if self._bar is None:
            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(escape(inert(self._file)), total=total)
        assert isinstance(self._bar, Bar)
        self._bar.update(self._task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            from rich.progress import Progress as Bar

            assert isinstance(self._bar, Bar)
            self._bar.stop()
