"""`check --diff`: what changed between two readings."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from acts import act, copy, member
from delibparse.checks import check
from delibparse.model.record import Deliberation, Document, Elu, Lieu, Scrutin, Source
from delibparse.model.schema import to_json
from delibparse.showing.changed import shown_changes
from delibparse.showing.changes import Change, changes, paired
from delibparse.showing.paper import Paper, printed
from delibparse.showing.words import Words

Run = Callable[..., subprocess.CompletedProcess[bytes]]


def document(*acts: Deliberation, name: str = "a.pdf", sha: str = "0") -> Document:
    made = Document(source=Source(name, sha * 64, 1, []), deliberations=[copy(one) for one in acts])
    check(made)
    return made


def told(old: Document, new: Document, width: int = 80) -> str:
    paper = Paper(width)
    return printed(shown_changes(changes([old], [new]), Words("fr"), paper), paper).decode()


def test_nothing_changed_whatever_was_read_less_surely() -> None:
    surer = act(provenance={"/objet": [Lieu(page=1, confiance=0.9, texte="Achat")]})
    assert changes([document(act())], [document(surer)]) == []
    assert told(document(act()), document(surer)) == "Aucune différence.\n"


CHANGED = [
    ({"vote__pour": 10}, Change("/vote/pour", (11,), (10,)), "Pour : 11 → 10"),
    ({"seance__date": None}, Change("/seance/date", ("2019-06-14",), ()), "Date : 14 juin 2019 → rien"),
    ({"vote__resultat": "rejete"}, Change("/vote/resultat", ("adopte",), ("rejete",)), "Résultat : adopté → rejeté"),
    ({"vote__unanimite": True}, Change("/vote/unanimite", (False,), (True,)), "Unanimité : non → oui"),
    ({"elus": [Elu(member("HUET"), "adjoint", voix=0)]}, Change("/elus", (), ("A. HUET · adjoint · 0",)), "  + A. HUET"),
    ({"scrutins": [Scrutin("Judo", pour=3)]}, Change("/scrutins", (), ("Judo · ? 3/?/?",)), "  + Judo"),
]  # fmt: skip


@pytest.mark.parametrize(("altered", "change", "line"), CHANGED)
def test_a_value_that_differs(altered: dict[str, object], change: Change, line: str) -> None:
    old, new = document(act()), document(act(**altered))
    ((found,),) = [file.acts for file in changes([old], [new])]
    assert found.changes == (change,)
    assert line in told(old, new)


def test_members_who_went_and_came_and_the_order_that_is_none() -> None:
    after = act()
    after.presents[9] = member("JOLI")
    after.presents.reverse()
    assert "Présents :\n      − A. JOLY\n      + A. JOLI\n" in told(document(act()), document(after))


def test_acts_are_paired_by_what_names_them_then_by_their_place() -> None:
    first, second = act(numero="1", objet="Chorale"), act(numero="2", objet="Judo")
    ((gone,),) = [file.acts for file in changes([document(first, second)], [document(second)])]
    assert (gone.before, gone.after, gone.name) == (1, None, "1")
    shown = told(document(second), document(first, second))
    assert "+ acte 1 : nouveau · 1" in shown
    unnamed = changes([document(act(numero="A", objet="X"))], [document(act(numero="B", objet="Y"))])
    assert [change.champ for change in unnamed[0].acts[0].changes] == ["/numero", "/objet"]
    assert paired([1, 1, 2], [2, 1], [lambda one: one]) == [(2, 2), (None, 1), (1, None), (1, None)]


def test_files_are_paired_by_their_content_then_by_their_name() -> None:
    moved = changes([document(act(), name="a.pdf")], [document(act(), name="b.pdf")])
    assert moved == []
    scanned_again = changes([document(act(), sha="1")], [document(act(vote__pour=10), sha="2")])
    assert [one.fichier for one in scanned_again] == ["a.pdf"]
    other = changes([document(act(), name="a.pdf", sha="1")], [document(act(), name="b.pdf", sha="2")])
    assert [(one.fichier, one.acts[0].before, one.acts[0].after) for one in other] == [
        ("b.pdf", None, 1),
        ("a.pdf", 1, None),
    ]


def test_warnings_that_are_new_and_gone() -> None:
    (found,) = changes([document(act(vote__pour=10))], [document(act(objet=None))])
    assert [code for code, _ in found.gone] == ["VOT001"]
    assert [code for code, _ in found.new] == ["SEG001"]


@pytest.mark.parametrize("name", ["[red]X[/red]\x1b[2J\u202e", "M" * 300])
def test_hostile_values_and_narrow_paper(name: str) -> None:
    shown = told(document(act()), document(act(objet=name, numero=name)), width=40)
    assert max(map(cell_len, shown.splitlines())) <= 40
    assert "\x1b" not in shown
    assert "/objet" not in shown


def test_the_process_exits_with_one_where_anything_changed(run: Run, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_bytes(to_json(document(act())))
    new.write_bytes(to_json(document(act(vote__pour=10))))
    same = run("check", old, "--diff", old)
    assert (same.returncode, same.stdout.decode()) == (0, "Aucune différence.\n")
    changed = run("check", new, "--diff", old, "--json")
    assert changed.returncode == 1
    (file,) = json.loads(changed.stdout)
    assert file["actes"] == [
        {"avant": 1, "apres": 1, "changements": [{"champ": "/vote/pour", "avant": [11], "apres": [10]}]}
    ]
    assert [one["code"] for one in file["avertissements"]["nouveaux"]] == ["VOT001"]
    missing = run("check", new, "--diff", tmp_path / "none.json")
    assert (missing.returncode, missing.stdout) == (3, b"")
    assert run("check", new, "--diff", old, "--sarif").returncode == 2
