"""One way to all formats without pages: their bytes to pages set as text."""

from __future__ import annotations

from delibparse import errors
from delibparse.limits import MAX_MARKUP
from delibparse.reading.flow.blocks import Flow
from delibparse.reading.flow.typeset import Set, typeset
from delibparse.reading.formats import Format


def set_pages(data: bytes, kind: Format, charset: str | None = None) -> Set:
    """The pages of a document of the kind "html", "docx" or "odt", and their text.

    Raises EmptyFile for one without a word, TooManyBytes, DamagedFile, EncryptedDocument, TooMuchInside, TooMuchText,
    TooManyElements, NestedTooDeep.
    """
    made = typeset(_flow(data, kind, charset))
    if not made.text.strip():
        raise errors.EmptyFile()
    return made


def _flow(data: bytes, kind: Format, charset: str | None) -> Flow:
    if kind == "docx":
        from delibparse.reading.flow import docx

        return docx.read(data)
    if kind == "odt":
        from delibparse.reading.flow import odt

        return odt.read(data)
    from delibparse.reading.flow import html
    from delibparse.reading.flow.encoding import decoded

    if len(data) > MAX_MARKUP:
        raise errors.TooManyBytes(size=len(data), limit=MAX_MARKUP)
    return html.read(decoded(data, charset))
