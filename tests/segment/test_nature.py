"""What a file is."""

from __future__ import annotations

import pytest

from acts import span
from delibparse import extract
from delibparse.segment.nature import declared

CALLED = [
    ("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDate de convocation : 3 mars 2023", "extrait"),
    ("COMMUNE DE VALBRUNE\nPROCÈS - VERBAL\nSur convocation du maire", "proces_verbal"),
    ("RÉPERTOIRE CHRONOLOGIQUE DES DÉLIBÉRATIONS 2025", "liste"),
    ("CONVOCATION DU CONSEIL MUNICIPAL\nOrdre du jour", "convocation"),
    ("Madame, Monsieur, vous êtes invité à la prochaine réunion", "convocation"),
    ("ARRÊTÉ DU MAIRE N° 12", "arrete"),
    ("DÉCISION DU MAIRE N° DM2024-07\nprise par délégation du conseil municipal", "decision"),
    ("Annexe à la délibération 2023-04\nPlan de zonage", "annexe"),
    ("Guide du logement, édition 2023", None),
    ("Conseil du 6 mars 2023\nApprobation du procès-verbal du 3 février 2023", None),
    ("La liste des délibérations a été affichée le 7 mars 2023\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", "extrait"),
    ("Décision modificative n° 2 du budget annexe", None),
]


@pytest.mark.parametrize(("text", "nature"), CALLED)
def test_its_first_words_tell(text: str, nature: str | None) -> None:
    assert declared(span(text)) == nature


ACT = """COMMUNE DE VALBRUNE
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL
Séance du 6 mars 2023
Présents : Mme Alice AUBRAC, M. Hervé BELLON, Mme Odile CAZENAVE

Objet : Voirie

Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve les travaux.
"""
PLAN = "Plan de zonage de la commune de Valbrune, échelle 1/5000\n\nZone UA : centre ancien\n"
BAND = "ID : 086-218600666-20230306-2023_04-DE\n"


def test_the_band_of_an_act_on_a_plan_makes_it_an_annexe() -> None:
    document = extract((BAND + PLAN).encode(), name="plan.txt")
    assert document.deliberations == []
    assert document.nature == "annexe"
    assert document.annexe_de == "086-218600666-20230306-2023_04-DE"


def test_the_band_of_an_act_on_the_act_does_not() -> None:
    document = extract((BAND + ACT).encode(), name="acte.txt")
    assert len(document.deliberations) == 1
    assert (document.nature, document.annexe_de) == ("extrait", None)


def test_minutes_of_one_item() -> None:
    minutes = ACT.replace("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL", "Conseil").replace(
        "Objet :", "Ordre du jour\n\n1. Voirie\n\n1."
    )
    assert extract(minutes.encode(), name="pv.txt").nature == "proces_verbal"


def test_a_body_that_decides_nothing_has_no_act() -> None:
    report = (
        "COMITÉ DE QUARTIER DES LAVANDIÈRES\nCompte rendu du 12 octobre 2023\n\nPrésents : Mme Irma VALDENAIRE, M. Paul COUDRIER, "
        "Mme Simone SERPOLLET\n\n1. Propreté\nLes habitants signalent des dépôts.\n\n2. Circulation\nLes participants sont unanimes.\n"
    )
    assert extract(report.encode(), name="cr.txt").deliberations == []


def test_a_decision_by_delegation_has_no_act_and_a_session_that_calls_itself_a_meeting_has() -> None:
    decision = "DÉCISION DU MAIRE N° 7\nLe maire de Valbrune,\nVu la délibération du 28 mai 2020,\nDÉCIDE\nArticle 1 : De conclure un marché."
    assert extract(decision.encode(), name="dm.txt").nature == "decision"
    assert extract(decision.encode(), name="dm.txt").deliberations == []
    convened = ACT.replace("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL", "Vous êtes invité : réunion du conseil")
    assert len(extract(convened.encode(), name="a.txt").deliberations) == 1


@pytest.mark.parametrize(
    ("title", "nature"),
    [
        ("PROCÈS-VERBAL DU CONSEIL MUNICIPAL DE VALBRUNE", "proces_verbal"),
        ("Compte rendu du comité de quartier des Lavandières", "autre"),
    ],
)
def test_minutes_whose_acts_are_not_in_an_excerpt_are_those_of_an_assembly(title: str, nature: str) -> None:
    document = extract(f"{title}\nSéance du 6 mars 2023\nOrdre du jour\n1. Voirie\n2. École\n".encode(), name="pv.txt")
    assert (document.deliberations, document.nature) == ([], nature)


def test_one_act_under_the_minutes_of_the_session_before_is_a_session_s() -> None:
    minutes = ACT.replace("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL", "Approbation du procès-verbal. Conseil")
    assert extract(minutes.encode(), name="pv.txt").nature == "proces_verbal"


def test_a_list_whose_acts_are_told_in_a_folded_text() -> None:
    rows = " ".join(
        f"n° 2023-00{k} {title} à l'unanimité DÉCIDE de l'approuver dans les conditions du rapport présenté en séance."
        for k, title in enumerate(("Travaux de voirie", "Règlement de la cantine", "Coupes de bois"), 1)
    )
    text = f"COMMUNE DE VALBRUNE Liste des délibérations du conseil municipal du 6 mars 2023. {rows}"
    document = extract(text.encode(), name="liste.txt")
    assert document.nature == "liste"
    assert [(act.numero, act.objet, act.vote.unanimite) for act in document.deliberations] == [
        ("2023-001", "Travaux de voirie", True), ("2023-002", "Règlement de la cantine", True),
        ("2023-003", "Coupes de bois", True),
    ]  # fmt: skip


def test_a_convocation_has_no_act_whatever_is_bound_with_it_and_an_act_that_speaks_of_one_has() -> None:
    bound = "CONVOCATION\nVous êtes invité à la réunion du conseil municipal.\nOrdre du jour\n1. Voirie\n\n" + ACT
    document = extract(bound.encode(), name="c.txt")
    assert (document.deliberations, document.nature) == ([], "convocation")
    spoken = ACT.replace("Séance du", "Convocation du 1er mars 2023\nSéance du")
    assert len(extract(spoken.encode(), name="a.txt").deliberations) == 1
