"""The sums of an act: what its figures prove without saying it, and which of them contradict each other.

Pure functions of the record.
"""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from delibparse.model.people import same_person
from delibparse.model.record import Deliberation, Effectif, Resultat, Vote

Counted = Literal["presents", "pouvoirs", "excuses", "absents"]
"""The lists whose length an act declares too."""


def declared_or_listed(act: Deliberation, name: Counted) -> int:
    """How many the act declares, else how many it lists."""
    declared: int | None = getattr(act.effectif, name)
    return len(getattr(act, name)) if declared is None else declared


def present(act: Deliberation) -> int | None:
    """How many are present, declared or else listed; None where the act neither declares nor lists anyone."""
    return declared_or_listed(act, "presents") if act.effectif.presents is not None or act.presents else None


def most_voters(act: Deliberation) -> int | None:
    """The most who may vote: those present, declared or else listed, whoever presides among them though the list does
    not name them, and the proxies; None where the act neither declares nor lists who is present."""
    here, president = present(act), act.seance.president
    if here is None:
        return None
    is_apart = president is not None and not any(same_person(president, member) for member in act.presents)
    return here + declared_or_listed(act, "pouvoirs") + (is_apart and act.effectif.presents is None)


def maire_leaves(act: Deliberation) -> bool:
    """Whether the maire leaves the room for the vote, and with him the proxy that he holds: the accounts are of his own
    doing (CGCT L2121-14)."""
    objet = (act.objet or "").casefold()
    return "compte administratif" in objet or "compte financier unique" in objet


# ---- what figures prove ---------------------------------------------------------------------------------------------


def known_voters(declared: Effectif) -> int | None:
    """How many vote, by proxy or in person, where the act declares enough to know."""
    if declared.votants is not None:
        return declared.votants
    if declared.presents is not None and declared.pouvoirs is not None:
        return declared.presents + declared.pouvoirs
    return None


def proved_unanimity(vote: Vote) -> bool | None:
    """Whether the counts prove that nobody was against; None where they do not tell."""
    if vote.pour is None or (vote.contre is None and vote.abstentions is None):
        return None
    return vote.pour > 0 and not vote.contre and not vote.abstentions


def named_counts(declared: Effectif, vote: Vote) -> dict[str, int]:
    """How many voted otherwise than pour, of the sides that have names and no figure: proved only where they, the
    proxies told beside them and the other figures make the voters."""
    counts = {side: getattr(vote, side) for side in ("contre", "abstentions", "non_participants")}
    named = {
        side: sum(1 + voter.pouvoirs for voter in getattr(vote.noms, side) if voter.personne)
        for side, count in counts.items()
        if count is None
    }
    voters = known_voters(declared)
    told = sum(named.values()) + sum(count or 0 for count in counts.values())
    if voters is None or vote.pour is None or vote.pour + told != voters:
        return {}
    return {side: count for side, count in named.items() if count}


def counted_outcome(vote: Vote) -> Resultat | None:
    """What the counts make of the proposal; None on a tie, which the president's voice may break (CGCT L2121-20), and
    where they do not tell."""
    if vote.pour is not None and (vote.contre is not None or vote.unanimite or vote.pour > 0):
        against = vote.contre or 0
        return "adopte" if vote.pour > against else "rejete" if against > vote.pour else None
    return "adopte" if vote.unanimite else None


def unanimous_voices(act: Deliberation, vote: Vote) -> int | None:
    """How many voted pour where all did and the act gives no count; None where its figures contradict each other, or
    were printed before some came or left."""
    voters = known_voters(act.effectif)
    if not (vote.unanimite and voters) or vote.contre or vote.abstentions:
        return None
    most = most_voters(act)
    if most is not None and voters > most:
        return None
    there = act.effectif.presents
    if there is not None and there != len(act.presents) and _has_moved(act):
        return None
    return voters - (vote.non_participants or 0)


def _has_moved(act: Deliberation) -> bool:
    """Whether some came or left so that there are more votes, or fewer, than declared."""
    votes = len(act.presents) + len(act.pouvoirs)
    return bool(act.indices.mouvements) and act.presents != [] and votes != known_voters(act.effectif)


DEDUCED = ("unanimite", "pour", "contre", "abstentions", "non_participants", "resultat")
"""The fields of a vote that may be deduced."""


def deduce_again(act: Deliberation) -> None:
    """Makes anew what was deduced from figures that have been mended since."""
    deduced = set(act.deduits)
    if "/vote/unanimite" in deduced:
        act.vote = replace(act.vote, unanimite=proved_unanimity(act.vote))
    named = [side for side in ("contre", "abstentions", "non_participants") if f"/vote/{side}" in deduced]
    if named:
        bare = replace(act.vote, **dict.fromkeys(named))
        act.vote = replace(bare, **named_counts(act.effectif, bare))
    if "/vote/pour" in deduced:
        act.vote = replace(act.vote, pour=unanimous_voices(act, act.vote))
    if "/vote/resultat" in deduced:
        act.vote = replace(act.vote, resultat=counted_outcome(act.vote))
    vote = act.vote
    known = {f"/vote/{name}": getattr(vote, name) for name in DEDUCED}
    act.deduits = [pointer for pointer in act.deduits if known.get(pointer, True) is not None]


# ---- figures that contradict each other -----------------------------------------------------------------------------


def contradicted(act: Deliberation) -> list[str]:
    """The pointers of the figures in sums that do not come out: counts and their lists, voters and those who may vote,
    votes and voters."""
    told, vote, pointers = act.effectif, act.vote, []
    for name in ("presents", "pouvoirs"):
        declared, listed = getattr(told, name), len(getattr(act, name))
        if declared is not None and listed and declared != listed:
            pointers.append(f"/effectif/{name}")
    there = replace(told, votants=None)
    if told.votants is not None and known_voters(there) not in (None, told.votants):
        pointers += ["/effectif/votants", "/effectif/presents", "/effectif/pouvoirs"]
    if told.votants is not None and _cast(vote) not in (None, told.votants) and "/vote/pour" not in act.deduits:
        pointers += ["/effectif/votants", "/vote/pour", "/vote/contre", "/vote/abstentions"]
    return pointers


def _cast(vote: Vote) -> int | None:
    """How many voices the vote counts, those who took no part included; None where a side is not given."""
    if vote.pour is None or vote.contre is None or vote.abstentions is None:
        return None
    return vote.pour + vote.contre + vote.abstentions + (vote.non_participants or 0)
