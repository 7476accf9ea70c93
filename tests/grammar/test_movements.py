"""Members who come or go in mid-session, told where it happens; and sentences that tell of no such move."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.assemble.course import Course
from delibparse.grammar.attendance import read_attendance
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.counts import restated
from delibparse.grammar.facts import Attendance
from delibparse.grammar.movements import at_place, read_moves
from delibparse.options import Options
from delibparse.pipeline import extract_bytes


def session() -> Attendance:
    """Three present, one represented, one excused, one absent."""
    text = span(
        "Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR\n\nPouvoirs : M. Max GRIS à M. Luc PETIT\n\n"
        "Excusée : Mme Zoé BLANC\n\nAbsent : M. Guy SABLE\n\n"
    )
    return read_attendance(find_blocks(text))


MOVES = [
    ("Arrivée de M. Guy SABLE", [("SABLE", "comes", None, None)]),
    ("Arrivée de Monsieur Guy SABLE à 19 h 06.", [("SABLE", "comes", "19:06", None)]),
    ("19h40 : Arrivée de Guy SABLE", [("SABLE", "comes", "19:40", None)]),
    (
        "- Arrivée de Mme BLANC et de M. SABLE à 20h",
        [("BLANC", "comes", "20:00", None), ("SABLE", "comes", "20:00", None)],
    ),
    ("Arrivée de M, Guy SABLE à 18h28", [("SABLE", "comes", "18:28", None)]),
    ("Le débat s'engage. M. Guy SABLE rejoint la séance à 19h20.", [("SABLE", "comes", "19:20", None)]),
    ("Mme Zoé BLANC arrive à 20h12 et prend part aux votes.", [("BLANC", "comes", "20:12", None)]),
    ("Départ de M. Paul NOIR à 21h40.", [("NOIR", "goes", "21:40", None)]),
    ("Départ de Mme ROUX qui donne pouvoir à M. Luc PETIT", [("ROUX", "goes", None, "PETIT")]),
    ("M. NOIR quitte la séance à 21h05 et donne pouvoir à Mme Eve ROUX.", [("NOIR", "goes", "21:05", "ROUX")]),
    ("Madame Eve ROUX quitte définitivement l'assemblée.", [("ROUX", "goes", None, None)]),
]

NONE = [
    "Arrivée des intervenants",
    "Arrivée de M. Jean DUMONT, du bureau d'études, à 19h30",  # no member
    "Départ de la course à 9h devant la mairie",
    "Mme Eve ROUX regrette le départ de M. Paul NOIR de la commission.",
    "M. Paul NOIR a quitté sa fonction de trésorier à 20h.",
    "M. Paul NOIR, intéressé, quitte la salle et ne prend pas part au vote.",  # and comes back
    "Madame le Maire quitte la séance.",
    "La fibre est arrivée à Beauval. M. Paul NOIR s'en félicite.",
    "M. Paul NOIR rejoint la commission des finances.",
]


@pytest.mark.parametrize(("text", "moves"), MOVES)
def test_a_move_is_read(text: str, moves: list[tuple[str, str, str | None, str | None]]) -> None:
    read = [
        (
            move.person.value.nom,
            "comes" if move.comes else "goes",
            move.time,
            move.holder.value.nom if move.holder else None,
        )
        for move in read_moves(span(text), session())
    ]
    assert read == moves


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_move(text: str) -> None:
    assert read_moves(span(text), session()) == []


def names(read: Attendance) -> tuple[list[str | None], list[str | None], list[str | None]]:
    """The présents, the mandants, and those away."""
    return (
        [who.value.nom for who in read.presents],
        [proxy.mandant.value.nom for proxy in read.proxies],
        [who.value.nom for who in read.away],
    )


def test_who_comes_is_away_no_more_and_ends_the_proxy_given() -> None:
    moves = read_moves(span("Arrivée de M. Max GRIS\n\nArrivée de M. Guy SABLE"), session())
    assert names(at_place(session(), moves, [])) == (["ROUX", "PETIT", "NOIR", "GRIS", "SABLE"], [], ["BLANC"])
    assert names(at_place(session(), [], moves)) == names(session())


def test_who_goes_gives_a_proxy_and_takes_those_held_along() -> None:
    moves = read_moves(span("Départ de M. Luc PETIT à 20h"), session())
    assert names(at_place(session(), moves, [])) == (["ROUX", "NOIR"], [], ["BLANC", "SABLE"])
    moves = read_moves(span("M. NOIR quitte la séance et donne pouvoir à Mme Eve ROUX"), session())
    assert names(at_place(session(), moves, [])) == (["ROUX", "PETIT"], ["GRIS", "NOIR"], ["BLANC", "SABLE"])


def test_who_is_listed_and_comes_later_is_not_there_before_unless_the_count_says_so() -> None:
    moves = read_moves(span("Arrivée de M. Paul NOIR à 19h12"), session())
    assert names(at_place(session(), [], moves, None))[0] == ["ROUX", "PETIT"]
    assert names(at_place(session(), [], moves, 3))[0] == ["ROUX", "PETIT", "NOIR"]


def test_who_comes_back_was_there_before() -> None:
    moves = read_moves(span("M. Paul NOIR réintègre l'assemblée."), session())
    assert [move.again for move in moves] == [True]
    assert names(at_place(session(), [], moves))[0] == ["ROUX", "PETIT", "NOIR"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Arrivée de M. SABLE\nEn exercice : 6\nPrésents : 4\nVotants : 5\n", [{"en_exercice": 6, "presents": 4, "votants": 5}]),
        ("En exercice : 6\nVotants : 5\n", [{"en_exercice": 6, "votants": 5}]),
        # votes, an attendance at a fair, a budget
        ("Votants : 17\nSuffrages exprimés : 16\nPour : 16\n", []),
        ("Présents : 45 exposants", []),
        ("Crédits en exercice : 12 000", []),
    ],
)  # fmt: skip
def test_figures_printed_again(text: str, told: list[dict[str, int]]) -> None:
    assert [{field: found.value for field, found in one.counts.items()} for one in restated(span(text))] == told


def test_without_moves_nothing_changes() -> None:
    read = session()
    assert Course((), ()).attendance_at(3, read, 3) is read


MINUTES = """PROCÈS-VERBAL DU CONSEIL MUNICIPAL DE BEAUVAL
Séance du 3 mars 2021
En exercice : 6
Présents : 4
Votants : 5

