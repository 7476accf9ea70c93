"""The figures that an act declares of its assembly: en exercice, présents, pouvoirs, excusés, absents, votants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from delibparse.grammar import columns
from delibparse.grammar.blocks import Block
from delibparse.grammar.count_sentences import read_sentences
from delibparse.grammar.headcount import read_headcount
from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span, covering
from delibparse.wording import EXACT, Fixed, Lexicon, Template

FROM_BLOCK = {"presents": "presents", "pouvoirs": "pouvoirs", "excuses": "excuses", "absents": "absents"}

_LEADER = r"\s*(?:[:=]|\.{2,}|…|[.…·:\s]*:)?[\s.…·]*"
"""What stands between a label and its figure: a colon, dotted leaders, a new line."""


ORDER = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")
ANYWHERE = ("en_exercice", "votants", "suffrages_exprimes")
"""The figures that may stand outside the attendance."""

_AHEAD = r"(?![\p{L}\d/.,]\d|[\d])(?!\s?[%€°]|\s*@{counts.of_other}|\s+@{counts.behind_presents}\s+sur\s+\d)"


@lru_cache(maxsize=64)
def _labelled(lexicon: Lexicon, field: str, ocr: bool) -> Template:
    """A label and its figure; on a recognised page, whose figures may be misread and whose spaces lost."""
    figure = r"(?:@{FIGURE_OCR}|@{ELEVEN_OCR}(?=\s*(?:\n|$)))" if ocr else "@{FIGURE}"
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>{_label(lexicon, field, ocr)})(?:\(s\)|\(e\.?s?\))?(?:{_LEADER}|\s*[(]\s*)"
        rf"(?P<figure>{figure}|@{{NUMBER_WORDS}}){_AHEAD}"
    )


def _label(lexicon: Lexicon, field: str, ocr: bool) -> str:
    """The wordings of a count; OCR loses the spaces in them: Enexercice."""
    words = lexicon.expand(Template(f"@{{counts.{field}}}", EXACT))
    return words.replace(" ?", r"\s*").replace(" ", r"\s*").replace(r"\s+", r"\s*") if ocr else words


@lru_cache(maxsize=64)
def _without_figure(lexicon: Lexicon, field: str) -> Template:
    label = _label(lexicon, field, ocr=True)
    return Template(rf"(?<![\p{{L}}\d])(?P<label>{label})\s?:[ \t.…]*(?=\n|\p{{Lu}}|$)")


def unread(zone: Span) -> dict[str, Span]:
    """On a recognised page, the labels of counts without their figure, by field: the engine lost it. Only labels that
    head no list of names: of the assembly and its voters, that a colon and nothing follows; and those in a column of
    labels of which others have their figures, whatever was left of its leaders."""
    found = {}
    for field in ("en_exercice", "votants") if zone.is_ocr else ():
        match = zone.search(_without_figure(zone.lexicon, field))
        if match:
            found[field] = zone.group(match, "label")
    return (_in_a_column(zone) if zone.is_ocr else {}) | found


def _in_a_column(zone: Span) -> dict[str, Span]:
    """The labels without a figure among lines of labels and figures; the first and the last may head a list."""
    runs: list[list[regex.Match[str]]] = []
    for match in zone.matches(_ROW):
        joined = runs and not zone.raw[runs[-1][-1].end() : match.start()].strip()
        runs = [*runs[:-1], [*runs[-1], match]] if joined else [*runs, [match]]
    found = {}
    for run in runs:
        if sum(bool(row["figure"]) for row in run) < FIGURES:
            continue
        for row in run:
            field = next(field for field in ORDER if row[field])
            if not row["figure"] and (field in ANYWHERE or row not in (run[0], run[-1])):
                found[field] = zone.group(row, field)
    return found


FIGURES = 2
"""Figures of a column of labels from which one without is a figure lost."""


def read_counts(attendance: Span, whole: Span, blocks: Sequence[Block], beside: Span) -> dict[str, Found[int]]:
    """The declared figures by field of `effectif`.

    A count in a heading (`PRESENTS ( 27 )`) comes first, then a label with a colon or at a line's start in the
    attendance; the votes' own figures (votants, suffrages exprimés) and the whole assembly's may stand anywhere in the act. What a margin
    repeats on each page (`beside`) tells what was not read on the first.
    """
    found: dict[str, Found[int]] = {}
    for block in blocks:
        field = FROM_BLOCK.get(block.kind)
        if field and block.count is not None and field not in found:
            value = numbers.count(block.count.text)
            if value is not None:
                end = min(block.count.end + 1, len(block.heading.source))
                span = Span(block.heading.source, block.heading.start, end)
                found[field] = Found(value, span, numbers.misread(block.count.text))
    for field, count in (
        _in_a_row(attendance) | _columns(attendance) | _behind_voters(attendance) | read_headcount(attendance)
    ).items():
        found.setdefault(field, count)
    for field in ORDER:
        if field in found:
            continue
        zone = whole if field in ANYWHERE else attendance
        read = _labelled_count(zone, field) or _repeated(beside, field)
        if read is not None:
            found[field] = read
    for field, count in (read_sentences(attendance) | _behind_voters(beside)).items():
        found.setdefault(field, count)
    if "en_exercice" not in found and (size := _labelled_count(attendance, "assembly")) is not None:
        found["en_exercice"] = size
    return found


def contradicting(attendance: Span, blocks: Sequence[Block]) -> list[Span]:
    """The figures of headings and sentences that a table of counts gives otherwise, in the text's order."""
    found: list[Span] = []
    for field, told in read_headcount(attendance).items():
        headings = [block for block in blocks if FROM_BLOCK.get(block.kind) == field and block.count is not None]
        found += [covering([b.heading, b.count]) for b in headings if b.count and _differs(b.count, told)]
        for match in attendance.matches(_labelled(attendance.lexicon, field, attendance.is_ocr)):
            beside = attendance.group(match)
            known = any(beside.start < other.end and other.start < beside.end for other in found)
            if not known and _score(attendance.raw, match) >= 2 and _differs(attendance.group(match, "figure"), told):
                found.append(beside)
    return sorted((span for span in found if not span.is_in_table), key=lambda span: span.start)


