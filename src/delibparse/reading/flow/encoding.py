"""The letters of an HTML page: by its mark, what a mail says of it, what it says of itself, or what they look like."""

from __future__ import annotations

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})", re.I)
META_WITHIN = 4096

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

LATIN = frozenset({"iso8859-1", "ascii"})
"""What browsers read as Windows-1252 (WHATWG Encoding Standard, 4.2)."""

_BELIEVED = re.compile(r"utf-8|cp\d{3,4}|iso8859-\d{1,2}|mac-roman")
"""The encodings of French texts. Others, told in vain or by malice, are not tried."""


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text of some bytes; `charset` is what a mail's header says."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    told = _META.search(data[:META_WITHIN]) or _DECLARED.match(data)
    for found in (believed(charset), believed(told[1].decode("ascii", "replace")) if told else None, "utf-8"):
        if found is not None:
            try:
                return data.decode(found)
            except UnicodeDecodeError:
                continue
    return data.decode("cp1252", "replace")


def believed(charset: str | None) -> str | None:
    """Python's name of an encoding that is told, None for one that is not believed."""
    try:
        name = codecs.lookup(charset or "").name
    except (LookupError, ValueError):
        return None
    if name in LATIN:
        return "cp1252"
    return name if _BELIEVED.fullmatch(name) else None
