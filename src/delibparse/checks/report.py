"""Warnings gathered from documents, and written for machines: JSON and SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from delibparse.checks import rules
from delibparse.labels import Lang, in_words, rule_title
from delibparse.model.people import council_of
from delibparse.model.record import Avertissement, Collectivite, Deliberation, Document, Seance
from delibparse.settings import Settings, keeps
from delibparse.version import __version__

SOURCES = "%SRCROOT%"
"""SARIF's name for the folder that the relative names of files are below."""

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"erreur": "error", "alerte": "warning", "info": "note"}


Cause = tuple[str, str, str, str]
"""A session's council and date, and the code and message of a warning that comes from its lists."""


class Row(NamedTuple):
    """A warning and where it is: the file, the act's index (None for the file as a whole) and number, the page; and
    how many acts bear it, where its cause is their session's. `cause` is None where the session is not known."""

    fichier: str
    acte: int | None
    numero: str | None
    page: int | None
    avertissement: Avertissement
    actes: int = 1
    cause: Cause | None = None


def rows(document: Document, settings: Settings) -> Iterator[Row]:
    """The warnings of a document that the settings keep, those of the file first.

    What has its cause in a session is told once, at the first act that bears it, with the number of acts that do;
    acts of unknown session count as of one: they stand in one file.
    """
    name = document.source.fichier
    for warning in document.avertissements:
        if keeps(settings, warning.code):
            yield Row(name, None, None, None, warning)
    causes = [{_told_as(act, warning) for warning in act.avertissements} for act in document.deliberations]
    shared = Counter(cause for of_act in causes for cause in of_act)
    told: set[_ToldAs] = set()
    for k, act in enumerate(document.deliberations):
        for warning in act.avertissements:
            if not keeps(settings, warning.code):
                continue
            if warning.portee != "seance":
                yield Row(name, k, act.numero, _page(act, warning), warning)
            elif (one := _told_as(act, warning)) not in told:
                told.add(one)
                yield Row(name, k, act.numero, _page(act, warning), warning, shared[one], cause_of(act, warning))


class OfSession(Protocol):
    """What tells an act's session: an act, or so much of one."""

    @property
    def collectivite(self) -> Collectivite: ...

    @property
    def seance(self) -> Seance: ...


_ToldAs = tuple[str | None, str | None, str, str]


def _told_as(act: OfSession, warning: Avertissement) -> _ToldAs:
    """What two warnings of one cause have in common: council, date, code, message."""
    return council_of(act.collectivite), act.seance.date, warning.code, warning.message


def cause_of(act: OfSession, warning: Avertissement) -> Cause | None:
    """The session's cause that a warning tells of; None where it is another's, or the session is not known."""
    council, day = council_of(act.collectivite), act.seance.date
    if warning.portee != "seance" or council is None or day is None:
        return None
    return council, day, warning.code, warning.message


def _page(act: Deliberation, warning: Avertissement) -> int | None:
    """The page of the first field that has a place, else the act's first; of a record without places that of an act
    which stands on one."""
    for pointer in warning.champs:
        places = act.provenance.get(pointer) or next(
            (found for other, found in act.provenance.items() if other.startswith(f"{pointer}/")), []
        )
        if places:
            return places[0].page
    return act.pages[0] if len(act.pages) == 1 or (act.pages and act.provenance) else None


def as_json(found: list[Row]) -> bytes:
    """An array of flat objects, one a warning; acts are numbered from 1."""
    listed = [
        {
            "fichier": row.fichier, "acte": None if row.acte is None else row.acte + 1, "numero": row.numero,
            "page": row.page, "code": row.avertissement.code, "gravite": row.avertissement.gravite,
            "message": row.avertissement.message, "champs": row.avertissement.champs,
            "portee": row.avertissement.portee, "actes": row.actes, "reference": row.avertissement.reference,
        }
        for row in found
    ]  # fmt: skip
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"


def as_sarif(found: list[Row], lang: Lang, root: Path | None = None) -> bytes:
    """One run; the rules that were met are described in it. Files below `root` are named relative to it, so that who
    takes the log elsewhere finds them in their own copy."""
    met = sorted({row.avertissement.code for row in found})
    driver = {
        "name": "delibparse",
        "version": __version__,
        "informationUri": "https://pypi.org/project/delibparse/",
        "rules": [_sarif_rule(code, lang) for code in met],
    }
    results = [_sarif_result(row, met.index(row.avertissement.code), lang, root) for row in found]
    run = {
        "tool": {"driver": driver},
        "originalUriBaseIds": {SOURCES: {"description": {"text": "The folder in which delibparse was run."}}},
        "results": results,
        "columnKind": "unicodeCodePoints",
    }
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1).encode() + b"\n"


def _sarif_rule(code: str, lang: Lang) -> dict[str, Any]:
    rule = rules()[code]
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule_title(code, lang)},
        "fullDescription": {"text": rule.page},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"reference": rule.reference, "lang": lang},
    }


def _sarif_result(row: Row, index: int, lang: Lang, root: Path | None) -> dict[str, Any]:
    warning = row.avertissement
    physical: dict[str, Any] = {"artifactLocation": _artifact(row.fichier, root)}
    prefix = "" if row.acte is None else f"/deliberations/{row.acte}"
    where = [{"fullyQualifiedName": f"{prefix}{field}"} for field in warning.champs]
    return {
        "ruleId": warning.code,
        "ruleIndex": index,
        "level": LEVELS[warning.gravite],
        "message": {"text": in_words(warning.message, lang)},
        "locations": [{"physicalLocation": physical, **({"logicalLocations": where} if where else {})}],
        "properties": {"page": row.page, "numero": row.numero, "actes": row.actes},
    }


def _artifact(name: str, root: Path | None) -> dict[str, str]:
    """A file by its URI (RFC 3986): relative where it is below the root or named without one, else absolute."""
    path = PurePath(name)
    if root is not None and path.is_absolute() and path.is_relative_to(root):
        path = path.relative_to(root)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix().replace("\\", "/")), "uriBaseId": SOURCES}
