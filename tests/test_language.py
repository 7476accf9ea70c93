"""One language at a time: the help, the refusals of a command line and the messages, by `--lang` or the locale."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from typer import TyperException
from typer.main import get_command
from typer.testing import CliRunner

from conftest import ROOT
from delibparse import errors
from delibparse.cli.app import COMMANDS, app
from delibparse.cli.describe import describe
from delibparse.cli.language import french, preferred
from delibparse.cli.output import Voice
from delibparse.cli.usage import failure_of
from delibparse.labels import Lang

Run = Callable[..., subprocess.CompletedProcess[bytes]]

ENGLISH = {"LC_ALL": "en_GB.UTF-8"}

LANGS: tuple[Lang, ...] = ("fr", "en")

PREFERRED = [
    ([], {}, "fr"),
    ([], {"LANG": "C.UTF-8"}, "fr"),
    ([], {"LANG": "POSIX"}, "fr"),
    ([], {"LANG": "en_US.UTF-8"}, "en"),
    ([], {"LANG": "en"}, "en"),
    ([], {"LANG": "en_US.UTF-8", "LC_MESSAGES": "fr_FR.UTF-8"}, "fr"),
    ([], {"LC_MESSAGES": "fr_FR.UTF-8", "LC_ALL": "en_GB"}, "en"),
    ([], {"LC_ALL": "", "LANG": "en_GB"}, "en"),
    (["--lang", "en", "--help"], {"LANG": "fr_FR"}, "en"),
    (["rules", "--lang=fr"], ENGLISH, "fr"),
    (["rules", "--lang", "xx"], ENGLISH, "en"),
    (["extract", "--", "--lang", "en"], {}, "fr"),
    (["extract", "--lang"], {}, "fr"),
    (["extract", "--lang-ocr", "en"], {}, "fr"),
]


@pytest.mark.parametrize(("arguments", "environment", "lang"), PREFERRED)
def test_the_language_of_a_run(arguments: list[str], environment: dict[str, str], lang: str) -> None:
    assert preferred(arguments, environment) == lang


def help_page(lang: Lang, *arguments: str) -> str:
    """The help as the program prints it, without its process."""
    return CliRunner().invoke(app, [*arguments, "--help"], obj=Voice(lang), env={"COLUMNS": "80"}).stdout


def sentences() -> Iterator[str]:
    """Every English sentence and value's name that the help of any command prints."""
    group: Any = get_command(app)
    context = group.context_class(group, info_name="delibparse", obj=Voice("en"))
    for command in (group, *(group.get_command(context, name) for name in COMMANDS)):
        page = describe(command, context, "en")
        yield page.sentence
        for entry in (*page.arguments, *page.options):
            yield entry.help
            if not entry.choices:
                yield entry.value


def test_the_help_is_whole_in_both_languages() -> None:
    said = {sentence for sentence in sentences() if sentence}
    assert said <= set(french()), "give these sentences their French in src/delibparse/cli/french.toml"
    folder = ROOT / "src" / "delibparse" / "cli"
    code = "".join((folder / name).read_text(encoding="utf-8") for name in ("describe.py", "helping.py"))
    others = {one for one in set(french()) - said if not re.search(f"[\"']{re.escape(one)}[\"']", code)}
    assert others == set(), "no help says these any more"


def test_french_is_told_in_full_and_no_placeholder_is_lost() -> None:
    for english, told in french().items():
        assert told, english
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", told)), english


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_help_speaks_one_language(command: str | None) -> None:
    asked = [command] if command else []
    told, english = help_page("fr", *asked), help_page("en", *asked)
    assert told.startswith("Usage : ")
    assert english.startswith("Usage: ")
    shared = {line for line in told.splitlines() if line.strip()} & set(english.splitlines())
    assert not [line for line in shared if len(line.split()) > 4], shared
    assert max(len(line) for line in told.splitlines()) <= 80


def test_the_language_is_told_anywhere_or_by_the_locale(run: Run) -> None:
    english = run("rules", "--lang", "en").stdout
    assert run("--lang", "en", "rules").stdout == run("rules", env=ENGLISH).stdout == english != run("rules").stdout
    assert run("--lang", "en", "rules", "--help").stdout.decode() == help_page("en", "rules")
    assert run("rules", "--help", env=ENGLISH).stdout.decode() == help_page("en", "rules")


