"""Words on the page that the reading mended: a name by its other namings, a figure by its sums, a date by its weekday.

The record says what was read, what was kept, and in which boxes; here the words in those boxes are put right, so that
who searches the archive finds what the record holds. What a second look at the scan changed is in the words already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from delibparse.model.record import Correction, Deliberation
from delibparse.reading.model import Box, Page, Word, around

ISO = re.compile(r"\d{4}-\d\d-\d\d")

SLACK = 1.0
"""Points that a word's middle may lie outside the box of its value."""

Read = dict[tuple[int, Box], str]


def mended(pages: list[Page], acts: list[Deliberation]) -> tuple[list[Page], Read]:
    """The pages with the words that `corriges` names put right, and what was read in their place."""
    words = {page.number: list(page.words) for page in pages}
    by_number = {page.number: page for page in pages}
    read: Read = {}
    for act in acts:
        for row in act.corriges:
            for number, box in _places(act, row.champ):
                if number in by_number and by_number[number].is_recognised:
                    _mend(by_number[number], words[number], box, row, read)
    return [replace(page, words=words[page.number]) for page in pages], read


def _places(act: Deliberation, pointer: str) -> Iterator[tuple[int, Box]]:
    """Where a value was read, or the one that it is a part of: a person's name has the person's boxes."""
    while pointer and pointer not in act.provenance:
        pointer = pointer.rpartition("/")[0]
    for lieu in act.provenance.get(pointer, []):
        if isinstance(lieu.bbox, tuple):
            yield lieu.page, lieu.bbox


def _mend(page: Page, words: list[Word], box: Box, row: Correction, read: Read) -> None:
    """Puts right the words of one box."""
    inside = [k for k, word in enumerate(words) if _inside(page, word, box)]
    for wrong, right in _told_apart(row):
        run = _run(words, inside, wrong)
        if run is None:
            continue
        first, end = run
        before = words[first:end]
        after = _put_right(before, wrong, right)
        words[first:end] = after
        for word in after:
            read[page.number, word.box] = " ".join(old.text for old in before)
        return


def _inside(page: Page, word: Word, box: Box) -> bool:
    x0, y0, x1, y1 = page.to_display.box(word.box)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return box[0] - SLACK <= x <= box[2] + SLACK and box[1] - SLACK <= y <= box[3] + SLACK


def _told_apart(row: Correction) -> Iterator[tuple[str, str]]:
    """What to look for and what to put in its place: a date as its parts stand on the page."""
    wrong, right = str(row.lu or ""), str(row.retenu or "")
    if row.lu == 0:
        wrong = "0"
    if row.retenu == 0:
        right = "0"
    if not (ISO.fullmatch(wrong) and ISO.fullmatch(right)):
        if wrong and right:
            yield wrong, right
        return
    one, other = date.fromisoformat(wrong), date.fromisoformat(right)
    yield f"{one:%d/%m/%Y}", f"{other:%d/%m/%Y}"
    yield f"{one:%d.%m.%Y}", f"{other:%d.%m.%Y}"
    if one.year != other.year:
        yield str(one.year), str(other.year)
    elif one.day != other.day:
        yield f"{one:%d}", f"{other:%d}"
        yield str(one.day), str(other.day)


def _run(words: list[Word], inside: list[int], wrong: str) -> tuple[int, int] | None:
    """The words that hold what is wrong: one, or several beside each other, as the page has parted them."""
    for k in inside:
        if re.search(_alone(wrong), words[k].text):
            return k, k + 1
    letters = _letters(wrong)
    for k in inside:
        held = ""
        for end in range(k, len(words)):
            if end not in inside or len(held) >= len(letters):
                break
            held += _letters(words[end].text)
            if held and held == letters:
                return k, end + 1
    return None


def _alone(text: str) -> str:
    """The pattern of a text that no letter or figure goes on."""
    return rf"(?<!\w){re.escape(text)}(?!\w)"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _put_right(before: list[Word], wrong: str, right: str) -> list[Word]:
    """The words as they should read, in the place of those that do not."""
    if len(before) == 1 and (found := re.search(_alone(wrong), before[0].text)):
        text = before[0].text
        return [before[0]._replace(text=text[: found.start()] + right + text[found.end() :])]
    text = "".join(word.text for word in before)
    right = right.upper() if text.isupper() else right
    ahead = text[: next(k for k, c in enumerate(text) if c.isalnum())]
    behind = text[len(text) - next(k for k, c in enumerate(reversed(text)) if c.isalnum()) :]
    parts = right.split()
    parts = [f"{ahead}{parts[0]}", *parts[1:]]
    parts = [*parts[:-1], f"{parts[-1]}{behind}"]
    if len(parts) == len(before):
        return [word._replace(text=part) for word, part in zip(before, parts, strict=True)]
    return list(_shared_out(before, parts))


def _shared_out(before: list[Word], parts: list[str]) -> Iterator[Word]:
    """Words over the room of others, each as wide as its letters ask."""
    x0, y0, x1, y1 = around(word.box for word in before)
    confidence = min(word.confidence for word in before)
    letter = (x1 - x0) / (sum(map(len, parts)) + len(parts) - 1)
    for part in parts:
        end = x0 + letter * len(part)
        yield before[0]._replace(text=part, confidence=confidence).at((x0, y0, end, y1))
        x0 = end + letter
