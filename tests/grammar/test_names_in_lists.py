"""Names as lists, votes and sentences print them: torn by a line, run together, beside a civility that looks like an
initial."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar import officers, vote_names
from delibparse.grammar.attendance import read_lists
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.lists import find_lists
from delibparse.grammar.values import name_lists
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly
from delibparse.model.record import Personne

MEMBERS = (
    Personne("ROY Eve", None, "Eve", "ROY"),
    Personne("PETIT Luc", None, "Luc", "PETIT"),
    Personne("DES PRÉS Zoé", None, "Zoé", "DES PRÉS"),
)


def lists(text: str, ocr: bool = False) -> dict[str, list[str]]:
    whole = span(text, ocr)
    read = read_lists(find_lists(find_blocks(whole), whole))
    found = {"presents": [one.value.nom or "" for one in read.presents]}
    for who in read.away:
        found.setdefault("away", []).append(who.value.nom or "")
    for pair in read.proxies:
        found.setdefault("pouvoirs", []).append(
            f"{pair.mandant.value.nom}/{pair.mandataire and pair.mandataire.value.nom}"
        )
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Excusés :\nROY E.\tPETIT L.\tBLANC Z.", {"away": ["ROY", "PETIT", "BLANC"]}),
        ("Absents :\nROY Jean-Luc\tPETIT Eve", {"away": ["ROY", "PETIT"]}),
        ("Excusés : Luc PETIT, Eve ROY et Zoé BLANC\n(pouvoir à Noël DUC)", {"pouvoirs": ["BLANC/DUC"], "away": ["PETIT", "ROY"]}),
        ("Excusés : – PETIT L.\n– ROY E.\nM. BLANC Z. accepte les fonctions de secrétaire de la séance.", {"away": ["PETIT", "ROY"]}),
        ("Excusés : M. PETIT, adjoint au maire chargé de la voirie et des écoles, Mme ROY", {"away": ["PETIT", "ROY"]}),
    ],
)  # fmt: skip
def test_lists_of_those_away(text: str, told: dict[str, list[str]]) -> None:
    found = lists(text)
    assert {key: found.get(key, []) for key in ("away", "pouvoirs")} == {"away": [], "pouvoirs": [], **told}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Présents : Mme Eve ROY ; M. Luc PETIT : Mme Zoé BLANC ; M. Noël DUC", {"presents": ["ROY", "PETIT", "BLANC", "DUC"]}),
        ("Présents : ROY Eve - PETIT Luc - BLANC Zoé : DUC Noël -\nLONG Guy : VIAL Ugo - DIOT Léa", {"presents": ["ROY", "PETIT", "BLANC", "DUC", "LONG", "VIAL", "DIOT"]}),
        ("Présents : ROY E., PETIT J.-L. BLANC Z., DUC N. LONG G., DE LA ROCHE P.", {"presents": ["ROY", "PETIT", "BLANC", "DUC", "LONG", "DE LA ROCHE"]}),
        ("Excusés : Mme ROY Eve qui a donné pouvoir au Maire : M. PETIT Luc qui a donné pouvoir à M. BLANC Guy ; M. DUC Ugo : Mme LONG Léa", {"pouvoirs": ["ROY/None", "PETIT/BLANC"], "away": ["DUC", "LONG"]}),
    ],
    ids=["colons for semicolons", "colons at a line's start", "commas lost behind initials", "among proxies"],
)  # fmt: skip
def test_a_mark_of_a_list_that_ocr_took_for_another_parts_its_names(text: str, told: dict[str, list[str]]) -> None:
    found = lists(text, ocr=True)
    assert {key: found.get(key, []) for key in told} == told
    assert {key: lists(text).get(key, []) for key in told} != told  # on a text layer a colon is a colon


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Présents :\nCERELLES : M. Luc PETIT, Mme Eve ROY\nPERNAY : M. Noël DUC, M. Guy LONG", ["PETIT", "ROY", "DUC", "LONG"]),
        ("Présents : Maire : Eve ROY, Adjoints : Luc PETIT, Guy LONG", ["ROY", "PETIT", "LONG"]),
        ("Présents : M. Luc PETIT, M. Jean P. LONG, Mme Eve ROY", ["PETIT", "LONG", "ROY"]),
        ("Étaient présent-ess :\nROY E., PETIT L., LONG G.", ["ROY", "PETIT", "LONG"]),
        ("Présents :\nSAINT LAURENT : Luc PETIT, Eve ROY\nSAINTE ANNE : Noël DUC, Guy LONG", ["PETIT", "ROY", "DUC", "LONG"]),
    ],
    ids=["communes", "labels", "a second initial", "an inclusive heading", "communes of saints"],
)  # fmt: skip
def test_marks_that_belong_to_a_list_part_no_name(text: str, names: list[str]) -> None:
    assert lists(text, ocr=True)["presents"] == names


def test_two_cells_of_a_list_of_proxies_are_a_pair() -> None:
    assert lists("Pouvoirs :\nROY Luc\tPETIT Eve\nBLANC Zoé\tDUC Noël")["pouvoirs"] == ["ROY/PETIT", "BLANC/DUC"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Présents :\nPrésident : PETIT L.\nROY E. - BLANC Z. - DUC N.", ["PETIT", "ROY", "BLANC", "DUC"]),
        ("Présents : Mme Eve ROY, M. Gérard LE\nGOFF, M. Luc PETIT", ["ROY", "LE GOFF", "PETIT"]),
        ("Présents : Roy / de la Tour / Petit / Duc", ["Roy", "de la Tour", "Petit", "Duc"]),
        ("Présents : Mme M.\nROY, M. L. PETIT, Mme Z. BLANC", ["ROY", "PETIT", "BLANC"]),
    ],
)
def test_lists_of_presents(text: str, names: list[str]) -> None:
    assert lists(text)["presents"] == names


@pytest.mark.parametrize(
    ("text", "voters"),
    [
        ("Contre : Mme Annick LE FLOCH, M. Luc PETIT", ["LE FLOCH", "PETIT"]),
        ("Contre : M. Luc PETIT Le Maire,", ["PETIT"]),
        ("Contre : Mme M.\nROY, Mme V. BLANC et Mme M.\nDUC\nLa proposition est rejetée.", ["ROY", "BLANC", "DUC"]),
        ("Contre : 1 (Mme Adeline\nROCHER)", ["ROCHER"]),
        ("Contre : Mme DES PRÉS Zoé Acte rendu exécutoire le 4 juin", ["DES PRÉS"]),
        ("Contre : Mme INCONNU Zoé Acte rendu exécutoire le 4 juin", []),
    ],
)
def test_voters(text: str, voters: list[str]) -> None:
    told = vote_names.named_behind_labels(span(text), Assembly(Style(), MEMBERS, None), lambda _words: False)
    assert [voter.person.value.nom for one in told for voter in one.voters if voter.person] == voters


def test_a_verb_that_leads_to_names_is_a_label() -> None:
    text = span("Ont voté contre : Mme ROY, M. PETIT Se sont abstenus : Mme BLANC")
    assert vote_names.named_before_verbs(text, Assembly(Style(), MEMBERS, None), lambda _words: False) == []


def test_a_verb_behind_names_is_one() -> None:
    (told,) = vote_names.named_before_verbs(
        span("Mme ROY et M. PETIT s'abstiennent."), Assembly(Style(), MEMBERS, None), lambda _words: False
    )
    assert [voter.person.value.nom for voter in told.voters if voter.person] == ["ROY", "PETIT"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Mme A.-M. ROCHER, Présidente", "A.-M.", "ROCHER"),
        ("ROCHER Y.\nPrésents", "Y.", "ROCHER"),
        ("M. ROCHER.\nETAIENT", None, "ROCHER"),
        ("Luc PETIT Sur 12 membres", "Luc", "PETIT"),
        ("P. PETIT. Le conseil", "P.", "PETIT"),
        ("M. Ch. ROCHER", "Ch.", "ROCHER"),
    ],
)
def test_whom_a_text_begins_with(text: str, first: str | None, last: str) -> None:
    who = name_lists.leading_person(span(text), Style())
    assert who is not None
    assert (who.value.prenom, who.value.nom) == (first, last)


@pytest.mark.parametrize(
    ("text", "civilite", "last"),
    [
        ("sous la présidence de M. Luc PETIT, Maire", "M.", "PETIT"),
        ("sous la présidence de M. PETIT L., Maire", "M.", "PETIT"),
        ("sous la présidence de M.-L. PETIT, Maire", None, "PETIT"),
    ],
)
def test_an_m_where_the_lists_write_initials(text: str, civilite: str | None, last: str) -> None:
    who = officers.presiding(span(text), Style(initials=True))
    assert who is not None
    assert (who.value.civilite, who.value.nom) == (civilite, last)


def test_a_civility_at_a_lines_start_begins_another_name() -> None:
    (who,) = name_lists.named_in(span("C.\nM. F. ROCHER a été nommé secrétaire."), Style())
    assert (who.value.civilite, who.value.nom) == ("M.", "ROCHER")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Pouvoirs : Mme Eve ROY mandataire M. Quentin\nDES PRÉS", {"pouvoirs": ["ROY/DES PRÉS"]}),
        ("Excusés : PETIT, L. ; ROY, M. représenté par BLANC, M.-C. ; DUC, N.", {"pouvoirs": ["ROY/BLANC"], "away": ["PETIT", "DUC"]}),
        ("Excusés : Luc PETIT excusé et Eve ROY représentée par Zoé BLANC", {"pouvoirs": ["ROY/BLANC"], "away": ["PETIT"]}),
        ("Absents : Noël DUC, Luc PETIT et Eve ROY donnant pouvoir à Zoé BLANC", {"pouvoirs": ["ROY/BLANC"], "away": ["DUC", "PETIT"]}),
        ("Excusés : M. Luc PETIT et Mme Eve ROY ont donné pouvoir à Zoé BLANC", {"pouvoirs": ["PETIT/BLANC", "ROY/BLANC"]}),
        ("Pouvoirs : Mme E. ROY, absente, a donné pouvoir à M. A.\nBLANC ; M. L. PETIT, absent, a donné pouvoir à Mme Z. DUC", {"pouvoirs": ["ROY/BLANC", "PETIT/DUC"]}),
        ("Excusés : Luc PETIT – M. Noël\nDUC excusé – Zoé BLANC excusée", {"away": ["PETIT", "DUC", "BLANC"]}),
        ("Excusés : Luc PETIT. Mme Eve ROY, ayant obtenu la majorité, a été désignée.", {"away": ["PETIT"]}),
        ("Excusés : Luc PETIT. Mme Eve ROY a donné pouvoir à Zoé BLANC.", {"pouvoirs": ["ROY/BLANC"], "away": ["PETIT"]}),
    ],
)  # fmt: skip
def test_pairs_and_states_in_one_list(text: str, told: dict[str, list[str]]) -> None:
    found = lists(text)
    assert {key: found.get(key, []) for key in ("away", "pouvoirs")} == {"away": [], "pouvoirs": [], **told}


def test_a_list_whose_label_stands_in_mid_line() -> None:
    text = "s'est assemblé. Présidence : Mme Eve ROY, Maire Liste des membres présents : Mme Eve ROY, M. Luc PETIT."
    assert lists(text)["presents"] == ["ROY", "PETIT"]


@pytest.mark.parametrize("ocr", [False, True])
def test_communes_that_are_named_like_people_are_labels_where_they_open_lines(ocr: bool) -> None:
    text = "Présents :\nFLORENCE : Eve ROY, Luc PETIT\nVALENCE : Zoé BLANC, Guy LONG\n"
    assert lists(text, ocr)["presents"] == ["ROY", "PETIT", "BLANC", "LONG"]
