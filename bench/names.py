"""The names that a batch reads wrong before and after its second pass: `names.py TRUTHS OUT`.

OUT is the folder of a `delibparse batch`, TRUTHS a folder of labels. Compared are the names in the lists and proxies of
each file that OCR has read, a name once for each file: those read that the label has not (wrong), and those of them
that the pass has made so (altered). `.delibparse/before` of OUT holds what was read before the pass.
"""

from __future__ import annotations

import argparse
import json
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from delibparse.batchfolder import BatchFolder

LISTS = ("presents", "excuses", "absents")


class Wrong(NamedTuple):
    """The names of a file: how many the label has, which were read wrong before the pass and after, which that were
    right are wrong since."""

    named: int
    before: set[str]
    after: set[str]
    altered: set[str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("truths", type=Path)
    parser.add_argument("out", type=Path)
    asked = parser.parse_args()
    folder = BatchFolder(asked.out)
    rows = {path.name: row for path in sorted(asked.truths.glob("*.truth.json")) if (row := wrong_in(path, folder))}
    for name, row in rows.items():
        told = f"{row.named} names, wrong {sorted(row.before)} -> {sorted(row.after)}, altered {sorted(row.altered)}"
        sys.stdout.write(f"{name}: {told}\n")
    sums = [sum(int(one[0]) for one in rows.values()), *(sum(len(one[k]) for one in rows.values()) for k in (1, 2, 3))]
    sys.stdout.write(
        "{} names in {} files; wrong before {}, after {}; altered {}\n".format(sums[0], len(rows), *sums[1:])
    )


def wrong_in(truth: Path, folder: BatchFolder) -> Wrong | None:
    """What is wrong in the file of a label; None where it was not read by OCR, or nobody is named."""
    output = truth.name.replace(".truth.json", ".pdf.json")
    record = folder.record(output)
    if not record.is_file():
        return None
    after = json.loads(record.read_bytes())
    if not any(row["methode"] in ("ocr", "mixte") for row in after["source"]["lecture"]):
        return None
    first = folder.before(output)
    before = json.loads(first.read_bytes()) if first.is_file() else after
    right = set(_names(json.loads(truth.read_bytes())))
    was, now = set(_names(before)), set(_names(after))
    return Wrong(len(right), was - right, now - right, (was & right) - now) if right else None


def _names(document: Mapping[str, Any]) -> Iterator[str]:
    """First and family name of everyone in the lists and proxies, in one case."""
    for act in document["deliberations"]:
        proxies = [proxy[one] for proxy in act.get("pouvoirs", []) for one in ("mandant", "mandataire")]
        for who in [*(who for name in LISTS for who in act.get(name, [])), *proxies]:
            if who is not None:
                words = " ".join(filter(None, (who.get("prenom"), who.get("nom"))))
                yield unicodedata.normalize("NFC", words.casefold().replace("’", "'"))


if __name__ == "__main__":
    main()
