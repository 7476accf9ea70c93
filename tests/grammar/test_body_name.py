"""The body's name alone, from titles, sentences, chairs and seats; a name that nobody knows is told by a title."""

from __future__ import annotations

import pytest

from delibparse.grammar.body import organ
from delibparse.grammar.body_name import body_name, name_in_text
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.whereabouts import NOWHERE, neighbours, whereabouts
from delibparse.layout import Span, compose
from delibparse.reading.plain import read_text

AVRANCHES_SIREN = "200083640"


def span(text: str) -> Span:
    return compose(read_text(text), lexicon()).body.span()


def named(text: str, own: str | None = "commune", siren: str | None = None) -> str | None:
    whole = span(text)
    read = body_name(whole.sub(0, 0), whole, own, siren)
    return read.found.value if read else None


NAMES = [
    # a text without lines: the name ends where the gazetteer's does
    ("EXTRAIT DU REGISTRE Ville de Châtellerault Département de la Vienne Séance", "commune", "Ville de Châtellerault"),
    ("La Ville de Châtellerault s'est réunie en conseil, Ville de Châtellerault Conseil municipal", "commune", "Ville de Châtellerault"),
    ("Le Conseil municipal de la commune de Châtellerault légalement convoqué, s'est réuni", "commune", "commune de Châtellerault"),
    ("PROCÈS-VERBAL DU CONSEIL MUNICIPAL DE CHÂTELLERAULT\n\nLundi 3 mars 2021", "commune", "CHÂTELLERAULT"),
    ("Le conseil municipal du Mans, légalement convoqué", "commune", "Le Mans"),
    ("Le conseil municipal de La Flèche s'est réuni", "commune", "La Flèche"),
    ("s'est réuni sous la présidence de Mme Alice AUBRAC, Maire de Châtellerault. Présents :", "commune", "Châtellerault"),
    ("les conseillers se sont réunis à la mairie de Châtellerault, sous la présidence", "commune", "Châtellerault"),
    ("Le Conseil communautaire de la Communauté de communes « Écueillé – Valençay », dûment convoqué", "epci", "Communauté de communes « Écueillé – Valençay »"),
    ("À l'attention des membres du conseil municipal de Châtellerault", "commune", "Châtellerault"),
    # a name that nobody knows, of the assembly's sentence
    ("Le conseil municipal de la commune de Valbrune-les-Bois, légalement convoqué", "commune", "commune de Valbrune-les-Bois"),
    # what may be a part of the name
    ("le conseil municipal de la commune de Châtellerault en Forêt Noire vote", "commune", None),
    ("le conseil municipal de Châtellerault-Nord vote", "commune", None),
    # another's
    ("une convention avec la commune de Châtellerault est signée, le conseil vote", "commune", None),
    ("Le conseil se réunit à Poitiers avec M. Luc PETIT, maire de Châtellerault", "commune", None),
    ("Le Conseil communautaire s'est réuni à la mairie de Châtellerault, sous la présidence", "epci", None),
    ("Convention cadre avec la Région Île-de-France et la commune de Beauval. La commission", "region", None),
    ("Séance plénière de la Région Île-de-France, le 3 mars", "region", "Région Île-de-France"),
    ("les membres du Conseil de l'EPT Grand-Orly Seine Bièvre se sont réunis", "epci", "EPT Grand-Orly Seine Bièvre"),
    # two stated alike
    ("COMMUNE DE CHÂTELLERAULT\n\nCOMMUNE DE POITIERS\n\n", "commune", None),
    # a kind alone is no name
    ("COMMUNAUTÉ DE COMMUNES\n\nSéance du 3 mars", "epci", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "own", "name"), NAMES)
def test_names(text: str, own: str, name: str | None) -> None:
    assert named(text, own) == name


def test_the_identifier_s_body_wins() -> None:
    text = "COMMUNE DE POITIERS\n\nVILLE D'AVRANCHES\n\n"
    assert named(text) is None
    assert named(text, siren=AVRANCHES_SIREN) == "VILLE D'AVRANCHES"


def test_a_department_heads_the_acts_of_others() -> None:
    text = "DÉPARTEMENT DE LA VIENNE\n\nVILLE DE CHÂTELLERAULT\n\n"
    assert named(text, None) == "VILLE DE CHÂTELLERAULT"
    assert named("avec la Région Île-de-France et la commune de Poitiers, le 3 mars", None) is None
    assert named("réunion du Conseil départemental de la Vienne Budget primitif", "departement") is not None
    assert named("DÉPARTEMENT DE LA VIENNE\n\nSéance du 3 mars\n\n", None) == "DÉPARTEMENT DE LA VIENNE"


def test_below_the_header_the_assembly_s_own_name_counts_where_it_is_one() -> None:
    told = "Le conseil municipal de Châtellerault décide. Il écrit au maire de Poitiers."
    read = name_in_text(span(told), "commune")
    assert read is not None
    assert read.found.value == "Châtellerault"
    assert name_in_text(span(told + " Le conseil municipal de Poitiers, lui, refuse."), "commune") is None


@pytest.mark.parametrize(
    ("text", "printed", "departments"),
    [
        ("DÉPARTEMENT DE LA VIENNE\n\nCOMMUNE DE CHÂTELLERAULT\n", "86", {"86"}),
        ("Département : Oise\n\nCOMMUNE DE CHÂTELLERAULT\n", "60", {"60"}),
        ("ARRONDISSEMENT DE COMPIÈGNE\n\nCOMMUNE DE CHÂTELLERAULT\n", None, {"60"}),
        ("COMMUNE DE CHÂTELLERAULT (Vienne)\n", None, {"86"}),
        ("COMMUNE DE CHÂTELLERAULT (86)\n", None, {"86"}),
        ("COMMUNE DE CHÂTELLERAULT (ouest)\n", None, set()),
        ("une aide du département de la Vienne pour la commune de Châtellerault\n", None, set()),
        ("DÉPARTEMENT DE LA VIENNE\nARRONDISSEMENT DE COMPIÈGNE\nCOMMUNE DE CHÂTELLERAULT\n", "86", {NOWHERE}),
        ("DÉPARTEMENT DE LA VIENNE\n\nDÉPARTEMENT DE L'OISE\n\nCOMMUNE DE CHÂTELLERAULT\n", None, {NOWHERE}),
    ],
)  # fmt: skip
def test_whereabouts(text: str, printed: str | None, departments: set[str]) -> None:
    whole = span(text)
    name = body_name(whole.sub(0, 0), whole, "commune")
    found = whereabouts(whole.sub(0, 0), whole, name.found.span if name else None)
    assert (found.printed.value if found.printed else None) == printed
    assert found.departments == departments


def test_neighbours_are_those_of_the_epci_that_a_text_names() -> None:
    assert "36228" in neighbours(span("membre de la communauté de communes Écueillé-Valençay, la commune"))
    assert neighbours(span("membre de la communauté de communes de Nulle Part, la commune")) == frozenset()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CONSEIL D'ADMINISTRATION DU CENTRE COMMUNAL D'ACTION SOCIALE\nDU 15 JUIN 2021", "ccas"),
        ("Le conseil d'administration du CCAS, légalement convoqué", "ccas"),
        ("Le conseil d'administration s'est réuni ; une convention avec le CCAS est signée", None),
    ],
)
def test_the_assembly_tells_the_kind_of_its_body(text: str, kind: str | None) -> None:
    found = organ(span(text))
    assert found is not None
    assert found.value.type == kind
