"""Where the JSON of an input goes: below the output folder, as the input below its source, and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from delibparse.batchfolder import RESERVED

LONGEST = 180
"""Bytes of a name that are kept: file systems take 255, and ".json" and a mark against clashes are added."""


def output_name(parts: tuple[str, ...], taken: Callable[[str], bool]) -> str:
    """The path of the JSON below the output folder, "sous/dossier/acte.pdf.json", that no other input has `taken`."""
    *folders, name = (_safe(part) for part in parts)
    stem = "/".join([*folders, name])
    wanted, k = f"{stem}.json", 1
    while taken(wanted) or wanted in RESERVED:
        k += 1
        wanted = f"{stem}~{k}.json"
    return wanted


def _safe(part: str) -> str:
    """A name without control characters or slashes, cut where it is too long; never hidden, never a way up."""
    told = part.encode("utf-8", "backslashreplace").decode("utf-8")
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in told)
    if kept.startswith("."):
        kept = "_" + kept[1:]
    if len(kept.encode()) > LONGEST:
        mark = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        kept = kept.encode()[:LONGEST].decode("utf-8", "ignore") + "~" + mark
    return kept or "_"