Présents : Mme Eve ROUX, M. Luc PETIT, M. Paul NOIR, Mme Ida VERT

Pouvoir : M. Max GRIS à M. Luc PETIT

Absent : M. Guy SABLE

1. Travaux de la rue haute

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de refaire la rue.

Arrivée de M. Guy SABLE à 19h12

2. Travaux de la rue basse

En exercice : 6
Présents : 5
Votants : 6

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de refaire la rue.

3. Achat d'une balayeuse

Départ de Mme Ida VERT à 20h05.

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide de l'achat.
"""


def test_each_item_of_minutes_has_who_was_there_for_it() -> None:
    document = extract_bytes(MINUTES.encode(), "pv.txt", Options())
    acts = document.deliberations
    assert [[who.nom for who in act.presents] for act in acts] == [
        ["ROUX", "PETIT", "NOIR", "VERT"],
        ["ROUX", "PETIT", "NOIR", "VERT", "SABLE"],
        ["ROUX", "PETIT", "NOIR", "SABLE"],
    ]
    assert [[who.nom for who in act.absents] for act in acts] == [["SABLE"], [], []]
    assert [(act.effectif.presents, act.effectif.votants) for act in acts] == [(4, 5), (5, 6), (5, 6)]
    assert [act.vote.pour for act in acts] == [5, 6, None]  # the figures of the third were printed before one left
    moves = [(m.personne.nom, m.texte, m.depuis, m.jusqua) for m in acts[0].indices.mouvements]
    assert moves == [
        ("SABLE", "Arrivée de M. Guy SABLE à 19h12", "2", None),
        ("VERT", "Départ de Mme Ida VERT à 20h05", None, "2"),
    ]
    assert [warning.code for act in acts for warning in act.avertissements if warning.code.startswith("EFF")] == []
