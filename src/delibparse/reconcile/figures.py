"""Figures that were read unsurely, mended where the act's sums leave one reading.

Présents and proxies are counted and listed, voters are both together, and pour, contre and abstentions make the
voters: a figure that breaks every sum it stands in, and whose neighbours all ask for the same other one, was misread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from delibparse.model.arithmetic import deduce_again
from delibparse.model.confidence import MENDED
from delibparse.model.people import confidence
from delibparse.model.record import Correction, Deliberation
from delibparse.similarity.ocr import distance

Figures = dict[str, int]
"""By JSON Pointer, the figures of an act that are known."""

VOTES = ("/vote/pour", "/vote/contre", "/vote/abstentions", "/vote/non_participants")
COUNTS = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "suffrages_exprimes")


def mend_figures(act: Deliberation, suspect: Collection[str] = ()) -> None:
    """Mends the doubtful figures of an act, and those that a second reading made `suspect`, by their pointers; what was
    deduced from them is deduced again."""
    figures = _figures(act)
    unsure = [pointer for pointer in figures if confidence(act, pointer) < MENDED or pointer in suspect]
    doubtful = [pointer for pointer in unsure if pointer not in act.deduits]
    for pointer in doubtful:
        asked = {value for value in _asked(act, figures, pointer, suspect) if value is not None}
        if len(asked) != 1 or figures[pointer] in asked:
            continue
        value = asked.pop()
        if value >= 0 and _may_be(figures[pointer], value):
            act.corriges.append(Correction(pointer, figures[pointer], value, "seul chiffre qui satisfait les sommes"))
            _put(act, pointer, value)
            figures[pointer] = value
    if act.corriges:
        deduce_again(act)


def _figures(act: Deliberation) -> Figures:
    found = {f"/effectif/{name}": getattr(act.effectif, name) for name in COUNTS}
    found |= {pointer: getattr(act.vote, pointer.rsplit("/", 1)[1]) for pointer in VOTES}
    return {pointer: value for pointer, value in found.items() if value is not None}


def _asked(act: Deliberation, figures: Figures, pointer: str, suspect: Collection[str]) -> Iterator[int | None]:
    """What each of the sums that a figure stands in asks it to be, None where the sum's other figures are not sure."""

    def sure(name: str) -> int | None:
        sure_of_it = confidence(act, name) >= MENDED and name not in suspect
        return figures.get(name) if name != pointer and sure_of_it else None

    for name in ("presents", "pouvoirs"):
        listed = getattr(act, name)
        if pointer == f"/effectif/{name}" and listed:
            yield len(listed)
    presents, proxies, voters = sure("/effectif/presents"), sure("/effectif/pouvoirs"), sure("/effectif/votants")
    presents = presents if presents is not None else len(act.presents) or None
    proxies = proxies if proxies is not None else len(act.pouvoirs) if act.presents else None
    if pointer == "/effectif/votants":
        yield presents + proxies if presents is not None and proxies is not None else None
    if pointer == "/effectif/presents":
        yield voters - proxies if voters is not None and proxies is not None else None
    if pointer == "/effectif/pouvoirs":
        yield voters - presents if voters is not None and presents is not None else None
    yield from _by_votes(act, figures, pointer, voters, suspect)


def _by_votes(
    act: Deliberation, figures: Figures, pointer: str, voters: int | None, suspect: Collection[str]
) -> Iterator[int | None]:
    """Pour, contre, abstentions and those who take no part make the voters."""
    cast = [name for name in VOTES if name in figures]
    if not {"/vote/pour", "/vote/contre", "/vote/abstentions"} <= set(cast) or "/vote/pour" in act.deduits:
        return  # a side that was not read may be anything
    others = [name for name in cast if name != pointer]
    if any(confidence(act, name) < MENDED or name in suspect for name in others):
        return
    rest = sum(figures[name] for name in others)
    if pointer == "/effectif/votants":
        yield rest
    elif pointer in cast:
        yield voters - rest if voters is not None else None


def _may_be(read: int, value: int) -> bool:
    """Whether one figure may have been taken for the other: one digit misread, lost or added."""
    return distance(str(read), str(value)) <= 1.0


def _put(act: Deliberation, pointer: str, value: int) -> None:
    section, name = pointer.split("/")[1:]
    setattr(act, section, replace(getattr(act, section), **{name: value}))
