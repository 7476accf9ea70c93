"""The pages of a file, recognised several at a time; by their heads first, where a choice is to be made among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from delibparse import errors
from delibparse.options import Options
from delibparse.reading.model import Page
from delibparse.reading.pool import pool, workers
from delibparse.reading.watch import Watch

if TYPE_CHECKING:
    from delibparse.reading.recognise import Head, Scan


class Fate(Enum):
    """What becomes of a page whose head was read: it is wanted, or not; what stands above it decides; or it is read
    whole, and what stands on it decides of those behind it."""

    WANTED, LEFT, ASKED, SEEN = range(4)


class Choice(Protocol):
    """Which pages are read whole. A page that is behind the end of what is wanted is left, and those behind it."""

    def by_head(self, page: Page, is_behind: bool) -> Fate:
        """What becomes of a page by its words alone; `is_behind` tells whether the one before it is behind the end."""
        ...

    def is_behind(self, pages: list[Page]) -> bool:
        """Whether the last of some pages is behind the end of what those before it hold."""
        ...


OF_THE_FILE = (errors.EngineMissing, errors.NamedEngineMissing, errors.LanguageMissing, errors.UsageError)
"""What no other page would be spared."""


def lost(number: int, failure: errors.DelibparseError) -> Page:
    """A page that cannot be read, and why."""
    return Page(number, 0.0, 0.0, unreadable=_reason(number, failure), failure=failure)


def _reason(number: int, failure: errors.DelibparseError) -> str:
    """Why a page could not be read, without what to do about it."""
    why = failure.facts.get("why")
    return str(why) if why else failure.sentence().removeprefix(f"page {number} : ").partition(" (")[0]


Read = TypeVar("Read")


def _marked(number: int, read: Callable[[], Read]) -> Read | Page:
    """What reading gives; a page that fails bears its failure: the others are still read."""
    try:
        return read()
    except OF_THE_FILE:
        raise
    except errors.DelibparseError as error:
        failure: errors.DelibparseError = error
    except MemoryError:
        failure = errors.OutOfMemory(limit="")
    except Exception as error:  # noqa: BLE001  (one page's fault is kept from the others: it is marked)
        failure = errors.unforeseen(error)
    return lost(number, failure)


def in_parallel(
    numbers: list[int],
    begin: Callable[[int], Page | Scan],
    options: Options,
    watch: Watch,
    choice: Choice | None = None,
) -> list[Page]:
    """The pages in order. `begin` runs in this thread, in order (pdfium and PIL take one at a time); what is left to
    recognise is recognised in the pool that all files share, no more than two pages a worker ahead, so that memory
    holds a few pictures only."""
    ahead = 0 if watch.careful else 2 * workers(options)
    queue = _Queue(options, choice)

    def collect(down_to: int) -> None:
        while len(queue) > down_to:
            watch.ends(queue.take().number, len(queue.pages), len(numbers))

    try:
        for number in numbers:
            death = watch.begins(number)
            if death is not None:
                queue.put(number, lost(number, death))
                continue
            task = _marked(number, partial(begin, number))
            watch.opened(number, waits=not isinstance(task, Page))
            queue.put(number, task)
            collect(ahead)
        collect(0)
    finally:
        queue.cancel()  # what is left after a failure
    return queue.pages


@dataclass(slots=True)
class _Entry:
    """A page on its way: read, or being read whole or by its head; its fate once its head has told it, and whether it
    is behind the end of what is wanted once that is known."""

    number: int
    work: Page | Future[Page | Head]
    fate: Fate | None = None
    is_behind: bool | None = None

    def is_there(self) -> bool:
        """Whether nobody has to wait for it."""
        return isinstance(self.work, Page) or self.work.done()

    def result(self) -> Page | Head:
        """What was read of it."""
        return self.work if isinstance(self.work, Page) else self.work.result()


class _Queue:
    """The pages on their way, taken in order; `pages` are those that were taken. A page is told wanted or not as soon
    as those before it allow, so that the recognisers always have something to do."""

    def __init__(self, options: Options, choice: Choice | None) -> None:
        self.pages: list[Page] = []
        self._options, self._choice = options, choice
        self._waiting: deque[_Entry] = deque()
        self._is_behind = False  # the last page that was taken
        self._has_scan = False

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, number: int, task: Page | Scan) -> None:
        """Lets a page in, which is read or to be recognised; the first of the latter is read whole."""
        self._waiting.append(_Entry(number, task if isinstance(task, Page) else self._begun(task)))
        self._tell_all()

    def take(self) -> Page:
        """The first page, once it is read."""
        entry = self._waiting[0]
        if self._choice is not None:
            self._tell(entry, self._choice, self._is_behind)
            if entry.is_behind is None:
                self._ask(entry, self._choice)
            self._is_behind = bool(entry.is_behind)
        self._waiting.popleft()
        self.pages.append(_page_of(entry.result()))
        self._tell_all()
        return self.pages[-1]

    def cancel(self) -> None:
        """Gives up what has not begun."""
        for entry in self._waiting:
            if isinstance(entry.work, Future):
                entry.work.cancel()

    def _begun(self, scan: Scan) -> Future[Page | Head]:
        from delibparse.reading.recognise import recognise_head, recognise_page

        by_head = self._choice is not None and self._has_scan
        self._has_scan = True
        return self._submit(scan.number, partial(recognise_head if by_head else recognise_page, scan))

    def _submit(self, number: int, work: Callable[[], Page | Head]) -> Future[Page | Head]:
        return pool(self._options).submit(_marked, number, work)

    def _tell_all(self) -> None:
        """Tells of the pages that wait what can be told: in their order, until one must be waited for."""
        if self._choice is None:
            return
        is_behind: bool | None = self._is_behind
        for entry in self._waiting:
            if is_behind is None or not entry.is_there():
                return
            self._tell(entry, self._choice, is_behind)
            is_behind = entry.is_behind

    def _tell(self, entry: _Entry, choice: Choice, is_behind: bool) -> None:
        """Tells what becomes of a page whose head is read, by whether the one before it is behind the end; what is
        wanted of it begins to be read. One without words is where the one before it is."""
        if entry.fate is not None:
            return
        read = entry.result()
        page = _page_of(read)
        if page.failure is not None or page.method == "texte":
            entry.fate, entry.is_behind = Fate.WANTED, False
        elif not page.words:
            entry.fate, entry.is_behind = Fate.WANTED, is_behind
        else:
            entry.fate = choice.by_head(page, is_behind)
            entry.is_behind = _PLACES.get(entry.fate)
        if isinstance(read, Page) or entry.fate is Fate.ASKED:
            return
        entry.work = page if entry.fate is Fate.LEFT else self._submit(entry.number, read.rest)

    def _ask(self, entry: _Entry, choice: Choice) -> None:
        """Tells whether a page is behind the end of what those before it hold; what is wanted of it is read."""
        read = entry.result()
        entry.is_behind = choice.is_behind([*self.pages, _page_of(read)])
        if not isinstance(read, Page):
            entry.work = read.page if entry.is_behind else self._submit(entry.number, read.rest)


_PLACES = {Fate.WANTED: False, Fate.LEFT: True}
"""Whether a page is behind the end of what is wanted, where its head is enough to know."""


def _page_of(read: Page | Head) -> Page:
    return read if isinstance(read, Page) else read.page
