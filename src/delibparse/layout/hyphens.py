"""Words that a line's end cuts, and the hyphens that are a word's own."""

from __future__ import annotations

import regex

from delibparse.wording import Fixed

HYPHENS = "-‐¬"

COMPOUND = Fixed(
    r"""(?:^|\W)(?:
        ci|là|non|sous|vice|ex|contre|demi|semi|mi|post|pré|ultra|inter|avant|après       # sous-préfet
      | celui|celle|ceux|celles|lui|elle|dit|est|c'est|à                                  # celui-ci, dit-il
      | vingt|trente|quarante|cinquante|soixante|quatre|dix                               # vingt-trois
      | plate|chef|porte|haut|bas|grand|saint|sainte|procès|compte|peut|rendez            # procès-verbal
    )-$""",
    regex.I | regex.X,
)
"""What keeps its hyphen when a line ends in it: sous-préfet, vingt-trois, procès-verbal."""


def cuts(text: str, rest: str) -> bool:
    """Whether the hyphen that ends a line cuts a word whose rest opens the next one."""
    return len(text) >= 3 and text[-1] in HYPHENS and text[-2].isalnum() and rest[0].isalnum()


def keeps_hyphen(head: str, rest: str) -> bool:
    """Jean-Pierre, 2017-2018, sous-préfet: the hyphen is the word's own."""
    return not (head[-2].islower() and rest[0].islower()) or bool(COMPOUND.search(head))


def made_whole(head: str, rest: str) -> str:
    """The word that a line's end has cut."""
    return (head if keeps_hyphen(head, rest) else head[:-1]) + rest
