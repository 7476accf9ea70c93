"""Lists that were cut otherwise than their members' names: two members who were read as one, one who was read as two.

A comma that was lost, or one too many, leaves no trace on the page; the body's other sessions tell where a name ends.
The words themselves stay as they were read: what is neither one member's whole name nor several members' is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from msgspec.structs import replace

from delibparse.model.people import fold, keys_of, same_person
from delibparse.model.pointers import put, put_in, take_out
from delibparse.model.record import Correction, Deliberation, Personne
from delibparse.reconcile.divide import divided_as, is_divided
from delibparse.similarity.names import WHOLE

T = TypeVar("T")

LISTS = ("presents", "excuses", "absents")

LEAST = 2
"""Words of the shortest whole name."""


class Colleague(Protocol):
    """A member whom other sessions name, and what `corriges` says of it."""

    @property
    def who(self) -> Personne: ...

    @property
    def reason(self) -> str: ...


def recut(act: Deliberation, members: Sequence[Colleague]) -> None:
    """Cuts, in place, the lists of an act as its members' names are cut, where its declared numbers allow it."""
    whole = whole_names(members, lambda one: one.who)
    for name in LISTS:
        for k in reversed(range(len(getattr(act, name)))):
            _part(act, name, k, whole)
        for k in reversed(range(len(getattr(act, name)) - 1)):
            _join(act, name, k, whole, members)


def whole_names(members: Iterable[T], who_of: Callable[[T], Personne]) -> dict[str, T]:
    """Those named by a first and a family name, by the words of both; none whose words are another's too."""
    found: dict[str, list[T]] = {}
    for one in members:
        who = who_of(one)
        if who.nom and len(fold(who.prenom)) >= WHOLE:
            found.setdefault(keys_of(who)[1], []).append(one)
    return {key: alike[0] for key, alike in found.items() if len(alike) == 1}


def cut(who: Personne, whole: Mapping[str, T]) -> list[tuple[str, T]]:
    """The several whole names of which a naming is made, and whose they are; none where it is not, or in two ways.

    >>> people = {"jean noir": "J", "paul roux": "P"}
    >>> cut(Personne("JEAN NOIR PAUL ROUX", None, None, "JEAN NOIR PAUL ROUX"), people)
    [('JEAN NOIR', 'J'), ('PAUL ROUX', 'P')]
    """
    words = bare(who).split()
    if len(words) < 2 * LEAST:
        return []
    ways = [way for way in _ways(words, whole) if len(way) > 1]
    return ways[0] if len(ways) == 1 else []


def bare(who: Personne) -> str:
    """The name as printed, without its civility."""
    return who.texte.removeprefix(who.civilite or "").strip()


def _ways(words: Sequence[str], whole: Mapping[str, T]) -> Iterator[list[tuple[str, T]]]:
    if not words:
        yield []
    for k in range(LEAST, len(words) + 1):
        name = " ".join(words[:k])
        one = whole.get(_key(name))
        if one is not None:
            yield from ([(name, one), *rest] for rest in _ways(words[k:], whole))


def _key(name: str) -> str:
    return keys_of(Personne(name, None, None, name))[1]


def _part(act: Deliberation, name: str, k: int, whole: Mapping[str, Colleague]) -> None:
    """Makes several members of an item that is made of their names and of nothing else."""
    read: Personne = getattr(act, name)[k]
    parts = cut(read, whole)
    if not parts or not _may_count(act, name, len(parts) - 1):
        return
    is_twice = len({_key(part) for part, _ in parts}) < len(parts)
    if is_twice or any(_is_listed(act, one.who, (name, k)) for _, one in parts):
        return
    people = [_named(part, one.who) for part, one in parts]
    led = read.texte.removesuffix(bare(read))
    people[0] = replace(people[0], texte=led + people[0].texte, civilite=read.civilite)
    people[-1] = replace(people[-1], qualite=read.qualite)
    places = act.provenance.get(f"/{name}/{k}")
    put(act, f"/{name}/{k}", people[0])
    for j, who in enumerate(people[1:], k + 1):
        put_in(act, f"/{name}", j, who)
        if places is not None:
            act.provenance[f"/{name}/{j}"] = list(places)
    for j, (who, (_, one)) in enumerate(zip(people, parts, strict=True), k):
        _note_division(act, f"/{name}/{j}", who)
        act.corriges.append(Correction(f"/{name}/{j}/texte", read.texte, who.texte, one.reason))


