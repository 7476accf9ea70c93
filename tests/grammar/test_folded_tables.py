"""Tables that a page's text gives in one line: the labels of a row, then its figures."""

from __future__ import annotations

import pytest

from delibparse.model.record import Deliberation
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ACT = (
    "Commune de Vauxhaut Extrait du registre des délibérations L'an deux mille vingt-trois, le six mars à vingt heures, "
    "le conseil municipal s'est réuni sous la présidence de M. Luc PETIT, Maire. {counts} Étaient présents : M. Luc PETIT, "
    "Mme Eve ROY, Mme Zoé BLANC. Pouvoirs : M. Yves LOUP à Mme Eve ROY. {votes} Objet : Achat d'une remorque "
    "Le conseil municipal,{said} Vu le code général des collectivités territoriales, Après en avoir délibéré, DÉCIDE : "
    "Article 1er : la remorque est achetée."
)


def read(counts: str = "", votes: str = "", said: str = "") -> Deliberation:
    (act,) = extract_bytes(ACT.format(counts=counts, votes=votes, said=said).encode(), "a.txt", Options()).deliberations
    return act


@pytest.mark.parametrize(
    ("counts", "presents", "pouvoirs"),
    [
        ("- présents : - représentés : 3 1 - absents : 0", 3, 1),
        ("Présents : Pouvoirs : Votants : 3 1 4", 3, 1),
        ("Présents : 3 Pouvoirs : 1", 3, 1),
    ],
)
def test_counts(counts: str, presents: int, pouvoirs: int) -> None:
    act = read(counts)
    assert (act.effectif.presents, act.effectif.pouvoirs) == (presents, pouvoirs)


def test_a_figure_that_stands_between_labels_without_colons_is_of_none_of_both() -> None:
    assert read("présents représentés 7 9").effectif.pouvoirs is None


def test_a_vote_above_the_object() -> None:
    vote = read(votes="Votes pour : Votes contre : Abstentions : 3 0 1").vote
    assert (vote.pour, vote.contre, vote.abstentions) == (3, 0, 1)


@pytest.mark.parametrize(
    ("said", "unanimous"), [(" À l'unanimité,", True), (" sur avis de la commission réunie à l'unanimité,", None)]
)
def test_unanimity_told_above_the_reasons(said: str, unanimous: bool | None) -> None:
    assert read(said=said).vote.unanimite is unanimous


def test_unanimity_that_the_figures_deny_is_told() -> None:
    act = read(said=" À l'unanimité,", votes="Votes pour : Votes contre : Abstentions : 3 1 0")
    assert "VOT004" in {warning.code for warning in act.avertissements}


BAND = (
    "Envoyé en préfecture le 08/03/2023 Affiché le n° DEL_20230306_{n} ID : 049-214901232-20230306-DEL_20230306_{n}-DE "
)


def test_the_band_above_a_header_is_of_the_act_below() -> None:
    text = " ".join(BAND.format(n=n) + ACT.format(counts="", votes="", said="") for n in (1, 2))
    acts = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    assert [(act.numero, act.identifiant_acte) for act in acts] == [
        (f"DEL_20230306_{n}", f"049-214901232-20230306-DEL_20230306_{n}-DE") for n in (1, 2)
    ]


def test_the_same_band_again_begins_no_act() -> None:
    one = BAND.format(n=1) + ACT.format(counts="", votes="", said="")
    text = f"{one} {BAND.format(n=1)} {ACT.format(counts='', votes='', said='')}"
    first, second = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    assert (first.identifiant_acte is None, second.identifiant_acte) == (False, None)
