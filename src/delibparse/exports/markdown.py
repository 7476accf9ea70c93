"""`md`: an act as readable Markdown (CommonMark), for wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO

from delibparse.inert import shown_as
from delibparse.model.fields import SIDES
from delibparse.model.record import Personne
from delibparse.model.stream import Act

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_MARK_FIRST = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")

COUNTS = {
    "en_exercice": "en exercice", "presents": "présents", "pouvoirs": "pouvoirs", "excuses": "excusés",
    "absents": "absents", "votants": "votants",
}  # fmt: skip
RESULTS = {
    "adopte": "adopté", "rejete": "rejeté", "ajourne": "ajourné", "retire": "retiré", "prend_acte": "prend acte",
}  # fmt: skip


def write(acts: Iterable[Act], file: IO[bytes]) -> None:
    """The acts one after the other, a rule between them."""
    for n, act in enumerate(acts):
        file.write((b"\n---\n\n" if n else b"") + "\n\n".join(_parts(act)).encode() + b"\n")


def _parts(act: Act) -> Iterator[str]:
    yield f"# {_plain(act.objet or act.numero or act.fichier)}"
    about = (
        ("Collectivité", act.collectivite.nom), ("Assemblée", act.organe), ("Numéro", act.numero),
        ("Séance", act.seance.date), ("Identifiant", act.identifiant_acte), ("Source", act.fichier),
    )  # fmt: skip
    yield "\n".join(f"- {name} : {_plain(value)}" for name, value in about if value)
    counts = [
        f"{getattr(act.effectif, name)} {word}"
        for name, word in COUNTS.items()
        if getattr(act.effectif, name) is not None
    ]
    if counts:
        yield "Effectif : " + ", ".join(counts) + "."
    for title, people in (("Présents", act.presents), ("Excusés", act.excuses), ("Absents", act.absents)):
        if people:
            yield f"**{title}** : {_names(people)}."
    if act.pouvoirs:
        lines = (
            f"- {_plain(p.mandant.texte)} → {_plain(p.mandataire.texte) if p.mandataire else '?'}" for p in act.pouvoirs
        )
        yield "**Pouvoirs**\n\n" + "\n".join(lines)
    yield from (_plain(text) for text in (*act.visas, *act.considerants, *act.expose))
    if act.decision.formule or act.decision.points:
        yield "## Décision"
    if act.decision.formule:
        yield _plain(act.decision.formule)
    if act.decision.points:
        yield "\n".join(f"- {_plain(point)}" for point in act.decision.points)
    yield from _vote(act)


def _vote(act: Act) -> Iterator[str]:
    vote = act.vote
    sides = (("pour", vote.pour), ("contre", vote.contre), ("abstentions", vote.abstentions))
    figures = [
        f"{value} {name}{' (déduit)' if f'/vote/{name}' in act.deduits else ''}"
        for name, value in sides
        if value is not None
    ]
    told = [RESULTS[vote.resultat]] if vote.resultat else []
    told += ["à l'unanimité"] if vote.unanimite else []
    if not (told or figures):
        return
    yield "## Vote"
    yield " ".join(told) + (" (" + ", ".join(figures) + ")" if figures else "") + "."
    for side in SIDES:
        voters = getattr(vote.noms, side)
        if voters:
            named = [voter.personne.texte if voter.personne else f"groupe {voter.groupe}" for voter in voters]
            yield f"{side.replace('_', ' ')} : {', '.join(map(_plain, named))}."


def _names(people: list[Personne]) -> str:
    return ", ".join(_plain(who.texte) for who in people)


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is, and that a terminal does not obey."""
    plain = shown_as(" ".join(text.split()), "\ufffd")
    return _MARK_FIRST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", plain))
