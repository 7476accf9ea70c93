"""The fields of an act that a person may correct: what kind each is, its value as plain text or figure, how it is set.

What a field may hold is told by the record's own types, so that nothing that the format forbids gets in.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from delibparse.corrections.model import Value
from delibparse.grammar.names import Style, person, style_of
from delibparse.layout import Text
from delibparse.people import namings
from delibparse.record import Date, Deliberation, Personne, Pouvoir, Voix

LEFT_OUT = frozenset({"pages", "deduits", "corriges", "avertissements", "provenance"})
"""What the act says of its own reading."""

ARROW = re.compile(r"\s*(?:→|->)\s*")
"""Parts a proxy's mandant from its mandataire where it is written as text: "E. FARHAT → M. LAVRARD"."""


class Kind(StrEnum):
    """How a value is written by a person."""

    text = "text"
    figure = "figure"
    date = "date"
    flag = "flag"
    choice = "choice"
    person = "person"
    proxy = "proxy"


class NoSuchField(ValueError):
    """The pointer names nothing that can be corrected in this act."""


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
    """The field that a pointer names, whether or not the act has it. Raises NoSuchField."""
    parts = pointer.split("/")[1:]
    if not parts or parts[0] in LEFT_OUT:
        raise NoSuchField(pointer)
    found: Any = Deliberation
    for part in parts:
        found = _step(found, part, pointer)
    return _field(found, pointer)


def _step(above: Any, part: str, pointer: str) -> Any:
    if get_origin(above) is list and part.isdigit() and len(part) < 6:
        inner = get_args(above)[0]
        return _bare(inner)
    if isinstance(above, type) and issubclass(above, msgspec.Struct):
        hints = _hints(above)
        if part in hints and (above, part) != (Personne, "texte"):
            return _bare(hints[part])
    raise NoSuchField(pointer)


@lru_cache(maxsize=64)
def _hints(above: Any) -> dict[str, Any]:
    return get_type_hints(above, include_extras=True)


def _bare(hint: Any) -> Any:
    """A type without its `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [one for one in get_args(hint) if one is not types.NoneType]
        if len(inner) == 1:
            return inner[0]
    return hint


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
    raise NoSuchField(pointer)


def list_of(pointer: str) -> tuple[str, int, str] | None:
    """Of "/pouvoirs/3/mandant": the list, the index, what follows. None for a field that is in no list."""
    found = re.fullmatch(r"(.*?)/(\d+)((?:/\w+)*)", pointer)
    return None if found is None else (found[1], int(found[2]), found[3])


def is_item(pointer: str) -> bool:
    """Whether the pointer names an item of a list, or what an item cannot be without: the mandant of a proxy."""
    found = list_of(pointer)
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
    except NoSuchField:
        named = False
    return above if named else pointer


# ---- its value -----------------------------------------------------------------------------------------------------


def value_at(act: Deliberation, pointer: str) -> Value:
    """The value as a person reads it, people by their text. Raises NoSuchField where the act has no such item."""
    field_at(pointer)
    found: Any = act
    for part in pointer.split("/")[1:]:
        if isinstance(found, list):
            if int(part) >= len(found):
                raise NoSuchField(pointer)
            found = found[int(part)]
        else:
            found = None if found is None else getattr(found, part)
    return plain(found)


def plain(value: Any) -> Value:
    if isinstance(value, Voix):
        return value.personne.texte
    if isinstance(value, Pouvoir):
        return f"{value.mandant.texte} → {value.mandataire.texte}" if value.mandataire else value.mandant.texte
    return value.texte if isinstance(value, Personne) else value


def items(act: Deliberation, name: str) -> list[Any]:
    """The list at a pointer. Raises NoSuchField."""
    found: Any = act
    for part in name.split("/")[1:]:
        found = getattr(found, part, None)
    if not isinstance(found, list):
        raise NoSuchField(name)
    return found


def understood(act: Deliberation, pointer: str, value: Value) -> Any:
    """What a value given by a person becomes in the record. Raises NoSuchField, BadValue."""
    field = field_at(pointer)
    if value is None:
        if list_of(pointer) and (is_item(pointer) or pointer.endswith("/pouvoirs")):
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
        return msgspec.convert(value, field.type)
    except (msgspec.ValidationError, ValueError) as error:
        raise BadValue(str(error)) from error


def _person(act: Deliberation, pointer: str, value: Value) -> Personne:
    if not isinstance(value, str):
        raise BadValue("a name is text")
    read = person(Text(value, []).span(), _style(act, pointer))
    if read is None:
        return Personne(value)
    found = read.value
    return Personne(value, found.civilite, found.prenom, found.nom, found.qualite)


def _style(act: Deliberation, pointer: str) -> Style:
    """How the people of the same list are written, those of the whole act for one who stands alone: `M. BEN EMBAREK` is
    an initial among initials."""
    name = (list_of(pointer) or ("",))[0]
    beside = [who.texte for other, who in namings(act) if other.startswith(f"{name}/")]
    return style_of(beside)


def _proxy(act: Deliberation, pointer: str, value: Value) -> Pouvoir:
    sides = ARROW.split(value) if isinstance(value, str) else []
    if not 1 <= len(sides) <= 2 or not all(sides):
        raise BadValue("mandant → mandataire")
    mandant, *rest = (_person(act, pointer, side) for side in sides)
    return Pouvoir(mandant, rest[0] if rest else None)


# ---- setting it ----------------------------------------------------------------------------------------------------


def put(act: Deliberation, pointer: str, value: Any) -> None:
    """Sets a field to what `understood` gave. Acts of a procès-verbal share parts of their records: those on the way
    are made anew. Raises BadValue for the part of a person who is not there."""
    name, *rest = pointer.split("/")[1:]
    setattr(act, name, _with(_bare(_hints(Deliberation)[name]), getattr(act, name), rest, value))


def _with(hint: Any, before: Any, parts: list[str], value: Any) -> Any:
    """A part of the record, of a type, with another value in it."""
    if not parts:
        return _in_office(before, value)
    first, *rest = parts
    if isinstance(before, list):
        k = int(first)
        return [*before[:k], _with(_bare(get_args(hint)[0]), before[k], rest, value), *before[k + 1 :]]
    if before is None:
        if hint is Personne:
            raise BadValue("nobody is named there")
        before = hint()
    return replace(before, **{first: _with(_bare(_hints(hint)[first]), getattr(before, first), rest, value)})


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


def take_out(act: Deliberation, name: str, index: int) -> None:
    """Takes an item out of a list; what points behind it follows."""
    here = items(act, name)
    put(act, name, [*here[:index], *here[index + 1 :]])
    pattern = re.compile(rf"{re.escape(name)}/(\d+)(/.*)?")

    def moved(pointer: str) -> str | None:
        found = pattern.fullmatch(pointer)
        if found is None or int(found[1]) < index:
            return pointer
        return None if int(found[1]) == index else f"{name}/{int(found[1]) - 1}{found[2] or ''}"

    act.provenance = {new: places for old, places in act.provenance.items() if (new := moved(old)) is not None}
    act.deduits = [new for old in act.deduits if (new := moved(old)) is not None]
    act.corriges = [replace(row, champ=new) for row in act.corriges if (new := moved(row.champ)) is not None]


def all_fields(act: Deliberation) -> Iterator[str]:
    """The pointers of all fields that can be corrected, in the order of the record; lists by their items."""
    yield from _fields(Deliberation, act, "")


def _fields(type_: Any, value: Any, pointer: str) -> Iterator[str]:
    for name, hint in _hints(type_).items():
        here, inner = f"{pointer}/{name}", _bare(hint)
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
