"""Prints a member in one of the styles of names, and says what a reader finds in it (a `personne` of the contract)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .people import Member

Person = dict[str, Any]
PARTICLES = {"DE", "LA", "DU", "DES", "EL", "BEN", "VAN", "DEN", "DA", "DOS"}


def civility(member: Member, long: bool = False) -> str:
    if long:
        return "Madame" if member.woman else "Monsieur"
    return "Mme" if member.woman else "M."


def has_civility(style: str) -> bool:
    """Whether the style sets a civility before each name that stands alone: `M. NOM` does, `P. NOM` does not."""
    return style.startswith(("M. ", "MM. ", "Monsieur ", "Mmes NOM"))


def print_name(style: str, member: Member) -> str:
    """The member where he stands alone: in a pair, as an officer, in a vote. Collective styles give what is left of them."""
    first, family = member.first, member.family
    table = {
        "Prénom NOM": f"{first} {family}",
        "M. Prénom NOM": f"{civility(member)} {first} {family}",
        "NOM Prénom": f"{family} {first}",
        "M. NOM Prénom": f"{civility(member)} {family} {first}",
        "Prénom Nom": f"{first} {lower(family)}",
        "M. Prénom Nom": f"{civility(member)} {first} {lower(family)}",
        "P. NOM": f"{initials(first)} {family}",
        "M. NOM": f"{civility(member)} {family}",
        "Monsieur Prénom NOM": f"{civility(member, long=True)} {first} {family}",
        "NOM, P.": f"{family}, {initials(first)}",
        "NOM P.": f"{family} {initials(first)}",
        "Mmes NOM, MM. NOM": f"{civility(member)} {family}",
        "Mmes et MM. Prénom NOM": f"{first} {family}",
        "M. P. NOM": f"{civility(member)} {initials(first)} {family}",
        "M. Nom": f"{civility(member)} {lower(family)}",
        "Nom Prénom": f"{lower(family)} {first}",
        "Monsieur NOM Prénom": f"{civility(member, long=True)} {family} {first}",
        "MM. Prénom NOM": f"{civility(member)} {first} {family}",
    }
    return table[style]


def person(style: str, member: Member) -> Person:
    """What is read of the member where he is printed in `style`."""
    short = {"M. NOM", "Mmes NOM, MM. NOM", "M. Nom"}
    initialled = {"P. NOM", "NOM, P.", "NOM P.", "M. P. NOM"}
    lowered = {"Prénom Nom", "M. Prénom Nom", "M. Nom", "Nom Prénom"}
    return {
        "texte": print_name(style, member),
        "prenom": None if style in short else initials(member.first) if style in initialled else member.first,
        "nom": lower(member.family) if style in lowered else member.family,
    }


def print_list(style: str, members: Sequence[Member]) -> list[str]:
    """The members as they stand in a list, collective civilities on the first of those whom they govern."""
    if style == "Mmes et MM. Prénom NOM" and len(members) > 1:
        names = [print_name(style, one) for one in members]
        return [f"Mmes et MM. {names[0]}", *names[1:]]
    if style in ("Mmes NOM, MM. NOM", "MM. Prénom NOM"):
        printed: list[str] = []
        for women in (True, False):
            group = [one for one in members if one.woman is women]
            single = {True: "Mme", False: "M."}[women]
            several = {True: "Mmes", False: "MM."}[women]
            names = [one.family if style.startswith("Mmes") else f"{one.first} {one.family}" for one in group]
            if names:
                printed += [f"{several if len(names) > 1 else single} {names[0]}", *names[1:]]
        return printed
    return [print_name(style, one) for one in members]


def listed(style: str, members: Sequence[Member]) -> list[Member]:
    """The members in the order in which `print_list` prints them."""
    if style in ("Mmes NOM, MM. NOM", "MM. Prénom NOM"):
        return [one for one in members if one.woman] + [one for one in members if not one.woman]
    return list(members)


def initials(first: str) -> str:
    """`Jean-Paul` gives `J.-P.`, `Anne` gives `A.`"""
    return "-".join(f"{part[0]}." for part in first.split("-"))


def lower(family: str) -> str:
    """`LE BIHAN` gives `Le Bihan`, `DE LA ROCHE` gives `de la Roche`."""
    words = []
    for word in family.split(" "):
        if word in ("DE", "DU", "DES", "LA", "DEN"):
            words.append(word.lower())
        else:
            words.append(re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), word))
    text = " ".join(words)
    return text.replace("D'", "d'", 1) if text.startswith("D'") else text
