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

LONGEST_LINK = 12
"""Characters in front of a word within which an article stands that makes it one of a sentence."""

_LINK = Template(r"(?<!\p{L})@{sentences.dangling}\s?$")
_TITLED = Template(r"\W*@{natures.convocation}")
_ASSEMBLY = Template(r"@{organs.organ}")
_CALLED = {nature: Template(rf"@{{natures.{nature}}}") for nature in NATURES}


def declared(body: Span) -> Nature | None:
    """What a document calls itself: the first of the words that tell it in its opening, where they are not of a
    sentence: the minutes that were approved, the list that was posted; None for none."""
    opening = _opening(body)
    found = [
        (match.start(), nature)
        for nature, words in _CALLED.items()
        for match in opening.matches(words)
        if not opening.sub(max(0, match.start() - LONGEST_LINK), match.start()).search(_LINK)
    ]
    return min(found)[1] if found else None


def is_convocation(body: Span) -> bool:
    """Whether the first words of a text call it a convocation, whatever else is bound with it."""
    return body.match(_TITLED) is not None


def _opening(body: Span) -> Span:
    return body.sub(0, min(OPENING, len(body)))


def nature_of(body: Span, kinds: Sequence[Kind]) -> Nature:
    """What a file is, by how its stretches tell their acts, those that hold one; by its first words where none does:
    minutes are those of an assembly. One act whose opening speaks of the minutes of the session before is a session's.
    """
    called = declared(body)
    if not kinds:
        is_assembly = _opening(body).search(_ASSEMBLY) is not None
        return called if called in (*HOLDING_NONE, "liste") or (called == "proces_verbal" and is_assembly) else "autre"
    if "one" not in kinds:
        return "liste" if "listed" in kinds or called == "liste" else "proces_verbal"
    if len(kinds) > 1:
        return "recueil"
    if called == "liste":
        return "liste"
    speaks = _opening(body).search(_CALLED["proces_verbal"]) is not None and called != "extrait"
    return "proces_verbal" if speaks or body.search(AGENDA) else "extrait"
