"""A file, opened once: for its words, for a second look at them, for a drawing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from delibparse import errors
from delibparse.limits import MAX_BYTES, MAX_TEXT_BYTES
from delibparse.reading.model import Page
from delibparse.reading.plain import decode, read_text

if TYPE_CHECKING:
    from delibparse.reading.images import ImageFile, Picture
    from delibparse.reading.pdf import PdfFile

IMAGE_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
PDF_MAGIC_WITHIN = 1024
"""A PDF's header may stand after up to this many bytes (ISO 32000-1, annex H, note 13)."""

Kind = Literal["pdf", "pictures", "text"]


def kind_of(data: bytes) -> Kind:
    """What the bytes of a file are taken for, by how they begin."""
    if b"%PDF-" in data[:PDF_MAGIC_WITHIN]:
        return "pdf"
    return "pictures" if data.startswith(IMAGE_MAGIC) else "text"


class OpenFile:
    """The bytes of a file, opened when first asked and once: a PDF, pictures, or plain text. To be closed, or `with`.

    What opening raises is raised by whatever asks first: EmptyFile, TooManyBytes, UnknownFormat, DamagedFile,
    PasswordNeeded, WrongPassword, NoPages, TooManyPixels, TooManyWords, TooLongWord.
    """

    def __init__(self, data: bytes, password: str | None = None) -> None:
        self.data = data
        self.kind = kind_of(data)
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
    def pdf(self) -> PdfFile:
        """The open PDF."""
        from delibparse.reading.pdf import PdfFile

        return PdfFile(self.data, self._password)

    @cached_property
    def images(self) -> ImageFile:
        """The open picture file."""
        from delibparse.reading.images import ImageFile

        return ImageFile(self.data)

    @cached_property
    def text(self) -> list[Page]:
        """The pages of plain text."""
        if len(self.data) > MAX_TEXT_BYTES:
            raise errors.TooManyBytes(size=len(self.data), limit=MAX_TEXT_BYTES)
        text = decode(self.data)
        if text is None:
            raise errors.UnknownFormat()
        if not text.strip():
            raise errors.EmptyFile()
        return read_text(text)

    @property
    def pages(self) -> int:
        """How many pages the file has."""
        if self.kind == "pdf":
            return self.pdf.pages
        return self.images.pages if self.kind == "pictures" else len(self.text)

    def pictures(self, numbers: list[int], dpi: float) -> Iterator[Picture]:
        """Pages as displayed, at about `dpi`. Raises UsageError for a text, which has none."""
        from delibparse.reading.images import Picture
        from delibparse.reading.scale import rescaled

        if self.kind == "text":
            raise errors.UsageError(
                fr="--draw : un texte n'a pas de pages à dessiner", en="--draw: a text file has no pages to draw on"
            )
        for number in numbers:
            if self.kind == "pictures":
                own = self.images.page(number)
                yield Picture(*rescaled(own.pixels, own.dpi, dpi))
                continue
            page = self.pdf.page(number)
            picture = Picture(*page.picture(dpi))
            page.close()
            yield picture
