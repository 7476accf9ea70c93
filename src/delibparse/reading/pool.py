"""The recognisers of this process: threads shared by all pages of all files, so that each loads its engine once."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from delibparse.options import Options


def workers(options: Options) -> int:
    return options.jobs or os.cpu_count() or 1


def pool(options: Options) -> ThreadPoolExecutor:
    return _pool(workers(options), os.getpid())


@cache
def _pool(count: int, _process: int) -> ThreadPoolExecutor:
    """One for each process: a child that is forked has its parent's objects and none of its threads."""
    return ThreadPoolExecutor(count, thread_name_prefix="ocr")
