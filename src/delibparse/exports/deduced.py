"""Values that no act prints and its other figures prove: marked by the formats, or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from delibparse.model.pointers import NoSuchPointer, put
from delibparse.model.stream import Act

VOTES = ("/vote/", "/scrutins/")
"""Below these stand figures and outcomes. Names that were made whole elsewhere stay: a person was named."""


def printed(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts without the figures and outcomes of votes that are deduced."""
    return map(_printed, acts)


def _printed(act: Act) -> Act:
    gone = [pointer for pointer in act.deduits if pointer.startswith(VOTES) and not pointer.endswith("/prenom")]
    if not gone:
        return act
    bare = replace(act, deduits=[pointer for pointer in act.deduits if pointer not in gone])
    for pointer in gone:
        try:
            put(bare, pointer, None)
        except NoSuchPointer:
            continue  # nothing stands there: JSON that others wrote
    return bare
