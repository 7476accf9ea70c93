"""The body of which a text without a letterhead speaks: minutes that are headed "Conseil municipal" alone name their
commune where they tell of its streets, its staff and its contracts.

A text names its neighbours too. It is taken for that of the one body that it speaks of, twice at least: on the texts of
the shared corpus that name one commune or one EPCI so, it is their own in 39 of 39, where they name it once in 21 of 25.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import regex

from delibparse import gazetteer
from delibparse.gazetteer.names import key_behind_of
from delibparse.grammar.body_name import LETTERHEAD, WITH_KIND, BodyName, Statement, agreed, bare
from delibparse.grammar.known_names import known_name
from delibparse.layout import Span
from delibparse.wording import Template

TIMES = 2
"""Places at which a text must speak of a body; one in the head of an EPCI's act counts for two, since no other stands
there."""

_SPOKEN: Mapping[str, Template] = MappingProxyType(
    {kind: Template(rf"(?<![\p{{L}}])@{{bodies.spoken_{kind}}}(?![\p{{L}}])") for kind in ("commune", "epci")}
)

_OFFICE = Template(r"(?<![\p{L}])(?:@{bodies.chair}|@{bodies.assembly}|@{bodies.seat})(?![\p{L}])")


def body_spoken_of(text: Span, own: str | None, departments: frozenset[str] = frozenset()) -> BodyName | None:
    """The one body of its `own` kind of which a text speaks; None where it speaks of two, or once, or of one that does
    not lie in the `departments` of its head."""
    if own is None or own not in _SPOKEN:
        return None
    told = list(_spoken(text, own))
    if len({one.key for one in told}) != 1 or not _is_whole(told[0], departments):
        return None
    near = own == "epci" and told[0].name.start - text.start < LETTERHEAD
    return agreed(told, None) if len(told) + near >= TIMES else None


def _spoken(text: Span, kind: str) -> Iterator[Statement]:
    """The places that name a body behind its kind, or a commune behind its mayor, its council, its town hall."""
    for match in text.matches(_SPOKEN[kind]):
        named = known_name(text.sub(match.end(), len(text)), kind)
        if named is not None and _is_name(named.words):
            name = text.sub(match.start(), named.span.end - text.start)
            yield Statement(name, kind, named.words, 1, WITH_KIND)
    if kind == "commune":
        for match in text.matches(_OFFICE):
            yield from (one for one in bare(text.sub(match.end(), len(text)), kind, 1) if _is_name(one.name.text))


def _is_name(words: str) -> bool:
    """Whether the last of some words has a capital: "de Son" may be the commune, "de son" is not."""
    return regex.split(r"[\s'’]", words.strip())[-1][:1].isupper()


def _is_whole(one: Statement, departments: frozenset[str]) -> bool:
    """Whether a commune of that name may be meant and none of which it is a short form, as Villeneuve is of
    Villeneuve-sur-Yonne; of those in the departments alone, where they are told."""
    if one.kind != "commune":
        return True
    known, longer = gazetteer.communes_named(one.words), gazetteer.communes_beginning(one.words)
    there = [body for body in known if not departments or body.departments & departments]
    others = [body for body in longer if body not in known and (not departments or body.departments & departments)]
    return bool(there) and not any(_begins(body.nom, one.key) for body in others)


def _begins(name: str, key: str) -> bool:
    """Whether a name goes on behind the words of a key."""
    words = regex.split(r"[\s\-]", name)
    return any(key_behind_of(" ".join(words[:k])) == key for k in range(1, len(words)))
