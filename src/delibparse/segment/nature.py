"""What a file is: by the acts that were found in it, or else by what its first lines call it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from delibparse.layout import Span
from delibparse.model.record import Nature
from delibparse.segment.agenda import AGENDA
from delibparse.wording import Template

Kind = Literal["one", "told", "listed"]
"""How a stretch tells its acts: it is one, or it tells them one after the other, or lists them in rows."""

OPENING = 600
"""Characters in which a document says what it is."""

HOLDING_NONE: frozenset[Nature] = frozenset({"convocation", "arrete", "decision", "annexe"})
"""What holds no act of an assembly, whatever band it bears and whoever it names."""

NATURES: tuple[Nature, ...] = ("extrait", "proces_verbal", "liste", "convocation", "arrete", "decision", "annexe")

_CALLED = {nature: Template(rf"@{{natures.{nature}}}") for nature in NATURES}


def declared(body: Span) -> Nature | None:
    """What a document calls itself: the first of the words that tell it in its opening; None for none."""
    opening = body.sub(0, min(OPENING, len(body)))
    found = [(match.start(), nature) for nature, words in _CALLED.items() if (match := opening.search(words))]
    return min(found)[1] if found else None


def nature_of(body: Span, kinds: Sequence[Kind]) -> Nature:
    """What a file is, by how its stretches tell their acts, those that hold one; by its first words where none does."""
    called = declared(body)
    if not kinds:
        return called if called in HOLDING_NONE or called == "liste" else "autre"
    if "one" not in kinds:
        return "liste" if "listed" in kinds else "proces_verbal"
    if len(kinds) > 1:
        return "recueil"
    return "proces_verbal" if called == "proces_verbal" or body.search(AGENDA) else "extrait"
