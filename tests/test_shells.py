"""Completion and the man page: made from the commands, and as the shells want them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from conftest import ROOT
from delibparse.cli.app import COMMANDS, app
from delibparse.cli.output import Voice
from delibparse.cli.pages import all_pages
from delibparse.cli.shells import script
from delibparse.labels import Lang


def pages(lang: Lang) -> Any:
    command: Any = get_command(app)
    context = command.context_class(command, info_name="delibparse", obj=Voice(lang), **command.context_settings)
    return all_pages(context, lang)


COMPLETED = [
    ("", set(COMMANDS)),
    ("ex", {"extract", "export"}),
    ("--l", {"--lang"}),
    ("--lang ", {"fr", "en"}),
    ("extract --oc", {"--ocr"}),
    ("extract --ocr a", {"auto", "always"}),
    ("extract act.pdf --draw-layer ", {"values", "words", "lines", "tables"}),
    ("export -f s", {"scdl", "sqlite"}),
    ("--lang en check --fail", {"--fail-on"}),
    ("completion ", {"bash", "zsh", "fish", "powershell"}),
    ("extract act", set()),  # files, by bash itself
    ("extract act.pdf --pages ", set()),
]


def test_bash_completes(tmp_path: Any) -> None:
    """The script is sourced by bash, which asks it as it does at a TAB."""
    asked = []
    for line, _ in COMPLETED:
        words = ["delibparse", *line.split(), *([""] if not line or line.endswith(" ") else [])]
        quoted = " ".join(f"'{word}'" for word in words)
        asked.append(f'COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _delibparse; echo "${{COMPREPLY[*]}}"')
    whole = "\n".join(("set -eu", script("bash", pages("fr")), *asked))
    done = subprocess.run(["bash", "--norc", "-c", whole], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stderr) == (0, "")
    assert [set(line.split()) for line in done.stdout.split("\n")[: len(COMPLETED)]] == [w for _, w in COMPLETED]


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_scripts_offer_every_command_and_option(shell: Any, lang: Lang) -> None:
    told = script(shell, pages(lang))
    printed = CliRunner().invoke(app, ["completion", shell], prog_name="delibparse", obj=Voice(lang)).stdout
    assert told == printed.removesuffix("\n")
    for page in pages(lang):
        assert page.name.rpartition(" ")[2] in told
        for entry in page.options:
            for name in entry.names:
                assert (
                    (f"-l {name[2:]} " if name[:2] == "--" else f"-s {name[1:]} ") in told
                    if shell == "fish"
                    else name in told
                )
    if shell == "powershell":
        bare = "".join(told.replace("''", "").replace("’’", "").split("'")[::2])  # without what is quoted
        assert bare.count("{") == bare.count("}") > 10
    if shell == "zsh":
        assert subprocess.run(["bash", "-n", "-c", told], capture_output=True).returncode == 0


def test_the_man_page_is_current() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import manual

    assert manual.PAGE.read_text(encoding="utf-8") == manual.made(), "run tools/manual.py"


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_man_page_is_read_without_a_warning() -> None:
    page = ROOT / "docs" / "delibparse.1"
    shown = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, timeout=20, check=True)
    assert shown.stderr == ""
    assert "delibparse check [OPTIONS] FILE" in shown.stdout
