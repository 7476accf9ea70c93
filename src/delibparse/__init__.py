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

if TYPE_CHECKING:
    from delibparse.options import Options
    from delibparse.record import Document

__all__ = ["DelibparseError", "__version__", "extract"]
__version__ = "0.1.0"


def extract(
    source: str | os.PathLike[str] | bytes, options: Options | None = None, *, name: str | None = None
) -> Document:
    """The typed document of one file: a path, or its bytes.

    `name` becomes `source.fichier`; by default the path as given, `-` for bytes. Raises the failures of
    `delibparse.errors`.
    """
    from delibparse.options import Options
    from delibparse.pipeline import extract_bytes
    from delibparse.reading.files import read_file

    if isinstance(source, bytes):
        return extract_bytes(source, name or "-", options or Options())
    path = Path(source)
    return extract_bytes(read_file(path), name or os.fspath(source), options or Options())
