"""What the exports for people call their sheets, columns and values: words of the reader's language, where the exports
for programs keep the keys of the format."""

from __future__ import annotations

from typing import Any

from delibparse.exports.tables import Column, Table
from delibparse.labels import Lang, field_label, in_words, labels

WORDS = {
    "collectivite_type": "choices", "vote_resultat": "choices", "vote_scrutin": "choices", "etat": "whereabouts",
    "sens": "whereabouts", "gravite": "severities",
}  # fmt: skip
"""Columns whose values are some of a few keys, and the table of labels that tells them in words."""

POINTERS = ("deduits", "champs", "champ")
"""Columns of fields, told by their pointers with white space between."""


def sheet_title(table: Table, lang: Lang) -> str:
    return str(labels(lang)["sheets"][table.name])


def heading(column: Column, lang: Lang) -> str:
    """A column's name in words: that of the field it is taken from, where it is one.

    >>> from delibparse.exports.tables import TABLES
    >>> [heading(column, "en") for column in TABLES[1].columns[1:3]]
    ['Attendance', 'Name as printed']
    """
    own = labels(lang)["columns"].get(column.name)
    return str(own or field_label(f"/{column.source.replace('.', '/')}", lang))


def in_a_cell(column: Column, value: Any, lang: Lang) -> Any:
    """A value as a person reads it: keys and fields in words; what is neither, as it is."""
    if not isinstance(value, str):
        return value
    if column.name in WORDS:
        return labels(lang)[WORDS[column.name]].get(value, value)
    if column.name in POINTERS:
        return "; ".join(field_label(pointer, lang) for pointer in value.split())
    return in_words(value, lang) if column.name == "message" else value
