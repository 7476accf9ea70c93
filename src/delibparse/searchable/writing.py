"""The files that were asked for, from one reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from delibparse import errors
from delibparse.files import write_whole
from delibparse.model.record import Document
from delibparse.options import Options
from delibparse.reading import OpenFile, Page
from delibparse.searchable import Targets
from delibparse.searchable.mended import mended
from delibparse.searchable.sheets import Sheet, sheets


def check(targets: Targets, opened: OpenFile) -> None:
    """Before anything is read: raises UsageError for a text, whose words have no places, and ExtraMissing."""
    placed = [option for option in targets.wanted() if option != "--sidecar"]
    if placed and opened.kind == "text":
        raise errors.UsageError(
            fr=f"{', '.join(placed)} : un texte n'a pas de pages (--sidecar seul en prend)",
            en=f"{', '.join(placed)}: a text has no pages (only --sidecar takes one)",
        )
    if targets.pdf is not None:
        from delibparse.searchable.pdf import check_installed

        check_installed()


def write(targets: Targets, document: Document, pages: list[Page], opened: OpenFile, options: Options) -> None:
    """Writes the files, each whole or not at all, once all of them are made; the document must have its provenance.

    Raises OutputFailure, DamagedFile.
    """
    pages, read = mended(pages, document.deliberations)
    told = sheets(pages, read)
    writers: dict[str, Callable[[], bytes]] = {
        "--sidecar": lambda: _sidecar(told),
        "--hocr": lambda: _marked_up("hocr", told, document, opened, options),
        "--alto": lambda: _marked_up("alto", told, document, opened, options),
        "--pdf": lambda: _pdf(told, opened, options),
    }
    ready = [(path, writers[option]()) for option, path in targets.wanted().items()]
    for path, data in ready:
        write_whole(path, data)


def _sidecar(told: list[Sheet]) -> bytes:
    from delibparse.searchable.sidecar import sidecar

    return sidecar(told)


def _marked_up(kind: str, told: list[Sheet], document: Document, opened: OpenFile, options: Options) -> bytes:
    from delibparse.searchable.alto import alto
    from delibparse.searchable.frame import frames, language
    from delibparse.searchable.hocr import About, hocr

    pictures = frames([sheet.page for sheet in told], opened)
    about = About(PurePath(document.source.fichier).name, language(options.lang_ocr))
    return hocr(told, pictures, about) if kind == "hocr" else alto(told, pictures, about)


def _pdf(told: list[Sheet], opened: OpenFile, options: Options) -> bytes:
    from delibparse.searchable.pdf import searchable_pdf

    return searchable_pdf(told, opened, options.password)
