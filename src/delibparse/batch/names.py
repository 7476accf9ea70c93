"""Where the JSON of an input goes: below the output folder, as the input below its source, and nowhere else."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable

from delibparse.batchfolder import RESERVED

LONGEST = 180
"""Bytes of a name that are kept: file systems take 255, and ".json" and a mark against clashes are added."""

LONGEST_PATH = 600
"""Bytes of the whole path that are kept: systems take 4,096 (macOS 1,024), the output folder's own name included."""

_DEVICES = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])(?:\.|$)", re.IGNORECASE)
"""Names that Windows keeps for devices, whatever follows their first dot."""


def output_name(parts: tuple[str, ...], taken: Callable[[str], bool]) -> str:
    """The path of the JSON below the output folder, "sous/dossier/acte.pdf.json", that no other input has `taken`, to
    which it is given as `folded`. No folder has the name that a file may have: a folder never ends in ".json"."""
    *folders, name = (_safe(part) for part in parts)
    stem = "/".join([*_short([_folder(part, first=not k) for k, part in enumerate(folders)]), name])
    reserved = {folded(one) for one in RESERVED}
    wanted, k = f"{stem}.json", 1
    while taken(folded(wanted)) or folded(wanted) in reserved:
        k += 1
        wanted = f"{stem}~{k}.json"
    return wanted


def folded(path: str) -> str:
    """What names have in common that some file systems do not tell apart: case, and composed letters.

    >>> folded("\u00c9t\u00e9.pdf") == folded("e\u0301TE\u0301.pdf")
    True
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _safe(part: str) -> str:
    """A name without control characters or slashes, cut where it is too long; never hidden, never a way up, never a
    device's; nothing at its end that Windows drops."""
    told = part.encode("utf-8", "backslashreplace").decode("utf-8")
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else "_" for c in told)
    if kept.startswith("."):
        kept = "_" + kept[1:]
    if _DEVICES.match(kept):
        kept = "_" + kept
    if len(kept.encode()) > LONGEST:
        kept = kept.encode()[:LONGEST].decode("utf-8", "ignore") + "~" + _mark(part)
    return kept or "_"


def _folder(part: str, first: bool) -> str:
    ends = part[-1] in ". " or folded(part).endswith(".json") or (first and folded(part) in map(folded, RESERVED))
    return part + "_" if ends else part


def _short(folders: list[str]) -> list[str]:
    """The folders, those in the middle told by a mark where the whole path would be too long."""
    if len("/".join(folders).encode()) <= LONGEST_PATH:
        return folders
    return [folders[0], "~" + _mark("/".join(folders[1:]))]


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
