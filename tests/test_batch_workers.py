"""Workers of this machine: each is asked, dies and is replaced on its own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from delibparse import errors
from delibparse.batch import local
from delibparse.batch.local import LocalWorkers


@pytest.fixture
def workers() -> Iterator[LocalWorkers]:
    made = LocalWorkers(2, timeout=6.0, memory=600)
    yield made
    made.close()


def double(number: int) -> int:
    return 2 * number


def who(_number: int) -> int:
    time.sleep(0.05)
    return os.getpid()


def die(how: int) -> None:
    os.kill(os.getpid(), how)


def sleep() -> None:
    time.sleep(60)


def stumble() -> None:
    raise KeyError("x")


def swell() -> bytes:
    return bytes(2**31)


class Stubborn:
    """What can't be sent back."""

    def __reduce__(self) -> str:
        raise TypeError("stubborn")


def test_each_task_has_its_answer(workers: LocalWorkers) -> None:
    done = [workers.submit(double, k) for k in range(50)]
    assert [one.result() for one in done] == [2 * k for k in range(50)]


def test_one_that_is_killed_while_it_has_nothing_to_do_is_replaced(workers: LocalWorkers) -> None:
    idle = {one.result() for one in [workers.submit(who, k) for k in range(8)]}
    assert len(idle) == 2
    for number in idle:
        os.kill(number, signal.SIGKILL)
    time.sleep(0.3)
    assert [workers.submit(double, k).result() for k in range(8)] == [2 * k for k in range(8)]


def test_a_task_that_kills_or_takes_too_long_is_told_and_the_others_are_done(workers: LocalWorkers) -> None:
    asked = [
        workers.submit(double, 1), workers.submit(die, signal.SIGKILL), workers.submit(sleep), workers.submit(die, signal.SIGSEGV),
        workers.submit(double, 2),
    ]  # fmt: skip
    wait(asked)
    assert [asked[k].result() for k in (0, 4)] == [2, 4]
    told = [workers.trouble(asked[k].exception() or KeyError()) for k in (1, 2, 3)]
    assert [type(one) for one in told] == [errors.WorkerDied, errors.FileTimeout, errors.WorkerDied]
    assert ["SIGKILL" in str(told[0]), "SIGSEGV" in str(told[2])] == [True, True]


def fall_silent() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def test_a_worker_that_neither_answers_nor_dies_is_ended_and_replaced() -> None:
    workers = LocalWorkers(1, timeout=60.0, memory=600)
    try:
        number = workers.submit(who, 1).result()
        workers._timeout = 0.3  # it has started: that takes time of its own
        silent = workers.submit(fall_silent).exception(timeout=30)
        workers._timeout = 60.0
        assert isinstance(workers.trouble(silent or KeyError()), errors.FileTimeout)
        assert workers.submit(who, 2).result() != number
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)
    finally:
        workers.close()


def test_what_a_task_raises_or_cannot_send_is_its_own_failure(workers: LocalWorkers) -> None:
    assert isinstance(workers.submit(stumble).result(), errors.InternalFailure)
    assert isinstance(workers.submit(Stubborn).result(), errors.InternalFailure)
    assert workers.submit(swell).result().facts == {"limit": 600}
    assert workers.submit(double, 4).result() == 8


def test_a_worker_is_replaced_after_so_many_tasks(workers: LocalWorkers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "TASKS", 3)
    assert len({workers.submit(who, k).result() for k in range(12)}) >= 4


def test_closing_ends_what_is_at_work() -> None:
    workers = LocalWorkers(1, timeout=60.0, memory=600)
    number = workers.submit(who, 1).result()
    busy, waiting = workers.submit(sleep), workers.submit(double, 1)
    time.sleep(0.1)
    workers.close()
    assert isinstance(busy.exception(timeout=5), local.Died)
    assert not waiting.done() or waiting.exception() is not None
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
