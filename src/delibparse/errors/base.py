"""The root of all failures, and the exit statuses that they earn."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, ClassVar


class ExitStatus(IntEnum):
    """The exit statuses of the contract."""

    DONE = 0
    STRICT = 1
    USAGE = 2
    UNREADABLE = 3
    MISSING_PROGRAM = 4
    PARTIAL_BATCH = 5
    INTERRUPTED = 130


class DelibparseError(Exception):
    """Base of all failures. `facts` fill the sentence of the class, in French or in English."""

    status: ClassVar[ExitStatus] = ExitStatus.UNREADABLE
    fr: ClassVar[str] = "échec"
    en: ClassVar[str] = "failure"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[Any, ...]:
        """Failures go from one process to another: their facts as plain values."""
        facts = {name: fact if isinstance(fact, (int, float)) else str(fact) for name, fact in self.facts.items()}
        return _again, (type(self), facts)

    def sentence(self, lang: str = "fr") -> str:
        """The failure in one line, with what to do about it in brackets."""
        return " ".join((self.en if lang == "en" else self.fr).format(**self.facts).split())


def _again(kind: type[DelibparseError], facts: dict[str, object]) -> DelibparseError:
    return kind(**facts)
