"""Names that were read unsurely, mended by those whom the other acts of the body name.

A council is a closed circle: whoever stands in its lists sits on it. A reading that is far from its name is known by
being far nearer to it than to any other member's who is not named there yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from delibparse.model.confidence import CLEAR_NAME, MENDED
from delibparse.model.members import Member
from delibparse.model.people import confidence, fold, rename, same_person
from delibparse.model.record import Correction, Deliberation, Personne
from delibparse.reconcile.divide import divide_names, is_divided
from delibparse.reconcile.names import Sighting, drop_represented, elsewhere, put_name, sightings
from delibparse.reconcile.reading import Reading
from delibparse.reconcile.recut import cut, recut, whole_names
from delibparse.similarity.first_names import is_known
from delibparse.similarity.names import WHOLE, could_be_misreading_of
from delibparse.similarity.ocr import distance

FARTHEST = 0.34
"""Slips, as a share of a whole name's letters, beyond which a reading is no member's."""

CLEARLY = 0.25
"""The same, by which the next member must be farther."""

SESSIONS = 3
"""Sessions that must declare a number in office, for one that was read unsurely to be that."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member as the acts of the body name them: the name, the other ways in which it is printed, the first and the
    last day of the mandate, "" where it has no bound; in how many of its sessions they are named, and the days of the
    first and the last of these; `told` who named the member, where it is no act."""

    who: Personne
    also: tuple[Personne, ...]
    first: str
    last: str
    sessions: int
    seen_first: str
    seen_last: str
    told: str = ""

    def serves(self, day: str | None) -> bool:
        return day is None or ((self.first or day) <= day <= (self.last or day))

    def is_named_beside(self, day: str | None) -> bool:
        """Whether a session of another day names the member."""
        return self.sessions > 1 or self.seen_first != day

    def is_named(self, who: Personne) -> bool:
        """Whether a naming is one of the member's."""
        return any(same_person(who, one) for one in (self.who, *self.also))

    @property
    def reason(self) -> str:
        """Who knows of the member, for `corriges`."""
        if self.told:
            return self.told
        seen = self.seen_first if self.sessions == 1 else f"{self.seen_first} à {self.seen_last}"
        times = "1 séance" if self.sessions == 1 else f"{self.sessions} séances"
        return f"membre « {self.who.texte} » dans {times} de la collectivité ({seen})"


@dataclass(frozen=True, slots=True)
class InOffice:
    """The number in office that most sessions of a mandate declare, and how many."""

    figure: int
    sessions: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A council over the years, as its acts tell of it: its members, one for each mandate of each, and its numbers."""

    colleagues: tuple[Colleague, ...] = ()
    in_office: tuple[InOffice, ...] = ()

    def divided(self, day: str | None) -> list[Personne]:
        """The members of a day as the acts print them that tell the first name from the family name."""
        there = (one for one in self.colleagues if one.serves(day))
        return [who for one in there for who in (one.who, *one.also) if who.prenom and is_divided(who)]

    def cuts(self, day: str | None, people: Iterable[Personne]) -> bool:
        """Whether a list of some people may be cut otherwise than its members' names: one is made of several of these,
        or is a first name alone."""
        there = self.beside(day)
        whole = whole_names(there, _who)
        firsts = {fold(one.who.prenom) for one in there}
        return any(cut(who, whole) or (not who.prenom and fold(who.nom) in firsts) for who in people)

    def beside(self, day: str | None) -> list[Colleague]:
        """The members of a day whom sessions of other days name."""
        return [one for one in self.colleagues if one.serves(day) and one.is_named_beside(day)]

    def of_others(self, day: str | None) -> tuple[Member, ...]:
        """These members, in each way in which they are printed."""
        return tuple(Member(who, one.first, one.last) for one in self.beside(day) for who in (one.who, *one.also))


def _who(one: Colleague) -> Personne:
    return one.who


def mend_by_archive(readings: Sequence[Reading], circle: Circle) -> None:
    """Mends, in place, the names and the numbers in office of acts of one body that were read unsurely.

    A name that is one of a member's stays as it is. What was read clearly is never altered; where the page does not
    tell where a name ends, or which words are the first name, the members' names do.
    """
    for reading in readings:
        recut(reading.act, circle.beside(reading.act.seance.date))
        divide_names(reading.act, circle.divided(reading.act.seance.date))
    for sighting in list(sightings(readings)):
        act = readings[sighting.act].act
        if not sighting.recognised:
            continue
        there = [one for one in circle.colleagues if one.serves(act.seance.date)]
        if not sighting.who.prenom and is_known(sighting.who.nom or ""):
            _complete(act, sighting, there)
        elif sighting.confidence < CLEAR_NAME and not any(one.is_named(sighting.who) for one in there):
            found = _nearest(sighting, act, there)
            if found is not None:
                put_name(act, sighting, found.who, found.reason)
    for reading in readings:
        drop_represented(reading.act)
        _mend_in_office(reading, circle.in_office)


def _complete(act: Deliberation, sighting: Sighting, colleagues: Sequence[Colleague]) -> None:
    """Gives the family name of the one member of a first name that was read alone, where no member is called so: the
    page's was lost. What was read is not altered: it is the first name."""
    who = sighting.who
    if any(fold(one.who.nom) == fold(who.nom) for one in colleagues):
        return
    alike = [one for one in colleagues if fold(one.who.prenom) == fold(who.nom)]
    if len(alike) != 1 or elsewhere(act, sighting, alike[0].who):
        return
    act.corriges.append(Correction(f"{sighting.pointer}/nom", who.nom, alike[0].who.nom, alike[0].reason))
    rename(act, sighting.pointer, replace(who, prenom=who.nom, nom=alike[0].who.nom))


