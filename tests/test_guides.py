"""The guides say what is true: each of their commands runs, in order, on a folder of acts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import FIXTURES, ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_the_commands_of_a_guide_run(guide: Path, tmp_path: Path) -> None:
    (tmp_path / "actes").mkdir()
    shutil.copy(FIXTURES / "chatellerault.pdf", tmp_path / "actes" / "conseil.pdf")
    text = guide.read_text(encoding="utf-8")
    for settings in re.findall(r"```toml\n(.*?)```", text, re.S):
        (tmp_path / "actes" / "delibparse.toml").write_text(settings, encoding="utf-8")
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.S))
    assert commands.count("delibparse ") >= 5
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "-e", "-c", commands], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lus" / "deliberations.jsonl").stat().st_size > 1000
