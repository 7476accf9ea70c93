"""Documents without pages (.docx, .odt, HTML, mails) changed as they are built: elements, attributes, parts, headers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import cache

from fuzz import pdfs, texts
from fuzz.archives import other_head
from fuzz.chance import BYTES, FIGURES, LONG, Chance, changed, spliced

TAG = re.compile(r"<[^<>]*>")
ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
ELEMENTS = (
    "p", "div", "table", "tr", "td", "th", "ul", "ol", "li", "span", "b", "font", "pre", "script", "style", "template", "svg", "math", "select",
    "textarea", "title", "frameset", "a", "form", "br", "x:y", "w:p", "w:r", "w:t", "w:tbl", "w:tr", "w:tc", "w:tab", "w:br", "w:del", "w:ins",
    "w:txbxContent", "w:sectPr", "w:footnoteReference", "w:numPr", "w:sdt", "mc:AlternateContent", "text:p", "text:h", "text:s", "text:list",
    "text:list-item", "text:note", "table:table", "table:table-row", "table:table-cell", "table:covered-table-cell", "draw:frame",
)  # fmt: skip
ATTRIBUTES = (
    "colspan", "rowspan", "span", "start", "value", "type", "style", "width", "charset", "w:val", "w:gridSpan", "w:vMerge", "w:ilvl", "w:id",
    "w:numId", "w:after", "text:c", "text:style-name", "table:number-columns-repeated", "table:number-rows-repeated",
    "table:number-columns-spanned", "fo:margin-bottom", "fo:font-size", "xml:space", "id",
)  # fmt: skip
STYLED = (
    "page-break-before:always",
    "display:none",
    "white-space:pre",
    "font-size:1e9pt",
    "font-size:-1px",
    "margin:0 0 9999999cm",
    "x:y;" * 500,
)
TROUBLE = (
    '<!DOCTYPE d [<!ENTITY x "ha">]>', "<!DOCTYPE html>", "<![CDATA[x]]>", "<!-- -- >", "<?x y?>", "&x;", "&#0;", "&#x10FFFF;", "&#xD800;", "&amp;",
    "<", ">", "</", "]]>", '<a b="', "\0", "\ufeff", '<?xml version="1.1" encoding="utf-16"?>',
)  # fmt: skip
HEADERS = (
    "Content-Type: multipart/mixed; boundary=lim", "Content-Type: multipart/alternative; boundary=", "Content-Type: text/html; charset=x-none",
    "Content-Type: text/plain; charset=utf-16", "Content-Type: message/rfc822", "Content-Type: application/pdf; name=../../x.pdf",
    "Content-Type: multipart/signed", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
    "Content-Transfer-Encoding: x-uuencode", "Content-Transfer-Encoding: binary", "Content-Disposition: attachment; filename*0*=utf-8''%ff",
    "Content-Disposition: attachment", "Subject: =?utf-8?b?////?=", "Subject: =?x?q?y?=", "Date: Wed, 99 Foo 99999 99:99:99 +9999", ": x", "a",
    "X-Long: " + "x" * 5000, "From: a@b (" + "(" * 200, "MIME-Version: 9", "Content-Type: " + "a;" * 500,
)  # fmt: skip


@cache
def seeds_of() -> dict[str, tuple[bytes, ...]]:
    """Good documents by their suffixes."""
    import written

    page, plain = written.html(), written.txt()
    return {
        "html": (page, written.html(table=True), written.html(charset="windows-1252")),
        "eml": (
            written.eml(plain),
            written.eml(page, kind="text/html", coding="quoted-printable"),
            written.eml_with(("acte.docx", "application/octet-stream", written.docx())),
            written.eml_with(("acte.txt", "text/plain", plain), ("logo.png", "image/png", b"\x89PNG\r\n\x1a\n")),
        ),
        "docx": (written.docx(), written.docx(table=True)),
        "odt": (written.odt(), written.odt(table=True)),
    }


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of a document without pages."""
    suffix = chance.choice(tuple(seeds_of()))
    data = chance.choice(seeds_of()[suffix])
    if chance.random() < 0.12:
        return suffix, changed(chance, data, BYTES)
    if suffix == "html":
        return suffix, _encoded(chance, _marked_up(chance, data.decode("utf-8", "replace")))
    if suffix == "eml":
        return suffix, changed(chance, data, (_mail, _mail, _mail, *BYTES[:1]))
    return suffix, _zipped(chance, data, chance.choice(seeds_of()[suffix]))


def _encoded(chance: Chance, text: str) -> bytes:
    return text.encode(chance.choice(texts.ENCODINGS) if chance.random() < 0.2 else "utf-8", "replace")


def _marked_up(chance: Chance, text: str) -> str:
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(EDITS)(chance, text)[:1_000_000]
    return text


def _tags(chance: Chance, text: str) -> re.Match[str] | None:
    found = list(TAG.finditer(text))
    return chance.choice(found) if found else None


