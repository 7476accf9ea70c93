"""`popolo`: Popolo JSON (popoloproject.com): organizations, people, memberships, events, motions with their votes.

Valid against the types that the specification gives its classes (tests/popolo.py). Extensions: `delibparse:time` of an
event, whose own date would have to tell an offset from UTC that no act prints; `delibparse:attendance` of an event's
motion, `delibparse:proxies`, `delibparse:carried` of a vote (the proxies that voted the same way), and
`delibparse:deduced` of a count that is not printed.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from typing import IO, Any

import msgspec

from delibparse.exports.people import Known, People
from delibparse.model.fields import LISTS
from delibparse.model.stream import Act

OPTIONS = {"pour": "yes", "contre": "no", "abstentions": "abstain", "non_participants": "not voting"}
RESULTS = {"adopte": "pass", "rejete": "fail"}
"""Popolo's own words for an outcome; others are left as the record has them."""


def write(acts: Iterable[Act], file: IO[bytes]) -> None:
    """One JSON object. Motions are written as they come; who and when, which they share, once all are known."""
    people, councils, events = People(), dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    file.write(b'{"motions":[')
    for n, act in enumerate(acts):
        key = act.council
        body = act.collectivite
        name = body.nom_officiel or body.nom or act.organe or act.fichier  # a name is required
        councils.setdefault(key, {"id": _id("organization", key), "name": name, "classification": body.type})
        if body.siren:
            councils[key]["identifiers"] = [{"scheme": "SIREN", "identifier": body.siren}]
        event = "|".join((key, act.organe or "", act.seance.date or "", act.seance.heure or ""))
        events.setdefault(event, _event(event, key, act))
        file.write((b"," if n else b"") + msgspec.json.encode(_motion(act, key, event, people.of_act(key, act))))
    everyone = [known for group in people.by_name.values() for known in group]
    for name, objects in (
        ("organizations", iter(councils.values())),
        ("events", iter(events.values())),
        ("persons", map(_person, everyone)),
        ("memberships", map(_membership, everyone)),
    ):
        file.write(b'],"' + name.encode() + b'":[')
        file.writelines((b"," if n else b"") + msgspec.json.encode(one) for n, one in enumerate(objects))
    file.write(b"]}\n")


def _id(kind: str, key: str) -> str:
    return f"{kind}/{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _event(event: str, council: str, act: Act) -> dict[str, Any]:
    return {
        "id": _id("event", event),
        "name": f"Séance du {act.seance.date}" if act.seance.date else "Séance",
        "organization_id": _id("organization", council),
        "classification": act.organe,
        "start_date": act.seance.date,
        "delibparse:time": act.seance.heure,
        "location": act.seance.lieu,
    }


def _motion(act: Act, council: str, event: str, people: dict[str, Known]) -> dict[str, Any]:
    """The act as a motion, and its vote."""
    motion = f"motion/{act.identity}"
    sides = {side: getattr(act.vote, side) for side in OPTIONS}
    vote_event = {
        "id": f"vote_event/{act.identity}",
        "motion_id": motion,
        "identifier": act.numero,
        "organization_id": _id("organization", council),
        "start_date": act.seance.date,
        "result": RESULTS.get(act.vote.resultat or "", act.vote.resultat),
        "counts": [
            {"option": OPTIONS[side], "value": value, **_mark(act, f"/vote/{side}")}
            for side, value in sides.items()
            if value is not None
        ],
        "votes": list(_votes(act, people)),
    }
    return {
        "id": motion,
        "organization_id": _id("organization", council),
        "event_id": _id("event", event),
        "legislative_session_id": _id("event", event),
        "text": act.objet or "",
        "identifier": act.numero,
        "classification": act.matiere.libelle if act.matiere else None,
        "date": act.seance.date,
        "requirement": None,
        "result": vote_event["result"],
        "sources": [{"url": _content(act.sha256), "note": act.fichier}],
        "vote_events": [vote_event],
        "delibparse:attendance": [
            {"person_id": _person_id(people[f"/{state}/{k}"]), "state": state}
            for state in LISTS
            for k in range(len(getattr(act, state)))
        ],
        "delibparse:proxies": [
            {
                "mandant_id": _person_id(people[f"/pouvoirs/{k}/mandant"]),
                "mandataire_id": _person_id(people[pointer])
                if (pointer := f"/pouvoirs/{k}/mandataire") in people
                else None,
            }
            for k in range(len(act.pouvoirs))
        ],
    }


def _content(sha256: str) -> str:
    """The address of a file's content (RFC 6920): a source must have one, and nothing tells where the file is.

    >>> _content("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    'ni:///sha-256;n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg'
    """
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def _mark(act: Act, pointer: str) -> dict[str, bool]:
    """Tells a figure that is deduced."""
    return {"delibparse:deduced": True} if pointer in act.deduits else {}


def _votes(act: Act, people: dict[str, Known]) -> Iterator[dict[str, Any]]:
    for side, option in OPTIONS.items():
        for k, voter in enumerate(getattr(act.vote.noms, side)):
            if voter.personne is None:
                continue  # a group that votes as one is nobody
            who = people[f"/vote/noms/{side}/{k}"]
            yield {"voter_id": _person_id(who), "option": option, "delibparse:carried": voter.pouvoirs}


def _person_id(known: Known) -> str:
    return f"person/{known.id}"


def _person(known: Known) -> dict[str, Any]:
    return {
        "id": _person_id(known),
        "name": " ".join(part for part in (known.prenom, known.nom) if part),
        "family_name": known.nom,
        "given_name": known.prenom,
        "honorific_prefix": known.civilite,
        "delibparse:evidence": known.evidence,
    }


def _membership(known: Known) -> dict[str, Any]:
    return {
        "id": f"membership/{known.id}",
        "person_id": _person_id(known),
        "organization_id": _id("organization", known.council),
    }
