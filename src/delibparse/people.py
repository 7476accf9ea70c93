"""When two namings are of one person."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from delibparse.record import Personne


def same(one: Personne, other: Personne) -> bool:
    """Same family name without accents or case, first names that do not contradict each other.

    `L. RABUSSIÉ` and `Laurence RABUSSIE` are the same, `P. MIS` and `L. MIS` are not.
    """
    if bare(one.nom) != bare(other.nom):
        return _words(one.prenom, one.nom) == _words(other.prenom, other.nom)
    first, second = bare(one.prenom), bare(other.prenom)
    if not first or not second or first == second:
        return True
    return min(len(first), len(second)) <= 3 and first[0] == second[0]


@lru_cache(maxsize=8192)
def bare(text: str | None) -> str:
    """Letters and figures only, no accents, no case.

    >>> bare("N. ERGÜL-d'Or")
    'nerguldor'
    """
    folded = unicodedata.normalize("NFD", (text or "").casefold().replace("œ", "oe"))
    return "".join(c for c in folded if c.isalnum())


@lru_cache(maxsize=8192)
def _words(prenom: str | None, nom: str | None) -> list[str]:
    """The words of a whole name in alphabetical order: MARTIN Jean and Jean MARTIN are alike."""
    words = f"{prenom or ''} {nom or ''}".replace("-", " ").split()
    return sorted(bare(word) for word in words if bare(word))
