"""The way of heading that best parts the decisions of a document, and the parts within its parts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from delibparse.segment.decisions import Decisions
from delibparse.segment.lines import BULLETED, PLAIN, Line, Look
from delibparse.segment.ways import BELOW, Way, ways

LEAST_PARTS = 2

IDLE, OUTSIDE, SKIPPED, MELTED, COUNTED, ANNOUNCED, LATE = 0.4, 0.5, 0.5, 0.3, 0.3, 0.1, 0.4
"""What a way loses for a part in which much is told and nothing decided, for a decision above its first heading, for
numbered lines there (a) and b) stand under 1.), for each decision in a part beyond the first; what it gains for a part
whose number counts on, and for one that the agenda announced; what it loses for a heading far below the decision before
it: much of the act stands above that line."""

MOST_ABOVE = 2
"""Decisions above the first heading of an excerpt: the secretary's choice, the minutes of the session before."""

MOSTLY = 0.5
"""Share of the best way's score from which acts' own numbers are rather trusted than a look."""

FAINT = 0.4
"""What a part is worth in which only verbs decide, and no outcome is told; 1.0 otherwise."""

TOLD = 150
"""Letters of prose under a heading from which something is told there; under a theme there is only a heading."""

FAR = 300
"""Characters between a decision and the next heading from which that stands late."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the ways are judged by: the lines, which of them may head an act, which an agenda announced, the decisions,
    the lines that end what stands above without being an act's heading; whether the lines were folded, so that none is
    known by its place, and whether the text is an excerpt, whose last act is cut before its decision."""

    lines: Sequence[Line]
    able: frozenset[int]
    announced: frozenset[int]
    decisions: Decisions
    ends: frozenset[int]
    is_folded: bool = False
    is_cut: bool = False


class Stretch(NamedTuple):
    """A range of lines, and the offsets in the source from which to which it runs."""

    first: int
    last: int
    start: int
    end: int


class Part(NamedTuple):
    """A heading (an index of a line) and the offset where what stands under it is over; `under` is the heading of the
    theme that it stands under."""

    head: int
    end: int
    under: int | None = None


def parted(ground: Ground, whole: Stretch) -> list[Part]:
    """The parts of a text, each with its heading and a decision; [] where no way of heading parts it."""
    way = _best(ground, whole)
    if way is None:
        return []
    found: list[Part] = []
    found += _above(ground, whole, way)
    for part, stretch in _parts(ground, whole, way.heads):
        found += (_within(ground, part, stretch, way) if stretch is not None else []) or [part]
    acts = [part for part in found if _is_act(ground, part, way)] if way.counts else _headed(ground, found)
    return _with_themes(ground, whole, acts, way.heads)


def _headed(ground: Ground, parts: list[Part]) -> list[Part]:
    """The parts in which something is decided, each from its own heading: of those above its decision the one that the
    agenda announced, or that is set as most others are, and what stands nearer is a part of it."""
    looks = Counter(ground.lines[part.head].look for part in parts if _decided(ground, part))
    usual = next((look for look, count in looks.most_common(1) if 2 * count > looks.total()), None)
    found, above = [], []
    for part in parts:
        above.append(part)
        if not _decided(ground, part):
            continue
        own = next((one for one in reversed(above) if one.head in ground.announced), None)
        if own is None and looks[ground.lines[part.head].look] == 1:
            own = next((one for one in reversed(above) if ground.lines[one.head].look == usual), None)
        found.append(part if own is None else own._replace(end=part.end))
        above = []
    return found


def _decided(ground: Ground, part: Part) -> bool:
    return _worth(ground, ground.lines[part.head].span.start, part.end) > 0


def _with_themes(ground: Ground, whole: Stretch, acts: list[Part], heads: Sequence[int]) -> list[Part]:
    """The acts, those without a number under the numbered theme above them, right below which a heading stands: 1.
    Budget, over the votes of it. Over one act alone it is no theme, but the act's heading."""
    counted = [way.heads for way in _ways(ground, whole) if way.counts and len(way.heads) >= LEAST_PARTS]
    numbered = [k for k in max(counted, key=len, default=()) if ground.lines[k].look != PLAIN]
    own = {part.head for part in acts}
    themes: list[int | None] = []
    for part in acts:
        k = bisect_right(numbered, part.head)
        is_theme = k and numbered[k - 1] not in own and numbered[k - 1] + 1 in heads
        is_under = is_theme and part.under is None and ground.lines[part.head].number is None
        themes.append(numbered[k - 1] if is_under else part.under)
    return [
        part._replace(head=theme)
        if theme is not None and _is_alone(part, theme, themes)
        else part._replace(under=theme)
        for part, theme in zip(acts, themes, strict=True)
    ]


