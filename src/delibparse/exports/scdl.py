"""`scdl`: the open-data table of deliberations (Socle commun des données locales, schema "délibérations" 2.1).

A row an act, in the order and the patterns of the schema. What the act does not say and the caller does not give stays
empty and is told, mandatory or not: nothing is guessed. The schema has no place to say that a figure is deduced, so
that such figures are left out, unless the caller wants them: then one more column names them.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO
from urllib.parse import quote

import msgspec
import regex

from delibparse.exports.bodies import Naming, body, naming
from delibparse.exports.deduced import printed
from delibparse.model.stream import Act
from delibparse.spreadsheet import CsvWriter

FIELDS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET",
    "BUDGET_ANNEE", "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE",
    "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip
MANDATORY = FIELDS[:7]
OF_THE_BODY = ("COLL_NOM", "COLL_SIRET")
DEDUCED = "DEDUITS"
"""The column that names the cells whose figures are deduced, where they are kept."""

HELD = 2**24
"""The bytes of rows that are held in memory; more of them wait on the disk."""
MATIERE = regex.compile(r"\d\.\d{1,2}", regex.V1)
"""The level-2 code that the schema takes: "8.1", the head of a printed 8.1.3."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller knows and the acts seldom print: the body's name and SIRET, the subject of acts that bear none,
    and the address that the file's name is put behind; and whether deduced figures are wanted."""

    nom: str | None = None
    siret: str | None = None
    matiere: str | None = None
    url_base: str | None = None
    deduced: bool = False


class Row(msgspec.Struct, frozen=True):
    """A row that waits until all bodies are known: where it is from, whose it is, its cells by field, and the fields of
    those that are deduced."""

    where: str
    naming: Naming
    cells: dict[str, str | int | None]
    deduced: list[str]


@dataclass(frozen=True, slots=True)
class Empty:
    """The mandatory cells that a row leaves empty; `elsewhere` where the SIRET is known and the act is, or may be,
    another body's."""

    where: str
    names: tuple[str, ...]
    elsewhere: bool


def write(acts: Iterable[Act], file: IO[bytes], known: Known, missing: Callable[[Empty], None]) -> None:
    """The table; `missing` is called for each act that leaves mandatory cells empty."""
    sheet = CsvWriter(file)
    sheet.put((*FIELDS, DEDUCED) if known.deduced else FIELDS)
    met: set[Naming] = set()
    with tempfile.SpooledTemporaryFile(max_size=HELD) as waiting:
        for act in acts if known.deduced else printed(acts):
            row = _row(act, known)
            met.add(row.naming)
            waiting.write(msgspec.json.encode(row) + b"\n")
        ours = body(met, known.siret[:9] if known.siret else None, known.nom)
        waiting.seek(0)
        for line in waiting:
            row = msgspec.json.decode(line, type=Row)
            cells, own = row.cells, ours.owns(row.naming)
            if own:
                cells = {**cells, "COLL_NOM": cells["COLL_NOM"] or known.nom, "COLL_SIRET": known.siret}
            empty = tuple(name for name in MANDATORY if cells[name] is None)
            if empty:
                missing(Empty(row.where, empty, known.siret is not None and not own))
            sheet.put([*(cells[name] for name in FIELDS), *([" ".join(row.deduced) or None] if known.deduced else [])])


def _row(act: Act, known: Known) -> Row:
    """The row of an act without what the caller knows of the body."""
    code = _subject(act.matiere.code if act.matiere else None) or known.matiere
    received, held = act.formalites.reception_prefecture, act.seance.date
    took_part = act.effectif.votants
    summed = _sum(act) if took_part is None and known.deduced else None
    cells: dict[str, str | int | None] = {
        "COLL_NOM": act.collectivite.nom,
        "COLL_SIRET": None,
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
        "VOTE_REEL": summed if took_part is None else took_part,
        "VOTE_POUR": act.vote.pour,
        "VOTE_CONTRE": act.vote.contre,
        "VOTE_ABSTENTION": act.vote.abstentions,
        "DELIB_URL": known.url_base.rstrip("/") + "/" + quote(act.fichier.rsplit("/", 1)[-1])
        if known.url_base
        else None,
    }
    deduced = [name for name, pointer in _VOTED.items() if pointer in act.deduits and cells[name] is not None]
    return Row(
        f"{act.fichier}, acte {act.acte}",
        naming(act.collectivite),
        cells,
        [*(["VOTE_REEL"] if summed is not None else []), *deduced],
    )


_VOTED = {"VOTE_POUR": "/vote/pour", "VOTE_CONTRE": "/vote/contre", "VOTE_ABSTENTION": "/vote/abstentions"}


def _number_sent(identifier: str | None) -> str | None:
    """The number in an identifier: 086-218600666-20171109-2017_01-DE gives 2017_01."""
    parts = (identifier or "").split("-")
    return "-".join(parts[3:-1]) or None


def _subject(code: str | None) -> str | None:
    match = MATIERE.match(code or "")
    return match[0] if match else None


def _sum(act: Act) -> int | None:
    """All the votes, where each side is known."""
    vote = act.vote
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
