"""What an archive teaches of its bodies, and what that mends."""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from conftest import on_a_terminal
from delibparse.batch.given import give_body
from delibparse.batch.journal import what_was_seen
from delibparse.batch.learning import profiles
from delibparse.batch.whose import by_days, by_members, is_of_others
from delibparse.batchfolder import BatchFolder
from delibparse.checks import check_act
from delibparse.corrections import Word
from delibparse.corrections.model import Spot
from delibparse.corrections.teach import Lesson, spread
from delibparse.corrections.teach import learn as learn_from
from delibparse.model.people import namings
from delibparse.model.record import (
    Collectivite,
    Deliberation,
    Document,
    Effectif,
    Lecture,
    Lieu,
    Personne,
    Pouvoir,
    Seance,
    Source,
)
from delibparse.profile import Profile, Seen, circle_of, learn, seen_in
from delibparse.profile.seen import from_json
from delibparse.reconcile import Reading, load, mend_by_archive
from delibparse.showing.paper import Paper, printed
from delibparse.showing.profile import shown_profile
from delibparse.showing.words import Words

Run = Callable[..., subprocess.CompletedProcess[bytes]]

COUNCIL = (
    "Alice AUBRAC", "Hervé BELLON", "Odile CAZENAVE", "Paul DAUBIGNY", "Jeanne ESTEVE", "Luc FARGUES", "Nadia GUILLOU",
    "Rémi HARDOUIN", "Sylvie IMBERT", "Yves JOUANNET", "Claire KERMADEC",
)  # fmt: skip
BODY = Collectivite(nom="Commune de Valbrune", type="commune")


def person(name: str) -> Personne:
    prenom, _, nom = name.rpartition(" ")
    return Personne(name, None, prenom or None, nom)


def session(day: str, *names: str, away: tuple[str, ...] = (), body: Collectivite = BODY) -> Deliberation:
    return Deliberation(
        collectivite=body,
        organe="conseil municipal",
        seance=Seance(date=day),
        presents=[person(name) for name in names or COUNCIL],
        excuses=[person(name) for name in away],
    )


def scanned(record: Deliberation, doubts: dict[str, float] | None = None) -> Deliberation:
    """As if OCR had read it, each name at a place of its own; `doubts` are the confidences of those read unsurely."""
    for k, (pointer, who) in enumerate(namings(record)):
        sure = (doubts or {}).get(who.texte, 0.95)
        record.provenance[pointer] = [Lieu(page=1, bbox=(0, k * 10, 9, k * 10 + 8), confiance=sure, texte=who.texte)]
    return record


def told(*records: Deliberation, ocr: bool = False) -> Seen:
    lecture = [Lecture(1, "ocr" if ocr else "texte", 0.9, 0, 0.0)]
    return seen_in(Document(source=Source("a", "0" * 64, 1, lecture), deliberations=list(records)))


def names(profile: Profile) -> list[str]:
    return [member.who.texte for member in profile.members]


def only(profiles: dict[str, Profile]) -> Profile:
    (profile,) = profiles.values()
    return profile


ARCHIVE = [
    told(session("2019-02-04", *COUNCIL[:6])),
    told(session("2020-02-03", *COUNCIL[:6])),
    told(session("2020-05-25", *COUNCIL[3:])),
    told(session("2020-09-14", *COUNCIL[3:], "Marc LEFORT")),
    told(session("2021-03-01", *COUNCIL[3:10], "Marc LEFORT", away=("Claire KERMADEC",))),
    told(session("2022-03-07", *COUNCIL[4:], "Marc LEFORT")),
]


