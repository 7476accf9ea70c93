"""A second look: words that were read unsurely, read again from a finer picture of them and their neighbours.

What a second reading is worth, and which one stands, `reread.readings` tells.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace

import cv2
import numpy as np

from delibparse.model.confidence import CLEAR_NAME, FIGURE, SECOND_LOOK, SURER
from delibparse.model.people import fold
from delibparse.options import Options
from delibparse.reading import engines
from delibparse.reading.engines import ONE_LINE, Engine
from delibparse.reading.images import Picture
from delibparse.reading.model import Box, Candidate, Change, Doubt, Homography, Page, Word
from delibparse.reading.openfile import OpenFile
from delibparse.reading.pixels import Grey
from delibparse.reading.pool import pool, workers
from delibparse.reading.preprocess.paper import whiten
from delibparse.reread.readings import A_NAME, better, clipped, is_another, joined_as_printed, letters_of, overlap
from delibparse.similarity.letters import FARTHEST, Choices, excess

LOOK_DPI = 300
MOST_WORDS = 40
"""Looked at again on a page: more doubts than that make a bad page, which no second look mends."""

MARGIN, NARROW = 4.0, 2.0
"""Points of paper around a crop: the engine loses letters that touch its edge; and where it finds no such word in it,
for feet and heads of the lines above and below are in it too."""

CLOSE, WIDER, FRAME = 1.5, 3.0, 10
"""Points of the page's own paper around a figure that is read alone, for a colon beside it would be read as a digit;
around one that stands apart and was not read so; and pixels of white around both."""

CLEARLY = 10.0
"""By how much dearer than the finer picture's reading a first name may be that takes the place of a clear word: two
letters that look alike in clear print are 20 and more apart."""

RULE = 2
"""Pixels that the ink of a rule goes beyond its box."""

DIGITS = "0123456789"


def look_again(
    opened: OpenFile, pages: list[Page], doubts: dict[int, list[Doubt]], options: Options
) -> tuple[list[Page], list[Change]]:
    """The pages with the doubtful words, by page number, replaced where the second reading is the better supported."""
    asked = {number: found[:MOST_WORDS] for number, found in doubts.items() if found}
    if not asked:
        return pages, []
    engine = engines.load(options.engine, options.lang_ocr)
    by_number = {page.number: page for page in pages}
    printed = _printed(pages)
    tasks: list[Future[list[Change]]] = []
    bare = {page.number for page in pages if page.method == "mixte"}  # as they were read
    pictures = opened.pictures(list(asked), LOOK_DPI, larger=False, without_stamps=bare)
    for number, picture in zip(asked, pictures, strict=True):
        if len(tasks) > 2 * workers(options):
            tasks[-2 * workers(options)].result()  # no more pictures in memory than are being looked at
        tasks.append(pool(options).submit(_look, by_number[number], picture, asked[number], printed, engine, options))
    changes = [change for task in tasks for change in task.result()]
    return [_changed(page, changes) if page.number in asked else page for page in pages], changes


def _changed(page: Page, changes: Sequence[Change]) -> Page:
    """The page with its words replaced; two halves may be one, one word several."""
    here = [change for change in changes if change.page == page.number]
    swapped = {id(change.before): (change.after, *change.more) for change in here}
    swapped |= {id(change.half): () for change in here if change.half is not None}
    words = (new for word in page.words for new in swapped.get(id(word), (word,)))
    return replace(page, words=list(words))


def _printed(pages: list[Page]) -> dict[str, str]:
    """The words, long enough, that were read surely anywhere, by their letters."""
    sure = (word.text.strip(".,;:()") for page in pages for word in page.words if word.confidence >= SECOND_LOOK)
    return {letters: text for text in sure if len(letters := letters_of(text)) >= A_NAME}


def _look(
    page: Page, picture: Picture, doubts: list[Doubt], printed: Mapping[str, str], engine: Engine, options: Options
) -> list[Change]:
    """The words of one page whose second reading is the better supported: by the engine, and by the document, which
    prints the same names in several places."""
    found: list[Change] = []
    done: set[int] = set()  # other halves, by identity: two words of a page may be equal
    for doubt in doubts:
        if id(doubt.word) in done:
            continue
        change = _by_name(doubt, picture, page, engine, options) if doubt.candidates else None
        if doubt.figure:
            after = _figure(doubt, picture, page, engine, options)
            change = after and Change(page.number, doubt.word, after)
        elif change is None and doubt.word.confidence < SECOND_LOOK:
            change = _second(doubt, picture, page, printed, engine, options)
        if change is not None and (change.half is None or _is_free(change.half, found, done)):
            found.append(change)
            done.add(id(change.half))
    return found


def _is_free(half: Word, found: Sequence[Change], done: Collection[int]) -> bool:
    """Whether no other change has replaced a word, or taken it for its other half."""
    return id(half) not in done and all(one.before is not half for one in found)


def _by_name(doubt: Doubt, picture: Picture, page: Page, engine: Engine, options: Options) -> Change | None:
    """The word as the name of the one who must stand there, None where nobody must."""
    word, scale = doubt.word, 72 / LOOK_DPI
    line = engine.alternatives(_crop(picture, page, word.box), LOOK_DPI, options.page_timeout)
    x0 = word.x0 - MARGIN
    here = [one for one in line if overlap(word, one.x0 * scale + x0, one.x1 * scale + x0) > 0]
    kept = by_letters([place for one in here for place in one.choices], doubt.candidates, word)
    if kept is None:
        return None
    return Change(page.number, word, word._replace(text=_in_place(word.text, kept.word)), kept.why)


def by_letters(choices: Choices, candidates: Sequence[Candidate], read: Word) -> Candidate | None:
    """The candidate whose letters the engine weighed, no less than those of the word that it `read` first, and that no
    other one is near.

    Measured on the benchmark's scans (84 words of names that were read with less than 0.85): a right name is 0 to 60
    dearer than what was read, another member's 240 at the least. A word that was read clearly gives way only where the
    finer picture says otherwise: `CLEARLY`.
    """
    if not choices:
        return None
    costs = {one: excess(choices, one.word) for one in candidates}
    best = min(candidates, key=lambda one: costs[one])
    others = (one for one in candidates if fold(one.word) != fold(best.word))
    own, least = excess(choices, read.text), costs[best]
    fits = least <= min(own, best.most) if read.confidence < CLEAR_NAME else least < min(own, CLEARLY)
    return best if fits and all(costs[one] >= least + FARTHEST / 2 for one in others) else None


def _in_place(read: str, name: str) -> str:
    """A name in the place of a word that was read, with the marks around it, in capitals where that is."""
    ends = [k for k, c in enumerate(read) if c.isalnum()]
    before, after = (read[: ends[0]], read[ends[-1] + 1 :]) if ends else ("", "")
    return before + (name.upper() if read.isupper() else name) + after


def _figure(doubt: Doubt, picture: Picture, page: Page, engine: Engine, options: Options) -> Word | None:
    """The word as a figure, None where the first reading stands."""
    word = doubt.word
    text, sure = _digits(word, CLOSE, picture, page, engine, options)
    if sure < FIGURE and not doubt.contradicted and _stands_apart(word, page):
        text, sure = _digits(word, WIDER, picture, page, engine, options)
    if doubt.contradicted:
        suspect = sure >= FIGURE and text.isdigit() and text != word.text  # it stands: its sums may mend it
        return word._replace(suspect=True) if suspect else None
    needed = word.confidence + SURER if word.text.strip(".,;").isdigit() else FIGURE
    return word._replace(text=text, confidence=sure) if sure >= needed and text.isdigit() else None


def _digits(
    word: Word, close: float, picture: Picture, page: Page, engine: Engine, options: Options
) -> tuple[str, float]:
    """What a word is, read as digits, and how surely."""
    alone = cv2.copyMakeBorder(_crop(picture, page, word.box, close), *(FRAME,) * 4, cv2.BORDER_CONSTANT, value=255)
    read = engine.recognise(alone, LOOK_DPI, ONE_LINE, options.page_timeout, only=DIGITS)
    return "".join(found.text for found in read), min((found.confidence for found in read), default=0.0)


def _stands_apart(word: Word, page: Page) -> bool:
    """Whether nothing stands so near a word that it would be in a wider crop of it."""
    x0, x1 = word.x0 - 2 * WIDER, word.x1 + 2 * WIDER
    return not any(
        other is not word and other.x0 < x1 and other.x1 > x0 and abs(other.middle - word.middle) < word.y1 - word.y0
        for other in page.words
    )


def _second(
    doubt: Doubt, picture: Picture, page: Page, printed: Mapping[str, str], engine: Engine, options: Options
) -> Change | None:
    """What the finer picture puts in a word's place, None where the first reading stands. Where it shows no
    other word with a margin of paper, it is looked at closer."""
    word = doubt.word
    row = [other for other in page.words if abs(other.middle - word.middle) < (word.y1 - word.y0) / 2]
    whole = joined_as_printed(word, row, printed)
    if whole is not None:
        return Change(page.number, word, whole.words[0], half=whole.half)
    for margin in (MARGIN, NARROW):
        line = _line(doubt, picture, page, margin, engine, options)
        stands = better(doubt, line, row, printed)
        if stands is not None:
            return Change(page.number, word, stands.words[0], more=stands.words[1:], half=stands.half)
        if is_another(word, line):
            return None
    return None


def _line(doubt: Doubt, picture: Picture, page: Page, margin: float, engine: Engine, options: Options) -> list[Word]:
    """The words that are read of a doubtful one and its neighbours, of a crop with such a margin; their boxes in the
    page's frame."""
    x0, y0, scale = doubt.around[0] - margin, doubt.around[1] - margin, 72 / LOOK_DPI
    line = engine.recognise(_crop(picture, page, doubt.around, margin), LOOK_DPI, ONE_LINE, options.page_timeout)
    boxes = ([side * scale for side in one.box] for one in line)
    return clipped([one.at((x0 + a, y0 + b, x0 + c, y0 + d)) for one, (a, b, c, d) in zip(line, boxes, strict=True)])


