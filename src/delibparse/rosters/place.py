"""Where imported rosters are kept: one file in the user's data folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SWITCH = "DELIBPARSE_DATA"
"""The environment variable that names the folder."""

FILE_NAME = "rosters.sqlite"


def folder() -> Path | None:
    """The user's data folder: SWITCH's, else that of the XDG Base Directory, of macOS or of Windows; None where there
    is none."""
    if named := os.environ.get(SWITCH):
        return Path(named)
    base = os.environ.get("LOCALAPPDATA") if sys.platform == "win32" else os.environ.get("XDG_DATA_HOME")
    if base:
        return Path(base) / "delibparse"
    try:
        home = Path.home()
    except RuntimeError:
        return None
    apple = sys.platform == "darwin"
    return home / ("Library/Application Support" if apple else ".local/share") / "delibparse"


def store_path() -> Path | None:
    """The file of the rosters, whether or not there is one yet."""
    where = folder()
    return where / FILE_NAME if where else None


def imported() -> Path | None:
    """The file of the rosters, None where none was imported."""
    path = store_path()
    return path if path is not None and path.is_file() else None
