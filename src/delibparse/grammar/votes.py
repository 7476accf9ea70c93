"""The vote: figures, names, unanimity, outcome."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import cast

import regex

from delibparse.grammar import columns, tally, vote_names
from delibparse.grammar.labelled import LABELS
from delibparse.grammar.tally import Tally
from delibparse.grammar.values import name_lists, numbers
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly, Named, Side, Voter
from delibparse.layout import Found, Span, covering
from delibparse.wording import EXACT, Fixed, Lexicon, Template

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
"""Characters within which figures of one vote follow each other, names behind the first aside."""


@dataclass(frozen=True, slots=True)
class VoteReading:
    """What the page says of the vote; `region` is where its figures stand, None without figures or words. `contradicting`
    are figures of a sentence that the vote's table gives otherwise."""

    counts: Mapping[Side, Found[int]]
    voters: Mapping[Side, tuple[Voter, ...]]
    unanimous: Found[bool] | None
    majority: Found[bool] | None
    outcome: Found[str] | None
    ballot: Found[str] | None
    region: Span | None
    contradicting: tuple[Span, ...] = ()


_LETTER_O = r"(?-i:O)(?=\s*(?:[;,\n\t–-]|\.(?!\s*\p{Lu})|$)|\s(?-i:\p{Lu}{2}))"
"""A nought in a text that somebody recognised or typed: "abstentions : O"."""


def _label_first(side: Side, figure: str) -> Template:
    """POUR : 28, Pour (28), and in a row of cells Pour 28"""
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>@{{votes.{side}}})(?![\p{{L}}])(?:\(s\))?\s*(?P<sep>[:=\t]|\(|\.{{2,}}|;(?=\s*\d))\s*"
        rf"(?P<figure>@{{{figure}}}|{_LETTER_O}|@{{NUMBER_WORDS}}|@{{votes.none}})(?![\d/])"
    )


def _figure_first(side: Side, figure: str) -> Template:
    """28 voix pour"""
    voices = "@{votes.voices}" if side in ("pour", "contre") else ""
    return Template(
        rf"(?<![\p{{L}}\d/.,])(?P<figure>@{{{figure}}}|@{{NUMBER_WORDS}}|@{{votes.no}})(?!\n\n)\s*(?:\(\s*\d+\s*\)\s*)?"
        rf"(?P<label>{voices}@{{votes.{side}}})(?![\p{{L}}])(?!\s*:\s*\d)"
    )


def _side_by_side(side: Side, figure: str) -> Template:
    """pour 10, contre 3: a vote only beside another figure of it"""
    return Template(
        rf"(?<![\p{{L}}\d])(?P<label>@{{votes.{side}}})(?P<sep>[ ])(?P<figure>@{{{figure}}})(?=\s*(?:[,;.(–-]|$|\n|:?\s+(?-i:\p{{Lu}})))"
    )


