"""Whether every word of the header, the attendance and the vote is accounted for.

A word belongs to a value, to a label, or is one of those that such parts are made of (`accounts.toml`): links, roles,
set phrases, the words of a letterhead. What is left over was not understood. Nothing here reads: what others read is
subtracted from the page. Figures of the header that are no value's are those of a letterhead: codes, telephones,
articles of law.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import regex

from delibparse.assemble.reading import ActReading, Header
from delibparse.grammar.blocks import until_sentence
from delibparse.grammar.counts import FROM_BLOCK
from delibparse.grammar.set_words import is_known
from delibparse.layout import Found, Span
from delibparse.model.record import Zone
from delibparse.wording import Fixed, Template

_TOKEN = Fixed(r"\d+(?:er|[eè]re|e|[eè]me|nd|nde)\b|\p{L}[\p{L}'’.\-]*\p{L}|\p{L}|\d+", regex.V1)
_AGENDA = Template(r"@{accounts.agenda}")
"""What follows is the titles of the session's items, up to the next list."""

_MARK = Fixed(r"(?:^|\n|•)\s*(?:\d{1,3}|\p{Lu}|[a-zA-Z])\s*[.)°–-]?\s*$", regex.V1)
"""What stands before or is the number of a list's item."""

LONGEST_LINE = 160
"""Characters of the first paragraph below a heading that names no one within which it may be a list all the same."""


Left = tuple[tuple[Zone, Span], ...]
"""The runs of words that nothing explains, each with its zone, in the text's order."""


def of_header(header: Header, acts: Sequence[ActReading]) -> Left:
    """The account of a session's header and of its lists; `acts` are those whose values may stand in it."""
    own = list(_values_of_header(header))
    taken = _Taken(header.zone.body, [*own, *header.named, *(span for act in acts for span in _values_of_act(act))])
    lists = _lists(header)
    start = header.zone.body.start
    end = max((span.end for span in own if taken.is_of(span)), default=start)
    first = min([end, *(zone.start for zone in lists)])
    source = header.zone.body.source
    above = Span(source, start, max(first, start))
    if agenda := above.search(_AGENDA):
        above = above.sub(0, agenda.start())
    found = taken.left("entete", above)
    for zone in lists:
        found += taken.left("presences", zone)
    return found


def of_vote(act: ActReading, declared: Iterable[int] = ()) -> Left:
    """The account of an act's vote: the sentences in which its figures and its names stand. A figure that tells one of
    the vote's again, or one `declared` of the assembly, is explained."""
    region = act.vote.region
    if region is None or region.source is not act.body.source:
        return ()
    known = {*declared, *(count.value for count in act.vote.counts.values())}
    taken = _Taken(act.body, list(_values_of_act(act)), frozenset(map(str, known)))
    return taken.left("vote", _whole_sentence(region, act.body))


BESIDE = 200
"""Characters before and behind a vote's figures among which its sentence begins and ends."""

_SENTENCE = Fixed(r"\n\n|(?<=[\p{L})\d])[.;]\s", regex.V1)


def _whole_sentence(region: Span, body: Span) -> Span:
    """A stretch, from the start of the sentence that it begins in to the end of the one that it ends in."""
    source = body.source
    before = Span(source, max(body.start, region.start - BESIDE), region.start)
    starts = [before.start + match.end() for match in before.matches(_SENTENCE)]
    behind = Span(source, region.end, max(region.end, min(body.end, region.end + BESIDE))).search(_SENTENCE)
    return Span(source, starts[-1] if starts else region.start, region.end + (behind.start() if behind else 0))


class _Taken:
    """The stretches of a text that values and labels explain, and `figures` that are told elsewhere."""

    def __init__(self, text: Span, values: Iterable[Span], figures: frozenset[str] = frozenset()) -> None:
        self.text = text
        self.figures = figures
        own = sorted((span.start, span.end) for span in values if self.is_of(span))
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in own:
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def is_of(self, span: Span) -> bool:
        return span.source is self.text.source and self.text.start <= span.start < self.text.end

    def holds(self, start: int) -> bool:
        k = bisect_right(self._starts, start) - 1
        return k >= 0 and start < self._ends[k]

    def left(self, zone: Zone, text: Span) -> Left:
        words = [word for word in text.matches(_TOKEN) if zone != "entete" or not word[0].isdigit()]
        left = [word for word in words if not self._explains(text, word)]
        return tuple((zone, run) for run in _runs(text, left))

    def _explains(self, text: Span, word: regex.Match[str]) -> bool:
        if self.holds(text.start + word.start()) or word[0].lstrip("0") in self.figures:
            return True
        if is_known(word[0].casefold(), text.lexicon) or self._is_beside_a_name(text, word):
            return True
        if word[0][0].isdigit() and not word[0].isdigit():
            return True  # 1er, 2ème
        before = text.raw[max(word.end() - IN_MARK, 0) : word.end()]
        return len(word[0]) <= 3 and not word[0].isalpha() and _MARK.search(before) is not None

    def _is_beside_a_name(self, text: Span, word: regex.Match[str]) -> bool:
        """Whether a word stands in a bracket right behind a value: a commune, a party."""
        opens = text.raw.rfind("(", max(word.start() - IN_BRACKET, 0), word.start())
        if opens < 0 or ")" in text.raw[opens : word.start()] or word[0].isdigit():
            return False
        return self.holds(text.start + len(text.raw[:opens].rstrip()) - 1)


