"""`delibparse export SOURCE… --format F`"""

from __future__ import annotations

import os
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import LangOption
from delibparse.cli.beside import check
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from delibparse.cli.scdl import Missing
    from delibparse.corrections import Left, Trouble
    from delibparse.exports.acts import Read, Tell
    from delibparse.exports.scdl import Known
    from delibparse.labels import Lang as Tongue
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


BY_BODY = (Format.sqlite, Format.popolo)
"""Formats that gather the acts of a body: its SIREN, where some acts bear it, tells it for all that bear its name."""


class Deduced(StrEnum):
    keep = "keep"
    drop = "drop"


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
    deduced: Annotated[
        Deduced | None,
        typer.Option(help="Figures that no act prints: keep, marked, or drop. Kept unless told; scdl drops them."),
    ] = None,
    nom: Annotated[str | None, typer.Option(help="scdl: the body's name, for acts that do not bear it.")] = None,
    siret: Annotated[str | None, typer.Option(help="scdl: the body's SIRET, 14 digits.")] = None,
    matiere_defaut: Annotated[
        str | None, typer.Option(metavar="CODE", help="scdl: the ACTES subject of acts that bear none, such as 8.1.")
    ] = None,
    url_base: Annotated[str | None, typer.Option(help="scdl: the address below which the files are published.")] = None,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="scdl: settings; else delibparse.toml beside the source.")
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="scdl: refuse empty mandatory cells.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="csv: for a spreadsheet: semicolons, a byte-order mark, headings in words.")
    ] = False,
    lang: LangOption = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
) -> None:
    """Turn acts into open data, tables, a database, or the formats of others."""
    voice = output.voice(context, lang, debug)
    if format_ in TO_A_PATH and out is None:
        raise errors.UsageError(
            fr=f"{format_} s'écrit dans un chemin (donnez -o)", en=f"{format_} is written to a path (give -o)"
        )
    check(sources, out)
    data = output.guard_stdout() if out is None else -1
    with _shown_as_work(sources, format_, out, data) as read:
        later: list[tuple[list[Left], list[Trouble]]] = []
        found = _acts(sources, format_, deduced, output.of_record(lang), lambda *words: later.append(words), read)
        if format_ is Format.scdl:
            from delibparse.cli.scdl import Missing, known

            told = known(sources, config, nom, siret, matiere_defaut, url_base, deduced is Deduced.keep)
            missing = Missing(voice.language, strict)
            _write_scdl(found, out, data, told, missing)
        else:
            missing = None
            _write(found, format_, out, data, excel, voice.lang)
    for words in later:
        voice.tell_left(*words)
    if missing is not None:
        missing.tell()
    if format_ is Format.sqlite and out is not None:
        from delibparse.exports import datasette

        _tell_metadata(datasette.describe(out), voice.language)
    output.leave(ExitStatus.DONE)


@contextmanager
def _shown_as_work(sources: list[str], format_: Format, out: Path | None, data: int) -> Iterator[Read]:
    """A line on a terminal while acts are written, with the share of the sources' bytes that was read: fifty thousand
    acts take minutes. What is printed on the terminal shows itself."""
    from delibparse.cli.pagebar import waiting
    from delibparse.exports.acts import size_of

    if out is None and os.isatty(data):
        yield lambda _more: None
        return
    with waiting(str(out or format_.value), size_of(sources) * (2 if format_ in BY_BODY else 1)) as read:
        yield read


def _acts(
    sources: list[str], format_: Format, deduced: Deduced | None, lang: Tongue, tell: Tell, read: Read
) -> Iterator[Act]:
    """The acts as the format takes them."""
    from delibparse.exports.acts import acts, bodies

    found = acts(sources, lang, tell, read)
    if deduced is Deduced.drop and format_ is not Format.scdl:
        from delibparse.exports.deduced import printed

        found = printed(found)
    if format_ in BY_BODY:
        from delibparse.exports.bodies import sirens, with_sirens

        found = with_sirens(found, sirens(bodies(sources, read)))
    return found


def _write(acts: Iterator[Act], format_: Format, out: Path | None, data: int, excel: bool, lang: Tongue) -> None:
    from delibparse import files
    from delibparse.exports import akn, flat, markdown, popolo, sqlite, xlsx

    if format_ in TO_A_PATH:
        assert out is not None
        if format_ is Format.csv:
            flat.write_csv(acts, out, lang if excel else None)
        elif format_ is Format.parquet:
            flat.write_parquet(acts, out)
        elif format_ is Format.xlsx:
            xlsx.write(acts, out, lang)
        elif format_ is Format.sqlite:
            sqlite.write(acts, out)
        else:
            with files.writing_folder(out) as here:
                for act in acts:
                    (here / akn.file_name(act)).write_bytes(akn.document(act))
        return
    with files.writing_or_descriptor(out, data) as file:
        if format_ is Format.popolo:
            popolo.write(acts, file)
        elif format_ is Format.md:
            markdown.write(acts, file, lang)
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


def _write_scdl(acts: Iterator[Act], out: Path | None, data: int, known: Known, missing: Missing) -> None:
    from delibparse import files
    from delibparse.exports import scdl

    with files.writing_or_descriptor(out, data) as file:
        scdl.write(acts, file, known, missing)
