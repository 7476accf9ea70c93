"""Bytes to pages of words with boxes and confidences. Knows nothing of councils: it can serve any document."""

from delibparse.reading.document import Progress, read, read_pages
from delibparse.reading.model import Page, Word
from delibparse.reading.openfile import OpenFile

__all__ = ["OpenFile", "Page", "Progress", "Word", "read", "read_pages"]
