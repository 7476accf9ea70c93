"""Which words of scanned pages deserve a second look, and what it changed in the values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from delibparse.grammar.values import numbers
from delibparse.layout.rows import Row, rows_of
from delibparse.model.arithmetic import contradicted
from delibparse.model.confidence import CLEAR_NAME, NOBODYS, SECOND_LOOK
from delibparse.model.fields import is_critical, is_unread
from delibparse.model.members import Member
from delibparse.model.people import fold, namings
from delibparse.model.record import REREAD, Correction, Deliberation
from delibparse.reading.model import Box, Candidate, Change, Doubt, Page, Word, around
from delibparse.reread import candidates
from delibparse.reread.readings import letters_of
from delibparse.similarity.first_names import is_known
from delibparse.similarity.ocr import distance

NEIGHBOURS = 2
"""Words on either side that are read along: the engine reads lines better than words."""


def find_doubts(pages: list[Page], acts: list[Deliberation], members: Sequence[Member] = ()) -> dict[int, list[Doubt]]:
    """By page number, the words to look at again: the unsure ones of values that matter, what stands behind a label
    like a figure without being one, and the words of names that are nobody's, where the file or the body's `members`
    have someone who may stand there."""
    recognised = {page.number for page in pages if page.is_recognised}
    names = _names(acts, members)
    places, torn_boxes = _places(acts), _contradicted(acts, recognised)
    found: dict[int, list[Doubt]] = {}
    for page in pages:
        if page.is_recognised:
            doubts = [_as_name(page, one, names) for one in _on_page(page, places.get(page.number, []))]
            doubts += _nobodys(page, names, {doubt.word for doubt in doubts})
            seen = {doubt.word for doubt in doubts}
            torn = (word for word in page.words if word not in seen and word.text.isdigit() and word.ink == "black")
            boxes = torn_boxes.get(page.number, [])
            doubts += [
                Doubt(word, word.box, figure=True, contradicted=True)
                for word in torn
                if any(_inside(page, word, box) for box in boxes)
            ]
            found[page.number] = doubts
    return {number: doubts for number, doubts in found.items() if doubts}


def _places(acts: list[Deliberation]) -> dict[int, list[Box]]:
    """By page number, the boxes of the values that matter and were read unsurely, as displayed, and of the words of
    lists and votes that were not understood: one letter misread is enough to lose a member."""
    boxes: dict[int, set[Box]] = {}
    for act in acts:
        for pointer, lieux in act.provenance.items():
            unread = is_unread(act, pointer)
            if unread or is_critical(pointer):
                for lieu in lieux:
                    if (unread or lieu.confiance < SECOND_LOOK) and isinstance(lieu.bbox, tuple):
                        boxes.setdefault(lieu.page, set()).add(lieu.bbox)
    return {number: list(found) for number, found in boxes.items()}


class Names(NamedTuple):
    """Where people are named, by page number: the box and what else its words may be, nothing where the name is sure or
    nobody is known who may stand there; and the words of the sure names, folded."""

    places: dict[int, list[tuple[Box, candidates.ByWord]]]
    words: frozenset[str]

    def at(self, page: Page, word: Word) -> tuple[Candidate, ...] | None:
        """Who may stand at a word, None where it is of no name."""
        places = self.places.get(page.number, [])
        middle = _middle(page, word) if places else (0.0, 0.0)
        here = [found for box, found in places if _is_in(middle, box)]
        letters = fold(word.text)
        return None if not here else tuple(dict.fromkeys(one for found in here for one in found.get(letters, ())))

    def has(self, word: Word) -> bool:
        """Whether a word is a sure name's, or a first name."""
        letters = fold(word.text)
        return letters in self.words or (len(letters) >= LEAST_FIRST and is_known(word.text))


LEAST_FIRST = 3
"""Letters from which a word may be a first name: two are as well a misread initial."""


