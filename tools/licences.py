"""Writes docs/licences.md: what the program is made of and under which licence, from the metadata of the installed
packages. `python tools/licences.py`"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "licences.md"

HEAD = """# What the program is made of

delibparse is under the MIT licence. These are the packages that it brings in, with all its extras, on Linux with Python
3.11; what tests and releases it is not among them. Licences are SPDX expressions, from the packages' own metadata, or from
their licence files where `read` says so. This page is written by `tools/licences.py`; [supply.md](supply.md) tells of the
locks and the bill of materials.

| package | version | licence | needed by | read |
| --- | --- | --- | --- | --- |
"""
BUNDLED = """
## Within the wheels

Some wheels bring programs of others in binary form. Their licence files are in the wheels.

| package | brings | licence |
| --- | --- | --- |
| lxml | libxml2, libxslt | MIT |
| numpy | OpenBLAS; libgfortran, libquadmath | BSD-3-Clause; GPL-3.0-or-later WITH GCC-exception-3.1, LGPL-2.1-or-later |
| opencv-python-headless | FFmpeg's libraries, called by nothing here | LGPL-2.1-or-later |
| pikepdf | qpdf, libjpeg-turbo, zlib, OpenSSL | Apache-2.0; permissive, each its own |
| pillow | libjpeg-turbo, libtiff, zlib and other codecs | permissive, each its own |
| pypdfium2 | PDFium | BSD-3-Clause, Apache-2.0 |
| tesserocr | Tesseract, Leptonica and codecs | Apache-2.0, BSD-2-Clause |

python-stdnum and img2pdf are under the LGPL, pikepdf is under the MPL: they are used as they are, as packages of their own, which anyone can replace.
"""

TOLD = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache-2.0": "Apache-2.0",
    "BSD-2-Clause": "BSD-2-Clause",
    "BSD-3-Clause": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT": "MIT",
    "MIT License": "MIT",
}
"""What packages write in their older metadata -> SPDX."""

READ = {
    "img2pdf": "LGPL-3.0-or-later",
    "jinja2": "BSD-3-Clause",
    "partd": "BSD-3-Clause",
    "pypdfium2": "(Apache-2.0 OR BSD-3-Clause) AND LicenseRef-PDFium-third-party",
    "python-stdnum": "LGPL-2.1-or-later",
    "zict": "BSD-3-Clause",
}
"""Those whose metadata name no one licence ("BSD", "LGPL"): what their licence files, or the heads of their sources, say."""

ALLOWED = frozenset({
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "LGPL-2.1-or-later",
    "LGPL-3.0-only", "LGPL-3.0-or-later", "LicenseRef-PDFium-third-party", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Zlib",
})  # fmt: skip
"""Licences under which a program of the MIT licence can be handed on; the LGPL's and the MPL's packages stay apart from ours."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package: its name as PyPI has it, the licence, who needs it, and whether a person read its licence."""

    name: str
    version: str
    licence: str
    needed_by: str
    read: bool


def packages() -> list[Package]:
    """All that delibparse and its extras bring in, by name. Raises PackageNotFoundError, KeyError: one without a
    licence that is known here."""
    found: dict[str, Distribution] = {}
    needed: dict[str, set[str]] = {}
    for who, line in _ours():
        _gather(Requirement(line), who, found, needed)
    return [_package(name, found[name], needed[name]) for name in sorted(found)]


def page() -> str:
    rows = [
        f"| {one.name} | {one.version} | {one.licence} | {one.needed_by} | {'yes' if one.read else ''} |"
        for one in packages()
    ]
    return HEAD + "\n".join(rows) + "\n" + BUNDLED


def terms(licence: str) -> set[str]:
    """The licences that an expression names.

    >>> sorted(terms("(MIT OR Apache-2.0) AND Zlib"))
    ['Apache-2.0', 'MIT', 'Zlib']
    """
    return {word for word in re.split(r"[\s()]+", licence) if word not in ("", "AND", "OR", "WITH")}


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _ours() -> Iterator[tuple[str, str]]:
    """What pyproject.toml asks for, and for what: the program or one of its extras."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from (("delibparse", line) for line in project["dependencies"])
    for extra, lines in project["optional-dependencies"].items():
        yield from ((f"delibparse[{extra}]", line) for line in lines)


def _gather(wanted: Requirement, who: str, found: dict[str, Distribution], needed: dict[str, set[str]]) -> None:
    name = normal(wanted.name)
    needed.setdefault(name, set()).add(who)
    if name in found:
        return
    found[name] = distribution(wanted.name)
    for line in found[name].requires or []:
        further = Requirement(line)
        if any(further.marker is None or further.marker.evaluate({"extra": extra}) for extra in (*wanted.extras, "")):
            _gather(further, name, found, needed)


def _package(name: str, installed: Distribution, needed: set[str]) -> Package:
    told = (
        installed.metadata.get("License-Expression")
        or TOLD.get(installed.metadata.get("License") or "")
        or _classified(installed)
    )
    licence = READ.get(name, told)
    if licence is None:
        raise KeyError(f"{name}: read its licence and add it to READ")
    return Package(name, installed.version, licence, ", ".join(sorted(needed)), name in READ)


def _classified(installed: Distribution) -> str | None:
    told = [
        line.rsplit(" :: ", 1)[1]
        for line in installed.metadata.get_all("Classifier") or []
        if line.startswith("License")
    ]
    return TOLD.get(told[0]) if len(told) == 1 else None


if __name__ == "__main__":
    try:
        PAGE.write_text(page(), encoding="utf-8")
    except PackageNotFoundError as missing:
        raise SystemExit(f"{missing.name} is not installed: `make demo` sets up all extras") from missing
