"""Headings of lists by the words that they are made of: what announces which list, and what announces none."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.headings import announced, headings, state_of, states
from delibparse.grammar.lexicon import lexicon

PRESENTS = [
    "Étaient présents :", "ETAIENT PRESENTS :", "Étaient présentes :", "Présents :", "Présentes et présents :",
    "Présent·e·s :", "Présent.e.s :", "Présent(e)s :", "Présent-e-s :", "PRÉSENT·E·S :", "PRESENTS (18) :",
    "Présents (dix-huit) :", "Membres présents :", "Conseillers présents :", "Conseillères et conseillers présents :",
    "Conseillers municipaux présents :", "Élus présents :", "Élu·e·s présent·e·s :", "Délégués titulaires présents :",
    "Délégués suppléants présents :", "Administrateurs présents :", "Membres titulaires présents :",
    "Membres du conseil présents :", "Sont présents :", "Présents à la séance :",
    "Présents à l'ouverture de la séance :", "Ont assisté à la séance :",
    "Assistaient à la réunion :", "Liste des présents :", "Liste des membres présents :", "Noms des présents :",
    "Les membres présents sont :", "Étaient présents les membres suivants :", "Présents ou représentés :",
    "Étaient présents les conseillers municipaux suivants :", "Présents avec voix délibérative :",
    "Mesdames et Messieurs les conseillers présents :",
]  # fmt: skip

POUVOIRS = [
    "Pouvoirs :", "POUVOIRS :", "Procurations :", "Procuration :", "Mandats :", "Délégations de vote :",
    "Pouvoirs donnés :", "Pouvoirs écrits de voter :", "Pouvoirs de vote :", "Liste des pouvoirs :", "Mandants :",
    "Ont donné pouvoir :", "Ont donné procuration :", "Avaient donné pouvoir :", "Avait donné pouvoir :",
    "Ayant donné pouvoir :", "Ont donné leur pouvoir :", "Ayant donné leur procuration :", "Ont remis pouvoir :",
    "Avaient remis procuration :", "Ont laissé procuration :", "Ont donné mandat :", "Donnent pouvoir :",
    "Donne pouvoir :", "Ont voté par procuration :", "Ont donné délégation de vote :", "Ont donné pouvoir à :",
    "Excusés ayant donné pouvoir :", "Excusé(e)s ayant donné pouvoir :", "Excusé·e·s ayant donné procuration :",
    "Absents ayant donné pouvoir :", "Absents excusés ayant donné pouvoir :", "Absents ayant donné pouvoir à :",
    "Absents excusés et ayant donné pouvoir :", "Étaient absents excusés et avaient donné pouvoir :",
    "Étaient excusés et avaient donné pouvoir de voter en leur nom :", "Excusés avec pouvoir :",
    "Absents avec procuration :", "Absents représentés :", "Étaient représentés :",
    "Étaient représenté·e·s :", "Absentes représentées :", "Absents excusés représentés :", "Excusés et représentés :",
    "Conseillers représentés :", "Conseillers absents ayant donné procuration :", "Élus ayant donné pouvoir :",
    "Absents ayant voté par procuration en application de l'article L. 2121-20 du Code général\ndes collectivités :",
    "Pouvoirs (conformément à l'article L2121-20 du CGCT) :", "Absents représentés en vertu de l'art. L2121-20 :",
    "Membres absents ayant donné mandat de vote :", "Étaient absents et représentés :", "Excusés / Pouvoirs :",
]  # fmt: skip

EXCUSES = [
    "Excusés :", "EXCUSÉ :", "Excusée :", "Excusées :", "Excusé(e)s :", "Excusé·e·s :", "Absents excusés :",
    "Absente excusée :", "Absent(s) excusé(s) :", "Étaient excusés :", "Étaient absents excusés :", "Était excusé :",
    "Étaient absents et excusés :", "Se sont excusés :", "Membres excusés :", "Conseillers absents excusés :",
    "Élus excusés :", "Absents ou excusés :", "Absents / Excusés :", "Excusés ou absents :",
    # a proxy that is denied makes no list of proxies
    "Excusés sans pouvoir :", "Excusés n'ayant pas donné pouvoir :", "Absents excusés sans procuration :",
    "Absents excusés n'ayant pas donné de pouvoir :",
    # those who gave one, named among those who gave none
    "Absents et procurations :", "Excusés et pouvoirs :",
]  # fmt: skip

ABSENTS = [
    "Absents :", "Absent :", "Absente :", "Absentes :", "Absent(e)s :", "Absent·e·s :", "Absent-e-s :", "ABSENTS :",
    "Étaient absents :", "Était absente :", "Sont absents :", "Absents (3) :", "Conseillers absents :",
    "Conseillers municipaux absents :", "Membres absents :", "Absents à l'ouverture de la séance :", "Non présents :",
    "Absents non excusés :", "Absent non excusé :", "Absents non représentés :", "Non excusés :", "Absents sans excuse :",
    "Absents non excusés et non représentés :", "Absents sans pouvoir :", "Absents n'ayant pas donné pouvoir :",
    "Absents ni excusés ni représentés :", "Conseillers absents non excusés :", "Étaient absents sans être excusés :",
]  # fmt: skip

ALL = [
    (kind, heading)
    for kind, rows in (("presents", PRESENTS), ("pouvoirs", POUVOIRS), ("excuses", EXCUSES), ("absents", ABSENTS))
    for heading in rows
]


@pytest.mark.parametrize(("kind", "heading"), ALL)
def test_what_a_heading_announces(kind: str, heading: str) -> None:
    above = span(f"Le conseil s'est réuni.\n\n{heading}\nAnne MARTIN, Luc PETIT\n\n")
    beside = span(f"{heading} Anne MARTIN, Luc PETIT")
    for text in (above, beside):
        assert [(block.kind, block.body.text) for block in find_blocks(text)] == [(kind, "Anne MARTIN, Luc PETIT")]


NO_HEADINGS = [
    "Les élus présents ont salué les agents.",
    "Le maire remercie les personnes présentes.",
    "Mme ROUX, absente, est excusée par le maire.",
    "Le conseil donne pouvoir au maire pour signer.",
    "Le maire, absent, a donné procuration à Mme ROUX.",
    "Les pouvoirs de police du maire sont rappelés.",
    "Le mandat des délégués prend fin en mars.",
    "Les présentes dispositions entrent en vigueur.",
    "La présentation du budget a eu lieu.",
    "Les absences des agents sont comptées.",
    "Aucun représentant de la société n'est venu.",
    "une délégation de service public :",
    "M. Luc ABSENT et Mme Zoé POUVOIR",
    "Le maire use de ses pouvoirs en application de l'article L2122-22 : il signe le bail.",
    "Les membres absents ont reçu le dossier en application de l'article L2121-13 du code.",
    "Pour le mandataire : le conseil accepte.",
]


@pytest.mark.parametrize("sentence", NO_HEADINGS)
def test_the_same_words_in_a_sentence_head_nothing(sentence: str) -> None:
    for text in (sentence, f"Le conseil s'est réuni. {sentence} Le point est clos."):
        assert find_blocks(span(text)) == []


ROLES = [
    (["present"], "presents"),
    (["being", "present", "joining", "represented"], "presents"),
    (["absent", "excused", "giving", "proxy"], "pouvoirs"),
    (["excused", "joining", "proxy"], "excuses"),
    (["excused", "joining", "giving", "proxy"], "pouvoirs"),
    (["excused", "joining", "being", "giving", "proxy"], "pouvoirs"),
    (["absent", "denying", "represented"], "absents"),
    (["denying", "excused", "denying", "represented"], "absents"),
    (["denying", "absent"], None),
    (["who", "filling", "being"], None),
    ([], None),
]


@pytest.mark.parametrize(("roles", "kind"), ROLES)
def test_what_roles_announce_together(roles: list[str], kind: str | None) -> None:
    assert announced(roles) == kind


BESIDE = [
    ("absent", "absents"),
    ("absente excusée", "excuses"),
    ("absent, excusé", "excuses"),
    ("non excusé", "absents"),
    ("excusée sans pouvoir", "excuses"),
    ("présente", "presents"),
    ("a donné pouvoir", "pouvoirs"),
    ("représenté.", "pouvoirs"),
    ("absent du point 3", None),
    ("présidente", None),
    ("adjointe", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "kind"), BESIDE)
def test_the_state_beside_a_name(words: str, kind: str | None) -> None:
    assert state_of(words, lexicon()) == kind


def test_the_states_of_a_text_in_its_order() -> None:
    text = span("Luc PETIT : présent\nEve ROUX : absente, représentée par Luc PETIT\nMax GRIS : absent non excusé")
    assert [(state.kind, text.raw[state.start : state.end]) for state in states(text)] == [
        ("presents", "présent"),
        ("pouvoirs", "absente, représentée"),
        ("absents", "absent non excusé"),
    ]


COUNTED = [
    ("Présents (12) : Luc PETIT", "presents", "12"),
    ("Présents (douze) : Luc PETIT", "presents", "douze"),
    ("Conseillers présents : 12 PETIT Luc", "presents", "12"),
    ("18 membres du bureau étaient présents : Luc PETIT", "presents", "18"),
    ("Absents excusés [2] : Luc PETIT", "excuses", "2"),
    ("Présents : Luc PETIT", "presents", None),
    # a count of those there and those away together is of neither
    ("Présents et représentés (14) : Luc PETIT", "presents", None),
]


@pytest.mark.parametrize(("text", "kind", "count"), COUNTED)
def test_the_count_of_a_heading(text: str, kind: str, count: str | None) -> None:
    blocks = find_blocks(span(text))
    assert [(block.kind, block.count and block.count.text) for block in blocks] == [(kind, count)]


def test_a_heading_goes_on_in_the_next_line_where_it_calls_for_more() -> None:
    assert [block.kind for block in find_blocks(span("Absents ayant donné\nprocuration :\nEve ROUX à Luc PETIT"))] == [
        "pouvoirs"
    ]
    apart = find_blocks(span("Absents :\nEve ROUX\nProcurations :\nMax GRIS à Luc PETIT"))
    assert [(block.kind, block.body.text) for block in apart] == [
        ("absents", "Eve ROUX"),
        ("pouvoirs", "Max GRIS à Luc PETIT"),
    ]


def test_the_labels_of_columns_announce_nothing() -> None:
    assert list(headings(span("Présent Absent Présent Absent"))) == []
    assert find_blocks(span("Nom\tPrésent\tAbsent\tPouvoir à\nEve ROUX\tX\t\t")) == []
