"""`md`: an act as readable Markdown (CommonMark), for wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import IO

from delibparse.inert import shown_as
from delibparse.labels import Lang, field_label, labels
from delibparse.model.fields import LISTS, SIDES
from delibparse.model.record import Personne
from delibparse.model.stream import Act

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&])")
_MARK_FIRST = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")

COUNTS = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants")
VOICES = ("pour", "contre", "abstentions")


def write(acts: Iterable[Act], file: IO[bytes], lang: Lang) -> None:
    """The acts one after the other, a rule between them; their own words, under headings in a language."""
    for n, act in enumerate(acts):
        file.write((b"\n---\n\n" if n else b"") + "\n\n".join(_parts(act, lang)).encode() + b"\n")


def _parts(act: Act, lang: Lang) -> Iterator[str]:
    words = labels(lang)
    prose, sections = words["prose"], words["sections"]
    mark = prose["separator"]
    yield f"# {_plain(act.objet or act.numero or act.fichier)}"
    about = (
        (field_label("/collectivite/nom", lang), act.collectivite.nom), (field_label("/organe", lang), act.organe),
        (field_label("/numero", lang), act.numero), (prose["session"], act.seance.date),
        (field_label("/identifiant_acte", lang), act.identifiant_acte), (words["columns"]["fichier"], act.fichier),
    )  # fmt: skip
    yield "\n".join(f"- {name}{mark}{_plain(value)}" for name, value in about if value)
    counts = [
        f"{getattr(act.effectif, name)} {field_label(f'/effectif/{name}', lang).lower()}"
        for name in COUNTS
        if getattr(act.effectif, name) is not None
    ]
    if counts:
        yield f"{prose['counts']}{mark}{', '.join(counts)}."
    for state in LISTS:
        if people := getattr(act, state):
            yield f"**{sections[state]}**{mark}{_names(people)}."
    if act.pouvoirs:
        lines = (
            f"- {_plain(p.mandant.texte)} → {_plain(p.mandataire.texte) if p.mandataire else '?'}" for p in act.pouvoirs
        )
        yield f"**{sections['pouvoirs']}**\n\n" + "\n".join(lines)
    yield from (_plain(text) for text in (*act.visas, *act.considerants, *act.expose))
    if act.decision.formule or act.decision.points:
        yield f"## {prose['decision']}"
    if act.decision.formule:
        yield _plain(act.decision.formule)
    if act.decision.points:
        yield "\n".join(f"- {_plain(point)}" for point in act.decision.points)
    yield from _vote(act, lang)


def _vote(act: Act, lang: Lang) -> Iterator[str]:
    words, vote = labels(lang), act.vote
    prose = words["prose"]
    figures = [
        f"{value} {field_label(pointer, lang).lower()}{' ' + prose['deduced'] if pointer in act.deduits else ''}"
        for pointer, value in ((f"/vote/{side}", getattr(vote, side)) for side in VOICES)
        if value is not None
    ]
    told = [words["choices"][vote.resultat]] if vote.resultat else []
    told += [prose["unanimous"]] if vote.unanimite else []
    if not (told or figures):
        return
    yield f"## {prose['vote']}"
    yield " ".join(told) + (" (" + ", ".join(figures) + ")" if figures else "") + "."
    for side in SIDES:
        voters = getattr(vote.noms, side)
        if voters:
            named = [
                voter.personne.texte if voter.personne else prose["group"].format(name=voter.groupe) for voter in voters
            ]
            yield f"{words['sections'][side]}{prose['separator']}{', '.join(map(_plain, named))}."


def _names(people: list[Personne]) -> str:
    return ", ".join(_plain(who.texte) for who in people)


def _plain(text: str) -> str:
    """A text that Markdown leaves as it is, and that a terminal does not obey."""
    plain = shown_as(" ".join(text.split()), "\ufffd")
    return _MARK_FIRST.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", plain))
