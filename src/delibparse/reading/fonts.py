"""How the words of a text layer are set: the size, weight and slant of their font, and its colour."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import pypdfium2.raw as raw

from delibparse.reading.model import UNSET, Type

BOLD = 650
"""Weight from which a font is bold (ISO 32000-1, table 122; 400 is regular, 700 bold), where its name says nothing."""

FORCE_BOLD, ITALIC = 1 << 18, 1 << 6
"""Flags of a font's descriptor (ISO 32000-1, table 123)."""

FILL_AND_STROKE = 2
"""Text render mode (ISO 32000-1, table 106) by which word processors make a bold of a font that has none."""

_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.I)
_ITALIC_NAME = re.compile(r"italic|oblique|slanted", re.I)
_NAME_LENGTH = 128


class Fonts:
    """The types of one page's text objects; each object and each font is asked once. To be used under pdfium's lock."""

    def __init__(self) -> None:
        self._types: dict[int, Type] = {}
        self._faces: dict[int, tuple[bool, bool]] = {}

    def type_of(self, shown: Any) -> Type:
        """The type of a text object of pdfium, UNSET for none."""
        if not shown:
            return UNSET
        address = ctypes.cast(shown, ctypes.c_void_p).value or 0
        found = self._types.get(address)
        if found is None:
            found = self._types[address] = self._read(shown)
        return found

    def _read(self, shown: Any) -> Type:
        size, matrix = ctypes.c_float(), raw.FS_MATRIX()
        raw.FPDFTextObj_GetFontSize(shown, size)
        scale = (matrix.c**2 + matrix.d**2) ** 0.5 if raw.FPDFPageObj_GetMatrix(shown, matrix) else 1.0
        bold, italic = self._face(raw.FPDFTextObj_GetFont(shown))
        if raw.FPDFTextObj_GetTextRenderMode(shown) == FILL_AND_STROKE:
            bold = True
        return Type(round(size.value * scale, 1), bold, italic, _colour(shown))

    def _face(self, font: Any) -> tuple[bool, bool]:
        """Whether a font is bold, and whether it is slanted."""
        address = ctypes.cast(font, ctypes.c_void_p).value if font else None
        if address is None:
            return False, False
        found = self._faces.get(address)
        if found is None:
            name = ctypes.create_string_buffer(_NAME_LENGTH)
            raw.FPDFFont_GetBaseFontName(font, name, _NAME_LENGTH)
            face = name.value.decode("utf-8", "replace")
            flags = raw.FPDFFont_GetFlags(font)
            bold = bool(_BOLD_NAME.search(face)) or (flags > 0 and bool(flags & FORCE_BOLD))
            bold = bold or raw.FPDFFont_GetWeight(font) >= BOLD
            italic = bool(_ITALIC_NAME.search(face)) or (flags > 0 and bool(flags & ITALIC))
            found = self._faces[address] = bold, italic
        return found


def _colour(shown: Any) -> int:
    """The colour of the letters, as 0xRRGGBB; black where it is no plain colour."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(shown, *parts):
        return 0
    red, green, blue, _ = (part.value for part in parts)
    return red << 16 | green << 8 | blue
