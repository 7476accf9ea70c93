"""Who may stand where a scan names someone doubtfully: whom the file names surely elsewhere, and the body's members.

Nobody who stands surely in the same list, nobody whose first name is another: two members whose names differ by a
letter stay two.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from delibparse.model.confidence import CLEAR_NAME, NOBODYS
from delibparse.model.members import Member
from delibparse.model.people import confidence, fold, namings, same_person
from delibparse.model.record import Deliberation, Personne
from delibparse.reading.model import Candidate
from delibparse.similarity.first_names import first_names, is_known
from delibparse.similarity.names import WHOLE, is_initial
from delibparse.similarity.ocr import distance

LEAST = 4
"""Letters of a family name from which it may be known by most of them."""

WITH_FIRST, WITH_INITIAL, ALONE = 16.0, 8.0, 4.0
"""By how much dearer, for each of its letters, a name may be than what was read: with the same whole first name, with
the same initial, and without. See `reread.reread.by_letters` for what was measured."""


FIRST_NAME = 0.5
"""Slips, as a share of its letters, that may part a first name from what was read of it for it to be weighed."""

LENGTHS = 2
"""Letters that it may have more, or fewer."""

ByWord = dict[str, tuple[Candidate, ...]]
"""What may stand in the place of a word of a naming, by its letters, folded."""


class Doubted(NamedTuple):
    """Someone named doubtfully: the naming's place in the acts, and what else its words may be."""

    act: int
    pointer: str
    candidates: ByWord


def known_words(acts: Sequence[Deliberation], members: Sequence[Member]) -> frozenset[str]:
    """The words of the names that are sure, folded."""
    sure = _sure(acts, members)
    family = {fold(word) for who, _ in sure for word in (who.nom or "").split()}
    return frozenset(family | {fold(who.prenom) for who, _ in sure if who.prenom and is_known(who.prenom)})


def doubted(acts: Sequence[Deliberation], members: Sequence[Member]) -> Iterator[Doubted]:
    """Whom the acts name doubtfully and by no name that is sure, and those whose first name is nobody's."""
    sure = _sure(acts, members)
    for k, act in enumerate(acts):
        for pointer, who in namings(act):
            sureness = confidence(act, pointer)
            words = _first_names(who.prenom) if sureness < NOBODYS else {}
            if sureness < CLEAR_NAME and not any(same_person(who, one) for one, _ in sure):
                family = tuple(_candidates(who, sure, list(_beside(act, pointer))))
                words = dict.fromkeys(map(fold, (who.nom or "").split()), family) | words
            if words:
                yield Doubted(k, pointer, words)


def _beside(act: Deliberation, pointer: str) -> Iterator[Personne]:
    """Those who are named clearly in the same list."""
    for at, who in namings(act):
        if at != pointer and _role(at) == _role(pointer) and confidence(act, at) >= CLEAR_NAME:
            yield who


def _sure(acts: Sequence[Deliberation], members: Sequence[Member]) -> list[tuple[Personne, str]]:
    """Whose names are sure, and how: the members in office on the day of a session, and those read clearly."""
    days: Collection[str | None] = {act.seance.date for act in acts if act.seance.date} or {None}
    found = [(one.who, f"membre « {one.who.texte} » ({one.source})") for one in members if any(map(one.serves, days))]
    for act in acts:
        for pointer, who in namings(act):
            if confidence(act, pointer) >= CLEAR_NAME and who.nom:
                found.append((who, f"nom lu « {who.texte} » ailleurs dans le fichier"))
    return list({(fold(who.nom), fold(who.prenom)): (who, why) for who, why in reversed(found)}.values())


def _role(pointer: str) -> str:
    """What a naming says of someone, that it says of a member once: present, giver of a proxy, voter. A holder may
    have several, and an office is of one."""
    first, *rest = pointer.split("/")[1:]
    if first == "pouvoirs":
        return "mandant" if rest[-1] == "mandant" else pointer
    return first if first in ("presents", "excuses", "absents", "vote") else pointer


def _candidates(
    who: Personne, sure: Sequence[tuple[Personne, str]], beside: Collection[Personne]
) -> Iterator[Candidate]:
    for one, why in sure:
        share = _share(who.prenom, one.prenom)
        if share is None or any(same_person(one, other) for other in beside):
            continue
        for word in (one.nom or "").split():
            if len(fold(word)) >= LEAST:
                yield Candidate(word, why, share * len(fold(word)))


def _first_names(read: str | None) -> ByWord:
    """The first names of France that may stand in the place of one that is none."""
    letters = fold(read)
    if len(letters) < LEAST or not read or is_known(read):
        return {}
    near = (
        (key, name)
        for key, name in first_names().items()
        if abs(len(key) - len(letters)) <= LENGTHS and distance(letters, key) <= FIRST_NAME * len(key)
    )
    found = (Candidate(name, "prénom courant", WITH_INITIAL * len(key), is_first=True) for key, name in near)
    return {letters: tuple(found)}


def _share(read: str | None, known: str | None) -> float | None:
    """How dear each letter may be; None where the first names contradict each other."""
    first, true = fold(read), fold(known)
    if not first or not true:
        return ALONE
    if first == true:
        return WITH_FIRST if len(first) >= WHOLE else WITH_INITIAL
    return WITH_INITIAL if is_initial(first, true) else None
