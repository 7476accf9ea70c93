"""What changed between two readings of files: acts that came or went, values that differ, warnings old and new.

Pure functions of the records. Places, confidences and what the reading says of itself are not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

import msgspec

from delibparse.corrections.fields import plain
from delibparse.model.record import Deliberation, Document, Elu, Personne, Scrutin

LEFT_OUT = frozenset({"pages", "indices", "deduits", "corriges", "avertissements", "provenance"})
"""What an act says of its own reading."""

Value = str | int | bool | None


class Change(NamedTuple):
    """A field that differs, by its pointer: the values that were taken away and those that came, one or none of each
    for a field that is no list."""

    champ: str
    avant: tuple[Value, ...]
    apres: tuple[Value, ...]


class ActChange(NamedTuple):
    """An act whose values differ, by its numbers from 1 in the old and the new reading; None in the one which has it
    not. `name` tells it: its number or its object."""

    before: int | None
    after: int | None
    name: str
    changes: tuple[Change, ...] = ()


class FileChange(NamedTuple):
    """A file that reads otherwise; `gone` and `new` are the warnings' codes and messages."""

    fichier: str
    acts: tuple[ActChange, ...]
    gone: tuple[tuple[str, str], ...]
    new: tuple[tuple[str, str], ...]


def changes(old: Sequence[Document], new: Sequence[Document]) -> list[FileChange]:
    """The files of the new reading that the old one reads otherwise, and those which only one of them has."""
    pairs = paired(old, new, (lambda one: one.source.sha256, lambda one: one.source.fichier))
    found = [_file_change(before, after) for before, after in pairs]
    return [one for one in found if one.acts or one.gone or one.new]


def _file_change(before: Document | None, after: Document | None) -> FileChange:
    name = next(one.source.fichier for one in (after, before) if one is not None)
    old, new = (one.deliberations if one else [] for one in (before, after))
    told, tells = _warnings(before), _warnings(after)
    acts = tuple(one for one in _act_changes(old, new) if one.changes or one.before is None or one.after is None)
    return FileChange(name, acts, tuple((told - tells).elements()), tuple((tells - told).elements()))


def _warnings(document: Document | None) -> Counter[tuple[str, str]]:
    if document is None:
        return Counter()
    found = [*document.avertissements, *(one for act in document.deliberations for one in act.avertissements)]
    return Counter((one.code, one.message) for one in found)


def _act_changes(old: list[Deliberation], new: list[Deliberation]) -> Iterator[ActChange]:
    keys: tuple[Callable[[Deliberation], Hashable], ...] = (
        lambda act: act.identifiant_acte,
        lambda act: act.numero and (act.seance.date, act.numero),
        lambda act: act.objet and (act.seance.date, act.objet),
    )
    for before, after in paired(old, new, keys, by_rank=True):
        act = after if after is not None else before
        assert act is not None
        yield ActChange(
            None if before is None else _rank(old, before),
            None if after is None else _rank(new, after),
            act.numero or act.objet or "",
            tuple(_changes(before, after)) if before is not None and after is not None else (),
        )


def _rank(acts: list[Deliberation], act: Deliberation) -> int:
    return next(k for k, one in enumerate(acts, 1) if one is act)


T = TypeVar("T")


def paired(
    old: Sequence[T], new: Sequence[T], keys: Sequence[Callable[[T], Hashable]], by_rank: bool = False
) -> list[tuple[T | None, T | None]]:
    """Each of the new beside the old one that it is, in the new order; then the old that are gone.

    The first key that both have, and that is no other's, tells; then, `by_rank`, the place among those that are left,
    where both sides have as many.
    """
    partner: dict[int, int] = {}
    for key in keys:
        left = [k for k in range(len(old)) if k not in partner.values()]
        right = [k for k in range(len(new)) if k not in partner]
        mine, theirs = _alone(old, left, key), _alone(new, right, key)
        partner |= {theirs[told]: mine[told] for told in mine.keys() & theirs.keys()}
    left = [k for k in range(len(old)) if k not in partner.values()]
    right = [k for k in range(len(new)) if k not in partner]
    if by_rank and len(left) == len(right):
        partner |= dict(zip(right, left, strict=True))
        left = []
    beside = [(old[partner[k]] if k in partner else None, new[k]) for k in range(len(new))]
    return [*beside, *((old[k], None) for k in left)]


def _alone(listed: Sequence[T], ranks: list[int], key: Callable[[T], Hashable]) -> dict[Hashable, int]:
    """The ranks by key, of those whose key is no other's."""
    counted = Counter(key(listed[k]) for k in ranks)
    return {told: k for k in ranks if (told := key(listed[k])) and counted[told] == 1}


def _changes(before: Deliberation, after: Deliberation) -> Iterator[Change]:
    old, new = values(before), values(after)
    for pointer in dict.fromkeys((*old, *new)):
        was, now = Counter(old.get(pointer, ())), Counter(new.get(pointer, ()))
        if was != now:
            yield Change(pointer, tuple((was - now).elements()), tuple((now - was).elements()))


def values(act: Deliberation) -> Mapping[str, tuple[Value, ...]]:
    """The values of an act by the pointers of their fields, in the order of the record; a list's together."""
    return {pointer: told for pointer, told in _values(act, "") if told}


def _values(part: msgspec.Struct, above: str) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for name in part.__struct_fields__:
        if not above and name in LEFT_OUT:
            continue
        value, pointer = getattr(part, name), f"{above}/{name}"
        if isinstance(value, list):
            yield pointer, tuple(_told(one) for one in value)
        elif isinstance(value, msgspec.Struct) and not isinstance(value, Personne):
            yield from _values(value, pointer)
        elif value is not None:
            yield pointer, (_told(value),)


def _told(value: Any) -> Value:
    """A value, or an item of a list, as a person reads it."""
    if isinstance(value, Elu):
        parts = value.personne.texte, value.fonction, value.organisme, value.voix
        return " · ".join(str(part) for part in parts if part is not None)
    if isinstance(value, Scrutin):
        figures = "/".join("?" if one is None else str(one) for one in (value.pour, value.contre, value.abstentions))
        return f"{value.objet or '?'} · {value.resultat or '?'} {figures}"
    return plain(value)
