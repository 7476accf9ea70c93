"""What else a value may be: what the person is offered to choose from, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from delibparse.corrections.fields import Kind
from delibparse.model.arithmetic import known_voters
from delibparse.model.fields import SIDES
from delibparse.model.people import fold, namings
from delibparse.model.pointers import item_of
from delibparse.model.record import Deliberation
from delibparse.similarity.ocr import distance

MOST = 5
FARTHEST = 0.6
"""Slips, as a share of the longer name's letters, beyond which a name is no other reading of one."""

LISTS = ("presents", "pouvoirs", "excuses", "absents")


def suggestions(
    act: Deliberation, pointer: str, kind: Kind, value: object, names: Iterable[str]
) -> list[str | int | bool]:
    """Other values for a field, at most five. `names` are those of all the acts of the file."""
    found: list[str | int | bool] = [row.lu for row in act.corriges if row.champ == pointer and row.lu is not None]
    if kind is Kind.person:
        found += _like(str(value or ""), names)
    elif kind is Kind.figure:
        found = [figure for figure in found if isinstance(figure, int)]
        found += _figures(act, pointer)
    elif kind is Kind.date:
        found += _dates(act)
    return [other for other in dict.fromkeys(found) if other != value][:MOST]


def _like(name: str, names: Iterable[str]) -> list[str]:
    """Names that a reading may stand for, the likest first."""
    read = fold(name)
    near = []
    for other in names:
        known = fold(other)
        far = distance(read, known) / max(len(read), len(known), 1)
        if far <= FARTHEST:
            near.append((far, other))
    return [other for _, other in sorted(near)]


def names_in(acts: Iterable[Deliberation]) -> list[str]:
    """The names of all who are named in some acts, as printed, once each."""
    return list(dict.fromkeys(who.texte for act in acts for _, who in namings(act)))


def _figures(act: Deliberation, pointer: str) -> Iterator[int]:
    """What the lists and the sums of an act ask a figure to be."""
    told, vote = act.effectif, act.vote
    name = pointer.rsplit("/", 1)[1]
    if item_of(pointer) is None and pointer.startswith("/effectif/"):
        if name in LISTS:
            yield len(getattr(act, name))
        if name == "votants":
            yield len(act.presents) + len(act.pouvoirs)
    voters = known_voters(told)
    if pointer.startswith("/vote/") and name in SIDES and voters is not None:
        others = sum(getattr(vote, side) or 0 for side in SIDES if side != name)
        if voters >= others:
            yield voters - others
        named = getattr(vote.noms, name)
        if named:
            yield sum(1 + voter.pouvoirs for voter in named)


def _dates(act: Deliberation) -> list[str]:
    """The other dates of an act."""
    held, sent = act.seance, act.formalites
    dates = (held.date, held.convocation, sent.transmission, sent.reception_prefecture, sent.publication)
    return [date for date in dates if date is not None]
