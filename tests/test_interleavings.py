"""Two servers, pages opened at any time, a batch run beside and clocks that are set back: no correction goes astray."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from delibparse.batch.journal import Journal
from delibparse.batch.run import Run, Wanted
from delibparse.corrections.journal import read_words
from delibparse.model.schema import from_json
from delibparse.review import sent
from delibparse.review.sent import Refused
from delibparse.review.serve import Review
from test_batch import act

INTERLEAVINGS = int(os.environ.get("INTERLEAVINGS", "25"))
"""In the suite; 200 by hand take 40 s."""

STEPS = 9
PEOPLE = ("Alice AUBRAC", "Hervé BELLON", "Odile CAZENAVE", "Luc DELMAS", "Rose ESCANDE")
FIELDS = tuple(f"/presents/{k}" for k in range(len(PEOPLE)))


class Here:
    """Workers that work at once, in this process."""

    count, reach, sends = 1, False, False

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(work(*given))
        return done

    def trouble(self, failure: BaseException) -> Any:
        raise failure

    def close(self) -> None:
        return None


class Nobody:
    def begun(self, todo: int) -> None:
        return None

    def settled(self, key: str, outcome: object) -> None:
        return None

    def waiting(self) -> None:
        return None


def batch(source: Path, out: Path) -> None:
    journal = Journal(out)
    try:
        Run(journal, Wanted(out=out, sources=(str(source),)), Here(), Nobody()).go()
    finally:
        journal.close()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A source of one act, and the batch of it."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("out")
    text = act(1).decode().replace("Alice AUBRAC, Hervé BELLON, Odile CAZENAVE", ", ".join(PEOPLE))
    (source / "acte.txt").write_text(text, encoding="utf-8")
    batch(source, out)
    assert names(out) == list(PEOPLE)
    return source, out


def names(out: Path) -> list[str]:
    [found] = from_json((out / "acte.txt.json").read_bytes()).deliberations
    return [who.texte for who in found.presents]


Page = dict[str, tuple[Any, Any]]
"""What an opened page shows of each field: the value as it was read, and what was said of it."""


def page(review: Review) -> Page:
    [name] = [row["nom"] for row in review._index()]
    _, opened, k = review._act(name)
    shown = opened.shown.acts[k]
    read = {row.pointer: row.raw for row in shown.rows() if row.state != "added"}
    return {champ: (read[champ], shown.said.get(champ)) for champ in FIELDS}


def send(review: Review, seen: Page, champ: str, geste: str, retenu: str | None) -> bool:
    """Whether the server keeps a word on what a page showed."""
    lu, avant = seen[champ]
    name = review._index()[0]["nom"]
    body = {"name": name, "champ": champ, "geste": geste, "retenu": retenu, "lu": lu, "avant": avant}
    try:
        review.post(msgspec.json.encode(body))
    except Refused as refused:
        answer = refused
    else:
        return True
    assert answer.status == 409
    assert "rechargez" in answer.why
    return False


def expected(said: dict[str, tuple[str, str | None]]) -> list[str]:
    told = []
    for champ, name in zip(FIELDS, PEOPLE, strict=True):
        geste, retenu = said.get(champ, ("annule", None))
        if geste != "illisible":
            told.append(retenu if geste == "corrige" and retenu else name)
    return told


def test_no_correction_goes_astray(archive: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(sent, "datetime", clock)
    kept = refused = 0
    for seed in range(INTERLEAVINGS):
        out = tmp_path / "out"
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(archive[1], out)
        yes, no = _interleave(random.Random(seed), archive[0], out, clock)
        kept, refused = kept + yes, refused + no
    assert kept > INTERLEAVINGS
    assert refused > INTERLEAVINGS / 4


class Clock:
    """A clock that is set back and forth."""

    def __init__(self) -> None:
        self.chance = random.Random(0)

    def now(self, _zone: object) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self.chance.randrange(10**7))


def _interleave(chance: random.Random, source: Path, out: Path, clock: Clock) -> tuple[int, int]:
    clock.chance = chance
    reviews = [Review(out, out / "review", "fr", Here(), lambda _done, _of: None) for _ in range(2)]
    pages = [page(review) for review in reviews] * 2  # two tabs of each, or a page of one server's sent to the other
    said: dict[str, tuple[str, str | None]] = {}
    kept = refused = 0
    for step in range(STEPS):
        k = chance.randrange(len(pages))
        match chance.choice(("send", "send", "send", "open", "batch")):
            case "open":
                pages[k] = page(reviews[k % 2])
            case "batch":
                batch(source, out)
            case _:
                champ = chance.choice(FIELDS)
                geste, retenu = chance.choice([("illisible", None), ("corrige", f"Jean FABRE{step}"), ("annule", None)])
                before = said.get(champ)
                is_current = pages[k][champ][1] == (
                    None if before is None else {"geste": before[0], "retenu": before[1]}
                )
                answer = send(reviews[k % 2], pages[k], champ, geste, retenu)
                assert answer == is_current
                kept, refused = kept + answer, refused + (not answer)
                if answer and geste == "annule":
                    said.pop(champ, None)
                elif answer:
                    said[champ] = geste, retenu
                if answer:  # the page knows what it was answered
                    stands = None if geste == "annule" else {"geste": geste, "retenu": retenu}
                    pages[k] = {**pages[k], champ: (pages[k][champ][0], stands)}
    batch(source, out)
    assert names(out) == expected(said)
    assert len(read_words(out / "corrections.jsonl")[0]) == kept
    return kept, refused
