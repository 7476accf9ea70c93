"""`sqlite`: a normalised database with full-text search, that Datasette opens as it is (`schema.sql`).

Run again on the same file, it replaces the acts of each source that it meets, known by its SHA-256.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from importlib import resources
from pathlib import Path
from typing import Any

from delibparse import errors
from delibparse.exports.people import Known, People
from delibparse.exports.tables import paragraphs, value_at
from delibparse.model.fields import LISTS, SIDES
from delibparse.model.stream import Act

OFFICERS = {
    "president_id": "/seance/president", "secretaire_id": "/seance/secretaire",
    "secretaire_auxiliaire_id": "/seance/secretaire_auxiliaire", "rapporteur_id": "/rapporteur",
    "signataire_id": "/formalites/signataire",
}  # fmt: skip
COLUMNS = {
    "numero": "numero", "identifiant_acte": "identifiant_acte", "matiere_code": "matiere.code",
    "matiere_libelle": "matiere.libelle", "objet": "objet", "visas": "visas", "considerants": "considerants",
    "expose": "expose", "formule": "decision.formule", "points": "decision.points",
    **{name: f"effectif.{name}" for name in (
        "en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")},
    **{name: f"vote.{name}" for name in (
        "resultat", "unanimite", "scrutin", "pour", "contre", "abstentions", "non_participants", "blancs_nuls")},
    **{name: f"formalites.{name}" for name in (
        "certifie_executoire", "transmission", "reception_prefecture", "publication", "par_delegation")},
    "deduits": "deduits",
}  # fmt: skip
"""Column of `deliberations` -> path in the record."""

LABELS = {
    ("councils", "libelle"): "coalesce(nom, 'sans nom (' || id || ')')",
    (
        "sessions",
        "libelle",
    ): "coalesce(date, 'sans date') || coalesce(' ' || heure, '') || coalesce(', ' || organe, '')",
    ("people", "nom_complet"): "coalesce(prenom || ' ', '') || nom",
}
"""The column of a table that tells a row to people -> what it is made of. They hold nothing of their own, and are put
into the databases of earlier versions too."""

_STATES = """
insert into session_attendance
select
    who, seance,
    case min(k) when 1 then 'presents' when 2 then 'represented' when 3 then 'excuses' else 'absents' end
