"""The whole way of a file, from its bytes to its checked record."""

from __future__ import annotations

import hashlib

from delibparse import checks, reading
from delibparse.assemble import assemble
from delibparse.doubts import find_doubts, note_changes
from delibparse.grammar import vocabulary
from delibparse.layout import compose
from delibparse.options import Options
from delibparse.reading import Page, Progress
from delibparse.reconcile import load, reconcile
from delibparse.record import Deliberation, Document, Lecture, Source


def extract_bytes(data: bytes, name: str, options: Options, progress: Progress | None = None) -> Document:
    """The document that the bytes of a file hold; `name` is given back as `source.fichier`.

    Raises the failures of `delibparse.errors`.
    """
    in_all, pages = reading.read(data, options, progress)
    return understand(data, name, in_all, pages, options)


def understand(data: bytes, name: str, in_all: int, pages: list[Page], options: Options) -> Document:
    """The document that pages read from `data` hold; `in_all` is how many the file has."""
    vocabulary.use(vocabulary.load(options.vocabulary) if options.vocabulary else None)
    members = load(options.roster) if options.roster else []
    document = Document(
        source=Source(
            fichier=name,
            sha256=hashlib.sha256(data).hexdigest(),
            pages=in_all,
            lecture=[_lecture(page) for page in pages],
        ),
        deliberations=_acts(data, pages, options),
    )
    if options.reconcile:
        reconcile(document.deliberations, members)
    damaged = {page.number: page.unreadable for page in pages if page.unreadable}
    checks.check(document, options.lang, damaged)
    if not options.provenance:
        for act in document.deliberations:
            act.provenance = {}
    return document


def _acts(data: bytes, pages: list[Page], options: Options) -> list[Deliberation]:
    """The acts; words of scans that were read unsurely are looked at again, once it is known which of them matter."""
    acts = assemble(compose(pages), pages)
    doubts = find_doubts(pages, acts) if options.second_look else {}
    if not doubts:
        return acts
    from delibparse.reading.second import look_again

    looked, changes = look_again(data, pages, doubts, options)
    if not changes:
        return acts
    acts = assemble(compose(looked), looked)
    note_changes(looked, acts, changes)
    return acts


def _lecture(page: Page) -> Lecture:
    confidence = round(page.confidence, 3) if page.words else None
    return Lecture(page.number, page.method, confidence, page.rotation, round(page.skew, 2))
