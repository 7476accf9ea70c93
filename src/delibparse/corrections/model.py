"""One line of `corrections.jsonl`: what a person said of a value, when, and where the value stood."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from delibparse.model.record import Page, Pointeur

Gesture = Literal["corrige", "confirme", "illisible", "ajoute", "annule"]
"""Another value, the value as it stands, no value (an item of a list is taken out), one more item of a list, and the
word on this field taken back."""

Value = str | int | bool | None
LONGEST = 100_000
"""Characters of a value: a paragraph of a procès-verbal has some thousands, the longest met 32,000."""


class Spot(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the value stood: as the record's `Lieu`, without what was read there."""

    page: Page
    bbox: tuple[float, float, float, float] | UnsetType = UNSET
    position: tuple[int, int] | UnsetType = UNSET


class Word(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A person's word on a field of an act.

    `fichier`, `sha256` and `acte` (from 1) tell the act as in `deliberations.jsonl`, `numero` and `pages` know it again
    where a new reading parts the file otherwise. `lu` is the value that the person saw, people and sentences as their
    text, `retenu` the one to keep (the same for `confirme`, null for `illisible`). `quand` is UTC (ISO 8601). Who it
    was is not recorded.
    """

    quand: Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$")]
    geste: Gesture
    fichier: Annotated[str, Meta(max_length=4096)]
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    acte: Annotated[int, Meta(ge=1)]
    champ: Annotated[Pointeur, Meta(max_length=200)]
    numero: str | None = None
    pages: list[Page] = field(default_factory=list)
    lu: Annotated[str, Meta(max_length=LONGEST)] | int | bool | None = None
    retenu: Annotated[str, Meta(max_length=LONGEST)] | int | bool | None = None
    lieux: list[Spot] = field(default_factory=list)
