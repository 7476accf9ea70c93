"""`delibparse check FILE… --diff OLD.json`: what changed since an earlier reading."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from delibparse.cli import output
from delibparse.cli.given import documents_in, settings_of
from delibparse.cli.output import Lang
from delibparse.errors import ExitStatus
from delibparse.guard import Bounds, Team
from delibparse.limits import READER_MEGABYTES
from delibparse.options import Options

if TYPE_CHECKING:
    from delibparse.model.record import Document
    from delibparse.showing.changes import FileChange


def compare(
    files: list[str], old: Path, config: Path | None, lang: Lang, json_: bool, data: int, voice: output.Voice
) -> ExitStatus:
    """Prints what the files read otherwise than the old JSON. STRICT where anything differs, as `diff` does; a file
    that fails is told, and its status returned.

    The old record is checked again by the same rules, so that what differs is the reading and not the rules.
    """
    from delibparse.showing.changes import changes

    status = ExitStatus.DONE
    read: list[list[Document]] = []
    with Team(1, Bounds(READER_MEGABYTES, quiet=not voice.debug), "fork") as team:
        for file in (str(old), *files):
            ended, found = voice.attempt(file, partial(_documents, team, file, config, lang))
            status = max(status, ended)
            read.append(found or [])
    if status is not ExitStatus.DONE:
        return status
    found_changes = changes(read[0], [one for documents in read[1:] for one in documents])
    output.write(data, _as_json(found_changes) if json_ else _for_people(found_changes, lang, data))
    return ExitStatus.STRICT if found_changes else ExitStatus.DONE


def _documents(team: Team, file: str, config: Path | None, lang: Lang) -> list[Document]:
    return documents_in(team, file, Options(lang=lang.value), settings_of(file, config))


def _for_people(found: list[FileChange], lang: Lang, data: int) -> bytes:
    from delibparse.cli.paper import paper_for
    from delibparse.showing.changed import shown_changes
    from delibparse.showing.paper import printed
    from delibparse.showing.words import Words

    paper = paper_for(data)
    return printed(shown_changes(found, Words(lang.value), paper), paper)


def _as_json(found: list[FileChange]) -> bytes:
    """An array, an object a file; acts are numbered from 1."""
    import json

    listed: list[dict[str, Any]] = [
        {
            "fichier": file.fichier,
            "actes": [
                {"avant": act.before, "apres": act.after, "changements": [change._asdict() for change in act.changes]}
                for act in file.acts
            ],
            "avertissements": {
                name: [{"code": code, "message": message} for code, message in told]
                for name, told in (("disparus", file.gone), ("nouveaux", file.new))
            },
        }
        for file in found
    ]
    return json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
