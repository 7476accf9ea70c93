"""What the code promises of itself: imports that run one way, no state in modules, threads that do not meet."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import ROOT
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

SOURCES = sorted((ROOT / "src" / "delibparse").rglob("*.py"))
MUTATING = frozenset({"append", "add", "update", "extend", "insert", "pop", "popitem", "clear", "remove", "discard",
                      "setdefault", "sort", "appendleft", "popleft"})  # fmt: skip


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, env={"PYTHONPATH": str(folder / "src"), "PATH": ""}, capture_output=True,
        text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The sources and their contract, to plant a fault in."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_planted_cycle_is_found(copied: Path) -> None:
    people = copied / "src" / "delibparse" / "model" / "people.py"
    people.write_text(
        people.read_text(encoding="utf-8") + "\nfrom delibparse import grammar  # noqa\n", encoding="utf-8"
    )
    checked = lint_imports(copied)
    assert checked.returncode != 0
    assert "delibparse.model is not allowed to import delibparse.grammar" in " ".join(checked.stdout.split())


def test_a_module_without_a_layer_is_found(copied: Path) -> None:
    (copied / "src" / "delibparse" / "stray.py").write_text('"""A module of no layer."""\n', encoding="utf-8")
    checked = lint_imports(copied)
    assert checked.returncode != 0
    assert "stray" in checked.stdout


def test_the_checks_know_nothing_of_the_page() -> None:
    for path in (ROOT / "src" / "delibparse" / "checks").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("delibparse."):
                room = node.module.split(".")[1] if "." in node.module else ""
                assert room in ("checks", "gazetteer", "model", "similarity", "settings", "version", "labels"), (
                    f"{path.name}: {node.module}"
                )


def state_of(path: Path) -> Iterator[str]:
    """The `global` statements of a module, and its containers that something in it changes."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (f"global {', '.join(node.names)}" for node in ast.walk(tree) if isinstance(node, ast.Global))
    held = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATING:
            changed = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            changed = node.value
        else:
            continue
        if isinstance(changed, ast.Name) and changed.id in held:
            yield f"{changed.id} is changed in line {node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src" / "delibparse")))
def test_no_module_has_state(path: Path) -> None:
    assert list(state_of(path)) == []


def test_state_is_seen_where_there_is_some(tmp_path: Path) -> None:
    path = tmp_path / "stateful.py"
    path.write_text(
        "A = []\nB = {}\nC = {}\ndef f():\n    global A\n    B['x'] = 1\n    A.append(2)\n    return C['y']\n"
    )
    assert len(list(state_of(path))) == 3


def test_threads_with_vocabularies_of_their_own_do_not_meet(tmp_path: Path) -> None:
    """Two threads, each with its own wordings, give what each gives alone."""
    asked = []
    for word, other in (("Ont siégé", "Siègent ce soir"), ("Siègent ce soir", "Ont siégé")):
        file = tmp_path / f"{len(asked)}.toml"
        file.write_text(f"[[headings.presents]]\nmatch = '{word.lower()}'\nstem = '{word.lower()}'\n", encoding="utf-8")
        text = f"Conseil municipal du 3 mars 2021\n\n{word} : Anne ROI, Luc PETIT, Zoé BLANC\n\n{other} : Max GRIS, Eve NOIR\n\n"
        text += "Objet : Balayeuse\n\nLe conseil municipal, après en avoir délibéré, à l'unanimité, décide :\n\n- d'acheter une balayeuse.\n"
        asked.append((text.encode(), Options(vocabulary=file)))

    def named(k: int) -> list[str | None]:
        text, options = asked[k % 2]
        (act,) = extract_bytes(text, "a.txt", options).deliberations
        return [who.nom for who in act.presents]

    alone = [named(0), named(1)]
    assert alone[0][:3] == alone[1][:3] == ["ROI", "PETIT", "BLANC"]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(named, range(60)))
    assert together == [alone[k % 2] for k in range(60)]
