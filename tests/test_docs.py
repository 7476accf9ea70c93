"""The README says what is true: its commands run, its recipes print what they promise."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from delibparse import extract

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"^delibparse extract .* \| jq .*$", README, re.M)

SHOWN = {
    "pour": '{"pour":28,"contre":0,"abstentions":10}\n',
    "mandant": "M. BEN EMBAREK -> JP. ABELIN\nE. FARHAT -> M. LAVRARD\n",
    "formule": "[2,[",
}


def test_the_readme_has_its_three_recipes() -> None:
    assert len(RECIPES) == 3


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize(("word", "shown"), SHOWN.items())
def test_jq_recipes(word: str, shown: str) -> None:
    (recipe,) = [line for line in RECIPES if word in line]
    program = Path(sys.executable).parent
    result = subprocess.run(
        ["bash", "-c", f"PATH={program}:$PATH; {recipe}"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=True,
    )
    assert result.stdout.startswith(shown)


def test_the_python_example(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.S)
    monkeypatch.chdir(ROOT)
    exec(compile(example, "README.md", "exec"), {})
    assert capsys.readouterr().out == "2017-11-09 28 []\n"


def test_the_readme_names_every_command_and_option() -> None:
    from delibparse.cli.app import app

    commands = {command.name for command in app.registered_commands}
    assert commands == set(re.findall(r"^\| `delibparse (\w+)", README, re.M))
    for option in re.findall(r"--[a-z][a-z-]+", README):
        if option in ("--golden", "--typeset"):
            continue
        help_ = subprocess.run(
            [Path(sys.executable).parent / "delibparse", "extract", "--help"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert option in help_.stdout + "--help", option


def test_what_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:tests|docs|src)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path
    for image in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (ROOT / image).stat().st_size > 10_000


def test_the_sample_of_the_demo_is_an_act() -> None:
    document = extract(ROOT / "tests" / "fixtures" / "sample-scan.pdf")
    assert document.deliberations[0].vote.pour == 28
    assert document.deliberations[0].avertissements == []


def test_the_changelog_counts_the_rules() -> None:
    from delibparse.checks import rules

    words = {23: "Twenty-three", 24: "Twenty-four", 25: "Twenty-five", 26: "Twenty-six"}
    assert f"{words[len(rules())]} consistency rules" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
