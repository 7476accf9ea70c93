"""Documents made to harm: each ends in one clear line, soon; and each format that is not read is told by its name."""

from __future__ import annotations

import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import written
from written import docx_of, eml_with, html, odt_of, packed, txt

from delibparse import errors
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

SECONDS = 20.0
"""In which the worst of them is to be refused on two busy cores; the slowest takes a tenth."""

BILLION = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10}">' for k in range(1, 10))
LAUGHS = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{BILLION}]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def as_docx(document: str | bytes) -> bytes:
    return packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", document))


def as_odt(content: str | bytes) -> bytes:
    return packed(("mimetype", written.ODT), ("content.xml", content))


def locked_odt() -> bytes:
    manifest = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    return packed(("mimetype", written.ODT), ("content.xml", b"\x8f\x02\xaa"), ("META-INF/manifest.xml", manifest))


def lying_sizes() -> bytes:
    """A part that says it holds ten bytes and holds more."""
    data = bytearray(as_docx(b"<d>" + b"x" * 100_000 + b"</d>"))
    at = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)  # the second member's entry
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(data)


def w(inside: str) -> str:
    return f"<w:document {written.W}><w:body>{inside}</w:body></w:document>"


HOSTILE: dict[str, tuple[Callable[[], bytes], type[errors.DelibparseError]]] = {
    "laughs, docx": (lambda: as_docx(LAUGHS + "<d>&l9;</d>"), errors.DamagedFile),
    "laughs, odt": (lambda: as_odt(LAUGHS + "<d>&l9;</d>"), errors.DamagedFile),
    "quadratic": (lambda: as_docx(f'<!DOCTYPE d [<!ENTITY x "{"x" * 100_000}">]><d>{"&x;" * 10_000}</d>'), errors.DamagedFile),
    "file entity, docx": (lambda: as_docx(OUTSIDE + "<d>&x;</d>"), errors.DamagedFile),
    "file entity, odt": (lambda: as_odt(OUTSIDE + "<d>&x;</d>"), errors.DamagedFile),
    "dtd of elsewhere": (lambda: as_docx('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><d/>'), errors.DamagedFile),
    "zip bomb, declared": (lambda: as_docx(b" " * (65 * 1024 * 1024)), errors.TooMuchInside),
    "zip bomb in styles": (
        lambda: docx_of("<w:p/>", ("word/footnotes.xml", b"<d>" + b" " * (64 * 1024 * 1024) + b"</d>")), errors.TooMuchInside,
    ),
    "a part that lies": (lying_sizes, errors.DamagedFile),
    "not a zip": (lambda: b"PK\x03\x04" + b"\x00" * 100, errors.DamagedFile),
    "cut docx": (lambda: written.docx()[:-40], errors.DamagedFile),
    "cut xml": (lambda: as_docx(w("<w:p><w:r>")[:-30]), errors.DamagedFile),
    "odt without content": (lambda: packed(("mimetype", written.ODT)), errors.DamagedFile),
    "locked odt": (locked_odt, errors.EncryptedDocument),
    "tables in tables, html": (lambda: b"<!doctype html>" + b"<table><tr><td>" * 10_000, errors.NestedTooDeep),
    "divs in divs": (lambda: b"<html>" + b"<div>" * 100_000, errors.NestedTooDeep),
    "tables in tables, docx": (
        lambda: as_docx(w("<w:tbl><w:tr><w:tc>" * 10_000 + "</w:tc></w:tr></w:tbl>" * 10_000)), errors.NestedTooDeep,
    ),
    "tables in tables, odt": (lambda: as_odt("<a>" * 10_000 + "</a>" * 10_000), errors.NestedTooDeep),
    "a run of text, html": (lambda: b"<html><p>" + b"a b " * 2_000_000, errors.TooMuchText),
    "a run of text, docx": (lambda: docx_of(f"<w:p><w:r><w:t>{'a b ' * 2_000_000}</w:t></w:r></w:p>"), errors.TooMuchText),
    "a page too large": (lambda: b"<html>" + b" " * (65 * 1024 * 1024), errors.TooManyBytes),
    "elements without end": (lambda: b"<html>" + b"<br>" * 1_100_000, errors.TooManyElements),
    "spans without end": (lambda: b"<html>" + b"<b></b>" * 1_100_000, errors.TooManyElements),
    "cells without end": (
        lambda: odt_of(
            '<table:table><table:table-row table:number-rows-repeated="900000"><table:table-cell table:number-columns-repeated='
            '"900000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'
        ),
        errors.TooMuchText,
    ),
    "an empty page": (lambda: b"<!doctype html><html><body><script>x</script></body></html>", errors.EmptyFile),
    "an empty docx": (lambda: docx_of("<w:p/>"), errors.EmptyFile),
    "mails in mails": (lambda: _forwarded(6), errors.NestedTooDeep),
    "parts without end": (lambda: eml_with(*[("a", "text/plain", b"x")] * 1_100), errors.NestedTooDeep),
    "parts in parts": (lambda: _multipart(3_000), errors.DamagedFile),
    "a header without end": (
        lambda: written.eml(txt(), kind="text/plain; " + "; ".join(f"a{k}*0*=utf-8''x" for k in range(50_000))), errors.DamagedFile,
    ),
    "a mail too large": (lambda: written.eml(b"x\n" * (33 * 1024 * 1024)), errors.TooManyBytes),
    "a cell that widens its table": (
        lambda: b"<html><table><tr><td>" + b"x " * 1_000_000 + b"<td>" + b"y " * 900_000 + b"<tr><td>z" * 60_000, errors.TooMuchText,
    ),
    "comments in a header": (lambda: written.eml(txt(), kind="text/plain; " + "(" * 3_000), errors.DamagedFile),
    "several documents": (lambda: eml_with(("a.docx", "x/y", written.docx()), ("b.odt", "x/y", written.odt())), errors.SeveralAttachments),
    "an attachment not read": (lambda: eml_with(("a.rtf", "application/rtf", b"{\\rtf1 x}")), errors.AttachmentNotRead),
    "an empty mail": (lambda: eml_with(note=""), errors.EmptyFile),
}  # fmt: skip


