"""Lines that tell of the session and head no act; and titles that look like them."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.segment.told import tells_of_session

MEMBERS = frozenset({"eve", "roux", "luc", "petit", "martin", "g", "sable"})

TOLD = [
    "En exercice : 15 Présents : 11 Votants : 13",
    "NOMBRE DE CONSEILLERS EN EXERCICE : 15",
    "Nombre d'abstentions : 0",
    "Votes contre : 2",
    "SABLE, G. ; DUFOURNET, M.-H",
    "Charles NOIR (donne pouvoir à Estelle VERT)",
    "G. SABLE",
    "Eve ROUX, Luc PETIT",
    "Membres excusés : Mmes NOIR, VERT",
    "Votes contre : Monsieur NOIR Charles, Madame VERT",
    "Ont voté contre (2) : Luc PETIT, Eve ROUX",
    "En exercice Présents Procurations Votants",
    "Pour Contre Abstentions",
]

TITLES = [
    "Tarifs de la salle polyvalente",
    "Absentéisme scolaire : convention",
    "Présents de fin d'année : 2023",
    "Absents de longue durée : remplacement",
    "Pour la commune : achat d'un pré",
    "Présents : catalogue",
    "Procurations et votes",
    "Délégation de pouvoir à M. le Maire",
    "Vote du quart des dépenses",
    "Rue Saint-Martin : travaux",
    "C. FINANCES",
    "Attribution d'une subvention à Eve ROUX",
]


@pytest.mark.parametrize("text", TOLD)
def test_what_heads_no_act(text: str) -> None:
    assert tells_of_session(span(text), MEMBERS)


@pytest.mark.parametrize("text", TITLES)
def test_what_may_head_one(text: str) -> None:
    assert not tells_of_session(span(text), MEMBERS)


ACT = """COMMUNE DE BEAUVAL
DÉLIBÉRATION
Délibération 2024-08-26

OBJET – Achat d'une balayeuse

L'an deux mille vingt-quatre et le vingt-trois août, le conseil municipal s'est réuni.

Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR

B. SABLE

EN EXERCICE : 5 PRÉSENTS : 3 VOTANTS : 3

Le conseil municipal, après en avoir délibéré, décide de l'achat.

Nombre de voix pour : 3

Nombre d'abstentions : 0

Adopté à l'unanimité.
"""


def test_an_extract_with_its_counts_on_a_line_is_one_act() -> None:
    document = extract_bytes(ACT.encode(), "a.txt", Options())
    (act,) = document.deliberations
    assert (document.nature, act.numero, act.objet) == ("extrait", "2024-08-26", "Achat d'une balayeuse")
    assert (act.effectif.en_exercice, act.effectif.votants) == (5, 3)


BELOW = """COMMUNE DE BEAUVAL
Délibération 2024-08-27

Objet : Achat d'une balayeuse

Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR

Absents : M. Guy SABLE, M. Max GRIS

Mme Eve ROUX, ayant obtenu la majorité des suffrages exprimés par ses collègues, a été désignée pour remplir les fonctions
de secrétaire de la séance, qu'elle a acceptées, et prend place au bureau auprès du maire.
Nombre de membres en exercice : 5
Nombre de membres présents : 3
Nombre de pouvoirs : 0
Quorum : 3

Le conseil municipal, après en avoir délibéré, décide de l'achat.
"""


def test_counts_stand_below_the_lists_as_far_as_lines_tell_them() -> None:
    (act,) = extract_bytes(BELOW.encode(), "a.txt", Options()).deliberations
    told = act.effectif
    assert (told.en_exercice, told.presents, told.pouvoirs, told.quorum) == (5, 3, 0, 3)
