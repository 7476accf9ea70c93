"""Words of the header, the attendance and the vote that no value explains; and the warnings that tell of them."""

from __future__ import annotations

import pytest

from acts import act, member
from delibparse.assemble import accounts
from delibparse.checks import check_act, lecture, leftovers
from delibparse.grammar.lexicon import lexicon
from delibparse.model import arithmetic
from delibparse.model.record import Correction, Deliberation, Effectif, Indices, NomsVote, NonLu, Voix, Vote, Zone
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

PLAIN = """Commune de Vaux

EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

Séance du 12 mars 2021

L'an deux mille vingt et un, le douze mars à vingt heures, le conseil municipal, dûment convoqué, s'est réuni à la mairie sous la présidence de M. Luc PETIT, Maire.

Présents : {presents}

Absents excusés : {away}

Secrétaire de séance : Mme Zoé BLANC

Objet : Achat d'une balayeuse

Le maire dit que les rues sont sales.

Le conseil municipal, après en avoir délibéré, décide d'acheter une balayeuse.

{vote}

Fait et délibéré les jour, mois et an que dessus."""

PARTS = {
    "presents": "M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR",
    "away": "Mme Eve ROUX (pouvoir à M. Luc PETIT)",
    "vote": "Pour : 4 Contre : 0 Abstention : 0",
}


def read(**parts: str) -> Deliberation:
    text = PLAIN.format(**(PARTS | parts))
    (one,) = extract_bytes(text.encode(), "a.txt", Options()).deliberations
    return one


def left(one: Deliberation) -> list[tuple[str, str]]:
    return [(item.zone, item.texte) for item in one.indices.non_lus]


def codes(one: Deliberation) -> set[str]:
    return {warning.code for warning in one.avertissements} & {"LEC006", "LEC007", "LEC008", "LEC009"}


EXPLAINED: list[dict[str, str]] = [
    {},
    {"presents": "M. Luc PETIT, maire, Mme Zoé BLANC, adjointe, M. Paul NOIR, conseiller municipal"},
    {"presents": "M. Luc PETIT ; Mme Zoé BLANC et M. Paul NOIR"},
    {"presents": "M. Luc PETIT (Vaux), Mme Zoé BLANC (Vaux), M. Paul NOIR"},
    {"away": "Mme Eve ROUX qui a donné procuration à M. Luc PETIT"},
    {"away": "néant"},
    {"away": "Mme Eve ROUX (pouvoir à M. Luc PETIT)\n\nPouvoirs : 1\n\nRÉPUBLIQUE FRANÇAISE"},
    {"away": "Mme Eve ROUX (pouvoir à M. Luc PETIT)\n\nPouvoirs : 1\n\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS"},
    {"vote": "Adopté à l'unanimité des membres présents et représentés."},
    {"vote": "Le conseil adopte à la majorité : 3 voix pour, 1 voix contre (M. Paul NOIR), 0 abstention."},
    {"vote": "M. Paul NOIR s'abstient."},
]


@pytest.mark.parametrize("parts", EXPLAINED)
def test_every_word_of_an_act_is_accounted_for(parts: dict[str, str]) -> None:
    one = read(**parts)
    assert (left(one), codes(one)) == ([], set())


LEFT: list[tuple[dict[str, str], list[tuple[str, str]], set[str]]] = [
    ({"presents": "M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR, Mme Eve TOO:R"}, [("presences", "Mme Eve TOO:R")], {"LEC006"}),
    ({"presents": "M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR, brouette"}, [("presences", "brouette")], set()),
    ({"vote": "Pour : 4 Contre : 0 Abstention : 0 soit 77 crayons"}, [("vote", "77 crayons")], {"LEC007"}),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "items", "told"), LEFT)
def test_what_nothing_explains_is_told(parts: dict[str, str], items: list[tuple[str, str]], told: set[str]) -> None:
    one = read(**parts)
    assert (left(one), codes(one)) == (items, told)


KNOWN = [
    "présents",
    "absente",
    "l'unanimité",
    "maire",
    "conseillère",
    "procuration",
    "mars",
    "mme",
    "exercice",
]
UNKNOWN = ["brouette", "petit", "martin", "balayeuse", "crayons", "xq"]


@pytest.mark.parametrize(("word", "known"), [*((w, True) for w in KNOWN), *((w, False) for w in UNKNOWN)])
def test_the_words_that_such_parts_are_made_of(word: str, known: bool) -> None:
    assert accounts.is_known(word, lexicon()) is known


# ---- The rules -------------------------------------------------------------------------------------------------------


def with_left(*items: tuple[Zone, str]) -> Deliberation:
    one = act()
    one.indices = Indices(non_lus=[NonLu(zone, text, 1) for zone, text in items])
    return one


NAMES = [
    ("Mme Eve TOO:R", True),
    ("HUBERTOT", True),
    ("E. R.", False),
    ("brouette", False),
    ("Le", False),
    ("12", False),
]


@pytest.mark.parametrize(("text", "named"), NAMES)
def test_words_that_may_name_someone(text: str, named: bool) -> None:
    assert leftovers.has_name(NonLu("presences", text, 1)) is named


def test_a_rule_about_someone_missing_is_milder_while_a_name_is_unread() -> None:
    assert leftovers.while_unread(with_left(("presences", "Mme TOO:R"))) == "alerte"
    assert leftovers.while_unread(with_left(("presences", "brouette"), ("entete", "Mme TOOR"))) is None
    assert leftovers.while_unread(act()) is None


