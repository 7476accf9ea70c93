"""Lines, columns, paragraphs, hyphens, furniture."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from acts import word
from delibparse.grammar import titles
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import compose
from delibparse.layout.furniture import PAGE_MARK
from delibparse.layout.rows import rows_of
from delibparse.layout.text import Piece, Text
from delibparse.options import Options
from delibparse.reading import read
from delibparse.reading.model import UNSET, Page, Word
from delibparse.reading.plain import read_text
from delibparse.segment import bundles


def page(words: list[Word], number: int = 1, method: str = "texte") -> Page:
    return Page(number, 600, 840, words, method=method)  # type: ignore[arg-type]


def line(text: str, y: float, x: float = 50.0, space: float = 3.0) -> list[Word]:
    words = []
    for part in text.split():
        words.append(word(part, x, y))
        x += 6.0 * len(part) + space
    return words


def full(text: str) -> str:
    """The text stretched to the right margin, so that a paragraph goes on."""
    return text + " " + "x" * max(80 - len(text), 1)


def test_lines_become_a_paragraph_and_white_space_parts_them() -> None:
    words = line(full("un deux"), 100) + line("fin.", 114) + line("autre", 150)
    assert compose([page(words)], lexicon()).body.value.split("\n\n")[1] == "autre"
    assert compose([page(words)], lexicon()).body.value.count("\n\n") == 1


def test_a_torn_accent_tells_no_level() -> None:
    """The engine gives the accent of an à as a word of its own, and takes the line below into some words' boxes."""
    first = line("le quinze décembre à dix-huit heures trente le conseil", 100)
    first[2], first[4] = (first[k]._replace(y1=first[k].y1 + 6) for k in (2, 4))
    torn = first[3]
    accent, letter = torn._replace(text="'", y1=torn.y0 + 3), torn._replace(y0=torn.y0 + 4)
    second = line("de la commune, régulièrement convoqué", 112)
    rows = rows_of([*first[:3], accent, letter, *first[4:], *second])
    assert [" ".join(one.text for one in row if one.text != "'") for row in rows] == [
        "le quinze décembre à dix-huit heures trente le conseil",
        "de la commune, régulièrement convoqué",
    ]


def test_dots_between_two_lines_are_a_row_of_their_own() -> None:
    dots = [one._replace(y0=115.0, y1=117.0) for one in line(". . . .", 112)]
    rows = rows_of([*line("au-dessus du filet", 100), *dots, *line("et au-dessous", 124)])
    assert [len(row) for row in rows] == [3, 4, 2]


def test_a_hyphen_at_the_line_end_is_undone_and_a_compound_keeps_its_own() -> None:
    words = line(full("le dévelop-")[:-1] + "-", 100)
    for first, second, joined in (
        ("dévelop-", "pement", "développement"),
        ("Jean-", "Pierre", "Jean-Pierre"),
        ("2017-", "2018", "2017-2018"),
        ("sous-", "préfet", "sous-préfet"),
    ):
        words = line("x" * 70 + " " + first, 100) + line(f"{second} dit " + "y" * 70, 114)
        text = compose([page(words)], lexicon()).body.value
        assert f"{joined}\ndit" in text, text


def test_a_sentence_goes_on_over_a_short_line() -> None:
    words = (
        line("Présents : P. MIS, AF.", 100) + line("BOURAT, F. BRAUD et les membres de la", 114) + line("commune", 128)
    )
    words += line("x" * 70, 160)
    assert "\n\n" not in compose([page(words)], lexicon()).body.value.split("\n\nx")[0]


def test_lines_of_plain_text_are_never_quite_full() -> None:
    text = "Les membres du conseil ont longuement parlé de la balayeuse et des rues du centre\nNos agents en veulent une neuve avant\n"
    (one,) = read_text(text.replace("une neuve avant", "une neuve avant la fin de cette année civile ou de"))
    assert compose([one], lexicon()).body.value.count("\n\n") == 0
    (two,) = read_text(text)
    assert compose([two], lexicon()).body.value.count("\n\n") == 0


