"""`delibparse roster import|list|show|remove`"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import DebugOption, JsonOption, LangOption
from delibparse.cli.output import Lang
from delibparse.cli.spoken import SpokenCommand, SpokenGroup
from delibparse.inert import inert

if TYPE_CHECKING:
    from delibparse.model.members import Member
    from delibparse.rosters.lookup import Roster
    from delibparse.rosters.store import Known

roster = typer.Typer(
    cls=SpokenGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Keep who sits on which council, from the national register of elected people.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

VINTAGES = {
    "fr": ("mandat", "millésime", "collectivités", "élus"),
    "en": ("mandate", "vintage", "bodies", "people"),
}
MEMBERS = {
    "fr": ("prénom", "nom", "civilité", "depuis", "jusqu'à"),
    "en": ("first name", "name", "civility", "from", "to"),
}
NOTHING = {
    "fr": "aucune liste importée (delibparse roster import FICHIER)",
    "en": "no roster was imported (delibparse roster import FILE)",
}


@roster.command("import", cls=SpokenCommand)
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="CSV files of the register, as published.")],
    vintage: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Of which day they are (YYYY-MM-DD), where their names do not tell."),
    ] = None,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Import files of the national register, all of them or none."""
    from delibparse.cli.pagebar import waiting
    from delibparse.rosters import store_path
    from delibparse.rosters.register import Register
    from delibparse.rosters.store import add

    spoken = output.voice(context, lang, debug).language
    path = store_path()
    if path is None:
        raise errors.NoDataFolder()
    days = [_day_of(file, vintage) for file in files]
    registers = [Register(file) for file in files]
    whole = sum(file.stat().st_size for file in files if file.is_file())
    with waiting(", ".join(file.name for file in files), whole) as read:
        add(path, ((day, register.rows(read)) for day, register in zip(days, registers, strict=True)))
    fr = spoken is Lang.fr
    for day, register in zip(days, registers, strict=True):
        left = f", {register.skipped} {'lignes illisibles' if fr else 'rows unreadable'}" if register.skipped else ""
        output.say(f"delibparse: {register.path}: {register.read} {'élus' if fr else 'people'}, {day}{left}")


def _day_of(file: Path, vintage: str | None) -> str:
    """Raises VintageMissing, UsageError."""
    from delibparse.rosters.register import vintage_in

    day = vintage_in(vintage if vintage is not None else file.name)
    if day is not None:
        return day
    if vintage is not None:
        raise errors.UsageError(
            fr=f"--vintage {vintage!r} n'est pas un jour (donnez AAAA-MM-JJ)",
            en=f"--vintage {vintage!r} is no day (give YYYY-MM-DD)",
        )
    raise errors.VintageMissing(file=file)


@roster.command("list", cls=SpokenCommand)
def list_(context: typer.Context, json_: JsonOption = False, lang: LangOption = None) -> None:
    """List what was imported: mandates and vintages."""
    from delibparse.rosters import imported
    from delibparse.rosters.store import vintages

    spoken = output.voice(context, lang, debug=False).language
    data, path = output.guard_stdout(), imported()
    found = vintages(path) if path else []
    if json_:
        output.write(data, _json([one._asdict() for one in found]))
    elif not found:
        output.say(NOTHING[spoken.value])
    else:
        output.write(data, _table(VINTAGES[spoken.value], ([str(cell) for cell in one] for one in found), data))


@roster.command("show", cls=SpokenCommand)
def show_(
    context: typer.Context,
    body: Annotated[str, typer.Argument(help="A name, a SIREN, an INSEE code, the code of a department or region.")],
    on: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Only who sat on that day.")] = None,
    dept: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this department: 49, 2A, 974.")] = None,
    json_: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Show the members of a body, and from when to when each may have sat."""
    from delibparse.rosters import imported
    from delibparse.rosters.lookup import made_of
    from delibparse.rosters.store import seats

    spoken = output.voice(context, lang, debug=False).language
    data, path = output.guard_stdout(), imported()
    if path is None:
        raise errors.NoSuchRoster(asked=body)
    known = _one(path, body, dept)
    day = _day_of(Path(), on) if on is not None else None
    found = made_of(known.nature, known.code, seats(path, known.nature, known.code))
    members = [one for one in found.members if one.serves(day)]
    if json_:
        output.write(data, _json(_told(known, found, members)))
    else:
        output.write(data, _table(MEMBERS[spoken.value], map(_cells, members), data))


def _one(path: Path, asked: str, dept: str | None) -> Known:
    """The one body that was asked for. Raises NoSuchRoster, SeveralBodies."""
    from delibparse.rosters.search import search

    found = search(path, asked, dept)
    if not found:
        raise errors.NoSuchRoster(asked=asked)
    if len(found) > 1:
        raise errors.SeveralBodies(asked=asked, found=", ".join(f"{one.nom} ({one.code})" for one in found[:6]))
    return found[0]


def _told(known: Known, found: Roster, members: list[Member]) -> dict[str, Any]:
    return {
        "type": known.nature,
        "code": known.code,
        "nom": known.nom,
        "millesimes": list(found.vintages),
        "membres": [
            {
                "nom": one.who.nom, "prenom": one.who.prenom, "civilite": one.who.civilite,
                "depuis": one.first or None, "jusqua": one.last or None, "source": one.source,
            }
            for one in members
        ],
    }  # fmt: skip


def _cells(one: Member) -> list[str]:
    return [one.who.prenom or "", one.who.nom or "", one.who.civilite or "", one.first, one.last]


@roster.command("remove", cls=SpokenCommand)
def remove_(
    context: typer.Context,
    vintage: Annotated[str | None, typer.Argument(metavar="[DATE]", help="The vintage to remove.")] = None,
    mandate: Annotated[str | None, typer.Option(metavar="MANDATE", help="Only of this mandate: maire.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Remove the whole file.")] = False,
    lang: LangOption = None,
) -> None:
    """Remove a vintage, or all that was imported."""
    from delibparse.files import remove
    from delibparse.rosters import imported, store_path
    from delibparse.rosters.store import remove as remove_vintages
    from delibparse.rosters.store import vintages

    output.voice(context, lang, debug=False)
    if all_ == (vintage is not None):
        raise errors.UsageError(fr="donnez un millésime ou --all", en="give a vintage or --all")
    path = imported()
    if vintage is None:
        whole = store_path()
        if whole is not None:
            remove(whole)
        return
    chosen = [
        (one.mandat, one.jour)
        for one in (vintages(path) if path else [])
        if one.jour == vintage and mandate in (None, one.mandat)
    ]
    if path is None or not chosen:
        raise errors.NoSuchRoster(asked=" ".join(filter(None, (vintage, mandate))))
    remove_vintages(path, chosen)


def _json(told: object) -> bytes:
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _table(heads: tuple[str, ...], rows: Iterable[list[str]], data: int) -> bytes:
    """A table on a terminal, else a line a row, its cells parted by tabs."""
    shown = [[inert(cell) for cell in row] for row in rows]
    if not os.isatty(data):
        return "".join("\t".join(row) + "\n" for row in shown).encode()
    import io

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    table = Table(*heads)
    for row in shown:
        table.add_row(*map(Text, row))
    Console(file=out, force_terminal=True, no_color="NO_COLOR" in os.environ).print(table)
    return out.getvalue().encode()
