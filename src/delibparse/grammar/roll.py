"""The roll of an assembly set as a table: a row for each member, who is in exactly one state.

The head tells what each column says. A state is told by a mark in its column (X, ✓, 1, oui), by a word or a letter in a
column of presence (P, Exc.), or by the name of whoever holds the member's proxy. A table may hold several members a row:
two halves of a council side by side, or a titulaire and the suppléant who sits for them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import regex

from delibparse.layout import Span, covering
from delibparse.wording import Fixed, Template

LEAST_ROWS = 3
"""Rows with a member's state from which a table is a roll."""

HEAD_ROWS = 4
"""Rows of a table among which its head is looked for: a title and the communes' names may stand above."""

LONGEST_LABEL = 9
"""Words of a column's label."""

LONGEST_MARK = 5
"""Characters of a cross, a tick or a "oui"."""

APART = 300
"""Characters between two tables of one roll at most."""

State = Literal["present", "excuse", "absent", "pouvoir"]
Row = Sequence[Span | None]

ROLES = (
    "proxy", "presence", "present", "excuse", "absent", "substitute", "name", "other", "given", "received", "link",
)  # fmt: skip
"""What a word of a label tells; "given" and "received" which way a proxy goes, "link" nothing."""

_OF_HEAD = Template("^(?:" + "|".join(f"(?P<{role}>@{{roll.{role}}})" for role in ROLES) + ")$")
"""A word of which the labels of a roll's columns are made, its role the group; a cell with another word is no label."""

_APART = Fixed(r"[\s/,;.:|*+&–-]+|(?<=\b[ld])['’]", regex.V1 | regex.I)

_COLUMNS: dict[str, State | None] = {"present": "present", "excuse": "excuse", "absent": "absent", "presence": None}
"""The columns that tell a state: by a mark the one of the column, in that of presence by a word of each cell."""

_LETTERS: dict[str, State] = {"P": "present", "PR": "present", "A": "absent", "E": "excuse", "R": "pouvoir"}
"""What a head of letters alone says."""

_NOT_THERE: tuple[tuple[State, Template], ...] = (
    ("pouvoir", Template(r"^@{roll.state_pouvoir}\.?$")),
    ("excuse", Template(r"^@{roll.state_excuse}\.?$")),
    ("absent", Template(r"^@{roll.state_absent}\.?$")),
)
_STATES = (*_NOT_THERE, ("present", Template(r"^(?:@{roll.state_present}|[x1✓✔●•☑☒■✗✘×])\.?$")))
"""What a cell of a column of presence says."""

_GIVEN = Template(r"^@{roll.given_to} ")
"""A proxy told in the column of presence: pouvoir à Mme NIVELAIS."""

