"""The fields of an act that a person may correct: what kind each is, its value as plain text or figure, how it is set.

What a field may hold is told by the record's own types, so that nothing that the format forbids gets in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, get_args, get_origin

import msgspec
from msgspec.structs import replace

from delibparse.corrections.model import Value
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.values.people import Style, person, style_of
from delibparse.layout import Text
from delibparse.model import pointers
from delibparse.model.people import namings
from delibparse.model.pointers import NoSuchPointer, hints, item_of, type_at, without_none
from delibparse.model.record import Date, Deliberation, Personne, Pouvoir, Voix

LEFT_OUT = frozenset({"pages", "scrutins", "elus", "indices", "deduits", "corriges", "avertissements", "provenance"})
"""What the act says of its own reading, and what is in no form of the review."""

ARROW = re.compile(r"\s*(?:→|->)\s*")
"""Parts a proxy's mandant from its mandataire where it is written as text: "E. FARHAT → M. LAVRARD"."""


MOST = 2**31 - 1
"""The greatest figure that a person may give: what the tables of the exports hold."""


class Kind(StrEnum):
    """How a value is written by a person."""

    text = "text"
    figure = "figure"
    date = "date"
    flag = "flag"
    choice = "choice"
    person = "person"
    proxy = "proxy"


class BadValue(ValueError):
    """The field cannot hold the value."""


class Field(NamedTuple):
    """What a pointer names: the type of its value, and for a choice what there is to choose from."""

    kind: Kind
    type: Any
    choices: tuple[str, ...] = ()


# ---- what a pointer names ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def field_at(pointer: str) -> Field:
    """The field that a pointer names, whether or not the act has it. Raises NoSuchPointer."""
    parts = pointer.split("/")[1:]
    if not parts or parts[0] in LEFT_OUT or (parts[-1] == "texte" and type_at(pointer.rpartition("/")[0]) is Personne):
        raise NoSuchPointer(pointer)
    return _field(type_at(pointer), pointer)


def _field(hint: Any, pointer: str) -> Field:
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if hint in (Personne, Voix):
        return Field(Kind.person, Personne)
    if hint is Pouvoir:
        return Field(Kind.proxy, Pouvoir)
    if get_origin(hint) is Literal:
        return Field(Kind.choice, hint, get_args(hint))
    if hint == Date:
        return Field(Kind.date, hint)
    for type_, kind in ((str, Kind.text), (int, Kind.figure), (bool, Kind.flag)):
        if plain is type_:
            return Field(kind, hint)
    raise NoSuchPointer(pointer)


def is_item(pointer: str) -> bool:
    """Whether the pointer names an item of a list, or what an item cannot be without: the mandant of a proxy."""
    found = item_of(pointer)
    return found is not None and found[2] in ("", "/mandant")


PARTS = ("civilite", "prenom", "nom", "qualite")
"""What a person's text is parted into."""


def parts_of(pointer: str) -> tuple[str, ...]:
    """The pointers of the parts of a person, and of the votes that a voter carries."""
    above = f"{pointer}/personne" if pointer.startswith("/vote/noms/") else pointer
    carried = (f"{pointer}/pouvoirs",) if above != pointer else ()
    return tuple(f"{above}/{part}" for part in PARTS) + carried


def whole_of(pointer: str) -> str:
    """The field that a pointer is part of: the person of "/seance/president/nom", the voter of
    "/vote/noms/contre/1/personne/nom"; else the pointer itself."""
    if found := re.fullmatch(r"(/vote/noms/\w+/\d+)/(?:personne/\w+|pouvoirs)", pointer):
        return found[1]
    above, _, last = pointer.rpartition("/")
    try:
        named = last in PARTS and field_at(above).kind is Kind.person
    except NoSuchPointer:
        named = False
    return above if named else pointer


# ---- its value -----------------------------------------------------------------------------------------------------


def value_at(act: Deliberation, pointer: str) -> Value:
    """The value as a person reads it, people by their text. Raises NoSuchPointer where the act has no such item."""
    field_at(pointer)
    return plain(pointers.value_at(act, pointer))


def plain(value: Any) -> Value:
    if isinstance(value, Voix):
        return value.personne.texte if value.personne else value.groupe
    if isinstance(value, Pouvoir):
        return f"{value.mandant.texte} → {value.mandataire.texte}" if value.mandataire else value.mandant.texte
    return value.texte if isinstance(value, Personne) else value


