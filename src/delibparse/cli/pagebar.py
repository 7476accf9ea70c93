"""What a terminal shows while a person waits: the bar of a long file's pages, a line for the rest."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from delibparse.inert import inert

if TYPE_CHECKING:
    from delibparse.reader import Progress

LONG_WORK_PAGES = 4

_ERASE = "\r\x1b[K"


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """What is being done, in a line on stderr where that is a terminal; gone when it is done. No thread draws it."""
    is_seen = sys.stderr is not None and sys.stderr.isatty()
    if is_seen:
        _draw(f"{inert(what)}…")
    try:
        yield
    finally:
        if is_seen:
            _draw(_ERASE)


def _draw(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


class PageBar:
    """A bar on stderr where that is a terminal, and the one file is long; its name where it is not: a page of a scan
    takes seconds. Otherwise nothing."""

    def __init__(self, files: list[str]) -> None:
        self._file = files[0] if len(files) == 1 else None
        self._bar: Any = None
        self._is_named = False

    def __enter__(self) -> Callable[[int, Progress], None] | None:
        if not (self._file and sys.stderr is not None and sys.stderr.isatty()):
            return None
        _draw(f"{inert(self._file)}…")
        self._is_named = True
        return self._advance

    def _advance(self, _number: int, told: Progress) -> None:
        if told.total < LONG_WORK_PAGES:
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress as Bar

        if self._bar is None:
            _draw(_ERASE)
            # drawn when a page is read, not by a thread of its own: a reader that died is forked again
            self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
            self._bar.start()
            self._task = self._bar.add_task(escape(inert(self._file or "")), total=told.total)
        self._bar.update(self._task, completed=told.done, refresh=True)

    def hide(self) -> None:
        """Takes away what is shown, before something else is printed."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None
        elif self._is_named:
            _draw(_ERASE)
        self._is_named = False

    def __exit__(self, *_: object) -> None:
        self.hide()
