"""Bytes to pages of words with boxes and confidences. Knows nothing of councils: it can serve any document."""

from delibparse.reading.document import Progress, read
from delibparse.reading.model import Page, Word

__all__ = ["Page", "Progress", "Word", "read"]
