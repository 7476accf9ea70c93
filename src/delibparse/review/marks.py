"""Why values of an act are to be looked at: what the reading doubts or mended, and what else contradicts it."""

from __future__ import annotations

from typing import Literal

from delibparse.corrections.fields import whole_of
from delibparse.model.record import RELECTURE, WITHHELD, Avertissement, Deliberation

State = Literal["", "doubtful", "mended", "concerned", "corrected", "confirmed", "illegible", "added", "left"]

DOUBTS = frozenset({"LEC001", "LEC002", "LEC004", "LEC011"})
"""The rules that doubt a reading, rather than what the act says."""


class Marks:
    """Why values of an act are to be looked at: doubts are those of the reading, contradictions (`warnings`) those that
    people's words have left."""

    def __init__(self, read: Deliberation, warnings: list[Avertissement]) -> None:
        doubts = [warning for warning in read.avertissements if warning.code in DOUBTS]
        others = [warning for warning in warnings if warning.gravite != "info" and warning.code not in DOUBTS]
        self.doubted = {whole_of(champ) for warning in doubts for champ in warning.champs}
        self.concerned = {whole_of(champ) for warning in others for champ in warning.champs}
        self.mended = {whole_of(row.champ): row.lu for row in read.corriges if row.motif not in (RELECTURE, WITHHELD)}
        self.deduced = set(read.deduits)

    def state(self, pointer: str) -> State:
        if pointer in self.mended:
            return "mended"
        if pointer in self.doubted:
            return "doubtful"
        return "concerned" if pointer in self.concerned else ""
