"""What one file tells of its body, small enough to be kept for each file of an archive."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from delibparse.model.confidence import CLEAR_NAME, MENDED, NAME_READ_TWICE
from delibparse.model.explained import words_of
from delibparse.model.fields import LISTS
from delibparse.model.people import confidence, namings, was_recognised
from delibparse.model.record import Collectivite, Deliberation, Document, Lieu, Personne
from delibparse.reconcile.divide import is_divided
from delibparse.similarity.names import misread_first_name

PRESENT, AWAY, GIVES, CARRIES = 1, 2, 4, 8
"""Where a sitting names someone: among the présents, among the excused and absent, as the one who gives a proxy, as the
one who carries it."""

CLEAR, FAIR, DOUBTFUL = 2, 1, 0
"""How surely: as a name that is never altered, as one that is sure where it is read alike twice, or less."""

BLOCKS = {
    "en_exercice": "/effectif/en_exercice", "presents": "/presents/0", "excuses": "/excuses/0", "absents": "/absents/0",
    "pouvoirs": "/pouvoirs/0/mandant", "secretaire": "/seance/secretaire",
}  # fmt: skip
"""By their names, the blocks of an act and the value that tells where each stands."""


class Named(Struct, frozen=True, array_like=True):
    """Someone whom the lists of a sitting name: how surely at best, and where (bits)."""

    who: Personne
    sure: int
    where: int


class Sitting(Struct, frozen=True, array_like=True):
    """What the acts of a file that have the same header say: the body, the day, whom their lists name, how many are in
    office where that was read surely, and the order of the blocks."""

    body: Collectivite
    day: str | None
    organe: str | None
    people: tuple[Named, ...]
    in_office: int | None
    order: str


class Seen(Struct, frozen=True, array_like=True):
    """What a file tells: its sittings, the words of its acts that became values and those that nothing explains;
    whether a second pass may have something to mend in it, whether an act of it names no body, and whether it prints
    names without telling the first name from the family name."""

    sittings: tuple[Sitting, ...]
    read: int
    left: int
    doubtful: bool
    bodiless: bool
    undivided: bool

    def to_json(self) -> bytes:
        return msgspec.json.encode(self)


def from_json(data: bytes) -> Seen:
    """Raises msgspec.MsgspecError."""
    return msgspec.json.decode(data, type=Seen)


def seen_in(document: Document) -> Seen:
    """What a document tells, before another file has mended anything in it."""
    pages = frozenset(row.page for row in document.source.lecture if row.methode in ("ocr", "mixte"))
    words = words_of(document)
    acts = document.deliberations
    sittings = dict.fromkeys(_sitting(act, pages) for act in acts)
    return Seen(
        tuple(sittings),
        words.read,
        words.left,
        bool(pages) and any(_is_doubtful(act) for act in acts),
        any(act.collectivite.nom is None for act in acts),
        any(not is_divided(named.who) for sitting in sittings for named in sitting.people),
    )


def _sitting(act: Deliberation, pages: frozenset[int]) -> Sitting:
    told = act.effectif.en_exercice
    if "/effectif/en_exercice" in act.deduits or confidence(act, "/effectif/en_exercice") < MENDED:
        told = None
    order = _order(act)
    return Sitting(act.collectivite, act.seance.date, act.organe, tuple(_people(act, pages)), told, order)


def _people(act: Deliberation, pages: frozenset[int]) -> Iterator[Named]:
    """Those whom the lists and the proxies name, each naming once for the same words."""
    mended = {row.champ.rpartition("/")[0] for row in act.corriges if row.champ.endswith(("/nom", "/prenom"))}
    found: dict[Personne, tuple[int, int]] = {}
    for pointer, who in namings(act):
        where = _where(pointer)
        if not where or not (who.nom or who.prenom):
            continue
        recognised = bool(pages) and was_recognised(act, pointer, pages)
        sure = _how_sure(act, pointer, who, recognised) if pointer not in mended else DOUBTFUL
        before = found.get(who, (0, 0))
        found[who] = (max(before[0], sure), before[1] | where)
    return (Named(who, sure, where) for who, (sure, where) in found.items())


def _where(pointer: str) -> int:
    first, *rest = pointer.split("/")[1:]
    if first == "pouvoirs":
        return GIVES if rest[-1] == "mandant" else CARRIES
    return 0 if first not in LISTS else PRESENT if first == "presents" else AWAY


def _how_sure(act: Deliberation, pointer: str, who: Personne, recognised: bool) -> int:
    if not recognised:
        return CLEAR
    if misread_first_name(who.prenom) is not None:
        return DOUBTFUL
    sure = confidence(act, pointer)
    return CLEAR if sure >= CLEAR_NAME else FAIR if sure >= NAME_READ_TWICE else DOUBTFUL


def _is_doubtful(act: Deliberation) -> bool:
    """Whether an act that OCR has read holds a name that may be mended, or a number in office."""
    return any(confidence(act, pointer) < CLEAR_NAME or not who.prenom for pointer, who in namings(act)) or (
        act.effectif.en_exercice is not None and confidence(act, "/effectif/en_exercice") < MENDED
    )


def _order(act: Deliberation) -> str:
    """The names of the blocks as they come on the page."""
    places = [
        (_at(here[0]), name) for name, pointer in BLOCKS.items() if (here := act.provenance.get(pointer))
    ]  # fmt: skip
    return " ".join(name for _, name in sorted(places))


def _at(place: Lieu) -> tuple[int, float, float]:
    if isinstance(place.bbox, tuple):
        return place.page, place.bbox[1], place.bbox[0]
    return place.page, float(place.position[0]) if isinstance(place.position, tuple) else 0.0, 0.0
