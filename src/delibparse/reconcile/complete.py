"""Names printed without a first name, or with an initial, made whole by the body's members: "M. KLEIN" is Paul KLEIN
where the council has one man of that name.

`texte` stays as it is printed; the first name stands in `deduits`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from delibparse.model.members import Member
from delibparse.model.people import fold, namings, rename, same_person
from delibparse.model.record import Deliberation, Personne
from delibparse.similarity.names import WHOLE

WOMAN = ("Mme", "Mlle")


def complete_names(act: Deliberation, members: Sequence[Member]) -> None:
    """Gives the first name of the one member whom a naming fits, where nobody else of that family name is named."""
    by_name: dict[str, list[Personne]] = {}
    for one in members:
        if one.who.prenom and len(fold(one.who.prenom)) >= WHOLE:
            by_name.setdefault(fold(one.who.nom), []).append(one.who)
    if not by_name:
        return
    named = list(namings(act))
    for pointer, who in named:
        if not who.nom or len(fold(who.prenom)) >= WHOLE:
            continue
        fitting = [one for one in by_name.get(fold(who.nom), []) if _fits(who, one)]
        others = [other for _, other in named if fold(other.nom) == fold(who.nom)]
        if len({fold(one.prenom) for one in fitting}) != 1:
            continue
        if len(by_name[fold(who.nom)]) == 1 and not all(same_person(other, fitting[0]) for other in others):
            continue  # two people of that name are named, and the members have one
        rename(act, pointer, replace(who, prenom=fitting[0].prenom))
        whole = f"{pointer}/personne" if pointer.startswith("/vote/noms/") else pointer
        act.deduits.append(f"{whole}/prenom")


def _fits(who: Personne, member: Personne) -> bool:
    """Whether a naming may be of a member: neither the initial nor the civility contradicts it."""
    woman = {one in WOMAN for one in (who.civilite, member.civilite) if one in (*WOMAN, "M.")}
    return len(woman) < 2 and same_person(who, member)
