"""The paper that a descriptor is: a terminal with its width, or a pipe."""

from __future__ import annotations

import os
import shutil

from delibparse.showing.paper import Paper, paper_of

PLAIN_WIDTH = 80


def paper_for(descriptor: int) -> Paper:
    """A terminal as wide as it is, else 80 columns; `COLUMNS` tells another width, `NO_COLOR` that no colour is wanted.

    A terminal is told by its descriptor, for stdout itself is kept from whatever C libraries print.
    """
    is_terminal = os.isatty(descriptor)
    columns = _asked() or (_width(descriptor) if is_terminal else PLAIN_WIDTH)
    return paper_of(columns, is_terminal, has_colour=not os.environ.get("NO_COLOR"))


def _asked() -> int:
    told = os.environ.get("COLUMNS", "")
    return int(told) if told.isdecimal() and len(told) < 6 else 0


def _width(descriptor: int) -> int:
    try:
        return os.get_terminal_size(descriptor).columns or PLAIN_WIDTH
    except OSError:
        return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns
