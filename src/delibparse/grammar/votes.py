"""The vote: figures, names, unanimity, outcome."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, cast

from delibparse.grammar import columns, names, tally
from delibparse.grammar.labelled import LABELS
from delibparse.grammar.names import Style
from delibparse.grammar.tally import Tally
from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span, covering
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Lexicon, Template

Side = Literal["pour", "contre", "abstentions", "non_participants", "blancs_nuls"]

SIDES: tuple[Side, ...] = ("pour", "contre", "abstentions", "non_participants", "blancs_nuls")

UNANIMITY = Template(r"(?<![\p{L}])@{votes.unanimity}(?![\p{L}])")
NOT_UNANIMOUS = Template("@{votes.not_unanimous}")
MAJORITY = Template("@{votes.majority}")

EARLIER = Template("@{votes.earlier}")
"""A vote in a sentence that speaks of a committee is the committee's, not the council's."""

OUTCOMES: tuple[tuple[str, Template], ...] = tuple(
    (name, Template(rf"(?<![\p{{L}}])@{{votes.{name}}}(?![\p{{L}}])"))
    for name in ("rejete", "ajourne", "retire", "adopte", "prend_acte")
)
BALLOTS = tuple((name, Template(f"@{{votes.{name}}}")) for name in ("secret", "main_levee", "public"))

NEAR = 160
"""Characters within which figures of one vote follow each other, names in brackets aside."""


@dataclass(frozen=True, slots=True)
class Voter:
    person: Found[Personne]
    carried: int


@dataclass(slots=True)
class VoteReading:
    """What the page says of the vote; `region` is where its figures stand, None without figures or words. `contradicting`
    are figures of a sentence that the vote's table gives otherwise."""

    counts: dict[Side, Found[int]] = field(default_factory=dict)
    voters: dict[Side, list[Voter]] = field(default_factory=dict)
    unanimous: Found[bool] | None = None
    majority: Found[bool] | None = None
    outcome: Found[str] | None = None
    ballot: Found[str] | None = None
    region: Span | None = None
    contradicting: list[Span] = field(default_factory=list)


def _label_first(side: Side, figure: str) -> Template:
    """POUR : 28, Pour (28), and in a row of cells Pour 28"""
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>@{{votes.{side}}})(?![\p{{L}}])(?:\(s\))?\s*(?P<sep>[:=\t]|\(|\.{{2,}}|;(?=\s*\d))\s*"
        rf"(?P<figure>@{{{figure}}}|@{{NUMBER_WORDS}}|@{{votes.none}})(?![\d/])"
    )


def _figure_first(side: Side, figure: str) -> Template:
    """28 voix pour"""
    voices = "@{votes.voices}" if side in ("pour", "contre") else ""
    return Template(
        rf"(?<![\p{{L}}\d/.,])(?P<figure>@{{{figure}}}|@{{NUMBER_WORDS}})(?!\n\n)\s*(?:\(\s*\d+\s*\)\s*)?"
        rf"(?P<label>{voices}@{{votes.{side}}})(?![\p{{L}}])(?!\s*:\s*\d)"
    )


_FIGURES = {
    is_ocr: tuple((side, form(side, figure)) for side in SIDES for form in (_label_first, _figure_first))
    for is_ocr, figure in ((False, "FIGURE"), (True, "FIGURE_OCR"))
}
"""The forms of a figure with its side, on pages with a text layer and on recognised ones."""

_NONE = Template("@{votes.none}")
_ANY_LABEL = Template(
    r"(?<![\p{L}])(?:"
    + "|".join(f"(?P<{field}>@{{{block}.{field}}})" for block, fields in LABELS for field in fields)
    + r")(?![\p{L}])"
)
"""What may head a column of a vote's figures: a side, or a count of those who vote."""


@dataclass(frozen=True, slots=True)
class _Figure:
    side: Side
    value: int
    span: Span
    misread: str | None
    lone: bool  # "28 pour": a vote only beside another figure of it, otherwise "28 euros pour …" could be read


def read_vote(text: Span, style: Style, header: Span | None = None) -> VoteReading:
    """The council's vote in an act's text from its decision on (or the whole act where no decision is found), or in its
    header where the figures stand there."""
    reading = VoteReading()
    tables = tally.read_tallies(text, style)
    table = next((found for found in reversed(tables) if not _is_led_by_others(found.span, text)), None)
    free = [figure for figure in _all_figures(text) if not any(one.holds(figure.span) for one in tables)]
    cluster = _last_cluster(_clusters(free), text)
    if table is not None:
        cluster = _with_table(table, cluster, reading)
    elif not tables:
        cluster = _in_columns(text) or cluster
    if not cluster and table is None and header is not None:
        declared = _clusters(_all_figures(header))
        cluster = next((c for c in declared if {"pour", "contre"} <= {f.side for f in c}), [])
    for figure in cluster:
        reading.counts[figure.side] = Found(figure.value, figure.span, figure.misread)
    if cluster:
        reading.region = Span(text.source, cluster[0].span.start, cluster[-1].span.end)
    if table is not None:
        reading.region = covering([table.span, *([reading.region] if reading.region else [])])
    if cluster and cluster[0].span.start >= text.start:
        _read_voters(cluster, text, style, reading)
    _read_for(text, reading)
    _read_words(text, [f for f in cluster if f.span.start >= text.start], reading)
    _read_exceptions(text, style, reading)
    return reading


def _is_led_by_others(table: Span, text: Span) -> bool:
    """Whether the sentence above a table that ends in a colon speaks of a committee."""
    above = Span(text.source, text.start, table.start).strip()
    return above.raw.endswith(":") and _is_of_others(Span(text.source, above.end, above.end), text)


def _with_table(table: Tally, cluster: list[_Figure], reading: VoteReading) -> list[_Figure]:
    """The figures of a table with those that a sentence gives of other sides, where it contradicts the table in none;
    figures that do are kept for a warning. The voters of the table are read."""
    for side, entries in table.voters.items():
        reading.voters[cast(Side, side)] = [Voter(entry.person, entry.carried) for entry in entries]
    counts = [_Figure(cast(Side, side), one.value, one.span, one.misread, False) for side, one in table.counts.items()]
    against = next((entries for side, entries in table.voters.items() if side in tally.OTHERS), [])
    if against and "pour" not in table.counts:
        reading.unanimous = Found(False, against[0].person.span)
    in_table = {figure.side: figure.value for figure in counts}
    reading.contradicting = [one.span for one in cluster if in_table.get(one.side, one.value) != one.value]
    if reading.contradicting:
        return counts
    return sorted([*counts, *(one for one in cluster if one.side not in in_table)], key=lambda one: one.span.start)


def _all_figures(text: Span) -> list[_Figure]:
    figures: list[_Figure] = []
    for side, template in _FIGURES[text.is_ocr]:
        for match in text.matches(template):
            none = text.lexicon.fullmatch(_NONE, match["figure"])
            value = 0 if none else numbers.count(match["figure"])
            if value is not None:
                misread = None if none else numbers.misread(match["figure"])
                lone = side in ("pour", "contre") and text.lexicon.match(_LONE, match[0]) is not None
                figures.append(_Figure(side, value, text.group(match), misread, lone))
    figures.sort(key=lambda f: (f.span.start, -len(f.span)))
    kept: list[_Figure] = []
    for figure in figures:
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


def _in_columns(text: Span) -> list[_Figure]:
    """The figures of a table: the sides in one row, the votes in the next."""
    tables = [found for found in columns.pairs(text, _ANY_LABEL) if any(side == "pour" for side, _, _ in found)]
    if not tables:
        return []
    read = {side: (value, span) for side, span, value in tables[-1]}
    return [_Figure(side, *read[side], None, False) for side in read if side in SIDES]


_LONE = Template(r"\w+\s*(?:\(\s*\d+\s*\)\s*)?(?:pour|contre)$", EXACT)
"""In small letters: POUR in capitals is a vote's."""


def _clusters(figures: list[_Figure]) -> list[list[_Figure]]:
    """Figures of one vote: near each other, no side twice."""
    clusters: list[list[_Figure]] = []
    for figure in figures:
        last = clusters[-1] if clusters else []
        if last and figure.span.start - last[-1].span.end < NEAR and figure.side not in {f.side for f in last}:
            last.append(figure)
        else:
            clusters.append([figure])
    return clusters


def _last_cluster(clusters: list[list[_Figure]], text: Span) -> list[_Figure]:
    """The council's own vote: the last one that is not told of a committee; one that has a "pour" before others."""
    own = [c for c in clusters if not _is_earlier(c, text) and not (len(c) == 1 and c[0].lone)]
    with_pour = [cluster for cluster in own if any(f.side == "pour" for f in cluster)]
    ranked = with_pour or own
    return ranked[-1] if ranked else []


def _is_earlier(cluster: list[_Figure], text: Span) -> bool:
    return _is_of_others(cluster[0].span, text)


def _is_of_others(words: Span, text: Span) -> bool:
    """Whether the sentence that leads to some words speaks of a committee."""
    start = words.start - text.start
    sentence = _last_sentence(text.raw[max(start - 300, 0) : start], text.lexicon)
    return text.lexicon.search(EARLIER, sentence) is not None


_SENTENCE_END = Template(r"[.;]\s|\n\n", EXACT)


def _last_sentence(raw: str, lexicon: Lexicon) -> str:
    """What stands behind the last full stop, semicolon or paragraph's end."""
    ends = lexicon.matches(_SENTENCE_END, raw)
    return raw[ends[-1].end() :] if ends else raw


def _read_voters(cluster: list[_Figure], text: Span, style: Style, reading: VoteReading) -> None:
    """Names behind a figure, in brackets or after a colon: "10 [F. MERY (+1 pouvoir), G. MICHAUD]"."""
    for k, figure in enumerate(cluster):
        end = cluster[k + 1].span.start if k + 1 < len(cluster) else text.end
        behind = Span(text.source, figure.span.end, end)
        named = _bracketed(behind)
        if named is None or not figure.value:
            continue
        entries = [entry for entry in names.people(named, style) if _is_someone(entry, named.lexicon)]
        if entries and figure.side not in reading.voters:
            reading.voters[figure.side] = [Voter(entry.person, entry.carried) for entry in entries]
            assert reading.region is not None
            reading.region = Span(text.source, reading.region.start, max(reading.region.end, named.end))


_GROUP = Template(r"^@{votes.group}\b")


def _is_someone(entry: names.Entry, lexicon: Lexicon) -> bool:
    """Whether what stands beside a figure names a member and not a group: a civility, capitals or a first name."""
    who = entry.person.value
    lone = who.prenom is None and who.civilite is None and not names.is_capitals(who.nom or "")
    return not lone and lexicon.match(_GROUP, who.texte) is None


_LEAD = Template(r"\s*(?:(?:voix|votes?)\s*)?[:\-–]?\s*", EXACT)
_NAMES_END = Template(r"\n\n|\.\s|\.$|;|^[^(]*?(?=\))", EXACT)
_OPEN, _CLOSE = "[({", "])}"


def _bracketed(behind: Span) -> Span | None:
    """The inside of a bracket that opens right behind a figure, or the names after a colon up to the paragraph's end."""
    raw = behind.raw
    lead = behind.match(_LEAD)
    start = lead.end() if lead else 0
    if start < len(raw) and raw[start] in _OPEN:
        depth = 0
        for k in range(start, len(raw)):
            if raw[k] in _OPEN:
                depth += 1
            elif raw[k] in _CLOSE:
                depth -= 1
                if depth == 0:
                    return behind.sub(start + 1, k).strip()
        paragraph_end = raw.find("\n\n", start)  # the bracket's end was not read
        return behind.sub(start + 1, paragraph_end if paragraph_end >= 0 else len(raw)).strip()
    if lead and ":" in lead[0]:
        stop = behind.lexicon.search(_NAMES_END, raw[start:])
        end = start + (stop.end() if stop[0].strip(".;\n ") else stop.start()) if stop else len(raw)
        return behind.sub(start, end).strip() or None
    return None


_EXCEPT = Template(r"@{votes.exception}\s+(?P<names>[^.;]{3,400}?)\s*,?\s+qui\s+(?P<side>@{votes.exception_side})")
"""Le conseil municipal, à l'exception de Mme LEROY, MM. SIRI, HUET, qui s'abstiennent, accepte."""


def _read_exceptions(text: Span, style: Style, reading: VoteReading) -> None:
    """The opponents or abstainers named in words. Not their number: a proxy may have voted with them."""
    for match in text.matches(_EXCEPT):
        words = match["side"].casefold()
        side: Side = "contre" if "contre" in words else "non_participants" if words.startswith("ne") else "abstentions"
        entries = names.people(text.group(match, "names"), style)
        if entries and side not in reading.voters:
            reading.voters[side] = [Voter(entry.person, entry.carried) for entry in entries]
            if side != "non_participants":
                reading.unanimous = Found(False, text.group(match))
            reading.region = reading.region or text.group(match)


_VOTERS_OF_UNANIMITY = Template(
    r"\s+(?:@{votes.voters_of_unanimity})?\(\s*(?P<figure>\d{1,3})\s*(?:voix|votes?|pour)\s*\)"
)
"""A L'UNANIMITE des votants (31 voix)"""

_FOR_A_MOTION = Template(r"^[•\s]*@{votes.for_a_motion}(?P<figure>\d{1,3})\s+(?:votes?|voix)\s*(?=$|[.,;])")
"""Pour le changement de prestataire : 13 votes"""


def _read_for(text: Span, reading: VoteReading) -> None:
    """The votes for, where the sentence says them otherwise than "28 pour"."""
    if "pour" in reading.counts:
        return
    unanimity = text.search(UNANIMITY)
    match = text.lexicon.match(_VOTERS_OF_UNANIMITY, text.raw, unanimity.end()) if unanimity else None
    match = match or text.search(_FOR_A_MOTION)
    if match:
        span = text.group(match, "figure")
        reading.counts["pour"] = Found(int(match["figure"]), span)
        reading.region = reading.region or span


def _read_words(text: Span, cluster: list[_Figure], reading: VoteReading) -> None:
    near = text
    if cluster:
        start = max(cluster[0].span.start - 400, text.start)
        near = Span(text.source, start, min(cluster[-1].span.end + 400, text.end))
    for match in near.matches(UNANIMITY):
        before = near.raw[max(match.start() - 200, 0) : match.start()]
        of_others = near.lexicon.search(EARLIER, _last_sentence(before, near.lexicon))
        if not of_others and not near.lexicon.search(NOT_UNANIMOUS, before[-30:]):
            reading.unanimous = Found(True, near.group(match))
    if reading.unanimous is None and (majority := near.search(NOT_UNANIMOUS)):
        reading.unanimous = Found(False, near.group(majority))
    if printed := near.search(MAJORITY):
        reading.majority = Found(True, near.group(printed))
    for name, pattern in OUTCOMES:
        if said := text.search(pattern):
            reading.outcome = Found(name, text.group(said))
            break
    for name, pattern in BALLOTS:
        if held := text.search(pattern):
            reading.ballot = Found(name, text.group(held))
            break