def test_members_by_mandate_who_came_and_who_went() -> None:
    profile = only(learn(ARCHIVE))
    assert [(one.first, one.last, one.sessions) for one in profile.mandates] == [
        ("", "2020-05-24", 2), ("2020-05-25", "", 4),
    ]  # fmt: skip
    spans = {member.who.texte: member.spans for member in profile.members}
    assert [(one.mandate, one.first, one.last, one.sessions) for one in spans["Jeanne ESTEVE"]] == [
        (0, "2019-02-04", "2020-02-03", 2), (1, "2020-05-25", "2022-03-07", 4),
    ]  # fmt: skip
    assert [(one.came, one.went) for one in spans["Marc LEFORT"]] == [(True, False)]
    assert [(one.came, one.went) for one in spans["Paul DAUBIGNY"]] == [(False, False), (False, True)]
    assert [one.mandate for one in spans["Alice AUBRAC"]] == [0]


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_files_changes_nothing(seed: int) -> None:
    extra = [told(session("2021-06-07", "Jeanne ESTEVF", *COUNCIL[5:])), told(session("2021-09-06", "ESTEVE"))]
    shuffled = [from_json(one.to_json()) for one in ARCHIVE + extra]
    random.Random(seed).shuffle(shuffled)
    assert learn(shuffled) == learn(ARCHIVE + extra)


@pytest.mark.parametrize(
    ("odd", "joins"),
    [
        ("Jeanne ESTEVF", True),  # a slip
        ("Jeanne ESTEVE-ROUX", True),  # a double name
        ("J. ESTEVE", True),
        ("ESTEVE", True),
        ("Jeanne", True),  # the family name was lost
        ("Jearne ESTEVE", True),  # no first name is written so
        ("Jean ESTEVE", False),
        ("Jeanne MORVAN", False),
    ],
)
def test_what_is_another_spelling_of_a_member_and_what_is_another_person(odd: str, joins: bool) -> None:
    others = tuple(name for name in COUNCIL if name != "Jeanne ESTEVE")
    profile = only(learn([*ARCHIVE, told(session("2021-06-07", odd, *others))]))
    assert (odd not in names(profile)) is joins
    if joins:
        (spelt,) = [member for member in profile.members if member.who.texte == "Jeanne ESTEVE"]
        assert len(spelt.forms) == 2


def test_two_members_a_letter_apart_stay_two_when_one_list_names_both() -> None:
    both = [told(session(f"2021-{month:02d}-01", *COUNCIL, "Jeanne ESTEVA")) for month in (1, 2)]
    assert {"Jeanne ESTEVE", "Jeanne ESTEVA"} <= set(names(only(learn([*ARCHIVE, *both]))))
    apart = [told(session(f"2021-{month:02d}-01", *COUNCIL[5:], "Jeanne ESTEVA")) for month in (1, 2)]
    assert "Jeanne ESTEVA" not in names(only(learn([*ARCHIVE, *apart])))


def test_a_doubtful_reading_makes_no_member() -> None:
    misread = scanned(session("2021-06-07", *COUNCIL, "Zoé QUERCY"), {"Zoé QUERCY": 0.5})
    assert "Zoé QUERCY" not in names(only(learn([*ARCHIVE, told(misread, ocr=True)])))
    assert "Zoé QUERCY" in names(only(learn([*ARCHIVE, told(session("2021-06-07", *COUNCIL, "Zoé QUERCY"))])))


def test_a_body_is_one_with_its_siren_or_without() -> None:
    known = replace(BODY, siren="211600507")
    assert list(learn([told(session("2021-03-01")), told(session("2021-04-01", body=known))])) == ["211600507"]
    other = replace(BODY, siren="218600666")
    of_two = learn([told(session(f"2021-0{k}-01", body=body)) for k, body in enumerate((BODY, known, other), 1)])
    assert len(of_two) == 3  # the name alone may be either's


# ---- what it mends -------------------------------------------------------------------------------------------------


def mended(record: Deliberation, archive: list[Seen] = ARCHIVE) -> list[tuple[str, Any, Any]]:
    circle = circle_of(only(learn([*archive, told(record, ocr=True)])))
    mend_by_archive([Reading(record, frozenset({1}))], circle)
    return [(row.champ, row.lu, row.retenu) for row in record.corriges]


def test_a_doubtful_name_is_the_members_whom_the_other_sessions_name() -> None:
    record = scanned(session("2021-06-07", "Jeanne ESTEVF", *COUNCIL[5:]), {"Jeanne ESTEVF": 0.6})
    assert mended(record) == [("/presents/0/nom", "ESTEVF", "ESTEVE")]
    assert "dans 4 séances" in str(record.corriges[0].motif)
    assert record.presents[0].texte == "Jeanne ESTEVE"


