"""What a process gives up before it reads a hostile file."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from delibparse.limits import MEGABYTE

PDEATHSIG = 1
"""prctl(2): the signal that a process gets when its parent dies."""

ARENA_MAX = -8
"""mallopt(3): the most pools of memory that threads may open, each of which reserves 64 MB of addresses."""

ARENAS = 2

ROOM = 512
"""Megabytes of address space that a process has before it reads anything: code and libraries, not the file's."""


def confine(memory: int, quiet: bool = False, dies_with_parent: bool = True) -> None:
    """The process dies with its parent (Linux: with the thread that made it), leaves Ctrl-C to it, prints nothing on
    standard output (and, if `quiet`, on standard error), leaves no core behind, and asks for no more than `memory`
    megabytes (0: no limit) beyond what it has: a process forked from a large one inherits its addresses.

    Linux holds the limit of memory; macOS takes it and does not hold it, Windows has none.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if quiet:
        os.dup2(nowhere, 2)
    os.close(nowhere)
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None)
        if dies_with_parent:
            libc.prctl(PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if hasattr(libc, "mallopt"):
            libc.mallopt(ARENA_MAX, ARENAS)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        if memory:
            _lower(resource.RLIMIT_AS, max(_addresses(), ROOM * MEGABYTE) + memory * MEGABYTE)


def allow(seconds: float) -> None:
    """The process may use so much more processor time from now on; beyond, the system ends it (SIGXCPU)."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1)


def relax() -> None:
    """No limit of processor time any more, but that of the system."""
    if sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def _addresses() -> int:
    """Bytes of address space that the process has now (Linux: proc(5), statm); 0 where it is not known."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[0]
    except OSError:  # no Linux, or no /proc
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _lower(limit: int, value: int) -> None:
    """Sets the soft limit, which may be raised again, no higher than the hard one."""
    import resource

    hard = resource.getrlimit(limit)[1]
    resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
