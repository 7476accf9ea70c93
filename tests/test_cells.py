"""Tables on a page: ruled, with level rules only, with none; what is no table; words that a line's end cuts."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from delibparse.grammar.lexicon import lexicon
from delibparse.layout import Span, compose
from delibparse.layout.aligned import aligned, banded
from delibparse.layout.rows import rows_of
from delibparse.layout.ruled import ruled
from delibparse.layout.tables import TICK, Table
from delibparse.reading.marks import areas, passed_over
from delibparse.reading.model import Box, Page, Type, Word
from delibparse.reading.plain import read_text
from delibparse.reading.preprocess.rules import without_rules
from delibparse.reading.underlined import with_underlines


def words(*rows: tuple[float, list[tuple[float, str]]]) -> list[Word]:
    """Words of 10 points' height, 6 points a letter: (y, [(x, text), …])."""
    return [Word(text, x, y, x + 6 * len(text), y + 10) for y, row in rows for x, text in row]


def level(*tops: float, left: float = 50, right: float = 450) -> list[Box]:
    return [(left, y - 0.5, right, y + 0.5) for y in tops]


def upright(*lefts: float, top: float = 90, bottom: float = 190) -> list[Box]:
    return [(x - 0.5, top, x + 0.5, bottom) for x in lefts]


def grid(table: Table) -> list[list[str]]:
    return [[" ".join(word.text for word in cell.words) for cell in table.row(k)] for k in range(table.rows)]


ROWS = words(
    (95, [(60, "Nom"), (220, "Présent"), (320, "Absent")]),
    (115, [(60, "PETIT"), (96, "Luc"), (230, "X")]),
    (135, [(60, "ROY"), (84, "Eve"), (330, "X")]),
    (155, [(60, "BRUN"), (230, "X")]),
    (175, [(60, "NOIR"), (230, "X")]),
)


def test_a_ruled_table_has_the_cells_that_its_rules_enclose() -> None:
    page = Page(1, 595, 842, ROWS, rules=level(90, 110, 130, 150, 170, 190) + upright(50, 200, 300, 450))
    [table] = ruled(page, page.words)
    assert (table.rows, table.columns) == (5, 3)
    assert grid(table)[1:3] == [["PETIT Luc", "X"], ["ROY Eve", "X"]]
    assert [cell.column for cell in table.row(2)] == [0, 2]


COLUMNS = level(90, 112, 240) + upright(50, 200, 300, 450, bottom=240)


def columns_only(*tops: float) -> list[Table]:
    """A scan on which rules part the head from the members and the columns, but no member from the next."""
    head = words((95, [(60, "Nom"), (220, "Présent"), (320, "Absent")]))
    below = words(*((y, [(60, f"MEMBRE{k}")]) for k, y in enumerate(tops)))
    marks = [(230.0, y, 240.0, y + 10) for y in tops[:-1]] + [(330.0, tops[-1], 340.0, tops[-1] + 10)]
    page = Page(1, 595, 842, [*head, *below], "ocr", rules=COLUMNS, marks=marks)
    return ruled(page, page.words)


def test_each_line_between_the_columns_of_a_scan_is_a_row() -> None:
    [table] = columns_only(115, 135, 156, 175, 195, 214)
    assert table.rows == 7
    assert grid(table)[1] == ["MEMBRE0", TICK]
    assert [cell.column for cell in table.row(6)] == [0, 2]


def test_a_row_of_many_lines_among_others_has_lost_its_rules() -> None:
    rules = [*COLUMNS, *level(250, 270, 290, 310, 330), *upright(50, 200, 300, 450, top=240, bottom=330)]
    tops = (115, 135, 156, 175, 195, 214, 255, 275, 295, 315)
    rows = words(*((y, [(60, f"MEMBRE{k}"), (230, "X")]) for k, y in enumerate(tops)))
    page = Page(1, 595, 842, rows, "ocr", rules=rules)
    assert ruled(page, page.words) == []


