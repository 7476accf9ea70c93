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
    from delibparse.cli.app import COMMANDS

    commands = set(COMMANDS)
    assert commands == set(re.findall(r"^\| `delibparse (\w+)", README, re.M))
    program = Path(sys.executable).parent / "delibparse"
    help_ = "".join(
        subprocess.run([program, command, "--help"], capture_output=True, text=True, check=True).stdout
        for command in ("extract", "show", "check", "batch", "export", "review")
    )
    for option in set(re.findall(r"--[a-z][a-z-]+", README)) - {"--golden", "--typeset"}:
        assert option in help_, option


def test_the_page_of_batch_names_its_own_options() -> None:
    page = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
    program = Path(sys.executable).parent / "delibparse"
    help_ = subprocess.run([program, "batch", "--help"], capture_output=True, text=True, check=True).stdout
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) - {"--port", "--nthreads"}  # dask's
    assert len(named) >= 10
    assert named <= set(re.findall(r"--[a-z][a-z-]+", help_))


@pytest.mark.parametrize("command", ["show", "check"])
def test_the_pages_of_show_and_check_name_their_own_options(command: str) -> None:
    page = (ROOT / "docs" / f"{command}.md").read_text(encoding="utf-8")
    program = Path(sys.executable).parent / "delibparse"
    help_ = subprocess.run([program, command, "--help"], capture_output=True, text=True, check=True).stdout
    named = (
        set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page))
        - {"--format"}
        - ({"--roster", "--strict"} if command == "check" else set())
    )
    assert len(named) >= 6
    assert named <= set(re.findall(r"--[a-z][a-z-]+", help_))


def test_the_signs_of_the_page_of_show_are_those_that_are_printed() -> None:
    from delibparse.showing.marks import SIGNS

    page = (ROOT / "docs" / "show.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(\(.\))`", page, re.M)) == sorted(SIGNS.values())


def test_the_pictures_of_show_are_current() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    import pictures

    kept = {path.name: path.read_text(encoding="utf-8") for path in pictures.FOLDER.glob("*.svg")}
    assert kept == pictures.pictures(), "run make pictures, and look at them"
    for name in kept:
        assert f"docs/images/{name}" in README


def test_the_demo_shows_the_sample_and_says_where_its_json_is() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ndemo:")[1].split("\n\n")[0]
    assert "delibparse show demo.json" in recipe
    assert recipe.count("$(CURDIR)/demo.json") == 2


def test_the_page_of_review_names_its_own_options_and_gestures() -> None:
    from typing import get_args

    from delibparse.corrections import Gesture
    from delibparse.corrections.journal import decode

    page = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
    program = Path(sys.executable).parent / "delibparse"
    help_ = subprocess.run([program, "review", "--help"], capture_output=True, text=True, check=True).stdout
    others = {"--refresh", "--format"}  # of batch and export
    options = set(re.findall(r"--[a-z][a-z-]+", help_))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) - others >= options - {
        "--help",
        "--debug",
        "--jobs",
        "--output",
    }
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page)) - others <= options
    rows = page.split("| `geste` |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", rows, re.M)) == set(get_args(Gesture))
    words, troubles = decode(page.split("```json\n")[1].split("```")[0].encode())
    assert (len(words), troubles) == (1, [])


def test_what_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:tests|docs|src)/[\w./-]+)`", README):
        assert (ROOT / path).exists(), path
    for page in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (ROOT / page).stat().st_size > (10_000 if page.endswith((".png", ".svg")) else 1000)


def test_the_sample_of_the_demo_is_an_act() -> None:
    document = extract(ROOT / "tests" / "fixtures" / "sample-scan.pdf")
    assert document.deliberations[0].vote.pour == 28
    assert document.deliberations[0].avertissements == []


def test_the_changelog_counts_the_rules() -> None:
    from delibparse.checks import rules

    assert f"- {len(rules())} consistency rules" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


GRAMMAR = (ROOT / "docs" / "grammar.md").read_text(encoding="utf-8")


def test_the_worked_example_of_the_grammar_reads_as_it_says() -> None:
    from delibparse.options import Options
    from delibparse.pipeline import extract_bytes

    example = GRAMMAR.split("## A worked example")[1].split("```")[1].strip("\n")
    text = f"PROCÈS-VERBAL du conseil municipal du 3 mars 2021\n\n{example}\n"
    first, second = extract_bytes(text.encode(), "example.txt", Options()).deliberations
    assert [who.nom for who in first.presents] == ["ROI", "BLANC"]
    assert [who.nom for who in second.presents] == ["ROI", "PETIT", "BLANC"]
    for act in (first, second):
        (proxy,) = act.pouvoirs
        assert (proxy.mandant.nom, proxy.mandataire and proxy.mandataire.nom) == ("GRIS", "PETIT")
    assert (first.numero, first.objet, first.vote.unanimite) == ("1", "Balayeuse", True)
    assert (second.vote.pour, second.vote.contre, second.vote.resultat) == (3, 1, "adopte")
    assert "/vote/resultat" in second.deduits


def test_the_tables_of_the_grammar_page_are_those_of_the_vocabulary() -> None:
    from delibparse.grammar.lexicon import vocabulary

    rows = re.findall(r"^\| `(\w+)\.toml` \|", GRAMMAR, re.M)
    assert sorted(rows) == sorted({key.partition(".")[0] for key in vocabulary().entries})


def test_the_wording_that_the_grammar_page_adds_is_valid(tmp_path: Path) -> None:
    from delibparse.grammar.lexicon import lexicon, vocabulary

    example = GRAMMAR.split("```toml")[1].split("```")[0]
    file = tmp_path / "mine.toml"
    file.write_text(example, encoding="utf-8")
    key = "headings.presents"
    assert len(lexicon(file).entries(key)) == len(vocabulary().of(key)) + 1
