"""The national register's files: read as they are published, kept by vintage, and used to read acts."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from acts import act, copy
from conftest import on_a_terminal
from delibparse import errors
from delibparse.checks import check_act
from delibparse.model.members import Member
from delibparse.model.people import namings
from delibparse.model.record import Collectivite, Deliberation, Lieu, Personne
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.reconcile import Reading, reconcile
from delibparse.rosters.lookup import roster_of
from delibparse.rosters.register import Register, code_of, vintage_in
from delibparse.rosters.store import add, vintages

Run = Callable[..., CompletedProcess[bytes]]

HEADS = (
    "Code du département;Libellé du département;Code de la commune;Libellé de la commune;Nom de l'élu;Prénom de l'élu;"
    "Code sexe;Date de naissance;Code de la catégorie socio-professionnelle;"
    "Libellé de la catégorie socio-professionnelle;Date de début du mandat;Libellé de la fonction;"
    "Date de début de la fonction;Code nationalité"
)
COUNCIL = (
    ("MAURIN", "Jeanne", "F"), ("ESTEVE", "Paul", "M"), ("KLEIN", "Paule", "F"), ("KLEIN", "Hugo", "M"),
    ("VAILLIES", "Michel", "M"), ("FONTBRUNE", "Sylvain", "M"),
)  # fmt: skip


def councillors(people: Sequence[tuple[str, str, str]] = COUNCIL, since: str = "18/05/2020") -> str:
    """A municipal file of Châtellerault, as it is published."""
    rows = [
        f"86;Vienne;86066;Châtellerault;{nom};{prenom};{sexe};03/04/1961;23;Cadre de banque;{since};;{since};FR"
        for nom, prenom, sexe in people
    ]
    return "\n".join([HEADS, *rows, ""])


def imported(folder: Path, day: str = "2024-06-04", text: str | None = None) -> Path:
    source, path = folder / f"{day}.csv", folder / "rosters.sqlite"
    source.write_text(councillors() if text is None else text, encoding="utf-8")
    add(path, [(day, Register(source).rows())])
    return path


CHATELLERAULT = Collectivite(type="commune", code_insee="86066")


def names(path: Path, day: str, body: Collectivite = CHATELLERAULT) -> set[str]:
    found = roster_of(path, body)
    return {member.who.texte for member in found.on(day)} if found else set()


@pytest.mark.parametrize(
    ("nature", "code", "department", "kept"),
    [
        ("commune", "86066", "86", "86066"),
        ("commune", "066", "86", "86066"),
        ("commune", "4", "1", "01004"),
        ("commune", "1004", "1", "01004"),  # a spreadsheet lost the zero
        ("commune", "004", "2A", "2A004"),
        ("commune", "107", "974", "97407"),
        ("commune", "107", "ZD", "97407"),  # the ministry's code of La Réunion
        ("commune", "066", "", None),
        ("epci", "248600413", "86", "248600413"),
        ("epci", "2486", "86", None),
        ("departement", "1", "", "01"),
        ("region", "4", "", "04"),
    ],
)
def test_codes(nature: str, code: str, department: str, kept: str | None) -> None:
    assert code_of(nature, code, department) == kept


@pytest.mark.parametrize(
    ("heads", "row", "body"),
    [
        (
            "Code du département;N° SIREN;Libellé de l'EPCI;Code de la commune de rattachement;Nom de l'élu;"
            "Prénom de l'élu;Code sexe;Date de début du mandat;Libellé de la fonction",
            "86;248600413;CA Grand Châtellerault;86066;MAURIN;Jeanne;F;2020-07-11;Président",
            Collectivite(type="epci", siren="248600413"),
        ),
        (
            "Code du département;Libellé du département;Code du canton;Libellé du canton;Nom de l'élu;Prénom de l'élu;"
            "Code sexe;Date de début du mandat;Libellé de la fonction",
            "1;Ain;0102;Attignat;MAURIN;Jeanne;F;01/07/2021;",
            Collectivite(type="departement", departement="01"),
        ),
        (
            "Code de la région;Libellé de la région;Code de la section départementale;Nom de l'élu;Prénom de l'élu;"
            "Code sexe;Date de début du mandat;Libellé de la fonction",
            "53;Bretagne;35;MAURIN;Jeanne;F;02/07/2021;",
            Collectivite(type="region", nom_officiel="Bretagne"),
        ),
        (
            "Code du département (Maire)\tLibellé de département (Maires)\tCode Insee de la commune\t"
            "Libellé de la commune\tNom de l'élu\tPrénom de l'élu\tCode sexe\tDate de début du mandat",
            "86\tVIENNE\t066\tCHATELLERAULT\tMAURIN\tJeanne\tF\t24/05/2020",
            CHATELLERAULT,
        ),
    ],
)
def test_files_of_every_mandate_are_read(tmp_path: Path, heads: str, row: str, body: Collectivite) -> None:
    path = imported(tmp_path, text=f"Répertoire national des élus\n{heads}\n{row}\n")
    assert names(path, "2022-03-01", body) == {"Jeanne MAURIN"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "rne.csv"
    source.write_bytes(councillors([("DUPRÉ", "Zoé", "F")]).encode(encoding))
    (row,) = Register(source).rows()
    assert (row.nom, row.prenom, row.collectivite, row.debut) == ("DUPRÉ", "Zoé", "Châtellerault", "2020-05-18")


def test_births_and_professions_are_not_kept(tmp_path: Path) -> None:
    data = imported(tmp_path).read_bytes()
    assert b"MAURIN" in data
    assert b"1961" not in data
    assert b"banque" not in data


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("elus-cm-2024-06-04.csv", "2024-06-04"),
        ("20240604-rne.csv", "2024-06-04"),
        ("rne-2024-13-04.csv", None),
        ("cm.csv", None),
    ],
)
def test_vintages_in_names(name: str, day: str | None) -> None:
    assert vintage_in(name) == day


def test_who_is_gone_from_a_later_vintage_has_left(tmp_path: Path) -> None:
    imported(tmp_path, "2021-03-01")
    others = [*COUNCIL[1:], ("ROSSI", "Lina", "F")]
    path = imported(tmp_path, "2024-06-04", councillors(others).replace("Lina;F", "Lina;F", 1))
    assert "Jeanne MAURIN" in names(path, "2022-01-15")  # somewhere between the vintages
    assert "Jeanne MAURIN" not in names(path, "2024-09-01")
    assert "Paul ESTEVE" in names(path, "2024-09-01")
    assert names(path, "2019-01-15") == set()  # of another term
    assert names(path, "2027-01-15") == set()
    assert [one.jour for one in vintages(path)] == ["2021-03-01", "2024-06-04"]


def test_a_vintage_is_replaced_by_itself(tmp_path: Path) -> None:
    imported(tmp_path)
    path = imported(tmp_path, text=councillors(COUNCIL[:1]))
    assert names(path, "2022-03-01") == {"Jeanne MAURIN"}


HOSTILE = [
    b"",
    b"\x00" * 300,
    b"nom;prenom\nA;B\n",
    HEADS.encode() + b"\n" + b"x;" * 9_000_000,
    HEADS.encode() + b'\n86;"' + b"x\n" * 200_000,
    HEADS.encode() + b"\n" + b"86;Vienne;???;X;Y;Z;M;;;;31/31/2020;;;\n" * 50,
]


@pytest.mark.parametrize("content", HOSTILE, ids=["empty", "zeros", "other", "line", "quote", "rows"])
def test_what_is_no_register_leaves_the_store_as_it_was(tmp_path: Path, content: bytes) -> None:
    path = imported(tmp_path)
    before = path.read_bytes()
    source = tmp_path / "bad.csv"
    source.write_bytes(content)
    with pytest.raises(errors.DelibparseError) as failure:
        add(path, [("2025-01-01", Register(source).rows())])
    assert not isinstance(failure.value, errors.InternalFailure)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.partial"))


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    path = tmp_path / "rosters.sqlite"
    path.write_bytes(b"no base" * 500)
    with pytest.raises(errors.RostersDamaged):
        roster_of(path, CHATELLERAULT)


def test_a_lookup_is_quick(tmp_path: Path) -> None:
    path = imported(tmp_path)
    took = []
    for _ in range(20):
        start = time.perf_counter()
        roster_of(path, CHATELLERAULT)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.005


# ---- what an act gains ----------------------------------------------------------------------------------------------


def members(*people: tuple[str, str, str]) -> list[Member]:
    civil = {"M": "M.", "F": "Mme"}
    return [
        Member(Personne(f"{prenom} {nom}", civil[sexe], prenom, nom), "2017-01-01", "", "registre, 2024-06-04")
        for nom, prenom, sexe in people
    ]


def first_name(civilite: str | None, prenom: str | None, nom: str, known: list[Member]) -> tuple[str | None, list[str]]:
    record = act()
    record.excuses[0] = Personne(" ".join(filter(None, (civilite, prenom, nom))), civilite, prenom, nom)
    reconcile([Reading(record)], known)
    return record.excuses[0].prenom, [pointer for pointer in record.deduits if pointer.startswith("/excuses")]


@pytest.mark.parametrize(
    ("civilite", "prenom", "kept"),
    [
        ("M.", None, "Hugo"),
        ("Mme", None, "Paule"),
        (None, "H.", "Hugo"),
        (None, None, None),  # two fit
        ("M.", "P.", "P."),  # Paule is a woman
        (None, "Z.", "Z."),
    ],
)
def test_initials_are_resolved_where_one_member_fits(
    civilite: str | None, prenom: str | None, kept: str | None
) -> None:
    found, deduced = first_name(civilite, prenom, "KLEIN", members(*COUNCIL))
    assert found == kept
    assert deduced == (["/excuses/0/prenom"] if kept != prenom else [])


@pytest.mark.parametrize(
    ("prenom", "nom", "divided"),
    [
        ("Maurin", "Jeanne", ("Jeanne", "Maurin")),
        (None, "MAURIN JEANNE", ("JEANNE", "MAURIN")),
        (None, "JEANNE MAURIN", ("JEANNE", "MAURIN")),
        ("Jeanne", "MAURIN", ("Jeanne", "MAURIN")),
        ("Maurin", "JEANNE", ("Maurin", "JEANNE")),  # the capitals tell, were the register of another mind
        ("Rossi", "Lina", ("Rossi", "Lina")),  # no member
        ("Paul", "Martin", ("Paul", "Martin")),  # two members have these words
    ],
)
def test_members_tell_the_first_name_where_the_page_does_not(
    prenom: str | None, nom: str, divided: tuple[str, str]
) -> None:
    record = act()
    printed = f"{prenom or ''} {nom}".strip()
    record.excuses[0] = Personne(printed, None, prenom, nom)
    reconcile([Reading(record)], members(*COUNCIL, ("PAUL", "Martin", "M"), ("MARTIN", "Paul", "M")))
    found = record.excuses[0]
    assert (found.prenom, found.nom, found.texte) == (*divided, printed)
    own = [pointer for pointer in record.deduits if pointer.startswith("/excuses/0")]
    assert own == ([] if divided == (prenom, nom) else ["/excuses/0/prenom", "/excuses/0/nom"])


OPEN = (
    "COMMUNE DE CHÂTELLERAULT (Vienne)\n\nSéance du 14 mars 2022\n\n"
    "Présents : KLEIN – ESTEVE Paul, MAURIN Jeanne, VAILLIES Michel\n\nObjet : Travaux de voirie\n\n"
    "Le conseil municipal, après en avoir délibéré, décide :\n\n- de faire les travaux.\n\nAdopté à l'unanimité.\n"
)


def test_the_register_chooses_how_a_list_is_cut(tmp_path: Path) -> None:
    def there(rosters: Path | None) -> list[str]:
        (record,) = extract_bytes(OPEN.encode(), "acte.txt", Options(rosters=rosters)).deliberations
        return [who.texte for who in record.presents]

    assert there(None)[0] == "KLEIN – ESTEVE Paul"
    assert there(imported(tmp_path))[:2] == ["KLEIN", "ESTEVE Paul"]
    joined = imported(tmp_path, text=councillors([("KLEIN-ESTEVE", "Paul", "M"), *COUNCIL[4:]]))
    assert there(joined)[0] == "KLEIN – ESTEVE Paul"


def test_a_mending_names_its_roster_and_a_clear_name_stays() -> None:
    record = act()
    record.excuses[0] = Personne("Michel VATLLTES", None, "Michel", "VATLLTES")
    record.excuses[1] = Personne("Sylvain FONTBRUNF", None, "Sylvain", "FONTBRUNF")
    for k, sure in ((0, 0.5), (1, 0.95)):
        record.provenance[f"/excuses/{k}"] = [Lieu(page=1, bbox=(0, 9.0 * k, 1, 8), confiance=sure, texte="?")]
    reconcile([Reading(record, frozenset({1}))], members(*COUNCIL))
    assert [who.texte for who in record.excuses] == ["Michel VAILLIES", "Sylvain FONTBRUNF"]
    (row,) = record.corriges
    assert (row.champ, row.retenu) == ("/excuses/0/nom", "VAILLIES")
    assert "registre, 2024-06-04" in str(row.motif)


def told(record: Deliberation, known: list[Member] | None) -> list[list[str]]:
    record.avertissements = check_act(record, members=known)
    return [warning.champs for warning in record.avertissements if warning.code == "NOM004"]


def test_a_stranger_is_told_once_and_stays_told() -> None:
    record = act()
    own = [(who.nom or "", who.prenom or "", "M") for who in record.presents]
    assert told(record, members(*own)) == []
    assert told(record, members(*own[1:])) == [["/presents/0"]]
    assert record.avertissements[0].portee == "seance" or any(
        one.code == "NOM004" and one.portee == "seance" and one.gravite == "info" for one in record.avertissements
    )
    assert told(record, None) == [["/presents/0"]]  # no roster at hand: as it was told
    assert told(record, members(*COUNCIL)) == []  # another council's roster
    assert told(record, []) == []


TEXT = """VILLE DE CHÂTELLERAULT (Vienne)