def test_lines_of_a_scan_that_stand_unevenly_may_be_parts_of_one_name() -> None:
    assert columns_only(115, 127, 150, 162, 185, 197) == []


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        ([(60, "Nom"), (220, "Présent"), (320, "Absent")], ["Nom", "Présent", "Absent"]),
        ([(160, "Conseillers"), (232, "du"), (250, "canton")], ["Conseillers du canton"]),
        ([(60, "Nom"), (190, "Présent"), (320, "Absent")], ["Nom Présent Absent"]),
    ],
    ids=["labels", "a title", "a word over a border"],
)
def test_a_cell_over_all_columns_is_a_head_where_its_words_stand_over_them(
    head: list[tuple[float, str]], cells: list[str]
) -> None:
    rules = level(90, 110, 130, 150, 170, 190) + upright(50, 450) + upright(200, 300, top=110)
    below = [word for word in ROWS if word.y0 > 100]
    page = Page(1, 595, 842, words((95, head)) + below, rules=rules)
    [table] = ruled(page, page.words)
    assert grid(table)[0] == cells


def test_a_merged_cell_stands_in_all_its_rows() -> None:
    rules = level(90, 190) + level(110, 150, 170, left=200) + level(130, left=50) + upright(50, 200, 300, 450)
    page = Page(1, 595, 842, ROWS, rules=rules)
    [table] = ruled(page, page.words)
    assert [(cell.row, cell.last_row) for cell in table.cells if cell.column == 0] == [(0, 1), (2, 4)]


@pytest.mark.parametrize(
    "rules",
    [
        level(90, 190) + upright(50, 450),  # a frame
        level(90, 110, 130),  # strokes under titles
        level(90, 110, 190) + upright(50, 450),  # one column
    ],
)
def test_frames_are_no_tables(rules: list[Box]) -> None:
    assert ruled(Page(1, 595, 842, ROWS, rules=rules), ROWS) == []


def test_level_rules_part_the_rows() -> None:
    page = Page(1, 595, 842, ROWS, rules=level(90, 110, 130, 150, 170, 190))
    [table] = banded(page, page.words)
    assert (table.rows, table.columns) == (5, 3)


def test_white_strips_part_the_columns() -> None:
    page = Page(1, 595, 842, ROWS)
    [(first, end, table)] = aligned(page, rows_of(ROWS))
    assert (first, end, table.columns) == (0, 5, 3)


def test_a_head_stands_above_a_row_that_the_table_was_found_below() -> None:
    """The letters of the head and of the first row are higher, and ask for wider strips than the last row leaves."""
    found = words(
        (95, [(150, "Nom"), (204, "Prénom"), (256, "Présent")]),
        *((95 + 20 * k, [(60, "BERTRAND"), (200.4, "Luc"), (262, "NON")]) for k in range(1, 7)),
        (235, [(64, "GRANDVAL-YSERENTANT-DU"), (200.4, "Luc"), (262, "OUI")]),
    )
    rows = rows_of([word._replace(y1=word.y1 + 2) if word.y0 < 120 else word for word in found])
    [(first, end, table)] = aligned(Page(1, 595, 842, found), rows)
    assert (first, end) == (0, 8)
    assert grid(table)[0] == ["Nom", "Prénom", "Présent"]


def test_a_drawn_tick_is_a_mark_where_no_word_stands() -> None:
    bare = [word for word in ROWS if word.text != "X"]
    ticks: list[Box] = [(232, 117, 240, 125), (332, 137, 340, 145), (232, 157, 240, 165), (232, 177, 240, 185)]
    rules = level(90, 110, 130, 150, 170, 190) + upright(50, 200, 300, 450)
    [table] = ruled(Page(1, 595, 842, bare, rules=rules, marks=ticks), bare)
    assert grid(table)[1] == ["PETIT Luc", TICK]


def test_prose_is_no_table() -> None:
    text = "Le conseil municipal,  réuni en  séance  publique,\n" * 6
    [page] = read_text(text)
    assert aligned(page, rows_of(page.words)) == []


