"""Whole attendances: every list of each text is compared, so that nobody is lost from one or found in another."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar import attendance
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.council import Council
from delibparse.grammar.lists import find_lists
from delibparse.model.members import Member
from delibparse.model.record import Personne
from delibparse.reconcile import known_among

Lists = tuple[list[str], list[tuple[str, str | None]], list[str], list[str]]

ALL = ["M. Luc PETIT", "Mme Zoé BLANC", "M. Paul NOIR"]
PROXY = [("Mme Eve ROUX", "M. Luc PETIT")]
BOTH = [*PROXY, ("M. Max GRIS", "Mme Zoé BLANC")]
THERE = "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR\n"


def read(text: str) -> Lists:
    """Présents, pouvoirs, excusés, absents, as printed; nothing may be left unread."""
    whole = span(text)
    told = attendance.read_attendance(find_blocks(whole), whole)
    assert [item.text for _, item in told.unread] == []
    return (
        [who.value.texte for who in told.presents],
        [(one.mandant.value.texte, one.mandataire and one.mandataire.value.texte) for one in told.proxies],
        [one.person.value.texte for one in told.excuses],
        [one.person.value.texte for one in told.absents],
    )


OF_PRESENTS = [
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR.",
    "Présents : M. Luc PETIT - Mme Zoé BLANC - M. Paul NOIR",
    "Présents : M. Luc PETIT ; Mme Zoé BLANC ; M. Paul NOIR",
    "Présents : M. Luc PETIT, Mme Zoé BLANC et M. Paul NOIR",
    "Présents :\nM. Luc PETIT\nMme Zoé BLANC\nM. Paul NOIR",
    "Présents :\n- M. Luc PETIT\n- Mme Zoé BLANC\n- M. Paul NOIR",
    "Présents :\n• M. Luc PETIT\n• Mme Zoé BLANC\n• M. Paul NOIR",
    "Présents :\nM. Luc PETIT, maire\nMme Zoé BLANC, 1ère adjointe\nM. Paul NOIR, conseiller municipal",
    "Présents : M. Luc PETIT, Maire, Mme Zoé BLANC, 1ère adjointe, M. Paul NOIR, conseiller municipal",
    "Présents : M. Luc PETIT (Maire), Mme Zoé BLANC (1ère adjointe), M. Paul NOIR",
    "Présents : M. Luc PETIT, Maire, Président, Mme Zoé BLANC, M. Paul NOIR",
    "Présents : M. Luc PETIT, Mme Zoé BLANC (arrivée à 20h15), M. Paul NOIR",
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR\n\nAbsents : néant\n\nExcusés : /",
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR\nExcusé : aucun\nAbsent : aucun",
    "Sous la présidence de M. Luc PETIT, maire. Les membres présents : Mmes et MM. M. Luc PETIT - Mme Zoé BLANC - M. Paul NOIR.",
    # what follows is another thing
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR, formant la majorité des membres en exercice.",
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR. Lesquels forment la majorité des membres en exercice.",
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR\nMme Zoé BLANC a été élue secrétaire.",
    "Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR\nSecrétaire de séance : Mme Zoé BLANC",
]


@pytest.mark.parametrize("text", OF_PRESENTS)
def test_three_members_are_there(text: str) -> None:
    assert read(f"{text}\n\n") == (ALL, [], [], [])


LISTS: list[tuple[str, Lists]] = [
    # one a line, and one of them with a holder
    (f"{THERE}Absents excusés :\nGRIS M.\nSABLE G.\nROUX E. (pouvoir à PETIT L.)\n",
     (ALL, [("ROUX E.", "PETIT L.")], ["GRIS M.", "SABLE G."], [])),
    (f"{THERE}Excusés : GRIS Max, SABLE\nGuy, VERT Ida\n", (ALL, [], ["GRIS Max", "SABLE Guy", "VERT Ida"], [])),
    (f"{THERE}Excusée : Mme Eve ROUX\nAbsent : M. Max GRIS", (ALL, [], ["Mme Eve ROUX"], ["M. Max GRIS"])),
    (f"{THERE}Absents : M. Max GRIS (excusé), Mme Eve ROUX", (ALL, [], ["M. Max GRIS"], ["Mme Eve ROUX"])),
    (f"{THERE}Absents : Mme Eve ROUX qui a donné pouvoir à M. Luc PETIT et M. Max GRIS", (ALL, PROXY, [], ["M. Max GRIS"])),
    (
        f"{THERE}Absents excusés : Mme Eve ROUX (pouvoir à M. Luc PETIT), M. Max GRIS\nAbsent : M. Tom VERT",
        (ALL, PROXY, ["M. Max GRIS"], ["M. Tom VERT"]),
    ),
    (
        f"{THERE}Excusés : Mme Eve ROUX ayant donné pouvoir à M. Luc PETIT, M. Max GRIS ayant donné pouvoir à "
        "Mme Zoé BLANC, M. Tom VERT",
        (ALL, BOTH, ["M. Tom VERT"], []),
    ),
    # a family name and its initials behind a comma, in cells and on lines
    ("Présents : PETIT, L.\tBLANC, Z.\tNOIR, M.\nGRIS, J.-P.\tROUX, E.\tVERT, I.",
     (["PETIT, L.", "BLANC, Z.", "NOIR, M.", "GRIS, J.-P.", "ROUX, E.", "VERT, I."], [], [], [])),
    ("Présents : PETIT, L.\tBLANC, Z.\tNOIR, P.\n\nExcusés :\nROUX, E. (pouvoir à PETIT, L.)\nGRIS, M.\nSABLE, G.\nVERT, I.\n",
     (["PETIT, L.", "BLANC, Z.", "NOIR, P."], [("ROUX, E.", "PETIT, L.")], ["GRIS, M.", "SABLE, G.", "VERT, I."], [])),
    ("Présents : L. PETIT, Z. BLANC, P.\nNOIR, M. GRIS", (["L. PETIT", "Z. BLANC", "P. NOIR", "M. GRIS"], [], [], [])),
    # a mark behind the holder that parts no other item of the list
    (f"{THERE}Absents et procurations : Mme Eve ROUX (pouvoir à M. Luc PETIT) – M. Max GRIS excusé",
     (ALL, PROXY, ["M. Max GRIS"], [])),
    (f"{THERE}Absents et procurations : Mme Eve ROUX pouvoir à M. Luc PETIT - M. Max GRIS excusé - Mme\nIda VERT excusée",
     (ALL, PROXY, ["M. Max GRIS", "Mme Ida VERT"], [])),
    (f"{THERE}Absents et procurations : Mme Eve ROUX, pouvoir à M. Luc PETIT - 1er adjoint", (ALL, PROXY, [], [])),
    (f"{THERE}Procurations : Mme Eve ROUX à M. Luc PETIT ; M. Max GRIS à Mme Zoé BLANC", (ALL, BOTH, [], [])),
    (
        f"{THERE}\nAbsents excusés :\nMme Eve ROUX donne pouvoir à\nM. Luc PETIT\nM. Max GRIS donne pouvoir à\nMme Zoé BLANC",
        (ALL, BOTH, [], []),
    ),
    # told beside the holder, beside the mandant, or twice
    ("Présents : M. Luc PETIT (pouvoir de Mme Eve ROUX), Mme Zoé BLANC, M. Paul NOIR", (ALL, PROXY, [], [])),
    ("Présents : M. Luc PETIT (a reçu procuration de Mme Eve ROUX), Mme Zoé BLANC, M. Paul NOIR", (ALL, PROXY, [], [])),
    (
        "Présents : M. Luc PETIT (pouvoir de Mme Eve ROUX), Mme Zoé BLANC, M. Paul NOIR\nAbsents excusés : Mme Eve ROUX "
        "(pouvoir à M. Luc PETIT), M. Max GRIS",
        (ALL, PROXY, ["M. Max GRIS"], []),
    ),
    # one who is not there among those who are
    ("Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR (excusé)", (ALL[:2], [], ["M. Paul NOIR"], [])),
    ("Présents : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR (absent)", (ALL[:2], [], [], ["M. Paul NOIR"])),
    # a line's end behind a particle cuts a name, unless a whole name stands beyond it
    ("Présents : Luc PETIT, Zoé LE\nGLOU, Paul NOIR\n", (["Luc PETIT", "Zoé LE GLOU", "Paul NOIR"], [], [], [])),
    ("Présents :\nLuc PETIT\nZoé LE\nPaul NOIR\n", (["Luc PETIT", "Zoé LE", "Paul NOIR"], [], [], [])),
    # lists of two kinds of members
    (
        "Titulaires présents : M. Luc PETIT, Mme Zoé BLANC\nTitulaires absents : Mme Eve ROUX\nSuppléants présents : M. Max GRIS",
        (["M. Luc PETIT", "Mme Zoé BLANC", "M. Max GRIS"], [], [], ["Mme Eve ROUX"]),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "lists"), LISTS)
def test_every_list_of_an_attendance(text: str, lists: Lists) -> None:
    assert read(f"{text}\n\n") == lists


NAMES = [
    ("MM. PETIT, NOIR, Mmes BLANC, ROUX", [("M.", "PETIT"), ("M.", "NOIR"), ("Mme", "BLANC"), ("Mme", "ROUX")]),
    ("Mesdames BLANC Zoé, ROUX Anne, Messieurs PETIT Luc et NOIR Paul", [("Mme", "BLANC"), ("Mme", "ROUX"), ("M.", "PETIT"), ("M.", "NOIR")]),
    ("Mme de LA TOUR Anne, M. D'ARTIGUES Jean, M. LE GOFF Yann", [("Mme", "de LA TOUR"), ("M.", "D'ARTIGUES"), ("M.", "LE GOFF")]),
    ("Mme Anne SAINT-MARTIN, M. Jean-Luc DUC", [("Mme", "SAINT-MARTIN"), ("M.", "DUC")]),
    ("Luc Petit, Zoé Blanc", [(None, "Petit"), (None, "Blanc")]),
]  # fmt: skip


@pytest.mark.parametrize(("names", "people"), NAMES)
def test_how_names_are_written(names: str, people: list[tuple[str | None, str]]) -> None:
    whole = span(f"Présents : {names}\n\n")
    told = attendance.read_attendance(find_blocks(whole), whole)
    assert [(who.value.civilite, who.value.nom) for who in told.presents] == people


CALLED = "Luc PETIT : présent\nZoé BLANC : présente\nPaul NOIR : absent\nEve ROUX : absente, représentée par Luc PETIT\nMax GRIS : excusé\nTom VERT : présent\n"


def test_a_roll_that_is_called() -> None:
    assert read(CALLED) == (
        ["Luc PETIT", "Zoé BLANC", "Tom VERT"],
        [("Eve ROUX", "Luc PETIT")],
        ["Max GRIS"],
        ["Paul NOIR"],
    )


def test_fewer_states_than_five_are_no_roll_call() -> None:
    assert read("Luc PETIT : présent\nZoé BLANC : présente\nPaul NOIR : absent\n")[0] == []


@pytest.mark.parametrize("body", ["tous les conseillers en exercice", "néant", "l'ensemble du conseil municipal", "12"])
def test_a_list_that_names_nobody(body: str) -> None:
    assert read(f"Présents : {body}\n\n") == ([], [], [], [])


def known(*members: str) -> Council:
    people = (Personne(one, None, one.split()[0], one.split(maxsplit=1)[1]) for one in members)
    return Council(known_among(map(Member, people)))


DASH = "Présents : BLANC – DUPUIS Zoé, PETIT Luc, NOIR Paul\n\n"
ONE, TWO = ["BLANC – DUPUIS Zoé", "PETIT Luc", "NOIR Paul"], ["BLANC", "DUPUIS Zoé", "PETIT Luc", "NOIR Paul"]


@pytest.mark.parametrize(
    ("members", "declared", "there"),
    [
        ((), None, ONE),
        (("Zoé DUPUIS", "Anne BLANC", "Luc PETIT"), None, TWO),
        (("Zoé BLANC-DUPUIS", "Luc PETIT"), None, ONE),
        (("Max GRIS", "Tom VERT"), None, ONE),  # another body's: nobody is known in either way
        (("Zoé DUPUIS", "Anne BLANC"), 3, ONE),  # the number declared is clear
        (("Zoé DUPUIS", "Anne BLANC"), 4, TWO),
        (("Zoé BLANC-DUPUIS",), 6, ONE),
    ],
)
def test_members_choose_between_ways_that_are_as_good(
    members: tuple[str, ...], declared: int | None, there: list[str]
) -> None:
    whole = span(DASH)
    lists = find_lists(find_blocks(whole), whole)
    told = attendance.read_lists(lists, lambda _kind: declared, known(*members))
    assert [who.value.texte for who in told.presents] == there
    (choice,) = told.choices
    assert choice.is_open == (declared != len(ONE))


def test_a_body_whose_members_are_not_known_changes_no_choice() -> None:
    whole = span(f"{THERE}Pouvoirs : L. GRIS à Y. VERT - J. ROSE à P. BRUN - M. SABLE à C. LILAS, maire\n\n")
    lists = find_lists(find_blocks(whole), whole)
    plain = attendance.read_lists(lists)
    assert len(plain.proxies) == 3
    assert attendance.read_lists(lists, council=known("Anne NOMBRIL")) == plain


def test_members_choose_no_way_that_leaves_more_over() -> None:
    whole = span("Présents : PETIT Luc, NOIR Paul – maire de Hautval, BLANC Zoé\n\n")
    lists = find_lists(find_blocks(whole), whole)
    (plain,) = attendance.read_lists(lists).choices
    (choice,) = attendance.read_lists(lists, council=known("Luc PETIT", "Paul NOIR", "Zoé BLANC")).choices
    assert [way.parts for way in choice.ways] == [way.parts for way in plain.ways]
    assert not choice.is_open


# ---- the communes of an EPCI ---------------------------------------------------------------------------------------

GROUPS = Council(communes=frozenset({"beauval", "saintaubrac", "roche", "hautval"}))
SENT = ["Luc PETIT", "Zoé BLANC", "Paul NOIR"]


@pytest.mark.parametrize(
    "text",
    [
        "Présents : Beauval : M. Luc PETIT, Mme Zoé BLANC ; Saint-Aubrac : M. Paul NOIR",
        "Présents : Beauval : M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR",  # one commune alone
        "Présents :\nBEAUVAL\nLuc PETIT\nZoé BLANC\nSAINT AUBRAC\nPaul NOIR",
        "Présents :\nBeauval\nM. Luc PETIT\nMme Zoé BLANC\nSt-Aubrac\nM. Paul NOIR",
        "Présents :\nBeauval :\nLuc PETIT\nZoé BLANC\nHautval :\nPaul NOIR",
        "Présents : Beauval - M. Luc PETIT, Mme Zoé BLANC - Hautval - M. Paul NOIR",
        "Présents : Luc PETIT - Beauval, Zoé BLANC - Beauval, Paul NOIR - Hautval",
        "Présents :\nLuc PETIT\tBeauval\nZoé BLANC\tBeauval\nPaul NOIR\tHautval",
        "Présents :\nPour Beauval : Luc PETIT, Zoé BLANC\nPour Hautval : Paul NOIR",
        "Présents :\nDélégués de Beauval : Luc PETIT, Zoé BLANC\nDélégué de Hautval : Paul NOIR",
        "Présents :\nCommune de Beauval : Luc PETIT, Zoé BLANC\nCommune de Hautval : Paul NOIR",
    ],
)
def test_communes_of_the_epci_are_groups(text: str) -> None:
    whole = span(f"{text}\n\n")
    told = attendance.read_lists(find_lists(find_blocks(whole), whole), council=GROUPS)
    assert [f"{who.value.prenom} {who.value.nom}" for who in told.presents] == SENT
    assert told.unread == ()
    assert {place.text.removeprefix("Commune ").removeprefix("de ") for place in told.groups} <= {
        "Beauval", "BEAUVAL", "Hautval", "Saint-Aubrac", "SAINT AUBRAC", "St-Aubrac",
    }  # fmt: skip
    assert told.groups


@pytest.mark.parametrize(
    ("text", "there"),
    [
        (
            "Présents : M. Luc PETIT, Mme Zoé ROCHE, M. Paul BEAUVAL",
            ["M. Luc PETIT", "Mme Zoé ROCHE", "M. Paul BEAUVAL"],
        ),
        ("Présents : Mmes et MM. PETIT, ROCHE, NOIR", ["PETIT", "ROCHE", "NOIR"]),  # all by their family names
        ("Présents : M. PETIT, M. ROCHE, M. NOIR", ["M. PETIT", "M. ROCHE", "M. NOIR"]),
        ("Présents : BEAUVAL", ["BEAUVAL"]),
        ("Présents : Luc PETIT, MONTCLAIR, Paul NOIR", ["Luc PETIT", "MONTCLAIR", "Paul NOIR"]),  # no commune of it
    ],
)
def test_whoever_is_called_as_a_commune_is_someone(text: str, there: list[str]) -> None:
    whole = span(f"{text}\n\n")
    told = attendance.read_lists(find_lists(find_blocks(whole), whole), council=GROUPS)
    assert [who.value.texte for who in told.presents] == there
    assert told.groups == ()


def test_a_list_of_nothing_but_communes_names_no_one() -> None:
    whole = span("Présents : BEAUVAL - SAINT AUBRAC - HAUTVAL\n\n")
    told = attendance.read_lists(find_lists(find_blocks(whole), whole), council=GROUPS)
    assert (told.presents, len(told.groups)) == ([], 3)


def test_communes_head_those_away_and_those_who_give_a_proxy() -> None:
    whole = span(f"{THERE}Excusés :\nBEAUVAL : VERT Tom\nPouvoirs :\nHAUTVAL : ROSE Eve à PETIT Luc\n\n")
    told = attendance.read_lists(find_lists(find_blocks(whole), whole), council=GROUPS)
    assert [one.person.value.texte for one in told.excuses] == ["VERT Tom"]
    assert [one.mandant.value.texte for one in told.proxies] == ["ROSE Eve"]
