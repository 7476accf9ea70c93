"""One reading for the search of an archive too: text, hOCR, ALTO, and the scan with its words laid under it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["NOWHERE", "Targets"]


@dataclass(frozen=True, slots=True)
class Targets:
    """The files to write beside the JSON of a reading, None for those that are not wanted."""

    sidecar: Path | None = None
    hocr: Path | None = None
    alto: Path | None = None
    pdf: Path | None = None

    def wanted(self) -> dict[str, Path]:
        """The path of each that is, by the name of its option."""
        named = {"--sidecar": self.sidecar, "--hocr": self.hocr, "--alto": self.alto, "--pdf": self.pdf}
        return {option: path for option, path in named.items() if path is not None}


NOWHERE = Targets()
