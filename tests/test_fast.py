"""`--fast`: of the scanned annexes behind an act, the heads of the pages are read, and what was left is told."""

from __future__ import annotations

import random
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import degrade
import numpy as np
import pypdfium2 as pdfium
import pytest
import typeset

from conftest import once_for_all
from delibparse import errors, reading
from delibparse.model.record import HEAD_ONLY, Document
from delibparse.model.schema import from_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reader import Request, with_settings
from delibparse.reading import Page, recognise
from delibparse.reading.recognise import Head, Scan
from delibparse.settings import NO_SETTINGS, load, to_toml

Run = Callable[..., subprocess.CompletedProcess[bytes]]

FAST = Options(ocr="always", fast=True, jobs=1)

HEADER = [
    "# COMMUNE DE VALFLEURY",
    "# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL",
    "Séance du 4 avril 2023",
    "",
    "Délibération n° 2023-11",
    "",
    "Présents : Mme Alice AUBRAC, M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR",
    "",
    "Objet : Location de la grange",
    "",
]
EXPOSED = ["La grange est vide depuis l'automne. Un club de lutherie la demande pour ses ateliers.", ""]
DECISION = [
    "Le conseil municipal, après en avoir délibéré, décide à l'unanimité :",
    "- d'approuver la convention jointe,",
    "- d'autoriser le maire à la signer.",
    "",
    "POUR : 4",
    "",
]
CLOSING = ["Fait et délibéré les jour, mois et an que dessus.", "Pour extrait conforme,", "Le Maire,", "Alice AUBRAC"]
ACT = [*HEADER, *EXPOSED, *DECISION, *CLOSING]
FILLING = [
    "Le club tient la grange propre et rend les clés le soir au gardien, contre un reçu signé.",
    "Le loyer est payé d'avance au comptable, par trimestre, et suit l'indice des loyers.",
    "Les travaux sont à la charge du club, sauf ceux du toit, que la commune fait faire.",
]
CONVENTION = [
    "# CONVENTION DE LOCATION",
    "",
    "Entre la commune de Valfleury, représentée par son maire, et le club Les Luthiers du val,",
    "représenté par son trésorier, il est convenu ce qui suit.",
    "",
    "Article 1 : la commune loue la grange au club pour cinq ans.",
    "",
    *FILLING * 3,
]
PROSE = [*FILLING * 5]
TABLE = ["# ÉTAT DES LOYERS", "", *(f"Année {2023 + k}    Loyer de base    {k * 17 + 420} €" for k in range(20))]
CALLED = ["Annexe 1 - Plan de la grange", "", *FILLING * 2]


def second(number: str = "2023-12") -> list[str]:
    return [line.replace("2023-11", number).replace("la grange", "l'étang") for line in ACT]


def bound(*pages: list[str], band: str | None = None) -> bytes:
    """A PDF of these pages; `band` is a transmission's on each."""
    return typeset.lines_on_pages(pages, band, at=(400, 820), size=7)


@dataclass
class Recogniser:
    """Gives what is typeset on a page for what is read of its picture: a third of it as its head. `heads` and `whole`
    are the pages that were asked for, `fails` those that cannot be read; each takes its time."""

    pages: dict[int, Page]
    heads: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    fails: frozenset[int] = frozenset()
    chance: random.Random = field(default_factory=lambda: random.Random(5))

    def page(self, scan: Scan) -> Page:
        time.sleep(self.chance.random() / 200)
        self.whole.append(scan.number)
        if scan.number in self.fails:
            raise errors.EngineFailed(page=scan.number, why="trop de bruit")
        return replace(self.pages[scan.number], method="ocr")

    def head(self, scan: Scan) -> Page | Head:
        time.sleep(self.chance.random() / 200)
        self.heads.append(scan.number)
        page = self.pages[scan.number]
        ends = page.words[0].y0 + (page.words[-1].y1 - page.words[0].y0) / 3
        words = [word for word in page.words if word.y1 < ends]
        return Head(replace(page, method="ocr", words=words, unreadable=HEAD_ONLY), lambda: self.page(scan))


Reads = Callable[..., tuple[Document, Recogniser]]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Reads:
    """Reads pages as if they were a scan that is recognised without a fault."""

    def call(
        *pages: list[str], options: Options = FAST, fails: frozenset[int] = frozenset(), band: str | None = None
    ) -> tuple[Document, Recogniser]:
        pdf = bound(*pages, band=band)
        _, typeset = reading.read(pdf, Options())
        recogniser = Recogniser({page.number: page for page in typeset}, fails=fails)
        monkeypatch.setattr(recognise, "recognise_page", recogniser.page)
        monkeypatch.setattr(recognise, "recognise_head", recogniser.head)
        return extract_bytes(pdf, "liasse.pdf", replace(options, second_look=False)), recogniser

    return call


def left(document: Document) -> list[int]:
    return [row.page for row in document.source.lecture if row.illisible == HEAD_ONLY]


