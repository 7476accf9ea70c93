"""What is known once all files are read: the members of each session, and what people said of the values.

A second, cheap pass: no page is read again. What one file's OCR misread, another's of the same session mends; then the
corrections made in a review are put in. What a file gave before the pass, and before the corrections, is kept beside
the journal, so that the pass begins from the same records however often it is run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from delibparse.corrections import Left, Word
    from delibparse.record import Document

WHERE = "dans un autre fichier de la séance"

Session = tuple[str, str]
"""A council and a day."""


@dataclass(frozen=True, slots=True)
class File:
    """A file: its key, the path of its JSON, those of its JSON before the pass (`before`) and before people corrected
    it (`uncorrected`), and what they said of it."""

    key: str
    output: str
    before: str
    uncorrected: str
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """What the pass did: the warnings by code of each file whose JSON has changed, and the corrections that were left
    though their file is there."""

    changed: dict[str, dict[str, int]]
    left: list[Left]


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


def mend(files: list[File], sessions: list[Session], lang: Literal["fr", "en"]) -> Passed:
    """Mends the files of some sessions by each other, then by what people said. A file may be of no session."""
    from delibparse.batch.work import counted
    from delibparse.checks import check_again
    from delibparse.corrections import apply
    from delibparse.reading.files import write_below, write_whole
    from delibparse.reconcile import reconcile
    from delibparse.schema import from_json, to_json

    first = {file.key: _first_reading(file) for file in files}
    documents = {key: from_json(data) for key, data in first.items()}
    for session in sessions:
        reconcile([act for document in documents.values() for act in _acts(document, session)], where=WHERE)
    passed = Passed({}, [])
    for file in files:
        document, before, output = documents[file.key], Path(file.before), Path(file.output)
        uncorrected = Path(file.uncorrected)
        told = to_json(document) + b"\n"
        if told != first[file.key]:
            check_again(document, lang)
            told = to_json(document) + b"\n"
        if file.words:
            write_below(uncorrected, told)
            passed.left.extend(apply(document.deliberations, list(file.words)))
            check_again(document, lang)
            told = to_json(document) + b"\n"
        if told != first[file.key] and not before.exists():
            write_below(before, first[file.key])
        if told != output.read_bytes():
            write_whole(output, told)
            passed.changed[file.key] = dict(counted(document))
        if told == first[file.key]:  # mended once, by files or words that are gone
            before.unlink(missing_ok=True)
        if not file.words:
            uncorrected.unlink(missing_ok=True)
    return passed


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
