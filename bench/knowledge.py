"""What knowing the bodies costs: `knowledge.py [--rows 500000] [--files 2000] [--rounds 2]`.

An invented register in the published format is imported (seconds, memory) and asked for the councils of acts
(milliseconds). Invented acts of a few communes, as texts, are read in a batch with profiles and without
(`--no-roster`), one after the other in each round; printed is the least CPU time of both, and their ratio.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from delibparse import gazetteer
from delibparse.model.record import Collectivite
from delibparse.rosters.lookup import roster_of
from delibparse.similarity.first_names import first_names

HEADS = (
    "Code du département;Libellé du département;Code de la commune;Libellé de la commune;Nom de l'élu;Prénom de l'élu;"
    "Code sexe;Date de naissance;Code de la catégorie socio-professionnelle;"
    "Libellé de la catégorie socio-professionnelle;Date de début du mandat;Libellé de la fonction;"
    "Date de début de la fonction;Code nationalité\n"
)
SEATS = 15
PR_SET_CHILD_SUBREAPER = 36
ASKED = 200

ACT = """COMMUNE DE {place}

Délibération n° 2023-{k:05d}

Séance du {day} {month} 2023

En exercice : 15 Présents : {count} Votants : {count}

Présents : {there}

Absents : {away}

Objet : Travaux de la rue {k}

Le conseil municipal, après en avoir délibéré, décide :

- de faire les travaux pour {k} euros ;
- d'autoriser le maire à signer.

Pour : {count} Contre : 0 Abstention : 0
"""
PLACES = ("VALBRUNE", "HAUTVAL", "BEAUREPAIRE-LES-MONTS", "SAINT-AUBRAC", "MONTCLAIR")
MONTHS = ("janvier", "février", "mars", "avril", "mai", "juin", "septembre", "octobre", "novembre", "décembre")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--rows", type=int, default=500_000)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=2)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.rows:
            sys.stdout.write(register(Path(folder), asked.rows))
        if asked.files:
            sys.stdout.write(profiles(Path(folder), asked.files, asked.rounds))


# ---- the register --------------------------------------------------------------------------------------------------


def register(folder: Path, rows: int) -> str:
    """The cost of an import, and of looking a council up."""
    rng = random.Random(1)
    codes = _written(folder / "elus-2024-06-04.csv", rows, rng)
    data = folder / "data"
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    start = time.perf_counter()
    _delibparse("roster", "import", str(folder / "elus-2024-06-04.csv"), data=data)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    (base,) = data.rglob("rosters.sqlite")
    _milliseconds(base, codes[0])  # opened once
    looked = [_milliseconds(base, rng.choice(codes)) for _ in range(ASKED)]
    memory = f"{peak / 1024:.0f} MB" if peak > before else f"under {before / 1024:.0f} MB"
    return (
        f"import of {rows} rows: {took:.1f} s, {memory}, file of {base.stat().st_size / 2**20:.0f} MB\n"
        f"look-up of a council: median {statistics.median(looked):.2f} ms, slowest of {ASKED} {max(looked):.2f} ms\n"
    )


def _written(path: Path, rows: int, rng: random.Random) -> list[str]:
    """A municipal file with invented people; the communes whose councils it has."""
    firsts = sorted(set(first_names().values()))
    known = (
        f"{department:02d}{number:03d}" for number in range(1, 900) for department in (*range(1, 20), *range(21, 96))
    )
    codes = [code for code in known if gazetteer.with_code(code)][: rows // SEATS + 1]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADS)
        for k in range(rows):
            code = codes[k // SEATS]
            file.write(
                f"{code[:2]};D;{code};Commune {code};{_family(rng)};{rng.choice(firsts)};{rng.choice('MF')};"
                "03/04/1961;23;Cadre;18/05/2020;;18/05/2020;FR\n"
            )
    return codes[: rows // SEATS]


def _family(rng: random.Random) -> str:
    """An invented family name."""
    return "".join(rng.choice("BCDFGLMNPRSTV") + rng.choice("AEIOU") for _ in range(rng.randint(2, 4)))


def _milliseconds(base: Path, code: str) -> float:
    start = time.perf_counter()
    found = roster_of(base, Collectivite(type="commune", code_insee=code))
    took = 1000 * (time.perf_counter() - start)
    if found is None or not found.on("2022-03-01"):
        raise SystemExit(f"{code}: no council was found")
    return took


# ---- profiles ------------------------------------------------------------------------------------------------------


def profiles(folder: Path, files: int, rounds: int) -> str:
    """The time of a batch of texts with profiles and without."""
    source = folder / "in"
    _acts(source, files)
    _adopt()
    spent: dict[bool, list[float]] = {True: [], False: []}
    for k in range(rounds):
        for with_profiles in (True, False) if k % 2 else (False, True):
            out = folder / f"out-{k}-{with_profiles}"
            more = [] if with_profiles else ["--no-roster"]
            start = _worked()
            _delibparse("batch", str(source), "--out", str(out), "--jobs", "1", *more, data=folder / "none")
            spent[with_profiles].append(_worked() - start)
    known, plain = min(spent[True]), min(spent[False])
    return f"batch of {files} texts: {known:.1f} s with profiles, {plain:.1f} s without: {known / plain - 1:+.1%}\n"


def _worked() -> float:
    """Seconds of the processor that ended children have used: another's load on the machine is not in them. The workers
    of a batch outlive it for a moment and are waited for here (see `_adopt`)."""
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _adopt() -> None:
    """Makes this process the parent of those whose own has ended (Linux), so that their time is counted."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _acts(source: Path, files: int) -> None:
    rng = random.Random(2)
    firsts = sorted(set(first_names().values()))
    councils = [[f"{rng.choice(firsts)} {_family(rng)}" for _ in range(SEATS)] for _ in PLACES]
    for k in range(files):
        council = rng.sample(councils[k % len(PLACES)], SEATS)
        count = rng.randint(9, SEATS - 1)
        text = ACT.format(
            place=PLACES[k % len(PLACES)], k=k, day=1 + k // 10 % 28, month=MONTHS[k % 10], count=count,
            there=", ".join(council[:count]), away=", ".join(council[count:]),
        )  # fmt: skip
        below = source / PLACES[k % len(PLACES)] / f"{k // 500:03d}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"acte{k:05d}.txt").write_text(text, encoding="utf-8")


def _delibparse(*arguments: str, data: Path) -> None:
    environment = {**os.environ, "DELIBPARSE_DATA": str(data)}
    command = [sys.executable, "-m", "delibparse", *arguments]
    subprocess.run(command, check=True, capture_output=True, env=environment)


if __name__ == "__main__":
    main()
