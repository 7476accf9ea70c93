"""The file of the imported rosters: who sat where, by vintage of the register. SQLite, written whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from delibparse import errors
from delibparse.files import alone, make_folder, writing
from delibparse.rosters.register import Row
from delibparse.rosters.terms import Nature

FORMAT = 1

SCHEMA = f"""
CREATE TABLE millesimes (id INTEGER PRIMARY KEY, mandat TEXT NOT NULL, jour TEXT NOT NULL, UNIQUE (mandat, jour));
CREATE TABLE collectivites (id INTEGER PRIMARY KEY, nature TEXT NOT NULL, code TEXT NOT NULL, nom TEXT NOT NULL,
    UNIQUE (nature, code));
CREATE TABLE elus (collectivite INTEGER NOT NULL, millesime INTEGER NOT NULL, nom TEXT NOT NULL, prenom TEXT NOT NULL,
    sexe TEXT NOT NULL, fonction TEXT NOT NULL, debut TEXT NOT NULL);
CREATE INDEX elus_par_collectivite ON elus (collectivite);
PRAGMA user_version = {FORMAT};
"""


class Vintage(NamedTuple):
    """What was imported of a mandate, as of a day: how many bodies and people."""

    mandat: str
    jour: str
    collectivites: int
    elus: int


class Known(NamedTuple):
    """A body of which there are rosters."""

    nature: Nature
    code: str
    nom: str


class Seat(NamedTuple):
    """A row of the register, of a vintage."""

    mandat: str
    jour: str
    nom: str
    prenom: str
    sexe: str
    fonction: str
    debut: str


def add(path: Path, files: Iterable[tuple[str, Iterator[Row]]]) -> None:
    """Adds the rows of some files, each with its vintage's day. What was there of the same mandate and vintage is
    replaced. Raises OutputFailure, RostersDamaged, and what the rows raise; the store is then as it was.
    """
    with _rewriting(path) as base:
        begun: dict[tuple[str, str], int] = {}
        bodies = _Bodies(base)
        for day, rows in files:
            base.executemany("INSERT INTO elus VALUES (?, ?, ?, ?, ?, ?, ?)", _values(base, day, rows, begun, bodies))


def _values(
    base: sqlite3.Connection, day: str, rows: Iterator[Row], begun: dict[tuple[str, str], int], bodies: _Bodies
) -> Iterator[tuple[object, ...]]:
    for row in rows:
        key = row.mandat, day
        if key not in begun:
            begun[key] = _begin(base, *key)
        yield bodies.id_of(row), begun[key], row.nom, row.prenom, row.sexe, row.fonction, row.debut


def _begin(base: sqlite3.Connection, mandat: str, day: str) -> int:
    """The id of a vintage that is empty."""
    _forget(base, [(mandat, day)])
    number = base.execute("INSERT INTO millesimes (mandat, jour) VALUES (?, ?)", (mandat, day)).lastrowid
    assert number is not None
    return number


class _Bodies:
    """The ids of the bodies, known by nature and code; the last name is kept."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base
        found = base.execute("SELECT nature, code, id FROM collectivites")
        self._ids: dict[tuple[str, str], int] = {(nature, code): number for nature, code, number in found}

    def id_of(self, row: Row) -> int:
        key = row.nature, row.code
        if key not in self._ids:
            sql = "INSERT INTO collectivites (nature, code, nom) VALUES (?, ?, ?)"
            self._ids[key] = self._base.execute(sql, (*key, row.collectivite)).lastrowid or 0
        return self._ids[key]


def remove(path: Path, vintages: Iterable[tuple[str, str]]) -> None:
    """Takes out what was imported of some mandates and days. Raises OutputFailure, RostersDamaged."""
    with _rewriting(path) as base:
        _forget(base, vintages)
        base.execute("DELETE FROM collectivites WHERE id NOT IN (SELECT collectivite FROM elus)")


def _forget(base: sqlite3.Connection, vintages: Iterable[tuple[str, str]]) -> None:
    for vintage in vintages:
        for (number,) in base.execute("SELECT id FROM millesimes WHERE mandat = ? AND jour = ?", vintage).fetchall():
            base.execute("DELETE FROM elus WHERE millesime = ?", (number,))
            base.execute("DELETE FROM millesimes WHERE id = ?", (number,))


def vintages(path: Path) -> list[Vintage]:
    """What was imported, by mandate and day. Raises RostersDamaged."""
    sql = """SELECT mandat, jour, count(DISTINCT collectivite), count(collectivite)
        FROM millesimes LEFT JOIN elus ON millesime = id GROUP BY id ORDER BY mandat, jour"""
    with _reading(path) as base:
        return [Vintage(*row) for row in base.execute(sql)]


def days(path: Path) -> list[tuple[str, str]]:
    """The mandates and days that were imported, alone: what tells one state of the store from another.

    Raises RostersDamaged.
    """
    with _reading(path) as base:
        return base.execute("SELECT mandat, jour FROM millesimes ORDER BY mandat, jour").fetchall()


def bodies(path: Path, codes: Iterable[tuple[str, str]] | None = None) -> list[Known]:
    """The bodies of which there are rosters: those of some natures and codes, or all. Raises RostersDamaged."""
    sql = "SELECT nature, code, nom FROM collectivites"
    with _reading(path) as base:
        if codes is None:
            return [Known(*row) for row in base.execute(f"{sql} ORDER BY nature, code")]
        found = (base.execute(f"{sql} WHERE nature = ? AND code = ?", key) for key in codes)
        return [Known(*row) for rows in found for row in rows]


def seats(path: Path, nature: str, code: str) -> list[Seat]:
    """All rows of a body, in the order of their vintages. Raises RostersDamaged."""
    sql = """SELECT mandat, jour, elus.nom, prenom, sexe, fonction, debut
        FROM collectivites JOIN elus ON collectivite = collectivites.id JOIN millesimes ON millesimes.id = millesime
        WHERE nature = ? AND code = ? ORDER BY jour, mandat, elus.rowid"""
    with _reading(path) as base:
        return [Seat(*row) for row in base.execute(sql, (nature, code))]


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The store, to read: whoever imports meanwhile replaces the file and leaves this one."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as base:
            _know(base, path)
            yield base
    except sqlite3.Error as error:
        raise errors.RostersDamaged(file=path, why=error) from error


@contextmanager
def _rewriting(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the store that takes its place when all is written. Writers wait for each other."""
    make_folder(path.parent)
    with alone(path.with_suffix(".lock")), writing(path) as file:
        there = path.is_file()
        if there:
            with path.open("rb") as kept:
                while block := kept.read(1 << 20):
                    file.write(block)
            file.flush()
        try:
            with closing(sqlite3.connect(file.name, isolation_level=None)) as base:
                base.execute("PRAGMA journal_mode = OFF")
                base.execute("PRAGMA synchronous = OFF")
                _know(base, path) if there else base.executescript(SCHEMA)
                base.execute("BEGIN")
                yield base
                base.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise errors.OutputFailure(why=error) from error
        except sqlite3.Error as error:
            raise errors.RostersDamaged(file=path, why=error) from error


def _know(base: sqlite3.Connection, path: Path) -> None:
    """Raises RostersDamaged for a file of another format."""
    (version,) = base.execute("PRAGMA user_version").fetchone()
    if version != FORMAT:
        raise errors.RostersDamaged(file=path, why=f"format {version}")
