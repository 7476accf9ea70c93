"""What the gazetteer has under a name, a SIREN or an INSEE code, for whoever asks by hand."""

from __future__ import annotations

import re

from delibparse.gazetteer.bodies import (
    Body,
    communes_beginning,
    communes_named,
    groups_beginning,
    groups_named,
    with_code,
    with_siren,
)
from delibparse.gazetteer.names import without_kind

_SIREN = re.compile(r"\d{9}", re.A)
_CODE = re.compile(r"\d[\dAB]\d{3}", re.A)


def search(asked: str, department: str | None = None) -> list[Body]:
    """The bodies of a name, or else those of which the name begins so; the one of a SIREN or an INSEE code.

    >>> [body.nom for body in search("beaumont-sur-s", "72")]
    ['Beaumont-sur-Sarthe']
    """
    words = asked.strip()
    digits = words.replace(" ", "")
    if _SIREN.fullmatch(digits):
        found = [body for body in (with_siren(digits),) if body is not None]
    elif _CODE.fullmatch(digits.upper()):
        found = [body for body in (with_code(digits.upper()),) if body is not None]
    else:
        found = _named(without_kind(words), department) or [
            body
            for body in (*communes_beginning(without_kind(words)), *groups_beginning(words))
            if _is_in(body, department)
        ]
    return sorted((body for body in found if _is_in(body, department)), key=_order)


def _named(words: str, department: str | None) -> list[Body]:
    return [body for body in (*communes_named(words), *groups_named(words)) if _is_in(body, department)]


def _is_in(body: Body, department: str | None) -> bool:
    return department is None or department.upper().removeprefix("0").rjust(2, "0") in body.departments


def _order(body: Body) -> tuple[bool, str, str]:
    return bool(body.state), body.code or body.siren or "", body.nom
