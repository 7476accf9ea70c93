"""The vote: figures, names, unanimity, outcome."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import cast

from delibparse.grammar import tally, vote_names
from delibparse.grammar.tally import Tally
from delibparse.grammar.values import name_lists
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_figures import Figure, all_figures, clusters, in_columns
from delibparse.grammar.vote_names import Assembly, Named, Side, Voter
from delibparse.layout import Found, Span, covering
from delibparse.wording import EXACT, Lexicon, Template

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


def read_vote(text: Span, assembly: Assembly, header: Span | None = None, above: Span | None = None) -> VoteReading:
    """Read the council's vote from an act's text from its decision on (or the whole act where no decision is found), or
    from its header where the figures stand there. Who keeps out may be told `above` the decision."""
    style = assembly.style
    tables = tally.read_tallies(text, style)
    table = next((found for found in reversed(tables) if not _is_led_by_others(found.span, text)), None)
    free = [figure for figure in all_figures(text) if not any(one.holds(figure.span) for one in tables)]
    said = _last_cluster(clusters(free), text)
    if not tables:
        said = in_columns(text) or said
    cluster = said if table is None else _with_table(table, said)
    if not cluster and table is None and header is not None:
        declared = [in_columns(header), *clusters(all_figures(header))]
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
        unanimous=_dissent_in(table)
        or _dissent(excepted)
        or _unanimity(near, counts)
        or _dissent(apart)
        or _announced_unanimity(above, counts),
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
    cluster: list[Figure], named: list[Named], said_for: Found[int] | None, excepted: list[Named]
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


def _figures_of(table: Tally) -> list[Figure]:
    return [Figure(cast(Side, side), one.value, one.span, one.misread, False) for side, one in table.counts.items()]


def _contradicting(table: Tally, said: list[Figure]) -> tuple[Span, ...]:
    """The figures of a sentence that a table gives otherwise."""
    told = {figure.side: figure.value for figure in _figures_of(table)}
    return tuple(one.span for one in said if told.get(one.side, one.value) != one.value)


def _with_table(table: Tally, said: list[Figure]) -> list[Figure]:
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


def _last_cluster(clusters: list[list[Figure]], text: Span) -> list[Figure]:
    """The council's own vote: the last one that is not told of a committee; one that has a "pour" before others."""
    own = [c for c in clusters if not _is_earlier(c, text) and not (len(c) == 1 and c[0].lone)]
    with_pour = [cluster for cluster in own if any(f.side == "pour" for f in cluster)]
    ranked = with_pour or own
    return ranked[-1] if ranked else []


def _is_earlier(cluster: list[Figure], text: Span) -> bool:
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


def _voters(cluster: list[Figure], text: Span, assembly: Assembly) -> list[Named]:
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


def _near(text: Span, cluster: list[Figure]) -> Span:
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


_ASSEMBLY_UNANIMOUS = Template(
    r"(?:^|(?<=\s))(?-i:L[ea]s?|LES?|LA|L['’])\s?(?:membres du\s)?(?:conseil|comité|bureau|assemblée)(?:\s\p{L}+){0,3}\s?,\s+"
    r"(?P<said>à\s+l['’]unanimité)(?=[^.;]{0,80},)"
)


def _announced_unanimity(above: Span | None, counts: Mapping[Side, Found[int]]) -> Found[bool] | None:
    """That the council is unanimous, told where it is named first, above its reasons: "Le conseil municipal, à
    l'unanimité, / Vu le code, …"."""
    if above is None or any(counts[side].value for side in ("contre", "abstentions") if side in counts):
        return None
    said = above.search(_ASSEMBLY_UNANIMOUS)
    return Found(True, above.group(said, "said")) if said else None


def _first_named(patterns: Iterable[tuple[str, Template]], text: Span) -> Found[str] | None:
    """The first of the patterns, in their order, that the text has, by its name."""
    return next((Found(name, text.group(said)) for name, words in patterns if (said := text.search(words))), None)
