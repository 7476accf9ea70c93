"""Which reading of a doubtful word stands, that of the page or that of a finer picture of its line."""

from __future__ import annotations

import pytest

from acts import word
from delibparse.reading.model import Change, Doubt, Page, Word
from delibparse.reread.doubts import find_doubts
from delibparse.reread.readings import better, clipped, joined_as_printed

LETTER = 6.0


def row(text: str, sure: float = 0.9) -> list[Word]:
    """A line of words as far apart as they are printed; a figure behind a word is its confidence: DUC/0.4."""
    words, x = [], 50.0
    for part in text.split(" "):
        text, _, own = part.partition("/")
        words.append(word(text, x, 100, confidence=float(own or sure)))
        x += LETTER * (len(text) + 1)
    return words


def read_again(first: str, second: str, printed: frozenset[str] = frozenset()) -> list[str] | None:
    """What takes the place of the least sure word of a line, and the other half that goes with it in brackets."""
    words = row(first)
    doubted = min(words, key=lambda one: one.confidence)
    stands = better(Doubt(doubted, doubted.box), row(second), words, printed)
    if stands is None:
        return None
    return [one.text for one in stands.words] + ([f"({stands.half.text})"] if stands.half else [])


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ("MARTIN BOURDIM/0.4 ROY", "MARTIN BOURDIN ROY", ["BOURDIN"]),
        ("MARTIN BOURDIM/0.4 ROY", "MARTIN BOURDIN/0.5 ROY", None),
        # run together
        ("VIAL DUCASSER,/0.5 ROY", "VIAL DUCASSE R., ROY", ["DUCASSE", "R.,"]),
        ("VIAL DUCASSER,/0.5 ROY", "VIAL DUCASSE/0.4 R., ROY", None),
        ("VIAL DUCASSER,/0.5 ROY", "VIAL LACASSE N., ROY", None),
        ("VIAL Jean-Yves/0.5 ROY", "VIAL J ean-Yves ROY", None),  # torn, not parted
        ("VIAL donne/0.5 ROY", "VIAL don ne ROY", None),
        # read as one with a neighbour: no second reading of it
        ("Jean BERAULT/0.4 S./0.45 ROY", "Jean BERAULT-S. ROY", None),
        # a comma that was lost, and one that the first reading alone has
        ("MALLARET J.-M./0.3 DUC", "MALLARET J.-M., DUC", ["J.-M.,"]),
        ("MALLARET J.-M.,/0.3 DUC", "MALLARET J.-M. DUC", ["J.-M.,"]),
        ("MALLARET R,./0.3 DUC", "MALLARET R,, DUC", ["R,."]),
        ("MALLARET J.-M./0.3 DUC", "MALLARET J.-M.,/0.4 DUC", ["J.-M."]),
    ],
)  # fmt: skip
def test_what_a_second_reading_puts_in_a_words_place(first: str, second: str, kept: list[str] | None) -> None:
    assert read_again(first, second) == kept


@pytest.mark.parametrize(
    ("first", "second", "printed", "kept"),
    [
        ("M. SEA/0.4 UDEUX/0.5 ROY", "M. BEAUDEUX/0.9 ROY", {"beaudeux"}, ["BEAUDEUX", "(UDEUX)"]),
        ("M. Domi/0.4 nique/0.5 ROY", "M. Dominique/0.9 ROY", set(), ["Dominique", "(nique)"]),
        ("M. SEA/0.4 UDEUX/0.5 ROY", "M. BEAUDEUX/0.9 ROY", set(), None),  # nobody's name, printed nowhere
        ("M. SEA/0.4 UDEUX/0.9 ROY", "M. BEAUDEUX/0.9 ROY", {"beaudeux"}, None),  # one half is sure
        ("M. A./0.4 UDEUX/0.5 ROY", "M. BEAUDEUX ROY", {"beaudeux"}, None),  # the first is an initial
    ],
)
def test_a_word_that_was_cut_in_two_is_one_where_it_is_known(
    first: str, second: str, printed: set[str], kept: list[str] | None
) -> None:
    assert read_again(first, second, frozenset(printed)) == kept


