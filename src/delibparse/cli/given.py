"""What a command is given: the settings that hold for a file, and the documents in it, read or decoded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from delibparse import errors

if TYPE_CHECKING:
    from delibparse.model.record import Document
    from delibparse.options import Options
    from delibparse.settings import Settings


def settings_of(file: str, config: Path | None, select: str = "", ignore: str = "") -> Settings:
    """Those of the file given, or of the one beside the input; the command line's codes replace `select` and add to
    `ignore`. Raises UsageError, BadSettings."""
    from dataclasses import replace

    from delibparse.checks import rules
    from delibparse.settings import NO_SETTINGS, find, load

    path = config or (find(Path(file)) if file != "-" else None)
    settings = load(path) if path else NO_SETTINGS
    chosen, left_out = _codes(select), _codes(ignore)
    for code in (*chosen, *left_out):
        if not any(known.startswith(code) for known in rules()):
            raise errors.UsageError(
                fr=f"aucune règle {code} (delibparse rules les liste)",
                en=f"no rule {code} (delibparse rules lists them)",
            )
    return replace(settings, select=chosen or settings.select, ignore=settings.ignore + left_out)


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


def content_of(file: str) -> bytes:
    """The bytes of a file, of standard input where it is `-`. Raises FileMissing and its like."""
    from delibparse.files import read_file, read_stdin

    return read_stdin() if file == "-" else read_file(Path(file))


def documents_in(file: str, options: Options, settings: Settings) -> list[Document]:
    """What a file holds, checked: read as `extract` does, with a bar where that is long; or decoded from its JSON, one
    object in all or one a line. Raises DelibparseError."""
    from dataclasses import replace

    from delibparse.checks import check as check_document
    from delibparse.cli.progress import Progress
    from delibparse.model.stream import documents_of
    from delibparse.pipeline import extract_bytes

    content = content_of(file)
    if content.lstrip()[:1] != b"{":
        read_so = replace(options, roster=options.roster or settings.membres)
        with Progress(file) as progress:
            return [extract_bytes(content, file, read_so, progress, settings)]
    documents = documents_of(content)
    for document in documents:
        check_document(document, options.lang, settings)
    return documents