def _differs(figure: Span, told: Found[int]) -> bool:
    return numbers.count(figure.text) not in (None, told.value)


def _repeated(margins: Span, field: str) -> Found[int] | None:
    """The figure that the margins of most pages agree on."""
    read: dict[int, list[Found[int]]] = {}
    for match in margins.matches(_labelled(margins.lexicon, field, margins.is_ocr)):
        value = _value(match, margins.lexicon)
        if value is not None and _score(margins.raw, match) >= 2:
            read.setdefault(value, []).append(Found(value, margins.group(match), _misread(match, margins.lexicon)))
    if not read:
        return None
    best = max(read.values(), key=len)
    return best[0] if len(best) > sum(len(r) for r in read.values()) / 2 else None


_ELEVEN = Template("^@{ELEVEN_OCR}$", EXACT)
"""Letters that OCR reads for an 11 that stands alone at a line's end."""


def _value(match: regex.Match[str], lexicon: Lexicon) -> int | None:
    return 11 if lexicon.match(_ELEVEN, match["figure"]) else numbers.count(match["figure"])


def _misread(match: regex.Match[str], lexicon: Lexicon) -> str | None:
    return match["figure"] if lexicon.match(_ELEVEN, match["figure"]) else numbers.misread(match["figure"])


def _labelled_count(zone: Span, field: str) -> Found[int] | None:
    best: tuple[int, Found[int]] | None = None
    for match in zone.matches(_labelled(zone.lexicon, field, zone.is_ocr)):
        value = _value(match, zone.lexicon)
        if value is None:
            continue
        score = _score(zone.raw, match)
        if score >= 2 and (best is None or score > best[0]):
            best = score, Found(value, zone.group(match), _misread(match, zone.lexicon))
    return best[1] if best else None


