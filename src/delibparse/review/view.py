"""What a page shows of an act: its values in sections, each with its state, its boxes, and what else it may be.

Pure functions of the record as it was read and of what people said of it since. All pointers are those of the reading:
an item that a person took out is shown struck through, where it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from delibparse.checks import check
from delibparse.corrections import Left, Word, apply
from delibparse.corrections.apply import act_of, field_of
from delibparse.corrections.fields import Kind, all_fields, field_at, is_item, parts_of, value_at
from delibparse.corrections.model import Spot, Value
from delibparse.labels import SECTIONS, section_of
from delibparse.model.fields import CRITICAL
from delibparse.model.people import confidence
from delibparse.model.pointers import item_of
from delibparse.model.record import Avertissement, Deliberation, Document, Lieu
from delibparse.model.schema import from_json, to_json
from delibparse.review.marks import Marks, State
from delibparse.review.strings import Lang
from delibparse.review.suggest import names_in, suggestions
from delibparse.settings import NO_SETTINGS, Settings

SAID: dict[str, State] = {
    "corrige": "corrected", "confirme": "confirmed", "illisible": "illegible", "ajoute": "added",
}  # fmt: skip
TO_REVIEW = frozenset({"doubtful", "mended", "concerned", "left"})
"""The states of values that a person should look at."""

LISTED = {
    "presents": "/presents", "pouvoirs": "/pouvoirs", "excuses": "/excuses", "absents": "/absents", "visas": "/visas",
    "considerants": "/considerants", "expose": "/expose", "decision": "/decision/points", "pour": "/vote/noms/pour",
    "contre": "/vote/noms/contre", "abstentions": "/vote/noms/abstentions",
    "non_participants": "/vote/noms/non_participants",
}  # fmt: skip
"""The list that a section may be added to."""


class Shown(Struct):
    """A value as shown. `read` is what the machine read where something else stands now; `raw` and `raw_state` are the
    value and the state before people's words; `confidence` that of its least sure place, None without one; `item` tells
    that it is taken out of its list rather than emptied; `parts` are those of a person, by their pointers, `raw_parts`
    the same before people's words."""

    pointer: str
    kind: Kind
    value: Value
    state: State = ""
    read: Value = None
    raw: Value = None
    raw_state: State = ""
    raw_read: Value = None
    deduced: bool = False
    confidence: float | None = None
    spots: list[Spot] = field(default_factory=list)
    suggestions: list[str | int | bool] = field(default_factory=list)
    choices: tuple[str, ...] = ()
    item: bool = False
    parts: dict[str, Value] = field(default_factory=dict)
    raw_parts: dict[str, Value] = field(default_factory=dict)


class Section(Struct):
    """`adds` is the list that an item may be added to, `rank` the index that it gets."""

    name: str
    rows: list[Shown]
    adds: str | None = None
    rank: int = 0


class ActView(Struct):
    """An act of a file, as its page shows it; `number` from 1. `act` is the record with people's words in it, `read`
    the record before them; `said` what people said, by pointer: the gesture and the value kept."""

    number: int
    read: Deliberation
    act: Deliberation
    sections: list[Section]
    warnings: list[Avertissement]
    left: list[Left]
    said: dict[str, dict[str, Value]] = field(default_factory=dict)

    def rows(self) -> Iterator[Shown]:
        for section in self.sections:
            yield from section.rows

    def doubtful(self) -> list[str]:
        """The pointers of what a person should look at: doubtful readings first, then what others contradict."""
        return [row.pointer for row in self.rows() if row.state in TO_REVIEW - {"concerned"}] + [
            row.pointer for row in self.rows() if row.state == "concerned"
        ]


class FileView(Struct):
    """The acts of a file, the warnings about it as a whole, and the words whose act is not found again."""

    acts: list[ActView]
    warnings: list[Avertissement]
    left: list[Left]


def view(document: Document, words: list[Word], lang: Lang, settings: Settings = NO_SETTINGS) -> FileView:
    """What the pages of a file show: the document as it was read, and what people said of it, checked anew by what the
    settings tell of the body."""
    after, left = document, list[Left]()
    if words:
        after = from_json(to_json(document))
        left = apply(after.deliberations, words)
        check(after, lang, settings)
    names = names_in(after.deliberations)
    acts = []
    for k, read in enumerate(document.deliberations):
        mine = [word for word in words if act_of(word, document.deliberations) == k]
        acts.append(_act(k, read, after.deliberations[k], mine, left, names))
    return FileView(acts, after.avertissements, [one for one in left if one.why == "acte"])


def _act(
    k: int, read: Deliberation, after: Deliberation, words: list[Word], left: list[Left], names: list[str]
) -> ActView:
    said = {field_of(word, read) or word.champ: word for word in words}
    not_applied = [one for one in left if one.word in words]
    lost = {id(one.word) for one in not_applied}
    taken = _taken_out(said)
    warnings = [_in_reading(warning, taken) for warning in after.avertissements]
    marks = Marks(read, warnings)
    found: dict[str, list[Shown]] = {name: [] for name, _ in SECTIONS}
    for pointer in all_fields(read):
        row = _row(read, pointer, marks, names)
        if pointer in said:
            _say(row, said[pointer], id(said[pointer]) in lost)
            if row.state == "corrected" and row.parts:
                row.parts = _parts_now(after, pointer, taken)
        elif item_of(pointer) is None and (now := value_at(after, pointer)) != row.value:
            row.read, row.value = row.value, now  # deduced again from what was corrected
        _say_of_parts(row, said, lost)
        found[section_of(pointer)].append(row)
    for pointer, word in said.items():
        if word.geste == "ajoute" and id(word) not in lost:
            added = Shown(pointer, field_at(pointer).kind, word.retenu, "added", item=True)
            found[section_of(pointer)].append(added)
    sections = [
        Section(name, rows, LISTED.get(name), _next_rank(LISTED.get(name), rows)) for name, rows in found.items()
    ]
    stands = {
        pointer: {"geste": word.geste, "retenu": word.retenu} for pointer, word in said.items() if id(word) not in lost
    }
    return ActView(k + 1, read, after, sections, warnings, not_applied, stands)


