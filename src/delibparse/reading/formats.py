"""What the bytes of a file are, by their content: names lie, and mail programs rename."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from delibparse import errors

Format = Literal["pdf", "pictures", "text", "html", "mail", "docx", "odt"]


class Carried(NamedTuple):
    """A document: its format and its bytes; `charset` where a mail's header tells it."""

    format: Format
    data: bytes
    charset: str | None = None


IMAGE_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
PDF_MAGIC = b"%PDF-"
PDF_MAGIC_WITHIN = 1024
"""A PDF's header may stand after up to this many bytes (ISO 32000-1, annex H, note 13)."""

_PDF_BODY = re.compile(rb"(?<!\d)\d{1,10}\s{1,9}\d{1,5}\s{1,9}obj\b|\bstartxref\s{1,9}\d")
"""What every PDF holds and no text about PDFs does: an object, or the place of their table (ISO 32000-1, 7.3.10,
7.5.5)."""

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files ([MS-CFB] 2.2): the Office formats before 2007, Outlook's mails, encrypted newer ones."""

OTHER_MAGIC = (
    (b"{\\rtf", "rtf"), (b"7z\xbc\xaf\x27\x1c", "archive"), (b"Rar!\x1a\x07", "archive"), (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"), (b"\xfd7zXZ\x00", "archive"), (b"%!PS", "postscript"), (b"GIF8", "picture"),
)  # fmt: skip

HEIF = frozenset({b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc"})

HEAD = 4096
"""Bytes by which a text is told from a page or a mail."""

_LEADING = re.compile(r"(?:\s|\ufeff|<!--.*?-->|<\?xml[^>]*\?>)*", re.S)
_HTML = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|h[1-6]|center|font|span|base|link|style|br|hr|ul|ol)\b)",
    re.I,
)
_XML = re.compile(r"\s*(?:<\?xml\b|<!doctype\s|<[\w:.-]+\s[^<>]*\bxmlns)", re.I)
_MAIL = re.compile(r"(?:From [^\n]*\n)?((?:[!-9;-~]{1,76}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})")
_MAIL_NAME = re.compile(r"^([!-9;-~]+):", re.M)
_POSTMARKS = frozenset({
    "mime-version", "message-id", "received", "return-path", "content-type", "content-transfer-encoding",
    "delivered-to",
})  # fmt: skip
_LETTERHEAD = frozenset({"from", "to", "subject", "date", "cc", "reply-to"})
_MBOX = re.compile(rb"^From [^\n]{3,200}\n[!-9;-~]{1,76}:", re.M)


def format_of(data: bytes) -> Format:
    """What a file is read as. Raises OtherFormat for one that is known and not read, DamagedFile for a
    broken archive; what is none of these is taken for text."""
    if _is_pdf(data):
        return "pdf"
    if data.startswith(IMAGE_MAGIC):
        return "pictures"
    if data.startswith(ZIP_MAGIC):
        return _in_zip(data)
    if data.startswith(OLE_MAGIC):
        raise errors.other_format(_in_ole(data))
    for magic, name in OTHER_MAGIC:
        if data.startswith(magic):
            raise errors.other_format(name)
    if (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or (data[4:8] == b"ftyp" and data[8:12] in HEIF):
        raise errors.other_format("picture")
    if data[:2] == b"BM" and data[6:10] == bytes(4):
        raise errors.other_format("picture")
    return _in_text(data)


def _is_pdf(data: bytes) -> bool:
    """Whether a file is a PDF, perhaps a damaged one. What begins with its header is; where something stands before it
    (a mail's head, a printer's job), it is one if it goes on as a PDF does: a text may talk of PDFs."""
    if data[:PDF_MAGIC_WITHIN].lstrip(b"\xef\xbb\xbf\0 \t\r\n").startswith(PDF_MAGIC):
        return True
    head = data.find(PDF_MAGIC, 0, PDF_MAGIC_WITHIN)
    return head >= 0 and _PDF_BODY.search(data, head) is not None


def _in_zip(data: bytes) -> Format:
    """Which kind of document an archive is, by its members."""
    from delibparse.reading.flow.container import Container

    opened = Container(data)
    names = opened.names
    kind = (opened.part("mimetype") or b"").strip()
    if kind.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    if kind.startswith(b"application/vnd.oasis.opendocument."):
        name = {b"spreadsheet": "ods", b"presentation": "odp"}.get(
            kind.rpartition(b".")[2].partition(b"-")[0], "opendocument"
        )
        raise errors.other_format(name)
    if kind == b"application/epub+zip":
        raise errors.other_format("epub")
    if "word/document.xml" in names:
        return "docx"
    if "[Content_Types].xml" in names:
        tops = {name.partition("/")[0] for name in names}
        for top, name in (("xl", "xlsx"), ("ppt", "pptx")):
            if top in tops:
                raise errors.other_format(name)
    raise errors.other_format("zip")


def _in_ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "locked"
    return "msg" if "__substg1.0_".encode("utf-16-le") in data else "doc"


def _in_text(data: bytes) -> Format:
    head = _head(data)
    if head is None:
        return "text"
    start = _LEADING.match(head)
    body = head[start.end() :] if start else head
    if _HTML.match(body):
        return "html"
    if _XML.match(head.lstrip("\ufeff")):
        raise errors.other_format("xml")
    return _in_mail(head, data)


def _in_mail(head: str, data: bytes) -> Format:
    match = _MAIL.match(head.replace("\r\n", "\n").lstrip("\ufeff\n"))
    names = {name.lower() for name in _MAIL_NAME.findall(match[1])} if match else set()
    if not (names & _POSTMARKS and names & _LETTERHEAD) and "mime-version" not in names:
        return "text"
    if head.startswith("From ") and len(_MBOX.findall(data)) > 1:
        raise errors.other_format("mbox")
    return "mail"


def _head(data: bytes) -> str | None:
    """The beginning of a text, whatever its encoding: the marks looked for are ASCII."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[: HEAD * 2].decode("utf-16", "replace")
    head = data[:HEAD]
    return None if b"\x00" in head else head.decode("utf-8", "replace")
