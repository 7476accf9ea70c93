"""What a terminal shows while a person waits: the bar of a long file's pages, a line with its share for the rest."""

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
def waiting(what: str, whole: int = 0) -> Iterator[Callable[[int], None]]:
    """What is being done, in a line on stderr where that is a terminal; gone when it is done. No thread draws it. What
    is given is told how much more of the `whole` is done, which the line then shows in percent; of 0 it shows none."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield _tell_nobody
        return
    line = _Share(inert(what), whole)
    _draw(f"{line.what}…")
    try:
        yield line.advance
    finally:
        _draw(_ERASE)


def _tell_nobody(_more: int) -> None:
    return None


class _Share:
    """How much of the whole is done, drawn when its percentage is another one and something is left to do."""

    def __init__(self, what: str, whole: int) -> None:
        self.what, self._whole = what, whole
        self._done = self._shown = 0

    def advance(self, more: int) -> None:
        self._done += more
        share = 100 * self._done // self._whole if self._done < self._whole else 0
        if share > self._shown:
            self._shown = share
            _draw(f"{_ERASE}{self.what}… {share} %")


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