def test_a_table_that_goes_on_over_a_page_is_one() -> None:
    rules = level(90, 110, 130, 150, 170, 190) + upright(50, 200, 300, 450)
    more = [
        word._replace(text=word.text + "A" if word.text.isupper() and len(word.text) > 2 else word.text)
        for word in ROWS
    ]
    pages = [Page(1, 595, 842, ROWS, "texte", rules=rules), Page(2, 595, 842, more, "texte", rules=rules)]
    [table] = compose(pages, lexicon()).body.span().tables()
    assert [row[0].text for row in table if row[0]] == [
        "Nom", "PETIT Luc", "ROY Eve", "BRUN", "NOIR", "PETITA Luc", "ROYA Eve", "BRUNA", "NOIRA",
    ]  # fmt: skip


SENTENCE = (205.0, [(60.0, "Le"), (80.0, "conseil"), (130.0, "approuve"), (190.0, "la"), (210.0, "vente.")])
NUMBER = (205.0, [(200.0, "Page"), (230.0, "1"), (240.0, "sur"), (260.0, "2")])
AGAIN = words((95, [(60, "Nom"), (220, "Présent"), (320, "Absent")]))


@pytest.mark.parametrize(
    ("foot", "head", "tables"),
    [
        ([], [], 1),
        (words(NUMBER), [], 1),
        (words(SENTENCE), [], 2),
        (words(SENTENCE), AGAIN, 2),
        ([], AGAIN, 1),
        ([], words((95, [(60, "Nom"), (220, "Pour"), (320, "Contre")])), 2),
    ],
    ids=["nothing", "a page's number", "a sentence", "a sentence, the same head", "the same head", "another head"],
)
def test_a_table_ends_where_a_sentence_or_another_head_follows(foot: list[Word], head: list[Word], tables: int) -> None:
    rules = level(90, 110, 130, 150, 170, 190) + upright(50, 200, 300, 450)
    bold = [word._replace(type=Type(10.0, bold=True)) for word in head]
    first = [word._replace(type=Type(10.0, bold=word.y0 < 100)) for word in ROWS]
    second = bold + [
        word._replace(text=word.text + "A" if len(word.text) > 2 else word.text) for word in ROWS if word.y0 > 100
    ]
    pages = [Page(1, 595, 842, first + foot, "texte", rules=rules), Page(2, 595, 842, second, "texte", rules=rules)]
    assert len(compose(pages, lexicon()).body.span().tables()) == tables


def two_pages(label: str, state: str) -> list[list[list[Span | None]]]:
    """A table without upright rules whose first page shows three columns, and whose second, of few rows and with a head
    set to the right of its cells, shows four."""
    first = words(
        (95, [(60, "N°"), (160, label), (300, "Absent")]),
        *((95 + 20 * k, [(60, str(k)), (160, f"MEMBRE{k}"), (300, state)]) for k in range(1, 8)),
    )
    second = words(
        (95, [(60, "N°"), (160, "Nom"), (370, "Absent")]),
        *((95 + 20 * k, [(60, str(k + 7)), (160, f"AUTRE{k}"), (300, "X"), (370, "vu")]) for k in range(1, 5)),
    )
    rules = [level(*range(90, 90 + 20 * (count + 1), 20)) for count in (8, 5)]
    pages = [Page(k, 595, 842, own, "texte", rules=rules[k - 1]) for k, own in ((1, first), (2, second))]
    return compose(pages, lexicon()).body.span().tables()


@pytest.mark.parametrize("state", ["X", "Excusée, représentée"])
def test_a_table_has_the_columns_of_its_first_page_on_the_second(state: str) -> None:
    [table] = two_pages("Nom", state)
    assert {len(row) for row in table} == {3}
    assert [row[1].text for row in table if row[1]][-2:] == ["AUTRE3", "AUTRE4"]
    assert [row[2].text for row in table[-4:] if row[2]] == ["X vu"] * 4


