"""An act as it was read, with what its record does not say of the reading."""

from __future__ import annotations

from typing import NamedTuple

from delibparse.model.record import Deliberation, Document


class Reading(NamedTuple):
    """An act, the numbers of the pages that OCR recognised, and the pointers of figures that others contradict and that
    a second reading made suspect too."""

    act: Deliberation
    recognised: frozenset[int] = frozenset()
    suspect: frozenset[str] = frozenset()


def recognised_pages(document: Document) -> frozenset[int]:
    """The numbers of the pages of a document that OCR recognised, wholly or but for a stamp."""
    return frozenset(row.page for row in document.source.lecture if row.methode in ("ocr", "mixte"))
