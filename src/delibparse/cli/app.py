"""The commands."""

from __future__ import annotations

from typing import Annotated

import typer

from delibparse.cli import batch, check, doctor, export, extract, review, rules, schema
from delibparse.version import __version__

app = typer.Typer(
    name="delibparse",
    help="Read the deliberations of French local councils, scanned or born digital, into checked JSON.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"delibparse {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Read the deliberations of French local councils, scanned or born digital, into checked JSON."""


app.command("extract")(extract.extract)
app.command("batch")(batch.batch)
app.command("check")(check.check)
app.command("export")(export.export)
app.command("review")(review.review)
app.command("rules")(rules.rules)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)
