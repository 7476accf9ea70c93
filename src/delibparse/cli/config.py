"""`delibparse config [PATH]`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delibparse import errors
from delibparse.cli import output
from delibparse.cli.asking import JsonOption, LangOption

if TYPE_CHECKING:
    from delibparse.labels import Lang
    from delibparse.settings import Settings

_WORDS: dict[Lang, tuple[str, str]] = {
    "fr": ("aucun réglage : ni --config, ni {file}", "non dit"),
    "en": ("no settings: neither --config nor {file}", "not told"),
}
"""What is said of a folder without settings, and of a setting that is not told."""


def config(
    context: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A file of acts, their folder, or that of a batch.")
    ] = Path(),
    given: Annotated[
        Path | None, typer.Option("--config", metavar="FILE.toml", help="Settings, instead of those beside.")
    ] = None,
    json_: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Tell which settings hold for acts, and which file they come from."""
    spoken = output.voice(context, lang, debug=False).lang
    from delibparse.settings import FILE_NAME, NO_SETTINGS, load

    if given is None and not path.exists():
        raise errors.SourceMissing(source=path)
    beside = (path if path.is_dir() else path.parent) / FILE_NAME
    source = given or (beside if beside.is_file() else None)
    settings = load(source) if source else NO_SETTINGS
    listed = _listed(settings)
    if json_:
        output.print_json({"fichier": source and str(source), "reglages": listed})
        return
    nowhere, untold = _WORDS[spoken]
    typer.echo(str(source) if source else nowhere.format(file=beside))
    widest = max(map(len, listed))
    for key, value in listed.items():
        told = ", ".join(value) if isinstance(value, list) else value
        typer.echo(f"  {key:{widest}} {untold if told in (None, '') else told}")


def _listed(settings: Settings) -> dict[str, Any]:
    """The settings by their names in the file."""
    from dataclasses import asdict

    return {
        key: str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
        for key, value in asdict(settings).items()
    }
