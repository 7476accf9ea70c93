"""Where the acts of a procès-verbal begin in a text whose lines were folded into one: no line shows a title.

The evidence is that of a page less the type: what may head an act by its number, its label or the agenda is parted from
the prose between, and of these the way is kept that best parts the decisions.
"""

from __future__ import annotations

from bisect import bisect_left

from delibparse.layout import Span
from delibparse.segment.decisions import DECIDED, decisions_of
from delibparse.segment.echoes import agenda_end
from delibparse.segment.folded_heads import LEADS, Head, heads_of
from delibparse.segment.item import Item
from delibparse.segment.lines import PLAIN, Line, is_in_capitals
from delibparse.segment.minutes import item_of, may_head
from delibparse.segment.parting import Ground, Stretch, parted
from delibparse.segment.told import tells_of_session
from delibparse.segment.ways import OBJECT
from delibparse.wording import Template

ENDS = (".", "!", "?", "»", ")")
"""How a text ends that is no excerpt."""


def folded_items(body: Span, after: int = 0, members: frozenset[str] = frozenset()) -> list[Item]:
    """The acts of a procès-verbal in its order, [] where the text is not one. `after` is where the attendance ends,
    offset in the body: what is numbered above it is the agenda; what names `members` only heads nothing."""
    after = max(after, agenda_end(body))
    heads = heads_of(body, after)
    if not heads:
        return []
    lines = _lines(body, heads)
    by_start = {head.start: head for head in heads}
    over = body.start + _session_end(body)
    first = bisect_left(lines, body.start + after, key=lambda line: line.span.start)
    last = bisect_left(lines, over, key=lambda line: line.span.start)
    able = frozenset(
        k
        for k in range(first, last)
        if lines[k].span.start in by_start and may_head(lines[k]) and not tells_of_session(lines[k].span, members)
    )
    begin = lines[first].span.start if first < len(lines) else body.end
    decisions = decisions_of(Span(body.source, begin, over), sorted(lines[k].span.start for k in able))
    announced = frozenset(k for k in able if by_start[lines[k].span.start].is_announced)
    is_cut = over == body.end and not body.raw.rstrip().endswith(ENDS)
    ground = Ground(lines, able, announced, decisions, frozenset(), is_folded=True, is_cut=is_cut)
    found = parted(ground, Stretch(first, last, begin, over))
    return [item_of(ground, part, _title(ground.lines[part.head], part.end)) for part in found]


def _title(line: Line, end: int) -> Span | None:
    title = Span(line.title.source, line.title.start, min(line.title.end, end)).strip(LEADS)
    label = title.match(OBJECT)
    found = title.sub(label.end(), len(title)) if label else title
    return found if any(character.isalpha() for character in found.raw) else None


def _lines(body: Span, heads: list[Head]) -> list[Line]:
    """The headings and the prose between them, in the order of the text."""
    lines: list[Line] = []
    at = body.start
    for head, after in zip(heads, [*(head.start for head in heads[1:]), body.end], strict=True):
        lines += _prose(Span(body.source, at, head.start))
        at = min(max(head.title.end, head.start), after)
        look = PLAIN._replace(capitals=is_in_capitals(head.title.raw))
        whole = Span(body.source, head.start, at)
        lines.append(Line(whole, head.number, head.title, look, opens=True, in_sentence=False))
    return [*lines, *_prose(Span(body.source, at, body.end))]


def _prose(text: Span) -> list[Line]:
    """The line of what stands between headings, none where there is only a mark."""
    if not any(character.isalpha() for character in text.raw):
        return []
    return [Line(text, None, text, PLAIN, opens=False, in_sentence=True)]


# ---- Where the session ends ----------------------------------------------------------------------------------------

_FIGURE = r"\d{1,2}\s?[-–/).]?\s*"
_ENDS_SESSION = Template(
    rf"(?:^|(?<=\n))[•\s]*(?:{_FIGURE}|[IVX]{{1,5}}\s?[-–/).]?\s*)?@{{items.miscellany}}\s*[:.]?\s*(?=\n|$)"
)
_ADJOURNED = Template(r"(?:^|(?<=\n))[•\s]*@{items.adjourned}")


def _session_end(body: Span) -> int:
    """Where the items are over: the last "Questions diverses" that a line is made of, below a decision (the agenda
    names it too), or the words that close the session; else the end."""
    decided = body.search(DECIDED)
    if decided is None:
        return len(body)
    first = max(decided.start(), len(body) // 4)
    ends = [match.start() for match in body.matches(_ENDS_SESSION) if match.start() >= first]
    if ends:
        return ends[-1]
    return next((match.start() for match in body.matches(_ADJOURNED) if match.start() >= first), len(body))