def _join(act: Deliberation, name: str, k: int, whole: Mapping[str, Colleague], members: Sequence[Colleague]) -> None:
    """Makes one member of two items that are the two halves of a name, where neither may be anyone else's."""
    one, other = halves = getattr(act, name)[k : k + 2]
    words = f"{bare(one)} {other.texte}"
    found = whole.get(_key(words)) if other.civilite is None else None
    if found is None or not _may_count(act, name, -1) or not _is_list_of_whole_names(act, name, k):
        return
    both = (name, k), (name, k + 1)
    of_others = (member.who for member in members if member is not found)
    free = [who for who in of_others if not _is_listed(act, who, *both)]
    if _is_listed(act, found.who, *both) or any(_shares(half, who) for half in halves for who in free):
        return
    who = _named(words, found.who)
    led = one.texte.removesuffix(bare(one))
    who = replace(who, texte=led + who.texte, civilite=one.civilite, qualite=other.qualite or one.qualite)
    put(act, f"/{name}/{k}", who)
    places = [place for j in (k, k + 1) for place in act.provenance.get(f"/{name}/{j}", [])]
    take_out(act, f"/{name}", k + 1)
    if places:
        act.provenance[f"/{name}/{k}"] = list(dict.fromkeys(places))
    _note_division(act, f"/{name}/{k}", who)
    act.corriges.append(Correction(f"/{name}/{k}/texte", f"{one.texte} | {other.texte}", who.texte, found.reason))


def _named(words: str, known: Personne) -> Personne:
    """A member by the words of a list, divided as the other sessions divide them."""
    prenom, nom = divided_as(words, known)
    return Personne(words, None, prenom, nom)


def _note_division(act: Deliberation, pointer: str, who: Personne) -> None:
    """Tells which is the first name for deduced, where the page does not tell it."""
    if not is_divided(who):
        act.deduits += [f"{pointer}/{part}" for part in ("prenom", "nom") if f"{pointer}/{part}" not in act.deduits]


def _is_listed(act: Deliberation, who: Personne, *but: tuple[str, int]) -> bool:
    """Whether a list of an act names someone, some of its items aside."""
    return any(
        same_person(one, who) for name in LISTS for k, one in enumerate(getattr(act, name)) if (name, k) not in but
    )


def _shares(half: Personne, who: Personne) -> bool:
    """Whether half a name may be all that was printed of another member: the family name, or the first name."""
    return same_person(half, who) or fold(bare(half)) in (fold(who.nom), fold(who.prenom))


def _is_list_of_whole_names(act: Deliberation, name: str, k: int) -> bool:
    """Whether most others of a list have first names: in one of family names a word alone is someone."""
    others = [one for j, one in enumerate(getattr(act, name)) if j not in (k, k + 1)]
    return 2 * sum(one.prenom is not None for one in others) > len(others)


def _may_count(act: Deliberation, name: str, more: int) -> bool:
    """Whether so many more in a list agree with the number that the act declares of it no worse than before."""
    declared = getattr(act.effectif, name)
    if declared is None or f"/effectif/{name}" in act.deduits:
        return True
    read = len(getattr(act, name))
    return _off(name, read + more, declared) <= _off(name, read, declared)


def _off(name: str, read: int, declared: int) -> int:
    """How far a list is from the declared number; of the présents, the president may be named apart."""
    return min(abs(read - declared), abs(read - declared + 1)) if name == "presents" else abs(read - declared)
