"""The same act in every format gives the same values; what is not read is told to be what it is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import written

from conftest import FIXTURES
from delibparse.model.record import Deliberation
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reading import OpenFile
from delibparse.reading.formats import format_of
from delibparse.reading.plain import COLUMN

FORMS: dict[str, Any] = {
    "txt": written.txt,
    "html": written.html,
    "html, latin-1": lambda table=False: written.html(table, "iso-8859-1"),
    "html, utf-16": lambda table=False: written.html(table, "utf-16"),
    "eml, plain": lambda table=False: written.eml(written.txt(table)),
    "eml, html": lambda table=False: written.eml(written.html(table), "text/html"),
    "eml, base64": lambda table=False: written.eml(written.html(table), "text/html", coding="base64"),
    "eml, quoted-printable latin-1": lambda table=False: written.eml(
        written.html(table, "iso-8859-1"), "text/html", "iso-8859-1", "quoted-printable"
    ),
    "docx": written.docx,
    "odt": written.odt,
    "docx in an eml": lambda table=False: written.eml_with(
        ("acte.docx", "application/octet-stream", written.docx(table))
    ),
}


def one(data: bytes) -> Deliberation:
    document = extract_bytes(data, "acte", Options(jobs=1))
    assert {page.methode for page in document.source.lecture} == {"texte"}
    (act,) = document.deliberations
    return act


def names(people: Any) -> list[tuple[str | None, str | None]]:
    return [(who.prenom, who.nom) for who in people]


PRESENT = [("Odile", "TERRASSON"), ("Luc", "MERCADIER"), ("Anne", "FONTBONNE"), ("Paul", "RAVEL"), ("Rose", "OLIVIER")]


@pytest.mark.parametrize("table", [False, True], ids=["lists", "table"])
@pytest.mark.parametrize("form", FORMS)
def test_one_act_in_every_format(form: str, table: bool) -> None:
    act = one(FORMS[form](table))
    assert act.collectivite.nom == "COMMUNE DE VALBRUNE"
    assert (act.numero, act.objet) == ("2023-017", "Acquisition d'une balayeuse de voirie")
    assert (act.seance.date, act.effectif.en_exercice) == ("2023-03-14", 7)
    assert act.seance.president is not None
    assert act.seance.president.nom == "TERRASSON"
    assert names(act.presents) == PRESENT
    assert [(p.mandant.nom, p.mandataire.nom) for p in act.pouvoirs] == [("CASTANG", "MERCADIER")]
    assert names(act.excuses) == [("Marc", "BOISSET")]
    assert (act.vote.pour, act.vote.contre, act.vote.abstentions) == (5, 0, 1)
    assert [voice.personne.texte for voice in act.vote.noms.abstentions if voice.personne] == ["M. Paul RAVEL"]
    assert act.decision.points == list(written.POINTS)


SCANNED = (FIXTURES / "chatellerault.pdf").read_bytes()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SCANNED, "pdf"),
        (b"From: mairie@valbrune.example\r\n\r\n" + SCANNED, "pdf"),  # a head that a mail program left
        (b"\x1b%-12345X@PJL JOB\r\n" + SCANNED, "pdf"),  # a printer's job
        (b"\xef\xbb\xbf\r\n%PDF-1.4\r\n", "pdf"),  # cut off: damaged, no text
        (b"@PJL JOB\r\n" + SCANNED[:2000], "pdf"),  # cut off behind its first object
        (b"Un fichier qui commence par %PDF- est un PDF.\n" + written.txt(), "text"),
        (b"Le conseil prend acte.\n%PDF-1.7 : obj, endobj, stream, xref, startxref\n", "text"),  # the words alone
        (b"\n" * 1100 + b"%PDF-1.4\n1 0 obj\n", "text"),  # too far down for any reader of PDFs
    ],
)
def test_a_pdf_is_known_by_its_header_and_what_follows_it(data: bytes, expected: str) -> None:
    assert format_of(data) == expected


def test_an_act_that_talks_of_pdf_files_is_read() -> None:
    act = one(b"Annexe : fichier %PDF-1.7 joint\n\n" + written.txt())
    assert (act.numero, act.objet) == ("2023-017", "Acquisition d'une balayeuse de voirie")


FOLDED = " ".join(
    f"{number}. Travaux de la rue {number}. Le rapporteur rappelle que la rue {number} est en mauvais état et que le devis "
    f"reçu est de {number}000 euros. Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve les travaux."
    for number in range(1, 16)
)
"""Minutes that another program folded into one line."""


@pytest.mark.parametrize("form", ["docx", "odt", "html"])
def test_a_text_that_was_pasted_as_one_line_is_read_as_that_line_in_a_text_file(form: str) -> None:
    head = "COMMUNE DE VALBRUNE Procès-verbal du conseil municipal Séance du 14 mars 2023 Présents : Odile TERRASSON, Luc MERCADIER."
    text = f"{head} {FOLDED}"
    data = {
        "docx": lambda: written.docx_of(written.w_p(text)),
        "odt": lambda: written.odt_of(f"<text:p>{text}</text:p>"),
        "html": lambda: f"<html><body><p>{text}</p></body></html>".encode(),
    }[form]()
    plain, flowed = (extract_bytes(one, "x", Options(jobs=1, provenance=False)) for one in (text.encode(), data))
    assert len(plain.deliberations) == 15
    for a, b in zip(plain.deliberations, flowed.deliberations, strict=True):
        assert (a.numero, a.objet, a.vote, a.decision, a.presents) == (
            b.numero,
            b.objet,
            b.vote,
            b.decision,
            b.presents,
        )


def test_one_long_paragraph_among_others_is_set_in_lines() -> None:
    long = "Le maire expose que la balayeuse est hors d'usage. " * 45
    opened = OpenFile(written.docx_of("".join(written.w_p(text) for text in (long, *["Vu le code." * 20] * 20))), None)
    (page,) = opened.text
    assert max(word.x1 for word in page.words) <= 100 * COLUMN