def _is_alone(part: Part, theme: int, themes: list[int | None]) -> bool:
    """Whether an act stands alone under a heading, right below it."""
    return part.under is None and part.head == theme + 1 and themes.count(theme) == 1


def _is_act(ground: Ground, part: Part, way: Way) -> bool:
    """Whether something is decided in a part, or told under a number that is an act's own, not an item's."""
    if _worth(ground, ground.lines[part.head].span.start, part.end):
        return True
    number = ground.lines[part.head].number
    if not way.counts or number is None or not _is_told(ground, part):
        return False
    return not number.is_simple or (ground.is_cut and part.head == way.heads[-1])


def each_deciding(ground: Ground, whole: Stretch) -> list[Part]:
    """The most parts of a text that all tell an outcome, with none above the first of their headings; [] for none."""
    best: list[Part] = []
    for way in _ways(ground, whole):
        parts = [part for part, _ in _parts(ground, whole, way.heads)]
        first = ground.lines[way.heads[0]].span.start
        if _count(ground.decisions.resolved, whole.start, first) or len(parts) <= max(len(best), 1):
            continue
        if all(_worth(ground, ground.lines[part.head].span.start, part.end) == 1.0 for part in parts):
            best = parts
    return best


def _best(ground: Ground, whole: Stretch) -> Way | None:
    """The way of the highest score; None where none gives parts enough."""
    found = []
    for way in _ways(ground, whole):
        score, good = _score(ground, whole, way)
        if score > 0 and (good >= LEAST_PARTS or (ground.is_folded and _is_enough(ground, whole, way))):
            found.append((score, way))
    if ground.is_folded or any(way.counts for _, way in found):
        found = [one for one in found if one[1].sign != BELOW]
    own = [one for one in found if _is_numbered(ground, one[1])]
    best = max(found, key=lambda one: one[0], default=None)
    if best is not None and own and not best[1].counts:
        numbered = max(own, key=lambda one: one[0])
        return numbered[1] if numbered[0] > MOSTLY * best[0] else best[1]
    return best[1] if best else None


def _is_enough(ground: Ground, whole: Stretch, way: Way) -> bool:
    """Whether one decision is enough in a folded text: under a heading that the agenda announced, or where numbers
    count on and all parts but the last of an excerpt are decided."""
    heads = [ground.lines[k].span.start for k in way.heads]
    if _count(ground.decisions.resolved, whole.start, heads[0]) > MOST_ABOVE:
        return False
    decided = [_worth(ground, start, end) == 1.0 for start, end in pairwise([*heads, whole.end])]
    if all(k in ground.announced for k in way.heads):
        apart = [True, *(below - above > 1 for above, below in pairwise(way.heads))]  # not a list of headings
        return any(good and is_apart for good, is_apart in zip(decided, apart, strict=True))
    return ground.is_cut and way.counts and len(heads) >= LEAST_PARTS and all(decided[:-1])


def _is_numbered(ground: Ground, way: Way) -> bool:
    """Whether the headings of a way bear acts' own numbers: what is set like them, without one, heads a part of an
    act."""
    numbers = [ground.lines[k].number for k in way.heads]
    return way.counts and all(number is not None and number.is_own for number in numbers)


def _ways(ground: Ground, whole: Stretch) -> list[Way]:
    able = [k for k in range(whole.first, whole.last) if k in ground.able]
    known = [k for k in ground.announced if whole.first <= k < whole.last]
    below = [k for k in able if k > whole.first and _is_below(ground, k)]
    return list(ways(ground.lines, able, known, below, ground.is_folded))


def _is_below(ground: Ground, k: int) -> bool:
    """Whether a line stands right below one that tells a decision."""
    return _decides(ground, k - 1) and not _decides(ground, k)


def _decides(ground: Ground, k: int) -> bool:
    """Whether a line tells a decision."""
    span = ground.lines[min(k, len(ground.lines) - 1)].span
    return _count(ground.decisions.told, span.start, span.end) > 0


def _score(ground: Ground, whole: Stretch, way: Way) -> tuple[float, int]:
    """How well a way parts the decisions, and how many parts have one: an outcome, or, where numbers count on, a
    verb."""
    resolved = ground.decisions.resolved
    begin = ground.lines[way.heads[0]].span.start
    score = -OUTSIDE * _count(resolved, whole.start, begin)
    score -= SKIPPED * any(k in ground.able and ground.lines[k].number for k in range(whole.first, way.heads[0]))
    good = 0
    last = None
    for part, _ in _parts(ground, whole, way.heads):
        start = ground.lines[part.head].span.start
        worth = _worth(ground, start, part.end)
        inside = _count(resolved, start, part.end)
        good += worth == 1.0 or (way.counts and worth > 0)
        if worth:
            score += worth + COUNTED * way.counts + ANNOUNCED * (part.head in ground.announced)
            score -= MELTED * max(0, inside - 1)
            if last is not None and _prose(ground, last, part.head) > FAR:
                score -= LATE
        elif (_is_told(ground, part) and not (ground.is_cut and part.end == whole.end)) or _is_listed(part, way):
            score -= IDLE
        last = _last_decision(ground, start, part.end) or last
    return score, good