@pytest.mark.parametrize(("apart", "columns"), [(0, 3), (20, 4)])
def test_words_of_one_cell_are_no_columns_though_they_end_alike(apart: int, columns: int) -> None:
    """Pouvoir à | M. Luc PETIT: a space goes through all rows, and the head has no label over the left part."""
    rows = words(
        (95, [(60, "N°"), (120, "Nom"), (300, "Situation")]),
        *(
            (95 + 20 * k, [(60, str(k)), (120, f"MEMBRE{k}"), (240, "Pouvoir"), (285 + apart, "M.BRUN")])
            for k in range(1, 6)
        ),
    )
    page = Page(1, 595, 842, rows, rules=level(*range(90, 230, 20)))
    assert [table.columns for table in banded(page, rows)] == [columns]


def test_labels_over_both_sides_part_columns_that_are_never_both_filled() -> None:
    rows = words(
        (95, [(60, "N°"), (120, "Nom"), (240, "Présent"), (286, "Absent")]),
        *((95 + 20 * k, [(60, str(k)), (120, f"MEMBRE{k}"), (250 if k % 2 else 296, "X")]) for k in range(1, 6)),
    )
    page = Page(1, 595, 842, rows, rules=level(*range(90, 230, 20)))
    assert [table.columns for table in banded(page, rows)] == [4]


def test_a_table_with_another_head_is_another_one() -> None:
    assert [len(table[0]) for table in two_pages("Délégué", "X")] == [3, 4]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Présents : Anne-Sophie DE CHAMP-\nFLEURY, Luc PETIT et Paul BRUN, tous conseillers", "CHAMP-FLEURY"),
        ("Excusés : M. Denis AUBRY, M. Loïc ZIMBERT et Mme Flore\nMIRANDOL.", "Flore\nMIRANDOL"),
    ],
)
def test_a_name_that_a_line_ends_cuts_is_one(text: str, whole: str) -> None:
    assert whole in compose(read_text(text), lexicon()).body.value


@pytest.mark.parametrize("apart", ["Secrétaire : Mme Eve ROY\nOBJET : Achat", "Le maire, Luc\n\nPETIT"])
def test_other_lines_stay_apart(apart: str) -> None:
    prose = (
        "Le conseil municipal, après avoir entendu le rapport de la commission,\ndécide de la vente du tracteur.\n" * 3
    )
    value = compose(read_text(prose + apart), lexicon()).body.value
    assert apart.replace("\n\n", "\n").replace("\n", "\n\n") in value


def scanned(boxes: list[Box]) -> np.ndarray:
    page = np.full((1600, 1100), 255, np.uint8)
    for x0, y0, x1, y1 in boxes:
        page[int(y0) : int(y1), int(x0) : int(x1)] = 0
    return page


def test_the_rules_of_a_scan_are_taken_out_and_kept() -> None:
    lines = [(100.0, y, 1000.0, y + 3) for y in (200, 260, 320, 380)]
    lines += [(x, 200.0, x + 3, 383.0) for x in (100, 500, 800, 997)]
    letter = (150.0, 220.0, 156.0, 240.0)
    found = without_rules(scanned([*lines, letter]))
    assert len(found.rules) == 8
    assert found.grey[230, 153] == 0
    assert found.grey[201, 300] == 255


def test_the_strokes_of_a_head_above_a_band_of_one_cell_are_rules() -> None:
    """The head and the band have fewer uprights, and shorter ones, than a table's rules must have."""
    levels = [(100.0, y, 1000.0, y + 3) for y in (200, 230, 260, 320, 380, 440)]
    outer = [(x, 200.0, x + 3, 443.0) for x in (100, 997)]
    inner = [(x, y0, x + 3, y1) for x in (500, 800) for y0, y1 in ((200, 233), (260, 443))]
    stem = (300.0, 205.0, 304.0, 227.0)
    found = without_rules(scanned([*levels, *outer, *inner, stem]))
    assert len(found.rules) == 12
    assert found.grey[215, 302] == 0
    assert found.grey[215, 501] == 255


