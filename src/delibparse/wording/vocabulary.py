"""The councils' wordings as data: blocks of keys, each with the expressions that councils write for one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Key = str
"""A block and a name in it: "votes.unanimity"."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One wording.

    `match` is its pattern; `stem` what a text must hold for it to be tried; `type` the kind of body that has it and
    `value` what it means, where the key's entries mean different things; `seen` where it was met, "Council: words",
    and `not_seen` look-alikes that it must not match.
    """

    match: str
    stem: str | None = None
    type: str | None = None
    value: str | int | None = None
    seen: tuple[str, ...] = ()
    not_seen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All wordings, by key, in the order in which they are tried. A value: what is added makes another one."""

    entries: Mapping[Key, tuple[Entry, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, key: Key) -> tuple[Entry, ...]:
        """The wordings of a key. Raises KeyError for one that is not in the vocabulary."""
        return self.entries[key]

    def keys_of(self, block: str) -> tuple[Key, ...]:
        """The keys of a block, in the order of its file."""
        return tuple(key for key in self.entries if key.startswith(f"{block}."))

    def with_first(self, added: Mapping[Key, tuple[Entry, ...]]) -> Vocabulary:
        """This vocabulary with more wordings, which are tried before its own."""
        keys = [*self.entries, *(key for key in added if key not in self.entries)]
        return Vocabulary(MappingProxyType({key: added.get(key, ()) + self.entries.get(key, ()) for key in keys}))
