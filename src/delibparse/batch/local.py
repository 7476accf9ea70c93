"""Workers on this machine: processes that time out and die alone, each with a pipe of its own.

One that is killed, whatever it was at, takes nothing with it: no lock and no pipe is shared with the others.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from delibparse import errors
from delibparse.guard import confine
from delibparse.guard.team import death

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

TASKS = 500
"""Tasks after which a worker is replaced: what a library never gives back goes with it."""


class Died(Exception):
    """A worker ended while it was at a task; `code` is its exit code, that of a signal negative."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


class _Order(NamedTuple):
    future: Future[Any]
    work: Callable[..., Any]
    given: tuple[Any, ...]


class LocalWorkers:
    """`count` processes, each allowed `memory` megabytes, and `timeout` seconds a task. They start when there is work
    for them; to be closed."""

    reach, sends = True, False

    def __init__(self, count: int, timeout: float, memory: int) -> None:
        self.count, self._timeout, self._memory = count or os.cpu_count() or 1, timeout, memory
        os.environ["OMP_THREAD_LIMIT"] = "1"  # one thread an engine: the workers are the parallelism
        self._orders: queue.SimpleQueue[_Order | None] = queue.SimpleQueue()
        self._nursery = _Nursery(memory)
        self._keepers = [threading.Thread(target=self._keep, daemon=True) for _ in range(self.count)]
        for keeper in self._keepers:
            keeper.start()

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        order = _Order(Future(), work, given)
        self._orders.put(order)
        return order.future

    def trouble(self, failure: BaseException) -> errors.DelibparseError:
        if isinstance(failure, TimeoutError):
            return errors.FileTimeout(seconds=self._timeout)
        if isinstance(failure, Died):
            return death(failure.code)
        return errors.InternalFailure(why=f"{type(failure).__name__}: {failure}")

    def close(self) -> None:
        """Ends the workers at once, whatever they do; orders that none has taken are dropped."""
        self._nursery.close()
        with suppress(queue.Empty):
            while True:
                self._orders.get_nowait()
        for _ in self._keepers:
            self._orders.put(None)
        for keeper in self._keepers:
            keeper.join()

    def _keep(self) -> None:
        """Keeps one worker at work: a thread of ours for each, which waits for it, or for orders."""
        worker: _Worker | None = None
        while (order := self._orders.get()) is not None:
            if not order.future.set_running_or_notify_cancel():
                continue
            try:
                if worker is None or worker.tasks >= TASKS or not self._nursery.is_alive(worker):
                    if worker is not None:
                        self._nursery.end(worker)
                    worker = self._nursery.worker()
                made = worker.one(order.work, order.given, self._timeout)
            except (EOFError, OSError) as error:  # TimeoutError is one
                code = self._nursery.end(worker) if worker is not None else None
                worker = None
                order.future.set_exception(error if isinstance(error, TimeoutError) else Died(code))
            except Exception as error:  # noqa: BLE001  (whoever waits for the future is told)
                order.future.set_exception(error)
            else:
                order.future.set_result(_with_limit(made, self._memory))
        if worker is not None:
            self._nursery.end(worker)


class _Worker:
    """A process, and our end of its pipe."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process, self._pipe, self.tasks = process, pipe, 0

    def one(self, work: Callable[..., Any], given: tuple[Any, ...], timeout: float) -> Any:
        """What a piece of work gives. Raises TimeoutError; EOFError, OSError where the process is no more."""
        self.tasks += 1
        self._pipe.send((work, given))
        if not self._pipe.poll(timeout):
            raise TimeoutError
        return self._pipe.recv()

    def hang_up(self) -> None:
        self._pipe.close()


class _Nursery:
    """Where workers are born and buried, one at a time: `multiprocessing` keeps a list of them that threads must not
    change at once."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._living: list[_Worker] = []
        self._is_closed = False
        self._context: ForkServerContext | SpawnContext
        if os.name == "posix":
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(["delibparse.batch.preload"])
        else:
            self._context = multiprocessing.get_context("spawn")

    def worker(self) -> _Worker:
        """A new one. Raises OSError where none can be started, or none is wanted any more."""
        with self._lock:
            if self._is_closed:
                raise BrokenPipeError
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs, self._memory), daemon=True)
            process.start()
            theirs.close()
            worker = _Worker(process, ours)
            self._living.append(worker)
            return worker

    def is_alive(self, worker: _Worker) -> bool:
        with self._lock:
            return worker.process.is_alive()

    def end(self, worker: _Worker) -> int | None:
        """Ends a worker that has nothing to do any more, or does what it should not; its exit code."""
        with self._lock:
            if worker in self._living:
                self._living.remove(worker)
                worker.process.kill()
                worker.process.join()
                worker.hang_up()
            return worker.process.exitcode

    def close(self) -> None:
        """Ends all workers; their pipes are closed by who waits at them."""
        with self._lock:
            self._is_closed = True
            for worker in self._living:
                worker.process.kill()


def _serve(pipe: Connection, memory: int) -> None:
    """A worker: one piece of work after the other, until nobody is at the other end. What a library says of a damaged
    file on standard error is nothing to whoever runs a batch: the file's failure is told."""
    confine(memory, quiet=True)
    while True:
        try:
            work, given = pipe.recv()
            _answer(pipe, work, given)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return


def _answer(pipe: Connection, work: Callable[..., Any], given: tuple[Any, ...]) -> None:
    """Sends what the work gives, which may be too large to be sent. Raises OSError where nobody is there."""
    try:
        pipe.send(work(*given))
    except OSError:
        raise
    except MemoryError:
        pipe.send(errors.OutOfMemory(limit=""))
    except Exception as error:  # noqa: BLE001  (one piece of work is kept from the others)
        pipe.send(errors.unforeseen(error))


def _with_limit(made: Any, memory: int) -> Any:
    """What came of a piece of work; a failure for want of memory is told with the limit."""
    if isinstance(made, list):
        return [errors.OutOfMemory(limit=memory) if isinstance(one, errors.OutOfMemory) else one for one in made]
    return errors.OutOfMemory(limit=memory) if isinstance(made, errors.OutOfMemory) else made
