"""One body that fits, or none: never another's."""

from __future__ import annotations

import pytest

from delibparse.gazetteer import Clues, contradicts, identify


def codes(*known: str) -> frozenset[str]:
    return frozenset(known)


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (Clues("commune", "de Châtellerault"), "86066"),
        (Clues("commune", "de Grigny"), None),  # several in France
        (Clues("commune", "de Grigny", departments=codes("91")), "91286"),
        (Clues("commune", "de Grigny", departments=codes("75")), None),
        (Clues("commune", "de Grigny", siren="219102860"), "91286"),
        (Clues("commune", "de Lyon", siren="219102860"), None),  # another's identifier
        (Clues("commune", None, siren="219102860"), "91286"),
        (Clues("epci", None, siren="219102860"), None),
        (Clues("commune", "de Grigny", neighbours=lambda: codes("91228", "91286")), "91286"),
        (Clues("commune", "de Grigny", neighbours=lambda: codes("75056")), None),
        (Clues("commune", "de Seynod"), None),  # a part of Annecy today
        (Clues("ccas", "de Châtellerault"), None),
        (Clues("commune", None), None),
    ],
)  # fmt: skip
def test_communes(clues: Clues, expected: str | None) -> None:
    found = identify(clues)
    assert (found.code if found else None) == expected


@pytest.mark.parametrize(("year", "is_known"), [(2023, True), (2012, False), (None, False)])
def test_a_young_epci_is_known_from_its_siren_s_year(year: int | None, is_known: bool) -> None:
    found = identify(Clues("epci", "Communauté de communes des Lisières de l'Oise", year=2023))
    assert found is not None
    young = identify(Clues("epci", "Guingamp-Paimpol Agglomération de l'Armor à l'Argoat", year=year))
    assert (young is not None) is is_known


@pytest.mark.parametrize(
    ("siren", "kind", "name", "other"),
    [
        ("219102860", "commune", "de Châtellerault", "Grigny"),
        ("219102860", "commune", "de Grigny", None),
        ("219102860", "commune", "de Nulle-Part-les-Oies", "Grigny"),
        ("219102860", "ccas", "de Châtellerault", None),
        ("111111111", "commune", "de Châtellerault", None),
    ],
)
def test_a_siren_of_another_body_is_told(siren: str, kind: str, name: str, other: str | None) -> None:
    found = contradicts(siren, kind, name)
    assert (found.nom if found else None) == other


@pytest.mark.parametrize(
    ("name", "fits"),
    [("CHÂTELLERAUIT", True), ("Vouzerolles", False), ("Commune de Vouzerolles", False), ("de Chatelerault", True)],
)
def test_a_siren_is_believed_where_the_name_may_be_its_body_s_misread(name: str, fits: bool) -> None:
    found = identify(Clues("commune", name, siren="218600666"))
    assert (found is not None) == fits
    assert (contradicts("218600666", "commune", name) is None) == fits
