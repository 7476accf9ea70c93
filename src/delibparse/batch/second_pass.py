"""What is known once all files are read: the members of each session and body, and what people said of the values.

A second, cheap pass: no page is read again. What one file's OCR misread, another's of the same session mends, then what
the body's other acts have taught of its members; then the corrections made in a review are put in. What a file gave
before the pass, and before the corrections, is kept beside the journal, so that the pass begins from the same records
however often it is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from delibparse import errors
from delibparse.batch.learning import Learnt
from delibparse.batch.work import attempt, counted
from delibparse.batch.workers import AHEAD, Workers, result_of
from delibparse.corrections import Corrections, Left, Word, apply, gone
from delibparse.corrections.teach import Lesson, learn, person_told, teaches
from delibparse.files import write_below, write_whole
from delibparse.settings import NO_SETTINGS, Settings

if TYPE_CHECKING:
    from delibparse.batch.journal import Journal
    from delibparse.model.members import Member
    from delibparse.model.record import Collectivite, Deliberation, Document
    from delibparse.reconcile import Circle, Reading

WHERE = "dans un autre fichier de la séance"

Session = tuple[str, str]
"""A council and a day."""

Lang = Literal["fr", "en"]

Known = Callable[["Deliberation"], "Sequence[Member]"]
"""Gives the members of an act's council."""