def other_tag(chance: Chance, text: str) -> str:
    """An element is another, is gone, stands twice or very often."""
    match = _tags(chance, text)
    if match is None:
        return text
    name = chance.choice(ELEMENTS)
    by = chance.choice((f"<{name}>", f"</{name}>", f"<{name}/>", "", match[0] * chance.choice((2, 50, LONG))))
    return text[: match.start()] + by + text[match.end() :]


def other_attribute(chance: Chance, text: str) -> str:
    """An attribute has another value; an element has one more."""
    value = str(chance.choice((*FIGURES, *STYLED, "", "100%", "1e9", "x" * 3000, "é"))).replace('"', "")
    found = list(ATTRIBUTE.finditer(text))
    if found and chance.random() < 0.6:
        match = chance.choice(found)
        return text[: match.start(2)] + value + text[match.end(2) :]
    tag = _tags(chance, text)
    if tag is None:
        return text
    at = tag.end() - (2 if tag[0].endswith("/>") else 1)
    return text[:at] + f' {chance.choice(ATTRIBUTES)}="{value}"' + text[at:]


def repeated(chance: Chance, text: str) -> str:
    """A piece from one element to another is repeated, or moved."""
    places = [match.start() for match in TAG.finditer(text)]
    if len(places) < 2:
        return text
    k = chance.randrange(len(places) - 1)
    first, last = places[k], places[min(k + chance.choice((1, 2, 8)), len(places) - 1)]
    piece = text[first:last]
    if chance.random() < 0.3:
        at = chance.choice(places)
        return text[:at] + piece + text[at:]
    return text[:first] + piece * chance.choice((2, 40, 3000)) + text[last:]


def nested(chance: Chance, text: str) -> str:
    """Elements within elements, closed or not."""
    names = [chance.choice(ELEMENTS) for _ in range(chance.choice((1, 3)))]
    depth, at = chance.choice((5, 100, 3000)), chance.randrange(len(text) + 1)
    opened, closed = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
    return text[:at] + opened * depth + "x" + (closed * depth if chance.random() < 0.6 else "") + text[at:]


def trouble(chance: Chance, text: str) -> str:
    at = chance.choice((0, chance.randrange(len(text) + 1)))
    return text[:at] + chance.choice(TROUBLE) * chance.choice((1, 1, 200)) + text[at:]


def other_words(chance: Chance, text: str) -> str:
    """What stands between two elements is changed as a text is."""
    found = list(re.finditer(r">([^<>]{3,})<", text))
    if not found:
        return text
    match = chance.choice(found)
    return text[: match.start(1)] + chance.choice(texts.EDITS)(chance, match[1]) + text[match.end(1) :]


EDITS: tuple[Callable[[Chance, str], str], ...] = (
    other_tag, other_attribute, other_attribute, repeated, nested, trouble, other_words, other_words,
)  # fmt: skip


def _zipped(chance: Chance, data: bytes, other: bytes) -> bytes:
    """The parts of a .docx or .odt, one of them changed, gone, doubled, or of another document; the archive around."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    k = (
        chance.randrange(len(parts))
        if chance.random() < 0.4
        else next(k for k, one in enumerate(parts) if one[0] in ("word/document.xml", "content.xml"))
    )
    name, content = parts[k]
    match chance.randrange(10):
        case 0:
            del parts[k]
        case 1:
            parts.append((name, content))
        case 2:
            parts[k] = name, changed(chance, content, BYTES)
        case _:
            parts[k] = name, _encoded(chance, _marked_up(chance, content.decode("utf-8", "replace")))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for part, held in dict(parts).items():
            packed.writestr(zipfile.ZipInfo(part, (2023, 4, 11, 0, 0, 0)), held, zipfile.ZIP_DEFLATED)
    made = out.getvalue()
    if chance.random() < 0.12:
        made = other_head(chance, made)
    return spliced(chance, made, other) if chance.random() < 0.04 else made


def _mail(chance: Chance, data: bytes) -> bytes:
    """A header more, less or changed; a part doubled, within another, or another document; other line ends."""
    lines = data.split(b"\r\n")
    heads = [k for k, line in enumerate(lines) if re.match(rb"[\w-]+: ", line)] or [0]
    k = chance.choice(heads)
    match chance.randrange(7):
        case 0:
            lines[k] = chance.choice(HEADERS).encode()
        case 1:
            lines.insert(k, chance.choice(HEADERS).encode())
        case 2:
            del lines[k]
        case 3:
            lines[k:k] = [b"--lim", *lines[k : k + 3]] * chance.choice((1, 30, 2000))
        case 4:
            times = chance.choice((1, 4, 300))
            return b"Content-Type: message/rfc822\r\n\r\n" * times + data
        case 5:
            suffix, content = chance.choice((pdfs.case, texts.case))(chance)
            import written

            return written.eml_with((f"acte.{suffix}", "application/octet-stream", content))
        case _:
            return data.replace(b"\r\n", chance.choice((b"\n", b"\r", b"\r\n ", b"\n\n")))
    return b"\r\n".join(lines)
