"""The bar that tells how far a long file is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from delibparse.inert import inert

if TYPE_CHECKING:
    from delibparse.reader import Progress

LONG_WORK_PAGES = 4


class PageBar:
    """A bar on stderr where that is a terminal, and the one file is long; otherwise nothing."""

    def __init__(self, files: list[str]) -> None:
        self._file = files[0] if len(files) == 1 else None
        self._bar: Any = None

    def __enter__(self) -> Callable[[int, Progress], None] | None:
        return self._advance if self._file and sys.stderr is not None and sys.stderr.isatty() else None

    def _advance(self, _number: int, told: Progress) -> None:
        if told.total < LONG_WORK_PAGES:
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress as Bar

        if self._bar is None:
            # drawn when a page is read, not by a thread of its own: a reader that died is forked again
            self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._task = self._bar.add_task(escape(inert(self._file or "")), total=told.total)
        self._bar.update(self._task, completed=told.done, refresh=True)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