def test_a_clear_name_is_not_altered_and_a_text_layer_never() -> None:
    assert mended(scanned(session("2021-06-07", "Jeanne ESTEVF", *COUNCIL[5:]))) == []
    assert mended(session("2021-06-07", "Jeanne ESTEVF", *COUNCIL[5:])) == []


def test_a_reading_off_in_both_names_is_the_one_member_near_it() -> None:
    record = scanned(session("2021-06-07", "Jearne FSTEVF", *COUNCIL[5:]), {"Jearne FSTEVF": 0.3})
    assert [row[2] for row in mended(record)] == ["Jeanne", "ESTEVE"]
    listed = scanned(session("2021-06-07", "Jearne FSTEVF", *COUNCIL[4:]), {"Jearne FSTEVF": 0.3})
    assert mended(listed) == []  # she stands in the list already


def test_nobody_is_chosen_who_did_not_sit_in_that_mandate() -> None:
    record = scanned(session("2021-06-07", "Alice AUBRAG", *COUNCIL[4:]), {"Alice AUBRAG": 0.5})
    assert mended(record) == []
    before = scanned(session("2019-06-03", "Alice AUBRAG", *COUNCIL[1:6]), {"Alice AUBRAG": 0.5})
    assert mended(before) == [("/presents/0/nom", "AUBRAG", "AUBRAC")]


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("Memc Jeamme ESTEVE", "Jeanne ESTEVE"),  # a civility that was misread too
        ("Janine ESTEVE", "Janine ESTEVE"),  # another's name
        ("Xqzw ESTEVE", "Xqzw ESTEVE"),  # too far
    ],
)
def test_a_first_name_that_is_none_is_the_one_members_of_the_family(read: str, kept: str) -> None:
    record = scanned(session("2021-06-07", read, *COUNCIL[5:]), {read: 0.3})
    who = Personne(read, None, read.rpartition(" ")[0], "ESTEVE")
    record.presents[0] = who
    mended(record)
    assert record.presents[0].texte == kept


def test_what_is_read_alike_but_unsurely_twice_is_no_spelling() -> None:
    def unsure(day: str) -> Deliberation:
        return scanned(session(day, "Jeanne FSTEVE", *COUNCIL[5:]), {"Jeanne FSTEVE": 0.7})

    record = unsure("2021-06-07")
    assert mended(record, [*ARCHIVE, told(unsure("2021-09-06"), ocr=True)]) == [("/presents/0/nom", "FSTEVE", "ESTEVE")]


def test_a_first_name_read_alone_is_given_its_family_name() -> None:
    record = scanned(session("2021-06-07", "Jeanne", *COUNCIL[5:]))
    record.pouvoirs = [Pouvoir(person("Paul DAUBIGNY"), person("Luc FARGUES"))]
    assert mended(record) == [("/presents/0/nom", "Jeanne", "ESTEVE")]
    assert (record.presents[0].prenom, record.presents[0].texte) == ("Jeanne", "Jeanne")


@pytest.mark.parametrize(("read", "sure", "kept"), [(17, 0.4, 19), (17, 0.9, 17), (25, 0.4, 25)])
def test_a_doubtful_number_in_office_is_the_usual_one(read: int, sure: float, kept: int) -> None:
    declared = [replace_in_office(session(f"2021-0{k}-01"), 19) for k in (1, 2, 3)]
    record = scanned(replace_in_office(session("2021-06-07"), read))
    record.provenance["/effectif/en_exercice"] = [Lieu(page=1, bbox=(0, 0, 1, 1), confiance=sure, texte=str(read))]
    mended(record, [told(one) for one in declared])
    assert record.effectif.en_exercice == kept


def replace_in_office(record: Deliberation, figure: int) -> Deliberation:
    record.effectif = Effectif(en_exercice=figure)
    return record


