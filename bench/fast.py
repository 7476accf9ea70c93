"""What `--fast` saves, and whether the acts stay the same: scans composed here, and files of yours.

    python bench/fast.py [--level NAME] [FILE…]

Each file is read whole and with `--fast` in one run, one page at a time; costs are processor time. Values are compared
one by one, without their places.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["OMP_THREAD_LIMIT"] = "1"
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "fixtures"))

import cv2
import degrade
import msgspec
from layouts import CENTRE, TITLE, bullets, grid, page, texts
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.platypus import Flowable, PageBreak
from rich.console import Console
from rich.table import Table
from steps import cpu_seconds
from typeset import register_fonts

from delibparse.model.record import HEAD_ONLY, Document
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

SAID = (
    "Le propriétaire tient les lieux en bon état et en laisse l'usage au preneur du premier au dernier jour du bail. ",
    "Le preneur règle les charges par quart, au comptable, et garde les reçus pendant toute la durée du bail. ",
    "Les parties se rencontrent une fois l'an pour dresser l'état des lieux et en signent chacune un exemplaire. ",
)


def act(number: int) -> list[Flowable]:
    """An act of two pages."""
    return [
        *texts("<b>COMMUNE DE ROCHEBELLE</b>", "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS", style=TITLE),
        *texts(f"<b>Délibération n° 2024-{number:03}</b>", "Séance du 12 mars 2024", style=CENTRE),
        *texts(
            "L'an deux mille vingt-quatre, le 12 mars à 19 heures, le conseil municipal s'est réuni sous la présidence "
            "de Mme Jeanne AUBRAC, maire. Date de convocation : 6 mars 2024.",
            "En exercice : 7    Présents : 5    Votants : 6",
            "Présents : Mme Jeanne AUBRAC, M. Luc PETIT, Mme Zoé BLANC, M. Paul NOIR, Mme Anne ROUX.",
            "Absents représentés : M. Marc GRIS par Mme Zoé BLANC. Absente excusée : Mme Rose VERT.",
            "Secrétaire de séance : M. Luc PETIT",
            f"<b>Objet : Bail de la maison n° {number}</b>",
            *["Le maire rappelle l'état de la maison, qui est vide, et ce qu'en dit le voisinage. " * 6] * 4,
        ),
        PageBreak(),
        *texts("Le conseil municipal, après en avoir délibéré, DÉCIDE :"),
        *bullets("d'approuver le bail et ses annexes ;", "d'autoriser le maire à le signer."),
        *texts("VOTE : 5 POUR - 0 CONTRE - 1 ABSTENTION", "Pour extrait conforme,", "Le maire, Jeanne AUBRAC"),
    ]  # fmt: skip


def tables(count: int) -> Iterator[list[Flowable]]:
    for k in range(count):
        rows = [["Compte", "Libellé", "Prévu", "Réalisé"]]
        rows += [
            [f"{6011 + 17 * n + k}", f"Charges du bâtiment {n}", f"{n * 137 + k} €", f"{n * 121} €"] for n in range(34)
        ]
        yield [*texts(f"<b>ÉTAT DES CHARGES {2021 + k}</b>", style=TITLE), grid(rows, [70, 200, 90, 90])]


def convention() -> Iterator[list[Flowable]]:
    opening = ["Entre les soussignés, la commune de Rochebelle d'une part et le preneur d'autre part, il est convenu :"]
    yield [*texts("<b>CONVENTION DE BAIL</b>", style=TITLE), *texts(*opening, *["".join(SAID) * 2] * 7)]
    for k in range(2, 4):
        yield texts(f"Article {k} - Charges et travaux", *["".join(SAID) * 2] * 8)


def plan() -> list[Flowable]:
    drawing = Drawing(470, 560)
    for k in range(14):
        drawing.add(Rect(20 + 31 * k, 60 + 33 * (k * 5 % 14), 90, 60, fillColor=None))
        drawing.add(Line(10, 40 * k, 460, 560 - 37 * k))
        drawing.add(String(25 + 31 * k, 80 + 33 * (k * 5 % 14), f"AB {100 + k}", fontSize=9))
    return [*texts("<b>PLAN DES LIEUX</b>", style=TITLE), drawing]


def bound(parts: list[list[Flowable]]) -> bytes:
    story: list[Flowable] = []
    for part in parts:
        story += [*([PageBreak()] if story else []), *part]
    return page(story, title="liasse")


def composed() -> dict[str, bytes]:
    """The files by what they are."""
    annexes = [*tables(4), *convention(), plan()]
    return {
        "an act of 2 pages, 8 of annexes": bound([act(1), *annexes]),
        "the same three times": bound([part for k in range(1, 4) for part in (act(k), *annexes)]),
        "6 acts of 2 pages, no annexe": bound([act(k) for k in range(1, 7)]),
    }


def values(document: Document) -> dict[str, Any]:
    """All values of a document's acts by their pointers."""
    acts = [msgspec.to_builtins(read) for read in document.deliberations]
    kept = [{key: value for key, value in read.items() if key != "provenance"} for read in acts]
    return dict(_flat(kept, ""))


def _flat(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list | tuple):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flat(inner, f"{pointer}/{key}")
    else:
        yield pointer, value


def measured(data: bytes, *, fast: bool) -> tuple[float, Document]:
    begun = cpu_seconds()
    document = extract_bytes(data, "file", Options(jobs=1, fast=fast))
    return cpu_seconds() - begun, document


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--level", default="office", choices=degrade.BENCH_LEVELS)
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args()
    cv2.setNumThreads(1)
    register_fonts()
    if args.files:
        files = {path.name: path.read_bytes() for path in args.files}
    else:
        files = {name: degrade.bench_scan(pdf, args.level, seed=1) for name, pdf in composed().items()}
        measured(next(iter(files.values())), fast=True)  # compiles what is searched for
    table = Table("file", "pages", "left", "whole, s", "--fast, s", "ratio", "acts", "values", "other")
    for name, data in files.items():
        (cost, whole), (less, fast) = measured(data, fast=False), measured(data, fast=True)
        left = sum(row.illisible == HEAD_ONLY for row in fast.source.lecture)
        before, after = values(whole), values(fast)
        other = [pointer for pointer in before.keys() | after.keys() if before.get(pointer) != after.get(pointer)]
        acts = f"{len(whole.deliberations)}, {len(fast.deliberations)}"
        row = (
            name,
            len(whole.source.lecture),
            left,
            f"{cost:.1f}",
            f"{less:.1f}",
            f"{less / cost:.2f}",
            acts,
            len(before),
        )
        table.add_row(*map(str, row), " ".join(sorted(other)[:5]) or "none")
    Console(width=160).print(table)


if __name__ == "__main__":
    main()
