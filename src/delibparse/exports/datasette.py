"""What Datasette shows of a database of `sqlite`: labels, facets, search and ready questions, in a `metadata.json`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from delibparse import files
from delibparse.exports.sqlite import LABELS


def describe(base: Path) -> Path | None:
    """Puts the metadata beside the database: into the `metadata.json` that an earlier export left, or a new one. One of
    someone else stays as it is, and the metadata go into a file that bears the database's name.

    Gives where they are; None where that file is someone else's too. Raises OutputFailure.
    """
    names = ("metadata.json", f"{base.stem}.metadata.json")
    return next((path for name in names if _describe(path := base.with_name(name), base.stem)), None)


def _describe(path: Path, name: str) -> bool:
    """Puts what Datasette shows of the database `name` into a file; the descriptions of other databases of ours stay.
    False for a file that is none of ours, which stays as it is."""
    told = metadata(name)
    if os.path.lexists(path):
        try:
            there = json.loads(path.read_bytes())
            if (there["title"], there["description"]) != (told["title"], told["description"]):
                return False
            told["databases"] = {**there["databases"], **told["databases"]}
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return False
    with files.writing(path) as file:
        file.write(json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n")
    return True


def metadata(name: str) -> dict[str, Any]:
    """Titles and canned queries for Datasette."""
    search = (
        "select acts.id, sessions.date, acts.numero, acts.objet "
        "from acts_fts join deliberations as acts on acts.number = acts_fts.rowid "
        "join sessions on sessions.id = acts.session_id where acts_fts match :mots order by rank limit 100"
    )
    vote = "select date, numero, objet, sens, pouvoirs from votes_by_name where nom = :nom order by date"
    absent = (
        "select nom, prenom, council, missed, sessions, represented, excuses, absents "
        "from attendance order by missed desc, sessions, nom"
    )
    return {
        "title": "Délibérations",
        "description": "Actes lus par delibparse",
        "databases": {
            name: {
                "title": "Délibérations",
                "description": "Commencez par acts. « (déduit) » : chiffre non écrit, que d'autres prouvent.",
                "tables": _tables(),
                "queries": {
                    "recherche": {"title": "Recherche dans l'objet, l'exposé et la décision", "sql": search},
                    "vote": {"title": "Comment un membre a voté", "sql": vote},
                    "absences": {"title": "Qui était absent, à combien de séances", "sql": absent},
                    "contestees": {"title": "Votes contestés", "sql": "select * from contested order by contre desc"},
                },
            }
        },
    }


def _tables() -> dict[str, dict[str, Any]]:
    """What Datasette shows of a row elsewhere, what it lets choose by, and where it searches."""
    labels = {table: {"label_column": column} for table, column in LABELS}
    return {
        **labels,
        "sources": {"label_column": "fichier"},
        "deliberations": {
            "label_column": "objet",
            "facets": ["council_id", "resultat"],
            "fts_table": "acts_fts",
            "fts_pk": "number",
        },
        "acts": {"title": "Actes", "facets": ["council", "resultat"], "sort_desc": "date"},
        "presences": {"facets": ["etat"]},
        "votes": {"facets": ["sens"]},
        "warnings": {"facets": ["gravite", "code"]},
    }
