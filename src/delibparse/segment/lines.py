"""The lines of a text as possible headings: the number that each begins with, and how it is set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import regex

from delibparse.grammar.titles import SENTENCE_ENDS
from delibparse.layout import Span, covering
from delibparse.model.people import fold
from delibparse.wording import EXACT, Fixed, Template

LONGEST_LABEL = 30
"""Characters of the words in front of a heading's number: Délibération n°, Point de l'ordre du jour n°."""

LEAST_YEAR, LAST_YEAR = 1900, 2100
"""From which a part of a number is a year, alone or with the day, 20230306; and to which it is one alone."""

A_DAY = 10_000
"""What a year is times where its month and day are written behind it."""

NEAR = 60
"""Numbered lines among which the next of a run stands."""

SIZE_STEP = 0.5
"""Points by which the sizes of two lines differ when they are set in two."""


class Number(NamedTuple):
    """The number that a line begins with. `series` is what the numbers of one document have in common: the label in
    front and the way of writing, figures put to 9, roman ones to I, a letter to A ("deliberation9-9", "I"). `values`
    are its figures, by which it counts on."""

    span: Span
    series: str
    values: tuple[int, ...]

    @property
    def is_simple(self) -> bool:
        """Whether it counts from 1, as the points of one act do too."""
        return len(self.values) == 1

    @property
    def is_own(self) -> bool:
        """Whether it may be an act's own, with its year or its label, and not the rank of an item: 1.2 is one."""
        return not self.is_simple and (any(value >= LEAST_YEAR for value in self.values) or self.series[0].isalpha())

    @property
    def year(self) -> int | None:
        """The year that it bears, alone or at the head of a day: 2023-14, 20230306-01."""
        years = (value if value < A_DAY else value // A_DAY for value in self.values)
        return next((year for year in years if LEAST_YEAR <= year <= LAST_YEAR), None)


class Look(NamedTuple):
    """How a line differs from prose, by what stands out on the page. `size` is 0.0 for that of prose, and under it."""

    size: float
    bold: bool
    italic: bool
    underlined: bool
    capitals: bool
    centred: bool
    bulleted: bool
    coloured: bool


PLAIN = Look(0.0, False, False, False, False, False, False, False)
BULLETED = PLAIN._replace(bulleted=True)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a text: `title` is what follows its bullet and its number, `opens` whether it begins a paragraph,
    `in_sentence` whether that ends as a sentence does."""

    span: Span
    number: Number | None
    title: Span
    look: Look
    opens: bool
    in_sentence: bool


_NUMBERED = Fixed(
    r"""(?: (?P<label>\p{Lu}[\p{L}'’]*\.?(?:\s\p{L}[\p{L}'’]*){0,4}?\s?)?? (?:[nN]\s?[°ºo]\.?\s*|numéro\s|\#\s?)
          | (?P<word>\p{Lu}[\p{L}'’]*\.?(?:\s\p{L}[\p{L}'’]*)??\s)?? )
        (?P<number>
            (?:\p{Lu}{1,6}[-_–]?|\p{Lu}{1,4}\s?[-_–]?\s?)? (?P<figure>\d+(?:['lûOI]{1,2}\d+)*)\p{Lu}?
            (?:\s?[-–—_./]\s?(?:(?&figure)\p{Lu}?|[Il](?!\p{L})) | [-–_./]\p{Lu}{1,3}[-–_]?(?&figure))*
            (?:\s?(?i:bis|ter|quater)(?!\p{L}))?
          | (?<!\p{L})[IVXL]{1,6}(?=\s?[-–—.):]|\s+\p{Lu}) (?:\s?[-–.]\s?\d{1,2})*
          | (?<!\p{L})(?:\p{L}(?=\s?\))|[\p{Ll}A-L](?=\s?\.\s|\s[-–—]\s))
        )
        (?![\p{L}\d]|[,.]\d|\s?[€%]|\s°|°\s?C|\s?h\d|\s\d{3}(?!\d))
        (?P<mark>(?:\sde\sl['’]ordre\sdu\sjour)?\s*[-–—_.:)/°]*\s*)""",
    regex.V1 | regex.X,
)
_CIVIL = Template("@{CIVILITY}|@{CIVILITIES}", EXACT)
"""What stands before initials, and no label of a number: Mme A. BEN SAÏD."""

_FIGURES = Fixed(r"\d+(?:['lûOI]{1,2}\d+)*|(?<=\d\s?[-–—_./]\s?)[Il]$", regex.V1)
"""OCR takes a 1 for a letter, a 0 too."""

_LETTERS_FOR_FIGURES = str.maketrans({"l": "1", "I": "1", "û": "0", "O": "0", "'": None})
_ACT_LABEL = Template(r"^\W*(?:@{items.act}\s*)?(?:@{items.number})?\s*$")
_ROMAN = Fixed(r"[IVXL]{1,6}(?![\p{L}])", regex.V1)


def lines_of(text: Span) -> list[Line]:
    """The lines of a text in its order; those of one heading, which is set alike, are one."""
    prose = _prose(text)
    found: list[Line] = []
    for paragraph in text.paragraphs():
        for k, line in enumerate(paragraph.lines()):
            one = _line(line, prose, opens=k == 0, in_sentence=paragraph.raw.rstrip().endswith(SENTENCE_ENDS))
            if found and _goes_on(found[-1], one):
                found[-1] = replace(
                    found[-1],
                    span=covering([found[-1].span, one.span]),
                    title=covering([found[-1].title, one.span]) if found[-1].title else one.span,
                )
            else:
                found.append(one)
    return found


CLOSE = 0.6
"""Heights of a line from one centred line to the next below which both are of one heading."""


def _goes_on(above: Line, line: Line) -> bool:
    """Whether a line goes on with the heading above it."""
    if line.number is not None or line.look != above.look._replace(bulleted=False) or line.look == PLAIN:
        return False
    if not line.opens or line.span.raw[:1].islower():
        return True
    shape = line.span.shape
    return line.look.centred and shape is not None and shape.gap < CLOSE


class _Prose(NamedTuple):
    """How most letters of a text are set."""

    size: float
    bold: bool
    italic: bool
    colour: int


def _prose(text: Span) -> _Prose:
    letters: Counter[_Prose] = Counter()
    for piece in text.source.pieces_between(text.start, text.end):
        kind = piece.word.type
        letters[_Prose(_stepped(kind.size), kind.bold, kind.italic, kind.colour)] += piece.end - piece.start
    return letters.most_common(1)[0][0] if letters else _Prose(0.0, False, False, 0)


def _stepped(size: float) -> float:
    return round(size / SIZE_STEP) * SIZE_STEP


def _line(line: Span, prose: _Prose, *, opens: bool, in_sentence: bool) -> Line:
    bare = line.strip("•")
    number = number_of(bare)
    title = bare if number is None else bare.sub(number[1], len(bare))
    return Line(
        bare,
        None if number is None else number[0],
        title.strip(" :.–-—−_"),
        _look(line, bare, prose),
        opens,
        in_sentence,
    )


def _look(line: Span, bare: Span, prose: _Prose) -> Look:
    kind, shape = bare.type, bare.shape
    size = _stepped(kind.size)
    return Look(
        size=size if size > prose.size else 0.0,
        bold=kind.bold and not prose.bold,
        italic=kind.italic and not prose.italic,
        underlined=bare.is_underlined,
        capitals=is_in_capitals(bare.raw),
        centred=shape is not None and shape.centred,
        bulleted=line.start < bare.start,
        coloured=kind.colour != prose.colour,
    )


LEAST_CAPITALS = 4


def is_in_capitals(raw: str) -> bool:
    """Whether a line is in capitals, one letter in twelve that OCR misread aside."""
    small, big = sum(map(str.islower, raw)), sum(map(str.isupper, raw))
    return big >= LEAST_CAPITALS and small <= big // 12


def number_of(line: Span) -> tuple[Number, int] | None:
    """The number that a line begins with, and where its title starts; None for a line that begins with none. The act's
    own number, where it stands behind its rank."""
    found = _first_number(line)
    if found is None or not found[0].is_simple:
        return found
    return _own_number(line, found[1]) or found


def _first_number(line: Span) -> tuple[Number, int] | None:
    """The number that a line begins with, and where it ends."""
    match = line.match(_NUMBERED)
    if match is None:
        return None
    raw, words = match["number"], match["label"] or match["word"] or ""
    if len(words) > LONGEST_LABEL or line.lexicon.fullmatch(_CIVIL, words.strip()):
        return None
    behind = line.raw[match.end() :].lstrip()
    if behind[:1].islower():
        return None  # it stands in a title: Décision modificative n° 1 du budget
    if not match["mark"].strip() and not words and behind and not (behind[0].isupper() or behind[0].isdigit()):
        return None  # a figure in a sentence
    label = "".join(fold(word) for word in words.split())
    figures = tuple(int(figure.translate(_LETTERS_FOR_FIGURES)) for figure in _FIGURES.findall(raw)[:6])
    roman = _ROMAN.match(raw)
    if roman is not None and not raw[0].isdigit():
        values = (roman_value(roman[0]), *figures)
        written = "I" + "-9" * len(figures)
    elif figures:
        prefix = regex.split(r"\d", raw, maxsplit=1)[0].strip(" -_–")
        if prefix and len(figures) == 1:
            return None  # M57 is a budget's nomenclature, RD973 a road
        values, written = figures, fold(prefix) + "-".join("9" * len(figures))
    else:
        values, written = (ord(raw.lower()) - ord("a") + 1,), "A"
    if match["word"] and _is_day(values, raw):
        return None  # Séance du 17/11/2023
    if match["word"] and all(LEAST_YEAR <= value <= LAST_YEAR for value in values):
        return None  # Budget communal 2020, Contrat 2010-2014
    return Number(line.group(match, "number"), label + written, values), match.end()


def _is_day(values: tuple[int, ...], raw: str) -> bool:
    """Whether a number behind a word is a day: 17/11/2023."""
    if len(values) != len(_DAY) or not raw[-4:].isdigit():
        return False
    return all(least <= value <= most for value, (least, most) in zip(values, _DAY, strict=True))


_DAY = ((1, 31), (1, 12), (LEAST_YEAR, LAST_YEAR))


def _own_number(line: Span, start: int) -> tuple[Number, int] | None:
    """The act's own number behind the rank that it has in its session: 3. D2024-17 Subventions, 3. Délibération n°
    2024-17; not one that its title cites: 3. Retrait de la délibération n° 2023-4."""
    own = _first_number(line.sub(start, len(line)))
    if own is None or own[0].is_simple:
        return None
    label = Span(line.source, line.start + start, own[0].span.start)
    return (own[0], start + own[1]) if label.match(_ACT_LABEL) else None


def roman_value(number: str) -> int:
    """
    >>> roman_value("XIV")
    14
    """
    total, last = 0, 0
    for letter in reversed(number):
        value = {"I": 1, "V": 5, "X": 10, "L": 50}[letter]
        total += value if value >= last else -value
        last = max(last, value)
    return total


def rising(values: Sequence[int], steps: Sequence[int]) -> list[int]:
    """Indices of the longest run from the first value on in which each goes up by its step at most.

    >>> rising([1, 2, 1, 3, 9], [2] * 5)
    [0, 1, 3]
    """
    best: list[tuple[int, int | None]] = []  # of each value: length of the longest run that it ends, the index before
    for k, value in enumerate(values):
        length, before = (1, None) if k == 0 else (0, None)
        for j in range(max(0, k - NEAR), k):
            if best[j][0] >= max(length, 1) and 0 < value - values[j] <= steps[k]:
                length, before = best[j][0] + 1, j
        best.append((length, before))
    last: int | None = max(range(len(best)), key=lambda k: (best[k][0], -k))
    run: list[int] = []
    while last is not None:
        run.insert(0, last)
        last = best[last][1]
    return run
