"""`delibparse profile DIR`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import DebugOption, JsonOption, LangOption

if TYPE_CHECKING:
    from delibparse.profile import Member, Profile


def profile(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a batch.")],
    body: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this body: its SIREN, INSEE code or name.")
    ] = None,
    json_: JsonOption = False,
    csv: Annotated[
        bool, typer.Option("--csv", help="Print the members of one body, in the format of --roster.")
    ] = False,
    lang: LangOption = None,
    debug: DebugOption = False,
) -> None:
    """Show what a batch has learnt of its bodies: members by mandate, spellings, share of words understood."""
    spoken = output.voice(context, lang, debug).language
    if json_ and csv:
        raise errors.UsageError(fr="donnez --json ou --csv", en="give --json or --csv")
    data = output.guard_stdout()
    from delibparse.batch.journal import what_was_seen
    from delibparse.batch.learning import profiles
    from delibparse.batchfolder import BatchFolder
    from delibparse.cli.pagebar import waiting

    here = BatchFolder(folder)
    rows = what_was_seen(here)
    with waiting(str(folder), len(rows)) as read:
        found = [one for one in profiles(here, rows, read).values() if body is None or _is_asked(one, body)]
    if not found:
        raise errors.NoSuchProfile(asked=body or folder)
    if json_:
        output.write(data, _as_json(found))
    elif csv:
        output.write(data, _as_csv(found))
    else:
        from delibparse.cli.paper import paper_for
        from delibparse.showing.paper import printed
        from delibparse.showing.profile import shown_profile
        from delibparse.showing.words import Words

        words, paper = Words(spoken.value), paper_for(data)
        output.write(data, b"\n".join(printed(shown_profile(one, words), paper) for one in found))


def _is_asked(profile: Profile, asked: str) -> bool:
    from delibparse.model.people import fold

    names = (profile.key, profile.body.siren, profile.body.code_insee, profile.body.nom, profile.body.nom_officiel)
    return fold(asked) in {fold(name) for name in names if name}


def _as_csv(found: list[Profile]) -> bytes:
    """Raises SeveralProfiles: a roster is one body's."""
    import io

    from delibparse.profile import table
    from delibparse.spreadsheet import CsvWriter

    if len(found) > 1:
        raise errors.SeveralProfiles(bodies=", ".join(one.body.nom or one.key for one in found))
    made = io.BytesIO()
    writer = CsvWriter(made)
    writer.put(table.HEAD)
    for row in table.rows(found[0]):
        writer.put(row)
    return made.getvalue()


def _as_json(found: list[Profile]) -> bytes:
    import msgspec

    return msgspec.json.format(msgspec.json.encode([_told(one) for one in found]), indent=2) + b"\n"


def _told(one: Profile) -> dict[str, Any]:
    """A profile under the keys of the record's own language."""
    return {
        "collectivite": one.body,
        "fichiers": one.files,
        "seances": one.sessions,
        "premiere": one.first or None,
        "derniere": one.last or None,
        "mandats": [
            {
                "du": mandate.first or None,
                "au": mandate.last or None,
                "seances": mandate.sessions,
                "en_exercice": mandate.in_office,
                "membres": [_member(one, member, k) for member in one.members if _sat(member, k)],
            }
            for k, mandate in enumerate(one.mandates)
        ],
        "noms": dict(one.names),
        "organes": dict(one.organes),
        "ordres": dict(one.orders),
        "annees": [
            {
                "annee": year.year,
                "seances": year.sessions,
                "fichiers": year.files,
                "mots": {"lus": year.read, "non_lus": year.left},
                "part": None if year.share is None else round(year.share, 4),
            }
            for year in one.years
        ],
    }


def _sat(member: Member, mandate: int) -> bool:
    return any(span.mandate == mandate for span in member.spans)


def _member(profile: Profile, member: Member, mandate: int) -> dict[str, Any]:
    from delibparse.profile import table

    span = next(span for span in member.spans if span.mandate == mandate)
    first, last = table.term(profile, span)
    return {
        "nom": member.who.nom,
        "prenom": member.who.prenom,
        "civilite": member.who.civilite,
        "du": first or None,
        "au": last or None,
        "premiere": span.first,
        "derniere": span.last,
        "seances": span.sessions,
        "arrive": span.came,
        "parti": span.went,
        "graphies": dict(member.forms),
    }