_FIGURES = {
    is_ocr: tuple((side, form(side, figure)) for side in SIDES for form in (_label_first, _figure_first, _side_by_side))
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


def read_vote(text: Span, assembly: Assembly, header: Span | None = None, above: Span | None = None) -> VoteReading:
    """Read the council's vote from an act's text from its decision on (or the whole act where no decision is found), or
    from its header where the figures stand there. Who keeps out may be told `above` the decision."""
    style = assembly.style
    tables = tally.read_tallies(text, style)
    table = next((found for found in reversed(tables) if not _is_led_by_others(found.span, text)), None)
    free = [figure for figure in _all_figures(text) if not any(one.holds(figure.span) for one in tables)]
    said = _last_cluster(_clusters(free), text)
    if not tables:
        said = _in_columns(text) or said
    cluster = said if table is None else _with_table(table, said)
    if not cluster and table is None and header is not None:
        declared = _clusters(_all_figures(header))
        cluster = next((c for c in declared if {"pour", "contre"} <= {f.side for f in c}), [])
    counts = {figure.side: Found(figure.value, figure.span, figure.misread) for figure in cluster}
    in_text = [figure for figure in cluster if figure.span.start >= text.start]
    named = _voters(in_text, text, assembly)
    in_table = _voters_of(table)
    said_for = None if "pour" in counts or table is not None else _said_for(text)
    excepted = _exceptions(text, style, {*in_table, *(group.side for group in named)})
    apart = _named_apart(text, assembly, counts, {*in_table, *(group.side for group in (*named, *excepted))})
    if above is not None and not any(group.side == "non_participants" for group in (*named, *excepted, *apart)):
        apart += [one for one in _named_apart(above, assembly, counts, in_table) if one.side == "non_participants"]
    near = _near(text, in_text if "pour" in counts else [])
    region = _region(cluster, named, said_for, excepted or apart)
    return VoteReading(
        counts=counts if said_for is None else {**counts, "pour": said_for},
        voters={group.side: group.voters for group in (*named, *excepted, *apart)} | in_table,
        unanimous=_dissent_in(table) or _dissent(excepted) or _unanimity(near, counts) or _dissent(apart),
        majority=Found(True, near.group(printed)) if (printed := near.search(MAJORITY)) else None,
        outcome=_first_named(OUTCOMES, text),
        ballot=_first_named(BALLOTS, text),
        region=region if table is None else covering([table.span, *([region] if region else [])]),
        contradicting=() if table is None else _contradicting(table, said),
    )


def _named_apart(
    text: Span, assembly: Assembly, counts: Mapping[Side, Found[int]], known: Container[Side]
) -> list[Named]:
    """The members whom lines or sentences of their own name, of the sides that are not `known` otherwise and whose figure
    is not nought."""

    def is_of_others(words: Span) -> bool:
        return _is_of_others(words, text)

    told = vote_names.named_behind_labels(text, assembly, is_of_others)
    told += vote_names.named_before_verbs(text, assembly, is_of_others)
    figures = {side: found.value for side, found in counts.items()}
    return [one for one in vote_names.chosen(told, figures) if one.side not in known and figures.get(one.side) != 0]


def _region(
    cluster: list[_Figure], named: list[Named], said_for: Found[int] | None, excepted: list[Named]
) -> Span | None:
    """Where the figures and the names beside them stand, or else the first words that tell of a vote."""
    if cluster:
        end = max(span.end for span in (cluster[-1].span, *(group.place for group in named)))
        return Span(cluster[0].span.source, cluster[0].span.start, end)
    if said_for is not None:
        return said_for.span
    return excepted[0].place if excepted else None


def _is_led_by_others(table: Span, text: Span) -> bool:
    """Whether the sentence above a table that ends in a colon speaks of a committee."""
    above = Span(text.source, text.start, table.start).strip()
    return above.raw.endswith(":") and _is_of_others(Span(text.source, above.end, above.end), text)


def _figures_of(table: Tally) -> list[_Figure]:
    return [_Figure(cast(Side, side), one.value, one.span, one.misread, False) for side, one in table.counts.items()]


def _contradicting(table: Tally, said: list[_Figure]) -> tuple[Span, ...]:
    """The figures of a sentence that a table gives otherwise."""
    told = {figure.side: figure.value for figure in _figures_of(table)}
    return tuple(one.span for one in said if told.get(one.side, one.value) != one.value)


def _with_table(table: Tally, said: list[_Figure]) -> list[_Figure]:
    """The figures of a table with those that a sentence gives of other sides, where it contradicts the table in none."""
    counts = _figures_of(table)
    if _contradicting(table, said):
        return counts
    told = {figure.side for figure in counts}
    return sorted([*counts, *(one for one in said if one.side not in told)], key=lambda one: one.span.start)


def _voters_of(table: Tally | None) -> dict[Side, tuple[Voter, ...]]:
    """The members that a table names or marks, by side."""
    return {
        cast(Side, side): tuple(Voter(entry.person, entry.carried) for entry in entries)
        for side, entries in (table.voters.items() if table is not None else ())
    }


def _dissent_in(table: Tally | None) -> Found[bool] | None:
    """That a vote was not unanimous, by a table without figures that names who was not for it."""
    if table is None or "pour" in table.counts:
        return None
    against = next((entries for side, entries in table.voters.items() if side in tally.OTHERS), [])
    return Found(False, against[0].person.span) if against else None


def _all_figures(text: Span) -> list[_Figure]:
    figures: list[_Figure] = []
    for side, template in _FIGURES[text.is_ocr]:
        for match in text.matches(template):
            none = text.lexicon.fullmatch(_NONE, match["figure"])
            value = 0 if none else numbers.count(match["figure"])
            if value is not None:
                misread = None if none else numbers.misread(match["figure"])
                alone = match.groupdict().get("sep") == " " or (
                    side in ("pour", "contre") and text.lexicon.match(_LONE, match[0]) is not None
                )
                lone = alone and _NAMES_BEHIND.match(text.raw, match.end()) is None
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


_NAMES_BEHIND = Fixed(r"\s*[:(]\s*\p{Lu}", regex.V1)
"""2 contre : M. PETIT et Mme ROY"""

_LONE = Template(r"\w+\s*(?:\(\s*\d+\s*\)\s*)?(?:pour|contre)$", EXACT)
"""In small letters: POUR in capitals is a vote's."""


def _clusters(figures: list[_Figure]) -> list[list[_Figure]]:
    """Figures of one vote: near each other, no side twice."""
    clusters: list[list[_Figure]] = []
    for figure in figures:
        last = clusters[-1] if clusters else []
        if last and figure.side not in {f.side for f in last} and _is_near(last[-1].span, figure.span):
            last.append(figure)
        else:
            clusters.append([figure])
    return clusters


def _is_near(one: Span, other: Span) -> bool:
    """Whether nothing but a few words, or the names of those who voted so, part two figures."""
    between = other.start - one.end
    if between < NEAR:
        return True
    named = one.source.value[one.end : other.start] if between < vote_names.LONGEST_LIST else ""
    return _NAMES_BETWEEN.fullmatch(named) is not None


_NAMES_BETWEEN = Fixed(r"\s*[:(]\s*\p{Lu}(?:[^.;:]|(?<=(?<!\p{L})\p{Lu}\p{L}{0,2})\.)*", regex.V1)


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


def _voters(cluster: list[_Figure], text: Span, assembly: Assembly) -> list[Named]:
    """Names behind a figure, in brackets or after a colon: "10 [F. MERY (+1 pouvoir), G. MICHAUD]"."""
    found = []
    ends = [*(figure.span.start for figure in cluster[1:]), text.end]
    for figure, end in zip(cluster, ends, strict=False):
        inside = _bracketed(Span(text.source, figure.span.end, end))
        if not figure.value:
            continue
        voters = tuple(vote_names.voters_in(inside, assembly)) if inside is not None else ()
        if inside is not None and voters:
            found.append(Named(figure.side, voters, inside))
        elif inside is None and (behind := vote_names.voters_behind(figure.span, end, assembly)) is not None:
            found.append(Named(figure.side, behind[1], behind[0]))
    return found


_LEAD = Template(r"\s*(?:(?:voix|votes?)\s*)?[:\-–]?\s*", EXACT)
_NAMES_END = Template(r"\n\n|(?<=\p{L}{3}|[)\]])\.\s|\.$|;|^[^(]*?(?=\))", EXACT)
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


def _exceptions(text: Span, style: Style, known: Set[Side]) -> list[Named]:
    """The opponents or abstainers named in words, of the sides that are not `known` by names beside their figure. Not
    their number: a proxy may have voted with them."""
    found: dict[Side, Named] = {}
    for match in text.matches(_EXCEPT):
        words = match["side"].casefold()
        side: Side = "contre" if "contre" in words else "non_participants" if words.startswith("ne") else "abstentions"
        entries = name_lists.people(text.group(match, "names"), style)
        if entries and side not in known and side not in found:
            voters = tuple(Voter(entry.person, entry.carried) for entry in entries)
            found[side] = Named(side, voters, text.group(match))
    return list(found.values())


def _dissent(excepted: list[Named]) -> Found[bool] | None:
    """No unanimity, where some are named who opposed or abstained; who took no part does not break it."""
    places = [group.place for group in excepted if group.side != "non_participants"]
    return Found(False, places[-1]) if places else None


_VOTERS_OF_UNANIMITY = Template(
    r"\s+(?:@{votes.voters_of_unanimity})?\(\s*(?P<figure>\d{1,3})\s*(?:voix|votes?|pour)\s*\)"
)
"""A L'UNANIMITE des votants (31 voix)"""

_FOR_A_MOTION = Template(r"^[•\s]*@{votes.for_a_motion}(?P<figure>\d{1,3})\s+(?:votes?|voix)\s*(?=$|[.,;])")
"""Pour le changement de prestataire : 13 votes"""


def _said_for(text: Span) -> Found[int] | None:
    """The votes for, where the sentence says them otherwise than "28 pour"."""
    said = text.search(UNANIMITY) or text.search(MAJORITY)
    match = text.lexicon.match(_VOTERS_OF_UNANIMITY, text.raw, said.end()) if said else None
    match = match or text.search(_FOR_A_MOTION)
    return Found(int(match["figure"]), text.group(match, "figure")) if match else None


AROUND = 400
"""Characters before and behind the figures of a vote within which unanimity or majority is said of it."""


def _near(text: Span, cluster: list[_Figure]) -> Span:
    """The part of the text around the figures that tell who was for, all of it where there are none."""
    if not cluster:
        return text
    start, end = cluster[0].span.start - AROUND, cluster[-1].span.end + AROUND
    return Span(text.source, max(start, text.start), min(end, text.end))


def _unanimity(near: Span, counts: Mapping[Side, Found[int]]) -> Found[bool] | None:
    """Whether the council was unanimous, by the last words that say so of it; None where nothing is said. Of two votes,
    the first of which was unanimous, the figures are of the second, which was by a majority."""
    said = []
    for match in near.matches(UNANIMITY):
        before = near.raw[max(match.start() - 200, 0) : match.start()]
        of_others = near.lexicon.search(EARLIER, _last_sentence(before, near.lexicon))
        if not of_others and not near.lexicon.search(NOT_UNANIMOUS, before[-30:]):
            said.append(near.group(match))
    if said:
        against = counts.get("contre")
        others = near.matches(MAJORITY) if against is not None and against.value else []
        behind = next((found for found in others if near.start + found.start() > said[-1].end), None)
        return Found(False, near.group(behind)) if behind is not None else Found(True, said[-1])
    denied = near.search(NOT_UNANIMOUS)
    return Found(False, near.group(denied)) if denied else None


def _first_named(patterns: Iterable[tuple[str, Template]], text: Span) -> Found[str] | None:
    """The first of the patterns, in their order, that the text has, by its name."""
    return next((Found(name, text.group(said)) for name, words in patterns if (said := text.search(words))), None)
