"""Warnings grouped by their cause, in words, with where to look and how many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from delibparse.checks.report import Row
from delibparse.labels import in_words
from delibparse.model.record import Gravite
from delibparse.showing.paper import grid, said
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

SEVERITIES: tuple[Gravite, ...] = ("erreur", "alerte", "info")
"""From the gravest on."""

COLOURS = {"erreur": "red", "alerte": "yellow", "info": "cyan"}


@dataclass(frozen=True, slots=True)
class Told:
    """What several warnings say alike: the sentence in words, where to look in each act (None for the file as a whole)
    that bears it, and how many bear it."""

    message: str
    places: tuple[tuple[int | None, str], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Cause:
    """The warnings of one rule and one severity."""

    gravite: Gravite
    code: str
    told: tuple[Told, ...]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.told)


def causes(found: Iterable[Row], words: Words) -> list[Cause]:
    """The warnings by severity, the gravest first, then by rule; those that say the same once, with their number."""
    groups: dict[tuple[int, str], dict[str, list[Row]]] = {}
    for row in found:
        key = SEVERITIES.index(row.avertissement.gravite), row.avertissement.code
        message = in_words(row.avertissement.message, words.lang)
        groups.setdefault(key, {}).setdefault(message, []).append(row)
    return [
        Cause(SEVERITIES[rank], code, tuple(_told(message, rows, words) for message, rows in said_.items()))
        for (rank, code), said_ in sorted(groups.items(), key=lambda one: one[0])
    ]


def _told(message: str, rows: list[Row], words: Words) -> Told:
    places = tuple((row.acte, words.place(row.avertissement.champs, row.page)) for row in rows)
    return Told(message, places, sum(row.actes for row in rows))


def shown_causes(found: list[Cause], words: Words, acts: int) -> Iterator[RenderableType]:
    """Each cause: its severity in a column of its own, the rule's code and name, then what it says and where to look.
    The act is told where there are several (`acts`)."""
    for cause in found:
        title = Text.assemble((cause.code, COLOURS[cause.gravite]), " ", (words.rule(cause.code), "bold"))
        if cause.count > 1:
            title.append(f" ×{cause.count}", style="bold")
        gravity = Text(words.severity(cause.gravite), style=COLOURS[cause.gravite])
        yield grid([(Text(f"{gravity.plain:<6}", style=gravity.style), title)])
        for one in cause.told:
            yield Padding(_sentence(one, words, acts), (0, 0, 0, 8))


def _sentence(told: Told, words: Words, acts: int) -> Text:
    text = said(told.message)
    where = _where(told, words, acts)
    if where:
        text.append(" ").append_text(said(f"[{where}]", "dim"))
    return text


def _where(told: Told, words: Words, acts: int) -> str:
    """The acts that say so, or how many where their session is the cause; and where in the first of them."""
    numbers = sorted({act + 1 for act, _ in told.places if act is not None})
    parts = []
    if told.count > len(told.places):
        parts.append(words.counted(told.count, "acts"))
    elif acts > 1 and numbers:
        parts.append(f"{words.form(len(numbers), 'acts')} {spans(numbers)}")
    parts += [place for _, place in told.places[:1] if place]
    return ", ".join(parts)


def spans(numbers: list[int]) -> str:
    """Rising numbers, those that follow each other as a span.

    >>> spans([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][-1] == number - 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ", ".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts)
