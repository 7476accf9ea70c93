"""Names, one at a time and in lists: tables of real wordings with invented people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts import span
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.model.people import same_person
from delibparse.model.record import Personne

ONE = [
    # text, civilité, prénom, nom, qualité
    ("JP. ABELIN", None, "JP.", "ABELIN", None),
    ("J.-P. ABELIN", None, "J.-P.", "ABELIN", None),
    ("AF. BOURAT", None, "AF.", "BOURAT", None),
    ("A. BEN DJILLALI", None, "A.", "BEN DJILLALI", None),
    ("Laurence RABUSSIÉ", None, "Laurence", "RABUSSIÉ", None),
    ("Jean-François DE LA TOUR", None, "Jean-François", "DE LA TOUR", None),
    ("Anne de VILLIERS", None, "Anne", "de VILLIERS", None),
    ("Yves L'HOSTIS", None, "Yves", "L'HOSTIS", None),
    ("Madame Anne-Florence BOURAT", "Mme", "Anne-Florence", "BOURAT", None),
    ("Mme BOURAT", "Mme", None, "BOURAT", None),
    ("M. DURAND Paul", "M.", "Paul", "DURAND", None),
    ("DURAND Paul", None, "Paul", "DURAND", None),
    ("Mlle Léa PETIT-JEAN", "Mlle", "Léa", "PETIT-JEAN", None),
    ("Mr VIGNE", "M.", None, "VIGNE", None),
    ("Mmc Odile TERRIER", "Mme", "Odile", "TERRIER", None),  # OCR
    ("M. Paul DURAND, Maire", "M.", "Paul", "DURAND", "Maire"),
    ("Mme Odile TERRIER, 2e adjointe", "Mme", "Odile", "TERRIER", "2e adjointe"),
    ("Odile TERRIER, conseillère municipale déléguée", None, "Odile", "TERRIER", "conseillère municipale déléguée"),
    ("Y. -GANIVELLE", None, "Y.", "GANIVELLE", None),  # a speck
    ("C. PAILLER.", None, "C.", "PAILLER", None),
    ("M. De LAGARDE Vincent", "M.", "Vincent", "De LAGARDE", None),
    ("Mme ROUX Zoé conseillère municipale.", "Mme", "Zoé", "ROUX", "conseillère municipale"),
    ("MOINET – TRANVAUX Vanessa", None, "Vanessa", "MOINET-TRANVAUX", None),
    ("O Mme PETIT Zoé", "Mme", "Zoé", "PETIT", None),
    ("SAINT ANDRE", None, None, "SAINT ANDRE", None),  # nothing says which is the first name
]


@pytest.mark.parametrize(("text", "civilite", "prenom", "nom", "qualite"), ONE)
def test_one(text: str, civilite: str | None, prenom: str | None, nom: str, qualite: str | None) -> None:
    found = people.person(span(text))
    assert found is not None
    who = found.value
    assert (who.civilite, who.prenom, who.nom, who.qualite) == (civilite, prenom, nom, qualite)


NOT_NAMES = [
    "L'an Deux-mille-vingt-deux",
    "Vingt-trois",
    "Le Conseil Municipal de Valbrune",
    "ROUX Zoé et Luc PETIT",
    "",
    "le quorum est atteint",
    "27",
    "ordre du jour",
    "à vingt heures",
    "de la",
    "M.",
    "arrivée à 19h07",
]


@pytest.mark.parametrize("text", NOT_NAMES)
def test_not_a_name(text: str) -> None:
    assert people.person(span(text)) is None


def test_m_is_an_initial_among_initials_and_a_civility_among_civilities() -> None:
    initials = name_lists.people(span("JP. ABELIN, M. LAVRARD, J. MELQUIOND, P. MIS"))
    assert initials[1].person.value == Personne("M. LAVRARD", None, "M.", "LAVRARD")
    civilities = name_lists.people(span("Mme MARTIN, M. LAVRARD, Mme DUBOIS"))
    assert civilities[1].person.value == Personne("M. LAVRARD", "M.", None, "LAVRARD")


LISTS = [
    ("Y. GANIVELLE; E. AUDEBERT, L. BRARD", ["GANIVELLE", "AUDEBERT", "BRARD"]),  # one separator is a semicolon
    ("AF.\nBOURAT, F. BRAUD, D.\nBEAUDEUX.", ["BOURAT", "BRAUD", "BEAUDEUX"]),  # names cut by the line's end
    ("Jean MARTIN - Anne DUBOIS – Luc PETIT", ["MARTIN", "DUBOIS", "PETIT"]),
    ("• Jean MARTIN\n\n• Anne DUBOIS", ["MARTIN", "DUBOIS"]),
    ("Jean MARTIN\nAnne DUBOIS\nLuc PETIT", ["MARTIN", "DUBOIS", "PETIT"]),
    ("Jean MARTIN, Anne DUBOIS et Luc PETIT", ["MARTIN", "DUBOIS", "PETIT"]),
    ("Jean MARTIN\tAnne DUBOIS\n\nLuc PETIT\tZoé ROUX", ["MARTIN", "DUBOIS", "PETIT", "ROUX"]),
    ("Y. GANIVELLE,; E. AUDEBERT", ["GANIVELLE", "AUDEBERT"]),  # OCR
    ("Zoé ROUX (arrivée à 19h07), Luc PETIT", ["ROUX", "PETIT"]),
    ("MM. MONTREUIL, NADAILLAC. RIBEYROL, Mme AUBRAC", ["MONTREUIL", "NADAILLAC", "RIBEYROL", "AUBRAC"]),  # OCR
    ("Zoé ROUX . Luc PETIT", []),  # a lone stop makes it no name
    ("Renaud PEURON Chantal PIGNARD – Nelly PORTERON", ["PEURON", "PIGNARD", "PORTERON"]),  # typography alone
    ("Monsieur Luc PETIT Madame Zoé ROUX", ["PETIT", "ROUX"]),
    ("MM. LAINE, PENNEC, Mmes FAUVEL, SERGENT", ["LAINE", "PENNEC", "FAUVEL", "SERGENT"]),
    ("Zoé ROUX (2e adjointe, arrivée à 19h07), Luc PETIT", ["ROUX", "PETIT"]),
    ("Zoé ROUX, Jean MARTIN), Luc PETIT", ["ROUX", "MARTIN", "PETIT"]),  # a stamp's edge read as a bracket
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_lists(text: str, expected: list[str]) -> None:
    assert [entry.person.value.nom for entry in name_lists.people(span(text))] == expected


def test_one_civility_in_a_list_makes_m_one_too() -> None:
    """Initials stand behind civilities too: Madame E. CAPELLE."""
    read = name_lists.people(
        span("M. NICOLAS, MME COCHAT, M FERREIRA, Madame E. CAPELLE, Monsieur S. BOURDIEC, Madame R. LEROY")
    )
    assert [(e.person.value.civilite, e.person.value.prenom) for e in read] == [
        ("M.", None), ("Mme", None), ("M.", None), ("Mme", "E."), ("M.", "S."), ("Mme", "R."),
    ]  # fmt: skip
    assert name_lists.people(span("M LAVRARD, J. DUMAS, P. MIS"))[0].person.value.prenom == "M"


def test_proxies_carried() -> None:
    entries = name_lists.people(
        span("F. MERY (+1 pouvoir), G. MICHAUD, C. PAILLER (+ 2 pouvoirs), L. BRARD (1 procuration)")
    )
    assert [entry.carried for entry in entries] == [1, 0, 2, 1]


def test_order_is_decided_for_the_list() -> None:
    style = people.style_of(map(span, ["MARTIN Jean", "DUBOIS Anne", "PETIT Luc"]))
    assert style == Style(initials=False, name_first=True)


SAME = [
    (("L.", "RABUSSIÉ"), ("Laurence", "RABUSSIE"), True),
    (("P.", "MIS"), ("L.", "MIS"), False),
    (("JP.", "ABELIN"), ("Jean-Pierre", "Abelin"), True),
    ((None, "MIS"), ("P.", "MIS"), True),
    (("Anne", "MARTIN"), ("Alain", "MARTIN"), False),
    (("Anne", "MARTIN"), ("MARTIN", "Anne"), True),
    (("P.", "MIS"), ("P.", "MIE"), False),
]


@pytest.mark.parametrize(("one", "other", "alike"), SAME)
def test_same(one: tuple[str | None, str], other: tuple[str | None, str], alike: bool) -> None:
    first, second = (Personne(f"{p} {n}", None, p, n) for p, n in (one, other))
    assert same_person(first, second) is alike
    assert same_person(second, first) is alike


first_names = st.sampled_from(["Jean", "Anne-Marie", "Zoé", "Loïc", "Éléonore", "Marc"])
family_names = st.from_regex(r"[BCDFGKLPRT][AEIOU][BCLMNRST][AEIOUÉ][LNRST]{0,2}(-[BCD][AEO]N)?", fullmatch=True)


@given(st.lists(st.tuples(first_names, family_names), min_size=2, max_size=30))
def test_a_list_of_names_is_read_back(people: list[tuple[str, str]]) -> None:
    read = name_lists.people(span(", ".join(f"{first} {last}" for first, last in people)))
    assert [(e.person.value.prenom, e.person.value.nom) for e in read] == people


@given(st.text(max_size=200))
def test_any_text_is_read_without_failure(text: str) -> None:
    for entry in name_lists.people(span(text)):
        assert entry.person.value.nom


def test_a_heading_that_ocr_misread_is_nobody() -> None:
    assert people.person(span("Ptocurations :")) is None
    assert people.person(span("Durand")) is not None


def test_a_name_read_before_stands_where_it_is_asked_for() -> None:
    text = "M. Paul BOURDIN, Mme Anne ROY ; M. Paul BOURDIN."
    places = [text.index("M. Paul"), text.rindex("M. Paul")]
    spans = [span(text).sub(place, place + len("M. Paul BOURDIN")) for place in places]
    found = [people.person(one) for one in spans]
    assert [(one.value.nom, one.span.start) for one in found if one] == [("BOURDIN", place) for place in places]
