"""Who does the work of a run or a review, and who is told how it goes: what their callers ask of them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol

from delibparse import errors
from delibparse.batch.journal import Outcome

AHEAD = 3
"""Tasks in hand for each worker, so that none waits for the parent."""


class Workers(Protocol):
    """Who does the work: `count` at a time. `reach` tells whether they write the outputs themselves, `sends` whether
    the bytes of an input go with its task."""

    count: int
    reach: bool
    sends: bool

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Hand on a task; what it gives is settled in the future."""
        ...

    def trouble(self, failure: BaseException) -> errors.DelibparseError:
        """Tell what became of a task that gave nothing back."""
        ...

    def close(self) -> None:
        """End the workers, and what they are doing."""
        ...


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begun(self, todo: int) -> None: ...
    def settled(self, key: str, outcome: Outcome) -> None: ...
    def waiting(self) -> None: ...


def result_of(future: Future[Any], workers: Workers) -> Any:
    """Return what a task that is over gave, or the failure that stands for it."""
    failure = future.exception()
    return future.result() if failure is None else workers.trouble(failure)
