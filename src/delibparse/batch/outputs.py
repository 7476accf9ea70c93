"""What a run leaves for others beside the JSON of each input: all acts, all warnings, what failed, a summary.

Made from the journal and the JSON files, in the order of the keys: the same archive gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO, Any, TypeVar

import msgspec

from delibparse import errors
from delibparse.batch.causes import shared_causes, told_once
from delibparse.batch.journal import Journal
from delibparse.checks.report import Cause, rows
from delibparse.corrections import Left, Trouble
from delibparse.files import writing
from delibparse.model.explained import Words, words_of
from delibparse.model.record import FORMAT, Document
from delibparse.model.schema import from_json
from delibparse.settings import NO_SETTINGS, Settings
from delibparse.spreadsheet import CsvWriter
from delibparse.version import __version__

WARNING_HEAD = (
    "fichier", "acte", "numero", "page", "code", "gravite", "message", "champs", "portee", "actes", "reference",
)  # fmt: skip


class _Document(msgspec.Struct):
    """A document whose acts are copied as they stand."""

    source: dict[str, Any]
    deliberations: list[msgspec.Raw]


def write(
    journal: Journal, lang: str, left: list[Left], troubles: list[Trouble], settings: Settings = NO_SETTINGS
) -> None:
    """Writes the outputs of a run, each whole or not at all; `left` and `troubles` are the corrections that were not
    applied, and the lines that are none; the settings tell which warnings are listed. Raises OutputFailure."""
    folder = journal.folder
    with (
        writing(folder.acts, within=folder.parts) as acts,
        writing(folder.warnings, within=folder.parts) as table,
        writing(folder.uncorrected_acts, within=folder.parts) as uncorrected,
    ):
        warnings = CsvWriter(table)
        warnings.put(WARNING_HEAD)
        shared: Counter[Cause] = Counter()
        for output in _of_shared_sessions(journal):
            shared.update(_whole(folder.record(output), lambda data: shared_causes([data])))
        told: set[Cause] = set()
        codes: Counter[str] = Counter()
        words = Words()
        for _, output in journal.done():
            document = _whole(folder.record(output), partial(_copied, target=acts))
            words = words.plus(words_of(document))
            before = folder.uncorrected(output)
            if before.exists():
                _whole(before, partial(_copied, target=uncorrected))
            for row in told_once(rows(document, settings), shared, told):
                warning = row.avertissement
                codes[warning.code] += 1
                act = "" if row.acte is None else row.acte + 1
                warnings.put(
                    (row.fichier, act, row.numero or "", row.page or "", warning.code, warning.gravite, warning.message,
                     " ".join(warning.champs), warning.portee, row.actes, warning.reference or "")
                )  # fmt: skip
    failed = [(key, fr if lang == "fr" else en) for key, fr, en in journal.failures()]
    left_out = [(key, fr if lang == "fr" else en) for key, fr, en in journal.left_out()]
    with writing(folder.failures, within=folder.parts) as table:
        failures = CsvWriter(table)
        failures.put(("fichier", "raison", "etat"))
        for rows_, state in ((failed, "echec"), (left_out, "laisse")):
            for key, reason in rows_:
                failures.put((key, reason, state))
    stands = journal.tally()
    summary = {
        "format": FORMAT,
        "delibparse": __version__,
        "fichiers": {"lus": stands["done"], "en_echec": stands["failed"], "laisses": len(left_out)},
        "pages": stands["pages"],
        "actes": stands["actes"],
        "mots": {
            "lus": words.read,
            "non_lus": words.left,
            "part": None if words.share is None else round(words.share, 4),
        },
        "avertissements": dict(sorted(codes.items())),
        "echecs": [{"fichier": key, "raison": reason} for key, reason in failed],
        "laisses": [{"fichier": key, "raison": reason} for key, reason in left_out],
        "corrections_laissees": [
            {"fichier": word.fichier, "acte": word.acte, "champ": word.champ, "raison": why} for word, why in left
        ],
        "corrections_illisibles": [{"ligne": line, "raison": why} for line, why in troubles],
    }
    journal.set_words(words)
    with writing(folder.summary, within=folder.parts) as file:
        file.write(msgspec.json.format(msgspec.json.encode(summary), indent=2) + b"\n")


T = TypeVar("T")


def _whole(path: Path, work: Callable[[bytes], T]) -> T:
    """What the work makes of an output. Raises OutputDamaged."""
    try:
        return work(path.read_bytes())
    except errors.BadRecord as failure:
        raise errors.OutputDamaged(file=path, why=failure.facts["why"]) from failure
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise errors.OutputDamaged(file=path, why=" ".join(str(error).split())) from error


def _copied(data: bytes, target: IO[bytes]) -> Document:
    """The document, its acts copied."""
    document = from_json(data)
    _copy_acts(data, target)
    return document


def _of_shared_sessions(journal: Journal) -> list[str]:
    """The outputs of the files whose session stands in others too, each once."""
    return sorted({output for _, files in journal.sessions() for _, output in files})


def _copy_acts(data: bytes, target: IO[bytes]) -> None:
    """A line an act: where it comes from, then the act as it stands."""
    document = msgspec.json.decode(data, type=_Document)
    for n, act in enumerate(document.deliberations, 1):
        head = {"fichier": document.source["fichier"], "sha256": document.source["sha256"], "acte": n}
        target.write(msgspec.json.encode(head)[:-1] + b"," + bytes(act)[1:] + b"\n")
