"""An act and its annexes bound in one file: the annexes' pages and words are not the act's."""

from __future__ import annotations

import pytest
import typeset

from delibparse import extract
from delibparse.model.record import Deliberation

HEADER = [
    "# COMMUNE DE VALBRUNE",
    "# EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL",
    "Séance du 6 mars 2023",
    "",
    "Délibération n° 2023-07",
    "",
    "Nombre de membres en exercice : 11",
    "",
    "Présents : Mme Alice AUBRAC, M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR",
    "",
    "Objet : Mise à disposition de la salle des fêtes",
    "",
]
DECISION = [
    "Le conseil municipal, après en avoir délibéré, décide à l'unanimité :",
    "- d'approuver la convention jointe,",
    "- d'autoriser le maire à la signer.",
    "",
    "POUR : 4",
    "",
]
CLOSING = [
    "Fait et délibéré les jour, mois et an que dessus.",
    "Pour extrait conforme,",
    "Le Maire,",
    "Alice AUBRAC",
    "",
    "Acte rendu exécutoire après transmission en préfecture le 8 mars 2023.",
]
ACT = [*HEADER, *DECISION, *CLOSING]
CONVENTION = [
    "# CONVENTION DE MISE À DISPOSITION",
    "",
    "Entre la commune de Valbrune, représentée par son maire, et l'association Les Amis du lac,",
    "représentée par sa présidente, il est convenu ce qui suit.",
    "",
    "Article 1 : la commune met la salle à la disposition de l'association chaque mardi.",
    "",
    "Article 2 : les parties décident ensemble du calendrier ; Présents aux réunions : 2 membres.",
    "",
    "Fait à Valbrune, le 12 avril 2023",
    "Pour l'association, Max GRIS",
    "Le Maire, Alice AUBRAC",
]
RULES = [
    "# ANNEXE 1",
    "# RÈGLEMENT DE LA SALLE",
    "",
    "La commission décide à la majorité absolue des suffrages exprimés, par 3 voix au moins.",
]
TARIFFS = ["Annexe – Tarifs", "", "Location pour un jour 120 €", "Location pour deux jours 200 €"]


def bound(*pages: list[str], head: str | None = None) -> Deliberation:
    """The one act of a file of these pages: "# " opens a centred bold line, `head` stands at the top of each page."""
    (act,) = acts(*pages, head=head)
    return act


def acts(*pages: list[str], head: str | None = None) -> list[Deliberation]:
    return extract(typeset.lines_on_pages(pages, head), name="acte.pdf").deliberations


@pytest.mark.parametrize("annexe", [CONVENTION, RULES, TARIFFS], ids=["convention", "rules", "tariffs"])
def test_annexes_are_not_the_act(annexe: list[str]) -> None:
    alone, act = bound(ACT), bound(ACT, annexe)
    assert act.pages == [1]
    assert act.decision == alone.decision
    assert act.vote == alone.vote
    assert act.formalites == alone.formalites
    assert act.presents == alone.presents


def test_all_pages_behind_the_first_of_the_annexes_are_theirs() -> None:
    assert bound(HEADER, [*DECISION, *CLOSING], CONVENTION, ["La suite du texte de la convention."], TARIFFS).pages == [
        1,
        2,
    ]


STAY = {
    "decided below": ([*HEADER], [*DECISION, *CLOSING]),
    "a title at the top of a page": ([*HEADER], ["# RAPPORT DU MAIRE", "", "La salle est vide le mardi.", "", *DECISION, *CLOSING]),
    "an annexe within the act": ([*HEADER, "Le tarif est en annexe."], TARIFFS, [*DECISION, *CLOSING]),
    "signed below": ([*HEADER, *DECISION], CLOSING),
    "certified below": ([*HEADER, *DECISION, *CLOSING[:1]], ["# Alice AUBRAC", "", *CLOSING[-1:]]),
    "a signature alone": ([*HEADER, *DECISION, *CLOSING[:3]], ["# Alice AUBRAC"]),
    "no end above": ([*HEADER, *DECISION], CONVENTION[:6]),
}  # fmt: skip


@pytest.mark.parametrize("pages", STAY.values(), ids=STAY)
def test_what_an_act_says_later_stays_the_acts(pages: tuple[list[str], ...]) -> None:
    assert bound(*pages).pages == list(range(1, len(pages) + 1))


def test_the_acts_running_head_goes_on() -> None:
    told = [CONVENTION[0], *CONVENTION[2:6], "La salle est tenue propre par ceux qui l'occupent le mardi."]
    assert bound(ACT, told).pages == [1]
    assert bound(ACT, told, head="Commune de Valbrune - délibération n° 2023-07").pages == [1, 2]


def test_another_act_below_is_no_annexe() -> None:
    second = [line.replace("2023-07", "2023-08").replace("la salle des fêtes", "l'atelier") for line in ACT]
    found = acts(ACT, CONVENTION, second, TARIFFS)
    assert [(act.numero, act.pages) for act in found] == [("2023-07", [1]), ("2023-08", [3])]
