"""What the tests share: the fixtures' folders, and the read-only ../shared that only some machines have."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from delibparse import extract
from delibparse.model.record import Document
from delibparse.model.schema import from_json, to_json

FIXTURES = Path(__file__).parent / "fixtures"
BUILT = FIXTURES / "built"
ROOT = Path(__file__).parent.parent
SHARED = Path(__file__).parent.parent.parent / "shared"

sys.path.insert(0, str(FIXTURES))

KEPT = ROOT / ".pytest_cache" / "kept-patterns"
KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
os.environ["DELIBPARSE_CACHE"] = str(KEPT)  # the tests neither read nor write the user's own

os.environ["DELIBPARSE_DATA"] = str(ROOT / ".pytest_cache" / "no-rosters")
os.environ["LC_ALL"] = "C.UTF-8"  # whatever the machine's language, French

settings.register_profile("delibparse", deadline=None)  # a busy machine is no failure
settings.load_profile("delibparse")


def of_the_run(factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole run, in which each of its processes has one of its own."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once_for_all(factory: pytest.TempPathFactory, name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, which the first process of the run that asks makes for the others too."""
    kept = of_the_run(factory) / f"{name}.kept"
    with kept.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            kept.write_bytes(make())
    return kept.read_bytes()


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Document]:
    """Reads a fixture with the usual options; a scan is recognised once in a run, not by every test that looks at it."""

    def call(path: Path) -> Document:
        return from_json(once_for_all(tmp_path_factory, path.name, lambda: to_json(extract(path))))

    return call


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: the real documents are not distributed")
    return SHARED


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """The hand-made truth of the Châtellerault fixture: one act."""
    truth = json.loads((FIXTURES / "chatellerault.expected.json").read_text(encoding="utf-8"))
    return truth["deliberations"][0]


@pytest.fixture(scope="session")
def run() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the real program: run("extract", "x.pdf", input=b"…", env={…})."""
    program = Path(sys.executable).parent / "delibparse"

    def call(*args: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
        if args[:1] == ("batch",) and "--every" not in args:
            args = (*args, "--every", "100000")  # how slow the machine is, is told to people and not to tests
        options["env"] = {**os.environ, **options.pop("env", {})}
        return subprocess.run([program, *map(str, args)], capture_output=True, timeout=120, **options)

    return call


def on_a_terminal(*args: object, **environment: str) -> str:
    """What a person sees: the program with a pseudo-terminal for stdout and stderr."""
    master, slave = pty.openpty()
    program = Path(sys.executable).parent / "delibparse"
    process = subprocess.Popen(
        [program, *map(str, args)], stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm", **environment}
    )
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(master)
    assert process.wait(timeout=60) == 0
    return shown.decode(errors="replace")
