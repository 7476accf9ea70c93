"""When two namings are of one person, for rules that look for a member in a list."""

from __future__ import annotations

import unicodedata

from delibparse.record import Personne


def same(one: Personne, other: Personne) -> bool:
    """Same family name without accents or case, first names that do not contradict each other.

    `L. RABUSSIÉ` and `Laurence RABUSSIE` are the same, `P. MIS` and `L. MIS` are not.
    """
    if bare(one.nom) != bare(other.nom):
        return sorted(_words(one)) == sorted(_words(other))
    first, second = bare(one.prenom), bare(other.prenom)
    if not first or not second or first == second:
        return True
    return min(len(first), len(second)) <= 3 and first[0] == second[0]


def bare(text: str | None) -> str:
    """Letters and figures only, no accents, no case.

    >>> bare("N. ERGÜL-d'Or")
    'nerguldor'
    """
    folded = unicodedata.normalize("NFD", (text or "").casefold().replace("œ", "oe"))
    return "".join(c for c in folded if c.isalnum())


def _words(who: Personne) -> list[str]:
    words = f"{who.prenom or ''} {who.nom or ''}".replace("-", " ").split()
    return [bare(word) for word in words if bare(word)]
