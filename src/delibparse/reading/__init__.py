"""Bytes to pages of words with boxes and confidences. Knows nothing of councils: it can serve any document."""

from delibparse.reading.document import UNWATCHED, Watch, read, read_pages
from delibparse.reading.model import Page, Word
from delibparse.reading.openfile import OpenFile

__all__ = ["UNWATCHED", "OpenFile", "Page", "Watch", "Word", "read", "read_pages"]