def test_the_archive_tells_the_first_name_where_a_page_does_not() -> None:
    record = session("2021-06-07", *COUNCIL[3:])
    record.presents[0] = Personne("Daubigny Paul", None, "Daubigny", "Paul")
    record.presents[1] = Personne("JEANNE ESTEVE", None, None, "JEANNE ESTEVE")
    assert told(record).undivided
    assert not told(session("2021-06-07")).undivided
    assert mended(record) == []
    assert [(who.prenom, who.nom) for who in record.presents[:2]] == [("Paul", "Daubigny"), ("JEANNE", "ESTEVE")]
    assert record.deduits == [f"/presents/{k}/{part}" for k in (0, 1) for part in ("prenom", "nom")]
    alone = [told(session("2021-03-01", *(f"{name.split()[1].title()} {name.split()[0]}" for name in COUNCIL)))]
    other = session("2021-06-07", "Daubigny Paul")
    mended(other, alone)  # the other sessions do not tell it either
    assert (other.presents[0].prenom, other.deduits) == ("Daubigny", [])


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("JEANNE ESTEVE LUC FARGUES", ["JEANNE ESTEVE", "LUC FARGUES"]),
        ("M. Esteve Jeanne Fargues Luc Guillou Nadia", ["M. Esteve Jeanne", "Fargues Luc", "Guillou Nadia"]),
        ("ESTEVE | Jeanne", ["ESTEVE Jeanne"]),
        ("Luc | FARGUES", ["Luc FARGUES"]),
        ("M. FARGUES | Luc", ["M. FARGUES Luc"]),
        # none of these is cut otherwise
        ("Jeanne ESTEVE LUC", ["Jeanne ESTEVE LUC"]),  # a member of a longer name
        ("Jeanne ESTEVE Marc LEBRUN", ["Jeanne ESTEVE Marc LEBRUN"]),  # nobody knows the other
        ("JEANNE ESTEVE HERVE BELLON", ["JEANNE ESTEVE HERVE BELLON"]),  # who sat in the mandate before
        ("Jeanne ESTEVE | Jeanne ESTEVE-ROUX", ["Jeanne ESTEVE", "Jeanne ESTEVE-ROUX"]),  # two that resemble
        ("Luc FARGUES | LUC", ["Luc FARGUES", "LUC"]),  # two, one by the family name
        (
            "JEANNE ESTEVE LUC FARGUES | Luc FARGUES",
            ["JEANNE ESTEVE LUC FARGUES", "Luc FARGUES"],
        ),  # who is there already
    ],
)
def test_the_archive_tells_where_a_name_ends(printed: str, read: list[str]) -> None:
    record = session("2021-06-07", *COUNCIL[7:], *printed.split(" | "))
    for k, who in enumerate(record.presents):
        if who.texte.startswith("M. "):
            record.presents[k] = replace(who, civilite="M.")
    scanned(record)
    was = [who.texte for who in record.presents]
    mended(record)
    assert [who.texte for who in record.presents[4:]] == read
    rows = [row for row in record.corriges if row.champ.endswith("/texte")]
    assert len(rows) == (len(read) if [who.texte for who in record.presents] != was else 0)
    assert all("séances de la collectivité" in row.motif for row in rows)
    assert {f"/presents/{k}" for k in range(len(record.presents))} == set(record.provenance)
    assert [record.provenance[f"/presents/{k}"][0].texte for k in range(4)] == list(COUNCIL[7:])


@pytest.mark.parametrize(("declared", "there"), [(6, 6), (5, 5), (None, 6)])
def test_no_list_is_cut_against_the_declared_number(declared: int | None, there: int) -> None:
    record = session("2021-06-07", *COUNCIL[7:], "JEANNE ESTEVE LUC FARGUES")
    record.effectif = Effectif(presents=declared)
    mended(record)
    assert len(record.presents) == there


def test_a_word_alone_is_someone_where_others_are_named_by_one_too() -> None:
    record = session("2021-06-07", "GUILLOU", "HARDOUIN", "IMBERT", "FARGUES", "LUC")
    mended(record)
    assert [who.texte for who in record.presents] == ["GUILLOU", "HARDOUIN", "IMBERT", "FARGUES", "LUC"]