RULES: list[tuple[list[tuple[Zone, str]], dict[str, list[list[str]]]]] = [
    ([], {}),
    ([("presences", "Mme TOO:R")], {"LEC006": [["/indices/non_lus/0"]]}),
    ([("presences", "12")], {}),
    ([("vote", "77 crayons")], {"LEC007": [["/indices/non_lus/0"]]}),
    ([("entete", "Présents : 12"), ("vote", "13")], {"LEC007": [["/indices/non_lus/0"], ["/indices/non_lus/1"]]}),
    ([("entete", "Eve ROUX"), ("entete", "PETIT Luc")], {}),
    (
        [("entete", "Eve ROUX"), ("entete", "PETIT Luc"), ("entete", "Zoé BLANC")],
        {"LEC008": [["/indices/non_lus/0", "/indices/non_lus/1", "/indices/non_lus/2"]]},
    ),
    ([("entete", "une brouette rouge")], {}),
    ([("entete", "une brouette"), ("vote", "très rouge")], {"LEC009": [["/indices/non_lus/0", "/indices/non_lus/1"]]}),
    # four words that another rule tells are not told twice
    ([("presences", "Mme Eve TOO:R adjointe déléguée")], {"LEC006": [["/indices/non_lus/0"]]}),
    ([("vote", "les 77 crayons très rouges")], {"LEC007": [["/indices/non_lus/0"]]}),
]


@pytest.mark.parametrize(("items", "found"), RULES)
def test_the_rules_of_what_is_left_over(items: list[tuple[Zone, str]], found: dict[str, list[list[str]]]) -> None:
    one = with_left(*items)
    rules = {
        "LEC006": lecture.unread_member, "LEC007": lecture.contradicted_figure,
        "LEC008": lecture.unread_people, "LEC009": lecture.unexplained_words,
    }  # fmt: skip
    told = {code: [list(finding.fields) for finding in rule.check(one)] for code, rule in rules.items()}
    assert {code: pointers for code, pointers in told.items() if pointers} == found


# ---- Sums ------------------------------------------------------------------------------------------------------------


def voices(*names: str, carried: int = 0) -> list[Voix]:
    return [Voix(member(name), carried if k == 0 else 0) for k, name in enumerate(names)]


NAMED: list[tuple[Effectif, Vote, dict[str, int]]] = [
    (Effectif(votants=13), Vote(pour=11, noms=NomsVote(contre=voices("HUET", "JOLY"))), {"contre": 2}),
    (Effectif(presents=10, pouvoirs=3), Vote(pour=11, noms=NomsVote(contre=voices("HUET", carried=1))), {"contre": 2}),
    (
        Effectif(votants=13),
        Vote(pour=10, noms=NomsVote(contre=voices("HUET", "JOLY"), abstentions=voices("CARON"))),
        {"contre": 2, "abstentions": 1},
    ),
    (Effectif(votants=13), Vote(pour=10, abstentions=1, noms=NomsVote(contre=voices("HUET", "JOLY"))), {"contre": 2}),
    # the sum does not come out, or cannot be made: nothing is proved
    (Effectif(votants=13), Vote(pour=10, noms=NomsVote(contre=voices("HUET", "JOLY"))), {}),
    (Effectif(votants=13), Vote(noms=NomsVote(contre=voices("HUET", "JOLY"))), {}),
    (Effectif(presents=10), Vote(pour=11, noms=NomsVote(contre=voices("HUET", "JOLY"))), {}),
    (Effectif(votants=13), Vote(pour=13), {}),
]


@pytest.mark.parametrize(("declared", "vote", "counts"), NAMED)
def test_counts_that_names_and_sums_prove(declared: Effectif, vote: Vote, counts: dict[str, int]) -> None:
    assert arithmetic.named_counts(declared, vote) == counts


UNANIMOUS: list[tuple[Effectif, Vote, int | None]] = [
    (Effectif(votants=13), Vote(unanimite=True), 13),
    (Effectif(presents=10, pouvoirs=3), Vote(unanimite=True), 13),
    (Effectif(votants=13), Vote(unanimite=True, non_participants=1), 12),
    (Effectif(presents=10, pouvoirs=3, votants=13), Vote(unanimite=True, contre=0, abstentions=0), 13),
    # more voters than can vote; someone against; nothing said
    (Effectif(presents=10, pouvoirs=1, votants=13), Vote(unanimite=True), None),
    (Effectif(votants=13), Vote(unanimite=True, abstentions=1), None),
    (Effectif(votants=13), Vote(unanimite=True, contre=1), None),
    (Effectif(votants=13), Vote(unanimite=False), None),
    (Effectif(votants=13), Vote(), None),
    (Effectif(presents=10), Vote(unanimite=True), None),
    (Effectif(), Vote(unanimite=True), None),
]


@pytest.mark.parametrize(("declared", "vote", "pour"), UNANIMOUS)
def test_the_voices_of_a_unanimous_vote(declared: Effectif, vote: Vote, pour: int | None) -> None:
    one = act()
    one.effectif = declared
    assert arithmetic.unanimous_voices(one, vote) == pour


@pytest.mark.parametrize(("president", "pour"), [(None, None), ("ABADIE", None), ("ZOLA", 14)])
def test_no_more_voices_than_there_are_members_to_cast_them(president: str | None, pour: int | None) -> None:
    """Ten are listed, three gave proxies: fourteen voters are one too many, unless the list leaves out who presides."""
    one = act(seance__president=member(president) if president else None)
    one.effectif = Effectif(votants=14)
    assert arithmetic.unanimous_voices(one, Vote(unanimite=True)) == pour
    assert ("EFF050" in {warning.code for warning in check_act(one)}) == (pour is None)


def test_a_member_added_in_review_is_no_more_unread() -> None:
    one = with_left(("presences", "Mme Eve TOO:R"))
    one.corriges = [Correction("/presents/-", None, "Mme Eve TOOR", "relecture")]
    assert list(lecture.unread_member.check(one)) == []