def codes(document: Document) -> list[str]:
    return [warning.code for warning in document.avertissements]


def test_the_annexes_of_an_act_are_read_by_their_heads(reads: Reads) -> None:
    whole, _ = reads(ACT, CONVENTION, PROSE, TABLE, options=replace(FAST, fast=False))
    document, recogniser = reads(ACT, CONVENTION, PROSE, TABLE)
    assert document.deliberations == whole.deliberations
    assert document.deliberations[0].vote.pour == 4
    assert left(document) == [3, 4]
    assert recogniser.heads == [2, 3, 4]
    assert recogniser.whole == [1, 2], "the first page of what nothing calls an annexe is read"


def test_what_calls_itself_an_annexe_is_not_read(reads: Reads) -> None:
    document, recogniser = reads(ACT, CALLED, PROSE)
    assert (left(document), recogniser.whole) == ([2, 3], [1])


def test_what_was_left_is_told_once_and_is_no_damage(reads: Reads) -> None:
    document, _ = reads(ACT, CALLED, PROSE, TABLE, second(), CALLED)
    assert left(document) == [2, 3, 4, 6]
    (warning,) = document.avertissements
    assert (warning.code, warning.gravite, warning.portee) == ("LEC012", "info", "fichier")
    assert "2-4, 6" in warning.message
    assert "sans --fast" in warning.message
    english, _ = reads(ACT, CALLED, options=replace(FAST, lang="en"))
    assert [w.message for w in english.avertissements] == [
        "1 page read by the head only, as annexes: 2 (run without --fast to read them whole)"
    ]
    nothing, _ = reads(ACT, second())
    assert codes(nothing) == []


def test_another_act_below_the_annexes_is_read(reads: Reads) -> None:
    document, recogniser = reads(ACT, CONVENTION, PROSE, second(), CALLED, PROSE)
    assert [(act.numero, act.pages) for act in document.deliberations] == [("2023-11", [1]), ("2023-12", [4])]
    assert document.deliberations[1].vote.pour == 4
    assert left(document) == [3, 5, 6]
    assert recogniser.whole == [1, 2, 4]


LETTERHEAD = ["RÉPUBLIQUE FRANÇAISE", "Département de la Creuse", "", "", "", "", "", "", "", ""]


def test_a_letterhead_alone_is_enough_to_read_a_page(reads: Reads) -> None:
    document, _ = reads(ACT, CALLED, PROSE, [*LETTERHEAD, *second()])
    assert [act.numero for act in document.deliberations] == ["2023-11", "2023-12"]


WHOLE = {
    "a table before anything is decided": ([*HEADER, *EXPOSED], TABLE, [*DECISION, *CLOSING]),
    "an annexe before anything is decided": ([*HEADER, *EXPOSED], CALLED, [*DECISION, *CLOSING]),
    "decided, and not closed": ([*HEADER, *DECISION], TABLE, CLOSING),
    "closed, and not certified": ([*HEADER, *DECISION, *CLOSING[:1]], CALLED, TABLE, CLOSING[1:]),
    "prose that goes on": (ACT, PROSE, PROSE),
    "acts without annexes": (ACT, second(), second("2023-13")),
    "minutes": (["# PROCÈS-VERBAL DE LA SÉANCE", *HEADER[2:], *DECISION, *CLOSING], TABLE, PROSE),
    "no act at all": (TABLE, CONVENTION, PROSE),
}


@pytest.mark.parametrize("pages", WHOLE.values(), ids=WHOLE)
def test_what_may_be_an_acts_is_read(reads: Reads, pages: tuple[list[str], ...]) -> None:
    document, recogniser = reads(*pages)
    assert left(document) == []
    assert sorted(recogniser.whole) == list(range(1, len(pages) + 1))
    assert "LEC012" not in codes(document)


def test_what_is_decided_below_brings_back_what_was_left(reads: Reads) -> None:
    """A page that decides without a header is the act's, and so is what stands before it."""
    goes_on = ["Le conseil municipal, après en avoir délibéré, approuve aussi le plan.", "", *CLOSING, *FILLING]
    document, recogniser = reads(ACT, CONVENTION, PROSE, PROSE, goes_on)
    assert left(document) == []
    assert sorted(recogniser.whole) == [1, 2, 3, 4, 5]
    whole, _ = reads(ACT, CONVENTION, PROSE, PROSE, goes_on, options=replace(FAST, fast=False))
    assert document.deliberations == whole.deliberations


def test_a_band_makes_no_act_of_an_annexe(reads: Reads) -> None:
    document, _ = reads(ACT, CALLED, PROSE, TABLE, band="ID : 023-212300010-20230404-2023_11-DE")
    assert left(document) == [2, 3, 4]
    assert [act.identifiant_acte for act in document.deliberations] == ["023-212300010-20230404-2023_11-DE"]