def test_two_members_run_together_are_no_third() -> None:
    extra = [told(session("2021-06-07", "Jeanne ESTEVE LUC FARGUES", *COUNCIL[6:]))]
    profile = only(learn([*ARCHIVE, *extra]))
    assert names(profile) == names(only(learn(ARCHIVE)))
    assert profile == only(learn([*extra, *ARCHIVE]))
    (jeanne,) = (one for one in profile.members if one.who.nom == "ESTEVE")
    assert jeanne.sessions == 7


def test_whom_no_other_session_names_is_told_once_for_the_session() -> None:
    record = scanned(session("2021-06-07", "Zoé QUERCY", "Jeanne ESTEVF", *COUNCIL[5:]))
    circle = circle_of(only(learn([*ARCHIVE, *[told(session("2021-07-05")), told(record, ocr=True)]])))
    (warning,) = [w for w in check_act(record, others=circle.of_others("2021-06-07")) if w.code == "NOM005"]
    assert (warning.champs, warning.portee, warning.gravite) == (["/presents/0"], "seance", "info")
    record.avertissements = [warning]
    assert "NOM005" in [w.code for w in check_act(record)]  # without the archive it stays as it was told
    text = session("2021-06-07", "Zoé QUERCY", *COUNCIL)
    assert "NOM005" not in [w.code for w in check_act(text, others=circle.of_others("2021-06-07"))]


def test_a_body_is_given_to_acts_that_tell_of_none() -> None:
    body = replace(BODY, siren="211600507")
    record = session("2021-06-07", body=Collectivite())
    give_body(record, body)
    assert record.collectivite == body
    assert set(record.deduits) == {"/collectivite/nom", "/collectivite/type", "/collectivite/siren"}
    assert "IDT011" in [w.code for w in check_act(record)]
    for other in (session("2021-06-07", body=Collectivite(nom="Commune de Hautval")), session("2021-06-07")):
        before = other.collectivite
        give_body(other, body)
        assert (other.collectivite, other.deduits) == (before, [])
    for organe in ("conseil communautaire", "conseil d'administration"):
        syndic = session("2021-06-07", body=Collectivite())
        syndic.organe = organe
        give_body(syndic, body)
        assert syndic.collectivite.nom is None


SYNDICS = ("Anne QUEMENER", "Loïc RAYNAL", "Hugues SABATIER", "Irène TEXIER", "Noël URVOY", "Zoé VASSEUR", COUNCIL[5])
NEIGHBOURS = ("Ève WAGNER", "Ali XERRI", "Guy YVON", "Léa ZELLER", "Max ARNOUX", COUNCIL[6])


@pytest.mark.parametrize(
    ("names", "whose"),
    [
        (COUNCIL[2:9], "communedevalbrune"),
        (SYNDICS, "ccdesmonts"),  # whom the commune sends sits on both
        ((*SYNDICS[:3], *COUNCIL[3:6]), None),
        (NEIGHBOURS, None),
        (COUNCIL[:3], None),  # too few
        (tuple(f"M. {name.rpartition(' ')[2]}" for name in COUNCIL), None),  # no first name is told
    ],
)
def test_minutes_that_name_no_body_are_of_the_council_whose_members_they_name(
    names: tuple[str, ...], whose: str | None
) -> None:
    group = Collectivite(nom="CC des Monts", type="epci")
    known = learn([*ARCHIVE, told(session("2021-04-06", *SYNDICS, body=group))])
    circles = {key: circle_of(profile) for key, profile in known.items()}
    headless = session("2021-06-07", *names, body=Collectivite())
    if whose is None and names[0].startswith("M. "):
        headless.presents = [Personne(name, "M.", None, name[3:]) for name in names]
    assert by_members(told(headless), circles) == whose
    assert is_of_others(told(headless), circles["communedevalbrune"]) == (names in (SYNDICS, NEIGHBOURS))


