"""`delibparse schema`"""

from __future__ import annotations

import json

import typer


def schema() -> None:
    """Print the JSON Schema (2020-12) of the output."""
    from delibparse.model.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