Extrait du registre des délibérations du conseil municipal

Séance du 14 mars 2022

Présents : Mme MAURIN, M. ESTEVE, Hugo KLEIN, Michel VAILLIES, Ruben ORTOLAN

Objet : Achat d'une balayeuse

Le conseil municipal, après en avoir délibéré, à l'unanimité, décide :

- d'acheter une balayeuse.
"""


def test_extract_uses_the_roster_of_the_body(tmp_path: Path) -> None:
    path = imported(tmp_path)
    (plain,) = extract_bytes(TEXT.encode(), "a.txt", Options()).deliberations
    (known,) = extract_bytes(TEXT.encode(), "a.txt", Options(rosters=path)).deliberations
    assert plain.collectivite.code_insee == "86066"
    assert [who.prenom for who in plain.presents[:2]] == [None, None]
    assert [who.prenom for who in known.presents[:2]] == ["Jeanne", "Paul"]
    assert [who.texte for who in known.presents] == [who.texte for who in plain.presents]
    (warning,) = [one for one in known.avertissements if one.code == "NOM004"]
    assert "Ruben ORTOLAN" in warning.message
    assert "2024-06-04" in warning.message
    other = TEXT.replace("2022", "2018")
    (before,) = extract_bytes(other.encode(), "a.txt", Options(rosters=path)).deliberations
    assert [who.prenom for who in before.presents[:2]] == [None, None]
    assert copy(before).deduits == [one for one in before.deduits if not one.endswith("/prenom")]
    assert dict(namings(before))


def test_the_commands(tmp_path: Path, run: Run) -> None:
    source, text, env = tmp_path / "cm-2024-06-04.csv", tmp_path / "a.txt", {"DELIBPARSE_DATA": str(tmp_path / "data")}
    source.write_text(councillors(), encoding="utf-8")
    text.write_text(TEXT, encoding="utf-8")
    assert run("roster", "import", source, env=env).returncode == 0
    (row,) = json.loads(run("roster", "list", "--json", env=env).stdout)
    assert row == {"mandat": "municipal", "jour": "2024-06-04", "collectivites": 1, "elus": 6}
    shown = json.loads(run("roster", "show", "châtellerault", "--date", "2022-03-14", "--json", env=env).stdout)
    assert (shown["code"], len(shown["membres"])) == ("86066", 6)
    first = [json.loads(run("extract", text, *more, env=env).stdout) for more in ((), ("--no-roster",))]
    codes = [{one["code"] for one in doc["deliberations"][0]["avertissements"]} for doc in first]
    assert ["NOM004" in some for some in codes] == [True, False]
    assert run("roster", "remove", "2024-06-04", env=env).returncode == 0
    assert json.loads(run("roster", "list", "--json", env=env).stdout) == []
    wrong = run("roster", "show", "Nulle-Part", env=env)
    assert wrong.returncode == 2
    assert len(wrong.stderr.splitlines()) == 1


def test_an_import_tells_its_share_on_a_terminal_only(tmp_path: Path, run: Run) -> None:
    source, env = tmp_path / "cm-2024-06-04.csv", {"DELIBPARSE_DATA": str(tmp_path / "data")}
    head, *rows = councillors().splitlines(keepends=True)
    source.write_text(head + "".join(rows) * 100, encoding="utf-8")
    shares = [int(share) for share in re.findall(r"(\d+) %", on_a_terminal("roster", "import", source, **env))]
    assert len(shares) > 3
    assert shares == sorted(set(shares))
    assert b" %" not in run("roster", "import", source, env=env).stderr
