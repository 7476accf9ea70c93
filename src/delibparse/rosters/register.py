"""The rows of the national register's CSV files (répertoire national des élus), read as they come.

Only what tells who sits where is kept: no date or place of birth, no profession, no nationality.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from delibparse import errors
from delibparse.limits import MAX_REGISTER_BYTES, MAX_REGISTER_LINE, MAX_REGISTER_ROWS
from delibparse.rosters.columns import Columns, columns_of
from delibparse.rosters.terms import Mandat, Nature

TITLES = 5
"""Lines within which the headings stand: older editions have a title above them."""

BAD_ROWS = 0.05
"""The share of rows that cannot be read, from which a file is not the register's."""

LONGEST = 120
"""Characters of a name or an office."""


class Row(NamedTuple):
    """A member as the register has them: the body by its INSEE code, SIREN, or the code of its department or region;
    `sexe` M, F or "", `debut` an ISO 8601 date or ""."""

    mandat: Mandat
    nature: Nature
    code: str
    collectivite: str
    nom: str
    prenom: str
    sexe: str
    fonction: str
    debut: str


class Register:
    """A file of the register. Once `rows` is read through, `read` tells how many people it has, and `skipped` how many
    rows could not be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = self.skipped = 0

    def rows(self, told: Callable[[int], None] = lambda _more: None) -> Iterator[Row]:
        """Its rows; `told` hears how many more bytes were read.

        Raises NotARegister, InputFailure, and what `_opened` raises.
        """
        try:
            with _opened(self.path) as file:
                lines = _lines(file, self.path, told)
                mark, columns = _headings(lines, self.path)
                for cells in csv.reader(lines, delimiter=mark):
                    row = _row(cells, columns) if cells else None
                    self.read += row is not None
                    self.skipped += bool(cells) and row is None
                    if self.read + self.skipped > MAX_REGISTER_ROWS:
                        raise errors.RegisterTooLong(limit=MAX_REGISTER_ROWS)
                    if row is not None:
                        yield row
        except csv.Error as error:
            raise errors.NotARegister(file=self.path, why=error) from error
        except OSError as error:
            raise errors.InputFailure(why=error.strerror or str(error)) from error
        if self.skipped > BAD_ROWS * (self.read + self.skipped) or not self.read:
            raise errors.NoRowsRead(file=self.path, bad=self.skipped, rows=self.read + self.skipped)


def _opened(path: Path) -> TextIO:
    """The text of a regular file, in UTF-8 or else in Windows-1252, of which Latin-1's letters are a part.

    Raises FileMissing, IsADirectory, NotAFile, TooManyBytes.
    """
    if path.is_dir():
        raise errors.IsADirectory()
    if not path.exists():
        raise errors.FileMissing()
    if not path.is_file():
        raise errors.NotAFile()
    if (size := path.stat().st_size) > MAX_REGISTER_BYTES:
        raise errors.TooManyBytes(size=size, limit=MAX_REGISTER_BYTES)
    encoding = "utf-8-sig" if _is_utf8(path) else "cp1252"
    return path.open(encoding=encoding, errors="replace", newline="")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _lines(file: TextIO, path: Path, told: Callable[[int], None]) -> Iterator[str]:
    """The lines of a file, none of which may be endless."""
    before = 0
    while line := file.readline(MAX_REGISTER_LINE):
        told(file.buffer.tell() - before)  # of the bytes, which are read in blocks
        before = file.buffer.tell()
        if len(line) == MAX_REGISTER_LINE:
            raise errors.NotARegister(file=path, why=f"ligne / line > {MAX_REGISTER_LINE}")
        yield line


def _headings(lines: Iterator[str], path: Path) -> tuple[str, Columns]:
    """What parts the cells, and the columns; the lines are left behind the headings. Raises NotARegister."""
    for line in islice(lines, TITLES):
        mark = max(";\t,", key=line.count)
        for cells in csv.reader([line], delimiter=mark):
            if (columns := columns_of(cells)) is not None:
                return mark, columns
    raise errors.NotARegister(file=path, why="« Nom de l'élu » ; « Code de la commune », « N° SIREN » …")


def _row(cells: list[str], columns: Columns) -> Row | None:
    """A row, None where it names nobody, no body, or a day that is none."""
    if len(cells) < columns.least:
        return None
    nom, prenom = _name(cells[columns.nom]), _name(cells[columns.prenom])
    department = cells[columns.department] if columns.department is not None else ""
    code = code_of(columns.nature, cells[columns.code], department)
    debut = _day(_cell(cells, columns.since))
    if not nom or code is None or debut is None:
        return None
    body = _name(_cell(cells, columns.name))
    sex, office = _cell(cells, columns.sex).strip(), _name(_cell(cells, columns.office))
    office = "Maire" if columns.mandat == "maire" else office
    return Row(columns.mandat, columns.nature, code, body, nom, prenom, sex if sex in ("M", "F") else "", office, debut)


def _cell(cells: list[str], place: int | None) -> str:
    return cells[place] if place is not None and place < len(cells) else ""


@lru_cache(maxsize=65536)
def code_of(nature: Nature, code: str, department: str = "") -> str | None:
    """The code under which a body is kept: a commune's of 3 characters are those behind its department's.

    >>> code_of("commune", "066", "86"), code_of("commune", "1004", "1"), code_of("commune", "107", "ZD")
    ('86066', '01004', '97407')
    """
    code, department = code.strip().upper(), _department(department)
    if nature == "epci":
        return code if re.fullmatch(r"\d{9}", code, re.A) else None
    if nature == "region":
        return code.zfill(2) if re.fullmatch(r"\d{1,3}", code, re.A) else None
    if nature == "departement":
        return _department(code) or None
    if len(code) == 4 and code.isdigit():
        code = code.zfill(5)  # a spreadsheet lost the zero of 01004
    if len(code) <= 3 and code.isdigit() and department:
        code = f"{department}{code[-2:].zfill(2)}" if len(department) == 3 else f"{department}{code.zfill(3)}"
    return code if re.fullmatch(r"\d[\dAB]\d{3}", code, re.A) else None


OVERSEAS = {"ZA": "971", "ZB": "972", "ZC": "973", "ZD": "974", "ZM": "976", "ZN": "988", "ZP": "987", "ZS": "975"}
"""The ministry's own codes of overseas departments and territories."""


def _department(code: str) -> str:
    """A department's code as INSEE has it, "" for none: 1 is 01."""
    code = OVERSEAS.get(code.strip().upper(), code.strip().upper())
    code = code.zfill(2) if code.isdigit() else code
    return code if re.fullmatch(r"\d{2,3}|2[AB]", code, re.A) else ""


def _name(text: str) -> str:
    """A name as it is kept: NFC, white space folded, no longer than names are."""
    text = " ".join(text.split())
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable())
    return text[:LONGEST]


@lru_cache(maxsize=65536)
def _day(text: str) -> str | None:
    """The ISO 8601 date of JJ/MM/AAAA or of an ISO date, "" for an empty cell, None for what is no day."""
    text = text.strip()[:10]
    if not text:
        return ""
    french = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text, re.A)
    try:
        return date.fromisoformat(f"{french[3]}-{french[2]}-{french[1]}" if french else text).isoformat()
    except ValueError:
        return None


_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)", re.A)


def vintage_in(name: str) -> str | None:
    """The day that a file's name bears: elus-cm-2024-06-04.csv.

    >>> vintage_in("20240604-rne-cm.csv")
    '2024-06-04'
    """
    for found in _IN_NAME.finditer(name):
        day = _day("-".join(found.groups()))
        if day:
            return day
    return None
