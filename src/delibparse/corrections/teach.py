"""What a person's word on one act teaches of others: the same misreading stands in the other acts of the session, and
comes again in later acts of the body.

Only what was read unsurely is changed so, and what is the same print: minutes have one header for all their acts. Where
other acts read clearly what a person found wrong, the review offers them all at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from delibparse.corrections.apply import act_of, field_of, same_place
from delibparse.corrections.fields import BadValue, put, understood, value_at, whole_of
from delibparse.corrections.model import Word
from delibparse.model.confidence import CLEAR_NAME, MENDED
from delibparse.model.fields import SESSION
from delibparse.model.people import confidence, council_of, namings
from delibparse.model.pointers import NoSuchPointer, item_of
from delibparse.model.record import Correction, Deliberation, Document, Personne


class Lesson(NamedTuple):
    """A word that corrected a value, and the council and the day of its act."""

    word: Word
    council: str | None
    day: str | None

    @property
    def reason(self) -> str:
        """Why a value was changed, for `corriges`."""
        return f"corrigé à la relecture de « {self.word.fichier} », acte {self.word.acte}"

    def is_of_session(self, document: Document, act: Deliberation) -> bool:
        """Whether an act is of the session of the word's act."""
        if self.council is None and document.source.sha256 != self.word.sha256:
            return False
        return self.day is not None and (council_of(act.collectivite), act.seance.date) == (self.council, self.day)

    def is_before(self, act: Deliberation) -> bool:
        """Whether an act is of a later session of the same council."""
        if self.council is None or self.day is None or act.seance.date is None:
            return False
        return council_of(act.collectivite) == self.council and act.seance.date > self.day


class Spread(NamedTuple):
    """A value that a lesson concerns: the act's index, its pointer, whether it was read clearly in its own print."""

    act: int
    pointer: str
    clear: bool


def teaches(word: Word) -> bool:
    """Whether a word may concern other acts: one that puts another value in the place of a reading."""
    return word.geste == "corrige" and word.lu is not None and word.retenu is not None and word.lu != word.retenu


def spread(lesson: Lesson, document: Document) -> Iterator[Spread]:
    """The values of a document that bear the same misreading: all in the acts of the session; in those of later ones
    the names that were read unsurely."""
    word = lesson.word
    whole = whole_of(word.champ)
    own = act_of(word, document.deliberations) if document.source.sha256 == word.sha256 else None
    for k, act in enumerate(document.deliberations):
        same = lesson.is_of_session(document, act)
        if k == own or not (same or lesson.is_before(act)):
            continue
        for pointer in _alike(word, whole, act, same):
            print_ = document.source.sha256 == word.sha256 and same_place(word.lieux, act.provenance.get(pointer, []))
            clear = confidence(act, pointer) >= (CLEAR_NAME if _is_name(act, pointer) else MENDED) and not print_
            if same or not clear:
                yield Spread(k, pointer, clear)


def learn(lessons: Iterable[Lesson], document: Document, words: Collection[Word] = ()) -> None:
    """Changes, in place, what lessons leave no doubt about; what `words` of the document's own are on stays to them."""
    acts = document.deliberations
    said = {(k, field_of(word, acts[k])) for word in words if (k := act_of(word, acts)) is not None}
    for lesson in lessons:
        for one in list(spread(lesson, document)):
            if not one.clear and (one.act, one.pointer) not in said:
                _change(acts[one.act], one.pointer, lesson)


def person_told(lesson: Lesson, act: Deliberation) -> Personne | None:
    """Whom a word on a whole name names, parted as the names of an act are; None for another word."""
    whole = whole_of(lesson.word.champ)
    if whole != lesson.word.champ or not _names_someone(lesson.word, whole):
        return None
    try:
        who = understood(act, whole, lesson.word.retenu)
    except (NoSuchPointer, BadValue):
        return None
    return who if isinstance(who, Personne) else None


def target(word: Word, pointer: str) -> str:
    """The field of another act that a word on a value there is on: the same part of a name."""
    return pointer + word.champ.removeprefix(whole_of(word.champ))


def _change(act: Deliberation, pointer: str, lesson: Lesson) -> None:
    field = target(lesson.word, pointer)
    try:
        read = value_at(act, field)
        put(act, field, understood(act, field, lesson.word.retenu))
    except (NoSuchPointer, BadValue):
        return
    kept = lesson.word.retenu
    if not isinstance(read, bool) and not isinstance(kept, bool):
        act.corriges.append(Correction(field, read, kept, lesson.reason))


def _alike(word: Word, whole: str, act: Deliberation, same: bool) -> Iterator[str]:
    """The pointers of an act whose value was read as the word's was: names wherever they stand, other values of a
    session's header at their own pointer."""
    people = dict(namings(act))
    if _names_someone(word, whole):
        yield from (pointer for pointer, who in people.items() if _read_as(who, word, whole))
    elif same and item_of(whole) is None and SESSION.match(whole):
        try:
            if value_at(act, whole) == word.lu:
                yield whole
        except NoSuchPointer:
            return


def _names_someone(word: Word, whole: str) -> bool:
    first, *rest = whole.split("/")[1:]
    listed = first in ("presents", "excuses", "absents", "pouvoirs") or (first == "vote" and rest[0] == "noms")
    return isinstance(word.lu, str) and (listed or whole.rpartition("/")[2] in _OFFICES)


_OFFICES = frozenset({"president", "secretaire", "secretaire_auxiliaire", "rapporteur", "signataire"})


def _read_as(who: Personne, word: Word, whole: str) -> bool:
    """Whether a naming reads as the one that a person corrected, or has the part of it that was."""
    part = word.champ.removeprefix(whole).rpartition("/")[2]
    return (getattr(who, part, None) if part else who.texte) == word.lu


def _is_name(act: Deliberation, pointer: str) -> bool:
    return any(pointer == one for one, _ in namings(act))
