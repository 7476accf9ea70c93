"""The tool that puts a session's list and its minutes side by side."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from delibparse import extract
from delibparse.model.schema import to_json

TOOL = Path(__file__).parent.parent.parent / "tools" / "witnesses.py"
HEADER = "COMMUNE DE VALBRUNE\nConseil municipal\nSéance du 6 mars 2023\nPrésents : Mme Alice AUBRAC, M. Luc PETIT\n\n"
LIST = (
    "COMMUNE DE VALBRUNE\nListe des délibérations du conseil municipal\nSéance du 6 mars 2023\n\n"
    "N°          Objet                              Décision\n"
    "2023-01     Achat d'une balayeuse              Approuvée\n"
    "2023-02     Vente du tracteur                  Rejetée\n"
    "2023-03     Bail du presbytère                 Approuvée\n"
    "2023-04     Prix de la stère de bois           Approuvée\n"
)


def minutes(*acts: tuple[str, str]) -> str:
    told = "\n\n".join(f"{head}\nLe maire expose le dossier.\n{vote}" for head, vote in acts)
    return f"{HEADER.replace('Conseil municipal', 'Procès-verbal du conseil municipal')}{told}\n"


FOR, AGAINST = "Pour : 9 Contre : 0", "Pour : 2 Contre : 7"


def compare(folder: Path, told: str) -> subprocess.CompletedProcess[str]:
    for name, text in (("liste", LIST), ("pv", told)):
        (folder / f"{name}.json").write_bytes(to_json(extract(text.encode(), name=f"{name}.txt")))
    return subprocess.run([sys.executable, TOOL, folder], capture_output=True, text=True, check=False)


def test_witnesses_that_agree(tmp_path: Path) -> None:
    told = minutes(
        ("2023-01 Achat d'une balayeuse", FOR), ("2023-02 Vente du tracteur", AGAINST), ("2023-03 Bail du presbytère", FOR),
        ("2023-04 Prix de la stère de bois", FOR),
    )  # fmt: skip
    done = compare(tmp_path, told)
    assert done.stdout == "4 of 4 agree, 0 differ by the clerk (100.0% of the others)\n"
    assert done.returncode == 0


def test_what_the_clerk_wrote_otherwise_is_told_apart(tmp_path: Path) -> None:
    told = minutes(
        ("2023-01 Acquisition d'une nouvelle balayeuse communale", FOR), ("2023-02 Vente du tracteur", AGAINST),
        ("2023-02 Bail du presbytère", FOR), ("2023-04 Prix de la stère de bois", FOR),
    )  # fmt: skip
    done = compare(tmp_path, told.replace("2023-01 ", f"Vœu pour la gare\n{FOR}\n\n2023-01 ", 1))
    assert "wording: 2023-01" in done.stdout
    assert "printed twice: 2023-03 'Bail du presbytère' adopte  /  2023-02" in done.stdout
    assert "not listed: —  /  s. n. 'Vœu pour la gare'" in done.stdout
    assert "2 of 5 agree, 3 differ by the clerk (100.0% of the others)" in done.stdout
    assert done.returncode == 0


def test_witnesses_that_do_not(tmp_path: Path) -> None:
    told = minutes(
        ("2023-01 Achat d'une balayeuse", FOR), ("2023-02 Vente du tracteur", FOR), ("2023-04 Taxe de séjour", FOR),
        ("2023-05 Fleurs", FOR),
    )  # fmt: skip
    done = compare(tmp_path, told)
    assert "result: 2023-02 'Vente du tracteur' rejete  /  2023-02 'Vente du tracteur' adopte" in done.stdout
    assert "only in the list: 2023-03 'Bail du presbytère'" in done.stdout
    assert "object: 2023-04" in done.stdout
    assert "only in the minutes: —  /  2023-05 'Fleurs'" in done.stdout
    assert done.returncode == 1


def test_minutes_that_number_items_by_rank_agree_with_a_list_of_numbers(tmp_path: Path) -> None:
    told = minutes(
        ("1 - Achat d'une balayeuse", FOR), ("2 - Vente du tracteur", AGAINST), ("3 - Bail du presbytère", FOR),
        ("4 - Prix de la stère de bois", FOR),
    )  # fmt: skip
    assert compare(tmp_path, told).returncode == 0
