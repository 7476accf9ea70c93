"""Who is named where in an act, and when two namings are of one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

from delibparse.model.fields import LISTS, SIDES
from delibparse.model.pointers import put
from delibparse.model.record import RELECTURE, Collectivite, Deliberation, Personne


def namings(act: Deliberation) -> Iterator[tuple[str, Personne]]:
    """Every naming of a person in an act, with its JSON Pointer."""
    for name in LISTS:
        for k, who in enumerate(getattr(act, name)):
            yield f"/{name}/{k}", who
    for k, proxy in enumerate(act.pouvoirs):
        yield f"/pouvoirs/{k}/mandant", proxy.mandant
        if proxy.mandataire:
            yield f"/pouvoirs/{k}/mandataire", proxy.mandataire
    for side in SIDES:
        for k, voter in enumerate(getattr(act.vote.noms, side)):
            if voter.personne:
                yield f"/vote/noms/{side}/{k}", voter.personne
    alone = {
        "/seance/president": act.seance.president,
        "/seance/secretaire": act.seance.secretaire,
        "/seance/secretaire_auxiliaire": act.seance.secretaire_auxiliaire,
        "/rapporteur": act.rapporteur,
        "/formalites/signataire": act.formalites.signataire,
    }
    yield from ((pointer, who) for pointer, who in alone.items() if who)


def rename(act: Deliberation, pointer: str, who: Personne) -> None:
    """Puts another naming at a pointer that `namings` gave."""
    put(act, f"{pointer}/personne" if pointer.startswith("/vote/noms/") else pointer, who)


def confidence(act: Deliberation, pointer: str) -> float:
    """The confidence of the least sure place that a value was read from; 1.0 for one without a place."""
    return min((place.confiance for place in act.provenance.get(pointer, [])), default=1.0)


def was_recognised(act: Deliberation, pointer: str, recognised: Collection[int]) -> bool:
    """Whether a value stands on one of the pages that OCR has `recognised`."""
    return any(place.page in recognised for place in act.provenance.get(pointer, []))


def looked_at(act: Deliberation) -> set[str]:
    """The pointers of the values on which a person has had a word: the page was seen, no reading is in doubt."""
    return {row.champ for row in act.corriges if row.motif == RELECTURE}


def same_person(one: Personne, other: Personne) -> bool:
    """Same family name without accents or case, first names that do not contradict each other.

    `L. RABUSSIÉ` and `Laurence RABUSSIE` are the same, `P. MIS` and `L. MIS` are not.
    """
    return _same(one.nom, one.prenom, other.nom, other.prenom)


def keys_of(who: Personne) -> tuple[str, str]:
    """Two keys of which whoever is the `same_person` has one: the family name, and all words of the name in order."""
    return fold(who.nom), " ".join(_words(who.prenom, who.nom))


@lru_cache(maxsize=65536)
def _same(nom: str | None, prenom: str | None, other_nom: str | None, other_prenom: str | None) -> bool:
    if fold(nom) != fold(other_nom):
        return _words(prenom, nom) == _words(other_prenom, other_nom)
    first, second = fold(prenom), fold(other_prenom)
    if not first or not second or first == second:
        return True
    return min(len(first), len(second)) <= 3 and first[0] == second[0]


def council_of(body: Collectivite) -> str | None:
    """What tells one council from another: its SIREN, else its INSEE code, else its name without accents or case; None
    where it has none of them.

    >>> council_of(Collectivite(nom="Commune d'Évry"))
    'communedevry'
    """
    return body.siren or body.code_insee or fold(body.nom) or None


@lru_cache(maxsize=8192)
def fold(text: str | None) -> str:
    """Letters and figures only, no accents, no case.

    >>> fold("N. ERGÜL-d'Or")
    'nerguldor'
    """
    folded = unicodedata.normalize("NFD", (text or "").casefold().replace("œ", "oe"))
    return "".join(c for c in folded if c.isalnum())


@lru_cache(maxsize=8192)
def _words(prenom: str | None, nom: str | None) -> list[str]:
    """The words of a whole name in alphabetical order: MARTIN Jean and Jean MARTIN are alike."""
    words = f"{prenom or ''} {nom or ''}".replace("-", " ").split()
    return sorted(fold(word) for word in words if fold(word))
