"""JSON Pointers (RFC 6901) into an act: the value at one, another value put there, an item taken out of its list.

The parts of an act are frozen: what changes one makes those on the way anew, so that acts that share a part stay apart.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from delibparse.model.record import Deliberation, Personne

_ITEM = re.compile(r"(?P<list>.*?)/(?P<index>\d+)(?P<rest>(?:/\w+)*)", re.A)


class NoSuchPointer(LookupError):
    """The pointer names nothing in this act, or in any."""


def item_of(pointer: str) -> tuple[str, int, str] | None:
    """The list, the index and what follows; None for a field that is in no list.

    >>> item_of("/pouvoirs/3/mandant")
    ('/pouvoirs', 3, '/mandant')
    """
    found = _ITEM.fullmatch(pointer)
    return None if found is None else (found["list"], int(found["index"]), found["rest"])


@lru_cache(maxsize=4096)
def type_at(pointer: str) -> Any:
    """The type that the record declares for what a pointer names, without its None. Raises NoSuchPointer."""
    found: Any = Deliberation
    for part in pointer.split("/")[1:]:
        found = _type_below(found, part, pointer)
    return found


def _type_below(above: Any, part: str, pointer: str) -> Any:
    if get_origin(above) is list and part.isdecimal() and len(part) < 6:
        return without_none(get_args(above)[0])
    if isinstance(above, type) and issubclass(above, msgspec.Struct) and part in hints(above):
        return without_none(hints(above)[part])
    raise NoSuchPointer(pointer)


@lru_cache(maxsize=64)
def hints(struct: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of a struct's fields, with their annotations."""
    return get_type_hints(struct, include_extras=True)


def without_none(hint: Any) -> Any:
    """A type without its `| None`."""
    if get_origin(hint) in (Union, types.UnionType):
        inner = [one for one in get_args(hint) if one is not types.NoneType]
        if len(inner) == 1:
            return inner[0]
    return hint


def value_at(act: Deliberation, pointer: str) -> Any:
    """What stands at a pointer; None below what is None. Raises NoSuchPointer."""
    found: Any = act
    for part in pointer.split("/")[1:]:
        if found is None:
            return None
        found = _below(found, part, pointer)
    return found


def _below(above: Any, part: str, pointer: str) -> Any:
    if isinstance(above, list):
        if not part.isdecimal() or int(part) >= len(above):
            raise NoSuchPointer(pointer)
        return above[int(part)]
    if not isinstance(above, msgspec.Struct) or part not in type(above).__struct_fields__:
        raise NoSuchPointer(pointer)
    return getattr(above, part)


def put(act: Deliberation, pointer: str, value: Any) -> None:
    """Puts a value at a pointer; a part that is not there yet is made empty first. Raises NoSuchPointer, also for the
    part of a person where nobody is named."""
    name, *rest = pointer.split("/")[1:]
    setattr(act, name, _with(type_at(f"/{name}"), getattr(act, name), rest, value, pointer))


def _with(type_: Any, before: Any, parts: list[str], value: Any, pointer: str) -> Any:
    if not parts:
        return value
    first, *rest = parts
    below = _type_below(type_, first, pointer)
    if isinstance(before, list):
        k = int(first)
        if k >= len(before):
            raise NoSuchPointer(pointer)
        return [*before[:k], _with(below, before[k], rest, value, pointer), *before[k + 1 :]]
    if before is None:
        if type_ is Personne:
            raise NoSuchPointer(pointer)
        before = type_()
    return replace(before, **{first: _with(below, getattr(before, first), rest, value, pointer)})


def put_in(act: Deliberation, name: str, index: int, item: Any) -> None:
    """Puts an item into the list `name`; whatever in the act points to those that stood from there on follows them."""
    here = value_at(act, name)
    put(act, name, [*here[:index], item, *here[index:]])
    _follow(act, name, lambda k: k if k < index else k + 1)


def take_out(act: Deliberation, name: str, index: int) -> None:
    """Takes an item out of the list `name`; whatever in the act points to it goes, to those behind it follows."""
    here = value_at(act, name)
    put(act, name, [*here[:index], *here[index + 1 :]])
    _follow(act, name, lambda k: k if k < index else None if k == index else k - 1)


def _follow(act: Deliberation, name: str, place_of: Callable[[int], int | None]) -> None:
    """Has what points into the list `name` point to where each item now stands, None for one that is gone."""

    def moved(pointer: str) -> str | None:
        if not pointer.startswith(f"{name}/"):
            return pointer
        at, slash, rest = pointer[len(name) + 1 :].partition("/")
        if not at.isdecimal():
            return pointer
        place = place_of(int(at))
        return None if place is None else f"{name}/{place}{slash}{rest}"

    act.provenance = {new: places for old, places in act.provenance.items() if (new := moved(old)) is not None}
    act.deduits = [new for old in act.deduits if (new := moved(old)) is not None]
    act.corriges = [replace(row, champ=new) for row in act.corriges if (new := moved(row.champ)) is not None]