def test_a_stem_that_nearly_fills_a_low_row_is_no_rule() -> None:
    """The head is thirty pixels high, the letter sixteen; the column's border stands thirty pixels beside it, below."""
    levels = [(100.0, y, 1000.0, y + 3) for y in (200, 232, 292, 352, 412)]
    outer = [(x, 200.0, x + 3, 415.0) for x in (100, 997)]
    inner = [(x, 232.0, x + 3, 415.0) for x in (500, 800)]
    stem, border = (525.0, 208.0, 529.0, 226.0), (800.0, 200.0, 803.0, 234.0)
    found = without_rules(scanned([*levels, *outer, *inner, stem, border]))
    assert found.grey[217, 527] == 0
    assert found.grey[217, 801] == 255


def test_a_frame_on_a_scan_stays() -> None:
    frame = scanned([(100, 200, 1000, 203), (100, 380, 1000, 383), (100, 200, 103, 383), (997, 200, 1000, 383)])
    found = without_rules(frame)
    assert found.rules == []
    assert found.grey is frame


GRID = [(100.0, y, 1000.0, y + 2) for y in range(200, 621, 60)] + [
    (x, 200.0, x + 2, 622.0) for x in (100, 500, 800, 998)
]


@pytest.mark.parametrize(("rule", "shade"), [(190, 255), (150, 215)], ids=["a hairline of grey", "in shaded cells"])
def test_faint_rules_are_rules(rule: int, shade: int) -> None:
    page = np.full((1600, 1100), 255, np.uint8)
    page[200:620, 100:1000] = shade
    for x0, y0, x1, y1 in GRID:
        page[int(y0) : int(y1), int(x0) : int(x1)] = rule
    assert len(without_rules(page).rules) == len(GRID)


def test_cells_that_are_shaded_by_turns_have_no_rules_between_them() -> None:
    page = np.full((1600, 1100), 255, np.uint8)
    for y in range(200, 600, 60):
        page[y : y + 30, 100:1000] = 225
    assert without_rules(page).rules == []


def stamped(sides: bool) -> tuple[np.ndarray, np.ndarray]:
    """A table's rules in black ink, and those pieces of them that were taken out with a stamp; the sides of one too."""
    black, stamp = scanned(GRID), np.full((1600, 1100), 255, np.uint8)
    stamp[350:540, 400:760] = black[350:540, 400:760]
    black[350:540, 400:760] = 255
    if sides:
        cv2.rectangle(stamp, (400, 350), (760, 540), 0, 3)
    return black, stamp


@pytest.mark.parametrize("sides", [False, True], ids=["a round one", "one with straight sides"])
def test_a_rule_goes_on_under_a_stamp_and_the_stamps_sides_are_none(sides: bool) -> None:
    found = without_rules(*stamped(sides))
    assert len(found.rules) == len(GRID)
    assert sorted({round(x1 - x0, -1) for x0, y0, x1, y1 in found.rules if x1 - x0 > y1 - y0}) == [900]


def test_what_the_engine_passed_over_in_a_column_is_a_mark() -> None:
    names = [Word("BERTRAND", 100, y, 260, y + 20, 0.95) for y in range(200, 500, 40)]
    page = scanned([])
    for y in range(200, 500, 40):
        cv2.line(page, (400, y), (418, y + 18), 0, 4)
        cv2.line(page, (418, y), (400, y + 18), 0, 4)
    found = passed_over(names, page, [], lambda part: [])
    assert len(found.marks) == len(names)
    assert found.words == names


TOPS = range(200, 500, 40)


