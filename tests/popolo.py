"""What the Popolo specification asks of its classes, as JSON Schemas (2020-12).

No package of PyPI or npm ships the project's own schemas, which are of JSON Schema's third draft: these are written from
the specification's tables of properties. They are narrower where ours need not be wider: a property that the
specification does not name must bear our prefix, or be among `OURS`, so that a slip in a name shows.
"""

from __future__ import annotations

from typing import Any

OURS = {"motion": {"event_id", "identifier"}}
"""Properties of ours without our prefix, from before it."""

TEXT = {"type": ["string", "null"]}
DAY = {"type": ["string", "null"], "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
OFFSET = r"(Z|[+-][0-9]{2}(:[0-9]{2})?)"
MOMENT = {
    "type": ["string", "null"],
    "pattern": rf"^[0-9]{{4}}((-[0-9]{{2}}){{0,2}}|(-[0-9]{{2}}){{2}}T[0-9]{{2}}(:[0-9]{{2}}){{0,2}}{OFFSET})$",
}


def _list(name: str) -> dict[str, Any]:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


PROPERTIES: dict[str, dict[str, Any]] = {
    "link": {"url": {"type": "string", "format": "uri"}, "note": TEXT},
    "identifier": {"identifier": {"type": "string"}, "scheme": TEXT},
    "person": {
        **dict.fromkeys(("id", "name", "family_name", "given_name", "additional_name", "honorific_prefix"), TEXT),
        **dict.fromkeys(("honorific_suffix", "sort_name", "gender", "summary", "biography"), TEXT),
        "birth_date": DAY, "death_date": DAY, "identifiers": _list("identifier"), "sources": _list("link"),
    },
    "organization": {
        **dict.fromkeys(("id", "name", "classification", "parent_id", "area_id"), TEXT),
        "founding_date": DAY, "dissolution_date": DAY, "identifiers": _list("identifier"), "sources": _list("link"),
    },
    "membership": {
        **dict.fromkeys(("id", "label", "role", "person_id", "organization_id", "post_id", "on_behalf_of_id"), TEXT),
        "start_date": MOMENT, "end_date": MOMENT,
    },
    "event": {
        **dict.fromkeys(("id", "name", "description", "location", "status", "classification", "organization_id"), TEXT),
        "start_date": MOMENT, "end_date": MOMENT, "parent_id": TEXT, "identifiers": _list("identifier"),
    },
    "motion": {
        **dict.fromkeys(("id", "organization_id", "legislative_session_id", "creator_id", "text", "classification"), TEXT),
        "date": MOMENT, "requirement": TEXT, "result": TEXT, "vote_events": _list("vote_event"), "sources": _list("link"),
    },
    "vote_event": {
        **dict.fromkeys(("id", "organization_id", "legislative_session_id", "identifier", "motion_id", "result"), TEXT),
        "classification": TEXT, "start_date": MOMENT, "end_date": MOMENT, "counts": _list("count"), "votes": _list("vote"),
    },
    "count": {"option": {"type": "string"}, "value": {"type": "integer"}, "group_id": TEXT},
    "vote": {
        **dict.fromkeys(("vote_event_id", "voter_id", "option", "group_id", "role", "pair_id"), TEXT),
        "weight": {"type": ["integer", "null"]},
    },
}  # fmt: skip
"""Class -> its properties and their types, of those that this program could write."""

REQUIRED = {
    "link": ["url"],
    "identifier": ["identifier"],
    "count": ["option", "value"],
    **{name: ["id"] for name in ("person", "organization", "membership", "event", "motion", "vote_event")},
}


def schema() -> dict[str, Any]:
    """The schema of a whole file of ours."""
    classes = {
        name: {
            "type": "object",
            "properties": properties,
            "required": REQUIRED.get(name, []),
            "propertyNames": {
                "anyOf": [{"enum": sorted({*properties, *OURS.get(name, ())})}, {"pattern": "^delibparse:"}]
            },
        }
        for name, properties in PROPERTIES.items()
    }
    lists = {f"{name}s": _list(name) for name in ("organization", "person", "membership", "event", "motion")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": classes,
        "type": "object",
        "properties": lists,
        "required": sorted(lists),
        "additionalProperties": False,
    }
