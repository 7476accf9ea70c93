"""The signs beside values that a person should look at, or that the page does not print; each told in a legend."""

from __future__ import annotations

from delibparse.model.people import looked_at
from delibparse.model.record import Deliberation
from delibparse.review.marks import Marks

SIGNS = {"doubtful": "(?)", "mended": "(~)", "concerned": "(!)", "deduced": "(=)", "checked": "(v)"}
STYLES = {"doubtful": "yellow", "mended": "yellow", "concerned": "red", "deduced": "cyan", "checked": "green"}


class Signs:
    """The signs of an act's values, by their pointers; `met` are the marks that were given, in the order of `SIGNS`."""

    def __init__(self, act: Deliberation) -> None:
        self._marks = Marks(act, act.avertissements)
        self._seen = looked_at(act)
        self._met: set[str] = set()

    def of(self, pointer: str) -> list[str]:
        """The marks of a value. A value that a person has looked at is in no doubt any more."""
        state = "checked" if pointer in self._seen else self._marks.state(pointer)
        found: list[str] = [state] if state else []
        if pointer in self._marks.deduced:
            found.append("deduced")
        self._met.update(found)
        return found

    @property
    def met(self) -> list[str]:
        return [mark for mark in SIGNS if mark in self._met]