def test_a_word_whose_box_is_half_the_line_ends_at_its_neighbours() -> None:
    words = row("ayant donné procuration :")
    wide = [*words[:2], words[2]._replace(x0=words[0].x0), words[3]]
    assert [one.x0 for one in clipped(wide)] == [words[0].x0, words[1].x0, words[1].x1, words[3].x0]
    assert clipped(words) == words


def test_a_change_tells_what_stood_there_and_what_is_kept() -> None:
    half, first = row("SEA UDEUX")[::-1]
    assert (Change(1, half, word("BEAUDEUX", 50, 100), half=first).read) == "SEA UDEUX"
    assert Change(1, half, first, more=(half,)).kept == "SEA UDEUX"


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("Absents ayant donné orocuration/0.4 :", ["orocuration"]),
        ("Absents ayant donné orocuration/0.4", []),
        ("Le dossier a été étudié par la commmission/0.4 des finances qui propose :", []),
    ],
)
def test_the_unsure_words_of_a_heading_are_read_again(line: str, doubted: list[str]) -> None:
    page = Page(1, 595, 842, row(line), "ocr")
    assert [doubt.word.text for doubt in find_doubts([page], []).get(1, [])] == doubted


@pytest.mark.parametrize(
    ("line", "joined"),
    [
        ("Contre : Paul TAILL/0.6 ANDIER,", "TAILLANDIER,"),
        ("Contre : Paul TAILLE/0.6 ANDIER", "TAILLANDIER"),  # a letter seen at the cut
        ("Contre : Paul TAILL. ANDIER/0.6", None),
        ("Contre : Paul ROSSI/0.6 ANDIER", None),
        ("Contre : Paul MARTIN/0.6 LEROY", None),  # printed elsewhere, each by itself
        ("la sur FACE/0.6", None),  # a short word that was read surely
        ("Pour : Léo NARD/0.6", None),  # a first name
    ],
)
def test_halves_that_are_together_a_word_printed_elsewhere_are_one(line: str, joined: str | None) -> None:
    words = row(line)
    doubted = min(words, key=lambda one: one.confidence)
    printed = {text.lower(): text for text in ("TAILLANDIER", "MARTIN", "LEROY", "MARTINLEROY", "surface", "léonard")}
    stands = joined_as_printed(doubted, words, printed)
    assert (stands and [one.text for one in stands.words]) == (joined and [joined])


def test_halves_in_two_columns_are_two_words() -> None:
    first, second = row("TAILL/0.6 ANDIER")
    far = second._replace(x0=second.x0 + 200, x1=second.x1 + 200)
    assert joined_as_printed(first, [first, second], {"taillandier": "TAILLANDIER"}) is not None
    assert joined_as_printed(first, [first, far], {"taillandier": "TAILLANDIER"}) is None


@pytest.mark.parametrize(
    ("cells", "due"),
    [
        (("L2/0.4", "8", "2", "10"), ["L2"]),
        (("L2/0.9", "8", "2", "10"), []),
        (("L2/0.4", "8", "néant", "aucun"), []),
        (("douze/0.4", "8", "2", "10"), []),
    ],
)
def test_a_figure_is_due_at_a_lines_end_among_lines_that_end_in_figures(cells: tuple[str, ...], due: list[str]) -> None:
    words = []
    for k, (label, cell) in enumerate(zip(("Conseillers", "Présents", "Pouvoirs", "Votants"), cells, strict=True)):
        text, _, sure = cell.partition("/")
        words.append(word(label, 50, 100 + 15 * k))
        end = words[-1].x1 + 40 + 7 * k  # a leader behind each label: the figures stand in no column
        words.append(word(text, end, 100 + 15 * k, confidence=float(sure or 0.95)))
    found = find_doubts([Page(1, 595, 842, words, "ocr")], []).get(1, [])
    assert [doubt.word.text for doubt in found if doubt.figure] == due
