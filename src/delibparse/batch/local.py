"""Workers on this machine: processes that time out and die alone (pebble)."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, cast

from pebble import ProcessExpired, ProcessPool

from delibparse import errors
from delibparse.guard import confine
from delibparse.guard.team import signal_name

if TYPE_CHECKING:
    from multiprocessing.context import BaseContext
    from multiprocessing.synchronize import RLock

TASKS = 500
"""Tasks after which a worker is replaced: what a library never gives back goes with it."""


class LocalWorkers:
    """`count` processes, each allowed `memory` megabytes, and `timeout` seconds a task."""

    reach, sends = True, False

    def __init__(self, count: int, timeout: float, memory: int) -> None:
        self.count, self._timeout, self._memory = count or os.cpu_count() or 1, timeout, memory
        os.environ["OMP_THREAD_LIMIT"] = "1"  # one thread an engine: the workers are the parallelism
        context = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
        if os.name == "posix":
            context.set_forkserver_preload(["delibparse.batch.preload"])
        self._pool = ProcessPool(
            max_workers=self.count,
            max_tasks=TASKS,
            initializer=confine,
            initargs=(memory,),
            context=cast("BaseContext", _LastingLocks(context)),
        )

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        future: Future[Any] = self._pool.schedule(_limited, args=(work, self._memory, *given), timeout=self._timeout)
        return future

    def trouble(self, failure: BaseException) -> errors.DelibparseError:
        if isinstance(failure, TimeoutError):
            return errors.FileTimeout(seconds=self._timeout)
        if isinstance(failure, ProcessExpired):
            return errors.WorkerDied(why=_why(failure.exitcode))
        return errors.InternalFailure(why=f"{type(failure).__name__}: {failure}")

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()


class _LastingLocks:
    """A context of processes whose locks last as long as itself, thus until every worker has ended.

    The pool drops its locks before it ends its workers, and with its last user a lock's name goes from the system: a
    worker that is only starting then (the one before it died) would not find it, and print a traceback.
    """

    def __init__(self, context: BaseContext) -> None:
        self._context = context
        self._locks: list[RLock] = []

    def RLock(self) -> RLock:  # noqa: N802  (multiprocessing's name)
        self._locks.append(self._context.RLock())
        return self._locks[-1]

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)


def _limited(work: Callable[..., Any], memory: int, *given: Any) -> Any:
    """What the work gives; a failure for want of memory is told with the limit."""
    made = work(*given)
    if isinstance(made, list):
        return [errors.OutOfMemory(limit=memory) if isinstance(one, errors.OutOfMemory) else one for one in made]
    return errors.OutOfMemory(limit=memory) if isinstance(made, errors.OutOfMemory) else made


def _why(code: int | None) -> str:
    """A process's exit code in words: the signal that ended it."""
    return signal_name(-code) if code is not None and code < 0 else f"code {code}"
