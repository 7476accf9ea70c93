"""Who is who in the sittings of one body: the ways in which a name is printed, joined to people.

Two people whom one list names are two, however alike their names. Else a name that is rarer is the other's where it may
be a slip of it, a part of it, or its initial; what fits two people alike joins neither.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from delibparse.model.people import fold
from delibparse.model.record import Personne
from delibparse.profile.seen import AWAY, CARRIES, CLEAR, FAIR, GIVES, PRESENT, Named
from delibparse.reconcile.recut import cut, whole_names
from delibparse.similarity.first_names import is_known
from delibparse.similarity.names import WHOLE, could_be_misreading_of, is_initial
from delibparse.similarity.ocr import distance

HERE, THERE = PRESENT | CARRIES, AWAY | GIVES
"""A member is in the room or away, not both."""

SLIPS = 0.2
"""Slips, as a share of a whole name's letters, that may part two printings of one person's name, where one is
printed `LONE` times less than the other."""

LONE = 4

Key = tuple[str, str, str]
"""A name: its words in order, or a family name with an initial or a civility."""


@dataclass(slots=True)
class Form:
    """One way in which a name is printed. `at` are the sittings, by their numbers, and where they name it; `clear` and
    `fair` those in which it was read so."""

    key: Key
    who: Counter[Personne] = field(default_factory=Counter)
    at: dict[int, int] = field(default_factory=dict)
    clear: set[int] = field(default_factory=set)
    fair: set[int] = field(default_factory=set)

    @property
    def is_sure(self) -> bool:
        """Whether it stands so on the page: read clearly, or alike in two sittings."""
        return bool(self.clear) or len(self.fair) > 1

    @property
    def main(self) -> Personne:
        """The naming met most; the whole first name rather than less, then the first in order."""
        return min(self.who, key=lambda who: (-self.who[who], -len(who.prenom or ""), who.texte))

    @property
    def weight(self) -> tuple[int, int]:
        return len(self.clear), len(self.at)


@dataclass(slots=True)
class Person:
    """A person: the forms of the name, the heaviest first."""

    forms: list[Form]

    @property
    def main(self) -> Personne:
        return self.forms[0].main

    def at(self) -> dict[int, int]:
        """The sittings that name the person, and where."""
        found: dict[int, int] = {}
        for form in self.forms:
            for sitting, where in form.at.items():
                found[sitting] = found.get(sitting, 0) | where
        return found


def forms_of(sittings: Sequence[Iterable[Named]]) -> list[Form]:
    """The ways in which names are printed in some sittings, the surest and most frequent first."""
    forms: dict[Key, Form] = {}
    for number, people in enumerate(sittings):
        for named in people:
            key = _key(named.who)
            if key is None:
                continue
            form = forms.setdefault(key, Form(key))
            form.who[named.who] += 1
            form.at[number] = form.at.get(number, 0) | named.where
            if named.sure >= CLEAR:
                form.clear.add(number)
            if named.sure >= FAIR:
                form.fair.add(number)
    return sorted(_cut(forms.values()), key=lambda form: (-form.weight[0], -form.weight[1], form.key))


def _cut(forms: Iterable[Form]) -> list[Form]:
    """The forms, those gone that are several others run together, which are printed apart as often: what they tell is
    these others'."""
    listed = list(forms)
    whole = whole_names(listed, _main)
    kept = []
    for form in listed:
        parts = [part for _, part in cut(form.main, whole)]
        if not parts or any(part.weight < form.weight for part in parts):
            kept.append(form)
            continue
        for part in parts:
            for number, where in form.at.items():
                part.at[number] = part.at.get(number, 0) | where
    return kept


def _main(form: Form) -> Personne:
    return form.main


def people_of(forms: Iterable[Form]) -> list[Person]:
    """The people whom the forms name, in the order of the forms: first those with whole names, then who is named by
    less."""
    people: list[Person] = []
    by_name: dict[str, list[Person]] = defaultdict(list)
    listed = [form for form in forms if form.is_sure]
    for form in [form for form in listed if _is_whole(form)] + [form for form in listed if not _is_whole(form)]:
        person = _fitting(form, people if _is_whole(form) else _of_family(form, by_name, people))
        if person is None:
            if not _is_whole(form) and _fits_several(form, by_name):
                continue
            person = Person([])
            people.append(person)
        person.forms.append(form)
        by_name[fold(form.main.nom)].append(person)
    named = [person for person in people if person.main.prenom or person.main.civilite]
    return named if len(named) > len(people) / 2 else people  # a word alone is no member where others have first names


