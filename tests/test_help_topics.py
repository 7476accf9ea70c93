"""`delibparse help`: the documentation comes with the program."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import ROOT
from delibparse import errors
from delibparse.cli import app as commands
from delibparse.cli.output import Voice
from delibparse.cli.topics import topics

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def asked(*words: str) -> str:
    return CliRunner().invoke(commands.app, ["help", *words], obj=Voice("fr")).stdout


def test_every_page_is_a_topic_and_comes_in_the_wheel() -> None:
    pages = {path.stem: path for folder in ("docs", "docs/guides") for path in (ROOT / folder).glob("*.md")}
    pages["rules"] = ROOT / "docs" / "rules" / "README.md"
    assert {name: path.resolve() for name, path in topics().items()} == pages
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    included = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for path in pages.values():
        own = path.relative_to(ROOT).as_posix()
        source = next(key for key in (own, str(Path(own).parent)) if key in included)
        assert included[source] == f"delibparse/{source}"


def test_topics_are_listed_with_their_titles() -> None:
    lines = asked().splitlines()
    assert len(lines) == len(topics())
    assert "check          Checking acts" in lines
    assert {"page": "check", "titre": "Checking acts"} in json.loads(asked("--json"))


def test_a_page_a_command_a_rule(run: Run) -> None:
    page = (ROOT / "docs" / "check.md").read_bytes()
    assert run("help", "check").stdout == page
    assert json.loads(asked("check", "--json"))["texte"] == page.decode()
    assert asked("extract").startswith("Usage : delibparse extract ") or "extract [OPTIONS]" in asked("extract")
    assert asked("pou001").startswith("POU001 two-proxies (alerte) :")
    with pytest.raises(errors.NoSuchTopic):
        commands.app(["help", "nulle-part"], obj=Voice("fr"), standalone_mode=False)


def test_failures_name_topics_that_are_there() -> None:
    rooms = sorted((ROOT / "src" / "delibparse" / "errors").glob("*.py"))
    told = "".join(path.read_text(encoding="utf-8") for path in rooms).split("delibparse help ")[1:]
    named = {text.split(")")[0].split(" ")[0] for text in told} - {"liste", "lists"}
    assert named
    assert named <= set(topics())


def test_a_page_is_laid_out_on_a_terminal() -> None:
    main, side = pty.openpty()
    program = Path(sys.executable).parent / "delibparse"
    process = subprocess.Popen(
        [program, "help", "check"], stdout=side, env={**os.environ, "TERM": "xterm", "COLUMNS": "60"}
    )
    os.close(side)
    shown = b""
    try:
        while piece := os.read(main, 65536):
            shown += piece
    except OSError:
        pass  # the other side is closed
    assert process.wait() == 0
    assert b"\x1b[" in shown
    assert b"# Checking" not in shown
