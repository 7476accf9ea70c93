"""An e-mail: the document that it carries. That is its one attachment, or its own text where it has none.

A clerk who keeps a mail keeps it for what is attached; the words above ("veuillez trouver ci-joint") are no act.
"""

from __future__ import annotations

import email
import email.policy
import re
from email.message import EmailMessage
from typing import NamedTuple

from delibparse import errors
from delibparse.limits import MAX_MAIL
from delibparse.reading.flow.encoding import believed
from delibparse.reading.formats import Carried, Format, format_of

MAX_HEADER = 4 * 1024
"""Bytes of a header that tells of a part: the standard library takes them apart in more than linear time."""

_HEADER = re.compile(rb"^content-[^\n]*(?:\n[ \t][^\n]*)*", re.I | re.M)

MAX_PARTS = 1_000
MAX_WITHIN = 3
"""Mails forwarded within mails that are opened."""

SHORT_NOTE = 80
"""Words of a mail's own text up to which an attached picture is its document; beside a longer one it is a logo."""

ASIDE = (
    "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys",
    "text/calendar", "text/vcard", "text/x-vcard", "application/ms-tnef", "message/delivery-status",
)  # fmt: skip
"""Attachments that are no documents: signatures, cards, invitations."""

NAMES_TOLD = 5


class _Attached(NamedTuple):
    name: str
    format: Format | None  # None for one that is not read
    data: bytes


def carried(data: bytes, within: int = MAX_WITHIN) -> Carried:
    """The document of a mail. Raises SeveralAttachments, AttachmentNotRead, EmptyFile,
    TooManyBytes, DamagedFile, NestedTooDeep."""
    body, attached = _understood(data)
    documents = [one for one in attached if one.format not in (None, "pictures")]
    words = len(body.data.split()) if body else 0
    if not documents and words <= SHORT_NOTE:
        documents = [one for one in attached if one.format == "pictures"]
    if len(documents) > 1:
        raise errors.SeveralAttachments(names=_told(documents))
    if documents:
        return _opened(documents[0], within)
    unread = [one for one in attached if one.format is None]
    if unread:
        raise errors.AttachmentNotRead(names=_told(unread))
    if body is None:
        raise errors.EmptyFile()
    return body


def _understood(data: bytes) -> tuple[Carried | None, list[_Attached]]:
    """A mail's own text, if it has any, and what is attached to it."""
    if len(data) > MAX_MAIL:
        raise errors.TooManyBytes(size=len(data), limit=MAX_MAIL)
    if any(len(header[0]) > MAX_HEADER for header in _HEADER.finditer(data)):
        raise errors.DamagedFile(why="MIME, Content-")
    try:
        message = email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        return _body(message), [_attached(part) for part in _attachments(message)]
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise errors.DamagedFile(why=f"MIME, {type(error).__name__}") from error


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """The parts of a mail that hold no others, in order; a mail within it is one. No recursion: they may be nested."""
    found: list[EmailMessage] = []
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed([one for one in part.iter_parts() if isinstance(one, EmailMessage)])
        else:
            found.append(part)
        if len(found) + len(waiting) > MAX_PARTS:
            raise errors.NestedTooDeep(limit=MAX_PARTS)
    return found


def _is_attachment(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or (
        part.get_filename() is not None and part.get_content_disposition() != "inline" and part["content-id"] is None
    )


def _attachments(message: EmailMessage) -> list[EmailMessage]:
    """The parts that a mail program lists as attached: pictures shown in the text are not."""
    return [
        part
        for part in _parts(message)
        if part.get_content_type() not in ASIDE
        and (_is_attachment(part) or part.get_content_type() in ("message/rfc822", "application/pdf"))
    ]


def _body(message: EmailMessage) -> Carried | None:
    """A mail's own text, the HTML one first: it has the tables."""
    texts = {
        kind: part
        for part in reversed(_parts(message))
        if not _is_attachment(part) and (kind := part.get_content_type()) in ("text/html", "text/plain")
    }
    for kind in ("text/html", "text/plain"):
        if kind in texts:
            data = _payload(texts[kind])
            if data.strip():
                return Carried(
                    "html" if kind == "text/html" else "text", data, believed(texts[kind].get_content_charset())
                )
    return None


def _attached(part: EmailMessage) -> _Attached:
    name = " ".join((part.get_filename() or part.get_content_type()).split())[:80]
    if part.get_content_type() == "message/rfc822":
        inner = [one for one in part.iter_parts() if isinstance(one, EmailMessage)]
        return _Attached(name, "mail", inner[0].as_bytes() if inner else b"")
    data = _payload(part)
    try:
        kind: Format | None = format_of(data) if data else None
    except errors.DelibparseError:
        kind = None
    if kind == "text" and part.get_content_maintype() != "text" and b"\x00" in data[:4096]:
        kind = None
    return _Attached(name, kind, data)


def _opened(document: _Attached, within: int) -> Carried:
    assert document.format is not None
    if document.format != "mail":
        return Carried(document.format, document.data)
    if within == 0:
        raise errors.NestedTooDeep(limit=MAX_WITHIN)
    return carried(document.data, within - 1)


def _payload(part: EmailMessage) -> bytes:
    """The bytes of a part, its transfer encoding undone."""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _told(attached: list[_Attached]) -> str:
    names = [one.name for one in attached]
    return ", ".join(names[:NAMES_TOLD]) + (", …" if len(names) > NAMES_TOLD else "")
