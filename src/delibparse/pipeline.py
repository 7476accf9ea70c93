"""The whole way of a file, from its bytes to its checked record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from delibparse import checks
from delibparse.assemble import Content, assemble, made_surer
from delibparse.fast import read_pages
from delibparse.gazetteer import keys_of_members
from delibparse.grammar.council import Council
from delibparse.grammar.facts import Choice
from delibparse.grammar.lexicon import lexicon
from delibparse.layout import compose
from delibparse.model.record import Deliberation, Document, Lecture, Source
from delibparse.options import Options
from delibparse.reading import UNWATCHED, OpenFile, Page, Watch
from delibparse.reconcile import Member, Reading, known_among, load, recognised_pages, reconcile, withhold
from delibparse.reread.doubts import find_doubts, note_changes
from delibparse.settings import NO_SETTINGS, Settings
from delibparse.wording import Lexicon

if TYPE_CHECKING:
    from delibparse.reading.model import Change
    from delibparse.rosters.lookup import Rosters


def extract_bytes(
    data: bytes, name: str, options: Options, watch: Watch = UNWATCHED, settings: Settings = NO_SETTINGS
) -> Document:
    """The document that the bytes of a file hold; `name` is given back as `source.fichier`, `settings` is what its
    checks know of the body.

    Raises the failures of `delibparse.errors`.
    """
    with OpenFile(data, options.password) as opened:
        return extract_opened(opened, name, options, watch, settings)


def extract_opened(
    opened: OpenFile, name: str, options: Options, watch: Watch = UNWATCHED, settings: Settings = NO_SETTINGS
) -> Document:
    """The document that an open file holds; it is left open."""
    return explained(opened, name, options, watch, settings).document


class Explained(NamedTuple):
    """A document, of each of its acts the ways in which the lists of its session could be read, and the pages with
    the words that it was read from."""

    document: Document
    choices: list[tuple[Choice, ...]]
    pages: list[Page]


def explained(
    opened: OpenFile, name: str, options: Options, watch: Watch = UNWATCHED, settings: Settings = NO_SETTINGS
) -> Explained:
    """`extract_opened`, with the readings that were not kept and the pages."""
    in_all, pages = read_pages(opened, options, watch)
    watch.understands(pages)
    return _understood(opened, name, in_all, pages, options, settings)


def understand(
    opened: OpenFile, name: str, in_all: int, pages: list[Page], options: Options, settings: Settings = NO_SETTINGS
) -> Document:
    """The document that pages read from a file hold; `in_all` is how many it has. Raises the failure of
    the first, where none could be read."""
    return _understood(opened, name, in_all, pages, options, settings).document


def _understood(
    opened: OpenFile, name: str, in_all: int, pages: list[Page], options: Options, settings: Settings
) -> Explained:
    if (failure := next((page.failure for page in pages if page.failure), None)) and all(p.failure for p in pages):
        raise failure
    words = lexicon(options.vocabulary)
    listed = load(options.roster) if options.roster else None
    rosters = _imported(options) if listed is None else None
    content, looked, changes = _content(opened, pages, options, words, partial(_members, listed, rosters))
    acts = [one.act for one in content.acts]
    members = _members(listed, rosters, acts) if options.reconcile else []
    council = _council(acts, members)
    if _is_of_use(council, content, bool(members)):
        content = assemble(compose(looked, words), looked, council)
        note_changes(looked, [one.act for one in content.acts], changes)
    found = content.acts
    document = Document(
        source=Source(
            fichier=name,
            sha256=hashlib.sha256(opened.data).hexdigest(),
            pages=in_all,
            lecture=[_lecture(page) for page in pages],
        ),
        nature=content.nature,
        annexe_de=content.annexe_de,
        deliberations=[one.act for one in found],
    )
    if options.reconcile:
        ocr = recognised_pages(document)
        reconcile([Reading(one.act, ocr, one.suspect) for one in found], members)
    least = settings.min_confidence if options.min_confidence is None else options.min_confidence
    for act in document.deliberations:
        withhold(act, least or 0.0)
    checks.check(document, options.lang, settings, rosters.of if rosters else None)
    if not options.provenance:
        for act in document.deliberations:
            act.provenance = {}
    return Explained(document, [one.choices for one in found], looked)


def _imported(options: Options) -> Rosters | None:
    """The rosters that were imported, None where there are none: most files are read without."""
    if options.rosters is None:
        return None
    from delibparse.rosters.lookup import Rosters

    return Rosters(options.rosters)


def _members(listed: list[Member] | None, rosters: Rosters | None, acts: Sequence[Deliberation]) -> list[Member]:
    """The members of the acts' body: those `listed` by its user, else, by the rosters, those of the days of their
    sessions; none where the acts are of several bodies."""
    if listed is not None or rosters is None:
        return listed or []
    from delibparse.rosters.lookup import key_of

    bodies = {key for act in acts if (key := key_of(act.collectivite))}
    if len(bodies) > 1:
        return []
    return list(dict.fromkeys(member for act in acts for member in rosters.of(act)))


def _council(acts: list[Deliberation], members: list[Member]) -> Council:
    """What is known of the acts' body: its members on the days of their sessions, the communes of an EPCI."""
    sirens = {act.collectivite.siren for act in acts if act.collectivite.type == "epci"}
    siren = next(iter(sirens)) if len(sirens) == 1 else None
    days = {act.seance.date for act in acts if act.seance.date}
    return Council(known_among(members, days), keys_of_members(siren) if siren else frozenset())


def _is_of_use(council: Council, content: Content, has_members: bool) -> bool:
    """Whether the lists are read otherwise by what is known: two ways to cut one are as good, or a commune stands among
    their names or was not understood there."""
    if has_members and any(choice.is_open for one in content.acts for choice in one.choices):
        return True
    return bool(council.communes) and any(
        council.is_commune(words) for one in content.acts for words in _words_of_lists(one.act)
    )


def _words_of_lists(act: Deliberation) -> Iterator[str]:
    """The names without a civility in the lists of an act, and what was not understood there."""
    for who in (*act.presents, *act.excuses, *act.absents):
        if who.civilite is None:
            yield who.texte
    yield from (row.texte for row in act.indices.non_lus if row.zone == "presences")


def _content(
    opened: OpenFile,
    pages: list[Page],
    options: Options,
    words: Lexicon,
    members: Callable[[Sequence[Deliberation]], list[Member]],
) -> tuple[Content, list[Page], list[Change]]:
    """What the pages hold, the pages, and what has changed in them: words of scans that were read unsurely are looked
    at again, once it is known which of them matter."""
    first = assemble(compose(pages, words), pages)
    acts = [one.act for one in first.acts]
    seen = options.second_look and any(page.is_recognised for page in pages)
    doubts = find_doubts(pages, acts, members(acts) if options.reconcile else ()) if seen else {}
    if not doubts:
        return first, pages, []
    from delibparse.reread.reread import look_again

    looked, changes = look_again(opened, pages, doubts, options)
    if not changes:
        return first, pages, []
    if all(change.is_of_confidence for change in changes):
        confidences = {(change.page, change.after.box): change.after.confidence for change in changes}
        surer = replace(first, acts=[made_surer(one, confidences) for one in first.acts])
        return surer, looked, changes
    second = assemble(compose(looked, words), looked)
    note_changes(looked, [one.act for one in second.acts], changes)
    return second, looked, changes


def _lecture(page: Page) -> Lecture:
    confidence = round(page.confidence, 3) if page.words else None
    return Lecture(page.number, page.method, confidence, page.rotation, round(page.skew, 2), page.unreadable)
