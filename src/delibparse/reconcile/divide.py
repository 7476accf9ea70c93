"""Which words of a name are the first name, where the page does not tell, by the members: "Petit Luc" among "Martin
Paul" is Luc Petit where the council has one, and so is "LUC PETIT" wholly in capitals.

`texte` stays as it is printed; the parts stand in `deduits`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from delibparse.model.people import fold, keys_of, namings, rename
from delibparse.model.record import Deliberation, Personne
from delibparse.similarity.names import WHOLE


def is_divided(who: Personne) -> bool:
    """Whether the page tells the first name from the family name: one is an initial, or wholly in capitals alone.

    >>> is_divided(Personne("PETIT Luc", None, "Luc", "PETIT"))
    True
    >>> is_divided(Personne("Petit Luc", None, "Petit", "Luc"))
    False
    """
    if not who.nom or not who.prenom:
        return len((who.nom or "").split()) < 2
    return len(fold(who.prenom)) < WHOLE or who.prenom.isupper() != who.nom.isupper()


def divide_names(act: Deliberation, members: Iterable[Personne]) -> None:
    """Divides, in place, the names of an act as the one member of the same words divides them."""
    doubtful = [(pointer, who) for pointer, who in namings(act) if not is_divided(who)]
    if not doubtful:
        return
    by_words: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in members:
        if one.prenom and one.nom:
            by_words[keys_of(one)[1]].add((fold(one.prenom), fold(one.nom)))
    for pointer, who in doubtful:
        known = by_words.get(keys_of(who)[1], set())
        if len(known) != 1 or (fold(who.prenom), fold(who.nom)) in known:
            continue
        parts = next((parts for parts in _divisions(who) if tuple(map(fold, parts)) in known), None)
        if parts is not None:
            rename(act, pointer, replace(who, prenom=parts[0], nom=parts[1]))
            whole = f"{pointer}/personne" if pointer.startswith("/vote/noms/") else pointer
            act.deduits += [f"{whole}/prenom", f"{whole}/nom"]


def divided_as(words: str, known: Personne) -> tuple[str | None, str]:
    """The first and the family name of some words, divided as a member's name is; undivided where they are others."""
    parts = (fold(known.prenom), fold(known.nom))
    ways = _divisions(Personne(words, None, None, words))
    return next(((first, name) for first, name in ways if (fold(first), fold(name)) == parts), (None, words))


def _divisions(who: Personne) -> Iterator[tuple[str, str]]:
    """The ways to take the words of a name for a first and a family name, whichever comes first."""
    for whole in (f"{who.prenom or ''} {who.nom}", f"{who.nom} {who.prenom or ''}"):
        words = whole.split()
        for k in range(1, len(words)):
            one, other = " ".join(words[:k]), " ".join(words[k:])
            yield one, other
            yield other, one
