"""The journal's file: its tables, its lock, what is wrong with it, and how an archive stands by it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from delibparse import errors
from delibparse.model.explained import Words

SCHEMA = """
create table if not exists meta (name text primary key, value text not null);
create table if not exists inputs (
    key text primary key,
    path blob not null,
    member text,
    start integer,
    output text not null unique,
    size integer not null,
    stamp text not null,
    sha256 text,
    state text not null default 'todo' check (state in ('todo', 'done', 'failed')),
    tries integer not null default 0,
    fr text,
    en text,
    seconds real,
    pages integer,
    engine text,
    version text,
    options text,
    warnings text,
    run integer not null
);
create index if not exists inputs_todo on inputs (state, size desc, key);
create index if not exists inputs_twins on inputs (size, sha256);
create table if not exists acts (
    key text not null references inputs (key) on delete cascade,
    n integer not null,
    council text,
    day text,
    primary key (key, n)
);
create index if not exists acts_session on acts (council, day);
create table if not exists seen (
    key text primary key references inputs (key) on delete cascade,
    told blob not null
);
create table if not exists left_out (key text primary key, fr text not null, en text not null, run integer not null);
create table if not exists names (folded text primary key, key text not null);
create index if not exists names_key on names (key);
"""

_COLUMNS = frozenset({
    "key", "path", "member", "start", "output", "size", "stamp", "sha256", "state", "tries", "fr", "en", "seconds",
    "pages", "engine", "version", "options", "warnings", "run",
})  # fmt: skip
"""Those of `inputs`: a journal that has others is another version's."""


def tally(base: sqlite3.Connection) -> dict[str, Any]:
    states = dict(base.execute("select state, count(*) from inputs group by state"))
    pages, seconds = base.execute("select total(pages), total(seconds) from inputs where state = 'done'").fetchone()
    warnings: dict[str, int] = {}
    for (counted,) in base.execute("select warnings from inputs where state = 'done' and warnings <> '{}'"):
        for code, count in json.loads(counted).items():
            warnings[code] = warnings.get(code, 0) + count
    counted = base.execute("select value from meta where name = 'words'").fetchone()
    return {
        "mots": Words(*map(int, counted[0].split())) if counted else Words(),
        "fichiers": sum(states.values()),
        **{state: states.get(state, 0) for state in ("done", "failed", "todo")},
        "pages": int(pages),
        "actes": base.execute("select count(*) from acts").fetchone()[0],
        "laisses": _count_left_out(base),
        "secondes": round(seconds, 1),
        "avertissements": dict(sorted(warnings.items())),
    }


def _count_left_out(base: sqlite3.Connection) -> int:
    """How many inputs the last run left; none in a journal that was kept before they were told."""
    if not has_table(base, "left_out"):
        return 0
    query = "select count(*) from left_out where run = (select cast(value as integer) from meta where name = 'run')"
    return int(base.execute(query).fetchone()[0])


def has_table(base: sqlite3.Connection, name: str) -> bool:
    """Whether a journal has a table: one that was kept by an earlier version may not."""
    return base.execute("select 1 from sqlite_master where name = ?", (name,)).fetchone() is not None


def verify(base: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError for a journal of another version."""
    if {row[1] for row in base.execute("pragma table_info(inputs)")} != _COLUMNS:
        raise sqlite3.DatabaseError("schema")


def damage_of(error: Exception, journal: Path) -> errors.DelibparseError:
    """What an error of the journal is told as: damage, or a folder that cannot be written."""
    if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError):
        return errors.JournalDamaged(file=journal, why=error)
    if isinstance(error, sqlite3.OperationalError) and ("no such" in str(error) or "malformed" in str(error)):
        return errors.JournalDamaged(file=journal, why=error)
    return errors.OutputFailure(why=getattr(error, "strerror", None) or str(error))


def locked(path: Path) -> sqlite3.Connection:
    """A lock that ends with its process, however it ends: an open transaction. Raises BatchBusy."""
    lock = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        lock.execute("begin exclusive")
    except sqlite3.OperationalError as error:
        lock.close()
        if "locked" in str(error) or "busy" in str(error):
            raise errors.BatchBusy() from error
        raise
    return lock
