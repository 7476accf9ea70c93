"""Writes docs/delibparse.1, the man page, from the commands. `python tools/manual.py`"""

from __future__ import annotations

from pathlib import Path

from typer.main import get_command

from delibparse.cli.app import app
from delibparse.cli.manual import manual
from delibparse.cli.output import Voice
from delibparse.cli.pages import all_pages
from delibparse.version import __version__

PAGE = Path(__file__).parent.parent / "docs" / "delibparse.1"


def made() -> str:
    """The man page, as troff."""
    command = get_command(app)
    context = command.context_class(command, info_name="delibparse", obj=Voice("en"), **command.context_settings)
    return manual(all_pages(context, "en"), __version__)


if __name__ == "__main__":
    PAGE.write_text(made(), encoding="utf-8")
