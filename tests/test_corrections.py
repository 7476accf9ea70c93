"""What people say of values: kept line by line, found again in another reading, put into records, batches, exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from acts import act, copy, member
from conftest import FIXTURES
from delibparse import errors
from delibparse.checks import check_act
from delibparse.corrections import Word, append, apply, load
from delibparse.corrections.fields import (
    BadValue,
    Kind,
    all_fields,
    field_at,
    put,
    understood,
    value_at,
    whole_of,
)
from delibparse.corrections.journal import standing, superseded
from delibparse.corrections.model import LONGEST, Spot
from delibparse.model.pointers import NoSuchPointer
from delibparse.model.record import Collectivite, Correction, Deliberation, Lieu

SHA = "a" * 64


def word(champ: str, retenu: Any = None, geste: str = "corrige", **more: Any) -> Word:
    more = {"quand": "2026-11-24T10:00:00Z", "fichier": "a.pdf", "sha256": SHA, "acte": 1, **more}
    return Word(geste=geste, champ=champ, retenu=retenu, **more)  # type: ignore[arg-type]


def seen_at(record: Deliberation, pointer: str, x: float, confiance: float = 0.9) -> None:
    place = Lieu(page=1, bbox=(x, 0.0, x + 20, 10.0), confiance=confiance, texte="x")
    record.provenance[pointer] = [place]


def said(record: Deliberation) -> list[tuple[str, Any, Any]]:
    return [(row.champ, row.lu, row.retenu) for row in record.corriges if row.motif == "relecture"]


# ---- fields --------------------------------------------------------------------------------------------------------

KINDS = [
    ("/vote/pour", Kind.figure),
    ("/seance/date", Kind.date),
    ("/seance/heure", Kind.text),
    ("/objet", Kind.text),
    ("/matiere/code", Kind.text),
    ("/vote/unanimite", Kind.flag),
    ("/vote/resultat", Kind.choice),
    ("/collectivite/type", Kind.choice),
    ("/seance/secretaire", Kind.person),
    ("/presents/3", Kind.person),
    ("/pouvoirs/0/mandataire", Kind.person),
    ("/pouvoirs/0", Kind.proxy),
    ("/vote/noms/contre/1", Kind.person),
    ("/vote/noms/contre/1/pouvoirs", Kind.figure),
    ("/visas/0", Kind.text),
    ("/presents/0/nom", Kind.text),
    ("/vote/noms/contre/1/personne/prenom", Kind.text),
    ("/decision/points/2", Kind.text),
]


@pytest.mark.parametrize(("pointer", "kind"), KINDS)
def test_kinds(pointer: str, kind: Kind) -> None:
    assert field_at(pointer).kind is kind


@pytest.mark.parametrize(
    "pointer",
    ["", "/", "/pages", "/pages/0", "/corriges/0", "/provenance", "/vote", "/presents", "/presents/x", "/presents/-1",
     "/presents/0/texte", "/vote/noms", "/nothing", "/vote/pour/x", "/__class__", "/vote/__class__", "/presents/1234567"],
)  # fmt: skip
def test_what_cannot_be_corrected(pointer: str) -> None:
    with pytest.raises(NoSuchPointer):
        field_at(pointer)


@pytest.mark.parametrize(
    ("pointer", "value"),
    [("/vote/pour", -1), ("/vote/pour", "12"), ("/vote/pour", True), ("/seance/date", "2019-02-30"),
     ("/seance/date", "14 juin"), ("/seance/heure", "8h"), ("/vote/resultat", "perdu"), ("/objet", "  "), ("/objet", 3),
     ("/presents/0", 3), ("/presents/0", ""), ("/pouvoirs/0", "A. LOIN → "), ("/vote/unanimite", "oui")],
)  # fmt: skip
def test_values_that_the_format_forbids(pointer: str, value: Any) -> None:
    with pytest.raises(BadValue):
        understood(act(), pointer, value)


def test_a_name_is_parted_as_the_names_beside_it() -> None:
    found = understood(act(), "/presents/0", "M. BEN EMBAREK")
    assert (found.civilite, found.prenom, found.nom) == (None, "M.", "BEN EMBAREK")  # initials, as all of the list
    civil = act(presents=[member("DURAND", "Anne", "Mme"), member("PETIT", "Luc", "M.")])
    for who in civil.presents:
        civil.presents[civil.presents.index(who)] = msgspec.structs.replace(who, texte=f"{who.civilite} {who.texte}")
    found = understood(civil, "/presents/0", "M. Paul ROI")
    assert (found.civilite, found.prenom, found.nom) == ("M.", "Paul", "ROI")


WHOLES = [
    ("/seance/president/nom", "/seance/president"), ("/presents/3/qualite", "/presents/3"),
    ("/pouvoirs/0/mandant/prenom", "/pouvoirs/0/mandant"), ("/vote/noms/contre/1/personne/nom", "/vote/noms/contre/1"),
    ("/vote/noms/contre/1/pouvoirs", "/vote/noms/contre/1"), ("/effectif/pouvoirs", "/effectif/pouvoirs"),
    ("/collectivite/nom", "/collectivite/nom"), ("/vote/pour", "/vote/pour"), ("/nothing/nom", "/nothing/nom"),
    ("/source/lecture/0", "/source/lecture/0"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "whole"), WHOLES)
def test_the_whole_of_a_part(part: str, whole: str) -> None:
    assert whole_of(part) == whole


def test_every_field_of_an_act_can_be_corrected() -> None:
    record = act()
    pointers = list(all_fields(record))
    assert len(pointers) == len(set(pointers)) > 60
    assert {"/numero", "/presents/9", "/pouvoirs/2/mandataire", "/vote/noms/abstentions/1", "/matiere/code"} <= set(
        pointers
    )
    for pointer in pointers:
        value_at(record, pointer)


def test_acts_that_share_their_parts_are_corrected_apart() -> None:
    one = act()
    other = msgspec.structs.replace(one)
    put(one, "/effectif/presents", 9)
    put(one, "/presents/0", member("AUTRE"))
    put(one, "/matiere/code", "8.1")
    assert (other.effectif.presents, other.presents[0].nom, other.matiere) == (10, "ABADIE", None)
    assert (one.effectif.presents, one.presents[0].nom, one.matiere and one.matiere.code) == (9, "AUTRE", "8.1")


# ---- applying ------------------------------------------------------------------------------------------------------


def test_a_corrected_figure_and_what_follows_from_it() -> None:
    record = act(vote__pour=1, vote__contre=2, vote__resultat="rejete")
    record.deduits = ["/vote/resultat"]
    assert apply([record], [word("/vote/pour", 11, lu=1), word("/vote/contre", 0, lu=2)]) == []
    assert (record.vote.pour, record.vote.resultat, record.vote.unanimite) == (11, "adopte", False)
    assert said(record) == [("/vote/pour", 1, 11), ("/vote/contre", 2, 0)]
    assert [w.code for w in check_act(record)] == ["LEC005", "LEC005"]


def test_a_vote_that_a_misreading_divided_is_unanimous() -> None:
    record = act(vote__pour=13, vote__abstentions=3, vote__noms__abstentions=[])
    apply([record], [word("/vote/abstentions", 0)])
    assert record.vote.unanimite is True
    assert "/vote/unanimite" in record.deduits
    stubborn = act(vote__pour=13, vote__abstentions=3, vote__noms__abstentions=[])
    apply([stubborn], [word("/vote/abstentions", 0), word("/vote/unanimite", False, "confirme")])
    assert stubborn.vote.unanimite is False


def test_voices_deduced_from_unanimity_follow_the_voters() -> None:
    record = act(vote__unanimite=True, vote__pour=18, vote__contre=None, vote__abstentions=None, effectif__presents=15)
    record.deduits = ["/vote/pour"]
    apply([record], [word("/effectif/presents", 10)])
    assert record.vote.pour == 13


def test_a_confirmed_value_is_doubtful_no_more() -> None:
    record = act()
    seen_at(record, "/vote/pour", 0, confiance=0.2)
    record.corriges = [Correction("/vote/pour", "1l", 11)]
    assert [w.code for w in check_act(record)] == ["LEC001", "LEC002"]
    apply([record], [word("/vote/pour", 11, "confirme", lu=11)])
    assert check_act(record) == []


def test_a_confirmed_value_stands_against_a_worse_reading() -> None:
    record = act(vote__pour=77)
    apply([record], [word("/vote/pour", 11, "confirme", lu=11)])
    assert record.vote.pour == 11


def test_the_body_follows_from_the_name_that_a_person_says() -> None:
    record = act()
    record.collectivite = Collectivite("Ville de Grigny", "commune", "Poitiers", "86194", "218601946", "86")
    record.deduits = [f"/collectivite/{key}" for key in ("code_insee", "departement", "nom_officiel", "siren")]
    apply([record], [word("/collectivite/nom", "Ville de Châtellerault")])
    told = record.collectivite
    assert (told.nom_officiel, told.code_insee, told.siren, told.departement) == (
        "Châtellerault", "86066", "218600666", "86",
    )  # fmt: skip
    apply([record], [word("/collectivite/nom", "Ville de Grigny")])
    assert record.collectivite == Collectivite("Ville de Grigny", "commune")
    assert record.deduits == []
    apply([record], [word("/collectivite/departement", "91")])
    assert (record.collectivite.siren, record.collectivite.departement) == ("219102860", "91")
    assert "/collectivite/departement" not in record.deduits


def test_an_illegible_value_is_null_and_an_illegible_item_goes() -> None:
    record = act()
    seen_at(record, "/presents/2", 0)
    seen_at(record, "/presents/3", 100)
    words = [word("/presents/2", None, "illisible", lu="A. CARON"), word("/numero", None, "illisible"),
             word("/pouvoirs/1/mandant", None, "illisible", lu="A. LOIN1"),
             word("/pouvoirs/2/mandataire", None, "illisible", lu="A. CARON")]  # fmt: skip
    words[0] = msgspec.structs.replace(words[0], lieux=[Spot(1, (0.0, 0.0, 20.0, 10.0))])
    assert apply([record], words) == []
    assert [who.nom for who in record.presents[:3]] == ["ABADIE", "BERTIN", "DELMAS"]
    assert [proxy.mandant.nom for proxy in record.pouvoirs] == ["LOIN0", "LOIN2"]
    assert record.pouvoirs[1].mandataire is None
    assert record.provenance["/presents/2"][0].bbox == (100.0, 0.0, 120.0, 10.0)
    assert "/presents/3" not in record.provenance
    assert ("/presents", "A. CARON", None) in said(record)
    assert "EFF001" in {w.code for w in check_act(record)}  # ten declared, nine listed


def test_an_item_that_was_missed_is_added_once() -> None:
    record = act()
    words = [word("/excuses/2", "A. OUBLIE", "ajoute"), word("/pouvoirs/3", "A. MOREL → A. DELMAS", "ajoute"),
             word("/vote/noms/contre/0", "A. HUET", "ajoute")]  # fmt: skip
    assert apply([record], words) == []
    assert [who.nom for who in record.excuses] == ["KLEIN", "LEDUC", "OUBLIE"]
    assert (record.pouvoirs[3].mandant.nom, record.pouvoirs[3].mandataire) == ("MOREL", member("DELMAS"))
    assert record.vote.noms.contre[0].personne.nom == "HUET"
    better = act()
    better.excuses.insert(0, member("OUBLIÉ"))  # this reading found it by itself
    apply([better], words[:1])
    assert [who.nom for who in better.excuses] == ["OUBLIÉ", "KLEIN", "LEDUC"]


def test_what_one_takes_out_and_adds_does_not_move_what_another_corrects() -> None:
    record = act()
    words = [word("/presents/0", None, "illisible", lu="A. ABADIE"), word("/presents/9", "A. JOLLY", lu="A. JOLY"),
             word("/presents/10", "A. KARL", "ajoute")]  # fmt: skip
    apply([record], words)
    assert [who.nom for who in record.presents] == ["BERTIN", "CARON", "DELMAS", "ESTEVE", "FABRE", "GARCIN", "HUET",
                                                    "IMBERT", "JOLLY", "KARL"]  # fmt: skip


def test_the_function_of_a_person_stays() -> None:
    record = act(formalites__signataire=msgspec.structs.replace(member("MERCIR"), qualite="Maire"))
    apply([record], [word("/formalites/signataire", "A. MERCIER")])
    assert (record.formalites.signataire.nom, record.formalites.signataire.qualite) == ("MERCIER", "Maire")


def test_the_parts_of_a_name_that_was_parted_wrongly() -> None:
    record = act(presents=[member("Jean", "MARTIN")], seance__secretaire=member("Zoé", "ROUX"))
    record.pouvoirs[0] = msgspec.structs.replace(record.pouvoirs[0], mandant=member("Ève", "NOIR"))
    seen_at(record, "/presents/0", 0)
    words = [
        msgspec.structs.replace(word("/presents/0/nom", "MARTIN", lu="Jean"), lieux=[Spot(1, (0.0, 0.0, 20.0, 10.0))]),
        msgspec.structs.replace(
            word("/presents/0/prenom", "Jean", lu="MARTIN"), lieux=[Spot(1, (0.0, 0.0, 20.0, 10.0))]
        ),
        word("/seance/secretaire/nom", "ROUX", lu="Zoé"),
        word("/seance/secretaire/prenom", None, "illisible", lu="ROUX"),
        word("/pouvoirs/0/mandant/nom", "NOIR", lu="Ève"),
        word("/vote/noms/abstentions/0/personne/nom", "JOLLY", lu="JOLY"),
        word("/vote/noms/abstentions/1/pouvoirs", 1, lu=0),
    ]
    assert apply([record], words) == []
    assert (record.presents[0].prenom, record.presents[0].nom) == ("Jean", "MARTIN")
    assert (record.seance.secretaire.prenom, record.seance.secretaire.nom) == (None, "ROUX")
    assert record.pouvoirs[0].mandant.nom == "NOIR"
    assert record.vote.noms.abstentions[0].personne.nom == "JOLLY"
    assert record.vote.noms.abstentions[1].pouvoirs == 1
    assert ("/presents/0/nom", "Jean", "MARTIN") in said(record)
    nobody = act(seance__president=None)
    assert [why for _, why in apply([nobody], [word("/seance/president/nom", "X")])] == ["valeur"]


def test_a_name_is_parted_before_its_parts_are_set() -> None:
    record = act()
    apply([record], [word("/presents/0/qualite", "Maire"), word("/presents/0", "A. ABADY", lu="A. ABADIE")])
    assert (record.presents[0].nom, record.presents[0].qualite) == ("ABADY", "Maire")


# ---- another reading -----------------------------------------------------------------------------------------------


def test_an_item_is_known_again_by_its_place() -> None:
    first, again = act(), act()
    seen_at(first, "/presents/4", 200)
    spot = Spot(1, (200.0, 0.0, 220.0, 10.0))
    again.presents.insert(0, member("NOUVEAU"))  # one more was read above
    seen_at(again, "/presents/4", 150)
    seen_at(again, "/presents/5", 203)
    correction = msgspec.structs.replace(word("/presents/4", "A. ESTÈVE", lu="A. ESTEVE"), lieux=[spot])
    for record, k in ((first, 4), (again, 5)):
        assert apply([record], [correction]) == []
        assert record.presents[k].nom == "ESTÈVE"
    elsewhere = act()
    seen_at(elsewhere, "/presents/4", 400)
    before = copy(elsewhere)
    [(_, why)] = apply([elsewhere], [correction])
    assert (why, elsewhere) == ("champ", before)


def test_an_item_without_a_place_is_known_by_its_text() -> None:
    record = act()
    record.presents.insert(0, member("NOUVEAU"))
    assert apply([record], [word("/presents/4", "A. ESTÈVE", lu="A. ESTEVE")]) == []
    assert record.presents[5].nom == "ESTÈVE"
    [(_, why)] = apply([record], [word("/presents/4", "A. X", lu="A. PERSONNE")])
    assert why == "champ"


def test_an_act_is_known_again_by_its_number_and_pages() -> None:
    acts = [act(numero=str(k), pages=[k]) for k in (1, 2, 3)]
    correction = word("/vote/pour", 12, acte=2, numero="2", pages=[2])
    assert apply(acts, [correction]) == []
    assert [one.vote.pour for one in acts] == [11, 12, 11]
    acts = [act(numero=str(k), pages=[k]) for k in (0, 1, 2)]  # one more before it
    apply(acts, [correction])
    assert [one.vote.pour for one in acts] == [11, 11, 12]
    other = [act(numero="7", pages=[1]), act(numero="8", pages=[2])]
    [(_, why)] = apply(other, [correction])
    assert why == "acte"
    assert [one.vote.pour for one in other] == [11, 11]
    [(_, why)] = apply(other[:1], [correction])
    assert why == "acte"


def test_a_value_that_cannot_be_is_left() -> None:
    record = act()
    assert [why for _, why in apply([record], [word("/vote/pour", "douze"), word("/seance/date", "2019-13-01")])] == [
        "valeur"
    ] * 2
    assert (record.vote.pour, record.corriges) == (11, [])


pointers = st.sampled_from(sorted(all_fields(act())))
values = st.one_of(st.none(), st.integers(0, 99), st.booleans(), st.text(max_size=20), st.just("2020-01-02"))
gestures = st.sampled_from(["corrige", "confirme", "illisible", "ajoute"])


@given(st.lists(st.tuples(pointers, values, gestures), max_size=6))
def test_whatever_is_said_leaves_a_record_of_the_format(rows: list[tuple[str, Any, str]]) -> None:
    record = act()
    words = [word(pointer, value, gesture, lu=value_at(record, pointer)) for pointer, value, gesture in rows]
    apply([record], words)
    assert copy(record) == record
    for pointer in record.deduits:
        value_at(record, pointer)


# ---- the file ------------------------------------------------------------------------------------------------------


def test_the_last_line_stands_whatever_the_clocks_said() -> None:
    early, late = word("/vote/pour", 1), msgspec.structs.replace(word("/vote/pour", 2), quand="2026-11-24T10:00:01Z")
    assert [one.retenu for one in standing([early, late])[SHA]] == [2]
    assert [one.retenu for one in standing([late, early])[SHA]] == [1]  # a clock that was set back
    gone = msgspec.structs.replace(word("/vote/pour", None, "annule"), quand="2025-01-01T00:00:00Z")
    assert standing([early, late, gone]) == {}


def test_what_was_said_otherwise_since_is_not_replaced_by_an_older_file() -> None:
    first, since = word("/vote/pour", 1), msgspec.structs.replace(word("/vote/pour", 2), quand="2026-11-24T10:00:01Z")
    other = word("/vote/contre", 0)
    assert superseded([first, other], [first, since]) == ([other], [first])
    assert superseded([since], [first]) == ([since], [])
    assert superseded([first], [first]) == ([], [])  # the same file twice adds nothing
    back = msgspec.structs.replace(since, geste="annule", retenu=None)
    assert superseded([first], [first, back]) == ([], [first])  # taken back since: it does not come again


def test_a_correction_that_could_not_be_read_back_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    longest = word("/objet", "a" * LONGEST)
    append(path, [longest])
    with pytest.raises(errors.CorrectionRefused):
        append(path, [word("/vote/pour", 1), word("/objet", "a" * (LONGEST + 1))])
    assert load(path).by_file == {SHA: [longest]}  # neither of the two


def test_a_line_cut_by_a_crash_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    assert not load(path)
    append(path, [word("/vote/pour", 1)])
    with path.open("ab") as file:
        file.write(b'{"quand":"2026')
    append(path, [word("/vote/contre", 2)])
    found = load(path)
    assert [one.champ for one in found.by_file[SHA]] == ["/vote/pour", "/vote/contre"]
    assert [trouble.line for trouble in found.troubles] == [2]


@pytest.mark.parametrize(
    "line",
    [b"[]", b"null", b"\xff", b'{"geste":"corrige"}', b'{"quand":"hier"}', b"{" * 10_000,
     msgspec.json.encode({**msgspec.to_builtins(word("/x", 1)), "sha256": "zz"}),
     msgspec.json.encode({**msgspec.to_builtins(word("/x", 1)), "qui": "moi"})],
)  # fmt: skip
def test_lines_that_are_none_are_told(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(line + b"\n")
    found = load(path)
    assert (found.by_file, len(found.troubles)) == ({}, 1)


def test_corrections_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    with pytest.raises(errors.OutputFailure):
        append(tmp_path / "nowhere" / "corrections.jsonl", [word("/vote/pour", 1)])


# ---- batches and exports -------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path, run: Callable[..., Any]) -> Path:
    """A batch of two files of the same council and day."""
    source = tmp_path / "in"
    source.mkdir()
    text = (
        "COMMUNE DE VALBRUNE\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nSéance du 14 juin 2019\nDélibération n° {n}\n"
        "Nombre de membres en exercice : 5\nPrésents : Mme Anne ABADIE, M. Luc BERTIN, M. Jean CARON\n"
        "Excusés : Mme Eve DELMAS, M. Guy FABRE\nOBJET : Achat d'une balayeuse {n}\n"
        "Le conseil municipal, après en avoir délibéré, décide d'acheter la balayeuse.\nPour : {pour} Contre : 0\n"
    )
    for n, pour in ((1, 3), (2, 8)):
        (source / f"{n}.txt").write_text(text.format(n=n, pour=pour), encoding="utf-8")
    assert run("batch", source, "--out", tmp_path / "out").returncode == 0
    return tmp_path / "out"


def exported(run: Callable[..., Any], out: Path) -> tuple[dict[str, dict[str, Any]], str]:
    result = run("export", out, "--format", "jsonl")
    assert result.returncode == 0, result.stderr
    acts = [json.loads(line) for line in result.stdout.splitlines()]
    return {Path(one["fichier"]).name: one for one in acts}, result.stderr.decode()


def about(one: dict[str, Any], champ: str, retenu: Any, geste: str = "corrige", **more: Any) -> Word:
    told = {
        "fichier": one["fichier"],
        "sha256": one["sha256"],
        "acte": one["acte"],
        "numero": one["numero"],
        "pages": one["pages"],
    }
    return word(champ, retenu, geste, **{**told, **more})


def test_export_and_batch_put_corrections_in_and_take_them_back(archive: Path, run: Callable[..., Any]) -> None:
    source = archive.parent / "in"
    first, _ = exported(run, archive)
    untouched = {path.name: path.read_bytes() for path in archive.rglob("*.json*") if ".delibparse" not in path.parts}
    path = archive / "corrections.jsonl"
    append(
        path, [about(first["2.txt"], "/vote/pour", 3), about(first["2.txt"], "/excuses/2", "Mme Zoé HUET", "ajoute")]
    )

    at_once, said_ = exported(run, archive)  # before any batch
    assert said_ == ""
    assert at_once["1.txt"] == first["1.txt"]
    assert at_once["2.txt"]["vote"]["pour"] == 3
    assert {"champ": "/vote/pour", "lu": 8, "retenu": 3, "motif": "relecture"} in at_once["2.txt"]["corriges"]
    assert [who["nom"] for who in at_once["2.txt"]["excuses"]] == ["DELMAS", "FABRE", "HUET"]

    for _ in range(2):  # a second run changes nothing
        assert run("batch", source, "--out", archive).returncode == 0
        [document] = [json.loads(p.read_bytes()) for p in archive.glob("**/2.txt.json") if ".delibparse" not in p.parts]
        assert document["deliberations"][0]["vote"]["pour"] == 3
        assert exported(run, archive)[0] == at_once  # applied once, not twice
    assert "LEC005" in (archive / "warnings.csv").read_text(encoding="utf-8")
    assert json.loads((archive / "summary.json").read_bytes())["avertissements"]["LEC005"] == 2

    gone = "2026-11-24T11:00:00Z"
    append(path, [about(first["2.txt"], champ, None, "annule", quand=gone) for champ in ("/vote/pour", "/excuses/2")])
    assert exported(run, archive)[0] == first
    assert run("batch", source, "--out", archive).returncode == 0
    path.unlink()
    assert untouched == {p.name: p.read_bytes() for p in archive.rglob("*.json*") if ".delibparse" not in p.parts}


def test_a_correction_survives_a_new_reading_and_not_a_new_source(archive: Path, run: Callable[..., Any]) -> None:
    source = archive.parent / "in"
    first, _ = exported(run, archive)
    append(
        archive / "corrections.jsonl", [about(first["1.txt"], "/vote/pour", 2), about(first["2.txt"], "/vote/pour", 3)]
    )
    assert run("batch", source, "--out", archive, "--refresh", "--dpi", "250").returncode == 0  # all read again
    assert {name: one["vote"]["pour"] for name, one in exported(run, archive)[0].items()} == {"1.txt": 2, "2.txt": 3}

    changed = source / "1.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("balayeuse", "benne"), encoding="utf-8")
    result = run("batch", source, "--out", archive, "--dpi", "250")
    assert result.returncode == 0
    assert "1.txt, acte 1, /vote/pour: correction non appliquée (le fichier a changé depuis)" in result.stderr.decode()
    acts, told = exported(run, archive)
    assert {name: one["vote"]["pour"] for name, one in acts.items()} == {"1.txt": 3, "2.txt": 3}
    assert "le fichier a changé depuis" in told
    [left] = json.loads((archive / "summary.json").read_bytes())["corrections_laissees"]
    assert (left["champ"], left["raison"]) == ("/vote/pour", "source")

    changed.unlink()
    run("batch", source, "--out", archive, "--prune", "--dpi", "250")
    assert "le fichier n'est plus là" in exported(run, archive)[1]


def test_corrections_survive_another_recognition_of_a_scan(tmp_path: Path, run: Callable[..., Any]) -> None:
    scan, out = FIXTURES / "built" / "chatellerault-c-office.pdf", tmp_path / "out"
    run("batch", scan, "--out", out)
    [one] = exported(run, out)[0].values()
    name = one["presents"][14]["texte"]
    spots = [Spot(at["page"], tuple(at["bbox"])) for at in one["provenance"]["/presents/14"]]
    words = [about(one, "/presents/14", "E. PHILIPPONEAU", lu=name, lieux=spots), about(one, "/vote/pour", 27, lu=28)]
    append(out / "corrections.jsonl", words)
    for dpi in ("200", "150"):  # the second time, every page is recognised from another picture
        result = run("batch", scan, "--out", out, "--refresh", "--dpi", dpi)
        assert (result.returncode, result.stderr) == (0, b"")
        [act_] = [json.loads(line) for line in (out / "deliberations.jsonl").read_bytes().splitlines()]
        assert (act_["presents"][14]["nom"], act_["vote"]["pour"]) == ("PHILIPPONEAU", 27)
    again = act_["provenance"]["/presents/14"]
    assert again != one["provenance"]["/presents/14"]


def test_corrections_of_a_file_that_is_there_twice(tmp_path: Path, run: Callable[..., Any]) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (source / name).write_bytes((FIXTURES / "chatellerault.pdf").read_bytes())
    out = tmp_path / "out"
    run("batch", source, "--out", out)
    [one] = exported(run, out)[0].values()  # once: they are the same
    append(out / "corrections.jsonl", [about(one, "/numero", "1bis")])
    assert [a["numero"] for a in exported(run, out)[0].values()] == ["1bis"]
    run("batch", source, "--out", out)
    assert [json.loads(line)["numero"] for line in (out / "deliberations.jsonl").read_bytes().splitlines()] == [
        "1bis"
    ] * 2
    assert [a["numero"] for a in exported(run, out)[0].values()] == ["1bis"]


def test_a_damaged_line_is_told_by_its_number(archive: Path, run: Callable[..., Any]) -> None:
    (archive / "corrections.jsonl").write_text('{"geste":\n', encoding="utf-8")
    _, told = exported(run, archive)
    assert "delibparse: corrections.jsonl: ligne 1 illisible, laissée de côté" in told
    assert "Traceback" not in told
