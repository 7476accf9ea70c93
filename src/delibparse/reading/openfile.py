"""A file, opened once: for its words, for a second look at them, for a drawing."""

from __future__ import annotations

from collections.abc import Container, Iterator
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from delibparse import errors
from delibparse.limits import MAX_BYTES, MAX_TEXT_BYTES
from delibparse.reading.formats import Carried, format_of
from delibparse.reading.model import Page
from delibparse.reading.plain import decode, read_text

if TYPE_CHECKING:
    from delibparse.reading.images import ImageFile, Picture
    from delibparse.reading.pdf import PdfFile

Kind = Literal["pdf", "pictures", "text"]
"""How a file is read: by its PDF pages, by its pictures, or as text, whatever format the text came in."""


class OpenFile:
    """The bytes of a file, opened when first asked and once: a PDF, pictures, or text. To be closed, or `with`.

    What opening raises is raised by whatever asks first: EmptyFile, TooManyBytes, UnknownFormat, OtherFormat,
    DamagedFile, PasswordNeeded, WrongPassword, NoPages, TooManyPixels, TooManyWords, TooLongWord; of documents without
    pages also what `reading.flow` raises. `data` is the whole file; an e-mail is read for the document that it carries.
    """

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self.data = data
        self._password = password

    def __enter__(self) -> OpenFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes what was opened; nothing can be asked for behind that."""
        if "pdf" in self.__dict__:
            self.pdf.close()

    def check(self) -> None:
        """Raises EmptyFile or TooManyBytes for a file that is not even to be opened."""
        if not self.data:
            raise errors.EmptyFile()
        if len(self.data) > MAX_BYTES:
            raise errors.TooManyBytes(size=len(self.data), limit=MAX_BYTES)

    @cached_property
    def _document(self) -> Carried:
        """The document in the file: the file itself, but for an e-mail."""
        kind = format_of(self.data)
        if kind != "mail":
            return Carried(kind, self.data)
        from delibparse.reading.flow.mail import carried

        return carried(self.data)

    @property
    def kind(self) -> Kind:
        """How the file is read."""
        found = self._document.format
        return found if found in ("pdf", "pictures") else "text"

    @cached_property
    def pdf(self) -> PdfFile:
        """The open PDF."""
        from delibparse.reading.pdf import PdfFile

        return PdfFile(self._document.data, self._password)

    @cached_property
    def images(self) -> ImageFile:
        """The open picture file."""
        from delibparse.reading.images import ImageFile

        return ImageFile(self._document.data)

    @cached_property
    def _set(self) -> tuple[str, list[Page]]:
        document = self._document
        if document.format != "text":
            from delibparse.reading.flow.reader import set_pages

            return set_pages(document.data, document.format, document.charset)
        if len(document.data) > MAX_TEXT_BYTES:
            raise errors.TooManyBytes(size=len(document.data), limit=MAX_TEXT_BYTES)
        text = decode(document.data, document.charset)
        if text is None:
            raise errors.UnknownFormat()
        if not text.strip():
            raise errors.EmptyFile()
        return text, read_text(text)

    @property
    def text(self) -> list[Page]:
        """The pages of a text."""
        return self._set[1]

    @property
    def written(self) -> str:
        """The text as it was read, form feeds between its pages; the positions of its words are offsets in it."""
        return self._set[0]

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        if self.kind == "pdf":
            return self.pdf.pages
        return self.images.pages if self.kind == "pictures" else len(self.text)

    def pictures(
        self, numbers: list[int], dpi: float, larger: bool = True, without_stamps: Container[int] = ()
    ) -> Iterator[Picture]:
        """Pages as displayed, at about `dpi`; where they need not be made `larger`, those that are one coarser picture
        are given at its own scale; those of some numbers `without_stamps`. Raises UsageError for a text, which has
        none."""
        from delibparse.reading.images import Picture
        from delibparse.reading.scale import own_scale, rescaled

        scaled = rescaled if larger else own_scale

        if self.kind == "text":
            raise errors.UsageError(
                fr="--draw : un texte n'a pas de pages à dessiner", en="--draw: a text file has no pages to draw on"
            )
        for number in numbers:
            if self.kind == "pictures":
                own = self.images.page(number)
                yield Picture(*scaled(own.pixels, own.dpi, dpi))
                continue
            page = self.pdf.page(number)
            picture = Picture(*page.picture(dpi, scaled, number in without_stamps))
            page.close()
            yield picture
