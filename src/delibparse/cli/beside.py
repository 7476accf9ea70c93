"""The options of `extract` that write a file beside the JSON: a drawing, and the text for an archive's search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from delibparse import errors
from delibparse.searchable import NOWHERE, Targets

DrawOption = Annotated[
    Path | None, typer.Option(metavar="OUT.png", help="Draw the boxes of the values on the pages; needs one file.")
]
SidecarOption = Annotated[
    Path | None, typer.Option(metavar="FILE.txt", help="Write the text of the pages too; needs one file.")
]
HocrOption = Annotated[
    Path | None, typer.Option(metavar="FILE.hocr", help="Write the words with their boxes as hOCR too; one file.")
]
AltoOption = Annotated[
    Path | None, typer.Option(metavar="FILE.xml", help="Write the words with their boxes as ALTO 4 too; one file.")
]
PdfOption = Annotated[
    Path | None,
    typer.Option(metavar="OUT.pdf", help="Write the file too, with the words laid under its scanned pages; one file."),
]


def check(files: list[str], out: Path | None, draw: Path | None = None, targets: Targets = NOWHERE) -> None:
    """Raises UsageError where several files would be written to one, or one over what is read."""
    beside = {**({"--draw": draw} if draw is not None else {}), **targets.wanted()}
    if beside and len(files) > 1:
        options = ", ".join(beside)
        raise errors.UsageError(
            fr=f"{options} ne prend qu'un fichier (donnez-en un)", en=f"{options} takes one file (give one)"
        )
    taken = {_real(Path(file)): file for file in files if file != "-"}
    for option, path in {**beside, **({"-o": out} if out is not None else {})}.items():
        real = _real(path)
        if real in taken and not path.is_char_device():
            raise errors.UsageError(
                fr=f"{option} {path} : déjà {taken[real]} (donnez un autre nom)",
                en=f"{option} {path}: {taken[real]} already (give another name)",
            )
        taken[real] = option


def _real(path: Path) -> Path:
    """The path that a file has once links are followed."""
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        return path  # whoever opens it will tell