_NO = Template(r"^(?:@{roll.no}|0|[-–—/_.]+)$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A member of the roll: where the name stands, the state, None where no mark or several tell it, and the holder of
    the proxy. A `substitute` who did not sit is no member of the session; `carries` names whose proxy a member holds."""

    name: Span
    state: State | None
    holder: Span | None = None
    substitute: bool = False
    carries: Span | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    entries: tuple[Entry, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class _Group:
    """The columns of one member in each row: of the name, of the states (None: of presence), of whoever holds the proxy,
    and of whose proxy the member holds."""

    names: tuple[int, ...] = ()
    states: tuple[tuple[int, State | None], ...] = ()
    holders: tuple[int, ...] = ()
    received: tuple[int, ...] = ()
    substitute: bool = False


def read_roll(text: Span) -> Roll | None:
    """The members of the tables of a text that list them; None where there is none."""
    rolls: list[Roll] = []
    for table in text.tables():
        roll = _roll(table)
        if roll is not None and (not rolls or roll.span.start - rolls[-1].span.end < APART):
            rolls.append(roll)
    if not rolls:
        return None
    return Roll(tuple(entry for roll in rolls for entry in roll.entries), covering(roll.span for roll in rolls))


def _roll(table: list[list[Span | None]]) -> Roll | None:
    head = _head(table)
    if head is None:
        return None
    below, groups = head
    entries: list[Entry] = []
    for row in table[below:]:
        if all(column_kind(cell) for cell in row if cell is not None):
            continue  # the head again, on another page
        for group in groups:
            entry = _entry(row, group)
            if entry is not None and entry.name not in [other.name for other in entries[-len(groups) :]]:
                entries.append(entry)
    told = sum(entry.state is not None for entry in entries if not entry.substitute)
    if told < LEAST_ROWS or 2 * told <= sum(not entry.substitute for entry in entries):
        return None
    return Roll(tuple(entries), covering(cell for row in table for cell in row if cell is not None))


# ---- The head ------------------------------------------------------------------------------------------------------


def _head(table: list[list[Span | None]]) -> tuple[int, list[_Group]] | None:
    """The first row below the head of a roll, and the columns of its members; None for another table."""
    kinds: list[str | None] = [None] * len(table[0])
    below = 0
    for number, row in enumerate(table[:HEAD_ROWS]):
        own = _kinds(row)
        if 2 * sum(map(bool, own)) <= sum(cell is not None for cell in row):
            if below:
                break
            continue
        below = number + 1
        kinds = [kind or above for kind, above in zip(own, kinds, strict=True)]
    states = {kind for kind in kinds if kind in _COLUMNS or kind == "pouvoir"}
    if not below or not states & {"present", "presence"} or (len(states) < 2 and "presence" not in states):
        return None
    groups = _groups(kinds)
    return (below, groups) if groups else None


def _kinds(row: Row) -> list[str | None]:
    letters = [_LETTERS.get(regex.sub(r"\P{L}", "", cell.text).upper()) if cell else None for cell in row]
    if len(set(letters) - {None}) >= 2:
        return [column_kind(cell) or letter for cell, letter in zip(row, letters, strict=True)]
    return [column_kind(cell) for cell in row]


def column_kind(cell: Span | None) -> str | None:
    """What the column under a label says, by the words of the label; None for what is no label."""
    if cell is None:
        return None
    lexicon = cell.lexicon
    words = [word.text.strip("()") if word.raw.startswith("(") else word.text for word in cell.split(_APART)]
    if not 0 < len(words) <= LONGEST_LABEL:
        return None
    told: set[str | None] = set()
    for word in words:
        match = lexicon.match(_OF_HEAD, word)
        if match is None:
            return None
        told.add(match.lastgroup)
    states = told & {"present", "absent", "excuse"}
    if "proxy" in told:
        return "received" if "received" in told and "given" not in told else "pouvoir"
    if "presence" in told or {"present", "absent"} <= states:
        return "presence"
    if "excuse" in states and "non" not in cell.text.casefold().split():
        return "excuse"
    return next((kind for kind in ("absent", "present", "substitute", "name", "other") if kind in told), None)


def _bare(cell: Span) -> str:
    return cell.text.strip(" :|.*")


def _groups(kinds: Sequence[str | None]) -> list[_Group]:
    groups = [_Group()]
    for column, kind in enumerate(kinds):
        group = groups[-1]
        if kind in ("name", "substitute") and (group.states or group.holders or kind == "substitute"):
            groups.append(_Group((column,), substitute=kind == "substitute"))
        elif kind == "name" or (kind is None and not group.states and not group.holders):
            groups[-1] = replace(group, names=(*group.names, column))
        elif kind == "pouvoir":
            of = -2 if group.substitute else -1  # a substitute holds a seat, and gives no proxy for it
            groups[of] = replace(groups[of], holders=(*groups[of].holders, column))
        elif kind == "received":
            groups[-1] = replace(group, received=(*group.received, column))
        elif kind in _COLUMNS:
            groups[-1] = replace(group, states=(*group.states, (column, _COLUMNS[kind])))
    labelled = [replace(group, names=_labelled(group.names, kinds)) for group in groups]
    return [group for group in labelled if group.names and (group.states or group.holders)]


def _labelled(names: tuple[int, ...], kinds: Sequence[str | None]) -> tuple[int, ...]:
    """The columns that a label calls names, or, where none does, those without a label."""
    return tuple(column for column in names if kinds[column] is not None) or names


# ---- A row ---------------------------------------------------------------------------------------------------------


def _entry(row: Row, group: _Group) -> Entry | None:
    """The member of a row, None where the name's cell is empty."""
    cells = [row[column] for column in group.names]
    named = [cell for cell in cells if cell is not None and any(c.isalpha() for c in cell.raw)]
    if not named:
        return None
    name = Span(named[0].source, named[0].start, named[-1].end)
    told: set[State] = set()
    holder = None
    for column, of_column in group.states:
        cell = row[column]
        if cell is None or (of_column and _says_no(cell)):
            continue
        state, given = _told(cell, of_column)
        holder = holder or given
        told |= {state} if state else set()
    for cell in (row[column] for column in group.holders):
        if cell is None or _says_no(cell):
            continue
        said = _said(cell, _NOT_THERE) if len(_bare(cell)) > 1 else None  # "excusé" where a holder is due
        told.add(said or "pouvoir")
        if said is None and (len(_bare(cell)) > LONGEST_MARK or " " in cell.text):
            link = cell.search(_GIVEN)
            holder = holder or (cell.sub(link.end(), len(cell)) if link else cell)
    if not told and _says_no_to_all(row, group):
        told.add("absent")
    carries = next((cell for column in group.received if (cell := row[column]) is not None), None)
    return Entry(name, _state(told), holder, group.substitute, carries)


def _says_no_to_all(row: Row, group: _Group) -> bool:
    """Whether each column of a state says no and none is of the absents: who is neither there nor excused is absent."""
    states = {state for _, state in group.states}
    cells = [row[column] for column, _ in group.states]
    return not states & {"absent", None} and len(states) > 1 and all(cell and _says_no(cell) for cell in cells)


def _told(cell: Span, of_column: State | None) -> tuple[State | None, Span | None]:
    """The state that a cell tells, and the holder that a column of presence names."""
    words = _bare(cell)
    if of_column is None:
        if given := cell.search(_GIVEN):
            return "pouvoir", cell.sub(given.end(), len(cell))
        return _said(cell, _STATES), None
    if len(words) > 1 and (said := _said(cell, _NOT_THERE)):
        return said, None  # "Exc." in the column of the présents
    marked = len(words) <= LONGEST_MARK or of_column == "present"  # members sign in the column of the présents
    return (of_column if marked else None), None


def _said(cell: Span, states: Sequence[tuple[State, Template]]) -> State | None:
    words = _bare(cell)
    return next((state for state, pattern in states if cell.lexicon.match(pattern, words)), None)


def _says_no(cell: Span) -> bool:
    return cell.lexicon.match(_NO, _bare(cell)) is not None


def _state(told: set[State]) -> State | None:
    """The one state of a member. Whoever is excused is absent too, and so is who gave a proxy; a member said to be there
    and not there is in none that could be told."""
    if "present" in told:
        return "present" if len(told) == 1 else None
    return next((state for state in ("pouvoir", "excuse", "absent") if state in told), None)
