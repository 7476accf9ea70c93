"""The second look: what is read again, when the second reading is kept, and that it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import degrade
import layouts
import numpy as np
import pytest
import typeset

from acts import alter, word
from conftest import FIXTURES
from delibparse import reading
from delibparse.assemble import assemble, made_surer
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import compose
from delibparse.model.record import Deliberation, Document, Lieu, NonLu
from delibparse.options import Options
from delibparse.pipeline import understand
from delibparse.reading import OpenFile, engines
from delibparse.reading.model import Change, Doubt, Page, Word
from delibparse.reading.pixels import Grey
from delibparse.reread.doubts import find_doubts, note_changes
from delibparse.reread.reread import look_again

pytestmark = pytest.mark.skipif(not typeset.fonts_available(), reason="fonts-liberation is not installed")

OPTIONS = Options(jobs=1)


@pytest.fixture(scope="module")
def village() -> tuple[bytes, list[Page]]:
    scan = degrade.bench_scan(layouts.LAYOUTS["village"]()[0], "office", seed=3)
    return scan, reading.read(scan, OPTIONS)[1]


def _spoilt(pages: list[Page], true: str, seen: str, sure: float) -> tuple[list[Page], Word]:
    """The pages as if one word had been read otherwise."""
    before = next(w for w in pages[0].words if w.text.strip(",.") == true)
    after = before._replace(text=before.text.replace(true, seen), confidence=sure)
    words = [after if w is before else w for w in pages[0].words]
    return [replace(pages[0], words=words), *pages[1:]], after


def beside(doubted: Word) -> tuple[float, float, float, float]:
    """The word and what stands near it on its line."""
    return doubted.x0 - 45, doubted.y0, doubted.x1 + 45, doubted.y1


def _look(scan: bytes, pages: list[Page], doubt: Doubt) -> tuple[list[Page], list[Change]]:
    return look_again(OpenFile(scan), pages, {1: [doubt]}, OPTIONS)


def test_a_misread_word_is_read_again_better(village: tuple[bytes, list[Page]]) -> None:
    scan, pages = village
    spoilt, doubted = _spoilt(pages, "WIMPHEN", "WTMPHFN", 0.4)
    looked, [change] = _look(scan, spoilt, Doubt(doubted, beside(doubted)))
    assert change.after.text.strip(",.") == "WIMPHEN"
    assert change.after in looked[0].words
    assert doubted not in looked[0].words


def test_a_first_reading_that_is_nearly_as_sure_stays(village: tuple[bytes, list[Page]]) -> None:
    scan, pages = village
    spoilt, doubted = _spoilt(pages, "WIMPHEN", "WTMPHFN", 0.95)
    looked, changes = _look(scan, spoilt, Doubt(doubted, beside(doubted)))
    assert changes == []
    assert looked == spoilt


def test_a_second_reading_alike_makes_the_first_surer(village: tuple[bytes, list[Page]]) -> None:
    scan, pages = village
    spoilt, doubted = _spoilt(pages, "ordinaire", "ordinaire", 0.3)
    _, [change] = _look(scan, spoilt, Doubt(doubted, beside(doubted)))
    assert change.after.text == change.before.text
    assert change.after.confidence > 0.3


def test_words_read_again_as_before_change_their_confidence_alone(village: tuple[bytes, list[Page]]) -> None:
    """And what it gives is what assembling all again would: one word of a list, one of a date, one of a sentence."""
    _, pages = village
    doubted = [next(w for w in pages[0].words if w.text.strip(",.") == text) for text in ("WIMPHEN", "ordinaire")]
    words = [word._replace(confidence=0.3) if word in doubted else word for word in pages[0].words]
    unsure = [replace(pages[0], words=words), *pages[1:]]
    lexicon_ = lexicon(None)
    (first,) = assemble(compose(unsure, lexicon_), unsure).acts
    (second,) = assemble(compose(pages, lexicon_), pages).acts
    surer = made_surer(first, {(1, word.box): word.confidence for word in doubted})
    assert first.act != second.act
    assert surer.act == second.act


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        (word("BOURDIN", 40, 60, 90)._replace(confidence=0.4), word("BOURDIN", 40, 60, 90), True),
        (word("BOURDIM", 40, 60, 90)._replace(confidence=0.4), word("BOURDIN", 40, 60, 90), False),
        (word("13", 40, 60, 20), word("13", 40, 60, 20)._replace(suspect=True), False),
        (word("–", 40, 60, 20)._replace(confidence=0.2), word("–", 40, 60, 20), False),  # no longer dust
    ],
)
def test_a_change_of_confidence_is_one_of_a_word(before: Word, after: Word, alone: bool) -> None:
    assert Change(1, before, after).is_of_confidence == alone


def test_where_a_figure_is_due_digits_alone_are_read() -> None:
    scan = degrade.bench_scan(layouts.LAYOUTS["recueil"]()[0], "clean", seed=0)
    _, pages = reading.read(scan, replace(OPTIONS, pages=(1,)))
    spoilt, _ = _spoilt(pages, "13", "il", 0.6)
    doubts = find_doubts(spoilt, [])
    assert [doubt.word.text for doubt in doubts[1]] == ["il"]
    _, [change] = look_again(OpenFile(scan), spoilt, doubts, OPTIONS)
    assert change.after.text == "13"


def test_a_second_reading_stands_back_where_the_first_is_printed_elsewhere(village: tuple[bytes, list[Page]]) -> None:
    scan, pages = village
    spoilt, doubted = _spoilt(pages, "WIMPHEN", "WIMPFEN", 0.4)
    others = [one for one in spoilt[0].words if "WIMPHEN" not in one.text]
    elsewhere = doubted._replace(text="Wimpfen.", confidence=0.9, y0=900)

    def changes(*more: Word) -> list[Change]:
        return _look(scan, [replace(spoilt[0], words=[*others, *more])], Doubt(doubted, beside(doubted)))[1]

    assert [change.after.text.strip(",.") for change in changes()] == ["WIMPHEN"]
    assert changes(elsewhere) == []
    assert changes(elsewhere._replace(confidence=0.5)) != []
    assert changes(elsewhere, elsewhere._replace(text="WIMPHEN")) != []


class _Engine:
    """An engine that reads a line where little paper is around it, and nothing where more is."""

    def __init__(self) -> None:
        self.heights: list[int] = []

    def recognise(self, pixels: Grey, *_: object) -> list[Word]:
        self.heights.append(pixels.shape[0])
        width = pixels.shape[1] * 1.0
        return [] if len(self.heights) == 1 else [Word("WIMPHEN", 0, 0, width, 40, 0.95)]


def test_a_line_whose_neighbours_are_in_the_picture_is_read_closer(
    village: tuple[bytes, list[Page]], monkeypatch: pytest.MonkeyPatch
) -> None:
    scan, pages = village
    spoilt, doubted = _spoilt(pages, "WIMPHEN", "WTMPHFN", 0.4)
    engine = _Engine()
    monkeypatch.setattr(engines, "load", lambda *_: engine)
    _, [change] = _look(scan, spoilt, Doubt(doubted, doubted.box))
    assert change.after.text == "WIMPHEN"
    assert engine.heights[1] < engine.heights[0]


class _Digits:
    """An engine that reads a figure where more paper is around it."""

    def __init__(self) -> None:
        self.widths: list[int] = []

    def recognise(self, pixels: Grey, *_: object, **_more: object) -> list[Word]:
        self.widths.append(pixels.shape[1])
        return [Word("11", 0, 0, 20, 30, 0.97)] if len(self.widths) > 1 else []


@pytest.mark.parametrize(("beside_it", "read"), [(False, "11"), (True, None)], ids=["in a cell", "behind a colon"])
def test_a_figure_that_stands_apart_is_read_with_more_paper_too(
    village: tuple[bytes, list[Page]], monkeypatch: pytest.MonkeyPatch, beside_it: bool, read: str | None
) -> None:
    scan, pages = village
    cell = word("hs", 300, 500, confidence=0.2)
    words = [cell, *([word(":", 290, 500)] if beside_it else [])]
    engine = _Digits()
    monkeypatch.setattr(engines, "load", lambda *_: engine)
    _, changes = _look(scan, [replace(pages[0], words=words)], Doubt(cell, cell.box, figure=True))
    assert [change.after.text for change in changes] == ([read] if read else [])
    assert engine.widths == sorted(engine.widths)


@pytest.mark.parametrize(("zone", "looked_at"), [("presences", ["GU111E1"]), ("vote", ["GU111E1"]), ("entete", [])])
def test_what_a_list_or_a_vote_leaves_unread_is_looked_at_again(zone: str, looked_at: list[str]) -> None:
    line = [word("M.", 50, 100, confidence=0.95), word("GU111E1", 70, 100, confidence=0.3)]
    act = Deliberation()
    act.indices.non_lus.append(NonLu(cast(Any, zone), "M. GU111E1", 1))
    act.provenance["/indices/non_lus/0"] = [Lieu(page=1, bbox=(49, 99, 113, 113), confiance=0.9, texte="M. GU111E1")]
    found = find_doubts([Page(1, 595, 842, line, "ocr")], [act])
    assert [doubt.word.text for doubts in found.values() for doubt in doubts] == looked_at


def test_a_pronoun_is_no_figure() -> None:
    row = [word("Présents", 50, 100), word(":", 110, 100), word("il", 120, 100, confidence=0.4)]
    told = [word("rappelle", 50, 130), word("qu'il", 110, 130), word("il", 150, 130, confidence=0.4)]
    found = find_doubts([Page(1, 595, 842, row + told, "ocr")], [])
    assert [doubt.word for doubt in found[1]] == [row[2]]
    assert find_doubts([Page(1, 595, 842, row + told, "texte")], []) == {}


@pytest.mark.parametrize(
    ("places", "is_due"),
    [
        ([(50, 100), (150, 100), (250, 100), (350, 100)], True),
        ([(50, 100), (50, 120), (50, 140), (50, 160)], True),
        ([(50, 100), (150, 140), (250, 180), (350, 220)], False),
        ([(50, 100), (62, 100), (74, 100), (86, 100)], False),
    ],
    ids=["in a row", "in a column", "scattered", "in a sentence"],
)
def test_among_figures_of_a_table_one_is_due(places: list[tuple[float, float]], is_due: bool) -> None:
    texts = ["19", "1h", "3", "0"]
    cells = [
        word(text, x, y, 10, confidence=0.3 if text == "1h" else 0.9)
        for text, (x, y) in zip(texts, places, strict=True)
    ]
    found = find_doubts([Page(1, 595, 842, cells, "ocr")], [])
    assert [doubt.word.text for doubts in found.values() for doubt in doubts if doubt.figure] == ["1h"] * is_due


def test_a_mark_beside_the_number_of_its_row_is_no_figure() -> None:
    rows = [
        word(text, x, 100 + 20 * k, 10, confidence=sure)
        for k in range(5)
        for text, x, sure in ((str(k), 50, 0.9), ("x", 200, 0.5))
    ]
    assert find_doubts([Page(1, 595, 842, rows, "ocr")], []) == {}


def test_the_rules_around_a_figure_are_none_of_it() -> None:
    """The picture is looked at again, and it has the rules that were taken out of it before it was first read."""
    scan = degrade.bench_scan(layouts.LAYOUTS["vote-tableau"]()[0], "office", seed=0)
    _, pages = reading.read(scan, OPTIONS)
    before = next(w for w in pages[0].words if w.text == "19")
    in_cell = before._replace(text="1h", confidence=0.3, y0=before.y0 - 4, y1=before.y1 + 4)
    spoilt = replace(pages[0], words=[in_cell if w is before else w for w in pages[0].words])
    _, [change] = _look(scan, [spoilt, *pages[1:]], Doubt(in_cell, in_cell[1:5], figure=True))
    assert change.after.text == "19"


def test_what_changed_a_value_is_told() -> None:
    before, after = word("STURANT", 50, 100, confidence=0.4), word("STURANI", 50, 100, confidence=0.9)
    page = Page(1, 595, 842, [after], "ocr")
    act = Deliberation()
    for pointer in ("/presents/0", "/expose/0"):
        act.provenance[pointer] = [Lieu(page=1, bbox=(49, 99, 93, 113), confiance=0.9, texte="M. STURANI")]
    note_changes([page], [act], [Change(1, before, after)])
    [row] = act.corriges
    assert (row.champ, row.lu, row.retenu) == ("/presents/0", "M. STURANT", "M. STURANI")


def test_a_clean_scan_has_nothing_to_mend(extracted: Callable[[Path], Document]) -> None:
    [act] = extracted(FIXTURES / "built" / "chatellerault-b-clean.pdf").deliberations
    assert act.corriges == []


def test_it_can_be_switched_off(village: tuple[bytes, list[Page]]) -> None:
    scan, pages = village
    spoilt, _ = _spoilt(pages, "VALENSOLE", "VALFNSOLF", 0.4)
    off = replace(OPTIONS, second_look=False, reconcile=False)
    read = [
        [p.nom for p in understand(OpenFile(scan), "x.pdf", 1, spoilt, options).deliberations[0].presents]
        for options in (off, OPTIONS)
    ]
    assert "VALFNSOLF" in read[0]
    assert "VALFNSOLF" not in read[1]
    assert "VALENSOLE" in read[1]


def test_a_photograph_is_looked_at_in_its_own_frame() -> None:
    scan = degrade.bench_scan(layouts.LAYOUTS["village"]()[0], "phone", seed=5)
    _, pages = reading.read(scan, OPTIONS)
    spoilt, doubted = _spoilt(pages, "WIMPHEN", "WTMPHFN", 0.4)
    _, [change] = _look(scan, spoilt, Doubt(doubted, beside(doubted)))
    assert change.after.text.strip(",.") == "WIMPHEN"
    assert np.isclose(change.after.x0, doubted.x0)


def test_a_figure_that_others_contradict_is_looked_at_again() -> None:
    """Read 17 where the page says 13: it stands, suspect, and the list of présents may mend it."""
    scan = degrade.bench_scan(layouts.LAYOUTS["recueil"]()[0], "clean", seed=0)
    _, pages = reading.read(scan, replace(OPTIONS, pages=(1,)))
    spoilt, _ = _spoilt(pages, "13", "17", 0.93)
    word_ = next(w for w in spoilt[0].words if w.text == "17" and w.confidence == 0.93)
    act = Deliberation()
    alter(act, effectif__votants=17, effectif__presents=10, effectif__pouvoirs=3)
    act.provenance["/effectif/votants"] = [Lieu(page=1, bbox=word_[1:5], confiance=0.93, texte="17")]
    doubts = find_doubts(spoilt, [act])
    assert [(doubt.word, doubt.contradicted) for doubt in doubts[1]] == [(word_, True)]
    _, [change] = look_again(OpenFile(scan), spoilt, doubts, OPTIONS)
    assert change.after.text == "17"
    assert (change.after.suspect, change.after.confidence) == (True, 0.93)


def test_a_contradicted_figure_that_reads_the_same_twice_is_the_clerks() -> None:
    scan = degrade.bench_scan(layouts.LAYOUTS["recueil"]()[0], "clean", seed=0)
    _, pages = reading.read(scan, replace(OPTIONS, pages=(1,)))
    right = next(w for w in pages[0].words if w.text == "13")
    _, changes = look_again(
        OpenFile(scan), pages, {1: [Doubt(right, right[1:5], figure=True, contradicted=True)]}, OPTIONS
    )
    assert changes == []
    act = Deliberation()
    alter(act, effectif__votants=13, effectif__presents=10, effectif__pouvoirs=3)
    act.provenance["/effectif/votants"] = [Lieu(page=1, bbox=right[1:5], confiance=0.93, texte="13")]
    assert find_doubts(pages, [act]) == {}
