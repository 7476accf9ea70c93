"""What became of each input, in SQLite beside the outputs: whatever stops a run, the next one goes on from here."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from delibparse import errors
from delibparse.batch.base import SCHEMA, damage_of, has_table, locked, tally, verify
from delibparse.batch.inputs import Input
from delibparse.batch.names import folded, output_name
from delibparse.batchfolder import BatchFolder
from delibparse.model.explained import Words

State = Literal["todo", "done", "failed"]


@dataclass(frozen=True, slots=True)
class Row:
    """An input as the journal knows it."""

    key: str
    path: bytes
    member: str | None
    start: int | None
    output: str
    size: int
    sha256: str | None
    version: str | None
    options: str | None


class Told(NamedTuple):
    """What an input that was read tells of its body, None in a journal that was kept before this was; the input by its
    key, its output, and the SHA-256 of its content."""

    key: str
    output: str
    sha256: str
    seen: bytes | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What reading one input gave: `acts` are the council and the day of each, `warnings` how many of each code, `seen`
    what it tells of its body, as `profile.Seen.to_json` has it; `failure` is the sentence in French and in English,
    None for an input that was read."""

    sha256: str | None = None
    pages: int = 0
    engine: str | None = None
    acts: tuple[tuple[str | None, str | None], ...] = ()
    warnings: tuple[tuple[str, int], ...] = ()
    seconds: float = 0.0
    seen: bytes = b""
    failure: tuple[str, str] | None = None


