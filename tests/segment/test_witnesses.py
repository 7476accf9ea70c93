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
    assert done.stdout == "4 of 4 agree (100.0%)\n"
    assert done.returncode == 0


def test_witnesses_that_do_not(tmp_path: Path) -> None:
    told = minutes(
        ("2023-01 Achat d'une balayeuse", FOR), ("2023-02 Vente du tracteur", FOR), ("2023-04 Taxe de séjour", FOR),
        ("2023-05 Fleurs", FOR),
    )  # fmt: skip
    done = compare(tmp_path, told)
    assert "2023-02: result rejete / adopte" in done.stdout
    assert "only in the list: 2023-03 Bail du presbytère" in done.stdout
    assert "2023-04: object" in done.stdout
    assert "only in the minutes: 2023-05 Fleurs" in done.stdout
    assert done.returncode == 1
