"""The JSON Schema of the format, and the one way in which records are written and read."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from delibparse import errors
from delibparse.model.record import FORMAT, Document

T = TypeVar("T")

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
    """A document from its JSON. Raises BadRecord."""
    return decode(data, Document)


def decode(data: bytes, kind: type[T]) -> T:
    """A value of the format from its JSON, and the one place where JSON that may not be ours is met.

    Raises BadRecord, in one line: for what is no JSON, JSON of another kind, bytes that are no UTF-8, and JSON nested
    deeper than any record.

    >>> from_json(b'{"format": ')
    Traceback (most recent call last):
    delibparse.errors.BadRecord: not a JSON of delibparse: Input data was truncated (give that of extract)
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise errors.BadRecord(why=" ".join(str(error).split())[:200]) from error
