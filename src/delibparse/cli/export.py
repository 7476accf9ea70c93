"""`delibparse export SOURCE… --format F`"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from delibparse.exports.scdl import Known
    from delibparse.model.stream import Act


class Format(StrEnum):
    scdl = "scdl"
    csv = "csv"
    jsonl = "jsonl"
    parquet = "parquet"
    xlsx = "xlsx"
    sqlite = "sqlite"
    popolo = "popolo"
    akn = "akn"
    md = "md"


TO_A_PATH = (Format.csv, Format.parquet, Format.xlsx, Format.sqlite, Format.akn)
"""Formats of several files, or of a file that is not written from its start to its end."""


def export(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="A batch's folder, JSON or JSON Lines files; - for stdin.")
    ],
    format_: Annotated[Format, typer.Option("--format", "-f", help="What the acts become.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file, or for csv, parquet and akn a folder; else stdout.")
    ] = None,
    siret: Annotated[str | None, typer.Option(help="scdl: the body's SIRET, 14 digits.")] = None,
    matiere_defaut: Annotated[
        str | None, typer.Option(metavar="CODE", help="scdl: the ACTES subject of acts that bear none, such as 8.1.")
    ] = None,
    url_base: Annotated[str | None, typer.Option(help="scdl: the address below which the files are published.")] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="scdl: settings; else delibparse.toml beside the source.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="scdl: refuse empty mandatory cells.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="csv: semicolons and a byte-order mark.")] = False,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = Lang.fr,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Turn acts into open data, tables, a database, or the formats of others."""
    voice = output.voice(context, lang.value, debug)
    if format_ in TO_A_PATH and out is None:
        raise errors.UsageError(
            fr=f"{format_} s'écrit dans un chemin (donnez -o)", en=f"{format_} is written to a path (give -o)"
        )
    data = output.guard_stdout() if out is None else -1
    from delibparse.exports.acts import acts

    found = acts(sources, lang.value, voice.tell_left)
    if format_ is Format.scdl:
        missing = _Missing(lang, strict)
        _write_scdl(found, out, data, _known(sources, config, siret, matiere_defaut, url_base), missing)
        output.leave(missing.status)
    _write(found, format_, out, data, excel, lang)
    output.leave(ExitStatus.DONE)


def _write(acts: Iterator[Act], format_: Format, out: Path | None, data: int, excel: bool, lang: Lang) -> None:
    from delibparse import files
    from delibparse.exports import akn, datasette, flat, markdown, popolo, sqlite, xlsx

    if format_ in TO_A_PATH:
        assert out is not None
        if format_ is Format.csv:
            flat.write_csv(acts, out, excel)
        elif format_ is Format.parquet:
            flat.write_parquet(acts, out)
        elif format_ is Format.xlsx:
            xlsx.write(acts, out)
        elif format_ is Format.sqlite:
            sqlite.write(acts, out)
            _tell_metadata(datasette.describe(out), lang)
        else:
            with files.writing_folder(out) as here:
                for act in acts:
                    (here / akn.file_name(act)).write_bytes(akn.document(act))
        return
    with files.writing_or_descriptor(out, data) as file:
        if format_ is Format.popolo:
            popolo.write(acts, file)
        elif format_ is Format.md:
            markdown.write(acts, file)
        else:
            import msgspec

            file.writelines(msgspec.json.encode(act) + b"\n" for act in acts)


def _tell_metadata(path: Path | None, lang: Lang) -> None:
    """Says where Datasette's metadata are, where `metadata.json` was someone else's."""
    if path is not None and path.name == "metadata.json":
        return
    told = {
        Lang.fr: "metadata.json n'est pas de delibparse et reste comme il est",
        Lang.en: "metadata.json is none of delibparse's and stays as it is",
    }[lang]
    use = f" (datasette -m {path.name})" if path is not None else ""
    output.say(f"delibparse: {told}{use}")


def _write_scdl(acts: Iterator[Act], out: Path | None, data: int, known: Known, missing: _Missing) -> None:
    from delibparse import files
    from delibparse.exports import scdl

    with files.writing_or_descriptor(out, data) as file:
        scdl.write(acts, file, known, missing)


class _Missing:
    """Tells on stderr which mandatory cells an act leaves empty; refuses them where `strict`."""

    def __init__(self, lang: Lang, strict: bool) -> None:
        self._fr, self._strict = lang is Lang.fr, strict
        self.status = ExitStatus.DONE

    def __call__(self, act: Act, names: list[str]) -> None:
        where = f"{act.fichier}, acte {act.acte}"
        if self._strict:
            raise errors.MandatoryCells(where=where, names=", ".join(names))
        said = "cellules obligatoires vides" if self._fr else "empty mandatory cells"
        output.say(f"delibparse: {where}: {said}: {', '.join(names)}")


def _known(
    sources: list[str], config: Path | None, siret: str | None, matiere: str | None, url_base: str | None
) -> Known:
    """What the caller gave, else the settings beside the first source. Raises UsageError, BadSettings."""
    from delibparse.exports.scdl import MATIERE, Known
    from delibparse.settings import FILE_NAME, NO_SETTINGS, find, load

    first = Path(sources[0])
    inside = first / FILE_NAME
    path = config or (inside if inside.is_file() else find(first) if sources[0] != "-" else None)
    settings = load(path) if path else NO_SETTINGS
    siret = siret or settings.siret
    if siret is not None and not re.fullmatch(r"\d{14}", siret):
        raise errors.UsageError(fr=f"SIRET {siret} : 14 chiffres attendus", en=f"SIRET {siret}: 14 digits are expected")
    if matiere is not None and not MATIERE.fullmatch(matiere):
        raise errors.UsageError(
            fr=f"--matiere-defaut {matiere} : un code comme 8.1 est attendu",
            en=f"--matiere-defaut {matiere}: a code such as 8.1 is expected",
        )
    return Known(settings.nom, siret, matiere, url_base)
