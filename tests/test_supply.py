"""What is installed is known: the locks, the pins and the table of licences hold to each other."""

from __future__ import annotations

import importlib.util
import re
import sys
import tomllib
from email.message import Message
from types import ModuleType
from typing import Any

import pytest
from packaging.requirements import Requirement

from conftest import ROOT
from delibparse.cli import doctor

LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "tools" / "licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["licences"] = module  # its dataclass looks itself up
    spec.loader.exec_module(module)
    return module


licences = tool()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {licences.normal(line.split("==")[0]): line.split("==")[1] for line in lines if "==" in line}


def locked(name: str) -> dict[str, tuple[str, list[str]]]:
    """Package -> version and hashes of its files."""
    found = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    for entry in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]:
        head = re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", entry)
        assert head, entry
        found[licences.normal(head[1])] = (head[2], re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
    return found


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_its_pin_and_the_hashes_of_its_files(name: str) -> None:
    lock, chosen = locked(name), pins()
    assert len(lock) > 30
    assert {package: version for package, (version, _) in lock.items()} == {
        package: chosen.get(package) for package in lock
    }
    assert [package for package, (_, hashes) in lock.items() if not hashes] == []


def test_the_locks_hold_all_that_the_project_asks_for() -> None:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    asked = [*project["dependencies"], *(line for lines in project["optional-dependencies"].values() for line in lines)]
    lock = locked("requirements.lock")
    for line in asked:
        wanted = Requirement(line)
        assert wanted.specifier.contains(lock[licences.normal(wanted.name)][0]), line
    everything = locked("requirements-dev.lock")
    assert {licences.normal(Requirement(line).name) for group in groups.values() for line in group} <= set(everything)
    assert set(lock) <= set(everything)


def test_nothing_is_pinned_that_nothing_needs() -> None:
    assert set(pins()) == set(locked("requirements-dev.lock"))


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11), reason="the page is of Linux, Python 3.11"
)
def test_the_page_of_licences_is_current() -> None:
    assert licences.PAGE.read_text(encoding="utf-8") == licences.page(), "run tools/licences.py"


def test_each_licence_lets_the_program_be_handed_on() -> None:
    used = licences.packages()
    assert {one.name for one in used} <= set(locked("requirements.lock"))
    assert [one for one in used if not licences.terms(one.licence) <= licences.ALLOWED] == []
    assert not licences.terms("MIT AND GPL-3.0-only") <= licences.ALLOWED


class Metadata(Message):
    """As importlib-metadata's, which other packages put in the standard library's place: a key that is absent raises."""

    def __getitem__(self, name: str) -> str:
        if name not in self:
            raise KeyError(name)
        return super().__getitem__(name)


def test_a_package_without_a_known_licence_is_no_row() -> None:
    class Nameless:
        version = "1"
        metadata = Metadata()

    Nameless.metadata["Classifier"] = "License :: OSI Approved :: BSD License"
    with pytest.raises(KeyError, match="read its licence"):
        licences._package("nameless", Nameless(), {"delibparse"})


def test_the_workflow_runs_what_the_makefile_has() -> None:
    import yaml

    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "supply.yml").read_text(encoding="utf-8"))
    [job] = workflow["jobs"].values()
    targets = [step["run"].removeprefix("make ") for step in job["steps"] if "run" in step]
    assert targets == ["audit", "sbom"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.M) for target in targets)
    assert workflow["permissions"] == {"contents": "read"}


def test_the_page_of_supply_names_targets_that_are_there() -> None:
    page = (ROOT / "docs" / "supply.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`?make (\w+)", page):
        assert re.search(rf"^{target}:", makefile, re.M), target
    for name in re.findall(r"-r (\S+\.lock)", page):
        assert (ROOT / name).is_file(), name


def test_the_doctor_looks_for_every_package_and_extra() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    assert {licences.normal(name) for name in doctor.PACKAGES} == {
        licences.normal(Requirement(one).name) for one in PROJECT["project"]["dependencies"]
    }
    assert {(licences.normal(name), extra) for name, extra in doctor.EXTRAS.items()} == {
        (licences.normal(Requirement(one).name), extra) for extra, ones in extras.items() for one in ones
    }


def test_the_suite_runs_with_every_extra() -> None:
    (asked,) = re.findall(r"-e '\.\[([\w,]+)\]'", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert set(asked.split(",")) == set(PROJECT["project"]["optional-dependencies"])


def test_an_audit_fails_where_a_package_could_not_be_asked_for() -> None:
    """`--strict` does that; neither make nor the workflow passes over the status."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(r"^audit:.*\n((?:\t.*\n)+)", makefile, re.M)
    assert recipe
    (line,) = recipe[1].splitlines()
    assert line.startswith("\t$(SUPPLY)/bin/pip-audit ")
    assert {"--strict", "--require-hashes", "requirements.lock"} <= set(line.split())
    assert not re.search(r"\|\||;|--dry-run|--ignore-vuln", line)
    workflow = (ROOT / ".github" / "workflows" / "supply.yml").read_text(encoding="utf-8")
    assert "make audit" in workflow
    assert "continue-on-error" not in workflow