@dataclass(frozen=True, slots=True)
class File:
    """A file: its key, the path of its JSON, those of its JSON before the pass (`before`) and before people corrected
    it (`uncorrected`), the folder where they are written before they take their names, what people said of it, the
    councils of its acts where there may be something to mend, the body of those of its acts that name none, and what
    people said of other acts of its councils."""

    key: str
    output: Path
    before: Path
    uncorrected: Path
    parts: Path
    words: tuple[Word, ...] = ()
    circles: Mapping[str, Circle] = field(default_factory=dict)
    body: Collectivite | None = None
    lessons: tuple[Lesson, ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """What the pass did: the warnings by code of each file whose JSON has changed, by the file's key, and the
    corrections that were left though their file is there."""

    changed: dict[str, dict[str, int]]
    left: tuple[Left, ...]


# ---- in the parent -------------------------------------------------------------------------------------------------


def run(
    journal: Journal, workers: Workers, said: Corrections, lang: Lang, *, by_session: bool,
    settings: Settings = NO_SETTINGS, rosters: Path | None = None,
) -> list[Left]:  # fmt: skip
    """Have the files of each session mended by each other, where `by_session`, and by what the archive has taught, and
    by the `rosters` that were imported; put in what people said.

    Returns the corrections that were not applied, in the order of their files. Raises OutputFailure, OutputDamaged, and
    what became of a worker.
    """
    shas = journal.contents()
    left: list[Left] = []
    hand: set[Future[Any]] = set()
    for files, sessions in _groups(journal, said, shas, by_session):
        if workers.reach:
            hand.add(workers.submit(attempt, mend, files, sessions, lang, settings, rosters))
        else:
            left += _entered(journal, attempt(mend, files, sessions, lang, settings, rosters))
        if len(hand) >= AHEAD * workers.count:
            hand = _taken(journal, workers, hand, left)
    while hand:
        hand = _taken(journal, workers, hand, left)
    left += gone(said.by_file, set(shas.values()), shas)
    return sorted(left, key=lambda row: (row.word.fichier, row.word.acte, row.word.champ))


def _groups(
    journal: Journal, said: Corrections, shas: dict[str, str], by_session: bool
) -> Iterator[tuple[list[File], list[Session]]]:
    """What goes through the pass together: the files of linked sessions; alone, those in which the archive may mend
    something, that people have corrected, or that an earlier pass has changed."""
    folder = journal.folder
    learnt = Learnt(journal.seen(), folder) if by_session else None
    lessons = _lessons(journal, said, shas) if by_session else {}

    def file(key: str, output: str) -> File:
        words = tuple(said.by_file.get(shas[key], ()))
        given = File(key, folder.record(output), folder.before(output), folder.uncorrected(output), folder.parts, words)
        if learnt is None:
            return given
        circles, body = learnt.circles_of(shas[key], output), learnt.body_of(shas[key], output)
        taught = tuple(one for council in sorted(journal.councils_of(key)) for one in lessons.get(council, ()))
        return replace(given, circles=circles, body=body, lessons=taught)

    grouped: set[str] = set()
    for sessions, files in linked(journal.sessions()) if by_session else ():
        grouped.update(key for key, _ in files)
        yield [file(key, output) for key, output in files], sessions
    for key, output in list(journal.done()):
        concerned = learnt is not None and learnt.concerns(shas[key], output)
        if key not in grouped and (concerned or shas[key] in said.by_file or folder.before(output).exists()):
            yield [file(key, output)], []


def _lessons(journal: Journal, said: Corrections, shas: dict[str, str]) -> dict[str, list[Lesson]]:
    """What people said of names and of sessions' headers, by council, "" for acts that name none."""
    found: dict[str, list[Lesson]] = {}
    keys = {sha256: key for key, sha256 in sorted(shas.items(), reverse=True)}
    for sha256, words in sorted(said.by_file.items()):
        acts = journal.outcome_of(keys[sha256]).acts if sha256 in keys else ()
        for word in words:
            if teaches(word) and word.acte <= len(acts):
                council, day = acts[word.acte - 1]
                found.setdefault(council or "", []).append(Lesson(word, council, day))
    return found


def _taken(journal: Journal, workers: Workers, hand: set[Future[Any]], left: list[Left]) -> set[Future[Any]]:
    """Enter what came of those that are over, and add to `left`; return the others."""
    done, others = wait(hand, return_when=FIRST_COMPLETED)
    with journal.together():
        for future in done:
            left += _entered(journal, result_of(future, workers))
    return others


def _entered(journal: Journal, passed: Passed | errors.DelibparseError) -> tuple[Left, ...]:
    """Count the warnings anew; return the corrections that were left."""
    if isinstance(passed, errors.DelibparseError):
        raise passed
    for key, warnings in passed.changed.items():
        journal.count_warnings(key, warnings)
    return passed.left


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


# ---- in a worker ---------------------------------------------------------------------------------------------------


def mend(
    files: list[File],
    sessions: list[Session],
    lang: Lang,
    settings: Settings = NO_SETTINGS,
    rosters: Path | None = None,
) -> Passed:
    """Mend the files of some sessions by each other, then by what people said. A file may be of no session.

    Raises OutputFailure, OutputDamaged.
    """
    from delibparse.reconcile import reconcile
    from delibparse.rosters.lookup import Rosters

    known = Rosters(rosters)
    first = {file.key: _first_reading(file) for file in files}
    documents = {file.key: _document(file, first[file.key]) for file in files}
    for session in sessions:
        readings = [one for document in documents.values() for one in _readings(document, session)]
        reconcile(readings, known.of(readings[0].act) if readings else (), WHERE)
    for file in files:
        _teach(documents[file.key], file)
        learn(file.lessons, documents[file.key], file.words)
    changed: dict[str, dict[str, int]] = {}
    left: list[Left] = []
    for file in files:
        document = documents[file.key]
        known_of = known.of if rosters else None
        unapplied, is_changed = _write(file, document, first[file.key], lang, settings, known_of)
        left += unapplied
        if is_changed:
            changed[file.key] = dict(counted(document))
    return Passed(changed, tuple(left))


def _teach(document: Document, file: File) -> None:
    """Put in what the archive knows: the body of acts that name none, the members of their councils."""
    from delibparse.batch.given import give_body
    from delibparse.model.people import council_of
    from delibparse.reconcile import Reading, mend_by_archive, recognised_pages

    if file.body is not None:
        for act in document.deliberations:
            give_body(act, file.body)
    pages = recognised_pages(document)
    for council, circle in file.circles.items():
        own = [act for act in document.deliberations if council_of(act.collectivite) == council]
        mend_by_archive([Reading(act, pages) for act in own], _with_told(circle, council, file.lessons, own))


def _with_told(circle: Circle, council: str, lessons: Sequence[Lesson], acts: Sequence[Deliberation]) -> Circle:
    """A council with those whom people have named in its acts, from that day on, where no act names them."""
    from delibparse.reconcile import Colleague

    told = []
    for lesson in lessons:
        who = person_told(lesson, acts[0]) if acts and lesson.council == council and lesson.day else None
        known = (one for one in circle.colleagues if one.serves(lesson.day))
        if who is not None and lesson.day is not None and not any(one.is_named(who) for one in known):
            told.append(Colleague(who, (), lesson.day, "", 1, lesson.day, lesson.day, lesson.reason))
    return replace(circle, colleagues=(*circle.colleagues, *told)) if told else circle


def _others(file: File) -> Known | None:
    """Gives whom the other sessions of an act's body name, where these were learnt."""
    from delibparse.model.people import council_of
    from delibparse.reconcile import Circle

    if not file.circles:
        return None
    return lambda act: file.circles.get(council_of(act.collectivite) or "", Circle()).of_others(act.seance.date)


def _write(
    file: File, document: Document, first: bytes, lang: Lang, settings: Settings, rosters: Known | None
) -> tuple[list[Left], bool]:
    """Put in what people said of a file and write what has changed since its `first` reading; return the corrections
    that were left, and whether its JSON is another than before."""
    from delibparse.checks import check
    from delibparse.model.schema import to_json

    left: list[Left] = []
    others = _others(file)
    told = to_json(document) + b"\n"
    if told != first or others is not None:
        check(document, lang, settings, rosters, others)
        told = to_json(document) + b"\n"
    if file.words:
        write_below(file.uncorrected, told, file.parts)
        left = apply(document.deliberations, list(file.words))
        check(document, lang, settings, rosters, others)
        told = to_json(document) + b"\n"
    if told != first and not file.before.exists():
        write_below(file.before, first, file.parts)
    changed = told != file.output.read_bytes()
    if changed:
        write_whole(file.output, told, file.parts)
    if told == first:  # mended once, by files or words that are gone
        file.before.unlink(missing_ok=True)
    if not file.words:
        file.uncorrected.unlink(missing_ok=True)
    return left, changed


def _first_reading(file: File) -> bytes:
    read = file.before if file.before.exists() else file.output
    try:
        return read.read_bytes()
    except OSError as error:
        raise errors.OutputDamaged(file=read, why=error.strerror) from error


def _document(file: File, data: bytes) -> Document:
    from delibparse.model.schema import from_json

    try:
        return from_json(data)
    except errors.BadRecord as failure:
        read = file.before if file.before.exists() else file.output
        raise errors.OutputDamaged(file=read, why=failure.facts["why"]) from failure


def _readings(document: Document, session: Session) -> list[Reading]:
    """The acts of a document that are of a session."""
    from delibparse.model.people import council_of
    from delibparse.reconcile import Reading, recognised_pages

    pages = recognised_pages(document)
    return [
        Reading(act, pages)
        for act in document.deliberations
        if (council_of(act.collectivite), act.seance.date) == session
    ]