def _names(acts: list[Deliberation], members: Sequence[Member]) -> Names:
    open_ = {(one.act, one.pointer): one.candidates for one in candidates.doubted(acts, members)}
    places: dict[int, list[tuple[Box, candidates.ByWord]]] = {}
    for k, act in enumerate(acts):
        for pointer, _ in namings(act):
            for lieu in act.provenance.get(pointer, []):
                if isinstance(lieu.bbox, tuple):
                    places.setdefault(lieu.page, []).append((lieu.bbox, open_.get((k, pointer), {})))
    return Names(places, candidates.known_words(acts, members))


def _as_name(page: Page, doubt: Doubt, names: Names) -> Doubt:
    """A doubt with what is known of the name that its word is of."""
    found = None if doubt.figure else names.at(page, doubt.word)
    if found is None:
        return doubt
    known = names.has(doubt.word)
    near = () if known else tuple(_near(doubt.word, found))
    return doubt._replace(is_of_name=True, is_known=known, candidates=near)


def _nobodys(page: Page, names: Names, seen: Collection[Word]) -> Iterator[Doubt]:
    """The words that are nobody's name, where someone who is known may stand: family names that are not clear, and
    first names that are none."""
    for word in page.words:
        if word.confidence < NOBODYS and word.ink == "black" and word not in seen:
            found = names.at(page, word)
            if found and not names.has(word) and (near := tuple(_near(word, found))):
                yield Doubt(word, word.box, is_of_name=True, candidates=near)


def _near(word: Word, found: Collection[Candidate]) -> Iterator[Candidate]:
    """The candidates that share half their letters with a word: no others are worth weighing."""
    letters = fold(word.text)
    for one in found:
        name = fold(one.word)
        weighed = one.is_first or word.confidence < CLEAR_NAME
        if weighed and distance(letters, name) <= max(len(letters), len(name)) / 2:
            yield one


def _contradicted(acts: list[Deliberation], recognised: Collection[int]) -> dict[int, list[Box]]:
    """By number of a recognised page, the boxes of figures that others of their act contradict. A text layer's are the
    clerk's."""
    boxes: dict[int, list[Box]] = {}
    for act in acts:
        for pointer in contradicted(act):
            for lieu in act.provenance.get(pointer, []):
                if lieu.page in recognised and isinstance(lieu.bbox, tuple):
                    boxes.setdefault(lieu.page, []).append(lieu.bbox)
    return boxes


def _on_page(page: Page, boxes: list[Box]) -> list[Doubt]:
    doubts = []
    rows = rows_of([word for word in page.words if word.ink == "black"])
    among_figures = _among_figures([word for row in rows for word in _cells(row)]) | _ends_among_figures(rows)
    for row in rows:
        heads = _is_heading(row)
        for k, word in enumerate(row):
            labelled = k > 0 and row[k - 1].text.endswith(":") and numbers.may_be_count(word.text)
            labelled = labelled or word in among_figures
            if labelled and (word.confidence < SECOND_LOOK or not word.text.isdigit()):
                doubts.append(Doubt(word, word.box, figure=True))
            elif word.confidence < SECOND_LOOK and (heads or any(_inside(page, word, box) for box in boxes)):
                near = row[max(k - NEIGHBOURS, 0) : k + NEIGHBOURS + 1]
                doubts.append(Doubt(word, around(word.box for word in near)))
    return doubts


def _is_heading(row: Row) -> bool:
    """Whether a line may head a list: a few words and a colon. One letter of it misread, and the list is nobody's."""
    return len(row) <= HEADING and row[-1].text.endswith(":")


HEADING = 8
"""Words of a heading, at most: those who left a proxy, with the article of the code, take more."""

APART = 1.0
"""Heights of a word that it stands from others on its line, at least, where it is a cell."""

SHORT = 3
"""Characters of a word in whose place a count may have been printed."""

FIGURES = 2
"""Figures beside a cell in its row, or over and under it, from which one is due in it too."""