def _multipart(times: int) -> bytes:
    opened = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (k, k) for k in range(times))
    return b"From: a@example.org\r\nMIME-Version: 1.0\r\n" + opened + b"Content-Type: text/plain\r\n\r\nx\r\n"


def _forwarded(times: int) -> bytes:
    mail = written.eml(txt())
    for _ in range(times):
        mail = (
            b"From: a@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x%d\r\n\r\n--x%d\r\n"
            b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\n"
            % (len(mail), len(mail))
            + mail
            + b"\r\n--x%d--\r\n" % len(mail)
        )
    return mail


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_in_one_clear_line(name: str) -> None:
    make, failure = HOSTILE[name]
    data = make()
    begun = time.process_time()
    with pytest.raises(failure) as caught:
        extract_bytes(data, "acte", Options(jobs=1))
    assert time.process_time() - begun < SECONDS
    for lang in ("fr", "en"):
        sentence = caught.value.sentence(lang)
        assert sentence.endswith(")")
        assert "\n" not in sentence


OTHERS: dict[str, tuple[Callable[[], bytes], str]] = {
    "acte.rtf": (lambda: b"{\\rtf1\\ansi acte}", "fichier RTF"),
    "acte.doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "fichier Office ancien"),
    "locked.docx": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "mot de passe",
    ),
    "mail.msg": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "__substg1.0_001A".encode("utf-16-le"), "Outlook .msg",
    ),
    "a.mbox": (lambda: b"From a Tue Mar 14\n" + written.eml(txt()) + b"\nFrom b Wed Mar 15\n" + written.eml(txt()), "mbox"),
    "a.xlsx": (lambda: packed(("[Content_Types].xml", ""), ("xl/workbook.xml", "")), "classeur .xlsx"),
    "a.pptx": (lambda: packed(("[Content_Types].xml", ""), ("ppt/presentation.xml", "")), "diaporama .pptx"),
    "a.ods": (lambda: packed(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), "classeur .ods"),
    "a.odg": (lambda: packed(("mimetype", "application/vnd.oasis.opendocument.graphics")), "OpenDocument"),
    "a.epub": (lambda: packed(("mimetype", "application/epub+zip")), "EPUB"),
    "a.zip": (lambda: packed(("acte.pdf", b"%PDF-")), "archive ZIP"),
    "a.7z": (lambda: b"7z\xbc\xaf\x27\x1c" + b"\x00" * 50, "archive 7z"),
    "a.xml": (lambda: b'<?xml version="1.0"?><akomaNtoso/>', "fichier XML"),
    "a.ps": (lambda: b"%!PS-Adobe-3.0\n", "PostScript"),
    "a.webp": (lambda: b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image WebP"),
    "a.bmp": (lambda: b"BM\x36\x00\x0c\x00\x00\x00\x00\x00\x36\x00", "BMP"),
    "a.heic": (lambda: b"\x00\x00\x00\x18ftypheic", "HEIC"),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_other_formats_are_told_by_their_names(name: str) -> None:
    make, told = OTHERS[name]
    with pytest.raises(errors.OtherFormat) as caught:
        extract_bytes(make(), "acte.pdf", Options(jobs=1))
    assert told in caught.value.sentence("fr")
    assert caught.value.status == errors.ExitStatus.UNREADABLE
    assert caught.value.sentence("en").endswith(")")


def test_every_sentence_of_another_format_names_it_and_a_remedy() -> None:
    for fr, en in errors.OTHER_FORMATS.values():
        assert fr.endswith(")")
        assert en.endswith(")")
        assert "(" in fr[5:]


@pytest.mark.parametrize(
    "text",
    [
        "Date : 14 mars 2023\nObjet : Balayeuse\n\nLe conseil municipal décide.\n",
        "Subject: Balayeuse\nDate: 14 mars 2023\n\nLe conseil municipal décide.\n",
        "Le prix est < 100 euros et > 50 euros\n",
        "<Extrait du registre>\nLe conseil municipal décide.\n",
        "{ acte }\n",
    ],
)
def test_texts_that_look_like_something_else_are_texts(text: str) -> None:
    assert extract_bytes(text.encode(), "a.txt", Options(jobs=1)).source.pages == 1


def test_nothing_is_fetched_and_no_script_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr("socket.socket.connect", refuse)
    page = html().replace(
        b"<body>", b'<body><img src="http://127.0.0.1:9/a.png"><script>SCRIPT</script><base href="http://127.0.0.1:9/">'
    )
    from delibparse.reading import OpenFile

    with OpenFile(page) as opened:
        assert "SCRIPT" not in opened.written
        assert "VALBRUNE" in opened.written


def test_a_member_that_is_encrypted() -> None:
    data = bytearray(written.docx())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + offset] |= 1
    assert zipfile.is_zipfile(io.BytesIO(data))
    with pytest.raises(errors.EncryptedDocument):
        extract_bytes(bytes(data), "a.docx", Options(jobs=1))


def test_a_table_of_many_rows_is_set_on_several_pages() -> None:
    from delibparse.reading import OpenFile

    begun = time.process_time()
    with OpenFile(b"<html><table>" + b"<tr><td>z z<td>t t t" * 3_000) as opened:
        assert opened.pages > 5
        assert max(len(text.splitlines()) for text in opened.written.split("\f")) <= 301
    assert time.process_time() - begun < SECONDS
