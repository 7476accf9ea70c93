"""The body that follows from what a person said of it: what was deduced from another reading holds no longer."""

from __future__ import annotations

from msgspec.structs import replace

from delibparse import gazetteer
from delibparse.gazetteer import Clues
from delibparse.model.record import Deliberation

HERE = "/collectivite/"


def identify_again(act: Deliberation) -> None:
    """Forgets what was deduced of the body, and deduces it from what was read of it and said of it, in place."""
    deduced = {pointer.removeprefix(HERE) for pointer in act.deduits if pointer.startswith(HERE)}
    read = replace(act.collectivite, **dict.fromkeys(deduced))
    year = int(act.seance.date[:4]) if act.seance.date else None
    near = frozenset({read.departement}) if read.departement else frozenset()
    body = gazetteer.identify(Clues(read.type, read.nom, read.siren, near, year))
    added: dict[str, str | None] = {}
    if body is not None:
        siren = body.siren if gazetteer.owns_siren(body, year) else None
        told = {
            "type": body.kind, "nom_officiel": body.nom, "code_insee": body.code, "siren": siren,
            "departement": body.department,
        }  # fmt: skip
        said = {row.champ.removeprefix(HERE) for row in act.corriges if row.champ.startswith(HERE)}
        added = {key: told[key] for key in sorted(told) if told[key] and getattr(read, key) is None and key not in said}
    act.collectivite = replace(read, **added)
    others = [pointer for pointer in act.deduits if not pointer.startswith(HERE)]
    act.deduits = [*(HERE + key for key in added), *others]
