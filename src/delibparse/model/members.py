"""The members of a body, as something else than the act at hand knows them: a CSV file, the national register."""

from __future__ import annotations

from dataclasses import dataclass

from delibparse.model.record import Personne


@dataclass(frozen=True, slots=True)
class Member:
    """A member and the first and last day of the term, as ISO 8601 dates; "" where it has no bound. `source` tells in
    `corriges` and in warnings who knows them so."""

    who: Personne
    first: str = ""
    last: str = ""
    source: str = "liste des membres"

    def serves(self, day: str | None) -> bool:
        """Whether the term holds a day; an unknown day is in every term."""
        return day is None or ((self.first or day) <= day <= (self.last or day))