def _parts(ground: Ground, whole: Stretch, heads: Sequence[int]) -> list[tuple[Part, Stretch | None]]:
    """Each part with the stretch of lines under its heading, None where there is none."""
    found: list[tuple[Part, Stretch | None]] = []
    ends = sorted(k for k in ground.ends if whole.first <= k < whole.last)
    for k, head in enumerate(heads):
        last = heads[k + 1] if k + 1 < len(heads) else whole.last
        closed = next((end for end in ends if head < end < last), last)
        end = ground.lines[closed].span.start if closed < whole.last else whole.end
        start = ground.lines[head].span.start
        under = Stretch(head + 1, closed, start, end) if head + 1 < closed else None
        found.append((Part(head, end), under))
    return found


def _stretch(ground: Ground, first: int, last: int, start: int, end: int) -> Stretch:
    closed = max((k for k in ground.ends if first <= k < last), default=None)
    if closed is not None:
        return Stretch(closed + 1, last, ground.lines[closed].span.end, end)
    return Stretch(first, last, start, end)


def _worth(ground: Ground, start: int, end: int) -> float:
    if _count(ground.decisions.resolved, start, end):
        return 1.0
    return FAINT if _count(ground.decisions.told, start, end) else 0.0


def _count(places: Sequence[int], start: int, end: int) -> int:
    return bisect_left(places, end) - bisect_left(places, start)


def _last_decision(ground: Ground, start: int, end: int) -> int | None:
    told = ground.decisions.told
    last = bisect_left(told, end)
    return told[last - 1] if last and told[last - 1] >= start else None


def _is_told(ground: Ground, part: Part) -> bool:
    """Whether prose stands under a heading."""
    letters = 0
    for line in ground.lines[part.head + 1 :]:
        if line.span.start >= part.end:
            break
        if line.look == PLAIN and line.number is None:
            letters += len(line.span)
    return letters > TOLD


def _is_listed(part: Part, way: Way) -> bool:
    """Whether a heading is a point of a list: the two below it are set alike, with nothing told between."""
    k = bisect_left(way.heads, part.head)
    return list(way.heads[k : k + 3]) == [part.head, part.head + 1, part.head + 2]


def _prose(ground: Ground, since: int, head: int) -> int:
    """Characters of prose between an offset and a heading."""
    letters = 0
    for line in reversed(ground.lines[:head]):
        if line.span.start <= since:
            break
        if line.look == PLAIN and line.number is None:
            letters += len(line.span)
    return letters


# ---- what the best way left in one -----------------------------------------------------------------------------------


def _alike(ground: Ground, stretch: Stretch, way: Way) -> list[Part]:
    """The headings of acts that lack what those of the way have in common: announced, or set as these are and close
    below a decision."""
    usual = _usual_looks(ground, way)
    heads = [
        k
        for k in range(stretch.first, stretch.last)
        if k in ground.able
        and not _is_of_another_series(ground, k)
        and (k in ground.announced or (_follows_decision(ground, stretch, k) and _is_alike(ground, k, usual, way)))
    ]
    return [part for part, _ in _parts(ground, stretch, heads)]


def _is_alike(ground: Ground, k: int, usual: set[Look], way: Way) -> bool:
    if ground.lines[k].look in usual:
        return True
    return _decides(ground, k + 1) if way.counts else _is_below(ground, k)


def _is_of_another_series(ground: Ground, k: int) -> bool:
    """Whether a line bears an own number all the same: DM 2024-09, of the mayor's decisions, is no council's act."""
    number = ground.lines[k].number
    return number is not None and number.is_own


def _usual_looks(ground: Ground, way: Way) -> set[Look]:
    """How most headings of a way are set, and the titles below those that are a number alone; prose is no look."""
    alone = [k + 1 for k in way.heads if not ground.lines[k].title and k + 1 < len(ground.lines)]
    found = set()
    for heads in (way.heads, alone):
        looks = [ground.lines[k].look for k in heads]
        found |= {max(set(looks), key=looks.count)} if looks else set()
    return found - {PLAIN}


def _above(ground: Ground, whole: Stretch, way: Way) -> list[Part]:
    """The acts above the first heading of a way, which lack its number: those that the agenda announced, or that are
    decided right below their titles; any where the number does not begin at 1."""
    first = ground.lines[way.heads[0]]
    stretch = _stretch(ground, whole.first, way.heads[0], whole.start, first.span.start)
    more = _alike(ground, stretch, way)
    if way.counts and (first.number is None or first.number.values[-1] == 1):
        return [part for part in more if part.head in ground.announced or _decides(ground, part.head + 1)]
    return more