def _cells(row: Row) -> list[Word]:
    """The words of a line that stand apart from all others."""
    found = []
    for k, word in enumerate(row):
        apart = APART * (word.y1 - word.y0)
        before = k == 0 or word.x0 - row[k - 1].x1 > apart
        if before and (k + 1 == len(row) or row[k + 1].x0 - word.x1 > apart):
            found.append(word)
    return found


def _among_figures(cells: list[Word]) -> set[Word]:
    """The cells read unsurely that are no figure and stand where their neighbours are: 19 | 1h | 3 | 0."""
    figures = [cell for cell in cells if cell.text.isdigit() and len(cell.text) <= SHORT]
    return {
        cell
        for cell in cells
        if cell.confidence < SECOND_LOOK
        and len(cell.text) <= SHORT
        and not cell.text.isdigit()
        and any(
            sum(near(cell, figure) for figure in figures) >= FIGURES for near in (_on_one_level, _one_over_the_other)
        )
    }


def _ends_among_figures(rows: Sequence[Row]) -> set[Word]:
    """The same of words that stand apart at the end of their line, where those of the lines above and below are
    figures, wherever their leaders put them."""
    ends = [row[-1] for row in rows if len(row) > 1 and row[-1] in _apart_behind(row)]
    figures = [word for word in ends if word.text.isdigit() and len(word.text) <= SHORT]
    return {
        word
        for word in ends
        if word.confidence < SECOND_LOOK
        and len(word.text) <= SHORT
        and not word.text.isdigit()
        and sum(abs(word.middle - figure.middle) < COLUMN * (word.y1 - word.y0) for figure in figures) >= FIGURES
    }


def _apart_behind(row: Row) -> list[Word]:
    """The words of a line that white parts from the word before."""
    return [word for before, word in pairwise(row) if word.x0 - before.x1 > APART * (word.y1 - word.y0)]


def _on_one_level(cell: Word, other: Word) -> bool:
    return abs(cell.middle - other.middle) < (cell.y1 - cell.y0) / 2


def _one_over_the_other(cell: Word, other: Word) -> bool:
    """Whether a cell stands over or under another one, a few lines away at most."""
    height = cell.y1 - cell.y0
    aligned = min(abs(cell.x0 - other.x0), abs(cell.x1 - other.x1)) < height / 2
    return aligned and abs(cell.middle - other.middle) < COLUMN * height


COLUMN = 6.0
"""Heights of a word within which the figures over and under a cell stand."""


def _inside(page: Page, word: Word, box: Box) -> bool:
    return _is_in(_middle(page, word), box)


def _middle(page: Page, word: Word) -> tuple[float, float]:
    """Of a word, as displayed."""
    x0, y0, x1, y1 = page.to_display.box(word.box)
    return (x0 + x1) / 2, (y0 + y1) / 2


def _is_in(middle: tuple[float, float], box: Box) -> bool:
    return box[0] - 1 <= middle[0] <= box[2] + 1 and box[1] - 1 <= middle[1] <= box[3] + 1


def note_changes(pages: list[Page], acts: list[Deliberation], changes: list[Change]) -> None:
    """Adds to `corriges` the values that matter and that a second look has changed."""
    by_number = {page.number: page for page in pages}
    other = [
        change
        for change in changes
        if letters_of(change.read) != letters_of(change.kept) or change.more or change.half is not None
    ]
    for act in acts:
        for pointer, lieux in act.provenance.items():
            if not is_critical(pointer):
                continue
            here = [
                change
                for change in other
                for lieu in lieux
                if lieu.page == change.page
                and isinstance(lieu.bbox, tuple)
                and _inside(by_number[change.page], change.after, lieu.bbox)
            ]
            if here:
                kept = " ".join(lieu.texte for lieu in lieux)
                read = kept
                for change in here:
                    read = read.replace(change.kept, change.read, 1)
                why = next((change.why for change in here if change.why != REREAD), REREAD)
                act.corriges.append(Correction(pointer, read, kept, why))
