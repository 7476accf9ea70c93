"""Where paragraphs begin, and which lines open with a bullet."""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import regex

from delibparse.layout.lines import Line
from delibparse.wording import Fixed

BULLET = Fixed(
    r"^(?:[\p{Co}\x01-\x08•●▪■◦‣➢➤⇒→✓❖·»>*+°_~−–—-]|[-+*°•]_|[o.](?=\s+\p{L}))+(?=\s|_|$)|^[\p{Co}\x01-\x08•●▪◦‣➢⇒*+_]_?(?=\p{L})",
    regex.V1,
)
"""A list mark at a line's start. Tesseract reads • as +, *, °, « e » or « o »; a mark may be glued to the word; a
symbol font's marks have private codes (U+F0B7)."""

WEAK_BULLET = Fixed(r"^[eoc°.,«](?=\s)")
"""A bullet misread as a letter: one only beside surer bullets at the same height of the margin."""

WIDE_GAP = 1.3
"""Distance between two lines, in usual distances, from which white space parts paragraphs."""

SLACK = 0.015
"""Share of the column's width that a full line may leave free beside what its next word needs."""

SLACK_OF_TEXT = 0.15
"""The same in plain text, whose lines were full in another type: as many letters take more room or less."""


def bullets(lines: list[Line]) -> dict[int, int]:
    """Index of a line -> how many characters of its text are its bullet."""
    found = {}
    for k, line in enumerate(lines):
        match = None if line.table else BULLET.match(line.text)
        if match and len(line.text) > len(match[0]) + 1:
            found[k] = match.end()
    edges = [(lines[k].page, lines[k].x0) for k in found]
    for k, line in enumerate(lines):
        match = WEAK_BULLET.match(line.text)
        if k not in found and match and any(p == line.page and abs(x - line.x0) < 4 for p, x in edges):
            found[k] = match.end()
    return found


def starts(lines: list[Line], bulleted: dict[int, int]) -> list[bool]:
    """For each body line in reading order, whether it opens a paragraph."""
    pitch = _pitches(lines)
    right = _right_margins(lines)
    left = _left_margins(lines)
    opening = []
    for k, line in enumerate(lines):
        if k == 0 or k in bulleted:
            opening.append(True)
            continue
        previous = lines[k - 1]
        hanging = k - 1 in bulleted  # the lines of a list item stand under its text, not under its mark
        opening.append(_parts(previous, line, pitch, right, left, hanging))
    return opening


Column = tuple[int, int]


def _column(line: Line) -> Column:
    return line.page, line.block


def _parts(
    previous: Line,
    line: Line,
    pitch: dict[int, float],
    right: dict[Column, float],
    left: dict[Column, float],
    hanging: bool,
) -> bool:
    """Whether a paragraph ends between two consecutive lines."""
    if previous.table is not None or line.table is not None:
        return previous.table is not line.table
    same_column = _column(previous) == _column(line)
    distance = line.middle - previous.middle
    if same_column and 0 < distance <= WIDE_GAP * pitch[line.page] and _goes_on(previous.text, line.text):
        return False
    room = right[_column(previous)] - previous.x1
    first = line.words[0]
    space = 0.3 * line.height
    slack = SLACK_OF_TEXT if line.is_plain else SLACK
    if room > first.x1 - first.x0 + space + slack * (right[_column(previous)] - left[_column(previous)]):
        return True  # the first word would have fitted on the line before: it was broken on purpose
    if not same_column:
        return previous.page == line.page or previous.text.endswith((".", ":", ";")) or line.words[0].text[0].isupper()
    if distance > WIDE_GAP * pitch[line.page] or distance < 0:
        return True
    if hanging:
        return False
    em = line.height
    indented = line.x0 - previous.x0
    return em < indented < 8 * em and abs(previous.x0 - left[_column(line)]) < 0.5 * em and not previous.gaps


INITIAL_AT_END = Fixed(r"(?:^|[\s,;])\p{Lu}{1,2}\.$", regex.V1)
STOPPED = Fixed(r"[.:;!?…]\W*$")
TORN = Fixed(r"\p{L}[-‐¬]$")
"""A word that its line's end cuts: "SAINT- / ÉVREMONT"."""

_CIVILITY = r"(?:M\.|MM\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle)"
NAME_WANTED = Fixed(
    rf"(?:^|[\s(])(?:{_CIVILITY}|(?:{_CIVILITY}|,|;|\bet)\s+\p{{Lu}}\p{{Ll}}+(?:-\p{{Lu}}\p{{Ll}}+)?)$", regex.V1
)
"""A civility, or a first name of a list, that calls for a family name: "et Mme Flore / MIRANDOL"."""

FAMILY_NAME = Fixed(
    r"^(?:(?:de|d['’]|du|des|le|la|DE|DU|LE|LA)\s*)?\p{Lu}{2}[\p{Lu}'’-]*(?=\s*(?:[.,;()]|et\b|$))", regex.V1
)


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence, a word or a name goes on over a line's end, however short the line: "D. / BEAUDEUX"."""
    if after[0].islower() and not STOPPED.search(before):
        return True
    if TORN.search(before) and after[0].isalpha():
        return True
    return bool(INITIAL_AT_END.search(before) or (FAMILY_NAME.match(after) and NAME_WANTED.search(before)))


def _pitches(lines: list[Line]) -> dict[int, float]:
    """The usual distance between two lines of a page: a low quantile, since paragraphs stand further apart."""
    distances: dict[int, list[float]] = {}
    for previous, line in pairwise(lines):
        if _column(previous) == _column(line) and line.middle > previous.middle + 0.5 * line.height:
            distances.setdefault(line.page, []).append(line.middle - previous.middle)
    usual = {page: sorted(values)[len(values) // 4] for page, values in distances.items()}
    overall = median(usual.values()) if usual else 12.0
    return {line.page: usual.get(line.page, overall) for line in lines}


def _right_margins(lines: list[Line]) -> dict[Column, float]:
    """The right edge of a block's text; a block of few lines borrows its page's."""
    edges: dict[Column, list[Line]] = {}
    for line in lines:
        edges.setdefault(_column(line), []).append(line)
    return {column: max(line.x1 for line in own) for column, own in edges.items()}


def _left_margins(lines: list[Line]) -> dict[Column, float]:
    edges: dict[Column, float] = {}
    for line in lines:
        edges[_column(line)] = min(edges.get(_column(line), line.x0), line.x0)
    return edges
