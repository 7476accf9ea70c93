"""Whom an act elects or designates, in sentences and in the lines below them; and sentences that elect no one."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar.elections import read_elected
from delibparse.grammar.vote_names import Assembly
from delibparse.model.record import Personne
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ASSEMBLY = Assembly(
    members=tuple(
        Personne(f"{prenom} {nom}", None, prenom, nom)
        for prenom, nom in (("Luc", "PETIT"), ("Eve", "ROUX"), ("Paul", "NOIR"), ("Ida", "VERT"), ("Guy", "SABLE"))
    )
)

Row = tuple[str, str | None, str | None, int | None]

ELECTED: list[tuple[str, str | None, list[Row]]] = [
    # a verb behind its subject
    (
        "Mme Eve ROUX, ayant obtenu la majorité absolue des suffrages, est proclamée élue deuxième adjointe.",
        None,
        [("ROUX", "2e adjointe", None, None)],
    ),
    ("M. Luc PETIT a été proclamé maire et a été immédiatement installé.", None, [("PETIT", "maire", None, None)]),
    ("M. Luc PETIT et Mme Eve ROUX sont élus.", "Élection des délégués au SIVOM", [
        ("PETIT", "délégué", "SIVOM", None), ("ROUX", "délégué", "SIVOM", None)]),
    ("Est élue 1ère vice-présidente Mme Eve ROUX", None, [("ROUX", "1re vice-présidente", None, None)]),
    # a verb before those it chooses
    (
        "Le conseil municipal, après en avoir délibéré, désigne M. Luc PETIT comme délégué titulaire et Mme Eve ROUX "
        "comme suppléante.",
        "Désignation des délégués au SIVOM des Trois Vallées",
        [("PETIT", "délégué titulaire", "SIVOM des Trois Vallées", None),
         ("ROUX", "suppléante", "SIVOM des Trois Vallées", None)],
    ),
    (
        "DÉSIGNE M. PETIT, adjoint au Maire, pour représenter la Commune au conseil d'administration de la SPL des Lacs.",
        None,
        [("PETIT", "représentant", "conseil d'administration de la SPL des Lacs", None)],
    ),
    (
        "Désigne, pour représenter la commune au syndicat des eaux, Mme Eve ROUX en tant que\ndéléguée titulaire et "
        "M. Luc PETIT en tant que délégué suppléant.",
        None,
        [("ROUX", "déléguée titulaire", "syndicat des eaux", None),
         ("PETIT", "délégué suppléant", "syndicat des eaux", None)],
    ),
    ("Le conseil décide de désigner M. Luc PETIT en qualité de correspondant défense.", None, [
        ("PETIT", "correspondant défense", None, None)]),
    (
        "- de désigner M. Luc PETIT, titulaire, et Mme Eve ROUX, suppléante, au sein du conseil d'administration du "
        "collège Jean Moulin",
        None,
        [("PETIT", "titulaire", "conseil d'administration du collège Jean Moulin", None),
         ("ROUX", "suppléante", "conseil d'administration du collège Jean Moulin", None)],
    ),
    ("Désigne Mme Eve ROUX en remplacement de M. Luc PETIT au sein du comité syndical.", None, [
        ("ROUX", None, "comité syndical", None)]),
    ("Désigne M. Luc PETIT (abstentions de M. NOIR et Mme VERT) comme représentant au collège.", None, [
        ("PETIT", "représentant", "collège", None)]),
    # lines below
    (
        "DESIGNE :\n- Titulaires : M. Luc PETIT, Mme Eve ROUX\n- Suppléants : M. Paul NOIR, Mme Ida\nVERT\n\nLe Maire, Guy SABLE",
        "Désignation des délégués au SIVOM",
        [("PETIT", "titulaire", "SIVOM", None), ("ROUX", "titulaire", "SIVOM", None),
         ("NOIR", "suppléant", "SIVOM", None), ("VERT", "suppléant", "SIVOM", None)],
    ),
    (
        "Sont élus membres de la commission d'appel d'offres :\nTitulaires :\nM. Luc PETIT\nMme Eve ROUX\nSuppléants :\n"
        "M. Paul NOIR\n\nM. Guy SABLE remercie l'assemblée.",
        None,
        [("PETIT", "titulaire", "commission d'appel d'offres", None),
         ("ROUX", "titulaire", "commission d'appel d'offres", None),
         ("NOIR", "suppléant", "commission d'appel d'offres", None)],
    ),
    (
        "PROCLAME élus les conseillers suivants :\nCommission des finances : Luc PETIT, Eve ROUX\nCommission de la voirie : "
        "Paul NOIR",
        None,
        [("PETIT", None, "Commission des finances", None), ("ROUX", None, "Commission des finances", None),
         ("NOIR", None, "Commission de la voirie", None)],
    ),
    # voices: those of the last round
    (
        "Premier tour\n\nOnt obtenu :\n- Mme Eve ROUX : 5 voix\n- M. Luc PETIT : 4 voix\n\nDeuxième tour\n\nOnt obtenu :\n"
        "- Mme Eve ROUX : sept (7) voix\n- M. Luc PETIT : 2 voix\n\nMme Eve ROUX est proclamée élue première adjointe.",
        None,
        [("ROUX", "1re adjointe", None, 7)],
    ),
]  # fmt: skip

NONE = [
    ("Mme Eve ROUX est désignée secrétaire de séance.", None),
    ("Mme Eve ROUX est désignée pour remplir ces fonctions.", None),  # which, the sentence does not say
    ("Le conseil désigne le cabinet DUPONT comme maître d'œuvre.", None),
    ("Vu l'arrêté qui nomme les régisseurs ; M. Luc PETIT expose que la commune a été désignée lauréate.", None),
    ("M. Luc PETIT propose de désigner deux délégués. Le conseil fixe à quatre le nombre des adjoints.", None),
    ("M. Luc PETIT est élu.", "Élection du président de séance"),
    ("Le conseil désigne deux assesseurs : M. Luc PETIT et Mme Eve ROUX", "Élection du quatrième adjoint"),
    ("Est candidat : M. Luc PETIT", "Élection du quatrième adjoint"),
    ("Vu la délibération par laquelle M. Luc PETIT a été élu maire", None),
]


@pytest.mark.parametrize(("text", "title", "rows"), ELECTED)
def test_whom_an_act_elects(text: str, title: str | None, rows: list[Row]) -> None:
    read = read_elected(span(text), span(title) if title else None, ASSEMBLY)
    assert [
        (
            one.person.value.nom,
            one.office.value if one.office else None,
            one.body.value if one.body else None,
            one.votes.value if one.votes else None,
        )
        for one in read
    ] == rows


@pytest.mark.parametrize(("text", "title"), NONE)
def test_what_elects_no_one(text: str, title: str | None) -> None:
    assert read_elected(span(text), span(title) if title else None, ASSEMBLY) == []


ACT = """COMMUNE DE BEAUVAL
Extrait du registre des délibérations du conseil municipal
Séance du 6 mars 2023

Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR

Objet : Élection du deuxième adjoint

A obtenu : Mme Eve ROUX : 3 voix

Mme Eve ROUX, ayant obtenu la majorité absolue, est proclamée élue deuxième adjointe.
"""


def test_each_value_of_someone_elected_has_its_place() -> None:
    (act,) = extract_bytes(ACT.encode(), "a.txt", Options()).deliberations
    (elected,) = act.elus
    assert (elected.personne.nom, elected.fonction, elected.voix) == ("ROUX", "2e adjointe", 3)
    places = {pointer: rows[0].texte for pointer, rows in act.provenance.items() if pointer.startswith("/elus")}
    assert places == {
        "/elus/0/personne": "Mme Eve ROUX,",
        "/elus/0/fonction": "deuxième adjointe.",
        "/elus/0/voix": ": 3 voix",
    }
