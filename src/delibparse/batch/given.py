"""The body that acts which name none are given, by what the archive's other files tell."""

from __future__ import annotations

from msgspec.structs import asdict, replace

from delibparse.model.people import council_of
from delibparse.model.record import Collectivite, Deliberation

ORGANES: dict[str, tuple[str, ...]] = {
    "commune": ("conseil municipal",),
    "epci": ("conseil communautaire", "conseil métropolitain", "bureau"),
}
"""The assemblies of bodies of two kinds: an act of another one, as a CCAS's conseil d'administration, is of another
body."""


def give_body(act: Deliberation, body: Collectivite) -> None:
    """Puts a body, in place, into an act that tells nothing of its own; what it is given stands in `deduits`."""
    kind, own = act.collectivite.type, ORGANES.get(body.type or "")
    if council_of(act.collectivite) is not None or kind not in (None, body.type):
        return
    if act.organe is not None and not _is_of(act.organe, own):
        return
    read = asdict(act.collectivite)
    added = {key: value for key, value in asdict(body).items() if value is not None and read[key] is None}
    act.collectivite = replace(act.collectivite, **added)
    act.deduits += [f"/collectivite/{key}" for key in added]


def _is_of(organe: str, own: tuple[str, ...] | None) -> bool:
    """Whether an assembly may be of a body that has its `own`, None for one whose assemblies are not told."""
    return organe in own if own is not None else not any(organe in others for others in ORGANES.values())