def _nearest(sighting: Sighting, act: Deliberation, colleagues: Sequence[Colleague]) -> Colleague | None:
    """The one member whom a reading must be of, None where there is a choice."""
    free = [one for one in colleagues if not elsewhere(act, sighting, one.who)]
    fitting = [one for one in free if could_be_misreading_of(sighting.who, one.who)]
    if len(fitting) == 1:
        return fitting[0]
    ranked = sorted(_distances(sighting.who, free), key=lambda row: row[0])
    if not ranked or ranked[0][0] > FARTHEST or (len(ranked) > 1 and ranked[1][0] < ranked[0][0] + CLEARLY):
        return None
    return ranked[0][1]


def _distances(read: Personne, colleagues: Sequence[Colleague]) -> Iterator[tuple[float, Colleague]]:
    """How far each member's name is, as a share of its letters; for readings with a whole first name. First names of
    one family are told from each other by closer rules, unless it has one member and what was read is no first name.
    A civility that was misread may stand before it."""
    first, name = fold(read.prenom), fold(read.nom)
    if len(first) < WHOLE or not name:
        return
    behind = fold((read.prenom or "").partition(" ")[2])
    firsts = [first, behind] if len(behind) >= WHOLE else [first]
    family = [one for one in colleagues if fold(one.who.nom) == name]
    is_open = len(family) == 1 and not is_known(read.prenom or "")
    for one in colleagues:
        known = fold(one.who.prenom) + fold(one.who.nom)
        if len(fold(one.who.prenom)) >= WHOLE and (is_open or one not in family):
            yield min(distance(own + name, known) for own in firsts) / len(known), one


def _mend_in_office(reading: Reading, usual: Sequence[InOffice]) -> None:
    """The number in office, read unsurely, where most sessions of the mandate declare another a digit away."""
    act = reading.act
    read, day = act.effectif.en_exercice, act.seance.date
    if read is None or day is None or "/effectif/en_exercice" in act.deduits:
        return
    if confidence(act, "/effectif/en_exercice") >= MENDED:
        return
    for one in usual:
        if (one.first or day) <= day <= (one.last or day) and one.sessions >= SESSIONS and one.figure != read:
            if distance(str(read), str(one.figure)) <= 1.0:
                reason = f"en exercice dans {one.sessions} séances du mandat"
                act.corriges.append(Correction("/effectif/en_exercice", read, one.figure, reason))
                act.effectif = replace(act.effectif, en_exercice=one.figure)
            return
