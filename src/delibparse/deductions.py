"""What a vote's figures prove without saying it. Pure functions of the record."""

from __future__ import annotations

from delibparse.record import Deliberation, Effectif, Resultat, Vote


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


def counted_outcome(vote: Vote) -> Resultat | None:
    """What the counts make of the proposal; None on a tie, which the president's voice may break (CGCT L2121-20), and
    where they do not tell."""
    if vote.pour is not None and (vote.contre is not None or vote.unanimite or vote.pour > 0):
        against = vote.contre or 0
        return "adopte" if vote.pour > against else "rejete" if against > vote.pour else None
    return "adopte" if vote.unanimite else None


def unanimous_voices(declared: Effectif, vote: Vote) -> int | None:
    """How many voted pour where all did and the act gives no count."""
    voters = known_voters(declared)
    if not (vote.unanimite and voters) or vote.contre or vote.abstentions:
        return None
    return voters - (vote.non_participants or 0)


def deduce_again(act: Deliberation) -> None:
    """What was deduced from figures that have been mended since."""
    vote, deduced = act.vote, set(act.deduits)
    if "/vote/unanimite" in deduced:
        vote.unanimite = proved_unanimity(vote)
    if "/vote/pour" in deduced:
        vote.pour = unanimous_voices(act.effectif, vote)
    if "/vote/resultat" in deduced:
        vote.resultat = counted_outcome(vote)
    known = {"/vote/unanimite": vote.unanimite, "/vote/pour": vote.pour, "/vote/resultat": vote.resultat}
    act.deduits = [pointer for pointer in act.deduits if known.get(pointer, True) is not None]
