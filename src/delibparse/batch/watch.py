"""Folders watched for what arrives in them."""

from __future__ import annotations

import importlib.util
import time
from pathlib import Path

from delibparse import errors

STEP_SECONDS = 0.2


def require() -> None:
    """Raises ExtraMissing where nothing can be watched: better before the run than behind it."""
    if importlib.util.find_spec("watchfiles") is None:
        raise errors.ExtraMissing(package="watchfiles")


def arrivals(folders: list[Path], settle: float, out: Path) -> None:
    """Returns once something has changed below the folders, and then nothing more for `settle` seconds: what is still
    being written is left to end. Changes below `out` are the run's own. Raises KeyboardInterrupt for Ctrl-C, which
    `watchfiles` tells so whatever the signal's own handler raises."""
    from watchfiles import watch

    own = out.resolve()

    def foreign(_change: object, path: str) -> bool:
        return not Path(path).resolve().is_relative_to(own)

    watched = [folder for folder in folders if folder.is_dir()]
    for changes in watch(*watched, watch_filter=foreign, step=100):
        paths = {path for _, path in changes}
        quiet_since, seen = time.monotonic(), _sizes(paths)
        while time.monotonic() - quiet_since < settle:
            time.sleep(STEP_SECONDS)
            now = _sizes(paths)
            if now != seen:
                quiet_since, seen = time.monotonic(), now
        return


def _sizes(paths: set[str]) -> dict[str, tuple[int, int] | None]:
    found: dict[str, tuple[int, int] | None] = {}
    for path in paths:
        try:
            about = Path(path).stat()
            found[path] = about.st_size, about.st_mtime_ns
        except OSError:
            found[path] = None
    return found