REFUSED = [
    (["extract", "--ocr", "maybe", "x"], "--ocr 'maybe' : valeur inconnue (choisissez : auto, always, never)",
     "--ocr 'maybe': unknown value (choose one of: auto, always, never)"),
    (["extract"], "FICHIER… manque (voyez delibparse extract --help)", "FILE… is missing (see delibparse extract --help)"),
    (["extract", "--dpi", "2", "x"], "--dpi '2' : hors limites (donnez un nombre de 72 à 600)",
     "--dpi '2': out of range (give a number from 72 to 600)"),
    (["extract", "--dpi", "a", "x"], "--dpi 'a' : ce n'est pas un nombre entier (donnez-en un)",
     "--dpi 'a': not a whole number (give one)"),
    (["extract", "--page-timeout", "a", "x"], "--page-timeout 'a' : ce n'est pas un nombre (donnez-en un)",
     "--page-timeout 'a': not a number (give one)"),
    (["extract", "--page-timeout", "0", "x"], "--page-timeout '0' : trop petit (donnez au moins 1)",
     "--page-timeout '0': too small (give 1 at least)"),
    (["extract", "--pags", "1", "x"], "option inconnue : --pags (vouliez-vous --pages ? delibparse extract --help les liste)",
     "unknown option: --pags (did you mean --pages? delibparse extract --help lists them)"),
    (["check", "-x"], "option inconnue : -x (delibparse check --help les liste)",
     "unknown option: -x (delibparse check --help lists them)"),
    (["extract", "--ocr"], "--ocr attend une valeur (donnez-la après)", "--ocr wants a value (give it after)"),
    (["extract", "x", "--compact=3"], "--compact ne prend pas de valeur (écrivez-la seule)",
     "--compact takes no value (write it alone)"),
    (["schema", "foo"], "argument de trop : foo (delibparse schema --help dit ce qui est attendu)",
     "argument not expected: foo (delibparse schema --help tells what is)"),
    (["export", "x"], "--format manque (voyez delibparse export --help)", "--format is missing (see delibparse export --help)"),
    (["extrat"], "commande inconnue : 'extrat' (vouliez-vous 'extract' ? delibparse --help les liste)",
     "unknown command: 'extrat' (did you mean 'extract'? delibparse --help lists them)"),
    (["zz"], "commande inconnue : 'zz' (delibparse --help les liste)", "unknown command: 'zz' (delibparse --help lists them)"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "told", "english"), REFUSED)
def test_a_wrong_command_line_is_told(arguments: list[str], told: str, english: str) -> None:
    for lang in LANGS:
        failure = refused(arguments, lang)
        assert failure.sentence(lang) == (told if lang == "fr" else english)
        assert failure.status == 2


def refused(arguments: list[str], lang: Lang) -> errors.DelibparseError:
    try:
        app(arguments, prog_name="delibparse", obj=Voice(lang), standalone_mode=False)
    except TyperException as refusal:
        return failure_of(refusal, lang)
    except errors.DelibparseError as failure:
        return failure
    raise AssertionError(arguments)


def test_a_wrong_command_line_is_one_line(run: Run) -> None:
    result = run("rules", "--lang", "xx", env=ENGLISH)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == "delibparse: --lang 'xx': unknown value (choose one of: fr, en)\n"


def test_no_command_is_the_help_on_stderr(run: Run) -> None:
    result = run()
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr == run("--help").stdout


def test_failures_follow_the_locale_and_records_do_not(run: Run, tmp_path: Any) -> None:
    assert b"introuvable" in run("extract", tmp_path / "none.pdf").stderr
    assert b"no such file" in run("extract", tmp_path / "none.pdf", env=ENGLISH).stderr
    act = tmp_path / "act.txt"
    act.write_text("du texte sans acte", encoding="utf-8")
    assert run("extract", act, env=ENGLISH).stdout == run("extract", act).stdout
    assert run("extract", act, "--lang", "en").stdout != run("extract", act).stdout


def test_every_failure_speaks_both_languages_and_tells_what_to_do() -> None:
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.DelibparseError)
    ]
    for kind in kinds:
        assert set(re.findall(r"{(\w+)", kind.fr)) == set(re.findall(r"{(\w+)", kind.en)) or kind is errors.UsageError
        assert kind is errors.DelibparseError or kind.fr != kind.en or kind is errors.UsageError


def test_help_imports_little() -> None:
    """Start-up: what is heavy is imported when a command runs."""
    code = (
        "import sys; from delibparse.cli.app import app\n"
        "from typer.testing import CliRunner\n"
        "before = set(sys.modules)\n"
        "print(CliRunner().invoke(app, ['--help']).exit_code, *set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    status, *modules = done.stdout.split()
    assert status == "0"
    heavy = {
        "numpy",
        "cv2",
        "PIL",
        "pdfplumber",
        "pypdfium2",
        "regex",
        "msgspec",
        "jinja2",
        "sqlite3",
        "rich",
        "stdnum",
    }
    assert not heavy & {name.partition(".")[0] for name in modules}
    assert len(modules) < 120