IN_MARK = 20
"""Characters among which a list's mark stands."""

IN_BRACKET = 60
"""Characters of an aside beside a name."""


def _runs(text: Span, words: Sequence[regex.Match[str]]) -> Iterator[Span]:
    """Words with nothing but white between them, as one stretch each."""
    start = end = -1
    for word in words:
        if start >= 0 and not text.raw[end : word.start()].strip(" ,-") and "\n" not in text.raw[end : word.start()]:
            end = word.end()
            continue
        if start >= 0:
            yield text.sub(start, end)
        start, end = word.span()
    if start >= 0:
        yield text.sub(start, end)


# ---- What is read ----------------------------------------------------------------------------------------------------


def _values_of_header(header: Header) -> Iterator[Span]:
    session, officers, read = header.session, header.officers, header.attendance
    single: list[Found[object] | None] = [
        header.identifier, header.organ, _above(header), header.kind, header.department, header.subject,
        *session.dates, session.time, session.place, session.convened, session.posted,
        officers.president, officers.secretary, officers.auxiliary,
        *header.counts.values(),
    ]  # fmt: skip
    yield from (found.span for found in single if found is not None)
    yield from (span for span in (session.convened_again, *header.lost_counts.values()) if span is not None)
    for member in (*read.members, *read.excuses, *read.absents):
        yield member.person.span
        if member.aside is not None:
            yield member.aside
    yield from (proxy.span for proxy in read.proxies)
    yield from read.groups
    for block in header.zone.blocks:
        yield block.heading
        if block.count is not None:
            yield block.count


def _above(header: Header) -> Found[str] | None:
    """The body's name where it stands in the header: one that is told far below is no part of it."""
    name = header.name
    return name if name is not None and name.span.end <= header.opening.end else None


def _values_of_act(act: ActReading) -> Iterator[Span]:
    vote, prose = act.vote, act.prose
    single: list[Found[object] | None] = [
        act.number, act.object, act.subject, act.rapporteur, vote.unanimous, vote.majority, vote.outcome, vote.ballot,
        *vote.counts.values(),
    ]  # fmt: skip
    yield from (found.span for found in single if found is not None)
    yield from (voter.person.span for voters in vote.voters.values() for voter in voters if voter.person is not None)
    yield from (*prose.visas, *prose.considerants, *prose.points)


LISTS = frozenset(FROM_BLOCK)


def _lists(header: Header) -> list[Span]:
    """Where the lists of members stand: each from its heading to the end of the paragraph of its last name; and where
    members stand below no heading, as in a table."""
    body = header.zone.body
    named = sorted((span.start, span.end) for span in _people(header) if span.source is body.source)
    found: list[Span] = []
    for block in header.zone.blocks:
        if block.kind in LISTS:
            listed = until_sentence(block.body)
            last = max((end for start, end in named if listed.start <= start < listed.end), default=None)
            found.append(Span(body.source, block.heading.start, _end_of_list(listed, last)))
    for start, end in named:
        if not any(zone.start <= start < zone.end for zone in found):
            found.append(Span(body.source, start, end))
    return sorted(found, key=lambda zone: zone.start)


def _people(header: Header) -> Iterator[Span]:
    read = header.attendance
    yield from (who.span for who in (*read.presents, *read.away))
    yield from (proxy.span for proxy in read.proxies)


BEHIND_LAST = 120
"""Characters behind a list's last name within which its paragraph's end is looked for."""


def _end_of_list(body: Span, last: int | None) -> int:
    """Where a list ends, by its last name; a list without any is its first line, if that is short."""
    if last is None:
        first = next(iter(body.lines()), None)
        return first.end if first is not None and len(first) < LONGEST_LINE else body.start
    behind = Span(body.source, last, max(last, min(last + BEHIND_LAST, body.end)))
    stop = behind.search(_LIST_ENDS)
    return last + (stop.start() if stop else len(behind))


_LIST_ENDS = Fixed(r"\n\n|[.;]\s+(?=\p{Lu}\p{Ll})", regex.V1)
