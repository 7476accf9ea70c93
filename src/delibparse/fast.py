"""The pages of a file; with `--fast`, of a scan, those that hold its acts: of the annexes bound behind them the heads.

A page is read whole unless it falls, by its head and by what was read above it, behind an act's end. In doubt it is
read: a page too many is lost time, a page too few may be a vote.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from delibparse import reading
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import Span, compose
from delibparse.model.record import HEAD_ONLY
from delibparse.options import Options
from delibparse.reading import UNWATCHED, Fate, OpenFile, Page, Watch
from delibparse.segment import bundles
from delibparse.segment.agenda import AGENDA
from delibparse.segment.annexes import is_behind, is_called, may_be_an_acts, may_open, without_annexes
from delibparse.segment.nature import declared
from delibparse.wording import Lexicon


def read_pages(opened: OpenFile, options: Options, watch: Watch = UNWATCHED) -> tuple[int, list[Page]]:
    """How many pages a file has, and those asked for, as `reading.read_pages`; with `fast`, those that hold no act by
    their heads. Raises what that raises."""
    if not options.fast:
        return reading.read_pages(opened, options, watch)
    words = lexicon(options.vocabulary)
    in_all, pages = reading.read_pages(opened, options, watch, _Ends(words))
    while missed := tuple(sorted(_missed(pages, words))):
        _, whole = reading.read_pages(opened, replace(options, pages=missed), watch)
        read = {page.number: page for page in whole}
        pages = [read.get(page.number, page) for page in pages]
    return in_all, pages


MINUTES = ("proces_verbal", "liste")
"""What a part calls itself, of which any page may hold an act."""


@dataclass(frozen=True, slots=True)
class _Ends:
    """The choice of pages (`reading.Choice`): those behind an act's end are left."""

    words: Lexicon

    def by_head(self, page: Page, is_behind: bool) -> Fate:
        """What becomes of a page by its words. Of one that calls itself an annexe, what stands above decides; one that
        only begins like an annexe is read, and decides of those behind it."""
        body, furniture = _alone(page, self.words)
        if is_behind:
            return Fate.SEEN if not body or may_be_an_acts(body, furniture) else Fate.LEFT
        if not body or may_be_an_acts(body, furniture) or not may_open(body):
            return Fate.WANTED
        return Fate.ASKED if is_called(body) else Fate.SEEN

    def is_behind(self, pages: list[Page]) -> bool:
        """Whether the last page is behind the end of the act above it. Minutes have none before their last page: any
        page may hold an item without a header."""
        body, furniture = _texts(pages, self.words)
        part = _parts(body, furniture)[-1] if body else body
        if not part or part.pages[-1] != pages[-1].number or declared(part) in MINUTES or part.search(AGENDA):
            return False
        last, beside = _alone(pages[-1], self.words)
        return is_behind(part, furniture) and (is_called(last) or not may_be_an_acts(last, beside))


def _texts(pages: list[Page], words: Lexicon) -> tuple[Span, Span]:
    """The body and the furniture of some pages."""
    composed = compose(pages, words)
    return composed.body.span(), composed.furniture.span()


def _alone(page: Page, words: Lexicon) -> tuple[Span, Span]:
    """The same of one page. What stands at its top may be a title as well as a running head: it is a first page's."""
    return _texts([replace(page, number=1)], words)


def _parts(body: Span, furniture: Span) -> list[Span]:
    return bundles.parts(body, find_blocks(body), furniture)


def _missed(pages: list[Page], words: Lexicon) -> Iterator[int]:
    """The pages that were read by their heads and stand within an act for all that is known now."""
    heads = {page.number for page in pages if page.unreadable == HEAD_ONLY}
    if not heads:
        return
    body, furniture = _texts(pages, words)
    for part in _parts(body, furniture):
        own = without_annexes(part, furniture).pages
        yield from heads & set(range(min(own, default=1), max(own, default=0) + 1))
