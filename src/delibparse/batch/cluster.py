"""Workers of a Dask cluster: the same work, on an existing scheduler (extra `cluster`)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from delibparse import errors

QUEUED = 4
"""Times the limit of one file that its task may take on the cluster: some of it is spent waiting for a worker."""

CONNECT_SECONDS = 20


class ClusterWorkers:
    """The workers of the scheduler at `address` ("tcp://host:8786"). They read the bytes that are sent to them, or with
    `shared` the files themselves, which then lie at the same paths everywhere; the outputs are written here.

    Raises ExtraMissing, SchedulerMissing.
    """

    reach = False

    def __init__(self, address: str, timeout: float, shared: bool) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise errors.ExtraMissing(package="distributed") from error
        try:
            self._client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise errors.SchedulerMissing(address=address, why=type(error).__name__) from error
        self._timeout, self.sends = timeout, not shared
        self.count = max(sum(self._client.ncores().values()), 1)

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """The task as a future of this process, settled by the cluster's; never shared between equal tasks."""
        mine: Future[Any] = Future()
        mine.set_running_or_notify_cancel()
        theirs = self._client.submit(work, *given, pure=False, retries=0)

        def expire() -> None:
            mine.set_exception(TimeoutError())
            theirs.cancel(force=True)

        limit = threading.Timer(QUEUED * self._timeout, expire)
        limit.daemon = True
        limit.start()

        def settle(done: Any) -> None:
            limit.cancel()
            if mine.done():
                return  # too late
            if done.status == "finished":
                mine.set_result(done.result())
            else:
                mine.set_exception(done.exception() if done.status == "error" else InterruptedError(done.status))
            done.release()

        theirs.add_done_callback(settle)
        return mine

    def trouble(self, failure: BaseException) -> errors.DelibparseError:
        if isinstance(failure, TimeoutError):
            return errors.FileTimeout(seconds=QUEUED * self._timeout)
        if type(failure).__name__ == "KilledWorker":
            return errors.WorkerDied(why="Dask KilledWorker")
        return errors.InternalFailure(why=f"{type(failure).__name__}: {' '.join(str(failure).split())[:200]}")

    def close(self) -> None:
        self._client.close()
