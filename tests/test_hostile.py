"""Every file of ../shared/corpus that no act is in ends in a valid document or one documented failure.

How long each takes is measured by `make bench` (aim: 20 s at most), not here, where other tests share the cores.
"""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from conftest import SHARED
from delibparse import DelibparseError, extract
from delibparse.errors import ExitStatus
from delibparse.model.record import Document
from delibparse.model.schema import json_schema, to_json
from delibparse.options import Options

HOSTILE = sorted((SHARED / "corpus" / "hostile").glob("*.pdf"))
SCANS = sorted((SHARED / "corpus" / "scans").glob("*.pdf"))
SHORT = Options(pages=(1, 2))
"""Of the real scans, whose whole reading is the accuracy bench's."""
VALIDATOR = jsonschema.Draft202012Validator(json_schema())


@pytest.mark.skipif(not HOSTILE, reason="../shared is absent: the hostile files are not distributed")
@pytest.mark.parametrize("path", [*HOSTILE, *SCANS], ids=lambda path: path.name)
def test_ends_well(path: Path) -> None:
    document, failure = attempt(path)
    if failure is not None:
        assert failure.status in (ExitStatus.UNREADABLE, ExitStatus.MISSING_PROGRAM)
        assert "\n" not in failure.sentence("fr") + failure.sentence("en")
        return
    assert document is not None
    VALIDATOR.validate(json.loads(to_json(document)))
    if path in HOSTILE:
        assert document.deliberations == [], "an invented act"
        assert document.avertissements[-1].code == "SEG010"


def attempt(path: Path) -> tuple[Document | None, DelibparseError | None]:
    """The document, or the documented failure; anything else is a bug and ends the test."""
    try:
        return extract(path, SHORT if path in SCANS else None), None
    except DelibparseError as failure:
        return None, failure
