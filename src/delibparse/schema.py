"""The JSON Schema of the format, and the one way in which records are written and read."""

from __future__ import annotations

from typing import Any

import msgspec

from delibparse.record import FORMAT, Document

SCHEMA_URI = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a document. Every key is required, as rule 1 of the contract says, but those that
    a value has or has not by its nature: a box or a position, the reason of a correction."""
    schema = msgspec.json.schema(Document)
    for name, definition in schema["$defs"].items():
        if "properties" in definition:
            optional = {"Lieu": {"bbox", "position"}, "Correction": {"motif"}}.get(name, set())
            definition["required"] = [key for key in definition["properties"] if key not in optional]
            definition["additionalProperties"] = False
    schema["$defs"]["Lieu"]["oneOf"] = [{"required": ["bbox"]}, {"required": ["position"]}]
    return {"$schema": SCHEMA_URI, "$id": f"urn:{FORMAT.replace('/', ':')}", "title": FORMAT, **schema}


def to_json(document: Document, *, indent: int = 0) -> bytes:
    """The document as UTF-8 JSON: compact, or indented by `indent` spaces."""
    compact = msgspec.json.encode(document)
    return msgspec.json.format(compact, indent=indent) if indent else compact


def from_json(data: bytes) -> Document:
    """A document from its JSON. Raises msgspec.ValidationError where it is not of the format."""
    return msgspec.json.decode(data, type=Document)
