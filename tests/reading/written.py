"""One invented deliberation, written in every format that has no pages, and the archives that word processors make."""

from __future__ import annotations

import io
import zipfile
from base64 import encodebytes
from html import escape
from quopri import encodestring

HEAD = ("COMMUNE DE VALBRUNE", "Extrait du registre des délibérations du conseil municipal")
OPENING = (
    "Séance du 14 mars 2023",
    "L'an deux mille vingt-trois, le quatorze mars à dix-huit heures trente, le conseil municipal de la commune de "
    "VALBRUNE, régulièrement convoqué le 8 mars 2023, s'est réuni en mairie sous la présidence de Mme Odile TERRASSON, "
    "maire.",
    "Nombre de membres en exercice : 7",
    "Étaient présents : Mme Odile TERRASSON, M. Luc MERCADIER, Mme Anne FONTBONNE, M. Paul RAVEL, Mme Rose OLIVIER",
    "Pouvoirs : M. Jean CASTANG donne pouvoir à M. Luc MERCADIER",
    "Absent excusé : M. Marc BOISSET",
    "Secrétaire de séance : Mme Anne FONTBONNE",
)
TITLE = ("Délibération n° 2023-017", "Objet : Acquisition d'une balayeuse de voirie")
REASONS = (
    "Vu le code général des collectivités territoriales ;",
    "Considérant que la balayeuse actuelle est hors d'usage ;",
)
FORMULA = (
    "Le conseil municipal, après en avoir délibéré, par 5 voix pour, 0 contre et 1 abstention (M. Paul RAVEL), décide :"
)
POINTS = ("d'acquérir une balayeuse de voirie au prix de 48 000 euros ;", "d'autoriser la maire à signer le marché.")

MEMBERS = (
    ("Nom", "Présent", "Excusé", "Pouvoir à"),
    ("Odile TERRASSON", "X", "", ""),
    ("Luc MERCADIER", "X", "", ""),
    ("Anne FONTBONNE", "X", "", ""),
    ("Paul RAVEL", "X", "", ""),
    ("Rose OLIVIER", "X", "", ""),
    ("Jean CASTANG", "", "", "Luc MERCADIER"),
    ("Marc BOISSET", "", "X", ""),
)


def lines(table: bool) -> list[str]:
    """The paragraphs before the list of points; without the lists of members where a table gives them."""
    opening = [line for line in OPENING if not (table and line.startswith(("Étaient", "Pouvoirs", "Absent")))]
    return [*HEAD, *opening, *TITLE, *REASONS, FORMULA]


def txt(table: bool = False) -> bytes:
    written = []
    for line in lines(table):
        written.append(line)
        if table and line.startswith("Nombre"):
            written.append("\n".join("   ".join(cell.ljust(18) for cell in row).rstrip() for row in MEMBERS))
    return ("\n\n".join([*written, "\n".join(f"- {point}" for point in POINTS)]) + "\n").encode()


def html(table: bool = False, charset: str = "utf-8") -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in MEMBERS)
    parts = []
    for line in lines(table):
        name = "h1" if line in HEAD else "p"
        parts.append(f"<{name}>{escape(line)}</{name}>")
        if table and line.startswith("Nombre"):
            parts.append(f"<table>{rows}</table>")
    parts.append("<ul>" + "".join(f"<li>{escape(point)}" for point in POINTS) + "</ul>")
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>x</title></head><body>{"".join(parts)}</body></html>'
    return page.encode(charset)


def eml(content: bytes, kind: str = "text/plain", charset: str = "utf-8", coding: str = "8bit") -> bytes:
    """A mail whose own text is the content."""
    encoded = {"8bit": bytes, "base64": encodebytes, "quoted-printable": encodestring}[coding](content)
    return (
        b"From: mairie@valbrune.example\r\nTo: prefecture@example.org\r\nSubject: =?utf-8?q?D=C3=A9lib=C3=A9ration?=\r\n"
        b"Date: Wed, 15 Mar 2023 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        + f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n".encode()
        + encoded
    )


def eml_with(*attached: tuple[str, str, bytes], note: str = "Bonjour,\r\nci-joint la délibération.\r\n") -> bytes:
    """A mail with attachments: (name, type, content)."""
    parts = [f"--lim\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{note}".encode()]
    for name, kind, content in attached:
        head = (
            f'--lim\r\nContent-Type: {kind}; name="{name}"\r\nContent-Disposition: attachment; filename="{name}"\r\n'
            "Content-Transfer-Encoding: base64\r\n\r\n"
        )
        parts.append(head.encode() + encodebytes(content))
    return (
        b"From: a@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=lim\r\n\r\n"
        + b"\r\n".join(parts)
        + b"\r\n--lim--\r\n"
    )


def packed(*members: tuple[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="&#xF0B7;"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1 :"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num></w:numbering>'
)
STYLES = (
    f'<w:styles {W}><w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/><w:style w:type="paragraph" w:styleId="Titre1">'
    '<w:basedOn w:val="Normal"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style></w:styles>'
)


def w_p(text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx_of(body: str, *members: tuple[str, bytes | str]) -> bytes:
    """A .docx with a body, and more parts."""
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return packed(
        ("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), ("word/styles.xml", STYLES),
        ("word/numbering.xml", NUMBERING), *members,
    )  # fmt: skip


def docx(table: bool = False) -> bytes:
    parts = []
    for line in lines(table):
        parts.append(w_p(line, '<w:pStyle w:val="Titre1"/>' if line in HEAD else ""))
        if table and line.startswith("Nombre"):
            rows = ("<w:tr>" + "".join(f"<w:tc>{w_p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in MEMBERS)
            parts.append(f"<w:tbl>{''.join(rows)}</w:tbl>")
    bullet = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return docx_of("".join([*parts, *(w_p(point, bullet) for point in POINTS)]))


NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)
ODT = "application/vnd.oasis.opendocument.text"


def odt_of(body: str, styles: str = "", common: str = "") -> bytes:
    """An .odt with a body, automatic styles, and what its styles.xml holds."""
    content = (
        f"<office:document-content {NS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return packed(
        ("mimetype", ODT), ("content.xml", content),
        ("styles.xml", f"<office:document-styles {NS}>{common}</office:document-styles>"),
    )  # fmt: skip


def odt(table: bool = False) -> bytes:
    parts = []
    for line in lines(table):
        parts.append(
            f'<text:h text:style-name="T">{escape(line)}</text:h>'
            if line in HEAD
            else f"<text:p>{escape(line)}</text:p>"
        )
        if table and line.startswith("Nombre"):
            cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
            rows = ("".join(cell.format(escape(each)) for each in row) for row in MEMBERS)
            parts.append(
                "<table:table>"
                + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
                + "</table:table>"
            )
    items = "".join(f"<text:list-item><text:p>{escape(point)}</text:p></text:list-item>" for point in POINTS)
    bold = (
        '<style:style style:name="T" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>'
    )
    spaced = '<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/></style:default-style>'
    return odt_of(
        "".join([*parts, f"<text:list>{items}</text:list>"]), bold, f"<office:styles>{spaced}</office:styles>"
    )