from (
    select person_id as who, act_id, case etat when 'presents' then 1 when 'excuses' then 3 else 4 end as k
    from presences
    union all select mandant_id, act_id, 2 from proxies
) join (
    select acts.id, coalesce(date, source) as seance
    from deliberations as acts join sessions on sessions.id = session_id
) as held
on held.id = act_id group by who, seance
"""


def write(acts: Iterable[Act], out: Path) -> None:
    """Puts the acts into the database at `out`, all of them or none; none is left behind that was not there.

    Raises OutputFailure, DoesNotFit.
    """
    if out.exists() and not out.is_file():
        raise errors.NotRegular(file=out)
    was_there = out.exists()
    try:
        _put(acts, out)
    except BaseException:
        if not was_there:
            out.unlink(missing_ok=True)
        raise


def _put(acts: Iterable[Act], out: Path) -> None:
    try:
        base = sqlite3.connect(out, isolation_level=None)
        try:
            base.execute("pragma foreign_keys = on")
            _prepare(base)
            base.execute("begin immediate")
            writer = _Writer(base)
            try:
                writer.write(acts)
                base.execute("delete from session_attendance")
                base.execute(_STATES)
            except OverflowError as error:
                raise errors.DoesNotFit(where=writer.at, column="SQLite", why=error) from error
            base.execute("commit")
        finally:
            base.close()
    except sqlite3.Error as error:
        raise errors.OutputFailure(why=f"{out.name}: {error}") from error


def _prepare(base: sqlite3.Connection) -> None:
    """The tables, views and labels that are not there yet. The table of acts was called `acts` before the view was."""
    if base.execute("select 1 from sqlite_master where type = 'table' and name = 'acts'").fetchone():
        base.execute("alter table acts rename to deliberations")
    base.executescript(resources.files("delibparse.exports").joinpath("schema.sql").read_text(encoding="utf-8"))
    for (table, column), told in LABELS.items():
        if column not in {row[1] for row in base.execute(f"pragma table_xinfo({table})")}:
            base.execute(f"alter table {table} add column {column} text generated always as ({told}) virtual")


_USES = " union all ".join(
    (
        "select act_id as act, person_id as who from presences",
        "select act_id, person_id from votes",
        "select act_id, mandant_id from proxies",
        "select act_id, mandataire_id from proxies where mandataire_id is not null",
        *(f"select id, {column} from deliberations where {column} is not null" for column in OFFICERS),
    )
)
"""Each place in which an act names a person."""


class _Writer:
    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        self.at = ""
        self._people = People()
        self._councils: dict[str, int] = dict(base.execute("select key, id from councils"))
        keys = {number: key for key, number in self._councils.items()}
        self._written: dict[int, tuple[Any, ...]] = {}
        self._known: dict[int, Known] = {}
        self._uses: Counter[int] = Counter(dict(base.execute(f"select who, count(*) from ({_USES}) group by who")))
        for row in base.execute("select id, council_id, civilite, prenom, nom, evidence from people"):
            known = Known(row[0], keys[row[1]], *row[2:])
            self._people.add(known)
            self._known[known.id] = known
            self._written[known.id] = row[2:]

    def write(self, acts: Iterable[Act]) -> None:
        """The acts of one source stand together in their stream: its earlier ones go when the first of them comes."""
        source = None
        for act in acts:
            if act.sha256 != source:
                source = act.sha256
                self._forget(source)
                self._base.execute("insert into sources values (?, ?)", (source, act.fichier))
            self.at = f"{act.fichier}, {act.acte}"
            self._write(act)

    def _forget(self, source: str) -> None:
        """Takes out the acts of a source, and the people whom they alone name: run again, they are met anew."""
        query = f"select who from ({_USES}) join deliberations as d on d.id = act where source = ? and who is not null"
        self._uses.subtract(who for (who,) in self._base.execute(query, (source,)))
        self._base.execute(
            "delete from acts_fts where rowid in (select number from deliberations where source = ?)", (source,)
        )
        self._base.execute("delete from sources where sha256 = ?", (source,))
        for number in [number for number, uses in self._uses.items() if uses <= 0]:
            self._base.execute("delete from people where id = ?", (number,))
            self._people.drop(self._known.pop(number))
            del self._uses[number], self._written[number]

    def _write(self, act: Act) -> None:
        key = act.council
        council = self._council(key, act)
        people = self._people.of_act(key, act)
        for known in people.values():
            self._person(known, council)
            self._known[known.id] = known
            self._uses[known.id] += 1
        ident = act.identity
        values: dict[str, Any] = {
            "id": ident, "source": act.sha256, "rang": act.acte, "council_id": council,
            "session_id": self._session(council, act),
            **{name: people[pointer].id for name, pointer in OFFICERS.items() if pointer in people},
            **{name: value_at(act, path) for name, path in COLUMNS.items()},
        }  # fmt: skip
        row = self._insert("deliberations", values)
        self._base.execute(
            "insert into acts_fts (rowid, objet, expose, points) values (?, ?, ?, ?)",
            (row, act.objet, paragraphs(act.expose), paragraphs(act.decision.points)),
        )
        self._lists(ident, act, people)

    def _lists(self, ident: str, act: Act, people: dict[str, Known]) -> None:
        many = self._base.executemany
        many(
            "insert into presences values (?, ?, ?, ?, ?, ?)",
            [
                (ident, people[f"/{state}/{k}"].id, state, k, who.texte, who.qualite)
                for state in LISTS
                for k, who in enumerate(getattr(act, state))
            ],
        )
        holders = [people.get(f"/pouvoirs/{k}/mandataire") for k in range(len(act.pouvoirs))]
        many(
            "insert into proxies values (?, ?, ?, ?)",
            [(ident, k, people[f"/pouvoirs/{k}/mandant"].id, holder and holder.id) for k, holder in enumerate(holders)],
        )
        many(
            "insert into votes values (?, ?, ?, ?, ?)",
            [
                (ident, people[f"/vote/noms/{side}/{k}"].id, side, k, voter.pouvoirs)
                for side in SIDES
                for k, voter in enumerate(getattr(act.vote.noms, side))
                if voter.personne is not None  # a group that votes as one is nobody
            ],
        )
        many(
            "insert into warnings values (?, ?, ?, ?, ?, ?, ?)",
            [
                (ident, k, row.code, row.gravite, row.message, " ".join(row.champs) or None, row.reference)
                for k, row in enumerate(act.avertissements)
            ],
        )
        many(
            "insert into corrections values (?, ?, ?, ?, ?, ?)",
            [
                (
                    ident,
                    k,
                    row.champ,
                    _text(row.lu),
                    _text(row.retenu),
                    row.motif if isinstance(row.motif, str) else None,
                )
                for k, row in enumerate(act.corriges)
            ],
        )

    def _council(self, key: str, act: Act) -> int:
        body = act.collectivite
        if key not in self._councils:
            values = {
                "key": key,
                "nom": body.nom_officiel or body.nom,
                "type": body.type,
                "siren": body.siren,
                "departement": body.departement,
            }
            self._councils[key] = self._insert("councils", values)
        return self._councils[key]

    def _session(self, council: int, act: Act) -> int:
        held = act.seance
        found = self._base.execute(
            "select id from sessions where council_id = ? and ifnull(organe, '') = ? and ifnull(date, '') = ? "
            "and ifnull(heure, '') = ?",
            (council, act.organe or "", held.date or "", held.heure or ""),
        ).fetchone()
        if found:
            return int(found[0])
        values = {
            "council_id": council, "organe": act.organe, "date": held.date, "heure": held.heure, "lieu": held.lieu,
            "convocation": held.convocation, "affichage_convocation": held.affichage_convocation,
        }  # fmt: skip
        return self._insert("sessions", values)

    def _person(self, known: Known, council: int) -> None:
        values = known.civilite, known.prenom, known.nom, known.evidence
        if known.id not in self._written:
            self._base.execute("insert into people values (?, ?, ?, ?, ?, ?)", (known.id, council, *values))
        elif self._written[known.id] != values:
            self._base.execute(
                "update people set civilite = ?, prenom = ?, nom = ?, evidence = ? where id = ?", (*values, known.id)
            )
        self._written[known.id] = values

    def _insert(self, table: str, values: dict[str, Any]) -> int:
        marks = ", ".join("?" * len(values))
        row = self._base.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", tuple(values.values()))
        assert row.lastrowid is not None
        return row.lastrowid


def _text(value: str | int | None) -> str | None:
    return None if value is None else str(value)