class Journal:
    """An open journal, in the output folder `out`. One run at a time holds it for writing.

    Raises OutputFailure where the folder cannot be written, BatchBusy where another run holds it, JournalDamaged for a
    file that is none or is another version's.
    """

    def __init__(self, out: Path) -> None:
        self.folder = BatchFolder(out)
        try:
            self.folder.own.mkdir(parents=True, exist_ok=True)
            self._lock = locked(self.folder.lock)
            self._base = sqlite3.connect(self.folder.journal, isolation_level=None)
            self._base.execute("pragma journal_mode = wal")
            self._base.execute("pragma synchronous = normal")
            self._base.execute("pragma foreign_keys = on")
            self._base.executescript(SCHEMA)
            verify(self._base)
            self._fill_names()
        except (OSError, sqlite3.Error) as error:
            raise damage_of(error, self.folder.journal) from error
        self.run = int(self.meta("run", "0")) + 1
        self.set_meta("run", str(self.run))

    def close(self) -> None:
        self._base.close()
        self._lock.close()

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """What is written inside is kept whole or not at all."""
        self._base.execute("begin")
        try:
            yield
        except BaseException:
            self._base.execute("rollback")
            raise
        self._base.execute("commit")

    # ---- what is to be done -----------------------------------------------------------------------------------------

    def note(self, found: Input) -> None:
        """Enters an input that a run has found, or sees whether it changed since: then it is to be read again. Its path
        is kept whole, for whoever comes back to the page from another folder."""
        path = os.path.abspath(found.path)  # noqa: PTH100  (bytes, which may be no UTF-8; links stay as they are)
        if found.is_left and found.trouble is not None:
            self._leave(found, found.trouble)
            return
        found = self._told_apart(found, path)
        known = self._base.execute(
            "select stamp, output, state, options from inputs where key = ?", (found.key,)
        ).fetchone()
        if known is None:
            output = output_name(found.parts, self._taken)
            self._base.execute("insert into names values (?, ?)", (folded(output), found.key))
            self._base.execute(
                "insert into inputs (key, path, member, start, output, size, stamp, run) values (?,?,?,?,?,?,?,?)",
                (found.key, path, found.member, found.start, output, found.size, found.stamp, self.run),
            )
        else:
            stamp, output, state, options = known
            was_in_trouble = state == "failed" and options == ""
            changed = (
                was_in_trouble or stamp != found.stamp or (state == "done" and not is_file(self.folder.record(output)))
            )
            self._base.execute(
                "update inputs set path = ?, member = ?, start = ?, size = ?, stamp = ?, run = ?"
                + (", state = 'todo', tries = 0" if changed else "")
                + " where key = ?",
                (path, found.member, found.start, found.size, found.stamp, self.run, found.key),
            )
        if found.trouble is not None:
            self.settle(found.key, Outcome(failure=(found.trouble.sentence("fr"), found.trouble.sentence("en"))), "")

    def enter(self, found: Input, output: str) -> int:
        """Enters an input whose output stands there already, for `rebuild`: its path and its stamp are those of the run
        that finds it. Returns 1."""
        self._base.execute(
            "insert into inputs (key, path, output, size, stamp, run) values (?, ?, ?, ?, ?, ?)",
            (found.key, found.path, output, found.size, found.stamp, self.run - 1),
        )
        self._base.execute("insert or ignore into names values (?, ?)", (folded(output), found.key))
        return 1

    def _leave(self, found: Input, why: errors.DelibparseError) -> None:
        """Enters what is not read, and why; what was read of it before is forgotten by whoever forgets what is gone."""
        values = (found.key, why.sentence("fr"), why.sentence("en"), self.run)
        self._base.execute("insert or replace into left_out values (?, ?, ?, ?)", values)

    def _told_apart(self, found: Input, path: bytes) -> Input:
        """The input under a key that nothing else has in this run: a folder may be called as a member is told."""
        key, k = found.key, 1
        query = "select 1 from inputs where key = ? and run = ? and (path, member, start) is not (?, ?, ?)"
        while self._base.execute(query, (key, self.run, path, found.member, found.start)).fetchone():
            k += 1
            key = f"{found.key}~{k}"
        return found if k == 1 else replace(found, key=key)

    def _taken(self, name: str) -> bool:
        return self._base.execute("select 1 from names where folded = ?", (name,)).fetchone() is not None

    def _fill_names(self) -> None:
        """The names that are taken, of a journal that was kept before they were told apart by case."""
        rows = self._base.execute("select output, key from inputs where key not in (select key from names)").fetchall()
        self._base.executemany(
            "insert or ignore into names values (?, ?)", [(folded(output), key) for output, key in rows]
        )

    def ask_again(self, *, failures: bool, other_than: tuple[str, str] | None, warned: str | None = None) -> None:
        """Puts back among those to be read: the `failures`, what was read by another version or with other options than
        these, and what was read with a warning of a code, though its bytes be the same. What this run found to be in
        trouble is nothing that could be read."""
        if warned is not None:
            self._base.execute(
                "update inputs set state = 'todo', tries = 0, sha256 = null "
                "where state = 'done' and json_extract(warnings, ?) > 0",
                (f"$.{warned}",),
            )
        if failures:
            self._base.execute(
                "update inputs set state = 'todo' where state = 'failed' and run = ? and options <> ''", (self.run,)
            )
        if other_than is not None:
            self._base.execute(
                "update inputs set state = 'todo', tries = 0 where state <> 'todo' and options <> '' "
                "and (version, options) <> (?, ?)",
                other_than,
            )

    def outdated(self, version: str, options: str) -> int:
        """How many inputs were read by another version, or with other options."""
        query = "select count(*) from inputs where state = 'done' and (version, options) <> (?, ?)"
        return int(self._base.execute(query, (version, options)).fetchone()[0])

    def todo(self, *, largest_first: bool, leave: Iterable[str], count: int) -> list[Row]:
        """The next inputs to read, those whose keys are to be left aside (they are being read) apart."""
        left = list(leave)
        order = "size desc, key" if largest_first else "rowid"
        marks = ",".join("?" * len(left))
        rows = self._base.execute(
            f"select key, path, member, start, output, size, sha256, version, options from inputs "
            f"where state = 'todo' and run = ? and key not in ({marks}) order by {order} limit ?",
            (self.run, *left, count),
        )
        return [Row(*row) for row in rows]

    def vanished(self) -> list[tuple[str, str]]:
        """The keys and outputs of inputs that this run did not find."""
        rows = self._base.execute("select key, output from inputs where run < ? order by key", (self.run,))
        return [(key, output) for key, output in rows]

    def forget(self, key: str) -> None:
        self._base.execute("delete from inputs where key = ?", (key,))
        self._base.execute("delete from names where key = ?", (key,))

    # ---- what was done ----------------------------------------------------------------------------------------------

    def settle(self, key: str, outcome: Outcome, options: str, version: str = "") -> None:
        """Enters what reading an input gave."""
        fr, en = outcome.failure or (None, None)
        self._base.execute(
            "update inputs set state = ?, tries = tries + 1, sha256 = ?, fr = ?, en = ?, seconds = ?, pages = ?,"
            " engine = ?, version = ?, options = ?, warnings = ? where key = ?",
            (
                "failed" if outcome.failure else "done", outcome.sha256, fr, en, outcome.seconds, outcome.pages,
                outcome.engine, version, options, json.dumps(dict(outcome.warnings)), key,
            ),
        )  # fmt: skip
        self._base.execute("delete from seen where key = ?", (key,))
        if outcome.seen:
            self._base.execute("insert into seen values (?, ?)", (key, outcome.seen))
        self._base.execute("delete from acts where key = ?", (key,))
        self._base.executemany(
            "insert into acts values (?, ?, ?, ?)",
            [(key, n, council, day) for n, (council, day) in enumerate(outcome.acts)],
        )

    def kept(self, key: str) -> None:
        """An input whose stamp changed and whose content did not."""
        self._base.execute("update inputs set state = 'done' where key = ?", (key,))

    def shares_its_size(self, row: Row) -> bool:
        """Whether another input may be the same: reading it twice would be waste."""
        found = self._base.execute("select 1 from inputs where size = ? and key <> ? limit 1", (row.size, row.key))
        return found.fetchone() is not None

    def twin(self, sha256: str, size: int, key: str, version: str, options: str) -> tuple[str, str] | None:
        """The key and output of an input of the same content that was read with the same options."""
        found = self._base.execute(
            "select key, output from inputs where size = ? and sha256 = ? and key <> ? and state = 'done' "
            "and version = ? and options = ? order by key limit 1",
            (size, sha256, key, version, options),
        ).fetchone()
        return None if found is None else (found[0], found[1])

    def outcome_of(self, key: str) -> Outcome:
        """What reading an input gave, as it was entered."""
        sha256, pages, engine, warnings = self._base.execute(
            "select sha256, pages, engine, warnings from inputs where key = ?", (key,)
        ).fetchone()
        acts = self._base.execute("select council, day from acts where key = ? order by n", (key,)).fetchall()
        seen = self._base.execute("select told from seen where key = ?", (key,)).fetchone()
        counted = tuple(json.loads(warnings).items())
        return Outcome(sha256, pages, engine, tuple(acts), counted, seen=seen[0] if seen else b"")

    def councils_of(self, key: str) -> set[str]:
        """The councils of an input's acts, "" for acts that name none."""
        query = "select distinct coalesce(council, '') from acts where key = ?"
        return {council for (council,) in self._base.execute(query, (key,))}

    def count_warnings(self, key: str, warnings: dict[str, int]) -> None:
        """The warnings of an input, counted anew once its names were mended by the others'."""
        self._base.execute("update inputs set warnings = ? where key = ?", (json.dumps(warnings), key))

    # ---- what a run tells -------------------------------------------------------------------------------------------

    def sessions(self) -> Iterator[tuple[tuple[str, str], list[tuple[str, str]]]]:
        """The council and the day of each session that stands in several files, and their keys and outputs."""
        groups = self._base.execute(
            "select council, day from acts where council is not null and day is not null "
            "group by council, day having count(distinct key) > 1 order by council, day"
        ).fetchall()
        for council, day in groups:
            rows = self._base.execute(
                "select distinct inputs.key, output from acts join inputs using (key) "
                "where council = ? and day = ? and state = 'done' order by inputs.key",
                (council, day),
            )
            yield (council, day), [(key, output) for key, output in rows]

    def done(self) -> Iterator[tuple[str, str]]:
        """The keys and outputs of what was read, in the order of the keys."""
        yield from self._base.execute("select key, output from inputs where state = 'done' order by key")

    def contents(self) -> dict[str, str]:
        """The SHA-256 of what was read, by its key."""
        return dict(self._base.execute("select key, sha256 from inputs where state = 'done' and sha256 is not null"))

    def seen(self) -> Iterator[Told]:
        """What each input that was read tells of its body, in the order of the keys."""
        yield from told_by(self._base)

    def failures(self) -> Iterator[tuple[str, str, str]]:
        """The key, and the reason in French and in English, of what could not be read."""
        yield from self._base.execute("select key, fr, en from inputs where state = 'failed' order by key")

    def left_out(self) -> Iterator[tuple[str, str, str]]:
        """The key, and the reason in French and in English, of what this run found and did not read."""
        query = "select key, fr, en from left_out where run = ? order by key"
        yield from self._base.execute(query, (self.run,))

    def tally(self) -> dict[str, Any]:
        """How the archive stands: inputs by state, pages, acts, warnings by code."""
        return tally(self._base)

    def set_words(self, words: Words) -> None:
        """Keeps how much of the archive was understood, for whoever looks at it."""
        self.set_meta("words", f"{words.read} {words.left}")

    def meta(self, name: str, default: str) -> str:
        found = self._base.execute("select value from meta where name = ?", (name,)).fetchone()
        return default if found is None else str(found[0])

    def set_meta(self, name: str, value: str) -> None:
        self._base.execute("insert or replace into meta values (?, ?)", (name, value))


