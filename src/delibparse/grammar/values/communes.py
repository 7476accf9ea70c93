"""Communes among names of people: those that stand behind names, and those that head the members they send."""

from __future__ import annotations

import regex

from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Template

LEAST_PLACES = 2

_PLACE = r"(?:de|du|des|d['’]|à)\s*(?:l[ea]s?\s+|l['’]\s*)?\p{Lu}[\p{L}'’\-–\s]*"

PLACE_BEHIND = Fixed(
    rf"(?<=\p{{Lu}}{{2}})\s*,?\s+(?!(?:de|du|des|d['’])\s*(?:l[ea]\s+)?\p{{Lu}}{{3}})(?:{_PLACE})$", regex.V1
)
"""M. Alban SAUVAGET de Corcoué sur Logne: behind a family name in capitals, a commune that is not. One wholly in
capitals would be part of the name."""

PLACE_IN_CAPITALS = Fixed(r"(?<=\p{Lu}{3})\s+(?:de|d['’])\s*\p{Lu}{3}[\p{Lu}\s\-]*$", regex.V1)
"""In a list that puts communes behind names: M. Alain PINABEL de TOUVOIS."""


def is_place(raw: str) -> bool:
    """Whether an item is a commune and no one: "de Machecoul", "du Pin"."""
    return regex.fullmatch(rf"\s*{_PLACE}[\s,.;]*", raw, regex.V1) is not None and not regex.search(r"\p{Lu}{3}", raw)


_LABEL_CAPS = r"\p{Lu}{2,}[\p{Lu}'’\-]*(?:[ \-]+\p{Lu}[\p{Lu}'’\-]*)*"

_LABEL_WORD = r"\p{Lu}[\p{L}'’]+(?:-[\p{L}'’]+)*"
"""One word, of a list whose names have civilities: … M. Robert Jean-Paul Bueil-en-Touraine : Cerelles : M. Poulle Guy"""

GROUP = Template(
    rf"(?:(?:^\s*|(?<=[\n;•.,]\s{{0,2}}))(?:{_LABEL_CAPS}|\p{{Lu}}[\p{{L}}'’]+(?:[ \-](?:\p{{Lu}}|@{{names.place_link}})[\p{{L}}'’]*)*)|"
    rf"(?<=\p{{Lu}}\p{{Ll}}+[\p{{L}}\-]*\s(?:(?:LE|LA|DE|DU|DES)\s)?\p{{Lu}}{{2,}}[\p{{Lu}}'’\-]*\s){_LABEL_CAPS}|"
    rf"(?<=\p{{Ll}}\s){_LABEL_WORD}(?=\s?:\s+(?:{_LABEL_WORD}\s?:\s+)*@{{CIVILITY}}))"
    rf"\s?:\s+(?=(?:@{{CIVILITY}}|MM)?\s?\p{{Lu}})",
    EXACT,
)
"""The commune that heads its members: "LES EPESSES : Jean-Louis LAUNAY – …", "Pernay : M. Peninon Jean-Pierre ; …"."""

LEAST_GROUPS = 2


def grouped(text: Span) -> Span | None:
    """The stretch of a text that lists members by their communes, None where it does not."""
    runs = [m for m in text.matches(GROUP) if text.lexicon.match(_NAMES_BEHIND, text.raw[m.end() : m.end() + 60])]
    return text.sub(runs[0].start(), len(text)) if len(runs) >= LEAST_GROUPS else None


_NAMES_BEHIND = Template(
    r"(?:@{CIVILITY}\s)?\p{Lu}[\p{L}'’\-]+(?:\s(?:de\s|d['’])?\p{Lu}[\p{L}'’\-]+){1,3}\s?(?:[–\-,;\n]|$|\s\p{Lu})",
    EXACT,
)
"""A list of names: two with a separator between them, or one and a line's end."""
