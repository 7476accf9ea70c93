"""What a run leaves for others beside the JSON of each input: all acts, all warnings, what failed, a summary.

Made from the journal and the JSON files, in the order of the keys: the same archive gives the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import IO, Any

import msgspec

from delibparse import __version__
from delibparse.batch.journal import FOLDER, Journal
from delibparse.cells import harmless
from delibparse.corrections import Left, Trouble
from delibparse.reading.files import whole
from delibparse.record import FORMAT
from delibparse.report import rows
from delibparse.schema import from_json
from delibparse.settings import NO_SETTINGS

WARNING_HEAD = ("fichier", "acte", "numero", "page", "code", "gravite", "message", "champs", "reference")


class _Document(msgspec.Struct):
    """A document whose acts are copied as they stand."""

    source: dict[str, Any]
    deliberations: list[msgspec.Raw]


UNCORRECTED = "uncorrected"
"""Below the journal's folder: what was read of the files that people have corrected, before they did; and in one file
beside it, their acts a line each, as in `deliberations.jsonl`."""


def write(journal: Journal, lang: str, left: list[Left], troubles: list[Trouble]) -> None:
    """Writes the outputs of a run, each whole or not at all; `left` and `troubles` are the corrections that were not
    applied, and the lines that are none. Raises OutputFailure."""
    out = journal.out
    kept = out / FOLDER / UNCORRECTED
    with (
        whole(out / "deliberations.jsonl") as acts,
        whole(out / "warnings.csv") as table,
        whole(kept.with_suffix(".jsonl")) as uncorrected,
    ):
        warnings = _sheet(table)
        warnings(WARNING_HEAD)
        for _, output in journal.done():
            data = (out / output).read_bytes()
            _copy_acts(data, acts)
            if (kept / output).exists():
                _copy_acts((kept / output).read_bytes(), uncorrected)
            for row in rows(from_json(data), NO_SETTINGS):
                warning = row.avertissement
                act = "" if row.acte is None else row.acte + 1
                warnings(
                    (row.fichier, act, row.numero or "", row.page or "", warning.code, warning.gravite, warning.message,
                     " ".join(warning.champs), warning.reference or "")
                )  # fmt: skip
    failed = [(key, fr if lang == "fr" else en) for key, fr, en in journal.failures()]
    with whole(out / "failures.csv") as table:
        failures = _sheet(table)
        failures(("fichier", "raison"))
        for row_ in failed:
            failures(row_)
    stands = journal.tally()
    summary = {
        "format": FORMAT,
        "delibparse": __version__,
        "fichiers": {"lus": stands["done"], "en_echec": stands["failed"]},
        "pages": stands["pages"],
        "actes": stands["actes"],
        "avertissements": stands["avertissements"],
        "echecs": [{"fichier": key, "raison": reason} for key, reason in failed],
        "corrections_laissees": [
            {"fichier": word.fichier, "acte": word.acte, "champ": word.champ, "raison": why} for word, why in left
        ],
        "corrections_illisibles": [{"ligne": line, "raison": why} for line, why in troubles],
    }
    with whole(out / "summary.json") as file:
        file.write(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")


def _copy_acts(data: bytes, target: IO[bytes]) -> None:
    """A line an act: where it comes from, then the act as it stands."""
    document = msgspec.json.decode(data, type=_Document)
    for n, act in enumerate(document.deliberations, 1):
        head = {"fichier": document.source["fichier"], "sha256": document.source["sha256"], "acte": n}
        target.write(msgspec.json.encode(head)[:-1] + b"," + bytes(act)[1:] + b"\n")


def _sheet(target: IO[bytes]) -> Callable[[tuple[object, ...]], None]:
    """What writes the rows of a CSV file (RFC 4180, UTF-8)."""
    text = io.StringIO()
    writer = csv.writer(text)

    def put(row: tuple[object, ...]) -> None:
        writer.writerow([harmless(str(cell)) for cell in row])
        target.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()

    return put
