"""The parts of a .docx or an .odt, which are ZIP archives: few are read, within a limit, whatever they declare."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from delibparse import errors
from delibparse.limits import MAX_PART

MAX_MEMBERS = 10_000
"""A document with a picture on each of a thousand pages has a tenth."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OverflowError,
    OSError,
)


class Container:
    """A ZIP archive in memory. Raises DamagedFile for one that is not whole."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._zip.infolist()[:MAX_MEMBERS]}
        except DAMAGE as error:
            raise errors.DamagedFile(why=f"ZIP, {error}") from error
        self._left = MAX_PART

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._infos)

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None if there is none. Raises DamagedFile, EncryptedDocument, TooMuchInside."""
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise errors.EncryptedDocument()
        try:
            if info.file_size > self._left:
                raise errors.TooMuchInside(limit=MAX_PART)
            with self._zip.open(info) as opened:
                data = opened.read(self._left + 1)
        except (*DAMAGE, RuntimeError) as error:
            raise errors.DamagedFile(why=f"ZIP, {error}") from error
        self._left -= len(data)
        if self._left < 0:
            raise errors.TooMuchInside(limit=MAX_PART)
        return data
