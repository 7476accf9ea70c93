"""Which body of the imported rosters somebody asks for, by its name or one of its codes."""

from __future__ import annotations

import re
from pathlib import Path

from delibparse import gazetteer
from delibparse.gazetteer.names import key, key_behind_of, key_of_group
from delibparse.rosters import store
from delibparse.rosters.store import Known

_CODE = re.compile(r"\d{9}|\d[\dAB]\d{3}|\d{2,3}|2[AB]", re.A | re.I)


def search(path: Path, asked: str, department: str | None = None) -> list[Known]:
    """The bodies of a name, a SIREN, an INSEE code, or the code of a department or region. Raises RostersDamaged."""
    words = " ".join(asked.split())
    if _CODE.fullmatch(words.replace(" ", "")):
        return store.bodies(path, _codes(words.replace(" ", "").upper()))
    keys = {key(words), key_behind_of(words)}
    found = [one for one in store.bodies(path) if _is_named(one, keys, key_of_group(words))]
    return [one for one in found if department is None or _lies_in(one, department.upper().zfill(2))]


def _codes(code: str) -> list[tuple[str, str]]:
    known = gazetteer.with_siren(code) if len(code) == 9 else None
    own = known.code if known is not None and known.code else code
    return [(nature, one) for nature in ("commune", "epci", "departement", "region") for one in {code, own}]


def _is_named(one: Known, keys: set[str], group: str) -> bool:
    return key_of_group(one.nom) == group if one.nature == "epci" else key(one.nom) in keys


def _lies_in(one: Known, department: str) -> bool:
    if one.nature == "epci":
        known = gazetteer.with_siren(one.code)
        return known is not None and department in known.departments
    return one.nature != "region" and one.code.startswith(department)
