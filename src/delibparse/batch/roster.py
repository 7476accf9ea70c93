"""The members of one session, known from all of its files: what one file's OCR misread, another's mends.

A second, cheap pass: no page is read again. What a file gave before it was mended is kept beside the journal, so that
the pass begins from the same records however often it is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from delibparse.record import Document

WHERE = "dans un autre fichier de la séance"

Session = tuple[str, str]
"""A council and a day."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a session: its key, the path of its JSON, and that of its JSON before it was mended."""

    key: str
    output: str
    before: str


def linked(
    sessions: Iterable[tuple[Session, list[tuple[str, str]]]],
) -> list[tuple[list[Session], list[tuple[str, str]]]]:
    """The sessions that share files, together with them: a file of two sessions is mended by both, in one go."""
    groups: list[tuple[list[Session], dict[str, str]]] = []
    group_of: dict[str, int] = {}
    for session, files in sessions:
        met = sorted({group_of[key] for key, _ in files if key in group_of})
        target = met[0] if met else len(groups)
        if not met:
            groups.append(([], {}))
        for other in met[1:]:
            groups[target][0].extend(groups[other][0])
            groups[target][1].update(groups[other][1])
            groups[other] = ([], {})
        groups[target][0].append(session)
        groups[target][1].update(files)
        group_of |= dict.fromkeys(groups[target][1], target)
    return [(sorted(found), sorted(files.items())) for found, files in groups if found]


def mend(files: list[File], sessions: list[Session], lang: Literal["fr", "en"]) -> dict[str, dict[str, int]]:
    """Mends the files of some sessions by each other. Returns the warnings by code of those whose JSON has changed."""
    from delibparse.batch.work import counted
    from delibparse.checks import check_again
    from delibparse.reading.files import write_below, write_whole
    from delibparse.reconcile import reconcile
    from delibparse.schema import from_json, to_json

    first = {file.key: _first_reading(file) for file in files}
    documents = {key: from_json(data) for key, data in first.items()}
    for session in sessions:
        reconcile([act for document in documents.values() for act in _acts(document, session)], where=WHERE)
    changed = {}
    for file in files:
        document, before, output = documents[file.key], Path(file.before), Path(file.output)
        if to_json(document) + b"\n" == first[file.key]:
            if before.exists():  # mended once, by files that are gone
                write_whole(output, first[file.key])
                before.unlink()
                changed[file.key] = dict(counted(document))
            continue
        check_again(document, lang)
        told = to_json(document) + b"\n"
        if told == output.read_bytes():
            continue
        if not before.exists():
            write_below(before, first[file.key])
        write_whole(output, told)
        changed[file.key] = dict(counted(document))
    return changed


def _first_reading(file: File) -> bytes:
    before = Path(file.before)
    return before.read_bytes() if before.exists() else Path(file.output).read_bytes()


def _acts(document: Document, session: Session) -> list:  # type: ignore[type-arg]
    from delibparse.batch.work import council_of

    return [
        act
        for act in document.deliberations
        if (council_of(act.collectivite.siren, act.collectivite.nom), act.seance.date) == session
    ]
