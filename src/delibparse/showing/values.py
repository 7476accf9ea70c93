"""Single values as text: with their signs, people by their printed names, proxies and voters in words."""

from __future__ import annotations

from rich.text import Text

from delibparse.model.record import Personne, Pouvoir, Voix
from delibparse.showing.marks import SIGNS, STYLES, Signs
from delibparse.showing.paper import said
from delibparse.showing.words import Words

LONGEST = 700
"""Characters of a text that are shown: the whole stands in the JSON."""


def signed(text: Text, signs: Signs, *pointers: str) -> Text:
    """A text with the signs of the values that it tells behind it."""
    marks = dict.fromkeys(mark for pointer in pointers for mark in signs.of(pointer))
    for mark in marks:
        text.append(f" {SIGNS[mark]}", style=STYLES[mark])
    return text


def valued(value: object, pointer: str, signs: Signs, style: str = "") -> Text:
    """The value of a field and its signs."""
    return signed(said(value, style, LONGEST), signs, pointer)


def person(who: Personne, pointer: str, signs: Signs) -> Text:
    """A person as printed, with the function that was."""
    told = f"{who.texte} ({who.qualite})" if who.qualite and who.qualite not in who.texte else who.texte
    return valued(told, pointer, signs)


def proxy(pouvoir: Pouvoir, rank: int, signs: Signs, words: Words) -> tuple[Text, Text]:
    """Who gives a proxy, and the arrow to who holds it."""
    above = f"/pouvoirs/{rank}"
    held = Text(overflow="fold").append("→ ", "dim")
    if pouvoir.mandataire is None:
        held.append_text(said(words["nobody_read"], "italic"))
    else:
        held.append_text(person(pouvoir.mandataire, f"{above}/mandataire", signs))
    return signed(person(pouvoir.mandant, f"{above}/mandant", signs), signs, above), held


def voter(voix: Voix, pointer: str, signs: Signs, words: Words) -> Text:
    """A named voter with the proxies that they carry, or a group."""
    name = voix.personne.texte if voix.personne else words["group"].format(name=voix.groupe or "?")
    if voix.pouvoirs:
        name = words["with_proxies"].format(name=name, count=voix.pouvoirs)
    return valued(name, pointer, signs)
