"""delibparse: the deliberations of French local councils, from PDF or scan to checked records.

from delibparse import extract
document = extract("extrait.pdf")
document.deliberations[0].vote.pour
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from delibparse.errors import DelibparseError
from delibparse.version import __version__

if TYPE_CHECKING:
    from delibparse.model.record import Document
    from delibparse.options import Options

__all__ = ["DelibparseError", "__version__", "extract"]


def extract(
    source: str | os.PathLike[str] | bytes,
    options: Options | None = None,
    *,
    name: str | None = None,
    guarded: bool = True,
) -> Document:
    """The typed document of one file: a path, or its bytes.

    `name` becomes `source.fichier`; by default the path as given, `-` for bytes. The file is read in a process of its
    own, kept for the next one, which has the limits of docs/limits.md; `guarded=False` reads it in this one, without
    limits on memory and time: for files that you trust. Raises the failures of `delibparse.errors`.
    """
    from delibparse.options import Options

    chosen = options or Options()
    if guarded:
        from delibparse.reader import Request, read_one

        if isinstance(source, bytes):
            return read_one(Request(name or "-", chosen, content=source))
        return read_one(Request(name or os.fspath(source), chosen, path=Path(source)))
    from delibparse.files import read_file
    from delibparse.pipeline import extract_bytes

    if isinstance(source, bytes):
        return extract_bytes(source, name or "-", chosen)
    return extract_bytes(read_file(Path(source)), name or os.fspath(source), chosen)
