"""A person's words put into the acts of one file: each finds its act and its field again, or is left and told."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Literal, NamedTuple

from msgspec.structs import replace

from delibparse.corrections.body import HERE as BODY
from delibparse.corrections.body import identify_again
from delibparse.corrections.fields import (
    BadValue,
    add,
    is_item,
    items,
    plain,
    put,
    understood,
    value_at,
    whole_of,
)
from delibparse.corrections.model import Spot, Value, Word
from delibparse.model.arithmetic import deduce_again, proved_unanimity
from delibparse.model.people import same_person
from delibparse.model.pointers import NoSuchPointer, item_of, take_out
from delibparse.model.record import RELECTURE, Correction, Deliberation, Lieu, Personne, Pouvoir

Why = Literal["source", "fichier", "acte", "champ", "valeur"]
"""Why a word is left: the file changed since, it is not there any more, its act is not found again, its field is not,
or the field cannot hold the value."""

OVERLAP = 0.5
"""Share of the smaller box that two boxes of one value have in common, however often a page is read again."""


class Left(NamedTuple):
    """A word that was not applied."""

    word: Word
    why: Why


def apply(acts: list[Deliberation], words: list[Word]) -> list[Left]:
    """Puts the words on one file into its acts; returns those that were left. The acts' warnings are not made anew.

    Each word that is applied is a row of `corriges` with the reason "relecture".
    """
    left: list[Left] = []
    on: dict[int, list[Word]] = {}
    for word in words:
        k = act_of(word, acts)
        if k is None:
            left.append(Left(word, "acte"))
        else:
            on.setdefault(k, []).append(word)
    for k, some in on.items():
        left += _apply_to(acts[k], some)
    return left


def gone(words_by_file: Mapping[str, Iterable[Word]], held: Container[str], names: Container[str]) -> list[Left]:
    """The words whose file is not among those `held`, by SHA-256: changed since where one of its name is, else gone."""
    return [
        Left(word, "source" if word.fichier in names else "fichier")
        for sha256, words in words_by_file.items()
        if sha256 not in held
        for word in words
    ]


def act_of(word: Word, acts: list[Deliberation]) -> int | None:
    """The index of the act that a word is about: the one of its number on its pages, else the one in its place."""
    there = [k for k, act in enumerate(acts) if not word.pages or not act.pages or set(act.pages) & set(word.pages)]
    numbered = [k for k in there if word.numero is not None and acts[k].numero == word.numero]
    if len(numbered) == 1:
        return numbered[0]
    k = word.acte - 1
    if k not in there:
        return None
    alike = acts[k].numero == word.numero or word.numero is None or acts[k].numero is None
    return k if alike or word.champ == "/numero" else None


def _apply_to(act: Deliberation, words: list[Word]) -> list[Left]:
    """First what changes in place, then what is taken out, from the end, then what is added: so that all pointers stay
    those of the reading."""
    left: list[Left] = []
    out: set[tuple[str, int]] = set()
    for word in sorted(words, key=lambda word: word.champ.count("/")):  # a name before its parts
        if word.geste == "ajoute":
            continue
        pointer = field_of(word, act)
        if pointer is None:
            left.append(Left(word, "champ"))
            continue
        place = item_of(pointer)
        if word.geste == "illisible" and place is not None and is_item(pointer):
            out.add((place[0], place[1]))
            continue
        try:
            _set(act, pointer, word)
        except BadValue:
            left.append(Left(word, "valeur"))
    for name, index in sorted(out, reverse=True):
        read = plain(items(act, name)[index])
        take_out(act, name, index)
        act.corriges.append(Correction(name, _told(read), None, RELECTURE))
    left += [Left(word, why) for word in words if word.geste == "ajoute" and (why := _add(act, word))]
    if any(word.champ.startswith(BODY) for word in words):
        identify_again(act)
    _deduce(act)
    return left


def _deduce(act: Deliberation) -> None:
    """What follows from the figures as they are now. A vote that their misreading made divided may be unanimous."""
    deduce_again(act)
    said = any(row.champ == "/vote/unanimite" and row.motif == RELECTURE for row in act.corriges)
    if act.vote.unanimite is False and not said and proved_unanimity(act.vote):
        act.vote = replace(act.vote, unanimite=True)
        act.deduits.append("/vote/unanimite")


def _set(act: Deliberation, pointer: str, word: Word) -> None:
    value = None if word.geste == "illisible" else word.retenu
    read = value_at(act, pointer)
    if value != read:
        put(act, pointer, understood(act, pointer, value))
    act.deduits = [one for one in act.deduits if one != pointer and not one.startswith(f"{pointer}/")]
    act.corriges.append(Correction(pointer, _told(read), _told(value), RELECTURE))


def _add(act: Deliberation, word: Word) -> Why | None:
    """Adds an item, unless a new reading found it by itself; why it could not be."""
    place = item_of(word.champ)
    if place is None or place[2]:
        return "champ"
    name = place[0]
    try:
        value = understood(act, f"{name}/0", word.retenu)
        here = items(act, name)
    except NoSuchPointer:
        return "champ"
    except BadValue:
        return "valeur"
    if value is None:
        return "valeur"
    if not any(_alike(value, other) for other in here):
        add(act, name, value)
        act.corriges.append(Correction(f"{name}/{len(here)}", None, _told(plain(value)), RELECTURE))
    return None


def _alike(one: object, other: object) -> bool:
    if isinstance(one, Pouvoir) and isinstance(other, Pouvoir):
        return same_person(one.mandant, other.mandant)
    who = getattr(other, "personne", other)
    if isinstance(one, Personne) and isinstance(who, Personne):
        return same_person(one, who)
    return one == other


def _told(value: Value) -> str | int | None:
    """A value as a row of `corriges` holds it: a flag by its word in JSON."""
    return str(value).lower() if isinstance(value, bool) else value


# ---- finding the field again ---------------------------------------------------------------------------------------


def field_of(word: Word, act: Deliberation) -> str | None:
    """The pointer of the value that the person saw, in this reading. An item of a list is known by its place on the
    page, where it has one, else by its text: another reading may have one more before it."""
    place = item_of(word.champ)
    try:
        if place is None:
            value_at(act, word.champ)
            return word.champ
        name, _, rest = place
        here = [f"{name}/{k}{rest}" for k in range(len(items(act, name)))]
        here.sort(key=lambda pointer: pointer != word.champ)  # its own pointer first
        if word.lieux:
            return next((one for one in here if same_place(word.lieux, act.provenance.get(whole_of(one), []))), None)
        return next((one for one in here if value_at(act, one) == word.lu), None)
    except NoSuchPointer:
        return None


def same_place(spots: list[Spot], places: list[Lieu]) -> bool:
    """Whether a value stands where a person saw one."""
    return any(_meet(spot, place) for spot in spots for place in places)


def _meet(spot: Spot, place: Lieu) -> bool:
    if spot.page != place.page:
        return False
    if isinstance(spot.bbox, tuple) and isinstance(place.bbox, tuple):
        (a0, b0, a1, b1), (c0, d0, c1, d1) = spot.bbox, place.bbox
        common = max(min(a1, c1) - max(a0, c0), 0) * max(min(b1, d1) - max(b0, d0), 0)
        least = min((a1 - a0) * (b1 - b0), (c1 - c0) * (d1 - d0))
        return least > 0 and common / least > OVERLAP
    if isinstance(spot.position, tuple) and isinstance(place.position, tuple):
        return spot.position[0] < place.position[1] and place.position[0] < spot.position[1]
    return False
