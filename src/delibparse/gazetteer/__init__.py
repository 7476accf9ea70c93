"""The communes and the EPCI of France: names, INSEE codes, SIREN, populations, members, with their vintage.

Tables of text that ship with the package, made by `tools/gazetteer.py`; read when first asked, and searched without
being parsed, so that a look-up takes some microseconds.
"""

from __future__ import annotations

from delibparse.gazetteer.bodies import (
    SOURCE,
    Body,
    Place,
    Vintage,
    communes_beginning,
    communes_named,
    department_of_code,
    department_with_code,
    former_of,
    groups_named,
    groups_of,
    keys_of_members,
    places_named,
    vintage,
    with_code,
    with_siren,
)
from delibparse.gazetteer.identify import Clues, bodies_named, contradicts, identify, owns_siren
from delibparse.gazetteer.search import search

__all__ = [
    "SOURCE", "Body", "Clues", "Place", "Vintage", "bodies_named", "communes_beginning", "communes_named",
    "contradicts",
    "department_of_code", "department_with_code",
    "former_of", "groups_named", "groups_of", "identify", "keys_of_members", "owns_siren", "places_named",
    "search", "vintage", "with_code", "with_siren",
]  # fmt: skip