@dataclass(frozen=True, slots=True)
class Restated:
    """The figures of the assembly that minutes print again in mid-session, by field, and where the first stands."""

    start: int
    counts: Mapping[str, Found[int]]


APART = 80
"""Characters between two figures that are printed again together."""

OPENING_ONLY = ("presents", "pouvoirs", "excuses", "absents", "votants", "suffrages_exprimes")
"""The figures that hold until they are printed again; the others hold for the session."""


def restated(text: Span) -> list[Restated]:
    """The figures printed again in a text below the lists: groups of labels that tell of those present, or of the whole
    assembly and its voters. A lone label is of something else."""
    read: list[tuple[str, Found[int]]] = []
    for field in (*OPENING_ONLY, "en_exercice", "quorum"):
        for match in text.matches(_labelled(text.lexicon, field, text.is_ocr)):
            value = _value(match, text.lexicon)
            if value is not None and _score(text.raw, match) >= 2:
                read.append((field, Found(value, text.group(match), _misread(match, text.lexicon))))
    groups: list[dict[str, Found[int]]] = []
    end = 0
    for field, found in sorted(read, key=lambda row: row[1].span.start):
        if not groups or found.span.start - end > APART or field in groups[-1]:
            groups.append({})
        groups[-1][field] = found
        end = found.span.end
    told = [
        group for group in groups if len(group) > 1 and ("presents" in group or {"en_exercice", "votants"} <= {*group})
    ]
    return [Restated(min(found.span.start for found in group.values()), group) for group in told]


_FIGURE_FIRST = {
    field: Template(
        rf"(?<![\p{{L}}\d.,/])(?:@{{counts.among}}\s+)?(?P<figure>\d{{1,3}})\s+@{{counts.behind_{field}}}(?!\p{{L}}|\s*:)"
    )
    for field in ("presents", "pouvoirs")
}
"""Votants : 27 dont 22 Présents et 05 Procurations; dont 2 procurations"""


def _behind_voters(zone: Span) -> dict[str, Found[int]]:
    """The figures that stand before their labels, behind those of the voters."""
    found: dict[str, Found[int]] = {}
    for voters in zone.matches(_labelled(zone.lexicon, "votants", zone.is_ocr)):
        behind = zone.sub(voters.end(), min(voters.end() + 60, len(zone)))
        for field, pattern in _FIGURE_FIRST.items():
            match = behind.search(pattern)
            if match and field not in found:
                found[field] = Found(int(match["figure"]), behind.group(match))
    if "pouvoirs" not in found and (among := zone.search(_AMONG_THEM)):
        found["pouvoirs"] = Found(int(among["figure"]), zone.group(among))
    return found


_AMONG_THEM = Template(r"(?:^|\n)[ \t]*@{counts.among}\s+(?P<figure>\d{1,2})\s+@{counts.behind_pouvoirs}(?!\p{L})")
"""The last line of a margin's counts: dont 2 procurations."""


def _score(raw: str, match: regex.Match[str]) -> int:
    """2 for a colon, dots or a cell's end before the figure, 1 for a line's start, 1 for a figure that ends its line; a figure in
    words must be declared by a colon."""
    between = raw[match.end("label") : match.start("figure")]
    before = raw[: match.start()].rstrip(" \t•")
    after = raw[match.end() : match.end() + 12]
    score = 0
    if "\t" in between or ":" in between or ".." in between or "…" in between or "=" in between:
        score += 2
    if not before or before.endswith("\n"):
        score += 1
    if not after.strip(" \t.)") or after.lstrip(" \t.)").startswith("\n"):
        score += 1
    if match["figure"][0].isalpha() and len(match["figure"]) > 1 and not {":", "\t"} & set(between):
        score -= 2
    return score


# ---- Labels and figures apart --------------------------------------------------------------------------------------


