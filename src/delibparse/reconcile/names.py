"""Names that were read unsurely, mended by the sure readings of the same person elsewhere in the file.

The same members stand among the présents, the proxies, the voters and the signatories of an act, and again in every
act of a session. What was read clearly is never altered: clerks write names in two ways, and two members may differ
by one letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from delibparse.model.confidence import CLEAR_NAME, NAME_READ_TWICE
from delibparse.model.members import Member
from delibparse.model.people import confidence, fold, keys_of, namings, rename, same_person, was_recognised
from delibparse.model.pointers import take_out
from delibparse.model.record import Correction, Deliberation, Personne
from delibparse.reconcile.reading import Reading
from delibparse.similarity.names import could_be_misreading_of, is_initial, misread_first_name


@dataclass(frozen=True, slots=True)
class Sighting:
    """A person named at one place: the act's index, the JSON Pointer, how surely it was read and whether by OCR, and
    where on the page."""

    act: int
    pointer: str
    who: Personne
    confidence: float
    recognised: bool
    place: object


class Known(NamedTuple):
    """A person of whom the name is sure, and the reason that `corriges` gives for it."""

    who: Personne
    reason: str


def mend_names(
    readings: Sequence[Reading], roster: Iterable[Member] = (), where: str = "ailleurs dans le fichier"
) -> None:
    """Mends what the sure readings, those of `roster` (the body's members) included, leave no doubt about.

    Each change is a row of `corriges`. An excused member found to have given a proxy is no longer among the excused.
    """
    seen = list(sightings(readings))
    known = _sure(seen, roster, where)
    for sighting in seen:
        if sighting.confidence >= CLEAR_NAME:
            continue
        act = readings[sighting.act].act
        if (first := misread_first_name(sighting.who.prenom)) is not None:
            put_name(act, sighting, replace(sighting.who, prenom=first), "prénom courant")
            continue
        if any(same_person(sighting.who, one.who) for one in known):
            continue
        fitting = _distinct(
            one
            for one in known
            if could_be_misreading_of(sighting.who, one.who) and not elsewhere(act, sighting, one.who)
        )
        if len(fitting) == 1:
            put_name(act, sighting, *fitting[0])
    for reading in readings:
        drop_represented(reading.act)


def sightings(readings: Sequence[Reading]) -> Iterator[Sighting]:
    for k, (act, pages, _) in enumerate(readings):
        for pointer, who in namings(act):
            place = tuple((lieu.page, lieu.bbox) for lieu in act.provenance.get(pointer, [])) or (k, pointer)
            recognised = was_recognised(act, pointer, pages)
            yield Sighting(k, pointer, who, confidence(act, pointer), recognised, place)


def _sure(seen: list[Sighting], roster: Iterable[Member], where: str) -> list[Known]:
    """One naming of each person of the roster, or read surely somewhere, or alike at two places of the page."""
    sure = [Known(one.who, f"membre « {one.who.texte} » ({one.source})") for one in roster]
    at: dict[tuple[str, str], set[object]] = {}
    for sighting in seen:
        if sighting.recognised and misread_first_name(sighting.who.prenom) is not None:
            continue  # however clear: what looks like a misreading mends nothing
        if sighting.confidence >= NAME_READ_TWICE and sighting.who.nom:
            key = fold(sighting.who.nom), fold(sighting.who.prenom)
            at.setdefault(key, set()).add(sighting.place)
            if sighting.confidence >= CLEAR_NAME or len(at[key]) > 1:
                sure.append(Known(sighting.who, f"nom lu « {sighting.who.texte} » {where}"))
    return _distinct(sure)


def _distinct(people: Iterable[Known]) -> list[Known]:
    """One naming a person, the one with the longest first name."""
    kept: list[Known] = []
    alike: dict[str, list[Personne]] = defaultdict(list)
    for one in sorted(people, key=lambda one: -len(one.who.prenom or "")):
        keys = keys_of(one.who)
        if not any(same_person(one.who, other) for key in keys for other in alike[key]):
            kept.append(one)
            for key in keys:
                alike[key].append(one.who)
    return kept


def elsewhere(act: Deliberation, sighting: Sighting, who: Personne) -> bool:
    """Whether `who` already stands where the misread person does, and is another: a member is in one list, gives one
    proxy, votes once. The represented are often named among the excused too."""
    first, *rest = sighting.pointer.split("/")[1:]
    if first in ("presents", "excuses", "absents"):
        together: list[Personne] = getattr(act, first)
        return any(same_person(who, other) for other in together)
    if first == "pouvoirs" and rest[-1] == "mandant":
        return any(same_person(who, proxy.mandant) for proxy in act.pouvoirs)
    if first == "vote":
        return any(same_person(who, other) for pointer, other in namings(act) if pointer.startswith("/vote/"))
    return False


def put_name(act: Deliberation, sighting: Sighting, known: Personne, reason: str) -> None:
    who = sighting.who
    fields = [name for name in ("prenom", "nom") if _differs(getattr(who, name), getattr(known, name))]
    for name in fields:
        read, kept = getattr(who, name), getattr(known, name)
        who = replace(who, **{name: kept}, texte=who.texte.replace(read, kept) if read in who.texte else known.texte)
        act.corriges.append(Correction(f"{sighting.pointer}/{name}", read, kept, reason))
    rename(act, sighting.pointer, who)


def _differs(read: str | None, kept: str | None) -> bool:
    """Whether one of the names is another, and not only written with an initial or an accent."""
    one, other = fold(read), fold(kept)
    return bool(one and other) and one != other and not is_initial(one, other)


def drop_represented(act: Deliberation) -> None:
    """Takes out of the excused and the absent those whose proxy a mended name has shown."""
    mended = {row.champ.rsplit("/", 1)[0] for row in act.corriges}
    for name in ("excuses", "absents"):
        for k in reversed(range(len(getattr(act, name)))):
            who = getattr(act, name)[k]
            gave = [j for j, proxy in enumerate(act.pouvoirs) if same_person(proxy.mandant, who)]
            if any(f"/pouvoirs/{j}/mandant" in mended for j in gave) or (gave and f"/{name}/{k}" in mended):
                take_out(act, f"/{name}", k)
