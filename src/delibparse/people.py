"""Who is named where in an act, and when two namings are of one person."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import regex
from msgspec.structs import replace

from delibparse.record import RELECTURE, Deliberation, Personne

LISTS = ("presents", "excuses", "absents")
CRITICAL = regex.compile(
    r"^/(?:numero|seance/(?:date|secretaire)|objet|effectif/\w+|(?:presents|excuses|absents)/\d+|"
    r"pouvoirs/\d+/(?:mandant|mandataire)|vote/(?:pour|contre|abstentions|non_participants|resultat)|"
    r"vote/noms/\w+/\d+)$"
)
"""The JSON Pointers of what an act is about: a wrong value there does harm."""

DATES = regex.compile(r"^/(?:seance/convocation|formalites/(?:transmission|reception_prefecture|publication))$")
"""Those of the act's other dates: one digit misread makes a plausible wrong one."""


def matters(pointer: str) -> bool:
    """Whether a value is to be read surely, or told to be doubtful."""
    return CRITICAL.match(pointer) is not None or DATES.match(pointer) is not None


SIDES = ("pour", "contre", "abstentions", "non_participants")


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
    *path, last = pointer.split("/")[1:]
    if path[:1] == ["pouvoirs"]:
        k = int(path[1])
        act.pouvoirs[k] = replace(act.pouvoirs[k], **{last: who})
    elif path[:1] == ["vote"]:
        voters = getattr(act.vote.noms, path[2])
        voters[int(last)] = replace(voters[int(last)], personne=who)
    elif last.isdigit():
        getattr(act, path[0])[int(last)] = who
    else:
        setattr(getattr(act, path[0]) if path else act, last, who)


def confidence(act: Deliberation, pointer: str) -> float:
    """Of the least sure place that a value was read from; 1.0 for one without a place."""
    return min((place.confiance for place in act.provenance.get(pointer, [])), default=1.0)


def looked_at(act: Deliberation) -> set[str]:
    """The pointers of the values on which a person has had a word: the page was seen, no reading is in doubt."""
    return {row.champ for row in act.corriges if row.motif == RELECTURE}


def same(one: Personne, other: Personne) -> bool:
    """Same family name without accents or case, first names that do not contradict each other.

    `L. RABUSSIÉ` and `Laurence RABUSSIE` are the same, `P. MIS` and `L. MIS` are not.
    """
    return _same(one.nom, one.prenom, other.nom, other.prenom)


@lru_cache(maxsize=65536)
def _same(nom: str | None, prenom: str | None, other_nom: str | None, other_prenom: str | None) -> bool:
    if bare(nom) != bare(other_nom):
        return _words(prenom, nom) == _words(other_prenom, other_nom)
    first, second = bare(prenom), bare(other_prenom)
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
