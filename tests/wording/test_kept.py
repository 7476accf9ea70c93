"""Compiled patterns that outlive their process: the same matches, and nothing read that others could have written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import regex

from conftest import ROOT
from delibparse.grammar.lexicon import vocabulary
from delibparse.grammar.patterns import PATTERNS
from delibparse.wording import ANY_CASE, Lexicon, Template
from delibparse.wording.kept import SWITCH, Kept, folder

SOURCE = r"(?<!\p{L})pr[ée]sents?\s*:\s*(?P<n>\d+)"
TEXT = "Étaient PRÉSENTS : 27, presents :3"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of kept patterns in a folder of the user's own."""
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    path = own / "patterns.msgpack"
    Kept(path).put([(ANY_CASE, regex.compile(SOURCE, ANY_CASE))])
    return path


def test_a_kept_pattern_finds_what_it_found(file: Path) -> None:
    kept = Kept(file).get(SOURCE, ANY_CASE)
    assert kept is not None
    assert [match["n"] for match in kept.finditer(TEXT)] == ["27", "3"]
    assert kept.flags == regex.compile(SOURCE, ANY_CASE).flags


def test_a_pattern_is_known_by_its_source_and_its_flags(file: Path) -> None:
    assert Kept(file).get(SOURCE + "?", ANY_CASE) is None
    assert Kept(file).get(SOURCE, regex.V1) is None


def test_every_wording_survives(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    lexicon = Lexicon(vocabulary(), PATTERNS)
    templates = [Template(f"(?P<it>@{{{key}}})") for key in vocabulary().entries]
    Kept(own / "p").put([(ANY_CASE, lexicon(one)) for one in templates])
    kept = Kept(own / "p")
    words = [
        seen.partition(": ")[2] or seen
        for key in vocabulary().entries
        for entry in vocabulary().of(key)
        for seen in entry.seen
    ]
    for one in templates:
        again = kept.get(lexicon.expand(one), ANY_CASE)
        assert again is not None
        for seen in words:
            assert [m.span("it") for m in again.finditer(seen)] == [m.span("it") for m in lexicon(one).finditer(seen)]


DAMAGE: list[tuple[str, Callable[[Path], Any]]] = [
    ("cut", lambda path: path.write_bytes(path.read_bytes()[:-9])),
    ("garbage", lambda path: path.write_bytes(b"\x80\x04cos\nsystem\n")),
    ("empty", lambda path: path.write_bytes(b"")),
    ("others may write it", lambda path: path.chmod(0o666)),
    ("others may write its folder", lambda path: path.parent.chmod(0o777)),
    ("a link", lambda path: path.rename(path.with_name("real")) and path.symlink_to("real")),
]


@pytest.mark.parametrize(("why", "damage"), DAMAGE, ids=[why for why, _ in DAMAGE])
def test_what_cannot_be_trusted_is_as_good_as_none(why: str, damage: Callable[[Path], Any], file: Path) -> None:
    path = file
    path.chmod(0o600)
    damage(path)
    assert Kept(path).get(SOURCE, ANY_CASE) is None


def test_patterns_of_another_version_are_not_taken(file: Path) -> None:
    import msgspec

    held = msgspec.msgpack.decode(file.read_bytes())
    file.write_bytes(msgspec.msgpack.encode({key: value[:-1] for key, value in held.items()}))
    assert Kept(file).get(SOURCE, ANY_CASE) is None


def test_nothing_is_written_into_a_folder_of_others(tmp_path: Path) -> None:
    open_to_all = tmp_path / "open"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    Kept(open_to_all / "p").put([(ANY_CASE, regex.compile(SOURCE, ANY_CASE))])
    assert list(open_to_all.iterdir()) == []


def test_several_writers_leave_a_good_file(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir(mode=0o700)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda k: Kept(own / "p").put([(ANY_CASE, regex.compile(f"a{k}", ANY_CASE))]), range(40)))
    kept = Kept(own / "p")
    assert any(kept.get(f"a{k}", ANY_CASE) for k in range(40))
    assert [path.name for path in own.iterdir()] == ["p"]


@pytest.mark.parametrize(
    ("environment", "where"),
    [({SWITCH: ""}, None), ({SWITCH: "/x"}, Path("/x")), ({"XDG_CACHE_HOME": "/y"}, Path("/y/delibparse"))],
)
def test_the_folder_is_the_users_to_choose(
    environment: dict[str, str], where: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SWITCH, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert folder() == where


def test_the_second_call_compiles_nothing(tmp_path: Path) -> None:
    """A fresh process takes all the patterns of an act from those that the one before it kept."""
    text = tmp_path / "act.txt"
    text.write_text(
        "Conseil municipal du 3 mars 2021\n\nPrésents : Anne ROI, Luc PETIT\n\nObjet : Balayeuse\n", encoding="utf-8"
    )
    counted = (
        "import regex, delibparse.wording.compiler as c\n"
        "made = []\n"
        "real = regex.compile\n"
        "c.regex.compile = lambda *a, **k: made.append(a) or real(*a, **k)\n"
        f"from delibparse import extract\nextract({str(text)!r}, guarded=False)\nc.compiler().keep()\nprint(len(made))"
    )
    env = {**os.environ, SWITCH: str(tmp_path / "kept"), "PYTHONPATH": str(ROOT / "src")}
    runs = [
        int(subprocess.run([sys.executable, "-c", counted], env=env, capture_output=True, check=True).stdout)
        for _ in range(2)
    ]
    assert runs[0] > 50
    assert runs[1] <= 1  # the example that tells what arguments look like
