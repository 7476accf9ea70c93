"""Where the JSON of an input goes: below the output folder, as the input below its source, and nowhere else."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable

from delibparse.batchfolder import OWN, RESERVED

LONGEST = 180
"""Bytes of a name that are kept: file systems take 255, and ".json" and a mark against clashes are added."""

LONGEST_PATH = 900
"""Bytes of a whole path that are kept: systems take 4096, of which the output folder has its own."""

DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{name}{k}" for name in ("COM", "LPT") for k in range(1, 10))})
"""Names that Windows keeps to itself, whatever ending they have."""


def output_name(parts: tuple[str, ...], taken: Callable[[str], bool], is_file: Callable[[str], bool]) -> str:
    """The path of the JSON below the output folder, "sous/dossier/acte.pdf.json", that no other input has `taken`, as a
    file or as a folder; no folder of it `is_file` of another."""
    *folders, name = (_safe(part) for part in parts)
    if folders and folders[0].casefold() in {one.casefold() for one in (*RESERVED, OWN)}:
        folders[0] = f"_{folders[0]}"
    for k in range(len(folders)):
        while is_file("/".join(folders[: k + 1])):
            folders[k] += "~"
    stem = _short([*folders, name])
    wanted, k = f"{stem}.json", 1
    while taken(wanted) or wanted.casefold() in RESERVED:
        k += 1
        wanted = f"{stem}~{k}.json"
    return wanted


def _short(parts: list[str]) -> str:
    """A path, its folders cut to a mark where it is too long for a file system."""
    path = "/".join(parts)
    if len(path.encode()) <= LONGEST_PATH:
        return path
    return f"~{hashlib.sha256(path.encode()).hexdigest()[:16]}/{parts[-1]}"


def _safe(part: str) -> str:
    """A name without control characters or slashes, cut where it is too long; never hidden, never a way up, nor one
    that a system keeps to itself or takes for another."""
    told = unicodedata.normalize("NFC", part.encode("utf-8", "backslashreplace").decode("utf-8"))
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in told)
    if kept.startswith("."):
        kept = "_" + kept[1:]
    if kept.partition(".")[0].rstrip().upper() in DEVICES:
        kept = "_" + kept
    if kept.endswith((".", " ")):
        kept = kept[:-1] + "_"
    if len(kept.encode()) > LONGEST:
        mark = hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        kept = kept.encode()[:LONGEST].decode("utf-8", "ignore") + "~" + mark
    return kept or "_"
