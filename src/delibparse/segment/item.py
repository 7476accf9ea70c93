"""An act of a procès-verbal or of a list: where it stands, its number and its title."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from delibparse.grammar.values.dates import Day
from delibparse.layout import Found, Span
from delibparse.wording import Fixed

_ONE_MISREAD = Fixed(r"(?<=\d\s?[-–]\s?)[Il]$", regex.V1)


@dataclass(frozen=True, slots=True)
class Item:
    """An act of a procès-verbal: the number as printed, the title, and the whole stretch that is the act's. `listed`
    for a row of a list of deliberations, `day` the session's where each row gives it, as a register does."""

    number: Span | None
    title: Span | None
    text: Span
    listed: bool = False
    day: Found[Day] | None = None

    @property
    def numero(self) -> Found[str] | None:
        """The number as printed; the first item's "I" that OCR made of a 1, mended."""
        if self.number is None:
            return None
        text = self.number.text
        mended = _ONE_MISREAD.sub("1", text)
        return Found(mended, self.number, text if mended != text else None)


_NUMBER_BELOW = Fixed(r"\s+\(?(?P<number>\p{Lu}{1,5}[-_ ]?20\d\d[-_./]\d{1,4})\)?$", regex.V1)
_NUMBER_IN_TITLE = Fixed(r"\(?[nN]\s?[°º]\s?(?P<number>\d[\d/\-_.]*\d)\)?", regex.V1)


def with_number(item: Item) -> Item:
    """An item without a number of its own whose title bears one: OBJET : Adoption du règlement (n°02/2020-01)."""
    match = item.title.search(_NUMBER_IN_TITLE) if item.title else None
    if match is None or item.title is None or not regex.search(r"\D", match["number"]):
        return item
    return Item(item.title.group(match, "number"), item.title, item.text)


def with_number_below(item: Item) -> Item:
    """A point of the agenda whose title ends in the number of the act: Dossier n°2 : Voirie DCC2023_129."""
    match = item.title.search(_NUMBER_BELOW) if item.title else None
    if match is None or item.title is None:
        return item
    return Item(item.title.group(match, "number"), item.title.sub(0, match.start()), item.text)