def look(out: Path) -> dict[str, Any]:
    """How a run stands, without disturbing it. Raises NoJournal, JournalDamaged."""
    folder = BatchFolder(out)
    with _read_only(folder) as base:
        found = tally(base)
    try:
        locked(folder.lock).close()
        found["en_cours"] = False
    except errors.BatchBusy:
        found["en_cours"] = True
    return found


def settled(folder: BatchFolder) -> tuple[list[tuple[Row, int]], list[tuple[str, str, str]]]:
    """What a run has read, in the order of the keys, and how many acts each gave; the key, and the reason in French and
    English, of what it could not read. Does not disturb a run. Raises NoJournal,
    JournalDamaged."""
    with _read_only(folder) as base:
        rows = base.execute(
            "select key, path, member, start, output, size, sha256, version, options from inputs "
            "where state = 'done' order by key"
        ).fetchall()
        failed = base.execute("select key, fr, en from inputs where state = 'failed' order by key").fetchall()
        acts = dict(base.execute("select key, count(*) from acts group by key"))
    return [(Row(*row), acts.get(row[0], 0)) for row in rows], failed


def what_was_seen(folder: BatchFolder) -> list[Told]:
    """What each input that a run has read tells of its body. Does not disturb a run. Raises NoJournal,
    JournalDamaged."""
    with _read_only(folder) as base:
        return list(told_by(base))


def told_by(base: sqlite3.Connection) -> Iterator[Told]:
    """What the inputs of a journal that were read tell of their bodies, in the order of the keys."""
    joined = "left join seen using (key)" if has_table(base, "seen") else "cross join (select null as told)"
    query = f"select key, output, coalesce(sha256, ''), told from inputs {joined} where state = 'done' order by key"
    yield from map(Told._make, base.execute(query))


@contextlib.contextmanager
def _read_only(folder: BatchFolder) -> Iterator[sqlite3.Connection]:
    """The journal of a folder, which a run may be writing to. Raises NoJournal; JournalDamaged for a file that is
    none, or is of another version."""
    if not folder.journal.is_file():
        raise errors.NoJournal()
    try:
        uri = f"{folder.journal.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as base:
            verify(base)
            yield base
    except sqlite3.Error as error:
        raise errors.JournalDamaged(file=folder.journal, why=error) from error


def is_file(path: Path) -> bool:
    """Whether a file is there; False too where the system cannot even look."""
    try:
        return path.is_file()
    except OSError:
        return False