@pytest.mark.parametrize(
    ("days", "whose"),
    [
        (("2021-01-11", "2021-03-08", "2021-05-03"), "a"),
        (("2021-01-11", "2021-03-08", "2021-05-03", "2021-12-01", "2021-12-02"), "a"),  # minutes of two are missing
        (("2021-01-11", "2021-03-08"), None),
        (("2021-01-11", "2021-03-08", "2021-05-03", "2021-06-07"), None),  # the other body's
        (("2021-01-11", "2021-03-08", "2021-05-03", "2021-12-01", "2021-12-02", "2021-12-03"), None),
    ],
)
def test_a_list_of_acts_is_of_the_body_that_sat_on_its_days(days: tuple[str, ...], whose: str | None) -> None:
    sat = {"a": {"2021-01-11", "2021-03-08", "2021-05-03"}, "b": {"2021-06-07"}}
    listed = [Deliberation(seance=Seance(date=day)) for day in days]
    assert by_days(seen_in(document("a", *listed)), sat) == whose
    listed[0].presents = [person("Ève WAGNER")]
    assert by_days(seen_in(document("a", *listed)), sat) is None


# ---- the command ---------------------------------------------------------------------------------------------------


def _act(
    number: int,
    day: str,
    head: str = "COMMUNE DE VALBRUNE\n\n",
    there: str = "Alice AUBRAC, Hervé BELLON, Odile CAZENAVE",
) -> str:
    return (
        f"{head}Délibération n° 2023-{number:03d}\n\nSéance du {day}\n\nEn exercice : 5 Présents : 3 Votants : 3\n\n"
        f"Présents : {there}\n\nObjet : Travaux de la rue {number}\n\n"
        "Le conseil municipal, après en avoir délibéré, décide :\n\n- de faire les travaux.\n\n"
        "Pour : 3 Contre : 0 Abstention : 0\n"
    )


def test_the_command_shows_what_the_batch_has_learnt(run: Run, tmp_path: Path) -> None:
    days = ("11 avril 2023", "9 mai 2023", "6 juin 2023")
    (tmp_path / "in").mkdir()
    for k, day in enumerate(days, 1):
        (tmp_path / "in" / f"{k}.txt").write_text(_act(k, day), encoding="utf-8")
    (tmp_path / "in" / "headless.txt").write_text(_act(4, "4 juillet 2023", ""), encoding="utf-8")
    run_together = _act(5, "5 septembre 2023", there="ALICE AUBRAC HERVE BELLON, Odile CAZENAVE")
    (tmp_path / "in" / "together.txt").write_text(run_together, encoding="utf-8")
    made = {}
    for jobs, order in ((1, "found"), (2, "largest")):
        out = tmp_path / f"out{jobs}"
        assert run("batch", tmp_path / "in", "--out", out, "-j", str(jobs), "--order", order).returncode == 0
        made[jobs] = (
            {path.name: path.read_bytes() for path in out.glob("*.json*")},
            profiles(BatchFolder(out), what_was_seen(BatchFolder(out))),
        )
    assert made[1] == made[2]
    out = tmp_path / "out2"
    (known,) = json.loads(run("profile", out, "--json").stdout)
    assert (known["collectivite"]["nom"], known["seances"]) == ("COMMUNE DE VALBRUNE", 4)
    assert known["mandats"][0]["en_exercice"] == 5
    headless = json.loads((out / "headless.txt.json").read_bytes())["deliberations"][0]
    assert headless["collectivite"]["nom"] == known["collectivite"]["nom"]
    assert "/collectivite/nom" in headless["deduits"]
    together = json.loads((out / "together.txt.json").read_bytes())["deliberations"][0]
    assert [(who["prenom"], who["nom"]) for who in together["presents"]] == [
        ("ALICE", "AUBRAC"), ("HERVE", "BELLON"), ("Odile", "CAZENAVE"),
    ]  # fmt: skip
    assert {row["champ"] for row in together["corriges"]} == {"/presents/0/texte", "/presents/1/texte"}
    assert "LEC002" in {row["code"] for row in together["avertissements"]}
    roster = run("profile", out, "--csv").stdout
    shares = "".join(f"{out}…{share}\r\x1b[K" for share in ("", " 20 %", " 40 %", " 60 %", " 80 %"))
    assert on_a_terminal("profile", out, "--csv").startswith(shares + roster.decode().splitlines()[0])
    assert run("profile", out, "--csv").stderr == b""
    assert [row["nom"] for row in csv.DictReader(io.StringIO(roster.decode()))] == ["AUBRAC", "BELLON", "CAZENAVE"]
    (tmp_path / "members.csv").write_bytes(roster)
    assert all(member.serves("2023-05-09") for member in load(tmp_path / "members.csv"))
    shown = printed(
        shown_profile(only(profiles(BatchFolder(out), what_was_seen(BatchFolder(out)))), Words("en")), Paper()
    ).decode()
    assert "Alice AUBRAC" in shown
    assert "4 sessions" in shown
    assert run("profile", out, "--body", "Hautval").returncode == 2