def _row(read: Deliberation, pointer: str, marks: Marks, names: list[str]) -> Shown:
    value, told = value_at(read, pointer), field_at(pointer)
    places = read.provenance.get(pointer) or _label_of_lost_figure(read, pointer)
    state, slip = marks.state(pointer), marks.mended.get(pointer)
    parts = {part: value_at(read, part) for part in parts_of(pointer)} if told.kind is Kind.person else {}
    return Shown(
        pointer,
        told.kind,
        value,
        state,
        slip,
        value,
        state,
        slip,
        pointer in marks.deduced,
        confidence(read, pointer) if places else None,
        [Spot(place.page, place.bbox, place.position) for place in places],
        suggestions(read, pointer, told.kind, value, names) if state or told.kind is Kind.figure else [],
        told.choices,
        item_of(pointer) is not None and not pointer.endswith("/mandataire"),
        dict(parts),
        parts,
    )


def _label_of_lost_figure(read: Deliberation, pointer: str) -> list[Lieu]:
    """Where the label of a figure stands that the engine lost."""
    lost = read.indices.chiffres_illisibles
    return read.provenance.get(f"/indices/chiffres_illisibles/{lost.index(pointer)}", []) if pointer in lost else []


def _say(row: Shown, word: Word, lost: bool) -> None:
    """A person's word on a value."""
    if lost:
        row.state = "left"
        return
    row.state = SAID[word.geste]
    if word.geste != "illisible":
        row.read = row.value if word.retenu != row.value else row.read if word.geste == "corrige" else None
        row.value = word.retenu
    else:
        row.read, row.value = row.value, (row.value if row.item else None)


def _parts_now(after: Deliberation, pointer: str, taken: dict[str, list[int]]) -> dict[str, Value]:
    """The parts of a name that a person corrected, as the corrected record has them: its item may have moved up."""
    place = item_of(pointer)
    here = pointer
    if place is not None:
        gone = sum(index < place[1] for index in taken.get(place[0], []))
        here = f"{place[0]}/{place[1] - gone}{place[2]}"
    return {part: value_at(after, now) for part, now in zip(parts_of(pointer), parts_of(here), strict=True)}


def _say_of_parts(row: Shown, said: dict[str, Word], lost: set[int]) -> None:
    """A person's words on the parts of a name."""
    for pointer in row.parts:
        word = said.get(pointer)
        if word is not None:
            row.state = "left" if id(word) in lost else "corrected"
            row.parts[pointer] = None if word.geste == "illisible" else word.retenu


def _next_rank(adds: str | None, rows: list[Shown]) -> int:
    ranks = [place[1] for row in rows if (place := item_of(row.pointer)) and place[0] == adds]
    return max(ranks, default=-1) + 1


# ---- from the corrected record back to the reading -----------------------------------------------------------------


def _taken_out(said: dict[str, Word]) -> dict[str, list[int]]:
    """By list, the indices of the items that a person took out, in order."""
    out: dict[str, list[int]] = {}
    for pointer, word in said.items():
        place = item_of(pointer)
        if word.geste == "illisible" and place and is_item(pointer):
            out.setdefault(place[0], []).append(place[1])
    return {name: sorted(indices) for name, indices in out.items()}


def _in_reading(warning: Avertissement, taken: dict[str, list[int]]) -> Avertissement:
    """A warning on the corrected record, its pointers those of the reading."""
    champs = [_pointer_in_reading(champ, taken) for champ in warning.champs]
    return replace(warning, champs=champs)


def _pointer_in_reading(pointer: str, taken: dict[str, list[int]]) -> str:
    place = item_of(pointer)
    if place is None:
        return pointer
    name, index, rest = place
    for gone in taken.get(name, []):
        index += gone <= index
    return f"{name}/{index}{rest}"


# ---- for the index -------------------------------------------------------------------------------------------------


def outcome(act: Deliberation) -> str:
    """The vote in one word: `unanime`, the result, or `inconnu`."""
    if act.vote.resultat == "adopte" and act.vote.unanimite:
        return "unanime"
    return act.vote.resultat or "inconnu"


def least_confidence(act: Deliberation) -> float | None:
    """That of the least sure critical value; None for an act without places."""
    sure = [confidence(act, pointer) for pointer in act.provenance if CRITICAL.match(pointer)]
    return min(sure, default=None)


def summary(shown: ActView) -> dict[str, Any]:
    """An act as a row of the index."""
    act = shown.act
    levels = [warning.gravite for warning in shown.warnings]
    return {
        "date": act.seance.date,
        "numero": act.numero,
        "objet": act.objet,
        "collectivite": act.collectivite.nom,
        "vote": outcome(act),
        "voix": [act.vote.pour, act.vote.contre, act.vote.abstentions],
        "erreurs": levels.count("erreur"),
        "alertes": levels.count("alerte"),
        "codes": sorted({warning.code for warning in shown.warnings if warning.gravite != "info"}),
        "douteux": len(shown.doubtful()),
        "relus": sum(row.state in SAID.values() for row in shown.rows()),
        "confiance": least_confidence(act),
    }
