"""Several votes in one act."""

from __future__ import annotations

from delibparse import extract
from delibparse.model.record import Deliberation

HEADER = """COMMUNE DE VALBRUNE
Procès-verbal du conseil municipal
Séance du 6 avril 2021
Présents : M. Aimé AUBRAC, Mme Rosine BELLON, M. Yann CAZENAVE, Mme Élise DURIEUX
Secrétaire de séance : Mme Rosine BELLON

"""
NEXT = "\n2 – Taux des taxes\nAprès en avoir délibéré, le conseil municipal, à l'unanimité, maintient les taux.\n"


def first(act: str) -> Deliberation:
    """The first of two acts of a session."""
    acts = extract((HEADER + act + NEXT).encode(), name="pv.txt").deliberations
    assert [one.numero for one in acts] == ["1", "2"]
    return acts[0]


def test_each_grant_has_its_vote() -> None:
    act = first(
        "1 – Subventions aux associations\nLe maire propose de voter association par association.\n"
        "a) Les Amis du vélo : 200 €. Pour : 4  Contre : 0  Abstention : 0\n"
        "b) La chorale : 350 €. Pour : 1  Contre : 3  Abstention : 0\n"
    )
    assert [(one.objet, one.resultat, one.pour, one.contre) for one in act.scrutins] == [
        ("Les Amis du vélo : 200 €", "adopte", 4, 0),
        ("La chorale : 350 €", "rejete", 1, 3),
    ]
    assert act.vote.pour is None
    assert act.vote.resultat is None
    assert "/scrutins/1/contre" in act.provenance
    assert "/scrutins/1/resultat" in act.deduits
    assert "SEG001" not in [warning.code for warning in act.avertissements]


def test_the_vote_on_the_whole_stands_below_them() -> None:
    act = first(
        "1 – Subventions\na) Vélo : 200 €. Pour : 4 Contre : 0\nb) Chorale : 350 €. Pour : 3 Contre : 1\n\n"
        "Vote sur l'ensemble des subventions : Pour : 2 Contre : 2\n"
    )
    assert [one.pour for one in act.scrutins] == [4, 3]
    assert (act.vote.pour, act.vote.contre) == (2, 2)


def test_the_sides_of_one_vote_are_no_several_votes() -> None:
    act = first(
        "1 – Achat d'un four\nLe conseil municipal, après en avoir délibéré, décide l'achat.\nVote :\n• Pour : 3\n"
        "• Abstention : 1 (M. Yann CAZENAVE)\n"
    )
    assert act.scrutins == []
    assert (act.vote.pour, act.vote.abstentions) == (3, 1)


def test_the_points_of_a_decision_are_no_votes() -> None:
    act = first(
        "1 – Achat d'un four\nAprès en avoir délibéré, à l'unanimité, le conseil municipal :\n"
        "a) approuve l'achat du four ;\nb) autorise le maire à signer.\n"
    )
    assert act.scrutins == []
    assert act.vote.unanimite is True
