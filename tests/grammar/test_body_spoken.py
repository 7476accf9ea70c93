"""Whose act a text without a letterhead is, by the body of which it speaks."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar.body_spoken import body_spoken_of
from delibparse.options import Options
from delibparse.pipeline import extract_bytes


@pytest.mark.parametrize(
    ("text", "own", "name"),
    [
        ("La commune de Quingey répare le pont. Les agents de la commune de Quingey aident.", "commune",
         "commune de Quingey"),
        ("Rapporteur : le maire de Quingey. Le pont de la ville de Quingey est réparé.", "commune",
         "ville de Quingey"),
        ("Le maire de Quingey ouvre la séance. Le conseil municipal de Quingey en date du 3 mai l'a voté.", "commune",
         "Quingey"),
        ("Les rues de la commune d’Arthun ; les agents de la commune d’Arthun.", "commune", "commune d’Arthun"),
        ("Le budget de la Communauté de communes du Pays de Nay. La communauté de communes du Pays de Nay vote.", "epci",
         "Communauté de communes du Pays de Nay"),
        ("Réunion au siège, Communauté de communes du Pays de Nay | mercredi", "epci",
         "Communauté de communes du Pays de Nay"),
        # nobody's
        ("La commune de Quingey répare le pont.", "commune", None),  # once: it may be a neighbour
        ("La zone fut actée au conseil municipal de Quingey.", "commune", None),
        ("La commune de Quingey et la commune de Vouziers ; la commune de Quingey.", "commune", None),
        ("La ville de Villeneuve répare. Les agents de la ville de Villeneuve.", "commune", None),  # sur-Aisne, …
        ("Le maire de son côté ; la commune de son choix.", "commune", None),  # Son is a commune
        ("La commune de Quingey ; les agents de la commune de Quingey.", "epci", None),
        ("La commune de Quingey ; les agents de la commune de Quingey.", None, None),
        ("x" * 2000 + " La communauté de communes du Pays de Nay aide.", "epci", None),
    ],
)  # fmt: skip
def test_a_text_is_of_the_one_body_of_which_it_speaks(text: str, own: str | None, name: str | None) -> None:
    found = body_spoken_of(span(text), own)
    assert (found and found.found.value) == name


@pytest.mark.parametrize(("departments", "there"), [((), True), (("25",), True), (("62",), False)])
def test_it_lies_where_the_head_says(departments: tuple[str, ...], there: bool) -> None:
    text = span("Les rues de la commune de Quingey. Les agents de la commune de Quingey.")
    assert (body_spoken_of(text, "commune", frozenset(departments)) is not None) is there


@pytest.mark.parametrize(("departments", "there"), [((), False), (("80",), True)])
def test_a_department_tells_a_name_from_a_longer_one(departments: tuple[str, ...], there: bool) -> None:
    text = span("Les rues de la commune de Beauval. Les agents de la commune de Beauval.")  # Beauval-en-Caux lies in 76
    assert (body_spoken_of(text, "commune", frozenset(departments)) is not None) is there


MINUTES = """PROCÈS-VERBAL DU CONSEIL MUNICIPAL

Séance du 4 juin 2021

Présents : Luc PETIT, Zoé BLANC, Paul NOIR

Délibération n° 1 : Pont

Le pont de la commune de Quingey est à réparer. Le conseil municipal, après en avoir délibéré, décide de le réparer.

Pour : 3 Contre : 0 Abstention : 0

Délibération n° 2 : Personnel

Les agents de la commune de {other} sont à loger. Le conseil municipal, après en avoir délibéré, décide de les loger.

Pour : 3 Contre : 0 Abstention : 0
"""


@pytest.mark.parametrize(("other", "code"), [("Quingey", "25475"), ("Vouziers", None)])
def test_minutes_are_of_the_commune_of_which_their_items_speak(other: str, code: str | None) -> None:
    document = extract_bytes(MINUTES.format(other=other).encode(), "pv.txt", Options())
    assert len(document.deliberations) == 2
    assert {act.collectivite.code_insee for act in document.deliberations} == {code}


BAND = "ID : 093-{siren}-20230126-2023_01_26_006-DE\n\nCOMMISSION PERMANENTE\n\nSéance du 26 janvier 2023\n\n"
ACT = "Présents : Luc PETIT, Zoé BLANC\n\nObjet : Collèges\n\nLa commission décide :\n\n- de les réparer.\n\nPour : 2\n"


@pytest.mark.parametrize(
    ("siren", "name"),
    [("229300082", "Seine-Saint-Denis"), ("229200506", None), ("200054781", None)],  # 92's own; a group's
)
def test_a_departments_siren_names_it(siren: str, name: str | None) -> None:
    (act,) = extract_bytes((BAND.format(siren=siren) + ACT).encode(), "a.txt", Options()).deliberations
    assert act.collectivite.siren == siren
    assert (act.collectivite.nom_officiel if act.collectivite.type == "departement" else None) == name
    assert ("/collectivite/nom_officiel" in act.deduits) is (act.collectivite.nom_officiel is not None)