def items(act: Deliberation, name: str) -> list[Any]:
    """The list at a pointer. Raises NoSuchPointer."""
    found = pointers.value_at(act, name)
    if not isinstance(found, list):
        raise NoSuchPointer(name)
    return found


def understood(act: Deliberation, pointer: str, value: Value) -> Any:
    """What a value given by a person becomes in the record. Raises NoSuchPointer, BadValue."""
    field = field_at(pointer)
    if value is None:
        if item_of(pointer) and (is_item(pointer) or pointer.endswith("/pouvoirs")):
            raise BadValue("an item is taken out, not emptied")
        return None
    if isinstance(value, str):
        value = " ".join(value.split())
        if not value:
            raise BadValue("empty")
    if field.kind is Kind.person:
        return _person(act, pointer, value)
    if field.kind is Kind.proxy:
        return _proxy(act, pointer, value)
    try:
        if field.kind is Kind.date and isinstance(value, str):
            date.fromisoformat(value)
        if field.kind is Kind.figure and isinstance(value, int) and value > MOST:
            raise BadValue(f"> {MOST}")
        return msgspec.convert(value, field.type)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadValue(str(error)) from error


def _person(act: Deliberation, pointer: str, value: Value) -> Personne:
    if not isinstance(value, str):
        raise BadValue("a name is text")
    read = person(Text(value, [], lexicon()).span(), _style(act, pointer))
    if read is None:
        return Personne(value)
    found = read.value
    return Personne(value, found.civilite, found.prenom, found.nom, found.qualite)


def _style(act: Deliberation, pointer: str) -> Style:
    """How the people of the same list are written, those of the whole act for one who stands alone: `M. BEN EMBAREK` is
    an initial among initials."""
    name = (item_of(pointer) or ("",))[0]
    beside = [Text(who.texte, [], lexicon()).span() for other, who in namings(act) if other.startswith(f"{name}/")]
    return style_of(beside)


def _proxy(act: Deliberation, pointer: str, value: Value) -> Pouvoir:
    sides = ARROW.split(value) if isinstance(value, str) else []
    if not 1 <= len(sides) <= 2 or not all(sides):
        raise BadValue("mandant → mandataire")
    mandant, *rest = (_person(act, pointer, side) for side in sides)
    return Pouvoir(mandant, rest[0] if rest else None)


# ---- setting it ----------------------------------------------------------------------------------------------------


def put(act: Deliberation, pointer: str, value: Any) -> None:
    """Sets a field to what `understood` gave. Raises BadValue for the part of a person who is not there."""
    try:
        pointers.put(act, pointer, _in_office(pointers.value_at(act, pointer), value))
    except NoSuchPointer as error:
        raise BadValue("nobody is named there") from error


def _in_office(before: Any, after: Any) -> Any:
    """A person whose name was mended keeps the function that was printed, a voter the votes that they carry."""
    if isinstance(before, Voix) and isinstance(after, Personne):
        return replace(before, personne=_in_office(before.personne, after))
    if isinstance(before, Personne) and isinstance(after, Personne) and after.qualite is None:
        return replace(after, qualite=before.qualite)
    return after


def add(act: Deliberation, name: str, value: Any) -> None:
    """One more item at the end of a list; `value` is what `understood` gave."""
    new = Voix(value) if name.startswith("/vote/noms/") else value
    put(act, name, [*items(act, name), new])


def all_fields(act: Deliberation) -> Iterator[str]:
    """The pointers of all fields that can be corrected, in the order of the record; lists by their items."""
    yield from _fields(Deliberation, act, "")


def _fields(type_: Any, value: Any, pointer: str) -> Iterator[str]:
    for name, hint in hints(type_).items():
        here, inner = f"{pointer}/{name}", without_none(hint)
        if pointer == "" and name in LEFT_OUT:
            continue
        below = getattr(value, name, None)
        if get_origin(inner) is list:
            for k, _ in enumerate(below or []):
                proxy = get_args(inner)[0] is Pouvoir
                yield from (f"{here}/{k}/mandant", f"{here}/{k}/mandataire") if proxy else (f"{here}/{k}",)
        elif isinstance(inner, type) and issubclass(inner, msgspec.Struct) and inner is not Personne:
            yield from _fields(inner, below, here)
        else:
            yield here
