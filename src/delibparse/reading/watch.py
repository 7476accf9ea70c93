"""Who is told where the reading of a file stands."""

from __future__ import annotations

from delibparse import errors
from delibparse.reading.model import Page


class Watch:
    """Told where the reading of a file stands; this one takes no notice. `careful` reads one page at a time, so that
    whoever watches knows which one did harm."""

    careful: bool = False

    def starts(self, size: int) -> None:
        """The pages of a file of so many bytes come next."""

    def begins(self, number: int) -> errors.DelibparseError | None:
        """A page is about to be opened. Gives what an earlier attempt died of there, if it did: it stays closed."""

    def opened(self, number: int, waits: bool) -> None:
        """Its words are there; or its picture, and it waits for its recognition."""

    def ends(self, number: int, done: int, total: int) -> None:
        """A page is read: `done` of `total` are."""

    def understands(self, pages: list[Page]) -> None:
        """All are read; their acts come next."""


UNWATCHED = Watch()
