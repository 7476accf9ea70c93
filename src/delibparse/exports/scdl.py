"""`scdl`: the open-data table of deliberations (Socle commun des données locales, schema "délibérations" 2.1).

A row an act, in the order and the patterns of the schema. What the act does not say and the caller does not give stays
empty and is told, mandatory or not: nothing is guessed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO
from urllib.parse import quote

import regex

from delibparse.model.stream import Act
from delibparse.spreadsheet import CsvWriter

FIELDS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET",
    "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE",
    "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
MANDATORY = FIELDS[:7]
MATIERE = regex.compile(r"\d\.\d{1,2}", regex.V1)
"""The level-2 code that the schema takes: "8.1", the head of a printed 8.1.3."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows and the acts seldom print: the body's name and SIRET, the subject of acts that bear none,
    and the address that the file's name is put behind."""

    nom: str | None = None
    siret: str | None = None
    matiere: str | None = None
    url_base: str | None = None


def write(acts: Iterable[Act], file: IO[bytes], known: Known, missing: Callable[[Act, list[str]], None]) -> None:
    """The table; `missing` is called with each act that leaves mandatory cells empty, and their names."""
    sheet = CsvWriter(file)
    sheet.put(FIELDS)
    for act in acts:
        row = cells(act, known)
        empty = [name for name in MANDATORY if row[name] is None]
        if empty:
            missing(act, empty)
        sheet.put([row[name] for name in FIELDS])


def cells(act: Act, known: Known) -> dict[str, str | int | None]:
    """The cells of an act by field."""
    code = _subject(act.matiere.code if act.matiere else None) or known.matiere
    received, held = act.formalites.reception_prefecture, act.seance.date
    return {
        "COLL_NOM": act.collectivite.nom or known.nom,
        "COLL_SIRET": known.siret if _of_this_body(act, known.siret) else None,
        "DELIB_ID": act.numero or _number_sent(act.identifiant_acte),
        "DELIB_DATE": held,
        "DELIB_MATIERE_CODE": code,
        "DELIB_MATIERE_NOM": label(code) if code else None,
        "DELIB_OBJET": act.objet,
        "BUDGET_ANNEE": None,
        "BUDGET_NOM": None,
        "PREF_ID": None,
        "PREF_DATE": received if received and held and received >= held else None,
        "VOTE_EFFECTIF": act.effectif.en_exercice,
        "VOTE_REEL": _took_part(act),
        "VOTE_POUR": act.vote.pour,
        "VOTE_CONTRE": act.vote.contre,
        "VOTE_ABSTENTION": act.vote.abstentions,
        "DELIB_URL": known.url_base.rstrip("/") + "/" + quote(act.fichier.rsplit("/", 1)[-1])
        if known.url_base
        else None,
    }


def _of_this_body(act: Act, siret: str | None) -> bool:
    """Whether a SIRET may be the act's body's: it begins with the SIREN, where the act bears one."""
    return siret is not None and (act.collectivite.siren is None or siret.startswith(act.collectivite.siren))


def _number_sent(identifier: str | None) -> str | None:
    """The number in an identifier: 086-218600666-20171109-2017_01-DE gives 2017_01."""
    parts = (identifier or "").split("-")
    return "-".join(parts[3:-1]) or None


def _subject(code: str | None) -> str | None:
    match = MATIERE.match(code or "")
    return match[0] if match else None


def _took_part(act: Act) -> int | None:
    """Who took part: declared, else all the votes where each side is known."""
    vote = act.vote
    if act.effectif.votants is not None:
        return act.effectif.votants
    if vote.pour is None or vote.contre is None or vote.abstentions is None:
        return None
    return vote.pour + vote.contre + vote.abstentions + (vote.blancs_nuls or 0)


def label(code: str) -> str | None:
    """Both levels of a subject, lower case, no comma: 8.1 gives "domaines de compétences par thèmes/enseignement"."""
    labels = matieres()
    both = [labels.get(code.split(".")[0]), labels.get(code)]
    return "/".join(part.lower().replace(",", "") for part in both if part) if all(both) else None


@cache
def matieres() -> dict[str, str]:
    """The labels of the ACTES subjects by code."""
    text = resources.files("delibparse.exports").joinpath("actes_matieres.csv").read_text(encoding="utf-8")
    return {row["code"]: row["libelle"] for row in csv.DictReader(text.splitlines())}
