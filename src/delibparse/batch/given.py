"""The body that acts which name none are given: that of all other files of their folder."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from delibparse.model.people import council_of
from delibparse.model.record import Collectivite, Deliberation

ORGANES = {"commune": "conseil municipal", "epci": "conseil communautaire"}
"""The assemblies of bodies of two kinds: an act of the other's is of another body."""


def give_body(act: Deliberation, body: Collectivite) -> None:
    """Puts a body, in place, into an act that tells nothing of its own; what it is given stands in `deduits`."""
    kind, own = act.collectivite.type, ORGANES.get(body.type or "")
    if council_of(act.collectivite) is not None or kind not in (None, body.type):
        return
    if act.organe in ORGANES.values() and act.organe != own:
        return
    read = asdict(act.collectivite)
    added = {key: value for key, value in asdict(body).items() if value is not None and read[key] is None}
    act.collectivite = replace(act.collectivite, **added)
    act.deduits += [f"/collectivite/{key}" for key in added]
