"""The open-data table of `delibparse export`: what the caller knows of the body, and what the table leaves empty."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from stdnum import luhn

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.output import Lang

if TYPE_CHECKING:
    from delibparse.exports.scdl import Empty, Known

_LA_POSTE = "356000000"
"""The one SIREN whose establishments have numbers of another key."""

WIDEST = 40
"""The characters of a place in the table; a longer one loses its head."""

REMEDIES = {
    "COLL_NOM": ("donnez --nom, ou nom dans delibparse.toml", "give --nom, or nom in delibparse.toml"),
    "COLL_SIRET": ("donnez --siret, ou siret dans delibparse.toml", "give --siret, or siret in delibparse.toml"),
    "DELIB_ID": ("l'acte n'a pas de numéro lu : delibparse review", "no number was read: delibparse review"),
    "DELIB_DATE": ("la date de séance n'a pas été lue : delibparse review", "no date was read: delibparse review"),
    "DELIB_MATIERE_CODE": ("donnez --matiere-defaut", "give --matiere-defaut"),
    "DELIB_MATIERE_NOM": ("donnez --matiere-defaut", "give --matiere-defaut"),
    "DELIB_OBJET": ("l'objet n'a pas été lu : delibparse review", "no object was read: delibparse review"),
}
"""What to do for a mandatory cell, in French and English."""

_ELSEWHERE = (
    "actes d'une autre collectivité, ou d'on ne sait laquelle : exportez chacune à part",
    "acts of another body, or of one unknown: export each body apart",
)


@dataclass(slots=True)
class Missing:
    """Gathers the mandatory cells that acts leave empty, and tells them in one table; refuses them where `strict`."""

    lang: Lang
    strict: bool
    cells: Counter[tuple[str, bool]] = field(default_factory=Counter)
    firsts: dict[tuple[str, bool], str] = field(default_factory=dict)

    def __call__(self, empty: Empty) -> None:
        """Raises MandatoryCells where `strict`."""
        if self.strict:
            raise errors.MandatoryCells(where=empty.where, names=", ".join(empty.names))
        from delibparse.exports.scdl import OF_THE_BODY

        for name in empty.names:
            key = (name, empty.elsewhere and name in OF_THE_BODY)
            self.cells[key] += 1
            self.firsts.setdefault(key, empty.where if len(empty.where) <= WIDEST else "…" + empty.where[1 - WIDEST :])

    def tell(self) -> None:
        """The table on stderr: the cell, how many acts leave it empty, the first of them, and what to do."""
        if not self.cells:
            return
        fr = self.lang is Lang.fr
        head = ("cellule", "actes", "le premier", "remède") if fr else ("cell", "acts", "the first", "remedy")
        rows = [head]
        for (name, elsewhere), count in sorted(self.cells.items()):
            remedy = (_ELSEWHERE if elsewhere else REMEDIES[name])[0 if fr else 1]
            rows.append((name, str(count), self.firsts[name, elsewhere], remedy))
        widths = [max(len(row[k]) for row in rows) for k in range(3)]
        output.say("delibparse: " + ("cellules obligatoires vides" if fr else "mandatory cells left empty"))
        for cell, count_, first, remedy in rows:
            output.say(f"  {cell:<{widths[0]}}  {count_:>{widths[1]}}  {first:<{widths[2]}}  {remedy}")


def known(
    sources: list[str],
    config: Path | None,
    nom: str | None,
    siret: str | None,
    matiere: str | None,
    url_base: str | None,
    deduced: bool,
) -> Known:
    """What the caller gave, else the settings beside the first source. Raises UsageError, BadSettings."""
    from delibparse.exports.scdl import MATIERE, Known
    from delibparse.settings import FILE_NAME, NO_SETTINGS, find, load

    first = Path(sources[0])
    inside = first / FILE_NAME
    path = config or (inside if inside.is_file() else find(first) if sources[0] != "-" else None)
    settings = load(path) if path else NO_SETTINGS
    siret = siret or settings.siret
    if siret is not None and not is_siret(siret):
        raise errors.UsageError(
            fr=f"SIRET {siret} : 14 chiffres et leur clé attendus",
            en=f"SIRET {siret}: 14 digits and their check digit are expected",
        )
    if matiere is not None and not MATIERE.fullmatch(matiere):
        raise errors.UsageError(
            fr=f"--matiere-defaut {matiere} : un code comme 8.1 est attendu",
            en=f"--matiere-defaut {matiere}: a code such as 8.1 is expected",
        )
    return Known(nom or settings.nom, siret, matiere, url_base, deduced)


def is_siret(text: str) -> bool:
    """Fourteen digits whose key is right; La Poste's offices have another key.

    >>> is_siret("21860066600018"), is_siret("21860066600015")
    (True, False)
    """
    return bool(re.fullmatch(r"\d{14}", text, re.A)) and (text.startswith(_LA_POSTE) or luhn.is_valid(text))