def _key(who: Personne) -> Key | None:
    """None for a naming without a family name."""
    nom, prenom = fold(who.nom), fold(who.prenom)
    if not nom:
        return None
    if len(prenom) >= WHOLE:
        words = f"{who.prenom} {who.nom}".replace("-", " ").replace("'", " ").replace("’", " ").split()
        return " ".join(sorted(filter(None, map(fold, words)))), "", ""
    return nom, prenom[:1], "" if prenom else (who.civilite or "")


def _is_whole(form: Form) -> bool:
    return not form.key[1] and len(fold(form.main.prenom)) >= WHOLE


def _of_family(form: Form, by_name: dict[str, list[Person]], people: list[Person]) -> list[Person]:
    """Those among whom one is looked for who is named by an initial or a family name: the namesakes, else all."""
    return by_name.get(fold(form.main.nom)) or people


def _fits_several(form: Form, by_name: dict[str, list[Person]]) -> bool:
    namesakes = {id(person): person for person in by_name.get(fold(form.main.nom), [])}
    return sum(_alike(form, person) is not None for person in namesakes.values()) > 1


def _fitting(form: Form, people: Iterable[Person]) -> Person | None:
    """The one person whose name this form may be; None where none fits, or two do equally well."""
    near: list[tuple[float, int]] = []
    distinct = list({id(person): person for person in people}.values())
    for k, person in enumerate(distinct):
        far = _alike(form, person)
        if far is not None and not _are_met_together(form, person):
            near.append((far, k))
    near.sort()
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return None
    return distinct[near[0][1]]


def _alike(form: Form, person: Person) -> float | None:
    """How far a form is from a person's name as it is printed most, 0 for the same; None where it is another's."""
    one, other = form.main, person.main
    nom, known = fold(one.nom), fold(other.nom)
    prenom, first = fold(one.prenom), fold(other.prenom)
    if len(prenom) < WHOLE or len(first) < WHOLE:
        if not _may_be_short(one, other):
            return None
        return _far_by_family(form, person)
    if prenom != first and nom != known and not _is_lone(form, person):
        return None
    far = distance(prenom + nom, first + known)
    if prenom == first and (_is_part(one.nom, other.nom) or far <= 1.0):
        return min(far, 1.0)
    if nom == known and (_is_part(one.prenom, other.prenom) and form.weight < person.forms[0].weight):
        return min(far, 1.0)
    slipped = nom != known or (is_known(other.prenom or "") and not is_known(one.prenom or ""))
    lone = slipped and _is_lone(form, person) and far <= SLIPS * len(first + known)
    return far if lone or could_be_misreading_of(one, other) else None


def _far_by_family(form: Form, person: Person) -> float | None:
    """`_alike` of a form with an initial, or without a first name."""
    one, other = form.main, person.main
    nom, known = fold(one.nom), fold(other.nom)
    if nom == known:
        return 0.0
    if not one.prenom and _words(one.nom) == _words(f"{other.prenom} {other.nom}"):
        return 0.0  # "Jeanne MARTIN" that was taken for a family name
    if not one.prenom and nom == fold(other.prenom):
        return float(WHOLE)  # "M. Pierre-Luc", whose family name was lost
    far = distance(nom, known)
    slip = could_be_misreading_of(one, other) or (_is_lone(form, person) and far <= SLIPS * len(known))
    return far if slip else None


def _is_lone(form: Form, person: Person) -> bool:
    """Whether a form is met a few times where the person is met often: what parts them may be slips in both names."""
    return len(form.at) * LONE <= len(person.forms[0].clear)


def _may_be_short(one: Personne, other: Personne) -> bool:
    """Whether first names of which one is an initial, or missing, do not contradict each other, nor the civilities."""
    prenom, first = fold(one.prenom), fold(other.prenom)
    if one.civilite and other.civilite and _is_man(one.civilite) != _is_man(other.civilite):
        return False
    return not prenom or not first or prenom == first or is_initial(prenom, first)


def _is_man(civilite: str) -> bool:
    return fold(civilite) in ("m", "mr", "monsieur")


def _is_part(one: str | None, other: str | None) -> bool:
    """Whether a name is some of the words of the other: Anne of Anne Marie, MARTIN of MARTIN-DUPUIS."""
    words, others = _words(one), _words(other)
    return bool(words and others) and words != others and (words <= others or others <= words)


def _words(name: str | None) -> frozenset[str]:
    return frozenset(filter(None, map(fold, (name or "").replace("-", " ").split())))


def _are_met_together(form: Form, person: Person) -> bool:
    """Whether one sitting names both as two people."""
    at = person.at()
    return any(_are_two(where, at[sitting]) for sitting, where in form.at.items() if sitting in at)


def _are_two(one: int, other: int) -> bool:
    here_and_there = (one & HERE and other & THERE) or (one & THERE and other & HERE)
    return bool(here_and_there or one & other & ~CARRIES)
