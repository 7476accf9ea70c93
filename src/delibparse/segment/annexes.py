"""Where an act is over in a file that binds its annexes behind it: a convention, a plan, a budget, a report.

An act ends in its certification, its signature or its notice of recourse. What begins on a page of its own below that,
and decides nothing, is an annexe: its pages and its words are not the act's.
"""

from __future__ import annotations

from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.titles import SENTENCE_ENDS
from delibparse.layout import Span
from delibparse.model.people import fold
from delibparse.segment.bundles import page_starts
from delibparse.segment.decisions import RESOLVED
from delibparse.segment.lines import PLAIN, lines_of
from delibparse.wording import Template

OPENING = 3
"""Lines of a page among which the title of an annexe stands."""

LONGEST_TITLE = 120
"""Characters of a line that is a title."""

LEAST_TOLD = 200
"""Characters of an annexe that nothing calls one: a signature may stand on a page of its own."""

LOOKED_AT = 1500
"""Characters of a page by which its first line is known as a title."""

_LINE = r"(?:^|(?<=[\n\t]))[•\s]*"
_CLOSED = Template(rf"{_LINE}@{{prose.closing}}")
PRESENCE = ("presents", "pouvoirs", "excuses", "absents")
"""The blocks that only an act's attendance has."""

_OWN = Template(
    rf"{_LINE}(?:@{{prose.vote}}|@{{items.resolved}}|@{{items.opens_act_line}})"
    r"|(?<![\p{L}])@{prose.formula}|@{items.opens_act}"
)
"""What an assembly's own act says: a convention or a rule may hold all words of a decision in its sentences."""
_CERTIFIED = Template(r"@{formalities.executory}|pour\s+(?:extrait|copie|ampliation)")
_CALLED = Template(r"^\W*(?:@{natures.annexe}|@{natures.annexe_alone})")
_HEADS = Template(
    rf"{_LINE}(?:@{{items.act}}|@{{items.object}}\s*:|@{{natures.extrait}}|@{{session.session}}|@{{natures.letterhead}}|"
    r"(?:@{organs.organ})[^\n.]{0,60}$|(?:@{bodies.commune})$)"
)
"""What stands at the head of an act."""
_EXPOSED = Template(
    r"(?:(?:le|la) (?:maire|présidente?)|(?:m\.|mme|monsieur|madame)[^\n.]{1,40}|rapporteure?)[,\s]+@{sentences.says}"
)
_RECITAL = Template(rf"{_LINE}(?:@{{prose.visa}}|@{{prose.considerant}})")
_AGREED = Template(rf"{_LINE}@{{natures.contract}}")
"""The words with which a contract or a rule begins, before anything is decided."""
_STAMP = Template(r"^\W*@{items.no_act}")


def without_annexes(act: Span, furniture: Span) -> Span:
    """The stretch of an act without the annexes behind it; the whole where there are none. `furniture` is that of its
    file: running heads that go on are the act's."""
    starts = page_starts(act)
    if len(starts) < 2:
        return act
    own = _last(_OWN, act)
    first = next((start for start in starts if start > own and _is_annexe(act, furniture, start)), None)
    return act if first is None else act.sub(0, first).strip()


def _last(pattern: Template, text: Span) -> int:
    """Where the last match in a text begins, an offset in it; -1 for none."""
    return max((match.start() for match in text.matches(pattern)), default=-1)


def _is_annexe(act: Span, furniture: Span, start: int) -> bool:
    """Whether what begins with a page, an offset in the act, is no more its: it was decided, and closed, above."""
    above, below = act.sub(0, start), act.sub(start, len(act))
    decided = _last(RESOLVED, above)
    if decided < 0 or _last(_CLOSED, above) < decided:
        return False
    if below.search(_CERTIFIED) and not above.search(_CERTIFIED):
        return False
    if is_called(below):
        return True
    if len(below) < LEAST_TOLD or any(line.match(_CLOSED) for line in below.lines()[:OPENING]):
        return False
    return _begins_with_title(below) and not _goes_on(furniture, above, below.pages[0])


def is_called(page: Span) -> bool:
    """Whether the first lines of a page call it an annexe."""
    return any(len(line) <= LONGEST_TITLE and line.match(_CALLED) for line in page.lines()[:OPENING])


def may_open(page: Span) -> bool:
    """Whether a page may be the first of an annexe, by its first lines alone."""
    return is_called(page) or _begins_with_title(page)


def is_behind(act: Span, furniture: Span) -> bool:
    """Whether the last page of an act's stretch is an annexe's, and nothing is missing above: the act was decided,
    closed and certified, so that what stands lower on its annexes' pages can't be its end."""
    own = without_annexes(act, furniture)
    return own.pages[-1] < act.pages[-1] and own.search(_CERTIFIED) is not None


def may_be_an_acts(page: Span, furniture: Span) -> bool:
    """Whether the words of a page, or of its head alone, or of its running head, may be an act's: its opening, its
    letterhead, its lists, what it goes by or someone exposes, its decision. A convention has its recitals above its
    articles; a band bears an act's identifier on annexes too."""
    if page.search(_OWN) or page.search(_EXPOSED) or furniture.search(_HEADS):
        return True
    if any(block.kind in PRESENCE for block in find_blocks(page)):
        return True
    opening = page.sub(0, min(LOOKED_AT, len(page)))
    return opening.search(_HEADS) is not None or (page.search(_RECITAL) is not None and page.search(_AGREED) is None)


def _begins_with_title(page: Span) -> bool:
    first = lines_of(page.sub(0, min(LOOKED_AT, len(page))))[0]
    return (
        first.look != PLAIN
        and len(first.span) <= LONGEST_TITLE
        and first.title.raw[:1].isupper()
        and not first.span.raw.endswith(SENTENCE_ENDS)
    )


def _goes_on(furniture: Span, above: Span, page: int) -> bool:
    """Whether a page bears what heads those before it; bands and stamps stand on annexes too."""
    heads = [line for line in furniture.lines() if line.pages[0] <= page and not line.match(_STAMP)]
    own = {fold(line.raw) for line in heads if line.pages[0] == page} - {""}
    before = [*(line for line in heads if line.pages[0] < page), *(above.lines() if own else ())]
    return any(fold(line.raw) in own for line in before)