def test_a_word_cut_inside_a_folded_line_is_one() -> None:
    (one,) = read_text("Le conseil munici- pal de BESSE- MOULIN siège - et vote\n")
    body = compose([one], lexicon()).body
    assert body.value == "Le conseil municipal de BESSE- MOULIN siège - et vote"
    (place,) = body.span(11, 20).places()
    assert place.text == "munici- pal"


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    words = []
    for k in range(4):
        words += line(f"gauche ligne numéro {k} du premier bloc", 100 + 14 * k, 40)
        words += line(f"droite ligne numéro {k} du second bloc", 100 + 14 * k, 330)
    text = " ".join(compose([page(words)], lexicon()).body.value.split())
    assert text.index("gauche ligne numéro 3") < text.index("droite ligne numéro 0")


def test_a_table_of_labels_and_values_is_read_row_by_row() -> None:
    words = []
    for k, label in enumerate(("Pour :", "Contre :", "Abstentions :")):
        words += line(label, 100 + 14 * k, 40) + line(str(k), 100 + 14 * k, 300)
    text = " ".join(compose([page(words)], lexicon()).body.value.split())
    assert text == "Pour : 0 Contre : 1 Abstentions : 2"


def test_a_margin_column_stays_apart_from_the_narrative() -> None:
    words = []
    for k in range(14):
        words += line(f"le récit de la séance se poursuit ici ligne {k} et va", 100 + 14 * k, 150)
    for k, text in enumerate(("En exercice", "15", "Présents", "12", "Votants", "14", "Quorum", "8")):
        words += line(text, 100 + 14 * k, 60)
    text = compose([page(words)], lexicon()).body.value
    assert text.index("Quorum") < text.index("ligne 0")


def test_bullets_part_items_even_when_the_engine_misreads_them() -> None:
    for mark in ("•", "-", "+", "*", "➢"):
        words = line(f"{mark} premier point de la liste", 100) + line(f"{mark} second point", 114)
        text = compose([page(words)], lexicon()).body.value
        assert text == "• premier point de la liste\n\n• second point"


@pytest.mark.parametrize("mark", ["\uf0b7", "\uf0a7", "\u2212", "\x01", "•"])
def test_the_marks_of_symbol_fonts_are_bullets(mark: str) -> None:
    text = compose(
        [page(line(f"{mark} Achat d'un four", 100) + line(f"{mark} Vente du pré", 114))], lexicon()
    ).body.value
    assert text == "• Achat d'un four\n\n• Vente du pré"


def test_a_running_header_that_cuts_a_list_is_furniture() -> None:
    first = line("OBJET : achat", 60) + line("- premier point", 700)
    header = line("COMMUNE DE VALBRUNE", 40, 400) + line("du 9 novembre 2017", 54, 400) + line("page 2/2", 68, 400)
    second = header + line("- second point", 120)
    both = compose([page(first, 1), page(second, 2)], lexicon())
    assert "COMMUNE" not in both.body.value
    assert "du 9 novembre 2017" in both.furniture.value


def _footed(foots: list[str], within: str = "") -> str:
    """The furniture of pages that end with these lines, and have a line `within` them time and again."""
    pages = [
        page(line("x" * 60, 300) + (line(within, 350) if within else []) + line(foot, 800), k)
        for k, foot in enumerate(foots, 1)
    ]
    return compose(pages, lexicon()).furniture.value


def test_a_line_that_ends_pages_and_stands_within_them_is_no_foot() -> None:
    assert _footed(["Mairie de Valbrune"] * 3) == "\n\n".join(["Mairie de Valbrune"] * 3)
    assert _footed(["Ont voté contre : 0"] * 3, "Ont voté contre : 0") == ""


def _headed(heads: list[str]) -> str:
    """The furniture of pages that begin with these lines."""
    pages = [
        page(line(head, 40) + line(full(f"Le maire expose le dossier de la page {k}"), 300), k)
        for k, head in enumerate(heads, 1)
    ]
    return compose(pages, lexicon()).furniture.value