def _crop(picture: Picture, page: Page, box: Box, margin: float = MARGIN) -> Grey:
    """The stretch of the page that a box of the reading frame covers, at LOOK_DPI, upright, its paper white, without
    the rules of its tables, and without coloured ink: a stamp is bright in one channel at least, black in none."""
    scale, own = LOOK_DPI / 72, picture.dpi / 72
    x0, y0, x1, y1 = box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin
    from_crop = Homography(own, 0, 0, 0, own, 0).after(page.to_display)
    from_crop = from_crop.after(Homography(1 / scale, 0, x0, 0, 1 / scale, y0))
    matrix = np.array([*from_crop, 1.0]).reshape(3, 3)
    size = max(round((x1 - x0) * scale), 1), max(round((y1 - y0) * scale), 1)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    crop = cv2.warpPerspective(picture.pixels, matrix, size, flags=flags, borderValue=(255, 255, 255))
    if crop.ndim == 3:
        blue, green, red = cv2.split(crop)
        crop = cv2.max(cv2.max(blue, green), red)
    white = whiten(crop)
    for rule in page.rules:
        left, top, right, bottom = (round((side - edge) * scale) for side, edge in zip(rule, (x0, y0) * 2, strict=True))
        if left < size[0] and top < size[1] and right > 0 and bottom > 0:
            white[max(top - RULE, 0) : bottom + RULE, max(left - RULE, 0) : right + RULE] = 255
    return white
