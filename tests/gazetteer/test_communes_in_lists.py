"""The communes of the EPCI whose act it is head the members whom they send: they are nobody's name."""

from __future__ import annotations

import pytest

from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ACT = (
    "{head}\n\nSéance du 14 mars 2022\n\nPrésents :\nATTICHY\nLuc PETIT\nZoé BLANC\nSAINT ETIENNE ROILAYE\nPaul NOIR\n\n"
    "Objet : Travaux de voirie\n\nLe conseil communautaire, après en avoir délibéré, décide :\n\n- de faire les travaux.\n\n"
    "Adopté à l'unanimité.\n"
)


@pytest.mark.parametrize(
    ("head", "there"),
    [
        ("COMMUNAUTÉ DE COMMUNES DES LISIÈRES DE L'OISE", 3),
        ("COMMUNAUTÉ DE COMMUNES DU PAYS DES HERBIERS", 5),  # other communes are its own
        ("COMMUNAUTÉ DE COMMUNES DU HAUT MONTCLAIR", 5),  # not known
    ],
)
def test_the_communes_of_a_known_body_are_taken_out_of_its_lists(head: str, there: int) -> None:
    (act,) = extract_bytes(ACT.format(head=head).encode(), "acte.txt", Options()).deliberations
    assert [who.texte for who in act.presents if who.prenom] == ["Luc PETIT", "Zoé BLANC", "Paul NOIR"]
    assert len(act.presents) == there
    assert [row.texte for row in act.indices.non_lus] == []
