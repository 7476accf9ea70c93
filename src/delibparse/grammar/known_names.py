"""Where the name of a body ends: the longest that the gazetteer knows, where nothing shows that it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from delibparse import gazetteer
from delibparse.gazetteer.names import key_behind_of, key_of_group
from delibparse.layout import Span
from delibparse.wording import EXACT, Fixed, Template

LONGEST = 12
"""Words of the longest name of a body: des Vallées de l'Orne et de l'Odon, Terres d'Argences."""

REACH = 110
"""Characters within which a name stands."""

_STOP = Fixed(r"\n\n|(?<!^\s*)[.;:()\t|•=#@]", EXACT)
"""What no name goes over; a label's colon may stand before it."""

_WORD = Fixed(r"[\p{L}\d'’/]+(?:-[\p{L}\d'’/]+)*", EXACT)

_LINK = r"(?:(?i:de|du|des|en|sur|sous|s/|l[eèé][sz]|l[ea]|aux?|et|à|près)(?![\p{L}])|[dDlL]['’])"
"""What joins the parts of a name: Saint-Paul en Forêt, La Roche sur Foron."""

FEW = ("departement", "region", "arrondissement")
"""Kinds of which the names are so few that the longest known one is whole."""

END_OF_NAME = Template(r"\s*(?:[-–—|/,]\s+)?(?<![\p{L}\-'’])@{bodies.end_of_name}(?![\p{L}])")
"""What follows a body's name on its line and is none of it, after a dash or without: "- Conseil municipal du …"."""

_MARK = r"\s*(?:$|\n\n|[,;:.()\t|•=#@»\"“”]|[–—\-]\s|\p{L}*\d)"

_LINE_ENDS = rf"\s*\n(?!{_LINK})"

_ENDS = Fixed(rf"{_MARK}|{_LINE_ENDS}|\s+(?!{_LINK})\p{{Ll}}", EXACT)
"""A mark, a figure, a line's end, or a word without a capital that joins nothing."""

_ENDS_CAPITALS = Fixed(rf"{_MARK}|{_LINE_ENDS}|\s+(?:\p{{Lu}}['’]?\p{{Ll}}|(?!{_LINK})\p{{Ll}})", EXACT)
"""Behind a name in capitals, also a word that is not."""


class Named(NamedTuple):
    """A known name as it stands, and its words without quotation marks."""

    span: Span
    words: str


def known_name(behind: Span, kind: str) -> Named | None:
    """The longest name of a body of a kind that a stretch begins with, "de" and the like included: "de Beauval".

    None where the gazetteer knows none, or where what follows may be more of it: "Saint-Paul" of "Saint-Paul en Forêt".
    """
    reach = behind.sub(0, min(REACH, len(behind)))
    for end in _ends(reach):
        words = _plain(reach.raw[:end])
        if is_known(words, kind):
            whole = kind in FEW or _is_whole(behind, end)
            return Named(_with_quote(reach, end), words) if whole else None
    return None


def _with_quote(reach: Span, end: int) -> Span:
    """The name, with the mark that closes the quotation in which it stands."""
    closing = regex.match(r"\s*[»”]", reach.raw[end:]) if regex.search("[«“]", reach.raw[:end]) else None
    return reach.sub(0, end + closing.end() if closing else end)


def is_known(words: str, kind: str) -> bool:
    """Whether the gazetteer has a body of that kind and name."""
    if kind == "commune":
        return bool(gazetteer.communes_named(words))
    if kind == "epci":
        return bool(gazetteer.groups_named(words))
    return any(place.kind == kind for place in gazetteer.places_named(words))


def key_of(words: str, kind: str) -> str:
    """What the ways of printing a body's name have in common."""
    return key_of_group(words) if kind == "epci" else key_behind_of(words)


def _plain(raw: str) -> str:
    """The words without quotation marks, white space folded."""
    return " ".join(regex.sub(r"[«»\"“”]|^\s*:", " ", raw).split())


def _ends(reach: Span) -> Iterator[int]:
    """Where the words of a stretch end, the longest run first."""
    stop = reach.search(_STOP)
    limit = stop.start() if stop else len(reach)
    words = [word.end() for word in reach.matches(_WORD)[:LONGEST] if word.end() <= limit]
    yield from reversed(words)


def _is_whole(behind: Span, end: int) -> bool:
    """Whether a name ends there: nothing that follows may be more of it."""
    rest = behind.sub(end, min(end + REACH, len(behind)))
    if rest.match(END_OF_NAME):
        return True
    last = regex.findall(r"\p{L}+", behind.raw[:end])[-1]
    return rest.match(_ENDS_CAPITALS if len(last) > 1 and last.isupper() else _ENDS) is not None
