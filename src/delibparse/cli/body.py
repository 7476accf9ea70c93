"""`delibparse body NAME`"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse.cli import output
from delibparse.cli.asking import LangOption
from delibparse.cli.output import Lang
from delibparse.inert import inert

if TYPE_CHECKING:
    from delibparse.gazetteer import Body

HEADS = {
    "fr": ("nom", "nature", "INSEE", "SIREN", "dépt", "habitants", "membre de, ou membres"),
    "en": ("name", "kind", "INSEE", "SIREN", "dept", "inhabitants", "member of, or members"),
}
NOTHING = {"fr": "aucune collectivité de ce nom", "en": "no body of that name"}


def body(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A name or its beginning, a SIREN, an INSEE code.")],
    dept: Annotated[str | None, typer.Option(metavar="CODE", help="Only of this department: 49, 2A, 974.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    lang: LangOption = None,
) -> None:
    """Show what the gazetteer knows of a commune or an EPCI."""
    from delibparse import gazetteer

    spoken = output.voice(context, lang, debug=False).language
    data = output.guard_stdout()
    found = gazetteer.search(name, dept)
    shown = _as_json(found) if json_ else _table(found, spoken, os.isatty(data))
    output.write(data, shown)


def _as_json(found: list[Body]) -> bytes:
    """The bodies with all that is known of them, below the vintage and the source."""
    from delibparse import gazetteer

    told = {
        "millesime": gazetteer.vintage().year,
        "source": f"{gazetteer.SOURCE}; {gazetteer.vintage().package}",
        "collectivites": [_told(one) for one in found],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _told(one: Body) -> dict[str, Any]:
    from delibparse import gazetteer

    groups = gazetteer.groups_of(one.code) if one.code and not one.state else ()
    return {
        "nom": one.nom,
        "type": one.kind,
        "nature": one.nature or one.state or None,
        "code_insee": one.code,
        "siren": one.siren,
        "siren_depuis": one.since,
        "departement": one.department,
        "population": dict(one.populations),
        "commune": one.owner or None,
        "epci": [{"nom": group.nom, "siren": group.siren} for group in groups],
        "membres": list(one.members),
        "anciennes": [former.nom for former in gazetteer.former_of(one.code)] if one.code and not one.state else [],
    }


def _table(found: list[Body], lang: Lang, terminal: bool) -> bytes:
    """For people: a table on a terminal, else a line a body, its cells parted by tabs; then the source."""
    import io

    from delibparse import gazetteer

    foot = f"{gazetteer.SOURCE}, {gazetteer.vintage().package} ({gazetteer.vintage().year})"
    rows = [_cells(one) for one in found]
    last = [foot] if rows else [NOTHING[lang.value], foot]
    if not terminal:
        return "".join(f"{line}\n" for line in [*("\t".join(row) for row in rows), *last]).encode()
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, no_color="NO_COLOR" in os.environ)
    table = Table(*HEADS[lang.value])
    for row in rows:
        table.add_row(*map(Text, row))
    if rows:
        console.print(table)
    for line in last:
        console.print(Text(line))
    return out.getvalue().encode()


def _cells(one: Body) -> tuple[str, ...]:
    from delibparse import gazetteer

    owner = gazetteer.with_code(one.owner) if one.owner else None
    groups = gazetteer.groups_of(one.code) if one.code and not one.state else ()
    beside = f"{len(one.members)} communes" if one.members else ", ".join(group.nom for group in groups)
    inhabitants = str(one.populations[-1][1]) if one.populations else ""
    cells = (
        one.nom, one.nature or one.state or one.kind, one.code or "", one.siren or "",
        ", ".join(sorted(one.departments)), inhabitants, owner.nom if owner else beside,
    )  # fmt: skip
    return tuple(inert(cell) for cell in cells)