# ---- corrections teach ---------------------------------------------------------------------------------------------


def document(sha: str, *records: Deliberation) -> Document:
    lecture = [Lecture(1, "ocr", 0.9, 0, 0.0)]
    return Document(source=Source(f"{sha}.pdf", sha * 64, 1, lecture), deliberations=list(records))


def lesson(champ: str, lu: str | int, retenu: str | int, day: str = "2021-06-07", sha: str = "a") -> Lesson:
    at = [Spot(1, (0.0, 0.0, 9.0, 8.0))] if champ == "/presents/0" else []
    word = Word(
        quand="2026-01-01T00:00:00Z", geste="corrige", fichier=f"{sha}.pdf", sha256=sha * 64, acte=1, champ=champ,
        lu=lu, retenu=retenu, lieux=at,
    )  # fmt: skip
    return Lesson(word, "communedevalbrune", day)


TAUGHT = lesson("/presents/0", "Julie MORFAU", "Julie MOREAU")


def misread(day: str, sure: float = 0.6) -> Deliberation:
    return scanned(session(day, "Julie MORFAU", *COUNCIL), {"Julie MORFAU": sure})


@pytest.mark.parametrize(
    ("sha", "day", "sure", "kept"),
    [
        ("b", "2021-06-07", 0.6, "Julie MOREAU"),  # another file of the session
        ("b", "2021-06-07", 0.95, "Julie MORFAU"),  # read clearly there: the review offers it
        ("b", "2021-09-06", 0.6, "Julie MOREAU"),  # a later session
        ("b", "2021-09-06", 0.95, "Julie MORFAU"),
        ("b", "2021-03-01", 0.6, "Julie MORFAU"),  # an earlier one
        ("a", "2021-06-07", 0.95, "Julie MOREAU"),  # the same print, in another act of the same minutes
    ],
)
def test_a_correction_mends_the_same_misreading_in_other_acts(sha: str, day: str, sure: float, kept: str) -> None:
    here = document(sha, *([misread("2021-06-07")] if sha == "a" else []), misread(day, sure))
    learn_from([TAUGHT], here)
    act = here.deliberations[-1]
    assert act.presents[0].texte == kept
    assert [row.motif for row in act.corriges] == ([TAUGHT.reason] if kept == "Julie MOREAU" else [])
    assert sha == "b" or here.deliberations[0].presents[0].texte == "Julie MORFAU"  # its own word is put in by `apply`


def test_what_people_said_of_the_other_act_itself_stays() -> None:
    here = document("b", misread("2021-06-07"))
    own = replace(TAUGHT.word, sha256="b" * 64, fichier="b.pdf", retenu="Julie MORVAN")
    learn_from([TAUGHT], here, [own])
    assert here.deliberations[0].presents[0].texte == "Julie MORFAU"


def test_a_corrected_header_mends_the_headers_of_the_session_and_no_others() -> None:
    told = lesson("/effectif/en_exercice", 17, 11)
    for day, vote, kept in (("2021-06-07", 17, 11), ("2021-09-06", 17, 17)):
        record = replace_in_office(scanned(session(day)), vote)
        record.provenance["/effectif/en_exercice"] = [Lieu(page=1, bbox=(0, 0, 1, 1), confiance=0.5, texte="17")]
        here = document("b", record)
        learn_from([told], here)
        assert record.effectif.en_exercice == kept
        assert all(one.act == 0 for one in spread(told, here))
