"""Whose acts the labelled documents are: `bodies.py FOLDER…` counts the bodies that are right, null and another's.

FOLDER holds documents (texts, or PDFs with a text layer) whose names tell the council that published them
("012-cachan.txt"), or truths beside documents (`collectivite.nom`, which comes before the name). A publisher may be
another body than the act's: these are in `tests/corpus/bodies.toml`. An act is another's where its name, or the
gazetteer's for its SIREN or its INSEE code, is not the body's; and where name, SIREN and code are not one body's.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

from delibparse import gazetteer
from delibparse.gazetteer.names import key_behind_of, key_of_group, without_kind
from delibparse.model.record import Collectivite
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

ROOT = Path(__file__).parent.parent
OTHERS = ROOT / "tests" / "corpus" / "bodies.toml"
STEM = re.compile(r"^\d{3}-(?:(?P<group>cc|ca|cu)-)?(?P<name>.+?)(?:-\d\d)?$")
WHOLE = 12
"""Letters of a name that must agree: the corpus cuts long ones."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    asked = parser.parse_args()
    others = tomllib.loads(OTHERS.read_text())["body"]
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in asked.folders for path in folder.rglob("*.*")):
        if path.suffix not in (".txt", ".pdf") or not (match := STEM.match(path.stem)):
            continue
        wanted = others.get(path.stem, match["name"].replace("-", " "))
        record = extract_bytes(path.read_bytes(), path.name, Options(ocr="never", provenance=False))
        for body in dict.fromkeys(act.collectivite for act in record.deliberations):
            told = verdict(body, wanted)
            counts[told] += 1
            if told == "null":
                sys.stdout.write(f"{path.name}: null, no body was read for {wanted}\n")
            if told == "another's":
                sys.stdout.write(f"{path.name}: {wanted}, read {body}\n")
    sys.stdout.write(f"{dict(sorted(counts.items()))}\n")


def verdict(body: Collectivite, wanted: str) -> str:
    """right, null, or another's; `wanted` is the name of the body without its kind."""
    known = [gazetteer.with_siren(body.siren) if body.siren else None]
    known.append(gazetteer.with_code(body.code_insee) if body.code_insee else None)
    names = [body.nom, body.nom_officiel, *(one.nom for one in known if one is not None)]
    told = [name for name in names if name]
    if not told:
        return "null"
    return "right" if all(_is_of(name, wanted) for name in told) else "another's"


def _is_of(name: str, wanted: str) -> bool:
    """Whether a name is the wanted one, with its kind or without."""
    own = {key_behind_of(without_kind(name)), key_of_group(name)}
    sought = {key_behind_of(wanted)[:WHOLE], key_of_group(wanted)[:WHOLE]}
    return any(one and one in whole for one in sought for whole in own)


if __name__ == "__main__":
    main()