def _registers(head: list[str], members: str) -> int:
    """Into how many acts pages are parted that begin with these lines, and of which each has a decision."""
    pages = []
    for k in range(1, 4):
        words = []
        for n, text in enumerate([*head, members, f"Objet : Travaux de la rue {k}", "x" * 70, "Adopté à l'unanimité."]):
            words += line(text, 40 + 20 * n + (160 if n >= len(head) else 0))
        pages.append(page(words, k))
    both = compose(pages, lexicon())
    body = both.body.span()
    return len(bundles.parts(body, find_blocks(body), both.furniture.span()))


def test_acts_under_one_running_head_are_parted_where_it_opens_an_act() -> None:
    members = "Présents : M. Luc PETIT, Mme Eve ROUX"
    assert _registers(["COMMUNE DE VALBRUNE", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS"], members) == 3
    assert _registers(["COMMUNE DE VALBRUNE", "Commission des travaux"], members) == 1


def test_headings_that_number_acts_at_the_top_of_pages_are_no_running_head() -> None:
    assert _headed([f"Délibération n°2023-{number:02d}" for number in (1, 2, 4, 5)]) == ""
    assert "Registre, feuillet 46" in _headed([f"Registre, feuillet {number}" for number in (45, 46, 47, 48)])
    assert "Conseil du 6 mars 2023" in _headed(["Conseil du 6 mars 2023"] * 4)


def test_a_title_at_the_top_of_two_pages_of_four_is_no_running_head() -> None:
    assert _headed(["Conseil municipal", "4. Voirie communale", "Suite", "4. Voirie communale"]) == ""


def test_bands_are_furniture_and_sentences_about_the_prefecture_are_not() -> None:
    words = line("Reçu en préfecture le 26/01/2023", 20, 400)
    words += line("Le dossier a été reçu en préfecture le 26/01/2023 puis transmis au service", 200)
    both = compose([page(words)], lexicon())
    assert both.furniture.value == "Reçu en préfecture le 26/01/2023"
    assert "dossier" in both.body.value


def test_a_date_of_reception_on_a_line_of_its_own_is_a_stamp_s() -> None:
    words = line("AR Prefecture", 20, 400) + line("Reçu le 20/02/2024", 34, 400)
    words += line("Le devis reçu le 20/02/2024 est accepté par le conseil", 200)
    both = compose([page(words)], lexicon())
    assert "Reçu le 20/02/2024" in both.furniture.value
    assert "Le devis reçu le 20/02/2024 est accepté" in both.body.value


def test_the_same_sentence_at_the_end_of_two_pages_is_text() -> None:
    pages = [page(line("Texte de la page", 100) + line("Vote : unanimité", 755), number) for number in (1, 2)]
    assert compose(pages, lexicon()).body.value.count("Vote : unanimité") == 2
    others = [page(line(f"Texte de la page {number}", 100) + line("fin", 700), number) for number in range(3, 9)]
    low = [page(line("Texte de la page", 100) + line("LE CONSEIL ACCEPTE", 800), number) for number in (1, 2)]
    assert compose(low + others, lexicon()).body.value.count("LE CONSEIL ACCEPTE") == 2


@pytest.mark.parametrize("text", ["page 2/2", "Page 3 sur 12", "2/5", "- 3 -", "12", "Page 4"])
def test_page_marks(text: str) -> None:
    assert PAGE_MARK.match(text)


@pytest.mark.parametrize("text", ["12 voix pour", "article 2/3 du code", "2017-11"])
def test_no_page_marks(text: str) -> None:
    assert not PAGE_MARK.match(text)


@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=12), min_size=1, max_size=80))
def test_no_word_of_a_page_is_lost(parts: list[str]) -> None:
    words = [word(part, 40 + 90 * (k % 6), 60 + 14 * (k // 6), 80) for k, part in enumerate(parts)]
    both = compose([page(words)], lexicon())
    kept = Counter(c for c in both.body.value + both.furniture.value if c.isalnum())
    given = Counter(c for part in parts for c in part if c.isalnum())
    assert kept <= given
    assert given - kept <= Counter(o=parts.count("o"))  # a lone o at a line's start is a bullet, as tesseract reads one


@given(st.text(max_size=300))
def test_plain_text_remembers_its_offsets(text: str) -> None:
    for one in read_text(text):
        for w in one.words:
            assert text[w.position : w.position + len(w.text)] == w.text


def test_a_span_knows_its_boxes_and_its_least_sure_word() -> None:
    words = [word("Jean", 10, 20, confidence=0.9), word("MARTIN", 40, 20, confidence=0.4)]
    text = Text("Jean MARTIN", [Piece(0, 4, 1, 0, words[0]), Piece(5, 11, 1, 0, words[1])], lexicon())
    assert text.span().confidence == 0.4
    assert text.span(0, 4).confidence == 0.9
    (place,) = text.span().places()
    assert place.box == (10, 20, 76, 32)
    assert place.text == "Jean MARTIN"


def _beside(marks: list[str]) -> str:
    """Twelve lines of prose with a thin column of words on their left."""
    words = []
    for k, mark in enumerate(marks):
        words += line(mark, 100 + 14 * k, 40) + line(f"ligne {k} d'un long texte qui remplit la page", 100 + 14 * k, 90)
    return " ".join(compose([page(words)], lexicon()).body.value.split())


def test_a_thin_margin_is_read_apart_and_a_column_of_marks_is_not() -> None:
    margin = ["Nombre", "de", "élus", "en", "poste", "quinze", "dont", "neuf", "venus", "un", "sorti", "sept", "pour"]
    apart = _beside(margin)
    assert apart.index("pour") < apart.index("ligne 0")
    marks = [f"{k}." for k in range(1, 14)]
    together = _beside(marks)
    assert together.index("ligne 0") < together.index("13.")


def _banded(first: float, *beside: str) -> list[Word]:
    """A préfecture's band from `first` down at x = 400, and lines of text that run up to it."""
    band = ["Envoyé en préfecture le 02/05/2022", "Reçu en préfecture le 02/05/2022", "Publié le"]
    band.append("ID : 030-200000000-20220502-DEL2022_14-DE")
    words = [w for k, text in enumerate(band) for w in line(text, first + 13 * k, x=400)]
    return words + [w for k, text in enumerate(beside) for w in line(text, first + 7 + 13 * k, x=380 - 6.0 * len(text))]


def test_a_band_goes_out_of_the_lines_that_run_into_it() -> None:
    composed = compose(
        [page(_banded(15, "Achat d'un tracteur", "Le maire expose") + line("Suite du texte.", 200))], lexicon()
    )
    assert "Achat d'un tracteur\nLe maire expose" in composed.body.value
    assert "préfecture" not in composed.body.value
    assert "ID : 030-200000000-20220502-DEL2022_14-DE" in composed.furniture.value


def test_a_band_of_which_one_line_was_read_is_known_by_the_other_pages() -> None:
    hidden = line("Reçu en préfecture le 02/05/2022", 30, x=402) + line("gri{bou", 43, x=410)
    second = page(hidden + line("Suite du texte.", 200), number=2)
    composed = compose([page(_banded(15, "Achat") + line("Fin.", 200)), second], lexicon())
    assert "gri{bou" not in composed.body.value
    alone = compose([page(hidden + line("Suite du texte.", 200))], lexicon())
    assert "gri{bou" in alone.body.value


def test_lines_that_speak_of_the_prefecture_one_below_the_other_are_no_band() -> None:
    told = line("Reçu en préfecture le 02/05/2022 pour avis", 300) + line("Publié le même jour à la mairie", 340)
    assert "même jour" in compose([page(told)], lexicon()).body.value


def test_initials_whose_full_stop_was_read_as_a_comma() -> None:
    row = line("mandataire J, MELQUIOND à Paris, le", 100)
    assert "J. MELQUIOND à Paris, le" in compose([page(row, method="ocr")], lexicon()).body.value
    assert "J, MELQUIOND" in compose([page(row)], lexicon()).body.value


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Absents : CALVET,S. et ROY E.", "Absents : CALVET, S. et ROY E."),
        ("Absent{e)s ayant donné pouvoir", "Absent(e)s ayant donné pouvoir"),
        ("pour Mme 1. POMMIER et M. 5. ROY", "pour Mme I. POMMIER et M. S. ROY"),
        ("PICHOT A.-5., ROY E.", "PICHOT A.-S., ROY E."),
        ("PETIT J.-P, ROY E.", "PETIT J.-P., ROY E."),
        ("M. ROY ibrahim, M. jean-Yves PICHOT", "M. ROY Ibrahim, M. Jean-Yves PICHOT"),
        ("une pierre de la rue claire", "une pierre de la rue claire"),
        ("12,50 euros à {nom} en l'an 5. PETIT", "12,50 euros à {nom} en l'an 5. PETIT"),
        ("Présents : 5. ROY", "Présents : 5. ROY"),
    ],
)
def test_marks_of_names_that_the_engine_took_for_others(printed: str, meant: str) -> None:
    row = line(printed, 100)
    assert meant in compose([page(row, method="ocr")], lexicon()).body.value
    assert printed in compose([page(row)], lexicon()).body.value


def test_the_halves_of_a_word_parted_at_its_comma_stand_side_by_side() -> None:
    row = line("votent CALVET,S.", 100)
    first, second = [piece.word for piece in compose([page(row, method="ocr")], lexicon()).body.pieces][1:]
    assert row[1].x0 == first.x0 < first.x1 == second.x0 < second.x1 == row[1].x1


def test_a_span_knows_how_its_line_stands_and_is_set() -> None:
    canvas = io.BytesIO()
    sheet = Canvas(canvas, pagesize=(595, 842))
    prose_line = "Le conseil municipal a entendu le rapport de la commission des travaux, puis il"
    sheet.setFont("Helvetica-Bold", 14)
    sheet.drawCentredString(57 + sheet.stringWidth(prose_line, "Helvetica", 11) / 2, 760, "VENTE DU TRACTEUR")
    sheet.setFont("Helvetica", 11)
    for k in range(4):
        sheet.drawString(57, 700 - 14 * k, prose_line)
    sheet.save()
    _, pages = read(canvas.getvalue(), Options())
    text = compose(pages, lexicon()).body.span()
    title, prose = text.paragraphs()[0], text.sub(len(text) - 60, len(text))
    assert title.shape is not None
    assert prose.shape is not None
    assert (title.shape.centred, title.shape.capitals) == (True, True)
    assert (prose.shape.centred, prose.shape.capitals) == (False, False)
    assert title.shape.indent > 2
    assert prose.shape.indent == 0
    assert (title.type.size, title.type.bold, prose.type.size, prose.type.bold) == (14.0, True, 11.0, False)
    first = next(span for span in text.lines() if span.raw.startswith("Le conseil"))
    assert first.shape is not None
    assert first.shape.gap > 2 > prose.shape.gap


def test_a_span_of_plain_text_has_a_shape_and_no_type() -> None:
    text = compose(read_text("LE TITRE\n\nLe conseil municipal décide de la vente du tracteur."), lexicon()).body.span()
    assert text.shape is not None
    assert text.shape.capitals
    assert text.type == UNSET
    assert not text.is_underlined
    assert Text("sans lignes", [], lexicon()).span().shape is None


@pytest.mark.parametrize(
    ("below", "object_"),
    [
        ("Le dossier a été présenté en commission ce mois.", "Tarifs de la salle"),
        ("et des locaux de la mairie annexe", "Tarifs de la salle et des locaux de la mairie annexe"),
    ],
)
def test_a_scan_whose_type_is_not_known_has_no_sentence_in_a_title(below: str, object_: str) -> None:
    """The lines are as near each other as those of a title, and white stands below them: as on a scan of a bold title."""
    rows = [("Objet : Tarifs de la salle", 100), (below, 113), ("x" * 90, 146), ("x" * 90, 160), ("x" * 90, 174)]
    words = [one for text, y in rows for one in line(text, y)]
    text = compose([page(words, method="ocr")], lexicon()).body
    start = text.value.index("Tarifs")
    found = titles.whole(text.span(start), text.span(start, start + len("Tarifs de la salle")))
    assert found.text == object_
    text = compose([page(words)], lexicon()).body  # a layer tells it
    assert titles.whole(text.span(start), text.span(start, start + len("Tarifs de la salle"))).text.endswith(
        below.rstrip(".")
    )
