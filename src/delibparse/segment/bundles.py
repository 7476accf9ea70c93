"""Where the acts of a file that holds several begin, each with a header and an attendance of its own.

A second list of présents proves nothing: minutes hold the reports of committees. Another act begins where, below a
decision, a header opens that a list of présents follows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.identity import IDENTIFIER
from delibparse.layout import Span
from delibparse.segment.decisions import DECIDED
from delibparse.wording import EXACT, Template

HEADER = 2500
"""Characters between the words that open an act's header and its list of présents."""

_OPENS = Template(r"@{items.opens_act}|(?:^|(?<=\n))[•\s]*@{items.opens_act_line}")


def parts(body: Span, blocks: Sequence[Block], furniture: Span) -> list[Span]:
    """The stretches of a text that are one act each, or one session's minutes; the whole where there is only one.
    `blocks` are those of the text. Where all acts have one header, it is `furniture` of the pages behind the first."""
    lists = [block.heading.start - body.start for block in blocks if block.kind == "presents" and _names_members(block)]
    if len(lists) < 2:
        return [body]
    pages = page_starts(body)
    decisions = [(match.start(), match.end()) for match in body.matches(DECIDED)]
    starts = [0]
    last = lists[0]
    for place in lists[1:]:
        decided = _last(decisions, last, place)
        if decided is None:
            continue
        opening = body.sub(max(decided, place - HEADER), place).search(_OPENS)
        heads_page = max((p for p in pages if decided <= p <= place <= p + BELOW_HEAD), default=None)
        if opening is None and (heads_page is None or not _opens_in(furniture, body, heads_page)):
            continue
        start = max(decided, place - HEADER) + _words_at(opening) if opening else heads_page or 0
        page = max((p for p in pages if decided <= p <= start), default=None)
        begins = page if page is not None else body.raw.rfind("\n\n", decided, start) + 1 or start
        starts.append(_at_its_band(body, starts[-1], begins) if body.is_folded else begins)
        last = place
    return [body.sub(start, end).strip() for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]


def _words_at(match: regex.Match[str]) -> int:
    """Where the words of a match begin, behind the white space and the bullet in front of them."""
    return match.end() - len(match.group().lstrip(" \n\t•"))


BAND = 300
"""Characters of a transmission's band before the identifier that it bears."""

_BAND = Template(r"@{formalities.transmission}\s+(?:en|à la)\s+préfecture")


def _at_its_band(body: Span, last: int, start: int) -> int:
    """Where an act begins in a text whose lines were folded: at the band that bears its own identifier, which stands
    above its header and is no more at its page's head."""
    before = None
    for match in body.sub(last, start).matches(IDENTIFIER):
        number = "".join(filter(str.isalnum, match["number"])).replace("O", "0")
        if before is not None and number != before:
            band = max(last + match.start() - BAND, last)
            words = body.sub(band, last + match.start()).matches(_BAND)
            return band + words[-1].start() if words else last + match.start()
        before = number
    return start


BELOW_HEAD = 200
"""Characters of a page above the list that is the first thing on it below its running head."""


def _opens_in(furniture: Span, body: Span, page_start: int) -> bool:
    """Whether the furniture of the page that begins at a place of the text opens an act."""
    own = beside(furniture, body.sub(page_start, min(page_start + 1, len(body))))
    return own.search(_OPENS) is not None


_MEMBER = Template(r"@{CIVILITY}\s\p{Lu}|\p{Lu}\p{Ll}+[\s-]\p{Lu}|\p{Lu}{3,}", EXACT)
LEAST_MEMBERS, LIST = 2, 300
"""Names from which a list is one, and the characters below its heading within which they stand: a count is none."""


def _names_members(block: Block) -> bool:
    listed = until_sentence(block.body.sub(0, min(LIST, len(block.body))))
    return len(listed.matches(_MEMBER)) >= LEAST_MEMBERS


def _last(decisions: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """Where the last of the decisions that begin between two places ends, before the second; they are in order."""
    k = bisect_left(decisions, (end, 0)) - 1
    return min(decisions[k][1], end) if k >= 0 and decisions[k][0] >= start else None


def page_starts(body: Span) -> list[int]:
    """Where the pages of a stretch begin, offsets in it; the first is 0."""
    starts: list[int] = []
    page = None
    for piece in body.source.pieces_between(body.start, body.end):
        if piece.page != page:
            page = piece.page
            starts.append(max(piece.start - body.start, 0))
    return starts


def beside(furniture: Span, part: Span) -> Span:
    """The furniture of the pages that a part stands on."""
    pages = set(part.pages)
    own = [piece for piece in furniture.source.pieces_between(furniture.start, furniture.end) if piece.page in pages]
    if not own:
        return furniture.sub(0, 0)
    return Span(furniture.source, own[0].start, own[-1].end)
