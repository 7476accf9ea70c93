"""`delibparse show`: what a person sees of acts, on papers of several widths, and through the real process."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import layouts
import pytest
from rich.cells import cell_len

from acts import act, alter, member
from conftest import FIXTURES
from delibparse.checks import check
from delibparse.labels import POINTER, Lang
from delibparse.model.record import (
    RELECTURE,
    Correction,
    Deliberation,
    Document,
    Elu,
    Lieu,
    Mouvement,
    NomsVote,
    Pouvoir,
    Scrutin,
    Source,
    Voix,
    Vote,
)
from delibparse.model.schema import to_json
from delibparse.showing.document import shown_document
from delibparse.showing.paper import Paper, paper_of, printed
from delibparse.showing.vote import lengths
from delibparse.showing.words import Words

ACT = FIXTURES / "chatellerault.pdf"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


def document(*acts: Deliberation, lang: Lang = "fr") -> Document:
    made = Document(source=Source("a.pdf", "0" * 64, 1, []), nature="extrait", deliberations=list(acts))
    check(made, lang)
    return made


def shown(*acts: Deliberation, lang: Lang = "fr", width: int = 80, number: int | None = None) -> str:
    paper = Paper(width)
    return printed(shown_document(document(*acts, lang=lang), Words(lang), paper, number), paper).decode()


def below(text: str, head: str) -> list[str]:
    """The indented lines under a heading."""
    return text.split(f"\n{head}\n", 1)[1].split("\n\n", 1)[0].splitlines()


# ---- one act -------------------------------------------------------------------------------------------------------


def test_what_an_act_is_who_was_there_and_what_was_decided() -> None:
    told = shown(act(numero="2019-12", collectivite__nom="COMMUNE DE BEAUVAL", seance__heure="18:30"))
    assert "Achat d'une balayeuse\n" in told
    assert re.search(r"Collectivité +COMMUNE DE BEAUVAL\n", told)
    assert re.search(r"Séance +14 juin 2019, 18 h 30\n", told)
    assert "15 en exercice · 10 présents · 3 pouvoirs · 2 excusés" in told
    assert [name for line in below(told, "Présents (10)") for name in re.findall(r"A\. [A-Z]+", line)].count(
        "A. JOLY"
    ) == 1
    assert [" ".join(line.split()) for line in below(told, "Pouvoirs (3)")] == [
        f"A. LOIN{k} → A. {name}" for k, name in enumerate(("ABADIE", "BERTIN", "CARON"))
    ]
    assert below(told, "Vote")[1:3] == [f"  {'#' * 51}{'-' * 9}", "  # 11 pour   x 0 contre   - 2 abstentions"]
    assert "Se sont abstenus : A. JOLY, A. IMBERT" in told
    assert told.endswith("Aucun avertissement.\n")


def test_english_has_no_french_of_ours() -> None:
    told = shown(act(vote__pour=10), lang="en")
    for word in ("Séance", "Présents", "Pouvoirs", "Avertissements", "Excusés"):
        assert word not in told
    assert "14 June 2019" in told
    assert "Warnings" in told


def test_what_was_not_read_is_said_and_not_left_out() -> None:
    bare = shown(Deliberation())
    assert "objet non lu" in bare
    assert re.search(r"Numéro +non lu", bare)
    assert re.search(r"Séance +non lu", bare)
    holderless = act()
    holderless.pouvoirs[0] = Pouvoir(member("LOIN0"))
    assert "→ titulaire non lu" in shown(holderless)
    assert "Vote\n" not in bare


def test_movements_ballots_and_elected_members() -> None:
    record = act()
    alter(record, indices__mouvements=[Mouvement(member("JOLY"), "quitte la séance à 21 h 05")])
    record.scrutins = [Scrutin("Chorale", "adopte", pour=9, contre=1), Scrutin("Judo")]
    record.elus = [Elu(member("HUET"), "2e adjoint", voix=11)]
    told = shown(record)
    assert "A. JOLY (quitte la séance à 21 h 05)" in told
    assert [" ".join(line.split()) for line in below(told, "Scrutins")] == ["1. Chorale adopté 9/1/?", "2. Judo non lu"]
    assert "A. HUET  2e adjoint  11 voix" in told


# ---- signs ---------------------------------------------------------------------------------------------------------

SIGNED = [
    (act(deduits=["/vote/pour"]), "# 11 pour (=)", "(=) déduit, non écrit"),
    (act(corriges=[Correction("/effectif/excuses", "Z", 2)]), "2 excusés (~)", "(~) corrigé par recoupement"),
    (act(corriges=[Correction("/numero", "1", "7", RELECTURE)], numero="7"), "7 (v)", "(v) vu par une personne"),
    (act(provenance={"/objet": [Lieu(page=1, confiance=0.2, texte="Achat")]}), "balayeuse (?)", "(?) lecture douteuse"),
    (act(vote__pour=10), "# 10 pour (!)", "(!) contredit ailleurs"),
]


@pytest.mark.parametrize(("record", "value", "legend"), SIGNED)
def test_a_value_that_is_not_as_printed_bears_a_sign_and_the_legend_tells_it(
    record: Deliberation, value: str, legend: str
) -> None:
    told = shown(record)
    assert value in told
    assert legend in told


def test_an_act_without_doubts_has_no_legend() -> None:
    assert "Signes" not in shown(act())
    assert not re.search(r"\([?~!=v]\)", shown(act()))


# ---- the bar -------------------------------------------------------------------------------------------------------

BARS = [([28, 0, 10], 38), ([1, 1, 1], 10), ([5000, 1, 0], 20), ([0, 7, 0], 30), ([2**31, 1, 1], 60), ([1] * 4, 4)]


@pytest.mark.parametrize(("counts", "width"), BARS)
def test_a_bar_has_its_width_and_loses_no_side(counts: list[int], width: int) -> None:
    found = lengths(counts, width)
    assert sum(found) == width
    assert [bool(length) for length in found] == [bool(count) for count in counts]


def test_no_bar_without_votes() -> None:
    record = act(vote=Vote("adopte", unanimite=True))
    assert below(shown(record), "Vote") == ["  adopté à l'unanimité"]
    assert not re.search("#|x 0", shown(act(vote=Vote(pour=0, contre=0))).split("Vote\n")[1].split("\n")[1])


# ---- several acts --------------------------------------------------------------------------------------------------


def test_several_acts_have_a_line_each_and_one_can_be_shown() -> None:
    acts = [act(numero=f"2019-{k}", vote__pour=11 if k < 3 else 10) for k in range(1, 4)]
    told = shown(*acts)
    rows = [line.split() for line in told.splitlines() if "balayeuse" in line]
    assert [row[:2] for row in rows] == [["1", "2019-1"], ["2", "2019-2"], ["3", "2019-3"]]
    assert rows[2][-1] == "1"
    assert "VOT001 somme des voix" in told
    assert "[acte 3, vote" in told
    assert "Présents" not in told
    third = shown(*acts, number=3)
    assert "Acte 3/3" in third
    assert "Présents (10)" in third
    assert "VOT001" in third
    assert "VOT001" not in shown(*acts, number=1)


def test_a_cause_of_the_session_is_told_once_with_the_number_of_its_acts() -> None:
    def short_of_one(number: str) -> Deliberation:
        record = act(numero=number, collectivite__nom="COMMUNE DE BEAUVAL")
        record.presents.pop()
        return record

    told = " ".join(shown(short_of_one("1"), short_of_one("2"), short_of_one("3")).split())
    assert re.search(r"EFF001 nombre de présents ×3 10 présents annoncés, 9 noms dans la liste \[3 actes, \w", told)
    assert told.count("EFF001") == 1


def test_no_act() -> None:
    assert "Aucune délibération." in shown()


# ---- papers --------------------------------------------------------------------------------------------------------

LONG = "Aménagement-du-territoire" * 40
HOSTILE = [
    "[bold red]M. ROI[/bold red]", "[link=file:///etc/passwd]x[/]", "\x1b[2J\x1b]0;titre\x07", "\u202eIOR .M", "\x9b31m",
    ":smile: :warning:", "[/]", "\\[x]", "a\u200bb", "会議" * 40, "e\u0301" * 90, "\r\n\tX", "\ud800",
]  # fmt: skip


def hostile(name: str) -> Deliberation:
    record = act(objet=name, numero=name, collectivite__nom=name, seance__lieu=name, organe=name)
    someone = member(name, name)
    record.presents.append(someone)
    record.pouvoirs.append(Pouvoir(someone, someone))
    record.decision = type(record.decision)(name, [name, LONG])
    record.elus = [Elu(someone, name, name, 3)]
    record.scrutins = [Scrutin(name)]
    alter(record, vote__noms=NomsVote(contre=[Voix(someone, 2), Voix(groupe=name)]))
    alter(record, indices__mouvements=[Mouvement(someone, name)])
    return record


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("name", [*HOSTILE, LONG], ids=ascii)
def test_no_line_is_longer_than_the_paper_and_nothing_in_names_is_obeyed(name: str, width: int) -> None:
    for record in ([hostile(name)], [hostile(name), act(objet=LONG, numero=LONG)]):
        told = shown(*record, width=width)
        assert max(cell_len(line) for line in told.splitlines()) <= width
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e]", told)
    flat = re.sub(r"\s", "", shown(hostile(name), width=width))
    if name.startswith("["):
        assert re.sub(r"\s", "", name) in flat


def test_nothing_is_told_by_colour_alone() -> None:
    """The same words and signs with colours and without; plain paper has no escapes."""
    paper = paper_of(80, is_terminal=True, has_colour=True)
    made = document(act(vote__pour=10, deduits=["/vote/contre"]))
    coloured = printed(shown_document(made, Words("fr"), paper), paper).decode()
    drab = Paper(80, is_drawn=True)
    assert "\x1b[" in coloured
    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert bare == re.sub(r"\x1b\[[\d;]*m", "", printed(shown_document(made, Words("fr"), drab), drab).decode())
    for sign in ("█", "░", "erreur  VOT001", "(=)"):
        assert sign in bare


def test_no_pointer_is_shown_to_people() -> None:
    record = act(corriges=[Correction("/seance/secretaire/nom", "X", "BERTIN")], vote__pour=10)
    assert not POINTER.search(shown(record))


# ---- the process ---------------------------------------------------------------------------------------------------


def test_the_json_of_a_file_gives_the_same_page_as_the_file(run: Run) -> None:
    direct = run("show", ACT)
    assert (direct.returncode, direct.stderr) == (0, b"")
    assert b"\x1b" not in direct.stdout
    assert "Présents (27)" in direct.stdout.decode()
    assert max(map(cell_len, direct.stdout.decode().splitlines())) <= 80
    read = run("extract", ACT).stdout
    assert run("show", "-", input=read).stdout == direct.stdout
    assert run("show", "-", "--lang", "en", input=read).stdout == run("show", ACT, "--lang", "en").stdout


def test_minutes_through_the_process(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pv.pdf"
    path.write_bytes(layouts.LAYOUTS["proces-verbal"]()[0])
    told = run("show", path, env={"COLUMNS": "60"}).stdout.decode()
    assert "procès-verbal" in told
    assert max(map(cell_len, told.splitlines())) <= 60
    one = run("show", path, "--acte", "3")
    assert "Acte 3/12" in one.stdout.decode()
    none = run("show", path, "--acte", "13")
    assert (none.returncode, none.stdout) == (2, b"")
    assert "de 1 à 12" in none.stderr.decode()


def test_files_are_shown_one_by_one_and_a_bad_one_is_told(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "x.pdf"
    bad.write_bytes(b"%PDF-1.7 rien")
    result = run("show", bad, ACT)
    assert result.returncode == 3
    assert "Présents (27)" in result.stdout.decode()
    assert len(result.stderr.splitlines()) == 1
    assert run("show", ACT, "--pages", "x").returncode == 2


def test_a_warning_that_the_settings_ignore_is_not_shown(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(to_json(document(act(vote__pour=10))))
    assert "VOT001" in run("show", path).stdout.decode()
    (tmp_path / "delibparse.toml").write_text('ignore = ["VOT"]\n', encoding="utf-8")
    assert "VOT001" not in run("show", path).stdout.decode()


@pytest.mark.parametrize(("env", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_is_drawn_on_and_no_color_honoured(env: dict[str, str], coloured: bool, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(to_json(document(act(vote__pour=10))))
    program = Path(sys.executable).parent / "delibparse"
    leader, follower = pty.openpty()
    settled = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    with subprocess.Popen(
        [program, "show", path], stdout=follower, env={**settled, "TERM": "xterm-256color", **env}
    ) as running:
        os.close(follower)
        out = io.BytesIO()
        while True:
            try:
                chunk = os.read(leader, 65536)
            except OSError:
                break
            if not chunk:
                break
            out.write(chunk)
    os.close(leader)
    assert running.returncode == 0
    told = out.getvalue().decode()
    assert "█" in told
    assert bool(re.search(r"\x1b\[(?:\d;)?3\dm", told)) is coloured
