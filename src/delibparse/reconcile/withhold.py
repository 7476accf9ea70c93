"""Values that were read less surely than a caller asks, left out: null beats a guess, and each is told.

What the rest of the act has mended stays: it rests on that evidence, no longer on how its letters were read. So do the
paragraphs of the act, which nobody counts: one doubtful word would take a whole one away.
"""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.model.arithmetic import deduce_again
from delibparse.model.people import confidence
from delibparse.model.pointers import hints, item_of, put, take_out, type_at, value_at, without_none
from delibparse.model.record import REREAD, WITHHELD, Correction, Deliberation

PROSE = ("visas", "considerants", "expose", "decision", "indices")
"""Parts of an act whose values are paragraphs, or what the page tells besides the fields."""


def withhold(act: Deliberation, least: float) -> None:
    """Makes null, in place, each value that was read with a confidence under `least` (0..1); an item leaves its list.

    Each is a row of `corriges` with what was read and null, an item's under the name of its list. What was deduced from
    such a value is deduced again without it.
    """
    doubtful = list(_doubtful(act, least))
    for pointer in (one for one in doubtful if item_of(one) is None):
        _tell(act, pointer, pointer)
        put(act, pointer, value_at(Deliberation(), pointer))
        _forget(act, pointer)
    items = [(item, pointer) for pointer in doubtful if (item := item_of(pointer)) is not None]
    gone: set[tuple[str, int]] = set()
    for (name, index, rest), pointer in sorted(items, key=lambda row: (row[0][0], -row[0][1], row[0][2])):
        if (name, index) in gone:
            continue
        if rest and _may_be_null(pointer):
            _tell(act, pointer, pointer)
            put(act, pointer, None)
            _forget(act, pointer)
        else:
            gone.add((name, index))
            _tell(act, name, pointer)
            take_out(act, name, index)
    if doubtful:
        deduce_again(act)


def _doubtful(act: Deliberation, least: float) -> Iterator[str]:
    mended = {row.champ for row in act.corriges if row.motif != REREAD}
    mended |= {champ.rpartition("/")[0] for champ in mended if champ.endswith(("/nom", "/prenom"))}
    for pointer in list(act.provenance):
        stays = pointer.split("/")[1] in PROSE or pointer in mended or value_at(act, pointer) in (None, [])
        if not stays and confidence(act, pointer) < least:
            yield pointer


def _may_be_null(pointer: str) -> bool:
    """Whether the record lets what a pointer names, inside an item, be null."""
    above, _, last = pointer.rpartition("/")
    hint = hints(type_at(above))[last]
    return hint is not without_none(hint)


def _tell(act: Deliberation, field: str, pointer: str) -> None:
    read = " ".join(place.texte for place in act.provenance[pointer])
    act.corriges.append(Correction(field, read, None, WITHHELD))


def _forget(act: Deliberation, pointer: str) -> None:
    """Takes a value's places out of the act, and what was deduced of its parts."""
    below = f"{pointer}/"
    act.provenance = {
        name: places for name, places in act.provenance.items() if name != pointer and not name.startswith(below)
    }
    act.deduits = [name for name in act.deduits if name != pointer and not name.startswith(below)]
