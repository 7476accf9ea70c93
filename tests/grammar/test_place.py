"""Where the assembly met."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar.place import read_place

PLACES = [
    ("Le conseil municipal s'est réuni à la salle des fêtes, sous la présidence de Mme Alice AUBRAC", "la salle des fêtes"),
    ("Le conseil s'est réuni en session ordinaire, en mairie, sous la présidence de", "mairie"),
    ("Le conseil, convoqué le 3 mars, s'est assemblé au lieu ordinaire de ses séances, sous", "lieu ordinaire de ses séances"),
    ("Le conseil s'est réuni salle Jean Moulin sous la présidence de M. Hervé BELLON", "salle Jean Moulin"),
    ("Le conseil s'est réuni au nombre prescrit par la loi, dans le lieu habituel de ses séances", "le lieu habituel de ses séances"),
    ("Le conseil s'est réuni en séance publique à l'Hôtel de Ville : étaient présents", "l'Hôtel de Ville"),
    ("Le conseil s'est réuni sous la présidence de Mme Alice AUBRAC, maire", None),
    ("Le conseil s'est réuni en séance publique, au nombre prescrit par la loi", None),
    ("La salle des fêtes sera louée. Le conseil approuve.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_the_place_of_the_session(text: str, place: str | None) -> None:
    found = read_place(span(text))
    assert (found and found.value) == place