_GROUPS = "|".join(f"(?P<{field}>@{{counts.{field}}})" for field in ORDER)
_ANY_LABEL = Template(rf"(?<![\p{{L}}\d])(?:{_GROUPS})(?:\(s\)|\(e\.?s?\))?(?![\p{{L}}])")
_FIGURE_ROWS = Template(rf"(?:^|(?<=\n))[ \t]*(?P<figure>\d{{1,3}})[ \t]+(?:{_GROUPS})[ \t]*:?[ \t]*(?=\n|$)")

_ROW = Template(
    rf"(?<![^\n])[ \t]*(?:\p{{L}}[\p{{L}}'’]*[ ]){{0,4}}?(?:{_GROUPS})(?:\(s\)|\(e\.?s?\))?"
    r"[ \t:=.…·]*(?P<figure>\d{1,3})?[ \t.]*(?=\n|$)"
)
"""Nombre de conseillers en exercice …… 15"""


def _columns(zone: Span) -> dict[str, Found[int]]:
    """Figures of a column beside that of their labels, or before their labels in each row. Only those that can be what
    the labels say are kept: no more présents than members, voters that are the présents and the proxies. Where a colon
    ends each label, and in three rows and more, each figure is its label's whatever it says: one misread, or a clerk's
    slip, is for the sums to find."""
    rows = [(m.lastgroup or "", zone.group(m, "figure"), int(m["figure"])) for m in zone.matches(_FIGURE_ROWS)]
    for found, told in [*columns.pairs(zone, _ANY_LABEL), columns.Pairs(rows, len(rows) >= SURELY_ROWS)]:
        values = {field: value for field, _, value in found}
        if len(values) == len(found) >= columns.LEAST and (told or _plausible(values)):
            return {field: Found(value, span) for field, span, value in found}
    return {}


SURELY_ROWS = 3

_PAIR = Template(
    rf"(?<![\p{{L}}\d])(?:{_GROUPS})(?:\(s\)|\(e\.?s?\))?\s+(?P<figure>\d{{1,3}})(?![\p{{L}}\d/.,]\d|[\d%€°])"
)
_NOTHING = Fixed(r"[\s,;.•–-]*", regex.V1)


def _in_a_row(zone: Span) -> dict[str, Found[int]]:
    """Labels and figures that follow each other with nothing between them, three and more, whose figures agree: "Nombre
    de présents 45 Nombre de procurations 4 Nombre de votants 49"."""
    runs: list[list[regex.Match[str]]] = []
    for match in zone.matches(_PAIR):
        joined = runs and _NOTHING.fullmatch(zone.raw[runs[-1][-1].end() : match.start()]) is not None
        if joined:
            runs[-1].append(match)
        else:
            runs.append([match])
    for run in runs:
        found = {next(f for f in ORDER if m[f]): Found(int(m["figure"]), zone.group(m)) for m in run}
        if len(found) == len(run) >= SURELY_ROWS and _plausible({field: one.value for field, one in found.items()}):
            return found
    return {}


def _plausible(values: dict[str, int]) -> bool:
    whole = values.get("en_exercice")
    if whole is None:
        voters = values.get("votants")
        return voters is not None and voters == values.get("presents", voters + 1) + values.get("pouvoirs", 0)
    if any(value > whole for value in values.values()):
        return False
    there = values.get("presents")
    if there is not None and "pouvoirs" in values and there + values["pouvoirs"] > whole:
        return False
    if there is not None and "votants" in values:
        return there <= values["votants"] <= there + values.get("pouvoirs", whole)
    return there is not None


# ---- Rows of counts ------------------------------------------------------------------------------------------------

ANY_COUNT = "|".join(f"@{{counts.{field}}}" for field in ORDER)
COUNTS = Template(
    r"(?:[\s:]*\d{1,3}(?=\s*\n))?"
    rf"(?:[\s•·–/|;,.…\-]*(?:(?:{ANY_COUNT})[\s:=.…]*(?:\d{{1,3}}|@{{NUMBER_WORDS}})|\d{{1,3}}\s+(?:{ANY_COUNT}))"
    r"(?![\p{L}\d/]))+"
)
"""The counts of the assembly, among which a heading was one: "Pouvoirs : 2 / Votants : 17"."""
