"""What a command is given: the settings that hold for a file, and the documents in it, read or decoded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from delibparse import errors

if TYPE_CHECKING:
    from delibparse.guard import Team
    from delibparse.guard.child import Beat
    from delibparse.model.record import Document
    from delibparse.options import Options
    from delibparse.reader import Request
    from delibparse.reading import Watch
    from delibparse.settings import Settings


def settings_of(file: str, config: Path | None, select: str = "", ignore: str = "") -> Settings:
    """Those of the file given, or of the one beside the input; the command line's codes replace `select` and add to
    `ignore`. Raises UsageError, BadSettings."""
    from delibparse.settings import NO_SETTINGS, find, load

    path = config or (find(Path(file)) if file != "-" else None)
    settings = load(path) if path else NO_SETTINGS
    chosen, left_out = _codes(select), _codes(ignore)
    for code in (*chosen, *left_out):
        if not _is_known(code):
            raise errors.UsageError(
                fr=f"aucune règle {code} (delibparse rules les liste)",
                en=f"no rule {code} (delibparse rules lists them)",
            )
    return replace(settings, select=chosen or settings.select, ignore=settings.ignore + left_out)


def _is_known(code: str) -> bool:
    from delibparse.checks import rules

    return any(known.startswith(code) for known in rules())


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def documents_in(team: Team, file: str, options: Options, settings: Settings) -> list[Document]:
    """What a file holds, checked: read as `extract` does, with a bar where that is long; or decoded from its JSON, one
    object in all or one a line. Both are done by a process of the team. Raises DelibparseError."""
    from delibparse.cli.pagebar import PageBar
    from delibparse.guard.team import ignore
    from delibparse.reader import Request, again, given, with_settings

    asked = given(file, with_settings(Request(file, options), settings))
    with PageBar([file]) as heard:
        (made,) = team.each(_documents, [asked], again, heard or ignore)
    if isinstance(made, errors.DelibparseError):
        raise made
    documents: list[Document] = made
    return documents


# ---- in the child --------------------------------------------------------------------------------------------------


def _documents(beat: Beat, request: Request) -> list[Document]:
    from delibparse.reader import watching

    return checked_documents(request, watching(beat, request))


def checked_documents(request: Request, watch: Watch) -> list[Document]:
    """`documents_in`, in the process that does the work."""
    from delibparse.checks import check as check_document
    from delibparse.model.stream import documents_of
    from delibparse.pipeline import extract_bytes
    from delibparse.reader import content_of
    from delibparse.rosters.lookup import Rosters
    from delibparse.wording.compiler import compiler

    content = content_of(request)
    if content.lstrip()[:1] != b"{":
        document = extract_bytes(content, request.file, request.options, watch, request.settings)
        compiler().keep()
        return [document]
    documents = documents_of(content)
    path = None if request.options.roster else request.options.rosters
    rosters = Rosters(path)
    for document in documents:
        check_document(document, request.options.lang, request.settings, rosters.of if path else None)
    return documents