def lettered(letter: str) -> tuple[np.ndarray, list[Word]]:
    """A column of one letter beside names."""
    page = scanned([])
    for y in TOPS:
        cv2.putText(page, letter, (400, y + 18), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return page, [Word("BERTRAND", 100, y, 260, y + 20, 0.95) for y in TOPS]


def read_as(text: str, confidence: float) -> Callable[[np.ndarray], list[Word]]:
    """An engine that finds one word in what it is given, as large as the first mark in it."""

    def read(part: np.ndarray) -> list[Word]:
        ys, xs = np.nonzero(part < 128)
        return [Word(text, xs.min(), ys.min(), xs.max() + 1, ys.min() + 19, confidence)]

    return read


@pytest.mark.parametrize("upwards", [True, False])
def test_letters_read_from_the_foot_of_the_page_to_its_head_are_read_again(upwards: bool) -> None:
    page, names = lettered("P")
    order = reversed(TOPS) if upwards else TOPS
    lying = [Word("U", 400, y, 418, y + 20, 0.8) for y in order]
    found = passed_over([*names, *lying], page, [], read_as("P", 0.9))
    assert {word.text for word in found.words if word.x0 >= 400} == ({"P"} if upwards else {"U"})


@pytest.mark.parametrize(
    ("again", "sure", "told"), [("CA", 0.7, set()), ("V", 0.3, set()), ("P", 0.9, {"P"})], ids=["narrow", "unsure", "P"]
)
def test_words_made_of_marks_are_marks_where_no_letter_is_read_of_them(again: str, sure: float, told: set[str]) -> None:
    page, names = lettered("V")
    guesses = [Word("VA", 400, y, 418, y + 20, 0.7) for y in TOPS]
    found = passed_over([*names, *guesses], page, [], read_as(again, sure))
    assert {word.text for word in found.words if word.x0 >= 400} == told
    assert len(found.marks) == (0 if told else len(TOPS))


def test_unsure_figures_are_no_marks() -> None:
    page, names = lettered("7")
    figures = [Word("7", 400, y, 418, y + 20, 0.7) for y in TOPS]
    found = passed_over([*names, *figures], page, [], read_as("V", 0.3))
    assert {word.text for word in found.words if word.x0 >= 400} == {"7"}


def test_a_stroke_beside_a_word_is_no_mark() -> None:
    names = [Word("BERTRAND", 100, y, 260, y + 20, 0.95) for y in range(200, 500, 40)]
    page = scanned([(264, y, 272, y + 18) for y in range(200, 500, 40)])
    assert passed_over(names, page, [], lambda part: []).marks == []


def behind_a_leader(*boxes: tuple[float, float, float, float]) -> tuple[np.ndarray, list[Word]]:
    """Labels of counts, and ink behind the first of them that no word covers."""
    labels = [Word("Conseillers", 100, y, 260, y + 20, 0.95) for y in TOPS[:3]]
    return scanned(list(boxes)), labels


@pytest.mark.parametrize(
    ("boxes", "again", "sure", "told"),
    [
        ([(400, 200, 410, 220), (414, 200, 424, 220)], "14", 0.97, ["14"]),
        ([(400, 200, 410, 220)], "8", 0.97, ["8"]),
        ([(400, 200, 410, 220), (414, 200, 424, 220)], "14", 0.6, []),
        ([(400, 200, 410, 220)], "V", 0.97, []),
        ([(400, 200, 445, 245)], "8", 0.97, []),
        ([(100, 222, 110, 242)], "8", 0.97, []),
    ],
    ids=["a figure", "one digit", "unsure", "a tick", "a punch hole", "the foot of a word"],
)
def test_a_figure_that_the_engine_lost_is_read_by_itself(
    boxes: list[Box], again: str, sure: float, told: list[str]
) -> None:
    page, labels = behind_a_leader(*boxes)
    found = passed_over(labels, page, [], read_as(again, sure))
    assert [word.text for word in found.words[len(labels) :]] == told


def test_each_table_has_its_own_area() -> None:
    def table(top: float) -> list[Box]:
        return level(top, top + 40, top + 80) + upright(50, 250, 450, top=top, bottom=top + 80)

    assert len(areas(table(100) + table(400))) == 2


def test_words_over_a_stroke_are_underlined_and_those_over_a_long_rule_are_not() -> None:
    line = words((100, [(50, "Objet"), (90, "vente")]))
    assert all(word.underlined for word in with_underlines(line, [(50, 111, 120, 112)]))
    assert all(word.underlined for word in with_underlines(line, [(50, 109, 120, 113)]))
    assert not any(word.underlined for word in with_underlines(line, [(50, 107, 120, 114)]))
    assert not any(word.underlined for word in with_underlines(line, [(50, 111, 550, 112)]))
