"""The journal made again from the outputs, where it was lost or damaged: no file is read again that need not be."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from delibparse import errors
from delibparse.batch.base import damage_of
from delibparse.batch.inputs import Input
from delibparse.batch.journal import Journal, Outcome
from delibparse.batch.work import counted
from delibparse.batchfolder import OWN, RESERVED, BatchFolder
from delibparse.model.people import council_of
from delibparse.model.record import Document
from delibparse.model.schema import from_json
from delibparse.profile import seen_in
from delibparse.version import __version__

REVIEW = "review"
"""The folder of a review's pages, which hold no JSON of ours."""


def set_aside(out: Path) -> None:
    """Gives the journal of a folder another name, so that a new one is made. Raises OutputFailure."""
    folder = BatchFolder(out)
    for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"):
        try:
            (folder.own / name).replace(folder.own / f"{name}.old")
        except FileNotFoundError:
            continue
        except OSError as error:
            raise damage_of(error, folder.journal) from error


def rebuild(journal: Journal, options: str) -> int:
    """Enters in a new journal what the outputs in its folder hold, as read by this version with these `options`; how
    many they are. The next run looks only at whether the files are still the same, by their content.

    Outputs that are damaged are passed over: their files are read again.
    """
    count = 0
    with journal.together():
        for output, document in _documents(journal.folder):
            count += journal.enter(Input(document.source.fichier, b"", ()), output)
            acts = tuple((council_of(act.collectivite), act.seance.date) for act in document.deliberations)
            pages = len(document.source.lecture)
            read = Outcome(
                document.source.sha256, pages, None, acts, counted(document), seen=seen_in(document).to_json()
            )
            journal.settle(document.source.fichier, read, options, __version__)
    return count


def _documents(folder: BatchFolder) -> Iterator[tuple[str, Document]]:
    """The outputs below a folder and what they hold, as it was before the files of a session mended each other."""
    seen: set[str] = set()
    for here, below, names in os.walk(folder.path):
        below[:] = sorted(name for name in below if not (Path(here) == folder.path and name in (OWN, REVIEW)))
        for name in sorted(names):
            path = Path(here) / name
            output = path.relative_to(folder.path).as_posix()
            if not name.endswith(".json") or output in RESERVED:
                continue
            before = folder.before(output)
            try:
                document = from_json((before if before.is_file() else path).read_bytes())
            except (OSError, errors.BadRecord):
                continue
            if document.source.fichier not in seen:
                seen.add(document.source.fichier)
                yield output, document
