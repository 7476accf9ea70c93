"""The members of a body, from a CSV file that its user keeps: nom, prenom, civilite, from, to."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path

from delibparse import errors
from delibparse.model.members import Member
from delibparse.model.people import keys_of, same_person
from delibparse.model.record import Personne

MAX_BYTES = 4 * 1024 * 1024
COLUMNS = ("nom", "prenom", "civilite", "from", "to")


def load(path: Path) -> list[Member]:
    """The members of a CSV file in UTF-8 or Latin-1, its columns parted by commas or semicolons; `nom` alone is needed.

    Raises BadRoster.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise errors.BadRoster(file=path, why=error.strerror or str(error)) from error
    if len(data) > MAX_BYTES:
        raise errors.BadRoster(file=path, why=f"> {MAX_BYTES} octets")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    first_line = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if first_line.count(";") > first_line.count(",") else ",")
    names = {name.strip().casefold(): name for name in rows.fieldnames or [] if name}
    if "nom" not in names:
        raise errors.BadRoster(file=path, why="pas de colonne « nom »")
    members = []
    try:
        for row in rows:
            cells = {column: (row.get(names.get(column, "")) or "").strip() for column in COLUMNS}
            if cells["nom"]:
                members.append(_member(cells))
    except (csv.Error, ValueError) as error:
        raise errors.BadRoster(file=path, why=f"ligne {rows.line_num} : {error}") from error
    return members


def _member(cells: dict[str, str]) -> Member:
    """Raises ValueError for a date that is none."""
    for day in (cells["from"], cells["to"]):
        if day:
            date.fromisoformat(day)
    prenom, civilite = cells["prenom"] or None, cells["civilite"] or None
    texte = " ".join(part for part in (prenom, cells["nom"]) if part)
    return Member(Personne(texte, civilite, prenom, cells["nom"]), cells["from"], cells["to"])


def known_among(members: Iterable[Member], days: Collection[str] = ()) -> Callable[[Personne], bool]:
    """What tells whether a naming is a member's who serves on one of the days, on any where none is given."""
    by_key: dict[str, list[Personne]] = defaultdict(list)
    for one in members:
        if any(map(one.serves, days or (None,))):
            for key in keys_of(one.who):
                by_key[key].append(one.who)
    return lambda who: any(same_person(who, one) for key in keys_of(who) for one in by_key.get(key, ()))
