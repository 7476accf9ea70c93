"""What each format tells, and how it is set: lists, heads, notes, spans, pages, what is hidden, what mails carry."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import written
from written import docx_of, eml, eml_with, html, odt_of, txt, w_p

from delibparse import errors
from delibparse.layout.ruled import ruled
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reading import OpenFile, Page
from delibparse.reading.flow.counting import figure

PDF = Path(__file__).parents[1] / "fixtures" / "chatellerault.pdf"


def text_of(data: bytes) -> str:
    with OpenFile(data) as opened:
        return opened.written


def pages_of(data: bytes) -> list[Page]:
    with OpenFile(data) as opened:
        return opened.text


def page_of(body: str) -> bytes:
    return f"<!doctype html><html><body>{body}</body></html>".encode()


def numbered(number: str, level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (1, "1", "1"),
        (3, "a", "c"),
        (28, "a", "bb"),
        (4, "I", "IV"),
        (1999, "i", "mcmxcix"),
        (0, "a", "0"),
        (5000, "I", "5000"),
    ],
)
def test_how_lists_count(number: int, kind: str, shown: str) -> None:
    assert figure(number, kind) == shown


# each: markup, the lines that are set
PAGES = [
    ("<p>un</p><p>deux<br>trois</p>", ["un", "", "deux", "trois"]),
    ("<div>un<div>deux</div>trois</div>", ["un", "deux", "trois"]),
    ("<p style='margin:0cm;margin-bottom:.0001pt'>un<p style='margin:0cm'>deux", ["un", "deux"]),
    ("<ol start=3><li>un<li value=7>deux<ol type=i><li>x</ol></ol>", ["  3. un", "  7. deux", "    i. x"]),
    ("<p>vu<script>x</script><span hidden>x</span><del>x</del><b style='display:none'>x</b><nav>x</nav></p>", ["vu"]),
    ("<pre>POUR : 5     CONTRE : 0\n  VU</pre>", ["POUR : 5     CONTRE : 0", "  VU"]),
    ("<p>A&nbsp;&nbsp;&nbsp;&nbsp;B et n&deg;&nbsp;5</p>", ["A       B et n° 5"]),
    ("<table><tr><td>POUR : 5<td>CONTRE : 0</table>", ["POUR : 5        CONTRE : 0"]),
    ("<table><tr><td><p>Étaient présents :<p>A. ROI<td>Absents :<br>B. DUC</table>", ["Étaient présents :", "", "A. ROI", "", "Absents :", "B. DUC"]),
    ("<p><input type=checkbox checked> oui <input type=checkbox> non", ["☒ oui ☐ non"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "lines"), PAGES)
def test_html_as_text(markup: str, lines: list[str]) -> None:
    assert text_of(page_of(markup)).split("\n") == lines


def test_looks_come_with_the_words() -> None:
    for data in (
        page_of("<p>mot</p><h2>Titre</h2><p><u>souligné</u>"),
        docx_of(w_p("mot") + '<w:p><w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>Titre</w:t></w:r></w:p>'
                '<w:p><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>souligné</w:t></w:r></w:p>'),
        odt_of('<text:p>mot</text:p><text:h text:style-name="T">Titre</text:h><text:p><text:span text:style-name="U">souligné</text:span></text:p>',
               '<style:style style:name="T" style:family="paragraph"><style:text-properties fo:font-weight="bold" fo:font-size="16pt"/></style:style>'
               '<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>'),
    ):  # fmt: skip
        plain, title, under = pages_of(data)[0].words
        assert (plain.type.bold, title.type.bold) == (False, True)
        assert title.type.size == 16.0 > plain.type.size
        assert (title.underlined, under.underlined) == (False, True)
        assert text_of(data)[title.position :].startswith("Titre")


SPANNED = [
    page_of("<table><tr><td rowspan=2>Commune<td>A. ROI<tr><td>B. DUC<tr><td colspan=2>Total</table>"),
    docx_of(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>"
        + w_p("Commune")
        + "</w:tc><w:tc>"
        + w_p("A. ROI")
        + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>" + w_p("B. DUC") + "</w:tc></w:tr>"
        "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" + w_p("Total") + "</w:tc></w:tr></w:tbl>"
    ),
    odt_of(
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>Commune</text:p></table:table-cell>'
        "<table:table-cell><text:p>A. ROI</text:p></table:table-cell></table:table-row><table:table-row><table:covered-table-cell/>"
        "<table:table-cell><text:p>B. DUC</text:p></table:table-cell></table:table-row><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Total</text:p></table:table-cell><table:covered-table-cell/>'
        "</table:table-row></table:table>"
    ),
]


@pytest.mark.parametrize("data", SPANNED, ids=["html", "docx", "odt"])
def test_cells_that_span_others_are_seen_as_such(data: bytes) -> None:
    (page,) = pages_of(data)
    (table,) = ruled(page, page.words)
    spans = {" ".join(w.text for w in c.words): (c.row, c.column, c.last_row, c.last_column) for c in table.cells}
    assert spans == {"Commune": (0, 0, 1, 0), "A. ROI": (0, 1, 0, 1), "B. DUC": (1, 1, 1, 1), "Total": (2, 0, 2, 1)}


def test_word_s_own_numbers_are_written() -> None:
    body = "".join([
        w_p("Achat", numbered("2", 0)), w_p("pelle", numbered("2", 1)), w_p("balai", numbered("2", 1)), w_p("Vente", numbered("2", 0)),
        w_p("puce", numbered("1", 0)), w_p("rien", numbered("0", 0)),
    ])  # fmt: skip
    lines = [line.strip() for line in text_of(docx_of(body)).split("\n") if line]
    assert lines == ["Article 1 : Achat", "1.a) pelle", "1.b) balai", "Article 2 : Vente", "• puce", "rien"]


def test_what_word_hides_or_struck_out_is_left() -> None:
    body = (
        "<w:p><w:r><w:t>lu</w:t></w:r><w:del><w:r><w:delText>biffé</w:delText><w:t>biffé</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t> ajouté</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT "C:\\\\x"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t> résultat</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    assert text_of(docx_of(body)) == "lu ajouté résultat"


def test_a_text_box_stands_before_its_paragraph_and_once() -> None:
    box = f"<w:txbxContent>{w_p('COMMUNE DE VALBRUNE')}</w:txbxContent>"
    body = f"<w:p><w:r><w:t>Séance</w:t></w:r><w:r><AlternateContent><Choice>{box}</Choice><Fallback>{box}</Fallback></AlternateContent></w:r></w:p>"
    assert [line for line in text_of(docx_of(body)).split("\n") if line] == ["COMMUNE DE VALBRUNE", "Séance"]


def test_headers_footers_pages_and_notes_of_word() -> None:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    rels = (
        '<Relationships><Relationship Id="a" Target="header1.xml"/><Relationship Id="b" Target="footer1.xml"/>'
        '<Relationship Id="c" Target="http://127.0.0.1:9/" TargetMode="External"/></Relationships>'
    )
    sections = '<w:sectPr><w:headerReference w:type="default" r:id="a"/><w:footerReference w:type="default" r:id="b"/></w:sectPr>'
    data = docx_of(
        w_p("un") + '<w:p><w:r><w:br w:type="page"/><w:lastRenderedPageBreak/><w:t>deux</w:t></w:r></w:p>' + sections,
        ("word/_rels/document.xml.rels", rels),
        ("word/header1.xml", f"<w:hdr {written.W}>{w_p('VALBRUNE')}</w:hdr>"),
        ("word/footer1.xml", f"<w:ftr {written.W}><w:p><w:r><w:t>Page </w:t></w:r>{field}</w:p></w:ftr>"),
        ("word/footnotes.xml", f'<w:footnotes {written.W}><w:footnote w:type="separator"/><w:footnote w:id="1">{w_p("note")}</w:footnote></w:footnotes>'),
    )  # fmt: skip
    first, second = text_of(data).split("\f")
    assert [line for line in first.split("\n") if line] == ["VALBRUNE", "un", "Page 1"]
    assert [line for line in second.split("\n") if line] == ["VALBRUNE", "deux", "note", "Page 2"]


def test_pages_lists_notes_and_headers_of_an_odt() -> None:
    body = (
        "<text:tracked-changes><text:p>supprimé</text:p></text:tracked-changes><text:p>un<text:note><text:note-citation>1</text:note-citation>"
        '<text:note-body><text:p>note</text:p></text:note-body></text:note><text:s text:c="4"/>A<text:tab/>B</text:p>'
        '<text:list text:style-name="L"><text:list-item><text:p>x</text:p><text:p>suite</text:p></text:list-item><text:list-item><text:p>y</text:p>'
        '</text:list-item></text:list><text:p text:style-name="P">deux</text:p>'
    )
    styles = (
        '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="A" style:num-suffix=")"/></text:list-style>'
        '<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    master = (
        '<office:master-styles><style:master-page style:name="S"><style:header><text:p>VALBRUNE <text:page-number>9</text:page-number></text:p>'
        "</style:header></style:master-page></office:master-styles>"
    )
    first, second = text_of(odt_of(body, styles, master)).split("\f")
    assert [line for line in first.split("\n") if line] == [
        "VALBRUNE 1",
        "un      A       B",
        "  A) x",
        "  suite",
        "  B) y",
    ]
    assert [line for line in second.split("\n") if line] == ["VALBRUNE 2", "deux", "note"]


def test_spaces_in_a_row_are_a_gap() -> None:
    assert text_of(docx_of(w_p("POUR : 5        CONTRE : 0"))) == "POUR : 5        CONTRE : 0"
    assert text_of(docx_of(w_p("deux  espaces"))) == "deux espaces"


def test_no_name_is_cut_where_a_line_may_end_elsewhere() -> None:
    names = ", ".join(f"Mme Prénom{k} NOM{k}" for k in range(30))
    for line in text_of(page_of(f"<p>{names}")).split("\n"):
        assert line.endswith((",", "NOM29"))
        assert len(line) <= 100


def test_a_mail_is_read_for_the_document_it_carries() -> None:
    data = eml_with(
        ("délibération.pdf", "application/pdf", PDF.read_bytes()),
        ("signature.p7s", "application/pkcs7-signature", b"x"),
    )
    mailed, own = (extract_bytes(one, "x", Options(jobs=1)) for one in (data, PDF.read_bytes()))
    assert mailed.deliberations == own.deliberations
    assert mailed.source.sha256 != own.source.sha256
    forwarded = eml_with(("m.eml", "message/rfc822", b"")).replace(
        b"Content-Transfer-Encoding: base64\r\n\r\n", b"\r\n" + eml(html(), "text/html")
    )
    assert "VALBRUNE" in text_of(forwarded)


def test_pictures_beside_a_mail_s_own_text_are_logos() -> None:
    logo = ("logo.png", "image/png", b"\x89PNG\r\n\x1a\n" + b"x" * 50)
    assert "VALBRUNE" in text_of(eml_with(logo, note=txt().decode()))
    with OpenFile(eml_with(logo)) as opened:
        assert opened.kind == "pictures"


def test_a_mail_without_attachments_is_its_own_text() -> None:
    assert "Odile TERRASSON" in text_of(
        eml(txt().decode().encode("cp1252"), charset="windows-1252", coding="quoted-printable")
    )
    with pytest.raises(errors.SeveralAttachments, match=r"a\.txt, b\.txt"):
        text_of(eml_with(("a.txt", "text/plain", b"un"), ("b.txt", "text/plain", b"deux")))


@pytest.mark.parametrize("name", ["acte.pdf", "acte.txt", "acte"])
@pytest.mark.parametrize(
    "data", [html(), written.docx(), written.odt(), eml(txt())], ids=["html", "docx", "odt", "eml"]
)
def test_names_say_nothing(name: str, data: bytes) -> None:
    assert extract_bytes(data, name, Options(jobs=1)).deliberations[0].numero == "2023-017"


def test_places_are_offsets_in_the_text_that_was_set() -> None:
    data = written.docx(table=True)
    (act,) = extract_bytes(data, "a.docx", Options(jobs=1)).deliberations
    ((place, *_),) = [act.provenance["/objet"]]
    start, end = place.position  # type: ignore[misc]
    assert text_of(data)[start:end] == act.objet


def test_batch_reads_them_in_folders_and_archives_and_review_shows_their_text(tmp_path: Path) -> None:
    from delibparse.batch.work import Task
    from delibparse.batchfolder import BatchFolder
    from delibparse.review.sheets import sheets

    source, out = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    for name, data in (("a.docx", written.docx()), ("b.odt", written.odt()), ("c.htm", html()), ("d.eml", eml(txt()))):
        (source / name).write_bytes(data)
    (source / "e.zip").write_bytes(written.packed(("f.docx", written.docx()), ("g.xlsx", b"PK")))
    (source / "h.docx").write_bytes(b"{\\rtf1 x}")
    program = [sys.executable, "-m", "delibparse", "batch", str(source), "--out", str(out), "--jobs", "1"]
    assert (
        subprocess.run(program, capture_output=True, timeout=120, check=False).returncode
        == errors.ExitStatus.PARTIAL_BATCH
    )
    read = sorted(path.name for path in out.rglob("*.json") if path.name != "summary.json")
    assert read == ["a.docx.json", "b.odt.json", "c.htm.json", "d.eml.json", "f.docx.json"]
    failures = (out / "failures.csv").read_text(encoding="utf-8-sig")
    assert "fichier RTF" in failures
    assert "g.xlsx" in failures
    act = json.loads((out / "a.docx.json").read_bytes())
    task = Task("a", bytes(source / "a.docx"), None, None, (source / "a.docx").stat().st_size, None, Options(jobs=1))
    document = extract_bytes(written.docx(), "a.docx", Options(jobs=1))
    (sheet,) = sheets(task, act["source"]["sha256"], document.source.lecture, tmp_path, BatchFolder(out))
    assert sheet.text == text_of(written.docx())
