"""The roll of an assembly set as a table: heads by composition, one state a row, and what is no roll."""

from __future__ import annotations

import pytest

from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.roll import column_kind, read_roll
from delibparse.layout import Span, Text, compose
from delibparse.reading.plain import read_text


def composed(text: str) -> Span:
    return compose(read_text(text), lexicon()).body.span()


def cell(text: str) -> Span:
    return Text(text, [], lexicon()).span()


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Présent", "present"), ("PRÉSENT(E)S", "present"), ("Prés.", "present"), ("Présence", "presence"),
        ("Présent / Absent", "presence"), ("Absent", "absent"), ("Absent non excusé", "absent"),
        ("Absents excusés", "excuse"), ("Exc.", "excuse"), ("Pouvoir à", "pouvoir"), ("Représenté(e) par", "pouvoir"),
        ("Absent ayant donné pouvoir à", "pouvoir"), ("A donné procuration à", "pouvoir"), ("Mandataire", "pouvoir"),
        ("Pouvoir de", "received"), ("Porteur d'un pouvoir", "received"), ("Suppléant", "substitute"),
        ("Conseiller municipal", "name"), ("NOM et prénom", "name"), ("Signature", "other"), ("N°", "other"),
    ],
)  # fmt: skip
def test_a_label_is_what_its_words_tell(label: str, kind: str) -> None:
    assert column_kind(cell(label)) == kind


@pytest.mark.parametrize("text", ["M. Luc PETIT", "Budget principal", "Présents : 12", "Recettes", "LE GOFF Anne"])
def test_a_cell_with_another_word_is_no_label(text: str) -> None:
    assert column_kind(cell(text)) is None


CROSSES = """
Nom                 Présent   Excusé   Absent   Pouvoir à
Luc PETIT           X
Eve ROY                       X
Paul BRUN                              X
Rose LENOIR                   X                 Luc PETIT
Anne LE GOFF        X
"""


def states(text: str) -> list[tuple[str, str | None, str | None]]:
    roll = read_roll(composed(text))
    assert roll is not None
    return [(entry.name.text, entry.state, entry.holder and entry.holder.text) for entry in roll.entries]


def test_a_row_is_one_member_in_one_state() -> None:
    assert states(CROSSES) == [
        ("Luc PETIT", "present", None),
        ("Eve ROY", "excuse", None),
        ("Paul BRUN", "absent", None),
        ("Rose LENOIR", "pouvoir", "Luc PETIT"),
        ("Anne LE GOFF", "present", None),
    ]


def test_a_member_said_to_be_there_and_not_is_in_no_state() -> None:
    both = CROSSES.replace("Eve ROY                       X", "Eve ROY             X         X")
    assert states(both)[1] == ("Eve ROY", None, None)


def test_letters_in_a_column_of_presence() -> None:
    text = """
Délégués            Présence     Représenté par
Luc PETIT           P
Eve ROY             Exc.
Paul BRUN           Abs.
Rose LENOIR         Repr.        Luc PETIT
"""
    assert [state for _, state, _ in states(text)] == ["present", "excuse", "absent", "pouvoir"]


@pytest.mark.parametrize(
    "text",
    [
        "Libellé             Crédits      Réalisé\nEau                 120          110\nVoirie              300          280\n"
        "Écoles              210          205\nSport               90           80\n",
        "Nom                 Fonction     Groupe\nLuc PETIT           Maire        A\nEve ROY             Adjointe     B\n"
        "Paul BRUN           Conseiller   A\nRose LENOIR         Conseillère  B\n",
        "M. Luc PETIT         Mme Eve ROY         M. Paul BRUN\nMme Rose LENOIR      M. Jean BLANC       Mme Anne NOIR\n"
        "M. Guy VERT          Mme Léa GRIS        M. Éric ROUX\nMme Ida BLEU         M. Max ROSE         Mme Zoé BRUNE\n",
    ],
)  # fmt: skip
def test_other_tables_are_no_rolls(text: str) -> None:
    assert read_roll(composed("\n" + text)) is None