def _follows_decision(ground: Ground, stretch: Stretch, head: int) -> bool:
    """Whether a heading stands close below a decision, or above all of them."""
    last = _last_decision(ground, stretch.start, ground.lines[head].span.start)
    return last is None or _prose(ground, last, head) <= FAR


def _within(ground: Ground, part: Part, stretch: Stretch, way: Way) -> list[Part]:
    """The parts of a part in which several things are decided: under a theme, acts with headings of their own; or an
    act whose heading lacks its number."""
    if _count(ground.decisions.resolved, stretch.start, stretch.end) < LEAST_PARTS:
        return []
    themes = [] if _is_numbered(ground, way) else _under_theme(ground, stretch, way)  # a theme has a rank, no number
    under = [theme._replace(under=part.head) for theme in themes]
    return under or _unnumbered(ground, part, stretch, way)


def _under_theme(ground: Ground, stretch: Stretch, way: Way) -> list[Part]:
    """The acts under a theme: the first of their headings stands right below it, and each has a decision. Where the
    agenda announced the themes, it announced the acts too."""
    known = sum(k in ground.announced for k in way.heads) > len(way.heads) / 2
    found: list[Part] = []
    most = 0.0
    for finer in (one for one in _ways(ground, stretch) if one.sign != BELOW):
        looks = {ground.lines[k].look for k in finer.heads}
        if looks <= {PLAIN, BULLETED} or finer.heads[0] - stretch.first > 1:
            continue  # the points of one act are numbered too, and have bullets
        if known and not all(k in ground.announced for k in finer.heads):
            continue
        score, good = _score(ground, stretch, finer)
        parts = [part for part, _ in _parts(ground, stretch, finer.heads)]
        if good >= LEAST_PARTS and score > most and not any(_is_idle(ground, one) for one in parts):
            found, most = parts, score
    return found


def _is_idle(ground: Ground, part: Part) -> bool:
    return _is_told(ground, part) and not _worth(ground, ground.lines[part.head].span.start, part.end)


def _unnumbered(ground: Ground, part: Part, stretch: Stretch, way: Way) -> list[Part]:
    """A part and the acts below it whose headings lack the number that those of the way bear. Where the next number
    follows upon the part's, none is missing but what the agenda announced."""
    more = [
        one for one in _alike(ground, stretch, way) if _worth(ground, ground.lines[one.head].span.start, one.end) == 1.0
    ]
    more = [one for one in more if _count(ground.decisions.resolved, stretch.start, ground.lines[one.head].span.start)]
    if way.counts:
        left_out = _left_out(ground, part, way)
        if left_out == 0:
            more = [one for one in more if one.head in ground.announced]
        elif left_out is None:
            more = [one for one in more if one.head in ground.announced or _is_another(ground, stretch, one, way)]
        elif left_out == 1 and not more:
            more = _first_below(ground, stretch)
    if not more:
        return []
    begin = ground.lines[more[0].head].span.start
    return [Part(part.head, begin), *more] if _worth(ground, stretch.start, begin) == 1.0 else []


def _is_another(ground: Ground, stretch: Stretch, part: Part, way: Way) -> bool:
    """Whether a part below the last number is another act: where acts bear their own, the assembly deliberates anew."""
    formulas, start = ground.decisions.formulas, ground.lines[part.head].span.start
    anew = _count(formulas, stretch.start, start) and _count(formulas, start, part.end)
    return bool(anew) and _is_numbered(ground, way)


def _first_below(ground: Ground, stretch: Stretch) -> list[Part]:
    """The first line below the first decision that may head an act, where another decision follows upon it."""
    begin = ground.decisions.resolved[bisect_left(ground.decisions.resolved, stretch.start)]
    able = (k for k in range(stretch.first, stretch.last) if k in ground.able and ground.lines[k].span.start > begin)
    head = next((k for k in able if ground.lines[k].opens and _follows_decision(ground, stretch, k)), None)
    if head is None or not _count(ground.decisions.resolved, ground.lines[head].span.start, stretch.end):
        return []
    return [Part(head, stretch.end)]


def _left_out(ground: Ground, part: Part, way: Way) -> int | None:
    """How many numbers are left out between a part's and the next; None for the last part."""
    k = bisect_left(way.heads, part.head)
    if k + 1 == len(way.heads):
        return None
    number, after = ground.lines[part.head].number, ground.lines[way.heads[k + 1]].number
    return 0 if number is None or after is None else max(0, after.values[-1] - number.values[-1] - 1)
