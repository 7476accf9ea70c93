"""What redundancy mends, and what it must leave as it was read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts import act, alter, copy, member
from delibparse.errors import BadRoster
from delibparse.model.fields import JOURS
from delibparse.model.people import confidence, namings, rename
from delibparse.model.pointers import put
from delibparse.model.record import DateImprimee, Deliberation, Lieu, Personne, Pouvoir, Voix
from delibparse.reconcile import Member, Reading, load, reconcile
from delibparse.similarity.names import misread_first_name
from delibparse.similarity.ocr import distance


def mend(records: list[Deliberation], members: Sequence[Member] = (), suspect: frozenset[str] = frozenset()) -> None:
    """`reconcile` of acts that OCR has read."""
    reconcile([Reading(record, frozenset({1, 2}), suspect) for record in records], members)


def read(record: Deliberation, pointer: str, sureness: float) -> None:
    """As if the value had been read with that confidence, at a place of its own."""
    place = len(record.provenance) * 10.0
    record.provenance[pointer] = [Lieu(page=1, bbox=(0, place, 1, place + 8), confiance=sureness, texte="?")]


def scanned(sureness: float = 0.95, **changes: object) -> Deliberation:
    """The act of `acts.act`, every name and figure read with one confidence."""
    record = act(**changes)
    record.presents[4] = Personne("Jeanne ESTEVE", None, "Jeanne", "ESTEVE")
    record.pouvoirs[1] = Pouvoir(member("LOIN1"), Personne("Jeanne ESTEVE", None, "Jeanne", "ESTEVE"))
    pointers = [pointer for pointer, _ in namings(record)]
    pointers += ["/effectif/presents", "/effectif/pouvoirs", "/vote/pour", "/vote/contre", "/vote/abstentions"]
    for pointer in pointers:
        read(record, pointer, sureness)
    return record


def misread(record: Deliberation, pointer: str, nom: str, sureness: float = 0.5, prenom: str = "Jeanne") -> None:
    rename(record, pointer, Personne(f"{prenom} {nom}", None, prenom, nom))
    read(record, pointer, sureness)


def who(record: Deliberation, pointer: str) -> str:
    return dict(namings(record))[pointer].texte


def test_a_name_read_unsurely_is_the_one_read_surely_elsewhere() -> None:
    record = scanned()
    misread(record, "/presents/4", "ESTEVF")
    mend([record])
    assert who(record, "/presents/4") == "Jeanne ESTEVE"
    [row] = record.corriges
    assert (row.champ, row.lu, row.retenu) == ("/presents/4/nom", "ESTEVF", "ESTEVE")
    assert "Jeanne ESTEVE" in str(row.motif)


def test_a_name_much_misread_needs_the_whole_first_name() -> None:
    record = scanned()
    misread(record, "/pouvoirs/1/mandataire", "FSTFVF", 0.4)
    mend([record])
    assert who(record, "/pouvoirs/1/mandataire") == "Jeanne ESTEVE"
    record = scanned()
    misread(record, "/pouvoirs/1/mandataire", "FSTFVF", 0.4, prenom="J.")
    mend([record])
    assert who(record, "/pouvoirs/1/mandataire") == "J. FSTFVF"


def test_the_other_acts_of_the_file_tell_too() -> None:
    record, other = scanned(), scanned()
    misread(record, "/presents/4", "ESTEVF")
    misread(record, "/pouvoirs/1/mandataire", "ESTLVE")
    for row in other.provenance.values():
        row[0] = Lieu(page=2, bbox=row[0].bbox, confiance=row[0].confiance, texte="?")
    mend([record, other])
    assert who(record, "/presents/4") == who(record, "/pouvoirs/1/mandataire") == "Jeanne ESTEVE"
    assert other.corriges == []


def test_a_clear_reading_is_never_altered() -> None:
    record = scanned()
    misread(record, "/presents/4", "ESTEVF", 0.93)
    mend([record])
    assert who(record, "/presents/4") == "Jeanne ESTEVF"
    assert record.corriges == []


def test_two_members_one_letter_apart_stay_two() -> None:
    record = scanned()
    misread(record, "/presents/5", "ESTEVA")
    mend([record])
    assert who(record, "/presents/5") == "Jeanne ESTEVA"


def test_a_woman_is_not_the_man_of_her_name() -> None:
    record = scanned()
    rename(record, "/presents/4", Personne("Michel ESTEVE", None, "Michel", "ESTEVE"))
    misread(record, "/pouvoirs/1/mandataire", "ESTEVE", 0.5, prenom="Michele")
    mend([record])
    assert who(record, "/pouvoirs/1/mandataire") == "Michele ESTEVE"


def test_two_members_who_fit_leave_the_doubt() -> None:
    record = scanned()
    record.excuses += [Personne("Jeanne ESTEVI", None, "Jeanne", "ESTEVI")]
    read(record, "/excuses/2", 0.95)
    misread(record, "/pouvoirs/1/mandataire", "ESTEVL")
    mend([record])
    assert who(record, "/pouvoirs/1/mandataire") == "Jeanne ESTEVL"


def test_the_roster_mends_what_the_file_says_once() -> None:
    record = scanned()
    misread(record, "/excuses/0", "KLE1N", prenom="Paule")
    klein = Personne("Paule KLEIN", None, "Paule", "KLEIN")
    gone = copy(record)
    mend([record], [Member(klein, "2014-04-01", "2020-05-31")])
    assert who(record, "/excuses/0") == "Paule KLEIN"
    mend([gone], [Member(klein, "2020-06-01")])
    assert who(gone, "/excuses/0") == "Paule KLE1N"


def test_a_roster_is_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_bytes("Nom;Prenom;civilite;from;to\nKLEIN;Paule;Mme;2014-04-01;\nDUPRÉ;;;;\n".encode("latin-1"))
    klein, dupre = load(path)
    assert klein == Member(Personne("Paule KLEIN", "Mme", "Paule", "KLEIN"), "2014-04-01")
    assert dupre.who.texte == "DUPRÉ"


@pytest.mark.parametrize("content", ["prenom,age\nJeanne,3\n", "nom,from\nKLEIN,hier\n"])
def test_a_bad_roster_is_one_clear_failure(tmp_path: Path, content: str) -> None:
    path = tmp_path / "members.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadRoster):
        load(path)


def test_an_excused_member_whose_proxy_is_mended_is_represented() -> None:
    record = scanned()
    record.excuses[0] = Personne("Paule KLEIN", None, "Paule", "KLEIN")
    misread(record, "/pouvoirs/1/mandant", "KLFIN", prenom="Paule")
    mend([record])
    assert who(record, "/pouvoirs/1/mandant") == "Paule KLEIN"
    assert [person.nom for person in record.excuses] == ["LEDUC"]
    assert "/excuses/1" not in record.provenance


def test_voters_are_mended() -> None:
    record = scanned()
    alter(record, vote__noms__contre=[Voix(Personne("Jeanne ESTFVE", None, "Jeanne", "ESTFVE"), 1)])
    read(record, "/vote/noms/contre/0", 0.4)
    mend([record])
    assert record.vote.noms.contre[0].personne.texte == "Jeanne ESTEVE"
    assert record.vote.noms.contre[0].pouvoirs == 1


FIGURES = [
    ("/effectif/presents", 18, 10, "the list says ten, and so do the voters"),
    ("/vote/pour", 17, 11, "thirteen voters, two abstentions"),
    ("/vote/abstentions", 7, 2, "thirteen voters, eleven pour"),
]


@pytest.mark.parametrize(("pointer", "seen", "true", "why"), FIGURES)
def test_a_figure_that_breaks_its_sums_is_mended(pointer: str, seen: int, true: int, why: str) -> None:
    record = scanned(effectif__votants=13)
    read(record, "/effectif/votants", 0.95)
    section, name = pointer.split("/")[1:]
    put(record, pointer, seen)
    read(record, pointer, 0.4)
    mend([record])
    assert getattr(getattr(record, section), name) == true
    assert [(row.champ, row.lu, row.retenu) for row in record.corriges] == [(pointer, seen, true)]


def test_a_clear_figure_that_breaks_its_sums_is_the_clerks() -> None:
    record = scanned(effectif__votants=13)
    alter(record, vote__pour=17)
    mend([record])
    assert record.vote.pour == 17
    assert record.corriges == []


def test_a_figure_that_a_second_reading_made_suspect_is_mended_however_clear() -> None:
    record = scanned(effectif__votants=13, vote__pour=17)
    mend([record], suspect=frozenset({"/vote/pour"}))
    assert record.vote.pour == 11


def test_a_figure_unlike_what_the_sums_ask_is_left() -> None:
    record = scanned(effectif__votants=13)
    read(record, "/effectif/votants", 0.95)
    alter(record, vote__pour=40)
    read(record, "/vote/pour", 0.3)
    mend([record])
    assert record.vote.pour == 40


def test_a_side_that_was_not_read_leaves_the_others() -> None:
    record = scanned(effectif__votants=13)
    read(record, "/effectif/votants", 0.95)
    alter(record, vote__pour=12, vote__contre=0, vote__abstentions=None)
    read(record, "/vote/contre", 0.3)
    mend([record])
    assert record.vote.contre == 0


FIRST_NAMES = [
    ("Syivain", "Sylvain"), ("Benoit", None), ("Yveite", "Yvette"), ("Michele", None), ("Jean-Pierre", None), ("Aurel", None),
    ("Ylva", None), ("P.", None), (None, None), ("Karlne", "Karine"),
]  # fmt: skip


@pytest.mark.parametrize(("seen", "true"), FIRST_NAMES)
def test_a_first_name_that_is_none_is_the_one_it_looks_like(seen: str | None, true: str | None) -> None:
    assert misread_first_name(seen) == true


def test_a_misread_first_name_mends_no_other() -> None:
    record = scanned()
    rename(record, "/presents/4", Personne("Yveite ESTEVE", None, "Yveite", "ESTEVE"))
    rename(record, "/pouvoirs/1/mandataire", Personne("Yvette ESTEVE", None, "Yvette", "ESTEVE"))
    read(record, "/pouvoirs/1/mandataire", 0.7)
    mend([record])
    assert who(record, "/pouvoirs/1/mandataire") == "Yvette ESTEVE"
    assert who(record, "/presents/4") == "Yveite ESTEVE"  # clear: left to the checks


def test_sums_that_disagree_leave_the_figure() -> None:
    record = scanned(effectif__votants=15)
    read(record, "/effectif/votants", 0.95)
    alter(record, effectif__presents=11)
    read(record, "/effectif/presents", 0.4)
    mend([record])
    assert record.effectif.presents == 11  # the list says ten, the voters less the proxies twelve


def test_what_was_deduced_from_a_mended_figure_is_deduced_again() -> None:
    record = scanned(effectif__votants=13)
    read(record, "/effectif/votants", 0.95)
    alter(record, vote__pour=1, vote__contre=2, vote__abstentions=0)
    alter(record, vote__resultat="rejete")
    record.deduits = ["/vote/resultat"]
    read(record, "/vote/pour", 0.4)
    mend([record])
    assert (record.vote.pour, record.vote.resultat) == (11, "adopte")


def test_a_text_layer_is_never_altered() -> None:
    record = act()
    record.presents[4] = Personne("Jeanne ESTEVF", None, "Jeanne", "ESTEVF")
    alter(record, effectif__presents=18)
    before = copy(record)
    mend([record])
    assert copy(record) == before


@given(st.floats(0, 1), st.integers(0, 9))
def test_a_consistent_act_is_left_whatever_its_confidence(sureness: float, k: int) -> None:
    record = scanned(sureness)
    read(record, f"/presents/{k}", 0.99)
    before = copy(record)
    mend([record])
    assert copy(record) == before


WORDS = st.text("abeilnotuvz0158", max_size=9)


@given(WORDS, WORDS)
def test_the_distance_is_one(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


def test_every_naming_can_be_renamed() -> None:
    record = scanned()
    alter(record, rapporteur=member("MARTY"), formalites__signataire=member("MARTY"), seance__president=member("MARTY"))
    for pointer, _ in list(namings(record)):
        rename(record, pointer, member("AUTRE"))
    assert {person.nom for _, person in namings(record)} == {"AUTRE"}
    assert confidence(record, "/nowhere") == 1.0


def dated(printed: str, iso: str, sureness: float, identifier: str | None = None) -> Deliberation:
    record = act(seance__date=iso, identifiant_acte=identifier)
    record.provenance["/seance/date"] = [Lieu(page=1, bbox=(0, 0, 9, 9), confiance=sureness, texte=printed)]
    weekday = printed.split()[0] if printed.split()[0] in JOURS else None
    alter(record, indices__dates_imprimees=[DateImprimee(printed, iso, weekday)])
    return record


@pytest.mark.parametrize(
    ("printed", "iso", "sureness", "identifier", "kept"),
    [
        ("le 13 juin 2019", "2019-06-13", 0.5, "086-218600666-20190618-2019_01-DE", "2019-06-18"),
        ("mardi 13 juin 2019", "2019-06-13", 0.5, None, "2019-06-18"),  # a 3 for an 8; the 13th was a Thursday
        ("mardi 13 juin 2019", "2019-06-13", 0.9, None, "2019-06-13"),  # clearly read: the clerk's slip
        ("mardi 12 juin 2019", "2019-06-12", 0.5, None, "2019-06-12"),  # no Tuesday looks like the 12th
        ("jeudi 13 juin 2019", "2019-06-13", 0.5, "086-218600666-20190618-2019_01-DE", "2019-06-13"),  # borne out
        ("le 13 juin 2019", "2019-06-13", 0.5, "086-218600666-20190704-PV-DE", "2019-06-13"),  # sent later
        ("le 13 juin 2019", "2019-06-13", 0.5, "086-218600666-20190618-2019_01-AU", "2019-06-13"),  # a procès-verbal
    ],
)
def test_dates(printed: str, iso: str, sureness: float, identifier: str | None, kept: str) -> None:
    record = dated(printed, iso, sureness, identifier)
    mend([record])
    assert record.seance.date == kept
    assert [(row.champ, row.lu, row.retenu) for row in record.corriges] == (
        [] if kept == iso else [("/seance/date", iso, kept)]
    )


def test_acts_of_one_session_are_mended_one_by_one() -> None:
    """The items of a procès-verbal share their header's values: each act has its own row for what was mended."""
    first, second = (dated("mardi 13 juin 2019", "2019-06-13", 0.5) for _ in range(2))
    second.seance = first.seance
    mend([first, second])
    assert [a.seance.date for a in (first, second)] == ["2019-06-18", "2019-06-18"]
    assert [len(a.corriges) for a in (first, second)] == [1, 1]
