"""Who voted how, by name: lines, labels and sentences that tell it; and those that tell of other things."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar import votes
from delibparse.grammar.prose import read_prose
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly
from delibparse.model.record import Personne

MEMBERS = (
    Personne("Mme Eve ROUX", "Mme", "Eve", "ROUX"),
    Personne("M. Luc PETIT", "M.", "Luc", "PETIT", "Maire"),
    Personne("Mme Zoé BLANC", "Mme", "Zoé", "BLANC"),
    Personne("M. Paul NOIR", "M.", "Paul", "NOIR"),
)
ASSEMBLY = Assembly(Style(), MEMBERS, MEMBERS[1])

ROUX, NOIR, BLANC = "Mme Eve ROUX", "M. Paul NOIR", "Mme Zoé BLANC"

NAMED: list[tuple[str, dict[str, list[str]]]] = [
    # behind a label
    ("Contre : Mme Eve ROUX", {"contre": [ROUX]}),
    ("Contre : 1 (Mme Eve ROUX)", {"contre": [ROUX]}),
    ("Contre (1) : Mme Eve ROUX", {"contre": [ROUX]}),
    ("A voté contre : Mme Eve ROUX", {"contre": [ROUX]}),
    ("Votes contre : Mme Eve ROUX", {"contre": [ROUX]}),
    ("Vote contre de Mme Eve ROUX", {"contre": [ROUX]}),
    ("Ont voté contre : Mme Eve ROUX, M. Paul NOIR", {"contre": [ROUX, NOIR]}),
    ("Ont voté contre : Mme Eve ROUX et M. Paul NOIR.", {"contre": [ROUX, NOIR]}),
    ("Contre : ROUX Eve, NOIR Paul", {"contre": ["ROUX Eve", "NOIR Paul"]}),
    ("CONTRE : MME ROUX, M. NOIR", {"contre": ["MME ROUX", "M. NOIR"]}),
    ("Abstention : Mme Eve ROUX", {"abstentions": [ROUX]}),
    ("Abstention de Mme Eve ROUX", {"abstentions": [ROUX]}),
    ("Abstentions de Mme Eve ROUX et M. Paul NOIR", {"abstentions": [ROUX, NOIR]}),
    ("Abstentions :\nMme Eve ROUX\nM. Paul NOIR\n", {"abstentions": [ROUX, NOIR]}),
    ("Abstentions :\n\nMme Eve ROUX\n\nM. Paul NOIR\n\nLe Maire,\n\nM. Luc PETIT", {"abstentions": [ROUX, NOIR]}),
    ("Ont voté contre : Mme Eve ROUX, M. Paul NOIR Délibération rejetée.", {"contre": [ROUX, NOIR]}),
    ("Vote : pour 8, contre 1 : Mme Eve ROUX, abstention 0 Le Maire, M. Luc PETIT", {"contre": [ROUX]}),
    ("Abstentions : 2 - Mme Eve ROUX - M. Paul NOIR", {"abstentions": [ROUX, NOIR]}),
    ("2 abstentions (E. ROUX, P. NOIR)", {"abstentions": ["E. ROUX", "P. NOIR"]}),
    ("S'abstient : Mme Eve ROUX", {"abstentions": [ROUX]}),
    ("S'est abstenue : Mme Eve ROUX", {"abstentions": [ROUX]}),
    ("S'abstiennent : Mme Eve ROUX, M. Paul NOIR", {"abstentions": [ROUX, NOIR]}),
    ("Se sont abstenus : Mme Eve ROUX, M. Paul NOIR", {"abstentions": [ROUX, NOIR]}),
    ("Ne prennent pas part au vote : Mme Eve ROUX, M. Paul NOIR", {"non_participants": [ROUX, NOIR]}),
    ("N'ont pas pris part au vote : Mme Eve ROUX et M. Paul NOIR", {"non_participants": [ROUX, NOIR]}),
    ("Non participation : Mme Eve ROUX", {"non_participants": [ROUX]}),
    ("NPPV : 1 (Mme Eve ROUX)", {"non_participants": [ROUX]}),
    ("Contre : néant\nAbstention : Mme Eve ROUX", {"abstentions": [ROUX]}),
    (
        "Pour : 10\nContre : 2 (Mme Eve ROUX, M. Paul NOIR)\nAbstention : 1 (Mme Zoé BLANC)",
        {"contre": [ROUX, NOIR], "abstentions": [BLANC]},
    ),
    (
        "Pour : 10\nContre : 2\nMme Eve ROUX, M. Paul NOIR\nAbstention : 1\nMme Zoé BLANC",
        {"contre": [ROUX, NOIR], "abstentions": [BLANC]},
    ),
    ("10 voix pour, 1 abstention de Mme Eve ROUX", {"abstentions": [ROUX]}),
    ("10 voix pour, 1 voix contre : Mme Eve ROUX", {"contre": [ROUX]}),
    (
        "12 votes pour, dont 1 procuration (M. Jean DUC), 3 abstentions, dont 1 procuration (Mme Zoé BLANC), Mme Eve ROUX, "
        "M. Paul NOIR DÉSIGNE M. Luc PETIT",
        {"abstentions": [BLANC, ROUX, NOIR]},
    ),
    ("2 votes contre, dont 1 procuration (M. Paul NOIR Mme Eve ROUX ADOPTE le budget", {"contre": [NOIR, ROUX]}),
    # before a verb
    ("Mme Eve ROUX s'abstient.", {"abstentions": [ROUX]}),
    ("Mme Eve ROUX s'est abstenue.", {"abstentions": [ROUX]}),
    ("Adopté à la majorité (Mme Eve ROUX s'abstenant).", {"abstentions": [ROUX]}),
    ("à l'exception de Mme Eve ROUX qui s'abstient", {"abstentions": [ROUX]}),
    ("Mme Eve ROUX et M. Paul NOIR s'abstiennent.", {"abstentions": [ROUX, NOIR]}),
    ("Mme Eve ROUX vote contre.", {"contre": [ROUX]}),
    ("Mme Eve ROUX a voté contre.", {"contre": [ROUX]}),
    ("Adopté à la majorité, Mme Eve ROUX votant contre.", {"contre": [ROUX]}),
    ("Mme Eve ROUX, M. Paul NOIR et Mme Zoé BLANC ont voté contre.", {"contre": [ROUX, NOIR, BLANC]}),
    ("Mme Eve ROUX vote pour et M. Paul NOIR vote contre.", {"pour": [ROUX], "contre": [NOIR]}),
    ("Mme Eve ROUX ne prend pas part au vote.", {"non_participants": [ROUX]}),
    ("Mme Eve ROUX n'a pas pris part au vote.", {"non_participants": [ROUX]}),
    ("Mme Eve ROUX ne participe pas au vote.", {"non_participants": [ROUX]}),
    ("Mme Eve ROUX n'ayant pas participé au vote.", {"non_participants": [ROUX]}),
    ("M. le Maire ne prend pas part au vote.", {"non_participants": ["M. le Maire"]}),
]


def names(text: str) -> dict[str, list[str | None]]:
    read = votes.read_vote(span(text), ASSEMBLY)
    return {
        side: [voter.person.value.texte if voter.person else voter.group for voter in voters]
        for side, voters in read.voters.items()
        if voters
    }


@pytest.mark.parametrize(("text", "sides"), NAMED)
def test_voters_by_name(text: str, sides: dict[str, list[str]]) -> None:
    assert names(text) == sides
    assert names(f"Le conseil municipal, après en avoir délibéré, décide.\n\n{text}\n\nFait et délibéré.") == sides


OF_NOBODY = [
    "Contre : 0 Abstention : 0",
    "Contre : néant",
    "Pour : le maire rappelle le projet",
    "Contre : la société Durand, le tribunal a jugé",
    "Plainte contre M. Jean DUC : le conseil autorise le maire",
    "Le recours contre Mme Lise SAGE est rejeté",
    "Mme Eve ROUX dit que personne ne vote contre.",
    "Mme Eve ROUX demande qui s'abstient.",
    "Mme Eve ROUX explique pourquoi son groupe s'abstient.",
    "M. le Maire demande qui vote contre. Mme Eve ROUX prend la parole.",
    "Après avis de la commission, Mme Eve ROUX s'étant abstenue, le dossier est présenté.",
    "Les habitants s'abstiennent de sortir.",
]


@pytest.mark.parametrize("text", OF_NOBODY)
def test_what_names_no_voter(text: str) -> None:
    assert names(text) == {}
    assert names(f"Le conseil municipal, après en avoir délibéré, décide.\n\n{text}\n\nFait et délibéré.") == {}


CARRIED = [
    ("Contre : 3 (Mme Eve ROUX (+1 pouvoir), M. Paul NOIR)", [1, 0]),
    ("Contre : 3 (Mme Eve ROUX (1 procuration), M. Paul NOIR)", [1, 0]),
    ("Contre : Mme Eve ROUX (+1 pouvoir), M. Paul NOIR (dont un pouvoir)", [1, 1]),
    ("pour 17, contre 2 – Mme Eve ROUX, M. Paul NOIR, abstention 0", [0, 0]),
    ("Contre : 4 (Mme Eve ROUX (+ deux pouvoirs), M. Paul NOIR)", [2, 0]),
    ("Contre : 2 (Mme Eve ROUX (adjointe), M. Paul NOIR)", [0, 0]),
]


@pytest.mark.parametrize(("text", "carried"), CARRIED)
def test_the_proxies_that_voted_with_a_member(text: str, carried: list[int]) -> None:
    voters = votes.read_vote(span(text), ASSEMBLY).voters["contre"]
    assert [(voter.person and voter.person.value.texte, voter.carried) for voter in voters] == [
        (ROUX, carried[0]),
        (NOIR, carried[1]),
    ]


FAR_APART = ", ".join(f"M. Jean DUC{letter * 5}" for letter in "ABCDEFGHIJKLM")


@pytest.mark.parametrize("text", [
    f"Pour : 8\nContre : 13 ({FAR_APART})\nAbstention : 1",
    f"Vote : pour 8, contre 13 : {FAR_APART}, abstention 1",
    f"Pour : 8\nContre : 13 : {FAR_APART.replace('M. Jean', 'M. J.')}\nAbstention : 1",
])  # fmt: skip
def test_figures_that_many_names_part_are_of_one_vote(text: str) -> None:
    counts = votes.read_vote(span(text), ASSEMBLY).counts
    assert {side: one.value for side, one in counts.items()} == {"pour": 8, "contre": 13, "abstentions": 1}


def test_figures_that_a_sentence_parts_are_not() -> None:
    told = f"Pour : 8, contre : 3. Le maire expose que {'le projet est attendu depuis longtemps et que ' * 5}abstention : 1"
    assert "abstentions" not in votes.read_vote(span(told), ASSEMBLY).counts


def test_the_vote_told_behind_the_assembly_is_its_own_whatever_committee_stands_in_the_visas() -> None:
    told = (
        "Vu l'avis de la commission des finances, Le conseil municipal, ouï le rapporteur et après en avoir délibéré, "
    )
    prose = read_prose(span(f"{told}par dix voix pour et deux voix contre, décide de payer."))
    assert prose.formula is not None
    assert prose.formula.text.startswith("Le conseil municipal, ouï")
    report = read_prose(span("La commission, après en avoir délibéré, propose de payer."))
    assert report.formula is not None
    assert report.formula.text.startswith("La commission")


def test_of_two_votes_the_figures_are_of_the_second() -> None:
    told = "Le conseil, à l'unanimité, décide de voter. À la majorité, 10 voix pour, 2 voix contre, adopte le budget."
    read = votes.read_vote(span(told), ASSEMBLY)
    assert read.unanimous is not None
    assert read.unanimous.value is False
    alone = votes.read_vote(span("À l'unanimité, 10 voix pour, 0 voix contre, adopte le budget."), ASSEMBLY)
    assert alone.unanimous is not None
    assert alone.unanimous.value is True


def test_a_letter_that_stands_for_nought_is_told_as_misread() -> None:
    nought = votes.read_vote(span("pour : 62 - contre : 1 - abstentions : O"), ASSEMBLY).counts["abstentions"]
    assert (nought.value, nought.misread) == (0, "O")
    beside = votes.read_vote(span("- abstentions : O VALLÉE DU VAUX - pour : 62 - contre : 1"), ASSEMBLY).counts
    assert beside["abstentions"].value == 0
    assert "abstentions" not in votes.read_vote(span("pour : 62, contre : 1, abstentions : O. PETIT"), ASSEMBLY).counts


def test_unanimity_told_far_above_the_abstentions_is_read() -> None:
    told = f"Le conseil, à l'unanimité, approuve. {'Une question est posée. ' * 30}Abstentions 2 : Mme Eve ROUX, M. Paul NOIR."
    read = votes.read_vote(span(told), ASSEMBLY)
    assert read.unanimous is not None
    assert read.unanimous.value is True


def test_the_chair_by_the_office_is_the_member_who_bears_it() -> None:
    (voter,) = votes.read_vote(span("M. le Maire ne prend pas part au vote."), ASSEMBLY).voters["non_participants"]
    assert voter.person is not None
    assert (voter.person.value.prenom, voter.person.value.nom) == ("Luc", "PETIT")
    nobody = votes.read_vote(span("M. le Maire ne prend pas part au vote."), Assembly())
    assert not nobody.voters.get("non_participants")
