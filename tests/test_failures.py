"""The failures of a batch, grouped by cause and told with what to do."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from delibparse import errors
from delibparse.batch.failures import Group, grouped
from delibparse.labels import Lang
from delibparse.showing.failures import shown_failures
from delibparse.showing.paper import Paper, printed
from delibparse.showing.words import Words

Run = Callable[..., subprocess.CompletedProcess[bytes]]
LANGS: tuple[Lang, ...] = ("fr", "en")


def sentences(*failures: errors.DelibparseError, lang: Lang = "fr") -> list[tuple[str, str]]:
    return [(f"{k}.pdf", failure.sentence(lang)) for k, failure in enumerate(failures)]


@pytest.mark.parametrize("lang", LANGS)
def test_failures_of_one_kind_are_one_group_whatever_their_facts(lang: Lang) -> None:
    found = grouped(
        sentences(
            errors.DamagedFile(why="structure"), errors.EmptyFile(), errors.DamagedFile(why="trailer (page 3)"),
            errors.EngineFailed(page=3, why="x"), errors.EngineFailed(page=4, why="y"), errors.DamagedFile(why="structure"),
            lang=lang,
        ),
        lang,
    )  # fmt: skip
    assert [one.names for one in found] == [("0.pdf", "2.pdf", "5.pdf"), ("3.pdf", "4.pdf"), ("1.pdf",)]
    assert found[0].cause == {"fr": "fichier endommagé ou tronqué : …", "en": "damaged or truncated file: …"}[lang]
    assert found[0].remedy == {"fr": "refaites la copie ou la numérisation", "en": "copy or scan it again"}[lang]
    assert "page …" in found[1].cause


def test_a_cause_with_one_set_of_facts_keeps_them() -> None:
    (one,) = grouped(sentences(errors.TooManyPages(pages=9, limit=5), errors.TooManyPages(pages=9, limit=5)), "fr")
    assert (one.cause, one.remedy) == ("9 pages, limite 5", "--max-pages l'élève, --pages en choisit")


def test_kinds_that_begin_alike_are_told_apart_and_an_unknown_sentence_stands_alone() -> None:
    found = grouped(
        [*sentences(errors.OutputFailure(why="x"), errors.NameRefused(why="x")), ("z", "une autre version dit autre chose")], "fr"
    )  # fmt: skip
    assert len(found) == 3
    assert Group("une autre version dit autre chose", "", ("z",)) in found


def test_a_remedy_with_brackets_in_it() -> None:
    (one,) = grouped([("a", "x n'est pas installé (pip install (ou pipx))")], "fr")
    assert (one.cause, one.remedy) == ("x n'est pas installé", "pip install (ou pipx)")


def test_no_line_is_too_long_and_the_first_names_are_told() -> None:
    names = tuple(f"archives/{'très-long-nom/' * 9}{k}-[red]\x1b[2J.pdf" for k in range(9))
    told = printed(shown_failures([Group("fichier vide", "refaites-le", names)], [], Words("fr"), Paper(60)), Paper(60))
    lines = told.decode().splitlines()
    assert max(map(len, lines)) <= 60
    assert "Échecs (9)" in lines
    assert "6 autres (failures.csv)" in lines[-1]
    assert "\x1b" not in told.decode()


def test_a_batch_ends_with_its_failures_and_says_nothing_where_there_are_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bon.txt").write_text("Réunion de quartier\n", encoding="utf-8")
    good = run("batch", tmp_path / "in", "--out", tmp_path / "a").stdout.decode()
    assert "Échecs" not in good
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / "in" / name).write_bytes(b"%PDF-1.7\nrien")
    ended = run("batch", tmp_path / "in", "--out", tmp_path / "b")
    assert ended.returncode == 5
    told = ended.stdout.decode()
    assert "Échecs (2)" in told
    assert "→ refaites la copie ou la numérisation" in told
    assert str(tmp_path / "in" / "a.pdf")[-20:] in told
    assert "Failures (2)" in run("batch", "--status", tmp_path / "b", "--lang", "en").stdout.decode()
    status = json.loads(run("batch", "--status", tmp_path / "b", "--json").stdout)
    assert (status["failed"], status["en_cours"], len(status["echecs"])) == (2, False, 2)
