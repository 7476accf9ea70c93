"""The names of bodies as keys: what two ways of printing one name have in common, and what is no part of it."""

from __future__ import annotations

import re

from delibparse.model.people import fold

_SHORT = (
    (re.compile(r"\bSt(?=[\s.\-])\.?", re.I), "Saint"),
    (re.compile(r"\bSte(?=[\s.\-])\.?", re.I), "Sainte"),
    (re.compile(r"\bSts(?=[\s.\-])\.?", re.I), "Saints"),
    (re.compile(r"\bs(?:ur|/s)?\s?/\s?", re.I), "sur "),
    (re.compile(r"&"), "et"),
)
"""Short forms that clerks print: St-Ouen, Ste Luce, Villeneuve s/ Lot."""

_OF = re.compile(r"^(?:de (?=l['’])|de (?=l[ae]s? )|d['’]\s?|de |(?P<article>du|des) )", re.I)

_ARTICLES = {"du": "le ", "des": "les "}

_KIND_OF_GROUP = re.compile(
    r"^(?:communauté\s+(?:de\s+communes|d['’]\s?agglomération|urbaine)|c\.?[cau]\.?(?=\s)|ept(?=\s)"
    r"|établissement\s+public\s+territorial)\s+",
    re.I,
)

_KIND_OF_COMMUNE = re.compile(r"^(?:commune|ville|mairie)\s+(?=\S)", re.I)

_BRACKET = re.compile(r"\([^)]*\)?")

_LINK = re.compile(r"(?<!\w)(?:de|du|des|le|la|les|et|à|en|[dl]['’])(?!\w)|(?<!\w)[dl]['’]", re.I)


def key(name: str) -> str:
    """The key of a commune's name: letters alone, short forms written out.

    >>> key("ST-Ouen s/ Seine") == key("Saint-Ouen-sur-Seine")
    True
    """
    for pattern, whole in _SHORT:
        name = pattern.sub(whole, name)
    return fold(name)


def key_behind_of(words: str) -> str:
    """The key that the words behind "commune" or "ville" stand for: "du Pin" is Le Pin, "des Herbiers" Les
    Herbiers.

    >>> key_behind_of("du Pin")
    'lepin'
    >>> key_behind_of("d'Ibos")
    'ibos'
    """
    words = words.strip()
    lead = _OF.match(words)
    if lead is None:
        return key(words)
    article = _ARTICLES.get((lead["article"] or "").lower(), "")
    return key(article + words[lead.end() :])


def without_kind(name: str) -> str:
    """A commune's name as it is printed, without what kind of body it is.

    >>> without_kind("VILLE DE BEAUVAL")
    'DE BEAUVAL'
    """
    return _KIND_OF_COMMUNE.sub("", name.strip())


def key_of_group(name: str) -> str:
    """The key of an EPCI's name: without its kind, its acronym in brackets and the words that link.

    >>> key_of_group("Communauté de communes du Pays des Herbiers") == key_of_group("CC Pays Les Herbiers (CCPH)")
    True
    """
    name = _KIND_OF_GROUP.sub("", _BRACKET.sub(" ", name).strip())
    for pattern, whole in _SHORT:
        name = pattern.sub(whole, name)
    return fold(_LINK.sub(" ", name))
