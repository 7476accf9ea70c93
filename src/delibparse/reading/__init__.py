"""Bytes to pages of words with boxes and confidences. Knows nothing of councils: it can serve any document."""

from delibparse.reading.document import read, read_pages
from delibparse.reading.model import Page, Word
from delibparse.reading.openfile import OpenFile
from delibparse.reading.parallel import Choice, Fate
from delibparse.reading.watch import UNWATCHED, Watch

__all__ = ["UNWATCHED", "Choice", "Fate", "OpenFile", "Page", "Watch", "Word", "read", "read_pages"]
