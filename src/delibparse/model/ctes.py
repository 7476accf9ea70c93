"""The identifier of the télétransmission (@CTES), `DDD-SIREN-YYYYMMDD-NUMBER-NATURE`, and the SIREN in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

Nature = Literal["DE", "AR", "AI", "CC", "BF", "AU"]
"""Délibération, arrêté réglementaire, arrêté individuel, contrat ou convention, document budgétaire, autre."""

COMMUNE = "21"
"""What the SIREN of a commune begins with; its department and its INSEE code follow."""

_CANONICAL = re.compile(
    r"(?P<department>\d[\dAB]\d)-(?P<siren>\d{9})-(?P<day>\d{8})-(?P<number>.+)-(?P<nature>DE|AR|AI|CC|BF|AU)", re.A
)


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier and its parts; `department` has its three characters, `day` is None where it is no date."""

    department: str
    siren: str
    digits: str
    number: str
    nature: Nature

    @property
    def canonical(self) -> str:
        """As the platforms print it: 086-218600666-20171109-2017_01-DE."""
        return "-".join((self.department, self.siren, self.digits, self.number, self.nature))

    @property
    def printed_day(self) -> str:
        """The date of the act as ISO 8601, whether or not there is such a day."""
        return f"{self.digits[:4]}-{self.digits[4:6]}-{self.digits[6:]}"

    @property
    def day(self) -> date | None:
        """The date of the act."""
        try:
            return date.fromisoformat(self.printed_day)
        except ValueError:
            return None


def parse(identifier: str | None) -> Identifier | None:
    """The parts of an identifier in its canonical form, None where it is none.

    >>> parse("068-200073963-20230110-2023-10-01-3-DE").number
    '2023-10-01-3'
    """
    match = _CANONICAL.fullmatch(identifier or "")
    if match is None:
        return None
    return Identifier(match["department"], match["siren"], match["day"], match["number"], cast(Nature, match["nature"]))


def is_siren(digits: str) -> bool:
    """Whether nine digits are a SIREN: the last is the check digit of the others (ISO/IEC 7812-1, annex B)."""
    from stdnum import luhn  # takes 40 ms to import, and most acts bear no SIREN

    return len(digits) == 9 and bool(luhn.is_valid(digits))


def department_of(code: str) -> str | None:
    """The department as it is printed, from its three characters in an identifier: 086 -> 86, 02A -> 2A, 974 -> 974."""
    if re.fullmatch(r"0\d\d|02[AB]", code, re.A):
        return code[1:]
    return code if re.fullmatch(r"97[1-8]", code, re.A) else None
