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
    source: str | os.PathLike[str] | bytes, options: Options | None = None, *, name: str | None = None
) -> Document:
    """The typed document of one file: a path, or its bytes.

    `name` becomes `source.fichier`; by default the path as given, `-` for bytes. Raises the failures of
    `delibparse.errors`.
    """
    from delibparse.files import read_file
    from delibparse.options import Options
    from delibparse.pipeline import extract_bytes

    if isinstance(source, bytes):
        return extract_bytes(source, name or "-", options or Options())
    path = Path(source)
    return extract_bytes(read_file(path), name or os.fspath(source), options or Options())