LONG = (ACT, CONVENTION, PROSE, TABLE, second(), PROSE, second("2023-13"), CALLED, TABLE, PROSE, second("2023-14"))


def test_several_workers_give_the_same(reads: Reads) -> None:
    one, _ = reads(*LONG)
    assert left(one) == [3, 4, 8, 9, 10]
    for jobs in (2, 4):
        several, _ = reads(*LONG, options=replace(FAST, jobs=jobs))
        assert several == one


def test_chosen_pages_keep_their_numbers(reads: Reads) -> None:
    document, recogniser = reads(TABLE, ACT, PROSE, CALLED, TABLE, options=replace(FAST, pages=(2, 4, 5)))
    assert [row.page for row in document.source.lecture] == [2, 4, 5]
    assert (left(document), recogniser.whole) == ([4, 5], [2])


def test_a_text_layer_is_read_as_ever(reads: Reads) -> None:
    document, recogniser = reads(ACT, CALLED, PROSE, options=replace(FAST, ocr="auto"))
    assert (left(document), recogniser.heads, recogniser.whole) == ([], [], [])


def test_a_page_that_fails_is_marked_and_the_others_are_read(reads: Reads) -> None:
    document, _ = reads(ACT, CONVENTION, TABLE, PROSE, fails=frozenset({2}))
    assert [row.illisible for row in document.source.lecture] == [None, "trop de bruit", None, HEAD_ONLY]
    assert codes(document) == ["LEC010", "LEC012"]
    assert document.deliberations[0].vote.pour == 4


# ---- Real pictures, the real program --------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def scan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A scan of an act, an annexe and another act."""
    pages = bound(ACT, [*CALLED, *FILLING * 2], second())
    return once_for_all(tmp_path_factory, "fast-scan", lambda: degrade.bench_scan(pages, "clean", seed=3))


def test_a_scan_is_read_so_and_written_whole(run: Run, scan: bytes, tmp_path: Path) -> None:
    """What is not read keeps its place and its picture in all that is written beside the JSON."""
    source = tmp_path / "liasse.pdf"
    source.write_bytes(scan)
    beside = {name: tmp_path / f"out{name}" for name in (".pdf", ".txt", ".xml", ".hocr")}
    options = [*zip(("--pdf", "--sidecar", "--alto", "--hocr"), beside.values(), strict=True)]
    done = run("extract", source, "--fast", "-j", 2, *(part for pair in options for part in pair))
    assert done.returncode == 0, done.stderr.decode()
    document = from_json(done.stdout)
    assert left(document) == [2]
    assert [(act.numero, act.vote.pour, act.pages) for act in document.deliberations] == [
        ("2023-11", 4, [1]),
        ("2023-12", 4, [3]),
    ]
    head, foot = "Plan de la grange", "commune fait faire"
    first, annexe, third = beside[".txt"].read_text(encoding="utf-8").split("\f")[:3]
    assert "2023-11" in first
    assert head in annexe
    assert foot not in annexe
    assert "2023-12" in third
    written = pdfium.PdfDocument(beside[".pdf"])
    assert len(written) == 3
    assert head in written[1].get_textpage().get_text_bounded()
    before, after = (pdfium.PdfDocument(file)[1].render(scale=0.5).to_numpy() for file in (scan, beside[".pdf"]))
    assert np.abs(before.astype(int) - after).max() < 8
    assert beside[".xml"].read_text(encoding="utf-8").count("<Page ") == 3
    assert beside[".hocr"].read_text(encoding="utf-8").count("ocr_page") >= 3


def test_a_batch_without_it_reads_again_what_was_left(run: Run, scan: bytes, tmp_path: Path) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    (archive / "liasse.pdf").write_bytes(scan)

    def go(*options: str) -> list[int]:
        done = run("batch", archive, "--out", out, *options)
        assert done.returncode == 0, done.stderr.decode()
        (record,) = out.rglob("liasse.pdf.json")
        return left(from_json(record.read_bytes()))

    assert go("--fast") == [2]
    assert go() == []
    assert go("--fast") == [], "a whole reading is not undone"


def test_the_settings_ask_for_it_too(tmp_path: Path) -> None:
    path = tmp_path / "delibparse.toml"
    path.write_text("fast = true", encoding="utf-8")
    settings = load(path)
    assert settings.fast
    assert to_toml(settings) == "fast = true\n"
    assert with_settings(Request("x.pdf", Options()), settings).options.fast
    assert not with_settings(Request("x.pdf", Options()), NO_SETTINGS).options.fast
    assert with_settings(Request("x.pdf", FAST), NO_SETTINGS).options.fast


@pytest.mark.parametrize("value", ['"oui"', "1", "0.5", "[]"])
def test_a_setting_that_is_neither_yes_nor_no_is_refused(value: str, tmp_path: Path) -> None:
    path = tmp_path / "delibparse.toml"
    path.write_text(f"fast = {value}", encoding="utf-8")
    with pytest.raises(errors.DelibparseError):
        load(path)
